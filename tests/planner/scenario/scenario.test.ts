/** Scenarios: what is not stated has a default, what is wrong is refused with field, value and limit. */
import { describe, expect, it } from 'vitest';
import { compare, limits, parseScenario, PlannerError, scenarioKeys, type ScenarioInput, type ScenarioKey } from '@ordiplan/planner';
import { facts, today } from '../answers.ts';

describe('what is not stated', () => {
  it('has a default, except the number of practices', () => {
    expect(parseScenario({ tenants: 25 }, today)).toEqual({
      tenants: 25,
      tenantsIn12Months: 25, // no growth is supposed
      outageEuroPerHour: 20,
      prices: 'current',
      vat: 'AT',
      orderOn: today,
      domain: 'ordination.example',
      project: 'ordination',
      alertEmail: 'alerts@ordination.example',
      adminNetworks: '192.0.2.0/24,2001:db8::/32', // set aside for examples: nobody gets in
      os: 'ubuntu-24.04',
      backupTo: 'storage-box',
      runningSince: today, // nothing runs yet
      queue: 'per-worker',
      databases: 'shared',
      sizeMargin: 0,
      measuredAvailability: undefined, // unknown, not 0
      jurisdiction: 'AT',
      // The first phase: a backup of every night that is back within a working day, and no other demand.
      profile: 'start',
      targetAvailability: 'any',
      targetAvailabilityOver: 'year',
      targetHostLossHours: 26,
      targetErrorHours: 26,
      targetRestoreHours: 8,
      targetPointInTime: 'no',
      targetEuroPerMonth: 'any',
      targetOperatorHours: 'any',
      productionInMonths: undefined, // the phase stays
      assumptions: {}, // the shipped ones
    });
  });

  it('does not change what is', () => {
    const stated = {
      tenants: 30,
      tenantsIn12Months: 12,
      outageEuroPerHour: 0,
      prices: 'quoted',
      vat: 'none',
      orderOn: '2024-02-29',
      domain: 'praxis-1.example.at',
      project: 'praxis-1',
      alertEmail: 'it+alarm@example.at',
      adminNetworks: '198.51.100.7/32',
      os: 'ubuntu-26.04',
      backupTo: 'azure',
      runningSince: '2023-12-31',
      queue: 'shared',
      databases: 'per-practice',
      sizeMargin: 1.28,
      measuredAvailability: 99.93,
      jurisdiction: 'DE',
      profile: 'growth',
      targetAvailability: 99.9,
      targetAvailabilityOver: 'opening-hours',
      targetHostLossHours: 'any',
      targetErrorHours: 0,
      targetRestoreHours: 4.5,
      targetPointInTime: 'yes',
      targetEuroPerMonth: 60,
      targetOperatorHours: 3,
      productionInMonths: 6,
      assumptions: { fastMs: { low: 2, likely: 3, high: 5 } },
    } as const;
    expect(parseScenario(stated, today)).toEqual(stated);
  });
});

it.each([
  // order         said           reckoned with
  ['2026-06-01', '2026-05-31', '2026-05-31'],
  ['2026-06-01', '2026-06-01', '2026-06-01'],
  ['2026-06-01', '2026-06-02', '2026-06-01'], // what is not there before the order is ordered then
])('servers ordered on %s that are said to run since %s run since %s', (orderOn, said, runningSince) => {
  expect(parseScenario({ tenants: 1, orderOn, runningSince: said }, today).runningSince).toBe(runningSince);
});

describe.each([
  // field                 smallest  largest
  ['tenants', 1, 1000],
  ['tenantsIn12Months', 1, 1000],
  ['outageEuroPerHour', 0, 10_000],
  ['sizeMargin', 0, 3],
  ['measuredAvailability', 0, 100],
] as const)('%s', (field, smallest, largest) => {
  it(`may be ${smallest} and ${largest}`, () => {
    for (const value of [smallest, largest]) expect(parseScenario({ tenants: 1, [field]: value }, today)[field]).toBe(value);
  });

  it.each([[smallest - 1], [largest + 1], [1e9], [-1], ['abc'], ['25'], [Number.NaN], [Infinity], [null], [true], [[]], [{}]])(
    'is refused as %j',
    (value) => refusesWrongValue(field, value),
  );
});

it.each(['tenants', 'tenantsIn12Months'] as const)('%s counts whole practices', (field) => {
  refusesWrongValue(field, 1.5);
});

it.each([
  ['outageEuroPerHour', 0.5],
  ['sizeMargin', 1.28],
  ['measuredAvailability', 99.999],
] as const)('%s may be a fraction', (field, value) => {
  expect(parseScenario({ tenants: 1, [field]: value }, today)[field]).toBe(value);
});

