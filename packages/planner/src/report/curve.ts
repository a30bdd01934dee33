/** The cost curve as a table: one row per practice count at which a shown option needs other parts. */
import type { CostStep } from '../advice/upgrade-points.ts';
import type { Quote } from '../advice/quote.ts';

/** Practice counts over which no shown design changes. */
export interface CurveRow {
  readonly from: number;
  /** Last practice count of the row. */
  readonly to: number;
  /** The step of each shown quote that covers the row, in their order. */
  readonly cells: readonly CostStep[];
}

/** Practice counts, both included. */
export interface CountSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The rows of `shown` within a span (default: from 1 up to the count where none of them has a plan any more). What is
 * sold by the GB grows within a row: its cost is that of the first count of its step.
 */
export function curveRows(shown: readonly Quote[], span?: CountSpan): CurveRow[] {
  const { from: first, to: last } = span ?? { from: 1, to: Math.max(...shown.map((quote) => quote.steps.at(-1)!.to)) };
  const points = shown.flatMap((quote) => quote.upgradePoints.map(({ at }) => at)).filter((at) => at > first && at <= last);
  const starts = [...new Set([first, ...points])].sort((a, b) => a - b);
  return starts.map((from, i) => ({
    from,
    to: (starts[i + 1] ?? last + 1) - 1,
    cells: shown.map((quote) => quote.steps.find((step) => step.from <= from && from <= step.to)!),
  }));
}
