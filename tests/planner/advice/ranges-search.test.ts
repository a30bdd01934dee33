/** Ranges draw by draw: the same figures, a share that only grows, and nothing left behind by who stops in the middle. */
import { describe, expect, it } from 'vitest';
import { compare, parseScenario, ranges, rangesSearch, shownQuotes, type Draws, type ScenarioInput } from '@ordiplan/planner';
import { facts, today } from '../answers.ts';

const some: Draws = { draws: 120, seed: 7 };

describe.each<[string, ScenarioInput]>([
  ['the worked example', { tenants: 12, tenantsIn12Months: 30 }],
  ['the prices of the analysis', { tenants: 20, prices: 'quoted' }],
  ['more practices than any machine carries', { tenants: 1000, prices: 'quoted' }],
])('for %s', (_name, input) => {
  it('the search ends with what ranges gives, to the last digit', () => {
    const { result } = taken(searchFor(input, some));
    expect(result).toEqual(rangesFor(input, some));
    expect(Object.keys(result).length).toBeGreaterThan(0);
  });

  it('the share that is done grows with every draw and ends at one', () => {
    const { shares } = taken(searchFor(input, some));
    expect(shares).toHaveLength(some.draws);
    expect(shares[0]).toBe(1 / some.draws);
    expect(shares.at(-1)).toBe(1);
    for (const [i, share] of shares.entries()) if (i > 0) expect(share).toBeGreaterThan(shares[i - 1]!);
  });
});

it('without a number of draws it takes as many as ranges does', () => {
  const { scenario, quotes } = asked({ tenants: 12 });
  const { shares, result } = taken(rangesSearch(quotes.slice(0, 1), { scenario, facts }));
  expect(result).toEqual(ranges(quotes.slice(0, 1), { scenario, facts }));
  expect(shares).toHaveLength(500);
});

it('a search that is abandoned ends, and changes nothing for the next one', () => {
  const before = rangesFor({ tenants: 12 }, some);
  const search = searchFor({ tenants: 12 }, some);
  for (let draws = 0; draws < 5; draws++) expect(search.next().done).toBe(false);
  expect(search.return({})).toEqual({ done: true, value: {} });
  expect(search.next().done).toBe(true);
  expect(rangesFor({ tenants: 12 }, some)).toEqual(before);
});

it('two searches taken in turn do not mix', () => {
  const [first, second] = [{ tenants: 12 }, { tenants: 40 }].map((input) => searchFor(input, some)) as [Search, Search];
  const results: unknown[] = [];
  for (let draws = 0; draws <= some.draws; draws++) {
    for (const search of [first, second]) {
      const step = search.next();
      if (step.done) results.push(step.value);
    }
  }
  expect(results).toEqual([rangesFor({ tenants: 12 }, some), rangesFor({ tenants: 40 }, some)]);
});

type Search = ReturnType<typeof rangesSearch>;

function asked(input: ScenarioInput) {
  const scenario = parseScenario(input, today);
  return { scenario, quotes: shownQuotes(compare(scenario, facts)) };
}

function searchFor(input: ScenarioInput, draws: Draws): Search {
  const { scenario, quotes } = asked(input);
  return rangesSearch(quotes, { scenario, facts }, draws);
}

function rangesFor(input: ScenarioInput, draws: Draws) {
  const { scenario, quotes } = asked(input);
  return ranges(quotes, { scenario, facts }, draws);
}

function taken(search: Search) {
  const shares: number[] = [];
  let step = search.next();
  for (; !step.done; step = search.next()) shares.push(step.value);
  return { shares, result: step.value };
}
