/** The result document: whatever is asked, it is what its published schema says, field by field. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  compare,
  flips,
  plannerVersion,
  printedQuotes,
  ranges,
  recommendedQuote,
  resultOf,
  resultVersion,
  roadmap,
  toJson,
  type Comparison,
  type Result,
  type ResultExtras,
  type ScenarioInput,
} from '@ordiplan/planner';
import { resultSchema } from '@ordiplan/planner/schema';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { ResultShape } from '../../../packages/planner/src/report/result-shape.ts';
import { facts } from '../answers.ts';
import { anyScenario } from '../any-scenario.ts';

const validate = new Ajv2020({ strict: true }).compile(resultSchema);
const few = { draws: 12, seed: 20261124 };

/** The faults of a document, empty if it fits. */
function faultsOf(result: Result): unknown[] {
  const fits = validate(JSON.parse(toJson(result)));
  return fits ? [] : validate.errors!.map(({ instancePath, message, params }) => ({ instancePath, message, params }));
}

describe('the document', () => {
  const comparison = compare({ tenants: 25 }, facts);

  it('says first what it is: its schema, its version, the planner and the day', () => {
    const result = resultOf(comparison);
    expect(Object.keys(result).slice(0, 4)).toEqual(['$schema', 'schemaVersion', 'planner', 'today']);
    expect(result).toMatchObject({
      $schema: 'urn:ordiplan:result:1',
      schemaVersion: resultVersion,
      planner: plannerVersion,
      today: facts.today,
    });
    expect(resultVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(result.$schema.endsWith(`:${resultVersion.split('.')[0]}`)).toBe(true);
  });

  it('has the comparison unchanged, and of the extras those that were asked for', () => {
    const { $schema, schemaVersion, planner } = resultOf(comparison);
    expect(resultOf(comparison, { draws: few })).toEqual({ ...comparison, $schema, schemaVersion, planner, draws: few });
    expect(Object.keys(JSON.parse(toJson(resultOf(comparison))) as object)).not.toContain('draws');
  });

  it('is read back as the type that its shape has', () => {
    // The compiler shows it: no field of the document is missing in the shape or of another type.
    const readBack: (written: Written<Result>) => z.infer<typeof ResultShape> = (written) => written;
    expect(readBack(JSON.parse(toJson(resultOf(comparison))) as Written<Result>).today).toBe(facts.today);
  });
});

it('every result of 300 scenarios of every kind fits the schema, with ranges for every tenth', { timeout: 240_000 }, () => {
  let [asked, withRanges, withoutPlan] = [0, 0, 0];
  fc.assert(
    fc.property(anyScenario, (stated) => {
      const comparison = compare(inputOf(stated), facts);
      asked++;
      const isDrawn = asked % 10 === 0;
      if (isDrawn) withRanges++;
      if (comparison.quotes.some(({ plan }) => plan === undefined)) withoutPlan++;
      expect(faultsOf(resultOf(comparison, isDrawn ? drawn(comparison) : {}))).toEqual([]);
    }),
    { numRuns: 300, seed: 20261124 },
  );
  expect(asked).toBeGreaterThanOrEqual(300);
  expect(withRanges).toBeGreaterThanOrEqual(30);
  // Scenarios that nothing carries were among them.
  expect(withoutPlan).toBeGreaterThan(0);
});

it.each<ScenarioInput>([
  { tenants: 12, tenantsIn12Months: 30, runningSince: '2025-06-01' },
  { tenants: 40, profile: 'production', jurisdiction: 'DE', prices: 'quoted', measuredAvailability: 99.93, productionInMonths: 6 },
])('with everything worked out for %j it fits the schema', { timeout: 120_000 }, (input) => {
  const comparison = compare(input, facts);
  const { scenario, quotes } = comparison;
  const result = resultOf(comparison, {
    ...drawn(comparison),
    flips: flips(scenario, facts),
    roadmap: roadmap(quotes, recommendedQuote(comparison)?.id, { scenario, facts }),
  });
  expect(faultsOf(result)).toEqual([]);
  expect(Object.keys(JSON.parse(toJson(result)) as object).slice(-4)).toEqual(['draws', 'ranges', 'flips', 'roadmap']);
});

function drawn(comparison: Comparison): ResultExtras {
  const { scenario } = comparison;
  return { draws: few, ranges: ranges(printedQuotes(comparison, { all: true }), { scenario, facts }, few) };
}

/** What is unknown is not stated: no key at all. */
function inputOf(stated: object): ScenarioInput {
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)) as unknown as ScenarioInput;
}

/** A value as `toJson` writes it: money as text, undefined as null, without functions. What is optional is given or left out. */
type Written<Value> = Value extends Decimal
  ? string
  : Value extends undefined
    ? null
    : Value extends string | number | boolean | null
      ? Value
      : Value extends readonly (infer Item)[]
        ? Written<Item>[]
        : { -readonly [Key in keyof Value as Value[Key] extends Formula ? never : Key]: Written<Given<Value, Key>> };
type Formula = (...args: never[]) => unknown;
type Given<Value, Key extends keyof Value> =
  Partial<Pick<Value, Key>> extends Pick<Value, Key> ? Exclude<Value[Key], undefined> : Value[Key];
