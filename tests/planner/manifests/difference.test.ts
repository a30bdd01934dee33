/** The difference of two set-ups: it leads from one to the other, is the shortest, and leaves headers out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, type DifferenceLine } from '@ordiplan/planner';
import { filesFor } from '../../manifests/bundles.ts';

const header = (link: string) =>
  `# Ordiplan 0.1.0: plan "single" for 20 practices at a.at.\n# Prices: x. Estimate, not a quotation.\n# Scenario: ${link}\n\n`;

describe('of two versions of a file', () => {
  it('shows what was removed, added and kept, with the numbers of the lines', () => {
    const [one] = difference({ a: 'one\ntwo\nthree\n' }, { a: 'one\nTWO\nthree\nfour\n' });
    expect(one).toEqual({
      path: 'a',
      kind: 'changed',
      lines: [
        { kind: 'same', text: 'one', before: 1, after: 1 },
        { kind: 'removed', text: 'two', before: 2 },
        { kind: 'added', text: 'TWO', after: 2 },
        { kind: 'same', text: 'three', before: 3, after: 3 },
        { kind: 'added', text: 'four', after: 4 },
      ],
    });
  });

  it('leaves out a file of which only the header changed', () => {
    expect(difference({ a: `${header('?v=1')}x\n` }, { a: `${header('?v=1&tenants=2')}x\n` })).toEqual([]);
  });

  it('does not take a line below the header for one of it', () => {
    const body = `${'x\n'.repeat(9)}# Scenario: `;
    expect(difference({ a: `${body}one\n` }, { a: `${body}two\n` })).toHaveLength(1);
  });

  const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 9 });

  it('leads from the old file to the new one, and keeps as much as can be kept', () => {
    fc.assert(
      fc.property(texts, texts, (old, now) => {
        fc.pre(old.join('\n') !== now.join('\n') && old.length > 0 && now.length > 0);
        const [one] = difference({ a: `${old.join('\n')}\n` }, { a: `${now.join('\n')}\n` });
        const { lines } = one!;
        expect(side(lines, 'before')).toEqual(old);
        expect(side(lines, 'after')).toEqual(now);
        expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(longestCommon(old, now));
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

it('of two sets names the files that came and went, in the order of their paths', () => {
  const found = difference({ b: 'x\n', c: 'x\n', d: 'x\n' }, { a: 'x\n', c: 'x\n', d: 'y\n' });
  expect(found.map(({ path, kind }) => `${path} ${kind}`)).toEqual(['a added', 'b removed', 'd changed']);
});

it('another domain changes only lines that name it', () => {
  const input = { tenants: 20 };
  const before = filesFor({ id: 'single', input: { ...input, domain: 'one.example' } });
  const after = filesFor({ id: 'single', input: { ...input, domain: 'two.example' } });
  const found = difference(before, after);
  expect(found.length).toBeGreaterThan(0);
  for (const { kind, lines } of found) {
    expect(kind).toBe('changed');
    for (const line of lines) if (line.kind !== 'same') expect(line.text).toMatch(/one\.example|two\.example/);
  }
});

/** The lines of one side, by their numbers. */
function side(lines: readonly DifferenceLine[], which: 'before' | 'after'): string[] {
  const numbered = lines.flatMap((line) => (which in line ? [[(line as Record<typeof which, number>)[which], line.text] as const] : []));
  expect(numbered.map(([number]) => number)).toEqual(numbered.map((_, i) => i + 1));
  return numbered.map(([, text]) => text);
}

/** Of all ways to leave out lines of `a`, the longest that is also a way to leave out lines of `b`. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let longest = 0;
  for (let chosen = 0; chosen < 2 ** a.length; chosen++) {
    const part = a.filter((_, i) => chosen & (1 << i));
    let at = 0;
    for (const line of b) if (at < part.length && line === part[at]) at++;
    if (at === part.length) longest = Math.max(longest, part.length);
  }
  return longest;
}
