/** Targets: each asked at what a plan reaches, just inside and just outside of it, and the profiles by phase. */
import { describe, expect, it } from 'vitest';
import { compare, type Facts, type Miss, type PlanId, type ScenarioInput } from '@ordiplan/planner';
import { missesOf, type Reached } from '../../../packages/planner/src/advice/targets.ts';
import type { Targets } from '../../../packages/planner/src/scenario/targets.ts';
import { profiles } from '../../../packages/planner/src/scenario/targets.ts';
import { net } from '../../../packages/planner/src/units/money.ts';
import { facts, quoteFor, withoutPrice } from '../answers.ts';

/** A plan made up by hand: 8.76 hours a year down in all, 4.38 of them not planned. */
const reached = {
  availability: { total: 0.999, inOpeningHours: 0.9995 } as Reached['availability'],
  hoursAfterServerLoss: 4,
  lostWork: {
    database: { hostLoss: { mean: 0.5, worst: 1 }, logicalError: { mean: 12, worst: 24 } },
    files: { hostLoss: { mean: 1, worst: 2 }, logicalError: { mean: 13, worst: 25 } },
  },
  hasPointInTime: false,
  bill: net('12.19', 'month'),
  operatorHours: 2,
} satisfies Reached;

describe.each([
  // target              inside   at     outside  reached
  ['availability', 99.8999, 99.9, 99.9001, 99.9],
  ['hostLossHours', 2.001, 2, 1.999, 2], // the files lose more than the database
  ['errorHours', 25.001, 25, 24.999, 25],
  ['restoreHours', 4.001, 4, 3.999, 4],
  ['euroPerMonth', 12.2, 12.19, 12.18, 12.19],
  ['operatorHours', 2.001, 2, 1.999, 2],
] as const)('%s', (target, inside, at, outside, value) => {
  it(`is reached at ${inside} and at ${at}, and missed at ${outside}`, () => {
    expect(misses({ [target]: inside })).toEqual([]);
    expect(misses({ [target]: at })).toEqual([]);
    expect(misses({ [target]: outside })).toEqual([{ target, wanted: outside, reached: value }]);
  });

  it('is not asked with "any"', () => {
    expect(misses({ [target]: 'any' })).toEqual([]);
  });
});

it('the worse of database and files counts, whichever it is', () => {
  const { database, files } = reached.lostWork;
  const swapped = { ...reached, lostWork: { database: files, files: database } };
  expect(misses({ hostLossHours: 1.5 }, swapped)).toEqual(misses({ hostLossHours: 1.5 }));
  expect(misses({ hostLossHours: 1.5 })).toHaveLength(1);
});

it('what is lost for good is more than any number of hours', () => {
  const lost: Reached = {
    ...reached,
    lostWork: { ...reached.lostWork, files: { hostLoss: 'everything', logicalError: 'everything' } },
  };
  expect(misses({ hostLossHours: 8760, errorHours: 8760 }, lost)).toEqual([
    { target: 'hostLossHours', wanted: 8760, reached: 'everything' },
    { target: 'errorHours', wanted: 8760, reached: 'everything' },
  ]);
});

it('a service that never comes back misses every target of hours', () => {
  expect(misses({ restoreHours: 8760 }, { ...reached, hoursAfterServerLoss: undefined })).toEqual([
    { target: 'restoreHours', wanted: 8760, reached: 'never' },
  ]);
});

it('point-in-time recovery is there or not', () => {
  expect(misses({ pointInTime: true })).toEqual([{ target: 'pointInTime', wanted: true, reached: false }]);
  expect(misses({ pointInTime: true }, { ...reached, hasPointInTime: true })).toEqual([]);
  expect(misses({ pointInTime: false }, { ...reached, hasPointInTime: true })).toEqual([]);
});

it('opening hours leave out planned stops, which can be at night', () => {
  expect(misses({ availability: 99.95, availabilityOver: 'opening-hours' })).toEqual([]);
  expect(misses({ availability: 99.95, availabilityOver: 'year' })).toHaveLength(1);
  for (const { availability } of compare({ tenants: 20 }, facts).quotes) {
    expect(availability.inOpeningHours).toBeGreaterThan(availability.total);
  }
  // A at 20 practices: 99.950 % with planned restarts, 99.961 % without.
  expect(missesFor('single', { tenants: 20, targetAvailability: 99.955 })).toEqual(['availability']);
  expect(missesFor('single', { tenants: 20, targetAvailability: 99.955, targetAvailabilityOver: 'opening-hours' })).toEqual([]);
});

describe('a missing price', () => {
  it('misses every budget, by an unknown sum', () => {
    expect(misses({ euroPerMonth: 1_000_000 }, { ...reached, bill: undefined })).toEqual([
      { target: 'euroPerMonth', wanted: 1_000_000, reached: undefined },
    ]);
    expect(missesFor('single', { tenants: 20, targetEuroPerMonth: 1_000_000 }, withoutPrice('hetzner.storage-box.bx11'))).toEqual([
      'euroPerMonth',
    ]);
  });

  it('is no matter without a budget', () => {
    expect(missesFor('single', { tenants: 20 }, withoutPrice('hetzner.storage-box.bx11'))).toEqual([]);
  });
});

it('the budget is asked of the bill, not of the total cost', () => {
  // A at 20 practices: a bill of 12.19, with work and outages 196.07.
  expect(missesFor('single', { tenants: 20, targetEuroPerMonth: 12.19 })).toEqual([]);
  expect(missesFor('single', { tenants: 20, targetEuroPerMonth: 12.18 })).toEqual(['euroPerMonth']);
});

it('every target that is missed is told, in the order of the form', () => {
  const all: Targets = {
    availability: 100,
    availabilityOver: 'year',
    hostLossHours: 0,
    errorHours: 0,
    restoreHours: 0,
    pointInTime: true,
    euroPerMonth: 0,
    operatorHours: 0,
  };
  expect(missesOf(all, reached).map(({ target }) => target)).toEqual(Object.keys(all).filter((key) => key !== 'availabilityOver'));
});

describe('what the phases ask at 20 practices', () => {
  it.each([
    // phase          A                                          B                                   C
    ['none', [], [], []],
    ['start', [], [], []], // a night's backup, back within a working day
    ['production', ['pointInTime'], [], ['pointInTime']],
    ['growth', ['availability', 'hostLossHours', 'restoreHours'], ['availability', 'hostLossHours', 'restoreHours'], []],
  ] as const)('%s', (profile, a, b, c) => {
    const missed = (id: PlanId) => missesFor(id, { tenants: 20, profile });
    expect([missed('single'), missed('managed-db'), missed('pair')]).toEqual([a, b, c]);
  });
});

function misses(targets: Partial<Targets>, of: Reached = reached): Miss[] {
  return missesOf({ ...profiles.none, ...targets }, of);
}

function missesFor(id: PlanId, input: ScenarioInput, known: Facts = facts): string[] {
  return quoteFor(id, input, known).misses.map(({ target }) => target);
}
