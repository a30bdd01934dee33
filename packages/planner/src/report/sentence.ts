/** Findings as sentences. */
import type { Finding } from '../advice/findings.ts';
import type { FindingTexts } from './findings.ts';
import type { Words } from './words.ts';

/** What is so, and what follows. */
export function sentence(language: Words, finding: Finding): string {
  const { fact, consequence } = textsOf(language, finding);
  return `${fact} ${consequence}`;
}

/** What cures a finding. */
export function remedy(language: Words, finding: Finding): string {
  return textsOf(language, finding).remedy;
}

/** Fact, consequence and remedy of a finding, apart. */
export function textsOf(language: Words, finding: Finding): FindingTexts {
  // The code and its figures belong together, which the compiler cannot see through the union.
  const say = language.finding[finding.code] as (args: Finding['args']) => FindingTexts;
  return say(finding.args);
}
