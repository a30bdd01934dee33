/** How high each chart is and how its rows are divided: known before chart.js has come, so that nothing on the page moves. */

import { numberText } from '@ordiplan/planner';

/** What a chart is drawn for. */
export interface Look {
  readonly language: 'de' | 'en';
  readonly isNarrow: boolean;
}

/** Below this many pixels the narrow drawing is shown. */
export const narrowBelow = 560;

/** Pixels of one bar: as high as the figure beside it. */
export const barThickness = 16;

/** Pixels of a row of bars: on a phone its name stands above the bar. */
export function rowHeight(isNarrow: boolean, bars = 1): number {
  return (isNarrow ? 46 : 36) + (bars - 1) * barThickness;
}

/** Pixels above the rows, for a key in one line (or two on a phone), and below them for the axis. */
export const above = (isNarrow: boolean) => (isNarrow ? 52 : 30);
const below = 34;

/** The height of a chart of `rows` rows. */
export function rowsHeight(rows: number, bars = 1): (isNarrow: boolean) => number {
  return (isNarrow) => above(isNarrow) + Math.max(1, rows) * rowHeight(isNarrow, bars) + below;
}

/** The height of a chart with two axes. */
export const planeHeight = (isNarrow: boolean) => (isNarrow ? 340 : 380);

/** A tornado shows so many assumptions; the table has all. */
export const tornadoRows = 12;

/** Hours on an axis; only the uppermost figure carries the unit. */
export function hourTick(value: number, { peak, isLast, language }: { peak: number; isLast: boolean; language: Look['language'] }): string {
  if (value === 0) return '0';
  const decimals = peak > 5 ? 0 : peak > 0.5 ? 1 : 2;
  return `${numberText(value, language, decimals)}${isLast ? '\u00a0h' : ''}`;
}
