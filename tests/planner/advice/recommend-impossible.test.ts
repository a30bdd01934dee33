/** Impossible wishes: which targets no plan reaches together, against a search of all subsets, and which plans come nearest. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { compare, type Comparison, type Recommendation, type ScenarioInput, type Targets } from '@ordiplan/planner';
import { conflicts } from '../../../packages/planner/src/advice/recommend.ts';
import { euro, facts } from '../answers.ts';

type Target = keyof Targets;
const targets: readonly Target[] = [
  ...(['availability', 'hostLossHours', 'errorHours', 'restoreHours', 'pointInTime', 'euroPerMonth', 'operatorHours'] as const),
];

describe('conflicts', () => {
  it.each([
    // what each plan misses                          smallest sets that every plan misses one of
    [[['availability']], [['availability']]],
    [[['availability'], ['euroPerMonth']], [['availability', 'euroPerMonth']]],
    [
      [['availability', 'errorHours'], ['euroPerMonth']],
      [
        ['availability', 'euroPerMonth'],
        ['errorHours', 'euroPerMonth'],
      ],
    ],
    // A wish that no plan reaches is a conflict alone, and the rest is not blamed beside it.
    [[['availability', 'euroPerMonth'], ['availability']], [['availability']]],
    // A plan that misses nothing: no conflict.
    [[['availability'], []], []],
  ] as const)('of plans that miss %j are %j', (missed, expected) => {
    expect(conflicts(missed.map((set) => new Set<Target>(set)))).toEqual(expected);
  });

  it('are exactly the minimal subsets, by trying all of them', () => {
    const anyMissed = fc.array(fc.subarray([...targets]), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anyMissed, (missed) => {
        const found = conflicts(missed.map((set) => new Set(set)));
        expect(asKeys(found)).toEqual(asKeys(minimalByTrying(missed)));
        expect(found.map(({ length }) => length)).toEqual(found.map(({ length }) => length).sort((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });
});

describe('20 practices that want any moment back, service within six minutes, all for 20 euro', () => {
  const wish = { tenants: 20, targetRestoreHours: 0.1, targetPointInTime: 'yes', targetEuroPerMonth: 20 } as const;

  it('cannot have the last of these with any other', () => {
    // Only B keeps every moment (from 163.77), only two servers are back in minutes (from 30.17); 20 euro pay A alone.
    expect(impossible(wish).conflicts).toEqual([
      ['restoreHours', 'euroPerMonth'],
      ['pointInTime', 'euroPerMonth'],
    ]);
  });

  it('are nearest to B on two servers, which only costs more; then to what misses two', () => {
    const { nearest } = impossible(wish);
    expect(nearest[0]).toMatchObject({ id: 'managed-db-balanced', misses: [{ target: 'euroPerMonth', wanted: 20, reached: 180.74 }] });
    // Among those that miss two the cheapest by total cost come first: A at 196.07, C on two sites at 259.98.
    expect(nearest.slice(1).map(({ id, misses }) => [id, misses.length])).toEqual([
      ['single', 2],
      ['pair-two-sites', 2],
    ]);
  });

  it('get what they want as soon as one side of every conflict is dropped', () => {
    const { recommendation: paid } = compare({ ...wish, targetEuroPerMonth: 'any' }, facts);
    expect(paid).toMatchObject({ kind: 'plan', id: 'managed-db-balanced' });
    const { recommendation: modest } = compare({ ...wish, targetRestoreHours: 'any', targetPointInTime: 'no' }, facts);
    expect(modest).toMatchObject({ kind: 'plan', id: 'single' });
  });
});

it.each([
  [{ targetAvailability: 100 }, [['availability']]],
  [{ targetEuroPerMonth: 0 }, [['euroPerMonth']]],
  [{ targetOperatorHours: 0 }, [['operatorHours']]],
  // The start also asks for a backup of the night; no mistake is undone without any loss.
  [{ targetErrorHours: 0 }, [['errorHours']]],
  [{ profile: 'none', targetAvailability: 100, targetEuroPerMonth: 0 }, [['availability'], ['euroPerMonth']]],
] as const)('%j can have nobody: %j', (wish, expected) => {
  expect(impossible({ tenants: 20, ...wish }).conflicts).toEqual(expected);
});

describe('whatever is wished', () => {
  const level = <Value>(...values: readonly Value[]) => fc.constantFrom('any' as const, ...values);
  const anyWish = fc.record({
    tenants: fc.constantFrom(1, 20, 60, 150, 400),
    profile: fc.constant('none' as const),
    jurisdiction: fc.constantFrom('AT' as const, 'DE' as const),
    targetAvailability: level(99.9, 99.95, 99.97, 99.99),
    targetHostLossHours: level(0, 1, 30),
    targetErrorHours: level(0.01, 24.05, 26),
    targetRestoreHours: level(0.1, 3, 8),
    targetPointInTime: fc.constantFrom('yes' as const, 'no' as const),
    targetEuroPerMonth: level(12, 30, 200, 2000),
    targetOperatorHours: level(1.5, 2, 3, 5),
  });

  it('the conflicts are minimal, and dropping one of each makes it possible; the nearest miss fewest and cost least', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyWish, (wish) => {
        const answer = compare(wish, facts);
        const admissible = answer.quotes.filter(({ isAdmissible }) => isAdmissible);
        const missed = admissible.map(({ misses }) => misses.map(({ target }) => target));
        const { recommendation } = answer;
        expect(recommendation.kind === 'impossible').toBe(missed.every(({ length }) => length > 0));
        if (recommendation.kind !== 'impossible') return;
        seen += 1;
        expect(asKeys(recommendation.conflicts)).toEqual(asKeys(minimalByTrying(missed)));
        expect(recommendation.nearest.map(({ id }) => id)).toEqual(nearestByHand(answer));
      }),
      { numRuns: 80 },
    );
    expect(seen).toBeGreaterThan(10);
  });
});

/** All subsets of which every plan misses one, without those that hold a smaller one. */
function minimalByTrying(missed: readonly (readonly Target[])[]): Target[][] {
  const subsets = targets.reduce<Target[][]>((all, target) => [...all, ...all.map((set) => [...set, target])], [[]]);
  const blocks = (set: readonly Target[]) => missed.every((plan) => plan.some((target) => set.includes(target)));
  // Minimal: it blocks, and does not any more without any one of its targets.
  return subsets.filter((set) => blocks(set) && set.every((one) => !blocks(set.filter((target) => target !== one))));
}

function asKeys(sets: readonly (readonly Target[])[]): string[] {
  return sets.map((set) => [...set].sort().join(' ')).sort();
}

function nearestByHand({ quotes }: Comparison): string[] {
  const cents = (total: string | undefined) => Number(total ?? Number.NaN);
  return quotes
    .filter(({ isAdmissible }) => isAdmissible)
    .map(({ id, misses, totalCost }, place) => ({ id, place, misses: misses.length, total: cents(euro(totalCost?.sum)) }))
    .sort((a, b) => a.misses - b.misses || a.total - b.total || a.place - b.place)
    .slice(0, 3)
    .map(({ id }) => id);
}

function impossible(input: ScenarioInput): Extract<Recommendation, { kind: 'impossible' }> {
  const { recommendation } = compare(input, facts);
  if (recommendation.kind !== 'impossible') throw new Error(`It is ${recommendation.kind}.`);
  return recommendation;
}
