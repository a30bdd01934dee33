/** Which assumption moves a figure most: for each one bar from its low to its high end, all others likely. */
import type { Chart } from 'chart.js';
import {
  hoursText,
  numberText,
  tornadoTwin,
  type Facts,
  type FigureSensitivity,
  type Language,
  type TornadoFigure,
} from '@ordiplan/planner';
import { keyBox, type Pen } from './pen.ts';
import { labels, plot, type Drawing } from './plot.ts';
import { nameWidth, rowLine, rowMiddle, rowOptions, writeName, type RowLook } from './rows.ts';
import { barThickness, hourTick, tornadoRows, type Look } from './space.ts';
import { chartWords } from './words.ts';

export interface TornadoFigures {
  readonly sensitivity: FigureSensitivity;
  readonly of: TornadoFigure;
  readonly facts: Facts;
}

export function drawTornado(canvas: HTMLCanvasElement, figures: TornadoFigures, { language, isNarrow }: Look): Drawing {
  const { sensitivity, of } = figures;
  const bars = sensitivity.bars.slice(0, tornadoRows);
  const { base } = sensitivity;
  const peak = Math.max(base, ...bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh]));
  return plot<'bar'>(canvas, (colour) => {
    const look = { colour, isNarrow };
    // Both bars of an assumption lie in one row, each from the likely value to its end.
    const bar = { grouped: false, borderColor: colour('ink-2'), borderWidth: 1, borderSkipped: false, barThickness } as const;
    return {
      type: 'bar',
      data: {
        labels: bars.map((_, i) => String(i)),
        datasets: [
          { ...bar, data: bars.map(({ atLow }): [number, number] => [base, atLow]), backgroundColor: colour('hair') },
          { ...bar, data: bars.map(({ atHigh }): [number, number] => [base, atHigh]), backgroundColor: colour('ink-2') },
        ],
      },
      options: rowOptions(look, {
        names: nameWidth(isNarrow, 280),
        right: 60,
        text: (value, isLast) => (of === 'reach' ? numberText(value, language) : hourTick(value, { peak, isLast, language })),
      }),
      plugins: [labels<'bar'>(look, (chart, pen) => writeLabels(chart, pen, figures, { ...look, language }))],
    };
  });
}

function writeLabels(chart: Chart<'bar'>, pen: Pen, figures: TornadoFigures, look: RowLook & { readonly language: Language }): void {
  const { sensitivity, of, facts } = figures;
  const { language, isNarrow, colour } = look;
  const words = chartWords[language];
  const value = (one: number) => (of === 'reach' ? numberText(one, language) : hoursText(one, language));
  const { rows } = tornadoTwin(sensitivity, of, { facts, language });
  rowLine(chart, sensitivity.base, {
    colour,
    pen,
    text: words.likely(of === 'reach' ? words.practices(value(sensitivity.base)) : value(sensitivity.base)),
  });
  const next = keyBox(chart.ctx, pen, { x: 1, y: 12, fill: colour('hair'), stroke: colour('ink-2'), text: words.low });
  const at = isNarrow || chart.chartArea.left > 2 * next ? { x: 1 + next, y: 12 } : { x: 1, y: 28 };
  keyBox(chart.ctx, pen, { ...at, fill: colour('ink-2'), stroke: colour('ink-2'), text: words.high });
  for (const [row, bar] of sensitivity.bars.slice(0, tornadoRows).entries()) {
    writeName(chart, row, rows[row]![0]!, { isNarrow, pen });
    const ends = [bar.atLow, bar.atHigh].sort((a, b) => a - b) as [number, number];
    writeEnds(chart, pen, { row, ends, base: sensitivity.base, value });
  }
}

/** The figure at either end; none where an end is the likely value. */
function writeEnds(
  chart: Chart<'bar'>,
  pen: Pen,
  { row, ends: [low, high], base, value }: { row: number; ends: readonly [number, number]; base: number; value: (one: number) => string },
): void {
  const x = (one: number) => chart.scales.x!.getPixelForValue(one);
  const y = rowMiddle(chart, row) + 4;
  if (value(low) !== value(base)) {
    const left = x(low) - 6 - pen.width(value(low));
    pen.write(value(low), Math.max(chart.chartArea.left + 3, left), y);
  }
  if (value(high) !== value(base)) pen.write(value(high), x(high) + 6, y);
}
