/** Whatever figures somebody states, there is an answer in numbers, or an error that says what is wrong. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assumptionKeys,
  boundsOf,
  compare,
  load,
  maxTenants,
  PlannerError,
  ranges,
  sensitivity,
  uses,
  valuesOf,
  type ScenarioInput,
} from '@ordiplan/planner';
import { anyScenario } from './any-scenario.ts';
import { facts } from './answers.ts';

const few = { draws: 20, seed: 1 };

describe.each(assumptionKeys)('%s', (key) => {
  const { least, most } = boundsOf(key);
  const { likely } = facts.assumptions[key];

  it.each([
    ['at its least', least],
    ['at its most', most],
    ['anywhere in between', { low: least, likely, high: most }],
  ])('%s leaves every figure of the answer a number', (_where, figure) => {
    expect(faults(everything({ tenants: 25, assumptions: { [key]: figure } }))).toEqual([]);
  });
});

/** Alone each of these is too much for every machine there is. */
const tooMuch = [
  ['users', { usersPerPractice: 1e9 }],
  ['work of a request', { fastMs: 1e9, heavyMs: 1e9 }],
  ['work of the database', { dbMs: 1e9 }],
  ['memory of the system', { osGb: 1e9 }],
  ['data', { dbKbPerContact: 1e9, fileKb: 1e9 }],
] as const;

describe('more than any machine carries', () => {
  it.each(tooMuch)('(%s) has no plan, no bill and no recommendation, and says so', (_what, assumptions) => {
    const { quotes, recommendation, envelopes } = compare({ tenants: 1, assumptions }, facts);
    expect(recommendation).toEqual({ kind: 'none', largestReach: 0, stoppedBy: [] });
    for (const { plan, bill, machines, capacity, reach, upgradePoints, isAdmissible } of quotes) {
      expect({ plan, bill, machines, capacity, reach, upgradePoints, isAdmissible }).toEqual({
        plan: undefined,
        bill: undefined,
        machines: undefined,
        capacity: undefined,
        reach: 0,
        upgradePoints: [],
        isAdmissible: false,
      });
    }
    expect(envelopes.basic).toEqual([{ from: 1, to: maxTenants, cheapest: undefined }]);
    expect(envelopes.highlyAvailable).toEqual([{ from: 1, to: maxTenants, cheapest: undefined }]);
  });

  it.each([
    ['the workers are saturated', { fastMs: 1e9 }],
    ['the database leaves the workers nothing', { dbMs: 1e9 }],
  ])('makes every request wait when %s', (_why, own) => {
    const values = { ...valuesOf(facts.assumptions, (a) => a.likely), ...own };
    const machine = facts.machines.machines['hetzner.cloud.cx33']!;
    for (const queue of ['per-worker', 'shared'] as const) {
      const stack = {
        server: { machine, cores: machine.referenceCores.likely },
        servers: 1,
        database: { on: 'server', copies: 1 },
        filesOn: 'server',
        restorePath: undefined,
        rules: { queue, databases: 'shared', margin: 0 },
      } as const;
      const latency = uses(stack, load(25, values), values).find(({ resource }) => resource === 'latency')!;
      // All of them wait too long, and maxWaitShare of them may: the share of the limit is 1 / maxWaitShare.
      expect(latency.share).toBe(1 / values.maxWaitShare);
    }
  });
});

it('any scenario at all gets an answer in numbers, or an error with a code and a sentence', () => {
  fc.assert(
    fc.property(anyScenario, (stated) => {
      // What is unknown is not stated: no key at all.
      const input = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)) as unknown as ScenarioInput;
      const answer = answerOrError(input);
      if (answer instanceof PlannerError) {
        expect(answer.code).toMatch(/^[a-z]+\.[a-z-]+$/);
        expect(answer.message).toMatch(/^.{10,}\.$/);
      } else expect(faults(answer)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

/** Everything that is worked out for a scenario. */
function everything(input: ScenarioInput) {
  const comparison = compare(input, facts);
  const known = { scenario: comparison.scenario, facts };
  const { quotes } = comparison;
  return { comparison, ranges: ranges(quotes, known, few), sensitivity: quotes.map((quote) => sensitivity(quote, known)) };
}

function answerOrError(input: ScenarioInput) {
  try {
    return everything(input);
  } catch (error) {
    if (error instanceof PlannerError) return error;
    throw error;
  }
}

/** Where no plan is large enough in so many draws, and only there, a quantile of the bill is Infinity (`Quantiles`). */
const mayBeInfinite = /^ranges\.[a-z-]+\.netEuro\.p[1-9]0$/;

/** The places in an answer where no number stands although one is promised, each with what stands there. */
function faults(part: unknown, place = ''): string[] {
  if (typeof part === 'number') return isNumber(part, place) ? [] : [`${place} = ${part}`];
  if (typeof part !== 'object' || part === null) return [];
  if (isDecimal(part)) return part.isFinite() ? [] : [`${place} = ${part.toString()}`];
  return Object.entries(part).flatMap(([key, inner]) => faults(inner, place === '' ? key : `${place}.${key}`));
}

function isNumber(value: number, place: string): boolean {
  return Number.isFinite(value) || (value === Infinity && mayBeInfinite.test(place));
}

function isDecimal(part: object): part is { isFinite: () => boolean } {
  return 'isFinite' in part && typeof part.isFinite === 'function';
}
