/** Published values: what textbooks, vendors' tables and other libraries state, our functions state too. */
import { expect, it } from 'vitest';
import vectors from './published.json' with { type: 'json' };
import { ours, type Argument, type Result } from './names.ts';

const names = Object.keys(ours);

it.each(vectors)('$id: $fn($args) is $expected', ({ fn, args, expected, tol }) => {
  expect(names).toContain(fn);
  const computed = [ours[fn]!(...(args as readonly Argument[]))].flat();
  const published = [expected as Result].flat();
  expect(computed).toHaveLength(published.length);
  for (const [i, value] of published.entries()) {
    if (typeof value === 'string') expect(computed[i]).toBe(value);
    else expect(Math.abs((computed[i] as number) - value)).toBeLessThanOrEqual(tol);
  }
});

it('keeps all vectors that were published to us', () => {
  expect(vectors).toHaveLength(74);
});

it('maps no function without a vector', () => {
  expect(names.filter((name) => !vectors.some(({ fn }) => fn === name))).toEqual([]);
});

it('names the source of every value', () => {
  for (const { id, source } of vectors) expect(source.trim(), id).not.toBe('');
  expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
});
