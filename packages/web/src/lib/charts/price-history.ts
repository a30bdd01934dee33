/** What parts have cost since they are sold: stepped lines in ink, told apart by their dashes and the label at their end. */
import type { Chart, ChartDataset } from 'chart.js';
import { addDays, dayText, daysBetween, monthText, numberText, type Language } from '@ordiplan/planner';
import { shortened, type Pen } from './pen.ts';
import { apart } from './placing.ts';
import { nameAxes, placer, planeOptions, stepBoxes, type PlaneLook } from './plane.ts';
import { labels, plot, type Drawing } from './plot.ts';
import {
  corners,
  monthStarts,
  priceSeries,
  type PriceHistoryFigures,
  type PriceLine,
  type PriceSeries,
  type PriceStep,
} from './price-series.ts';
import type { Look } from './space.ts';
import { chartWords } from './words.ts';

const dashes = [[], [9, 3], [2, 3], [9, 3, 2, 3]] as const;

export function drawPriceHistory(canvas: HTMLCanvasElement, figures: PriceHistoryFigures, { language, isNarrow }: Look): Drawing {
  const series = priceSeries(figures);
  const { lines } = series;
  const origin = lines.map(({ steps }) => steps[0]!.from).sort()[0] ?? figures.book.lists[figures.list].asOf;
  const end =
    lines
      .map(({ until }) => until)
      .sort()
      .at(-1) ?? origin;
  return plot<'line'>(canvas, (colour) => {
    const look = { colour, isNarrow };
    return {
      type: 'line',
      data: { datasets: lines.flatMap((line, i) => edgesOf(line, i, { origin, look })) },
      options: planeOptions(look, {
        x: (value) => monthText(addDays(origin, value), language),
        y: (value) => numberText(value, language, value === 0 ? 0 : decimalsOf(lines)),
        right: isNarrow ? 118 : 190,
        bottom: 4,
        maxY: Math.max(0, ...lines.flatMap(({ steps }) => steps.map(({ high }) => high))) * headroom,
        scaleX: {
          min: 0,
          max: Math.max(1, daysBetween(origin, end)),
          afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
            axis.ticks = monthStarts(origin, end, isNarrow ? 3 : 6).map((day) => ({ value: daysBetween(origin, day) }));
          },
        },
      }),
      plugins: [labels<'line'>(look, (chart, pen) => drawLabels(chart, pen, { series, origin }, { ...look, language }))],
    };
  });
}

const headroom = 1.08;
const ringRadius = 4;

/** Cents on the axis only where whole units would not tell the prices apart. */
function decimalsOf(lines: readonly PriceLine[]): number {
  const peak = Math.max(0, ...lines.flatMap(({ steps }) => steps.map(({ high }) => high)));
  return peak > 5 ? 0 : peak > 0.1 ? 2 : 3;
}

/** One line; two thin ones where the vendor names a span. */
function edgesOf(
  line: PriceLine,
  number: number,
  { origin, look: { colour } }: { origin: string; look: PlaneLook },
): ChartDataset<'line'>[] {
  const isSpan = line.steps.some(({ low, high }) => low !== high);
  return (isSpan ? (['low', 'high'] as const) : (['high'] as const)).map((edge) => ({
    data: corners(line, edge, origin),
    stepped: 'before',
    borderColor: colour('ink'),
    // After as many lines as there are dashes, the same ones come again, thinner.
    borderWidth: isSpan || number >= dashes.length ? 1.25 : 2.25,
    borderDash: [...dashes[number % dashes.length]!],
    pointRadius: 0,
  }));
}

interface Drawn {
  readonly series: PriceSeries;
  readonly origin: string;
}

