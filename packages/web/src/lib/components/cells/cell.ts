/** What every cell of the option table gets: its quote, those beside it (for a common scale), ranges and words. */
import type { Language, PlanRanges, Quote } from '@ordiplan/planner';
import type { UiWords } from '#lib/words.ts';

export interface CellProps {
  readonly quote: Quote;
  /** The same design as it stood in the frame before, for the small print: it follows the figures by a frame. */
  readonly settled: Quote;
  readonly shown: readonly Quote[];
  /** Undefined before the first ranges were drawn. */
  readonly drawn: DrawnRow | undefined;
  readonly sibling: Quote | undefined;
  readonly language: Language;
  readonly words: UiWords;
}

/** The ranges that were drawn last, with the quotes that they are of: this one and those beside it. */
export interface DrawnRow {
  readonly quote: Quote;
  readonly ranges: PlanRanges | undefined;
  readonly all: readonly { readonly quote: Quote; readonly ranges: PlanRanges | undefined }[];
}

/** The common end of the scale of a row of ranges. */
export function rangesEnd(
  drawn: DrawnRow | undefined,
  figuresOf: (one: DrawnRow['all'][number]) => readonly (number | undefined)[],
): number {
  return scaleEnd((drawn?.all ?? []).flatMap(figuresOf));
}

/** The common end of the scale of a row: the largest finite figure in it. */
export function scaleEnd(figures: readonly (number | undefined)[]): number {
  return Math.max(...figures.filter((figure) => figure !== undefined && Number.isFinite(figure)).map(Number), Number.MIN_VALUE);
}
