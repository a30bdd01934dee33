/** What each plan costs a month, as one bar of three parts: solid the bill, tint the operator, hatched the outage to expect. */
import type { Chart } from 'chart.js';
import { costBreakdownTwin, words as plannerWords, type Quote, type TotalCost } from '@ordiplan/planner';
import { colourToken } from '../marks.ts';
import { hatching, keyBox, markHeight, type Colour, type Pen } from './pen.ts';
import { labels, plot, type Drawing } from './plot.ts';
import { nameAt, nameWidth, rowMiddle, rowOptions, type RowLook } from './rows.ts';
import { barThickness, type Look } from './space.ts';
import { euroTick } from './words.ts';

export interface BreakdownFigures {
  readonly shown: readonly Quote[];
  readonly chosen: Quote | undefined;
}

const parts = ['bill', 'operator', 'outage'] as const satisfies readonly (keyof TotalCost)[];

export function drawBreakdown(canvas: HTMLCanvasElement, figures: BreakdownFigures, { language, isNarrow }: Look): Drawing {
  const { shown } = figures;
  const ctx = canvas.getContext('2d')!;
  return plot<'bar'>(canvas, (colour) => {
    const look = { colour, isNarrow };
    return {
      type: 'bar',
      data: {
        labels: shown.map(({ id }) => id),
        datasets: parts.map((part) => ({
          label: part,
          stack: 'month',
          data: shown.map(({ totalCost }) => totalCost?.[part].euro.toNumber() ?? null),
          backgroundColor: shown.map(({ mark }) => fill(part, colourToken[mark], { ctx, colour })),
          borderColor: shown.map(({ mark }) => colour(colourToken[mark])),
          borderWidth: 1,
          borderSkipped: false,
          barThickness,
        })),
      },
      options: rowOptions(look, {
        names: nameWidth(isNarrow),
        right: 72,
        text: (value, isLast) => euroTick(value, isLast, language),
      }),
      plugins: [labels<'bar'>(look, (chart, pen) => writeLabels(chart, pen, figures, { ...look, language }))],
    };
  });
}

function fill(part: (typeof parts)[number], token: string, { ctx, colour }: { ctx: CanvasRenderingContext2D; colour: Colour }) {
  if (part === 'bill') return colour(token);
  return part === 'operator' ? colour(`${token}-tint`) : hatching(ctx, colour(token), colour('paper'));
}

/** The words are those of the table: what stands at a bar stands in its row. */
function writeLabels(chart: Chart<'bar'>, pen: Pen, { shown, chosen }: BreakdownFigures, look: RowLook & Pick<Look, 'language'>): void {
  const { head, rows } = costBreakdownTwin(shown, chosen, look.language);
  writeKey(chart, pen, head.slice(1, 1 + parts.length), look);
  for (const [row, quote] of shown.entries()) {
    writePlan(chart, pen, { quote, row, isChosen: quote === chosen }, look);
    const end = quote.totalCost ? chart.scales.x!.getPixelForValue(quote.totalCost.sum.euro.toNumber()) : chart.chartArea.left;
    pen.write(rows[row]!.at(-1)!, end + 8, rowMiddle(chart, row) + 4, { bold: true });
    if (quote.totalCost) writeParts(chart, pen, { quote, row, texts: rows[row]!.slice(1) }, look);
  }
}

/** The figure of each part that is wide enough for it. */
function writeParts(
  chart: Chart<'bar'>,
  pen: Pen,
  { quote, row, texts }: { quote: Quote; row: number; texts: readonly string[] },
  look: RowLook,
): void {
  const token = colourToken[quote.mark];
  const surface = { bill: token, operator: `${token}-tint`, outage: 'paper' };
  let from = 0;
  for (const [i, part] of parts.entries()) {
    const to = from + quote.totalCost![part].euro.toNumber();
    const [left, right] = [chart.scales.x!.getPixelForValue(from), chart.scales.x!.getPixelForValue(to)];
    from = to;
    const width = pen.width(texts[i]!);
    if (right - left < width + (part === 'outage' ? 20 : 8)) continue;
    if (part === 'outage')
      clear(chart, {
        x: (left + right - width) / 2 - 3,
        y: rowMiddle(chart, row) - barThickness / 2 + 1.5,
        width: width + 6,
        paper: look.colour('paper'),
      });
    const style = { align: 'center', tone: part === 'bill' ? 'on-option' : 'ink', halo: surface[part] } as const;
    pen.write(texts[i]!, (left + right) / 2, rowMiddle(chart, row) + 4, style);
  }
}

/** A figure on hatching stands on paper. */
function clear({ ctx }: Chart<'bar'>, { x, y, width, paper }: { x: number; y: number; width: number; paper: string }): void {
  ctx.save();
  ctx.fillStyle = paper;
  ctx.fillRect(x, y, width, barThickness - 3);
  ctx.restore();
}

/** Mark and name of a plan; the chosen one under the marker. */
function writePlan(
  chart: Chart<'bar'>,
  pen: Pen,
  { quote, row, isChosen }: { quote: Quote; row: number; isChosen: boolean },
  { colour, isNarrow, language }: RowLook & Pick<Look, 'language'>,
): void {
  const { x, y, width } = nameAt(chart, row, { isNarrow, pen });
  const left = x + pen.mark(quote.mark, x, y - 13) + 8;
  const name = plannerWords[language].planName[quote.id];
  const room = width - (left - x);
  if (isChosen) {
    chart.ctx.save();
    chart.ctx.fillStyle = colour('mark');
    chart.ctx.fillRect(left - 3, y - 13, Math.min(room, pen.width(name, true) + 6), markHeight);
    chart.ctx.restore();
  }
  const style = isChosen ? { bold: true, tone: 'on-mark', halo: 'mark' } : {};
  pen.writeWithin(name, { x: left, y, width: room }, style);
}

function writeKey(chart: Chart<'bar'>, pen: Pen, names: readonly string[], { colour }: RowLook): void {
  const fills = [colour('ink-2'), colour('hair'), hatching(chart.ctx, colour('ink-2'), colour('paper'))];
  let x = chart.chartArea.left + 1;
  for (const [i, text] of names.entries()) x += keyBox(chart.ctx, pen, { x, y: 12, fill: fills[i]!, stroke: colour('ink-2'), text });
}
