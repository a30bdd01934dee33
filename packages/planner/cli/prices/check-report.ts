/** The result of a check, as all four printers read it. */
import type { Problem } from '@ordiplan/planner';

export interface PlacedProblem extends Problem {
  /** Line of the place in the file, from 1. */
  readonly line: number;
}

export interface Report {
  /** Path as a reader of the output finds it: relative, with slashes. */
  readonly file: string;
  readonly today: string;
  /** Price rows and SKUs of both lists; undefined if the shape is broken and nothing could be counted. */
  readonly checked: { readonly prices: number; readonly skus: number } | undefined;
  readonly problems: readonly PlacedProblem[];
}

/** The last line: "103 prices of 51 SKUs checked, 0 errors, 1 warning". */
export function summary({ checked, problems }: Report): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const subject = checked ? `${checked.prices} prices of ${checked.skus} SKUs checked` : 'The shape is broken, so no price was checked';
  return `${subject}, ${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
