/** Emitted files: where they come from, and how versions are compared. */
import { describe, expect, it } from 'vitest';
import { manifests, plannerVersion } from '@ordiplan/planner';
import { atLeast } from '../../../packages/planner/src/manifests/files.ts';
import { planIds, quoteFor } from '../answers.ts';

const stamp = { prices: 'current of 2026-10-08', permalink: '?v=1&tenants=20' };

it.each([
  // version   least     newer or equal
  ['1.25.1', '1.25.1', true],
  ['1.25.0', '1.25.1', false],
  ['1.25', '1.25.1', false], // a missing number is 0
  ['1.25.1', '1.25', true],
  ['1.9', '1.25', false], // numbers, not decimals
  ['1.25.1', '1.9', true],
  ['1.24.0', '1.25.1', false],
  ['1.26.3', '1.25.1', true],
  ['2.0', '1.25.1', true],
  ['1.29.10', '1.29.9', true],
  ['0.9.9', '1.0.0', false],
])('version %s is at least %s: %s', (version, least, answer) => {
  expect(atLeast(version, least)).toBe(answer);
});

describe.each(planIds)('every file of %s', (id) => {
  const plan = quoteFor(id, { tenants: 20 }).plan!;
  const files = Object.entries(manifests(plan, stamp));

  it('says what it is for, from which prices it comes and how to make it again', () => {
    expect(files.length).toBeGreaterThan(0);
    for (const [, text] of files) {
      expect(text.split('\n').slice(0, 4)).toEqual([
        `# Ordiplan ${plannerVersion}: plan "${id}" for 20 practices, written for Ubuntu 24.04.`,
        '# Prices: current of 2026-10-08. Estimate, not a quotation.',
        '# Scenario: ?v=1&tenants=20',
        '',
      ]);
    }
  });

  it('ends each line with LF and nothing before it', () => {
    for (const [, text] of files) {
      expect(text.endsWith('\n')).toBe(true);
      expect(text.endsWith('\n\n')).toBe(false);
      expect(text).not.toMatch(/[ \t]\n|\r|\t/);
    }
  });

  it('is the same every time', () => {
    expect(manifests(plan, stamp)).toEqual(Object.fromEntries(files));
    expect(manifests(quoteFor(id, { tenants: 20 }).plan!, stamp)).toEqual(Object.fromEntries(files));
  });

  it('has a path that stays inside its folder', () => {
    for (const [path] of files) expect(path).toMatch(/^[a-z0-9-]+(\/[a-z0-9.-]+)+$/);
    for (const [path] of files) expect(path).not.toContain('..');
  });
});

it.each([
  ['permalink', { ...stamp, permalink: '?v=1\nload_module /tmp/x.so;' }],
  ['price list', { ...stamp, prices: 'current\nload_module /tmp/x.so;' }],
  ['permalink', { ...stamp, permalink: '?v=1\rload_module /tmp/x.so;' }],
])('a %s with a line break cannot leave the comment it stands in', (_what, hostile) => {
  const plan = quoteFor('single', { tenants: 20 }).plan!;
  const lines = linesOrRefused(() => manifests(plan, hostile)['app-1/etc/nginx/conf.d/ordiplan.conf']!);
  expect(lines.filter((line) => line.trimStart().startsWith('load_module'))).toEqual([]);
});

/** The lines of a text, or none if it was refused. */
function linesOrRefused(make: () => string): readonly string[] {
  try {
    return make().split(/\r\n|\r|\n/);
  } catch {
    return [];
  }
}
