/** Draws: worlds follow from their seed, each name has a stream of its own, and every plan sees the same worlds. */
import { describe, expect, it } from 'vitest';
import { assumptionKeys, compare, parseScenario, ranges, type Facts, type ScenarioInput, type Values } from '@ordiplan/planner';
import { worldsOf, type Draws, type World } from '../../../packages/planner/src/advice/draws.ts';
import { facts, today } from '../answers.ts';

const likelyFast = facts.assumptions.fastMs.likely;

describe('a world', () => {
  it('is the same for the same seed, and another for another', () => {
    const [first, again, other] = [7, 7, 8].map((seed) => worldsFor({ tenants: 20 }, { seed }).map(numbersOf));
    expect(again).toEqual(first);
    expect(other![0]).not.toEqual(first![0]);
  });

  it('does not depend on the number of practices nor on how many worlds are asked for', () => {
    const few = worldsFor({ tenants: 1 }, { draws: 10 }).map(numbersOf);
    expect(worldsFor({ tenants: 900 }, { draws: 40 }).slice(0, 10).map(numbersOf)).toEqual(few);
  });

  it('leaves the likely value to everything without a span', () => {
    const fixed = assumptionKeys.filter((key) => facts.assumptions[key].low === facts.assumptions[key].high);
    expect(fixed).toContain('connectionMb');
    for (const { supply } of worldsFor({ tenants: 20 })) {
      for (const key of fixed) expect(supply.values[key]).toBe(facts.assumptions[key].likely);
    }
  });

  it('knows for every SKU where in the span of its price it lies, from 0 to below 1', () => {
    const { databases, databaseBackup, boxes } = facts.book.lists.current.catalogue;
    for (const { priceAt } of worldsFor({ tenants: 20 })) {
      for (const sku of [...databases, databaseBackup, ...boxes]) {
        expect(priceAt(sku)).toBeGreaterThanOrEqual(0);
        expect(priceAt(sku)).toBeLessThan(1);
      }
    }
  });
});

describe('one stream for each name', () => {
  const before = worldsFor({ tenants: 20 }).map(numbersOf);

  it('lets a parameter leave without changing another draw', () => {
    const measured = worldsFor({ tenants: 20, assumptions: { fastMs: likelyFast } }).map(numbersOf);
    expect(measured.map(({ values }) => values.fastMs)).toEqual(measured.map(() => likelyFast));
    expect(measured.map(without('fastMs'))).toEqual(before.map(without('fastMs')));
  });

  it('lets a new parameter join without changing another draw', () => {
    const joined = worldsFor({ tenants: 20, assumptions: { connectionMb: { low: 0.5, likely: 1, high: 2 } } }).map(numbersOf);
    expect(new Set(joined.map(({ values }) => values.connectionMb)).size).toBeGreaterThan(90);
    expect(joined.map(without('connectionMb'))).toEqual(before.map(without('connectionMb')));
  });

  it('lets a machine leave the catalogue without changing another draw', () => {
    const { current } = facts.book.lists;
    const gone = current.catalogue.servers[1]!;
    const catalogue = { ...current.catalogue, servers: current.catalogue.servers.filter((sku) => sku !== gone) };
    const book = { ...facts.book, lists: { ...facts.book.lists, current: { ...current, catalogue } } };
    const after = worldsFor({ tenants: 20 }, {}, { ...facts, book }).map(numbersOf);
    expect(after.map(({ speeds }) => speeds[gone])).toEqual(after.map(() => undefined));
    expect(after.map(({ values }) => values)).toEqual(before.map(({ values }) => values));
    for (const [i, { speeds }] of after.entries()) expect(before[i]!.speeds).toMatchObject(speeds);
  });

  it('draws a database as fast under either price list', () => {
    const quoted = worldsFor({ tenants: 20, prices: 'quoted' });
    expect(quoted.map(({ supply }) => supply.coresOf('mongodb.atlas.m10'))).toEqual(
      before.map(({ speeds }) => speeds['mongodb.atlas.m10']),
    );
  });

  it('draws a figure of the user at the same place of its new span', () => {
    // Twice as wide on a plain scale, but the same factors on a logarithmic one: every draw doubles.
    const { low, likely, high } = facts.assumptions.heavyMs;
    const doubled = worldsFor({ tenants: 20, assumptions: { heavyMs: { low: 2 * low, likely: 2 * likely, high: 2 * high } } });
    for (const [i, { supply }] of doubled.entries()) {
      expect(supply.values.heavyMs / before[i]!.values.heavyMs).toBeCloseTo(2, 12);
    }
  });
});

describe('common random numbers', () => {
  const scenario = parseScenario({ tenants: 20 }, today);
  const { quotes } = compare(scenario, facts);
  const draws = { draws: 200, seed: 5 };
  const all = ranges(quotes, { scenario, facts }, draws);

  it('show every plan the same worlds, whichever plans are asked together', () => {
    for (const quote of quotes) expect(ranges([quote], { scenario, facts }, draws)[quote.id]).toEqual(all[quote.id]);
  });

  it('give plans that fall to the same causes the same availability to the last digit', () => {
    // The baseline differs from one server with a backup in what it loses, not in how often it is down.
    expect(all.solo!.availability).toEqual(all.single!.availability);
    expect(all['managed-db-as-quoted']!.availability).toEqual(all['managed-db']!.availability);
  });

  it('leave no world in which a second server in a row helps', () => {
    // A host and its planned stops are there twice. Draws of their own would put either plan first by luck, world by world.
    for (let seed = 1; seed <= 50; seed++) {
      const { single, split } = ranges(quotes, { scenario, facts }, { draws: 1, seed });
      expect(split!.availability.p50).toBeLessThan(single!.availability.p50);
    }
  });
});

it('worlds come one at a time: of a million million draws the first three are there at once', () => {
  const worlds = worldsOf({ scenario: parseScenario({ tenants: 20 }, today), facts }, { draws: 1e12, seed: 1 });
  const three = [worlds.next(), worlds.next(), worlds.next()];
  expect(three.map(({ done }) => done)).toEqual([false, false, false]);
  // What one world works out is not kept for the next.
  expect(new Set(three.map(({ value }) => (value as World).supply.found)).size).toBe(3);
  expect(worlds.return(undefined).done).toBe(true);
});

it('there are as many worlds as asked for', () => {
  for (const draws of [0, 1, 17]) expect(worldsFor({ tenants: 20 }, { draws })).toHaveLength(draws);
});

function worldsFor(input: ScenarioInput, { draws = 100, seed = 20261123 }: Partial<Draws> = {}, known: Facts = facts): World[] {
  return [...worldsOf({ scenario: parseScenario(input, today), facts: known }, { draws, seed })];
}

interface Numbers {
  readonly values: Values;
  readonly speeds: Readonly<Record<string, number>>;
}

/** Everything that was drawn, as plain numbers. */
function numbersOf({ supply }: World): Numbers {
  const { servers, alternatives, databases } = supply.catalogue;
  const speeds = Object.fromEntries([...servers, ...alternatives, ...databases].map((sku) => [sku, supply.coresOf(sku)]));
  return { values: supply.values, speeds };
}

function without(key: keyof Values): (numbers: Numbers) => unknown {
  return ({ values, speeds }) => ({ speeds, values: Object.entries(values).filter(([name]) => name !== key) });
}
