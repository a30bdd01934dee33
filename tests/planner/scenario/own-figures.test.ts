/** Figures of the user replace shipped assumptions: in capacity as the closed form says, and without a spread of their own. */
import { describe, expect, it } from 'vitest';
import {
  assumptionKeys,
  compare,
  parseScenario,
  ranges,
  sensitivity,
  type PlanId,
  type Quote,
  type ScenarioInput,
} from '@ordiplan/planner';
import { assumptionsOf } from '../../../packages/planner/src/options/facts.ts';
import { facts, quoteFor, today } from '../answers.ts';

type Figures = NonNullable<ScenarioInput['assumptions']>;

/** 4 users, half of them logged in, half of those at work, one request a second each: 1 request a second of a practice. */
const oneRequest: Figures = { usersPerPractice: 4, presencePeak: 0.5, activeShare: 0.5, requestsPerActive: 1, burst: 1, pollPerSession: 0 };

/** Not a heavy request and no neighbour: the cores of a CX33 are those of its record. */
const plain: Figures = { ...oneRequest, heavyShare: 0, speedFactorShared: 1 };
const { vCpu, referenceCores } = facts.machines.machines['hetzner.cloud.cx33']!;
const cores = referenceCores.likely;

describe('a measured time of a request', () => {
  it.each([[15], [5], [1.25]])('of %d ms decides how many practices the processor carries', (fastMs) => {
    // N requests a second of (fastMs + 5) ms each keep N (fastMs + 5) / 1000 cores busy, of which 70 % may be.
    const carried = Math.floor((0.7 * cores * 1000) / (fastMs + 5));
    expect(limitOf(onCx33({ ...plain, dbMs: 5, fastMs, maxCpu: 0.7 }), 'cpu')).toBe(carried);
  });

  it.each([[15], [40]])('of %d ms decides how many practices wait short enough', (fastMs) => {
    // With one kind of request each of the 4 processes is M/M/1: P(wait > t) = ρ e^(−(μ − λ) t), λ = N/4, μ = 1000/fastMs per core.
    const mu = ((cores / vCpu) * 1000) / fastMs;
    const tail = (practices: number) => (practices / vCpu / mu) * Math.exp(-(mu - practices / vCpu) * 0.05);
    let carried = 0;
    while (tail(carried + 1) <= 0.1) carried++;
    expect(limitOf(onCx33({ ...plain, dbMs: 0, fastMs, waitSeconds: 0.05, maxWaitShare: 0.1 }), 'latency')).toBe(carried);
  });

  it('that is shorter never carries fewer practices, down to a billionth of a millisecond', () => {
    // Both kinds take equally long: there the two decay rates of the queue lie closest together.
    const reaches = [300, 30, 3, 0.1, 1e-3, 1e-5, 1e-7, 1e-9].map((ms) => quoteFor('single', sized({ fastMs: ms, heavyMs: ms })).reach);
    expect(reaches).toEqual(reaches.toSorted((a, b) => a - b));
    expect(reaches[0]).toBeGreaterThan(0);
  });
});

describe('a figure of the user', () => {
  it('stands in place of the shipped one, as measured and with its source; all others stay', () => {
    const own = parseScenario({ tenants: 25, assumptions: { fastMs: 3.1, heavyMs: { low: 100, likely: 300, high: 800 } } }, today);
    const { fastMs, heavyMs, ...others } = assumptionsOf(own, facts);
    const { fastMs: shippedFast, heavyMs: shippedHeavy, ...shipped } = facts.assumptions;
    const source = 'Stated in the scenario';
    expect(fastMs).toEqual({ ...shippedFast, low: 3.1, likely: 3.1, high: 3.1, kind: 'measured', source });
    expect(heavyMs).toEqual({ ...shippedHeavy, low: 100, likely: 300, high: 800, kind: 'measured', source });
    expect(others).toEqual(shipped);
  });

  it('that repeats the shipped span changes no figure of the answer', () => {
    const { low, likely, high } = facts.assumptions.heavyMs;
    const own = compare({ tenants: 25, assumptions: { heavyMs: { low, likely, high } } }, facts);
    expect(own.quotes).toEqual(compare({ tenants: 25 }, facts).quotes);
    expect(rangesOf({ heavyMs: { low, likely, high } })).toEqual(rangesOf({}));
  });

  it('without a span takes its spread out of the ranges, and leaves all other draws as they were', () => {
    const [shipped, own] = [rangesOf({}), rangesOf({ fastMs: facts.assumptions.fastMs.likely })];
    for (const id of Object.keys(shipped) as PlanId[]) {
      expect(own[id]!.availability).toEqual(shipped[id]!.availability);
      expect(own[id]!.hoursAfterServerLoss).toEqual(shipped[id]!.hoursAfterServerLoss);
    }
  });

  it('for everything that takes service down leaves no spread in the downtime', () => {
    const likely = Object.fromEntries(assumptionKeys.map((key) => [key, facts.assumptions[key].likely]));
    const own = rangesOf(likely);
    for (const quote of compare({ tenants: 25 }, facts).quotes) {
      const { p10, p50, p90 } = own[quote.id]!.openingHoursDown;
      const hours = quote.availability.openingHoursDown;
      expect([p10, p50, p90]).toEqual([hours, hours, hours]);
      expect(rangesOf({})[quote.id]!.openingHoursDown.p90).toBeGreaterThan(hours);
    }
  });

  it('without a span is no bar of the sensitivity', () => {
    const barsOf = (assumptions: Figures) => {
      const { scenario, quotes } = compare({ tenants: 25, assumptions }, facts);
      const quote = quotes.find(({ id }) => id === 'single')!;
      return sensitivity(quote, { scenario, facts })!.openingHoursDown.bars.map(({ subject }) => 'key' in subject && subject.key);
    };
    expect(barsOf({})).toContain('softwareRepairHours');
    expect(barsOf({ softwareRepairHours: 0.5 })).not.toContain('softwareRepairHours');
  });
});

/** Only the processor and the queue bind: nothing is stored, and memory and night are long. */
function sized(assumptions: Figures): ScenarioInput {
  const light: Figures = { contactsPerDay: 0, sessionMb: 0, nodeWorkerMb: 1, maxRestoreHours: 1000 };
  return { tenants: 1, assumptions: { ...light, ...assumptions } };
}

function onCx33(assumptions: Figures): Quote {
  // 4 GB of operating system do not fit into the 3.73 GB of a CX23.
  const quote = quoteFor('single', sized({ ...assumptions, osGb: 4 }));
  expect(quote.machines).toBe('CX33');
  return quote;
}

function limitOf({ capacity }: Quote, resource: string): number | undefined {
  return capacity!.limits.find((limit) => limit.resource === resource)!.tenants;
}

function rangesOf(assumptions: Figures) {
  const { scenario, quotes } = compare({ tenants: 25, assumptions }, facts);
  return ranges(quotes, { scenario, facts }, { draws: 50, seed: 7 });
}
