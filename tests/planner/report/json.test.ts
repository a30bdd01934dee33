/** JSON for programs: exact money, nothing left out, and the same from the command line and from the library. */
import { compare, printedQuotes, ranges, resultOf, toJson, type Draws } from '@ordiplan/planner';
import { expect, it } from 'vitest';
import { runCommand } from '../../../packages/planner/cli/commands.ts';
import { plan } from '../../../packages/planner/cli/plan.ts';
import { facts, today } from '../answers.ts';

it('money is written as decimal text with at least two decimals', () => {
  const { quotes } = JSON.parse(toJson(compare({ tenants: 20, prices: 'quoted' }, facts))) as {
    quotes: { id: string; bill: { net: { low: { euro: unknown } } } | null }[];
  };
  expect(quotes.find(({ id }) => id === 'single')!.bill!.net.low.euro).toBe('11.67');
  const euros: unknown[] = [];
  JSON.parse(toJson(compare({ tenants: 12 }, facts)), (key, value: unknown) => {
    if (key === 'euro') euros.push(value);
    return value;
  });
  expect(euros.length).toBeGreaterThan(100);
  for (const euro of euros) expect(euro).toMatch(/^-?\d+\.\d{2,}$/);
});

it('what is unknown or endless is null, and its key stays', () => {
  expect(toJson({ a: undefined, b: Infinity, c: [undefined, 1], euro: '5' })).toBe(
    '{\n  "a": null,\n  "b": null,\n  "c": [\n    null,\n    1\n  ],\n  "euro": "5.00"\n}\n',
  );
});

it('the command line prints the comparison, its draws and its ranges', async () => {
  const draws: Draws = { draws: 2000, seed: 20261123 };
  const comparison = compare({ tenants: 12 }, facts);
  const drawn = ranges(printedQuotes(comparison, { all: false }), { scenario: comparison.scenario, facts }, draws);
  const { stdout } = await runCommand(plan, ['--tenants', '12', '--json', '--today', today]);
  expect(stdout).toBe(toJson(resultOf(comparison, { draws, ranges: drawn })));
});