it.each([
  ['prices', 'cheap'],
  ['prices', ''],
  ['prices', 'Current'],
  ['prices', 'constructor'],
  ['vat', 'CH'],
  ['vat', 'at'],
  ['vat', 0.2],
  ['orderOn', '2026-02-30'],
  ['orderOn', '2026-13-01'],
  ['orderOn', '2026-1-1'],
  ['orderOn', '24.11.2026'],
  ['orderOn', 'today'],
  ['orderOn', ''],
  ['orderOn', 20_261_124],
  ['runningSince', '2026-02-30'],
  ['runningSince', ''],
  ['queue', 'Shared'],
  ['os', 'debian-12'],
  ['os', 'Ubuntu-24.04'],
  ['os', ''],
  ['backupTo', 'S3'],
  ['backupTo', 'storage-box '],
  ['backupTo', 'toString'],
  ['backupTo', ''],
  ['queue', ''],
  ['databases', 'per practice'],
  ['databases', 1],
  ['assumptions', 'fastMs~3'],
  ['assumptions', null],
] as const)('%s is refused as %j', (field, value) => refusesWrongValue(field, value));

describe('a domain', () => {
  it.each(['a.at', 'ordination.example', 'praxis-1.wien.example.at', 'xn--rztezentrum-l8a.at', `${'a'.repeat(63)}.at`, '1.example'])(
    'may be %s',
    (domain) => expect(parseScenario({ tenants: 1, domain }, today).domain).toBe(domain),
  );

  it.each([
    ['a.at"; return 200 "'], // ends a quoted text
    ["a.at'"],
    ['a.at\n'], // starts a new line of a file
    ['a.at\r\nX-Header: 1'],
    ['a.at;'], // ends a directive of nginx
    ['a.at { }'],
    ['a.at #'],
    ['$(reboot).at'], // runs a command in a shell
    ['`reboot`.at'],
    ['$host.at'],
    ['a b.at'],
    ['a.at '],
    [' a.at'],
    ['../etc/passwd'],
    ['a/b.at'],
    ['a\\b.at'],
    ['*.example.at'],
    ['a_b.at'],
    ['A.at'],
    ['ä.at'],
    ['-a.at'],
    ['a-.at'],
    ['a..at'],
    ['.at'],
    ['at'],
    ['a.at.'],
    ['127.0.0.1'],
    [''],
    ['a'.repeat(300)],
    [`${'a'.repeat(64)}.at`],
    [`${'a.'.repeat(127)}at`], // 256 characters in allowed labels
  ])('is refused as %j', (domain) => refusesWrongValue('domain', domain));
});

describe('a refusal', () => {
  it('of a missing number of practices says what to state', () => {
    expect(refusal({})).toMatchObject({ code: 'scenario.missing' });
    expect(refusal({}).message).toBe(`"tenants" is missing. State it as ${limits.tenants}.`);
  });

  it('of an unknown input names it and those there are', () => {
    const { code, message } = refusal({ tenants: 25, tenant: 30 });
    expect(code).toBe('scenario.unknown-field');
    expect(message).toContain('"tenant"');
    for (const key of scenarioKeys) expect(message).toContain(key);
  });

  it.each([[null], [undefined], ['25'], [25], [[25]]])('of %j says what a scenario is', (input) => {
    expect(refusal(input).message).toMatch(/^A scenario must be an object such as \{ tenants: 25 \}, but is /);
  });

  it('shows a long value shortened and on one line', () => {
    const { message } = refusal({ tenants: 1, domain: `${'a'.repeat(300)}\n` });
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(200);
  });

  it('carries the same facts for other languages', () => {
    expect(refusal({ tenants: 0 }).details).toEqual({ field: 'tenants', value: '0', limit: limits.tenants });
  });

  it('is the same from the whole calculation', () => {
    expect(() => compare({ tenants: 0 }, facts)).toThrow(refusal({ tenants: 0 }).message);
    // @ts-expect-error an input that no scenario has does not compile either
    expect(() => compare({ tenants: 1, tenant: 2 } satisfies ScenarioInput, facts)).toThrow(PlannerError);
  });
});

function refusesWrongValue(field: ScenarioKey, value: unknown): void {
  const { code, message } = refusal({ tenants: 1, [field]: value });
  expect(code).toBe('scenario.wrong-value');
  expect(message.startsWith(`"${field}" is `)).toBe(true);
  expect(message).toContain(limits[field]);
  if (typeof value === 'string') expect(message).toContain(JSON.stringify(value.slice(0, 60)).slice(0, -1));
  else if (typeof value !== 'object' || value === null) expect(message).toContain(` ${String(value)},`);
}

function refusal(input: unknown): PlannerError {
  try {
    parseScenario(input, today);
  } catch (error) {
    if (error instanceof PlannerError) return error;
    throw error;
  }
  return new PlannerError('accepted', 'It was accepted.');
}
