/**
 * The "50+" of the analysis: from how many practices on a second server with failover (C) pays instead of one (A). It is no
 * number of the source, but follows from what an hour of outage costs and how much work C brings.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { PlanId, ScenarioInput } from '@ordiplan/planner';
import { flips, verdict } from '../../../packages/planner/src/advice/flips.ts';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { optionOfPlan } from '../../../packages/planner/src/options/plan.ts';
import { parseScenario } from '../../../packages/planner/src/scenario/scenario.ts';
import { facts, today } from '../answers.ts';

/**
 * By hand. Bills: one CX33, CX43 or CX53, an address 0.50 and a box 3.20; of C on two sites two of each, a CX23 that votes,
 * the addresses and a box, with the operator 2 against 3 hours at 70. At 20 practices and 20 euro the outages cost 43.88
 * and 19.81 a month, so of every euro and practice C saves (43.88 - 19.81) / 400 = 0.0602 a month. It pays from
 *   24 practices at most (CX33): 30.17 - 12.19 + 70 = 87.98, euro · practices = 1,462: 14.6 at 100 euro
 *   55 practices at most (CX43): 45.17 - 19.69 + 70 = 95.48, 1,587: 31.7 at 50 euro
 *   116 practices at most (CX53): 72.17 - 33.19 + 70 = 108.98, 1,811: 90.6 at 20 euro
 * At 5 euro that would be 362 practices, but there A has long become several servers that cost less than C.
 */
const firstWithC = [
  [5, undefined],
  [20, 91],
  [50, 32],
  [100, 15],
] as const;

it.each(firstWithC)('at %i euro an hour of outage, C is recommended from %s practices on', (outageEuroPerHour, expected) => {
  expect(firstOfC({ outageEuroPerHour })).toBe(expected);
});

/** Section 7.10 of the model, one hour more of work a month. Its prices are others, its order must be the same. */
const published = [
  [5, undefined],
  [20, 105],
  [50, 36],
  [100, 17],
] as const;

it('comes in the order of the published table: the dearer an outage, the sooner', () => {
  // The published machines, VAT and boxes cost other sums, so that only the order and the size can agree.
  const known = (table: readonly (readonly [number, number | undefined])[]) => table.map(([, count]) => count ?? Infinity);
  const ours = known(published.map(([outageEuroPerHour]) => [outageEuroPerHour, firstOfC({ outageEuroPerHour })] as const));
  expect(ours).toEqual([...ours].sort((a, b) => b - a));
  expect(ours.map((count) => count < Infinity)).toEqual(known(published).map((count) => count < Infinity));
});

it('is a range and no point: with two hours more of work instead of one it comes later, without more work at once', () => {
  const at = (operatorHoursPair: number) => firstOfC({ outageEuroPerHour: 50, assumptions: { operatorHoursPair } })!;
  expect(at(2)).toBeLessThan(at(3));
  expect(at(3)).toBeLessThan(at(4));
  // "50+" lies between: with 3 hours it is too late, with 4 hours too early or just right.
  expect(at(3)).toBeLessThan(50);
  expect(at(4)).toBeGreaterThanOrEqual(50);
});

it('is what the search for flips finds from below', () => {
  const flip = flips(parseScenario({ tenants: 20, outageEuroPerHour: 50 }, today), facts).find(({ subject }) => subject.key === 'tenants');
  expect(flip).toMatchObject({ from: 20, at: 32, to: 'pair-two-sites' });
});

it.each(['flips', 'judge', 'recommend', 'total-cost', 'outages', 'targets', 'dominance', 'roadmap'])('stands nowhere in %s.ts', (name) => {
  const source = readFileSync(new URL(`../../../packages/planner/src/advice/${name}.ts`, import.meta.url), 'utf8');
  expect(source.match(/(?<![\w.,-])50(?![\w.,-])/g)).toBeNull();
});

/** The first of all counts up to 261, where the published table ends, at which a design of C is recommended. */
function firstOfC(input: Omit<ScenarioInput, 'tenants'>): number | undefined {
  const counts = Array.from({ length: 261 }, (_, i) => i + 1);
  return counts.find((tenants) => {
    const scenario = parseScenario({ tenants, ...input }, today);
    const answer = verdict(scenario, facts, likelySupply(scenario, facts));
    return answer in optionOfPlan && optionOfPlan[answer as PlanId] === 'pair';
  });
}
