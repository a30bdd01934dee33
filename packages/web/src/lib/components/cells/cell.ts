/** What every cell of the option table gets: its quote, those beside it (for a common scale), ranges and words. */
import type { Language, PlanId, PlanRanges, Quote } from '@ordiplan/planner';
import type { UiWords } from '#lib/words.ts';

export interface CellProps {
  readonly quote: Quote;
  readonly shown: readonly Quote[];
  /** Undefined while they are being drawn. */
  readonly ranges: Readonly<Partial<Record<PlanId, PlanRanges>>> | undefined;
  readonly sibling: Quote | undefined;
  readonly language: Language;
  readonly words: UiWords;
}

/** The common end of the scale of a row: the largest finite figure in it. */
export function scaleEnd(figures: readonly (number | undefined)[]): number {
  return Math.max(...figures.filter((figure) => figure !== undefined && Number.isFinite(figure)).map(Number), Number.MIN_VALUE);
}
