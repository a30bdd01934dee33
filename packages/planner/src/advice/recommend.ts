/** The recommendation: the cheapest admissible plan by total cost, with its reasons as codes and figures. */
import { subtract, type NetMonth } from '../units/money.ts';
import type { PlanId } from '../options/plan.ts';
import type { Finding } from './findings.ts';
import type { Quote } from './quote.ts';
import type { TotalCost } from './total-cost.ts';

/** What a recommendation needs to know of each plan. */
export type Candidate = Pick<
  Quote,
  'id' | 'option' | 'isAsQuoted' | 'totalCost' | 'atLeast' | 'availability' | 'findings' | 'isAdmissible' | 'reach'
>;

export type Reason =
  | {
      readonly code: 'cheapest';
      readonly id: PlanId;
      readonly total: NetMonth;
      readonly others: readonly { readonly id: PlanId; readonly total: NetMonth }[];
    }
  | { readonly code: 'only-one'; readonly id: PlanId; readonly total: NetMonth }
  | { readonly code: 'excluded'; readonly id: PlanId; readonly because: Finding }
  | { readonly code: 'safer-costs-more'; readonly id: PlanId; readonly hoursSaved: number; readonly costsMore: NetMonth }
  | { readonly code: 'also-safest'; readonly hours: number };

export type Recommendation =
  | { readonly kind: 'plan'; readonly id: PlanId; readonly reasons: readonly Reason[]; readonly runnerUp: PlanId | undefined }
  /** A plan without a known price could be cheaper than `best`: nobody can say which one to take. */
  | { readonly kind: 'undecided'; readonly unpriced: readonly PlanId[]; readonly best: PlanId | undefined }
  /** No plan carries so many practices without a finding that stops it; `largestReach` is as far as any goes. */
  | { readonly kind: 'none'; readonly largestReach: number };

/**
 * Chooses among the plans that no finding stops. Order: gates, then total cost, then less downtime.
 */
export function recommend(candidates: readonly Candidate[]): Recommendation {
  const ranked = candidates.filter(isPriced).sort(byCostThenDowntime);
  const [best, runnerUp] = ranked;
  const unpriced = candidates.filter((c) => c.isAdmissible && !c.totalCost && mayBeat(c, best));
  if (unpriced.length > 0) return { kind: 'undecided', unpriced: unpriced.map((c) => c.id), best: best?.id };
  if (!best) return { kind: 'none', largestReach: Math.max(...candidates.filter((c) => !c.isAsQuoted).map((c) => c.reach)) };
  const reasons = [whyCheapest(best, ranked.slice(1)), ...whyExcluded(candidates), whyNotSafer(best, ranked)];
  return { kind: 'plan', id: best.id, reasons, runnerUp: runnerUp?.id };
}

type Priced = Candidate & { readonly totalCost: TotalCost };

/** Whether a plan without a known total could still be cheaper than the best one with a total. */
function mayBeat(candidate: Candidate, best: Priced | undefined): boolean {
  return !best || (candidate.atLeast?.euro.lessThan(best.totalCost.sum.euro) ?? false);
}

function isPriced(candidate: Candidate): candidate is Priced {
  return candidate.isAdmissible && candidate.totalCost !== undefined;
}

function byCostThenDowntime(a: Priced, b: Priced): number {
  return a.totalCost.sum.euro.comparedTo(b.totalCost.sum.euro) || a.availability.openingHoursDown - b.availability.openingHoursDown;
}

function whyCheapest(best: Priced, others: readonly Priced[]): Reason {
  const total = best.totalCost.sum;
  if (others.every(({ option }) => option === best.option)) return { code: 'only-one', id: best.id, total };
  // Of every other option its cheapest design: a dozen figures in a sentence tell nobody anything.
  const rivals = others.filter(({ option }, i) => option !== best.option && others.findIndex((other) => other.option === option) === i);
  return { code: 'cheapest', id: best.id, total, others: rivals.map(({ id, totalCost }) => ({ id, total: totalCost.sum })) };
}

/** The cheapest plan on paper that must not be run: people will ask for it first. */
function whyExcluded(candidates: readonly Candidate[]): Reason[] {
  const stopped = candidates.filter((c) => c.findings.some(isStop));
  const [tempting] = stopped.sort((a, b) => (a.atLeast && b.atLeast ? a.atLeast.euro.comparedTo(b.atLeast.euro) : 0));
  const because = tempting?.findings.find(isStop);
  return tempting && because ? [{ code: 'excluded', id: tempting.id, because }] : [];
}

function whyNotSafer(best: Priced, ranked: readonly Priced[]): Reason {
  const [safest] = [...ranked].sort((a, b) => a.availability.openingHoursDown - b.availability.openingHoursDown);
  if (!safest || safest === best) return { code: 'also-safest', hours: best.availability.openingHoursDown };
  return {
    code: 'safer-costs-more',
    id: safest.id,
    hoursSaved: best.availability.openingHoursDown - safest.availability.openingHoursDown,
    costsMore: subtract(safest.totalCost.sum, best.totalCost.sum),
  };
}

function isStop(finding: Finding): boolean {
  return finding.severity === 'stop';
}
