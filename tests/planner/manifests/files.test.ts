/** Emitted files: where they come from, and what holds for each of them. */
import { describe, expect, it } from 'vitest';
import { plannerVersion } from '@ordiplan/planner';
import { isExecutable } from '../../../packages/planner/src/manifests/files.ts';
import { manifests } from '../../../packages/planner/src/manifests/index.ts';
import { atLeast } from '../../../packages/planner/src/units/version.ts';
import { briefFor, filesFor, layoutOf, layouts } from '../../manifests/bundles.ts';

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

describe.each(layouts)('every file of "$name"', (layout) => {
  const brief = briefFor(layout);
  const files = Object.entries(manifests(brief));
  const { stamp, plan } = brief;

  it('says what it is for, from which prices it comes and how to make it again', () => {
    expect(files.length).toBeGreaterThan(0);
    const header = [
      `Ordiplan ${plannerVersion}: plan "${plan.id}" for ${plan.tenants} practices at ${plan.domain}.`,
      `Prices: ${stamp.prices}. Estimate, not a quotation.`,
      `Scenario: ${stamp.permalink}`,
    ];
    for (const [path, text] of files) {
      const lines = text
        .split('\n')
        .slice(0, 4)
        .map((line) => line.replace(/^(#|\/\/|<!--) /, '').replace(/ -->$/, ''));
      expect(isExecutable(text) || text.startsWith('#cloud-config') ? lines.slice(1) : lines.slice(0, 3), path).toEqual(header);
    }
  });

  it('ends each line with LF and nothing before it', () => {
    for (const [path, text] of files) {
      expect(text.endsWith('\n'), path).toBe(true);
      expect(text.endsWith('\n\n'), path).toBe(false);
      expect(text, path).not.toMatch(/[ \t]\n|\r|\t/);
    }
  });

  it('is the same every time', () => {
    expect(Object.entries(filesFor(layout))).toEqual(files);
  });

  it('has a path that stays inside its folder', () => {
    for (const [path] of files) expect(path).toMatch(/^(\.gitignore|README\.md|[a-z.][a-z0-9-]*(\/[A-Za-z0-9.@_-]+)+)$/);
    for (const [path] of files) expect(path).not.toContain('..');
  });
});

it.each([
  ['permalink', { permalink: '?v=1\nload_module /tmp/x.so;' }],
  ['price list', { prices: 'current\nload_module /tmp/x.so;' }],
  ['permalink', { permalink: '?v=1\rload_module /tmp/x.so;' }],
])('a %s with a line break cannot leave the comment it stands in', (_what, hostile) => {
  const brief = briefFor(layoutOf('single'));
  expect(() => manifests({ ...brief, stamp: { ...brief.stamp, ...hostile } })).toThrow(/cannot be written into the header of a file/);
});