function drawLabels(chart: Chart<'line'>, pen: Pen, { series, origin }: Drawn, look: PlaneLook & { readonly language: Language }): void {
  const { unit, lines } = series;
  const words = chartWords[look.language];
  nameAxes(chart, pen, { x: '', y: unit ? words.unit(unit.currency, unit.per) : '' });
  const changes = lines.flatMap(({ steps }) => steps.filter(({ isForNewOrders }) => isForNewOrders));
  for (const { from, high } of changes) drawRing(chart, { x: daysBetween(origin, from), y: high }, look);
  if (changes.length > 0 && !look.isNarrow) pen.write(words.newOrders, chart.width, 12, { tone: 'ink-2', align: 'right' });
  if (lines.length === 1) writeSteps(chart, pen, lines[0]!, { origin, language: look.language });
  writeEnds(chart, pen, { series, origin }, look);
}

function drawRing(chart: Chart<'line'>, at: { x: number; y: number }, { colour }: PlaneLook): void {
  const { ctx, scales } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.arc(scales.x!.getPixelForValue(at.x), scales.y!.getPixelForValue(at.y), ringRadius, 0, 2 * Math.PI);
  ctx.fillStyle = colour('paper');
  ctx.fill();
  ctx.strokeStyle = colour('ink');
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.restore();
}

/** A line alone says at each step what it costs since when. */
function writeSteps(chart: Chart<'line'>, pen: Pen, line: PriceLine, { origin, language }: { origin: string; language: Language }): void {
  const write = placer(chart, pen, stepBoxes(chart, corners(line, 'high', origin)));
  for (const step of line.steps.slice(0, -1)) {
    const at = { x: chart.scales.x!.getPixelForValue(daysBetween(origin, step.from)), y: chart.scales.y!.getPixelForValue(step.high) };
    write(`${priceOf(step, language)} (${dayText(step.from, language)})`, { ...at, distance: 6, isStep: true });
  }
}

/** The names at the ends of the lines, clear of each other; a fine line leads to one that had to move. */
function writeEnds(
  chart: Chart<'line'>,
  pen: Pen,
  { series: { lines }, origin }: Drawn,
  look: PlaneLook & { readonly language: Language },
): void {
  const ends = lines.map((line) => corners(line, 'high', origin).at(-1)!);
  const ys = ends.map(({ y }) => chart.scales.y!.getPixelForValue(y));
  const height = look.isNarrow ? 30 : 18;
  const placed = apart(ys, height, chart.chartArea.bottom);
  for (const [i, line] of lines.entries()) {
    const from = chart.scales.x!.getPixelForValue(ends[i]!.x) + 3;
    const x = chart.chartArea.right + 16;
    drawLeader(chart, { from: [from, ys[i]!], to: [x - 3, placed[i]!] }, look);
    const price = priceOf(line.steps.at(-1)!, look.language);
    const name = lines.every(({ label }) => label.split(' ')[0] === lines[0]!.label.split(' ')[0]) ? withoutVendor(line.label) : line.label;
    const style = { bold: true };
    if (look.isNarrow) {
      pen.write(
        shortened(name, (part) => pen.width(part) <= chart.width - x),
        x,
        placed[i]! - 2,
      );
      pen.write(price, x, placed[i]! + pen.size - 1, style);
    } else {
      const width = pen.write(price, x, placed[i]! + 4, style);
      pen.writeWithin(name, { x: x + width + 6, y: placed[i]! + 4, width: chart.width - x - width - 6 });
    }
  }
}

function withoutVendor(label: string): string {
  return label.split(' ').slice(1).join(' ') || label;
}

function priceOf({ low, high, decimals }: PriceStep, language: Language): string {
  const [from, to] = [numberText(low, language, decimals[0]), numberText(high, language, decimals[1])];
  return low === high ? to : `${from}\u2013${to}`;
}

function drawLeader({ ctx }: Chart<'line'>, { from, to }: { from: [number, number]; to: [number, number] }, { colour }: PlaneLook): void {
  ctx.save();
  ctx.strokeStyle = colour('rule-control');
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
  ctx.restore();
}
