/** What the charts made of rows of bars share: names on the left, on a phone above the bar; one scale from 0 below. */
import type { Chart, ChartOptions } from 'chart.js';
import type { Colour, Pen, Style } from './pen.ts';
import { axisFont, fromZero, still } from './plot.ts';
import { above, barThickness } from './space.ts';

export interface RowLook {
  readonly colour: Colour;
  readonly isNarrow: boolean;
}

/** Pixels for the names of rows. */
export const nameWidth = (isNarrow: boolean, wide = 200) => (isNarrow ? 0 : wide);

/** Options of a chart of rows. `right`: pixels for what stands behind the bars. */
export function rowOptions(
  look: RowLook,
  { names, right, max, text }: { names: number; right: number; max?: number; text: (value: number, isLast: boolean) => string },
): ChartOptions<'bar'> {
  return {
    ...still,
    indexAxis: 'y',
    layout: { padding: { top: above(look.isNarrow), right } },
    scales: {
      x: { ...fromZero(look, text), ...(max === undefined ? {} : { max }) },
      y: {
        grid: { display: false },
        border: { color: look.colour('rule-strong'), width: 1.5 },
        ticks: { display: false, font: axisFont(look.isNarrow) },
        afterFit: (axis) => {
          axis.width = names;
        },
      },
    },
  };
}

/** The middle of a row. */
export function rowMiddle(chart: Chart<'bar'>, row: number): number {
  return chart.scales.y!.getPixelForValue(row);
}

/** Where the name of a row begins, and the room it has: beside the bars, on a phone above them. */
export function nameAt(chart: Chart<'bar'>, row: number, { isNarrow, pen, bars = 1 }: { isNarrow: boolean; pen: Pen; bars?: number }) {
  const middle = rowMiddle(chart, row);
  const { left } = chart.chartArea;
  return isNarrow
    ? { x: left + 5, y: middle - (bars * barThickness) / 2 - 8, width: chart.width - left - 10 }
    : { x: 0, y: middle + pen.size / 2 - 2, width: left - 12 };
}

/** The name of a row, in two lines where it is long. */
export function writeName(
  chart: Chart<'bar'>,
  row: number,
  text: string,
  look: { isNarrow: boolean; pen: Pen; bars?: number; style?: Style },
): void {
  const { x, y, width } = nameAt(chart, row, look);
  const isLong = !look.isNarrow && look.pen.width(text, look.style?.bold) > width;
  look.pen.writeWithin(text, { x, y: isLong ? y + look.pen.size / 2 + 1 : y, width }, look.style);
}

/** A vertical line over all rows with its word above. */
export function rowLine(chart: Chart<'bar'>, value: number, { colour, pen, text }: { colour: Colour; pen: Pen; text: string }): void {
  const { ctx, chartArea } = chart;
  const x = chart.scales.x!.getPixelForValue(value);
  ctx.save();
  ctx.strokeStyle = colour('ink');
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top - 4);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.restore();
  const half = pen.width(text, true) / 2;
  pen.write(text, Math.min(Math.max(x, half), chart.width - half), chartArea.top - (pen.size === 12 ? 14 : 9), {
    bold: true,
    align: 'center',
  });
}
