/** The recommendation: of the plans that may be run and do what is wanted the cheapest by total cost, with its reasons as codes and figures. */
import { optionOfPlan, type PlanId } from '../options/plan.ts';
import type { Targets } from '../scenario/targets.ts';
import { subtract, type NetMonth } from '../units/money.ts';
import type { GateResult } from './gates.ts';
import type { Judged } from './judge.ts';
import type { Miss } from './targets.ts';
import type { TotalCost } from './total-cost.ts';

/** What a recommendation needs to know of each plan. */
export type Candidate = Pick<Judged, 'id' | 'plan' | 'totalCost' | 'atLeast' | 'availability' | 'gates' | 'misses' | 'isAdmissible'>;

/** Why a plan is recommended, or why another is not. */
export type Reason =
  | {
      readonly code: 'cheapest';
      readonly id: PlanId;
      readonly total: NetMonth;
      readonly others: readonly { readonly id: PlanId; readonly total: NetMonth }[];
    }
  /** No other option is left; `unpriced`: options of which only a price is missing. */
  | { readonly code: 'only-one'; readonly id: PlanId; readonly total: NetMonth; readonly unpriced: readonly PlanId[] }
  | { readonly code: 'gate'; readonly id: PlanId; readonly because: GateResult }
  | { readonly code: 'misses'; readonly id: PlanId; readonly costsLess: NetMonth; readonly because: Miss }
  | { readonly code: 'safer-costs-more'; readonly id: PlanId; readonly hoursSaved: number; readonly costsMore: NetMonth }
  | { readonly code: 'also-safest'; readonly hours: number };

/** A plan that comes near to what is wanted, and what it misses. */
export interface Near {
  readonly id: PlanId;
  readonly misses: readonly Miss[];
}

/** The decision, by kind: a plan; one not shown to be lawful; none yet for want of a price; wishes that exclude each other; nothing. */
export type Recommendation =
  | { readonly kind: 'plan'; readonly id: PlanId; readonly reasons: readonly Reason[]; readonly runnerUp: PlanId | undefined }
  /** The cheapest plan that does what is wanted, but nobody has shown that it may: `open` are the legal gates in doubt. */
  | {
      readonly kind: 'unproven';
      readonly id: PlanId;
      readonly open: readonly GateResult[];
      readonly reasons: readonly Reason[];
      readonly runnerUp: PlanId | undefined;
    }
  /** A plan without a known price could be cheaper than `best`: nobody can say which one to take. */
  | { readonly kind: 'undecided'; readonly unpriced: readonly PlanId[]; readonly best: PlanId | undefined }
  /** No plan does everything that is wanted. `conflicts`: the smallest sets of targets that no plan reaches together; `nearest`: the plans that miss fewest. */
  | { readonly kind: 'impossible'; readonly conflicts: readonly (readonly (keyof Targets)[])[]; readonly nearest: readonly Near[] }
  /** No plan carries so many practices without something that stops it; `largestReach` is as far as any goes, `stoppedBy` the gates that stop those that carry them. */
  | { readonly kind: 'none'; readonly largestReach: number; readonly stoppedBy: readonly GateResult[] };

/**
 * Chooses among the plans that nothing stops and that miss no target. Order: gates, then targets, then total cost,
 * then less downtime. What is not shown to be lawful is only named if nothing else does what is wanted.
 */
export function recommend(candidates: readonly Candidate[], largestReach: number): Recommendation {
  const admissible = candidates.filter(({ isAdmissible }) => isAdmissible);
  if (admissible.length === 0) return { kind: 'none', largestReach, stoppedBy: stopping(candidates) };
  const fulfilling = admissible.filter(({ misses }) => misses.every(isUnknownBudget));
  if (fulfilling.length === 0) return impossible(admissible);
  const proven = fulfilling.filter(({ gates }) => gates.legal === 'admissible');
  const group = proven.length > 0 ? proven : fulfilling;
  const ranked = group
    .filter(isPriced)
    .filter(({ misses }) => misses.length === 0)
    .sort(byCostThenDowntime);
  const [best] = ranked;
  // Of the same option only a design that is down less: the others are worse in everything that is shown.
  const runnerUp = ranked.slice(1).find((one) => best && isRival(one, best)) ?? ranked[1];
  const unpriced = group.filter((c) => !c.totalCost && mayBeat(c, best));
  if (unpriced.length > 0) return { kind: 'undecided', unpriced: unpriced.map((c) => c.id), best: best?.id };
  if (!best) return impossible(admissible);
  const reasons = [whyCheapest(best, ranked.slice(1), group), ...whyNotTempting(best, candidates), whyNotSafer(best, ranked)].slice(
    0,
    mostReasons,
  );
  const open = best.gates.results.filter(({ rule, status }) => rule.isLegal && status === 'unknown');
  return proven.length > 0
    ? { kind: 'plan', id: best.id, reasons, runnerUp: runnerUp?.id }
    : { kind: 'unproven', id: best.id, open, reasons, runnerUp: runnerUp?.id };
}

type Priced = Candidate & { readonly totalCost: TotalCost };

/** A budget of which nobody can say whether it is kept, because a price is missing. */
function isUnknownBudget({ target, reached }: Miss): boolean {
  return target === 'euroPerMonth' && reached === undefined;
}

