/** The words of findings, as a shape that both languages fill: a missing text does not compile. */
import type { FindingArgs, FindingCode } from '../advice/findings.ts';

/** Each a sentence of its own. */
export interface FindingTexts {
  /** What is so. */
  readonly fact: string;
  /** What follows for the practices, or for those who order. */
  readonly consequence: string;
  /** What cures it. */
  readonly remedy: string;
}

export type FindingWords = { readonly [C in FindingCode]: (args: FindingArgs[C]) => FindingTexts };
