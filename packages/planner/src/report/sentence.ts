/** Findings as sentences. */
import type { Finding } from '../advice/findings.ts';
import type { Words } from './words.ts';

/** The sentence of a finding. */
export function sentence(language: Words, finding: Finding): string {
  // The code and its figures belong together, which the compiler cannot see through the union.
  const say = language.finding[finding.code] as (args: Finding['args']) => string;
  return say(finding.args);
}