/** Whether a plan without a known total could still be cheaper than the best one with a total. */
function mayBeat(candidate: Candidate, best: Priced | undefined): boolean {
  return !best || (candidate.atLeast?.euro.lessThan(best.totalCost.sum.euro) ?? false);
}

function isPriced(candidate: Candidate): candidate is Priced {
  return candidate.totalCost !== undefined;
}

function byCostThenDowntime(a: Priced, b: Priced): number {
  return a.totalCost.sum.euro.comparedTo(b.totalCost.sum.euro) || a.availability.openingHoursDown - b.availability.openingHoursDown;
}

const shownNearest = 3;

function impossible(admissible: readonly Candidate[]): Recommendation {
  const missed = admissible.map(({ misses }) => new Set(misses.map(({ target }) => target)));
  const nearest = [...admissible]
    .sort((a, b) => a.misses.length - b.misses.length || byKnownCost(a, b))
    .slice(0, shownNearest)
    .map(({ id, misses }) => ({ id, misses }));
  return { kind: 'impossible', conflicts: conflicts(missed), nearest };
}

function byKnownCost(a: Candidate, b: Candidate): number {
  if (!a.atLeast || !b.atLeast) return 0;
  return (a.totalCost?.sum ?? a.atLeast).euro.comparedTo((b.totalCost?.sum ?? b.atLeast).euro);
}

/** The smallest sets of targets of which every plan misses at least one; no set holds another. */
export function conflicts(missed: readonly ReadonlySet<keyof Targets>[]): (keyof Targets)[][] {
  const all = [...new Set(missed.flatMap((set) => [...set]))];
  const subsets = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_target, i) => (bits >> i) & 1));
  const blocking = subsets.filter((set) => set.length > 0 && missed.every((plan) => set.some((target) => plan.has(target))));
  return blocking
    .sort((a, b) => a.length - b.length)
    .filter((set, i, sorted) => !sorted.slice(0, i).some((smaller) => smaller.every((target) => set.includes(target))));
}

function whyCheapest(best: Priced, others: readonly Priced[], group: readonly Candidate[]): Reason {
  const total = best.totalCost.sum;
  const optionOf = ({ id }: Candidate) => optionOfPlan[id];
  // Of every other option its cheapest design: a dozen figures in a sentence tell nobody anything.
  const rivals = others.filter(
    (one, i) => optionOf(one) !== optionOf(best) && others.findIndex((other) => optionOf(other) === optionOf(one)) === i,
  );
  if (rivals.length === 0) {
    const unpriced = group.filter((one, i) => !one.totalCost && group.findIndex((other) => optionOf(other) === optionOf(one)) === i);
    return { code: 'only-one', id: best.id, total, unpriced: unpriced.map(({ id }) => id) };
  }
  return { code: 'cheapest', id: best.id, total, others: rivals.map(({ id, totalCost }) => ({ id, total: totalCost.sum })) };
}

/** Nobody reads a fourth. */
const mostReasons = 3;

/** The gates that stop plans which would carry the practices, each once. */
function stopping(candidates: readonly Candidate[]): GateResult[] {
  const results = candidates
    .filter(({ plan }) => plan)
    .flatMap(({ gates }) => gates.results.filter(({ status }) => status === 'inadmissible'));
  return results.filter(({ id }, i) => results.findIndex((other) => other.id === id) === i);
}

function isRival(one: Candidate, best: Candidate): boolean {
  return optionOfPlan[one.id] !== optionOfPlan[best.id] || one.availability.openingHoursDown < best.availability.openingHoursDown;
}

/**
 * Why the cheaper plans are not taken, since people will ask for them first: the cheapest that a gate stops, and the
 * cheapest that misses a target.
 */
function whyNotTempting(best: Priced, candidates: readonly Candidate[]): Reason[] {
  const cheaper = candidates
    .filter((c) => c.plan && c.id !== best.id && c.atLeast?.euro.lessThan(best.totalCost.sum.euro))
    .sort(byKnownCost);
  const gateOf = ({ gates }: Candidate) =>
    gates.results.find(({ status, rule }) => status === 'inadmissible' || (status === 'unknown' && rule.isLegal));
  const stopped = cheaper.find(gateOf);
  const missing = cheaper.find((one) => one.isAdmissible && !gateOf(one) && one.misses.length > 0 && one.totalCost);
  return [
    ...(stopped ? [{ code: 'gate' as const, id: stopped.id, because: gateOf(stopped)! }] : []),
    ...(missing
      ? [
          {
            code: 'misses' as const,
            id: missing.id,
            costsLess: subtract(best.totalCost.sum, missing.totalCost!.sum),
            because: missing.misses[0]!,
          },
        ]
      : []),
  ];
}

/** Less than three minutes a year is no difference that anybody would pay for. */
const leastHoursSaved = 0.05;

function whyNotSafer(best: Priced, ranked: readonly Priced[]): Reason {
  const [safest] = [...ranked].sort((a, b) => a.availability.openingHoursDown - b.availability.openingHoursDown);
  const hoursSaved = safest ? best.availability.openingHoursDown - safest.availability.openingHoursDown : 0;
  if (!safest || hoursSaved < leastHoursSaved) return { code: 'also-safest', hours: best.availability.openingHoursDown };
  return {
    code: 'safer-costs-more',
    id: safest.id,
    hoursSaved,
    costsMore: subtract(safest.totalCost.sum, best.totalCost.sum),
  };
}
