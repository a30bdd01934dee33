/** What the charts with two axes share: scales, the names of the axes, labels that keep clear of each other. */
import type { Chart, ChartOptions } from 'chart.js';
import type { Colour, Pen, Style } from './pen.ts';
import { freeBox, type Box } from './placing.ts';
import { fromZero, still } from './plot.ts';

export interface PlaneLook {
  readonly colour: Colour;
  readonly isNarrow: boolean;
}

type Tick = (value: number, isLast: boolean) => string;

/** Options of a chart with two linear scales. */
export function planeOptions(
  look: PlaneLook,
  at: { x: Tick; y: Tick; right: number; bottom?: number; maxY?: number; scaleX?: object },
): ChartOptions<'line'> {
  const x = fromZero(look, at.x);
  return {
    ...still,
    clip: 8,
    layout: { padding: { top: 30, right: at.right, bottom: at.bottom ?? 14 } },
    scales: {
      x: { ...x, grid: { display: false }, border: { color: look.colour('rule-strong'), width: 1.5 }, ...at.scaleX },
      y: {
        ...fromZero(look, at.y),
        ...(at.maxY === undefined ? {} : { suggestedMax: at.maxY }),
        afterFit: (axis) => {
          axis.width = look.isNarrow ? 44 : 56;
        },
      },
    },
  };
}

/** The name of the upright axis above it, of the level one below at its end. */
export function nameAxes(chart: Chart<'line'>, pen: Pen, { x, y }: { x: string; y: string }): void {
  pen.write(y, 0, 12, { tone: 'ink-2' });
  if (x !== '') pen.write(x, chart.chartArea.right, chart.height - 3, { tone: 'ink-2', align: 'right' });
}

/** A stepped line as boxes, level and then upright, so that no label lies on it. */
export function stepBoxes(chart: Chart<'line'>, points: readonly { readonly x: number; readonly y: number }[]): Box[] {
  const pixels = points.map(({ x, y }) => ({ x: chart.scales.x!.getPixelForValue(x), y: chart.scales.y!.getPixelForValue(y) }));
  return pixels.flatMap((from, i) => {
    const to = pixels[i + 1];
    if (!to) return [];
    const [top, bottom] = [from.y, to.y].sort((a, b) => a - b) as [number, number];
    return [
      { x: from.x, y: from.y - lineWidth / 2, width: to.x - from.x, height: lineWidth },
      { x: to.x - lineWidth / 2, y: top, width: lineWidth, height: bottom - top },
    ];
  });
}

const lineWidth = 4;

/** A point to be named. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Pixels between the point and its label. */
  readonly distance: number;
  /** The label of a step stands on it, that of a point beside it; other places only where there is no room. */
  readonly isStep?: boolean;
}

/** Writes a label where there is room. False if there is none: the table has it. */
export type Placer = (text: string, at: Spot, style?: Style) => boolean;

/** Labels one after another, each beside its point, above or below it, clear of `taken` and of those before. */
export function placer(chart: Chart<'line'>, pen: Pen, taken: readonly Box[]): Placer {
  const { chartArea } = chart;
  const area = { x: chartArea.left + 2, y: 16, width: chart.width - chartArea.left - 2, height: chartArea.bottom - 22 };
  const used = [...taken];
  return (text, { x, y, distance, isStep = false }, style = {}) => {
    const [width, height] = [pen.width(text, style.bold), pen.size + 3];
    const level = [x + distance, x - distance - width].map((left) => ({ x: left, y: y - height / 2, width, height }));
    const shifts = [distance, -width / 4, -width / 2, (-width * 3) / 4, -width - distance];
    const row = (top: number) => shifts.map((shift) => ({ x: x + shift, y: top, width, height }));
    const rows = [y - distance - height, y + distance, y - distance - 2 * height, y + distance + height].map(row);
    const wanted = isStep ? [...rows[0]!, ...level, ...rows.slice(1).flat()] : [...level, ...rows.flat()];
    const box = freeBox(wanted, { area, taken: used });
    if (!box) return false;
    used.push(box);
    pen.write(text, box.x, box.y + pen.size, { ...style, align: 'left' });
    return true;
  };
}
