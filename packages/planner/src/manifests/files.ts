/** What every emitted file has: a path, a text that ends with a line feed, and a header that says where it comes from. */
import { PlannerError } from '../errors.ts';
import { plannerVersion } from '../version.ts';
import type { Host, Site } from './site.ts';

/** Path to text, relative to the folder of the bundle; lines end with LF. */
export type Files = Readonly<Record<string, string>>;

/** Where a file comes from: enough to make it again and to see whether it is still true. */
export interface Stamp {
  /** The price list and its day, e.g. "current of 2026-10-08". */
  readonly prices: string;
  /** The link that restores the scenario, e.g. "?v=1&tenants=25". */
  readonly permalink: string;
}

/** How a line of comment begins, and how it ends where the language asks for that. */
export type Comment = '#' | '//' | '<!--';

/** Printable ASCII without what could end a comment of any of these languages. */
const stampText = /^[\x20-\x7e]*$/;

/**
 * The text under a header. What must be the first line (`#!...`, `#cloud-config`) stays first. Throws
 * `manifests.unsafe` for a stamp that is not one line of plain text.
 */
export function headed(comment: Comment, text: string, { plan, brief: { stamp } }: Pick<Site, 'plan' | 'brief'>): string {
  const lines = [
    `Ordiplan ${plannerVersion}: plan "${plan.id}" for ${plan.tenants} practices at ${plan.domain}.`,
    `Prices: ${stamp.prices}. Estimate, not a quotation.`,
    `Scenario: ${stamp.permalink}`,
  ];
  for (const line of lines) {
    if (!stampText.test(line) || /--!?>/.test(line)) {
      throw new PlannerError(
        'manifests.unsafe',
        `${JSON.stringify(line.slice(0, 120))} cannot be written into the header of a file: only plain text of one line can. Correct the stamp.`,
      );
    }
  }
  const end = comment === '<!--' ? ' -->' : '';
  const header = lines.map((line) => `${comment} ${line}${end}\n`).join('');
  const [first = '', ...rest] = text.split('\n');
  return /^#(!|cloud-config)/.test(first) ? `${first}\n${header}\n${rest.join('\n')}` : `${header}\n${text}`;
}

/** Where a file of a server lies in the bundle: its own tree below "servers/NAME". */
export function onHost(host: Pick<Host, 'name'>, path: `/${string}`): string {
  return `servers/${host.name}${path}`;
}

/** Whether a file is run: it begins with "#!". */
export function isExecutable(text: string): boolean {
  return text.startsWith('#!');
}
