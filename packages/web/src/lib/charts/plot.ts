/** The only file of these charts that loads chart.js: what of it is used, what all charts have in common, how one is drawn anew. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartOptions,
  type ChartType,
  type Plugin,
} from 'chart.js';
import { colours, family } from '../chart-style.ts';
import { penOf, type Colour, type Pen } from './pen.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement);

/** A chart on its canvas. */
export interface Drawing {
  destroy(): void;
  /** Draws it once more at once: in other colours, with fonts that have come. */
  again(): void;
}

/** At least so many pixels of the picture for one of the page: a saved picture and a print are sharp. */
const sharpness = 2;

/** Draws what `configOf` says; asked again each time, since the colours may have changed. */
export function plot<T extends ChartType>(canvas: HTMLCanvasElement, configOf: (colour: Colour) => ChartConfiguration<T>): Drawing {
  const fresh = () => new Chart(canvas, configOf(colours(canvas)));
  let chart = fresh();
  return {
    destroy: () => chart.destroy(),
    again: () => {
      chart.destroy();
      chart = fresh();
    },
  };
}

/** What no chart does: move, answer to the mouse, bring a legend. */
export const still = {
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
  events: [],
  get devicePixelRatio() {
    return Math.max(sharpness, window.devicePixelRatio);
  },
  plugins: { legend: { display: false }, tooltip: { enabled: false } },
} satisfies ChartOptions;

/** A scale from 0 with at most five quiet lines. */
export function fromZero({ colour, isNarrow }: { colour: Colour; isNarrow: boolean }, text: (value: number, isLast: boolean) => string) {
  return {
    type: 'linear' as const,
    beginAtZero: true,
    grid: { color: colour('hair'), drawTicks: false },
    border: { display: false },
    ticks: {
      color: colour('ink-2'),
      font: axisFont(isNarrow),
      maxTicksLimit: isNarrow ? 5 : 6,
      maxRotation: 0,
      padding: 8,
      callback: (value: number | string, i: number, all: readonly unknown[]) => text(Number(value), i === all.length - 1),
    },
  };
}

export function axisFont(isNarrow: boolean): { family: string; size: number } {
  return { family: family(), size: isNarrow ? 12 : 13 };
}

/** A plug-in that writes and draws on the finished plot. */
export function labels<T extends ChartType>(
  { colour, isNarrow }: { colour: Colour; isNarrow: boolean },
  draw: (chart: Chart<T>, pen: Pen) => void,
): Plugin<T> {
  return {
    id: 'labels',
    afterDatasetsDraw: (chart) => draw(chart as unknown as Chart<T>, penOf(chart.ctx, colour, isNarrow)),
  };
}
