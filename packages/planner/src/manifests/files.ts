/** What every emitted file has: a path, a text and a header that says where it comes from. */
import type { Plan } from '../options/plan.ts';
import { plannerVersion } from '../version.ts';

/** Path to text, relative to the folder of the bundle; lines end with LF. */
export type Files = Readonly<Record<string, string>>;

/** Where a file comes from: enough to make it again and to see whether it is still true. */
export interface Stamp {
  /** The price list and its day, e.g. "current of 2026-10-08". */
  readonly prices: string;
  /** The link that restores the scenario, e.g. "?v=1&tenants=25". */
  readonly permalink: string;
}

/** The first lines of a file, each after the comment sign of its language. */
export function header(comment: string, plan: Plan, stamp: Stamp): string {
  return [
    `Ordiplan ${plannerVersion}: plan "${plan.id}" for ${plan.tenants} practices, written for ${plan.targets.os}.`,
    `Prices: ${stamp.prices}. Estimate, not a quotation.`,
    `Scenario: ${stamp.permalink}`,
  ]
    .map((line) => `${comment} ${line}\n`)
    .join('')
    .concat('\n');
}

/** Whether `version` is `least` or newer, compared number by number: 1.25.1 is newer than 1.9. */
export function atLeast(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split('.').map(Number));
  const first = b!.findIndex((part, i) => part !== (a![i] ?? 0));
  return first === -1 || (a![first] ?? 0) > b![first]!;
}
