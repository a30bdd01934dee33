/** The cost curve as a table: one row per practice count at which a shown option needs other parts. */
import type { CostStep } from '../advice/upgrade-points.ts';
import type { Quote } from '../advice/quote.ts';

export interface CurveRow {
  readonly from: number;
  /** Last practice count of the row. */
  readonly to: number;
  /** The step of each shown quote that covers the row, in their order. */
  readonly cells: readonly CostStep[];
}

/**
 * The rows of `shown`, up to the count where none of them has a plan any more. What is sold by the GB grows within a
 * row: its cost is that of the first count.
 */
export function curveRows(shown: readonly Quote[]): CurveRow[] {
  const starts = [...new Set([1, ...shown.flatMap((quote) => quote.upgradePoints.map(({ at }) => at))])].sort((a, b) => a - b);
  const last = Math.max(...shown.map((quote) => quote.steps.at(-1)!.to));
  return starts.map((from, i) => ({
    from,
    to: (starts[i + 1] ?? last + 1) - 1,
    cells: shown.map((quote) => quote.steps.find((step) => step.from <= from && from <= step.to)!),
  }));
}
