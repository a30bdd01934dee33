/** Targets as inputs: each phase is a visible set of them, and each can be replaced. */
import { describe, expect, it } from 'vitest';
import { limits, parseScenario, profileIds, profiles, targetsOf, type ScenarioInput, type Targets } from '@ordiplan/planner';
import { withProfile } from '../../../packages/planner/src/scenario/scenario.ts';
import { today } from '../answers.ts';

const targetsFor = (input: Omit<ScenarioInput, 'tenants'>) => targetsOf(parseScenario({ tenants: 20, ...input }, today));

it('the phase is "start" unless another one is stated', () => {
  expect(targetsFor({})).toEqual(profiles.start);
});

it.each(profileIds)('the phase "%s" brings its targets', (profile) => {
  expect(targetsFor({ profile })).toEqual(profiles[profile]);
});

it('"none" asks for nothing', () => {
  const { availabilityOver, pointInTime, ...limitsOfNone } = profiles.none;
  expect([availabilityOver, pointInTime]).toEqual(['year', false]);
  expect(new Set(Object.values(limitsOfNone))).toEqual(new Set(['any']));
});

describe('each target of a phase can be replaced, and only that one changes:', () => {
  it.each([
    ['targetAvailability', 99.5, 'availability', 99.5],
    ['targetAvailability', 'any', 'availability', 'any'],
    ['targetAvailabilityOver', 'opening-hours', 'availabilityOver', 'opening-hours'],
    ['targetHostLossHours', 0, 'hostLossHours', 0], // zero is a wish, not "nothing stated"
    ['targetErrorHours', 2.5, 'errorHours', 2.5],
    ['targetRestoreHours', 'any', 'restoreHours', 'any'],
    ['targetPointInTime', 'no', 'pointInTime', false],
    ['targetEuroPerMonth', 0, 'euroPerMonth', 0],
    ['targetOperatorHours', 3, 'operatorHours', 3],
  ] as const)('%s %s', (input, value, target, expected) => {
    expect(targetsFor({ profile: 'production', [input]: value })).toEqual({ ...profiles.production, [target]: expected });
  });
});

it('another phase replaces all targets, also those that the user stated, and nothing else', () => {
  const scenario = parseScenario({ tenants: 20, vat: 'DE', targetEuroPerMonth: 50, targetPointInTime: 'yes' }, today);
  for (const profile of profileIds) {
    expect(targetsOf(withProfile(scenario, profile))).toEqual(profiles[profile]);
    expect(withProfile(withProfile(scenario, profile), 'start')).toEqual(parseScenario({ tenants: 20, vat: 'DE' }, today));
  }
});

it('each phase after the start asks for more than the start, apart from money', () => {
  // "any" is the weakest wish of all
  const weakness = (wanted: number | 'any') => (wanted === 'any' ? Infinity : wanted);
  const hours: readonly (keyof Targets)[] = ['hostLossHours', 'errorHours', 'restoreHours', 'operatorHours', 'euroPerMonth'];
  for (const profile of ['production', 'growth'] as const) {
    for (const key of hours) {
      expect(weakness(profiles[profile][key] as number | 'any')).toBeLessThanOrEqual(weakness(profiles.start[key] as number | 'any'));
    }
    expect(profiles[profile].availability).toBeGreaterThanOrEqual(99.9);
  }
});

describe('the law', () => {
  it.each([
    [{}, 'AT'],
    [{ vat: 'AT' }, 'AT'],
    [{ vat: 'none' }, 'AT'],
    [{ vat: 'DE' }, 'DE'],
    [{ vat: 'DE', jurisdiction: 'AT' }, 'AT'],
    [{ vat: 'AT', jurisdiction: 'DE' }, 'DE'],
  ] as const)('of %j is that of %s', (input, expected) => {
    expect(parseScenario({ tenants: 1, ...input }, today).jurisdiction).toBe(expected);
  });
});

describe('a wish that cannot be one is refused:', () => {
  it.each([
    ['targetAvailability', 100.1],
    ['targetAvailability', -1],
    ['targetAvailability', 'all'],
    ['targetAvailabilityOver', 'night'],
    ['targetHostLossHours', -0.1],
    ['targetErrorHours', 8761],
    ['targetRestoreHours', Number.NaN],
    ['targetPointInTime', true],
    ['targetEuroPerMonth', 1_000_001],
    ['targetOperatorHours', 1001],
    ['productionInMonths', 0],
    ['productionInMonths', 37],
    ['productionInMonths', 1.5],
    ['profile', 'later'],
    ['jurisdiction', 'CH'],
  ] as const)('%s %s', (field, value) => {
    expect(() => parseScenario({ tenants: 1, [field]: value }, today)).toThrow(`"${field}"`);
    expect(() => parseScenario({ tenants: 1, [field]: value }, today)).toThrow(limits[field]);
  });
});
