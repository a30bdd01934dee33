/** What every emitted file has: a path, a text and a header that says where it comes from. */
import { PlannerError } from '../errors.ts';
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

/** What would end a comment line. */
const lineEnd = /[\r\n\u2028\u2029\0]/;

/** The first lines of a file, each after the comment sign of its language. Throws `manifests.unsafe` for a text of two lines. */
export function header(comment: string, plan: Plan, stamp: Stamp): string {
  const lines = [
    `Ordiplan ${plannerVersion}: plan "${plan.id}" for ${plan.tenants} practices, written for ${plan.targets.os}.`,
    `Prices: ${stamp.prices}. Estimate, not a quotation.`,
    `Scenario: ${stamp.permalink}`,
  ];
  for (const line of lines) {
    if (lineEnd.test(line)) {
      throw new PlannerError(
        'manifests.unsafe',
        `${JSON.stringify(line)} cannot be written into the header of a file: it contains a line end. Correct the stamp.`,
      );
    }
  }
  return `${lines.map((line) => `${comment} ${line}\n`).join('')}\n`;
}

/** Whether `version` is `least` or newer, compared number by number: 1.25.1 is newer than 1.9. */
export function atLeast(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split('.').map(Number));
  const first = b!.findIndex((part, i) => part !== (a![i] ?? 0));
  return first === -1 || (a![first] ?? 0) > b![first]!;
}
