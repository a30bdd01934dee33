/** A plug-in for chart.js that writes the labels of the cost chart where things happen. */
import type { Chart, Plugin } from 'chart.js';
import { euroText, net, words as plannerWords, type Language, type Quote } from '@ordiplan/planner';
import { points, sizeSteps, type CostPicture } from './chart.ts';
import type { ChartContext } from './cost-chart.ts';
import { colours, family, isNarrow } from './chart-style.ts';
import { colourToken } from './marks.ts';
import type { UiWords } from './words.ts';

type Plot = Chart<'line', { x: number; y: number }[]>;

export function labels(picture: CostPicture, colour: (name: string) => string, { language, words, margins }: ChartContext): Plugin<'line'> {
  return {
    id: 'labels',
    afterDatasetsDraw(chart) {
      const plot = chart as unknown as Plot;
      const pen = plotPen(plot, colour);
      drawDays(plot, pen, picture, { colour, words });
      const exits = picture.shown.filter((quote) => points(quote).some(({ y }) => y > picture.maxEuro));
      for (const quote of picture.shown)
        drawSteps(plot, pen, quote, { picture, language, words, narrowPlot: isNarrow(margins), line: exits.indexOf(quote) });
      pen.write(
        words.practices,
        plot.chartArea.right + (!isNarrow(margins) ? 14 : 0),
        plot.chartArea.bottom + (!isNarrow(margins) ? 22 : 36),
        { tone: 'ink-2', align: !isNarrow(margins) ? 'left' : 'right' },
      );
      nameBand(plot, pen, picture, words);
      if (!isNarrow(margins)) drawNames(plot, pen, picture, { colour, language });
    },
  };
}

/** What labels of one line need; `line`: the how many-th of those that leave the scale, -1 if it does not. */
interface LabelContext {
  readonly picture: CostPicture;
  readonly language: Language;
  readonly words: UiWords;
  readonly narrowPlot: boolean;
  readonly line: number;
}

interface Pen {
  /** Text with a halo of paper, so that it stays readable on lines. */
  readonly write: (text: string, x: number, y: number, style?: { bold?: boolean; align?: CanvasTextAlign; tone?: string }) => number;
}

function plotPen({ ctx }: Plot, colour: (name: string) => string): Pen {
  return {
    write(text, x, y, { bold = false, align = 'left', tone = 'ink' } = {}) {
      ctx.save();
      ctx.font = `${bold ? 600 : 400} 13px ${family()}`;
      ctx.textAlign = align;
      ctx.lineJoin = 'round';
      ctx.lineWidth = 4;
      ctx.strokeStyle = colour('paper');
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colour(tone);
      ctx.fillText(text, x, y);
      const width = ctx.measureText(text).width;
      ctx.restore();
      return width;
    },
  };
}

