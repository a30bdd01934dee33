/** Each of the 73 numbered invariants is shown in one place: by tests here, or by what "elsewhere" names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { elsewhere } from './elsewhere.ts';

const folder = new URL('./', import.meta.url);
const root = new URL('../../../../', folder);
const tests = readdirSync(folder).filter((name) => /^\d\d-\d\d-.*\.test\.ts$/.test(name));
const shownHere = tests.flatMap((name) =>
  [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^describe\('invariant (\d+): /gm)].map(([, number]) => ({
    name,
    number: Number(number),
  })),
);

it('every number from 1 to 73 is shown exactly once', () => {
  const shown = [...shownHere, ...elsewhere].map(({ number }) => number);
  expect(shown.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 73 }, (_, at) => at + 1));
});

it('a test stands in the file whose name covers its number', () => {
  const covers = ({ name, number }: { name: string; number: number }) =>
    Number(name.slice(0, 2)) <= number && number <= Number(name.slice(3, 5));
  expect(shownHere.filter((one) => !covers(one))).toEqual([]);
});

it('what is shown elsewhere is sorted', () => {
  expect(elsewhere).toEqual(elsewhere.toSorted((a, b) => a.number - b.number));
});

it.each(elsewhere)('number $number is shown where it is said to be', (one) => {
  if ('impossible' in one) expect(one.impossible.length).toBeGreaterThan(20);
  else {
    const path = new URL(one.shownBy, root);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : `${one.shownBy} does not exist`).toContain(one.name);
    expect(one.name.length).toBeGreaterThan(10);
  }
});
