/** The schema of a scenario file and the planner agree on what a scenario is. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parseScenario, PlannerError, scenarioKeys, type ScenarioInput } from '@ordiplan/planner';
import { scenarioSchema } from '@ordiplan/planner/schema';
import { describe, expect, it } from 'vitest';
import { facts, today } from '../planner/answers.ts';
import { anyScenario } from '../planner/any-scenario.ts';

const validate = new Ajv2020({ strict: true }).compile(scenarioSchema);

function isTaken(input: unknown): boolean {
  try {
    parseScenario(input, today);
    return true;
  } catch (error) {
    if (error instanceof PlannerError) return false;
    throw error;
  }
}

/** Some of the inputs of a scenario: what is not stated has no key. */
const anyInput = fc.tuple(anyScenario, fc.subarray([...scenarioKeys])).map(([scenario, stated]) => {
  const input = Object.fromEntries(stated.map((key) => [key, scenario[key]]).filter(([, value]) => value !== undefined));
  return { tenants: scenario.tenants, ...input } as ScenarioInput;
});

it('what the planner takes, the schema takes: 2,000 scenarios with some inputs or all', () => {
  let taken = 0;
  fc.assert(
    fc.property(anyInput, (input) => {
      if (!isTaken(input)) return;
      taken++;
      expect([validate(input), validate.errors]).toEqual([true, null]);
      expect(validate({ $schema: './scenario.schema.json', ...input })).toBe(true);
    }),
    { numRuns: 2000, seed: 20261124 },
  );
  expect(taken).toBe(2000);
});

it('every default of the schema is the one that the planner puts in', () => {
  const scenario = parseScenario({ tenants: 1 }, today);
  const properties = scenarioSchema.properties as Record<string, { readonly default?: unknown }>;
  const defaults = scenarioKeys.flatMap((key) =>
    properties[key]!.default === undefined ? [] : [[key, properties[key]!.default] as const],
  );
  expect(defaults.length).toBeGreaterThanOrEqual(11);
  for (const [key, value] of defaults) expect([key, scenario[key]]).toEqual([key, value]);
});

it('every parameter has its meaning, its bounds and what is supposed without it', () => {
  const { assumptions } = scenarioSchema.properties as Record<string, { properties: Record<string, { description: string }> }>;
  expect(Object.keys(assumptions!.properties)).toEqual(Object.keys(facts.assumptions));
  for (const [key, { meaning, likely }] of Object.entries(facts.assumptions)) {
    expect(assumptions!.properties[key]!.description).toContain(meaning.en);
    expect(assumptions!.properties[key]!.description).toContain(String(likely));
  }
});

describe('what neither takes:', () => {
  it.each([
    [null],
    [[]],
    ['tenants: 25'],
    [25],
    [{}],
    [{ tenants: '25' }],
    [{ tenants: 0 }],
    [{ tenants: 1001 }],
    [{ tenants: 2.5 }],
    [{ tenants: null }],
    [{ tenants: 1, tenant: 2 }],
    [{ tenants: 1, tenantsIn12Months: 0 }],
    [{ tenants: 1, outageEuroPerHour: -1 }],
    [{ tenants: 1, outageEuroPerHour: 10_001 }],
    [{ tenants: 1, outageEuroPerHour: '20' }],
    [{ tenants: 1, prices: 'cheap' }],
    [{ tenants: 1, vat: 'at' }],
    [{ tenants: 1, vat: null }],
    [{ tenants: 1, orderOn: '24.11.2026' }],
    [{ tenants: 1, orderOn: 20_261_124 }],
    [{ tenants: 1, runningSince: '2026-1-1' }],
    [{ tenants: 1, domain: 'ordination' }],
    [{ tenants: 1, domain: 'a.at;' }],
    [{ tenants: 1, domain: 'A.at' }],
    [{ tenants: 1, domain: 'a.at\n' }],
    [{ tenants: 1, domain: `${'a.'.repeat(127)}at` }],
    [{ tenants: 1, project: 'Praxis' }],
    [{ tenants: 1, project: 'a--b' }],
    [{ tenants: 1, project: 'a'.repeat(25) }],
    [{ tenants: 1, alertEmail: 'a@b' }],
    [{ tenants: 1, alertEmail: 'a@b@c.at' }],
    [{ tenants: 1, alertEmail: `${'a'.repeat(65)}@b.at` }],
    [{ tenants: 1, alertEmail: '"a b"@c.at' }],
    [{ tenants: 1, adminNetworks: '' }],
    [{ tenants: 1, adminNetworks: '198.51.100.7' }],
    [{ tenants: 1, adminNetworks: '10.0.0.0/7' }],
    [{ tenants: 1, adminNetworks: '::/0' }],
    [{ tenants: 1, adminNetworks: Array.from({ length: 11 }, (_, i) => `10.${i}.0.0/16`).join() }],
    [{ tenants: 1, os: 'debian-12' }],
    [{ tenants: 1, backupTo: 'S3' }],
    [{ tenants: 1, queue: '' }],
    [{ tenants: 1, databases: 1 }],
    [{ tenants: 1, sizeMargin: 3.1 }],
    [{ tenants: 1, measuredAvailability: 100.1 }],
    [{ tenants: 1, jurisdiction: 'CH' }],
    [{ tenants: 1, profile: 'production ' }],
    [{ tenants: 1, targetAvailability: 'all' }],
    [{ tenants: 1, targetAvailability: 101 }],
    [{ tenants: 1, targetAvailabilityOver: 'month' }],
    [{ tenants: 1, targetHostLossHours: 8761 }],
    [{ tenants: 1, targetPointInTime: true }],
    [{ tenants: 1, targetEuroPerMonth: -0.01 }],
    [{ tenants: 1, productionInMonths: 37 }],
    [{ tenants: 1, assumptions: 'fastMs~3' }],
    [{ tenants: 1, assumptions: { slowMs: 3 } }],
    [{ tenants: 1, assumptions: { fastMs: 0 } }],
    [{ tenants: 1, assumptions: { fastMs: '3' } }],
    [{ tenants: 1, assumptions: { maxCpu: 1.1 } }],
    [{ tenants: 1, assumptions: { fastMs: { low: 1, likely: 2 } } }],
    [{ tenants: 1, assumptions: { fastMs: { low: 1, likely: 2, high: 3, mean: 2 } } }],
  ])('%j', (input: unknown) => {
    expect([validate(input), isTaken(input)]).toEqual([false, false]);
  });
});

it.each([
  [{ tenants: 1, orderOn: '2026-02-30' }, 'a day of the calendar'],
  [{ tenants: 1, adminNetworks: '198.51.100.7/24' }, 'without host bits'],
  [{ tenants: 1, assumptions: { fastMs: { low: 3, likely: 2, high: 1 } } }, 'in the order low, likely, high'],
])('what only the planner refuses, %j, is said in the description', (input: object, said) => {
  expect([validate(input), isTaken(input)]).toEqual([true, false]);
  const field = Object.keys(input).at(-1)!;
  expect((scenarioSchema.properties as Record<string, { description: string }>)[field]!.description).toContain(said);
});