/** Today and in twelve months: dotted verticals, a yellow strip on the axis, a yellow point on the main line. */
function drawDays(
  { ctx, scales, chartArea }: Plot,
  pen: Pen,
  { today, then, main }: CostPicture,
  { colour, words }: { colour: (name: string) => string; words: UiWords },
) {
  const x = scales.x!;
  const [from, to] = [x.getPixelForValue(Math.min(today, then)), x.getPixelForValue(Math.max(today, then))];
  ctx.save();
  ctx.setLineDash([1, 3]);
  ctx.strokeStyle = colour('ink');
  for (const at of new Set([today, then])) {
    ctx.beginPath();
    ctx.moveTo(x.getPixelForValue(at), chartArea.top - 6);
    ctx.lineTo(x.getPixelForValue(at), chartArea.bottom);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.fillStyle = colour('mark');
  ctx.fillRect(from, chartArea.bottom - 5, Math.max(3, to - from), 10);
  ctx.strokeRect(from, chartArea.bottom - 5, Math.max(3, to - from), 10);
  const cost = points(main).findLast((point) => point.x <= today && today <= point.step.to);
  if (cost) {
    ctx.beginPath();
    ctx.arc(x.getPixelForValue(today), scales.y!.getPixelForValue(cost.y), 6, 0, 2 * Math.PI);
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }
  ctx.restore();
  // Both labels stand clear of each other: one to the left of its line, one to the right, if they are close.
  const isClose = to - from < 150;
  pen.write(words.today(today), x.getPixelForValue(today) + (isClose ? 4 : 0), chartArea.top - 12, {
    bold: true,
    align: isClose && from > 90 ? 'right' : isClose ? 'left' : 'center',
  });
  if (then !== today && (!isClose || from > 90))
    pen.write(words.inAYear(then), x.getPixelForValue(then) - 2, chartArea.top - 12, { bold: true, align: isClose ? 'left' : 'center' });
}

/** The name of the band, inside its widest part; none where it is too narrow to hold it. */
function nameBand({ scales }: Plot, pen: Pen, { main, band, maxTenants }: CostPicture, words: UiWords) {
  const steps = sizeSteps(main);
  const i = band.findLastIndex((range, k) => steps[k + 1] !== undefined && range.p90 > range.p10);
  const [range, before, after] = [band[i], steps[i], steps[i + 1]];
  if (!range || !before || !after) return;
  const [left, right] = [scales.x!.getPixelForValue(after.x), scales.x!.getPixelForValue(Math.min(range.p90, maxTenants))];
  const text = words.band(main.mark);
  if (right - left > 110)
    pen.write(text, right - 8, scales.y!.getPixelForValue((before.y + after.y) / 2) + 10, { align: 'right', tone: colourToken[main.mark] });
}

/** Every step where it happens: count, size, price step. Lines that leave the scale end in an arrow. */
function drawSteps({ ctx, scales }: Plot, pen: Pen, quote: Quote, { picture, language, words, narrowPlot, line }: LabelContext) {
  const isMain = quote.id === picture.main.id;
  if (quote.mark === 'Solo' && !isMain) return;
  const steps = sizeSteps(quote);
  if (line >= 0) return drawExit({ ctx, scales }, pen, quote, { picture, language, words, narrowPlot, line });
  let free = -Infinity;
  for (const { at, priceStep, to } of quote.upgradePoints) {
    const after = steps.find(({ x }) => x === at);
    // Steps that lie behind need no label; the present size stands in the chain below.
    if (!after || !priceStep || to === undefined || at <= picture.today) continue;
    const [x, y] = [scales.x!.getPixelForValue(at) + 6, scales.y!.getPixelForValue(after.y) - 8];
    // A label that would run into the one before, or into the name at the end of the line, is left out: the table has it.
    if (x < free || x > scales.x!.right - room) continue;
    const start = narrowPlot || !isMain ? (narrowPlot ? '' : `${words.fromCount(at)} `) : `${words.fromCount(at)} ${to} `;
    const width = start === '' ? 0 : pen.write(start, x, y);
    free = x + width + pen.write(`+${euroText(priceStep, language)}`, x + width, y, { bold: true }) + gap;
  }
}

/** Pixels that the last label of a line needs, and between two labels. */
const room = 40;
const gap = 12;
/** Pixels from one line of text to the next. */
const lineHeight = 22;

function drawExit(
  { ctx, scales }: Pick<Plot, 'ctx' | 'scales'>,
  pen: Pen,
  quote: Quote,
  { picture, language, words, narrowPlot, line }: LabelContext,
) {
  const over = sizeSteps(quote).filter(({ y }) => y > picture.maxEuro);
  if (!over[0]) return;
  const x = scales.x!.getPixelForValue(over[0].x);
  const top = scales.y!.getPixelForValue(picture.maxEuro);
  ctx.save();
  ctx.beginPath();
  ctx.moveTo(x - 5, top + 7);
  ctx.lineTo(x, top);
  ctx.lineTo(x + 5, top + 7);
  ctx.strokeStyle = ctx.fillStyle = colours(ctx.canvas)(colourToken[quote.mark]);
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.restore();
  const figures = over
    .slice(0, narrowPlot || line > 0 ? 1 : 2)
    .map(({ x: at, y }) => `${euroText(net(y.toFixed(2), 'month'), language, 0)} ${words.fromCount(at)}`);
  const y = top + 4 + line * lineHeight;
  const text = `${words.offScale}: ${figures.join(', ')}`;
  ctx.font = `13px ${family()}`;
  // Near the right edge the label stands on the other side of its line.
  const left =
    x + 38 + ctx.measureText(text).width > scales.x!.right + (narrowPlot ? 0 : outside)
      ? Math.max(scales.x!.left, x - ctx.measureText(text).width - 38)
      : x + 12;
  drawMark({ ctx }, quote, left, y);
  pen.write(text, left + 26, y + 14);
}

/** Pixels beside the plot that a label may use. */
const outside = 150;

function drawNames(
  { ctx, scales, chartArea }: Plot,
  pen: Pen,
  picture: CostPicture,
  { colour, language }: { colour: (name: string) => string; language: Language },
) {
  let lowest = -Infinity;
  const ends = picture.shown
    .map((quote) => ({ quote, end: points(quote).at(-1) }))
    .filter(({ end }) => end && end.y <= picture.maxEuro)
    .sort((a, b) => b.end!.y - a.end!.y);
  for (const { quote, end } of ends) {
    const endX = Math.min(scales.x!.getPixelForValue(end!.step.to), chartArea.right);
    const endY = scales.y!.getPixelForValue(end!.y);
    ctx.fillStyle = colour(colourToken[quote.mark]);
    ctx.fillRect(endX - 1, endY - 7, 2.5, 14);
    const y = Math.max(endY, lowest + 22);
    lowest = y;
    const width = drawMark({ ctx }, quote, endX + 10, y - 9);
    pen.write(plannerWords[language].planName[quote.id], endX + 16 + width, y + 4, { bold: quote.id === picture.main.id });
  }
}

function drawMark({ ctx }: Pick<Plot, 'ctx'>, quote: Quote, x: number, y: number): number {
  const colour = colours(ctx.canvas);
  ctx.save();
  ctx.font = `700 13px ${family()}`;
  const width = Math.max(18, ctx.measureText(quote.mark).width + 8);
  ctx.fillStyle = colour(colourToken[quote.mark]);
  ctx.fillRect(x, y, width, 18);
  ctx.fillStyle = colour('on-option');
  ctx.textAlign = 'center';
  ctx.fillText(quote.mark, x + width / 2, y + 13.5);
  ctx.restore();
  return width;
}
