/**
 * Flips: for every input and assumption the nearest value at which another plan is recommended. They are searched for,
 * not listed: the same judgement is asked again and again.
 */
import { assumptionsOf, likelySupply, offer, supplyOf, type Facts } from '../options/facts.ts';
import { machineOf } from '../models/machines.ts';
import { options } from '../options/index.ts';
import type { PlanId, Supply } from '../options/plan.ts';
import { assumptionKeys, boundsOf, type AssumptionKey, type Values } from '../scenario/assumptions.ts';
import { jurisdictions } from '../prices/compliance.ts';
import { priceListIds } from '../prices/schema.ts';
import { maxTenants, withProfile, type Scenario } from '../scenario/scenario.ts';
import { profileIds } from '../scenario/targets.ts';
import { judge } from './judge.ts';
import { recommend } from './recommend.ts';

/** What a search compares: the recommended plan, or the kind of answer without one. */
export type Verdict = PlanId | 'undecided' | 'impossible' | 'none';

/** Inputs of which each other choice is asked. */
const choices = {
  profile: profileIds,
  jurisdiction: jurisdictions,
  queue: ['per-worker', 'shared'],
  databases: ['shared', 'per-practice'],
  prices: priceListIds,
} as const;
/** The inputs that are a choice from a list. */
export type ChoiceKey = keyof typeof choices;

/** Where the recommendation changes. */
export interface Flip {
  readonly subject:
    | { readonly kind: 'input'; readonly key: 'tenants' | 'outageEuroPerHour' }
    | { readonly kind: 'choice'; readonly key: ChoiceKey }
    | { readonly kind: 'assumption'; readonly key: AssumptionKey };
  /** The value of the scenario, and the nearest one with another verdict. */
  readonly from: number | string;
  readonly at: number | string;
  readonly to: Verdict;
  /** True if the value lies within the span of the assumption: it may well be so. Inputs can always be so. */
  readonly isWithinSpan: boolean;
}

/** The answer to a scenario with given numbers, without anything that only a report needs. */
export function verdict(scenario: Scenario, facts: Facts, supply: Supply): Verdict {
  const recommendation = recommend(
    options.map((option) => judge(option, scenario, { facts, supply })),
    0,
  );
  return recommendation.kind === 'plan' || recommendation.kind === 'unproven' ? recommendation.id : recommendation.kind;
}

/** Steps from the present value to each end of its span, and from there to the end of the search. */
const samples = { within: 8, beyond: 4 };
/** Beyond either end of its span an assumption is followed this many times farther. */
const beyond = 4;
/** Relative width to which a value is narrowed down. */
const precision = 1e-3;
const dearestOutage = 10_000;

/**
 * All flips of a scenario, those that may well be so first, of these the inputs, then the nearest by factor.
 * `onProgress` is told the share that is done: one to two thousand judgements, some seconds.
 */
export function flips(scenario: Scenario, facts: Facts, onProgress: (share: number) => void = () => undefined): Flip[] {
  const search = flipSearch(scenario, facts);
  let step = search.next();
  for (; !step.done; step = search.next()) if (step.value > 0) onProgress(step.value);
  return step.value;
}

/** The same search in small steps, each yielding the share that is done: whoever takes them can pause, or stop taking them. */
export function* flipSearch(scenario: Scenario, facts: Facts): Generator<number, Flip[]> {
  const likely = likelySupply(scenario, facts);
  const now = verdict(scenario, facts, likely);
  const assumptions = assumptionsOf(scenario, facts);
  const offered = offer(scenario, facts);
  const found: Flip[] = [];
  const inputs = [
    yield* nearestCount(scenario.tenants, (tenants) => verdict({ ...scenario, tenants }, facts, likely), 'tenants'),
    nearest('outageEuroPerHour', scenario.outageEuroPerHour, [0, dearestOutage]),
  ];
  found.push(...inputs.flatMap((flip) => flip ?? []), ...(Object.keys(choices) as ChoiceKey[]).flatMap(ofChoice));
  for (const [i, key] of assumptionKeys.entries()) {
    const flip = ofAssumption(key);
    if (flip) found.push(flip);
    yield (i + 1) / assumptionKeys.length;
  }
  const isAssumption = ({ subject }: Flip) => Number(subject.kind === 'assumption');
  return found.sort(
    (a, b) => Number(b.isWithinSpan) - Number(a.isWithinSpan) || isAssumption(a) - isAssumption(b) || distance(a) - distance(b),
  );

  function ofChoice(key: ChoiceKey): Flip[] {
    return choices[key].flatMap((choice): Flip[] => {
      if (choice === scenario[key]) return [];
      // A profile brings its own targets, whatever was set beside the present one.
      const other = key === 'profile' ? withProfile(scenario, choice as Scenario['profile']) : { ...scenario, [key]: choice };
      const to = verdict(other, facts, likelySupply(other, facts));
      return to === now ? [] : [{ subject: { kind: 'choice', key }, from: scenario[key], at: choice, to, isWithinSpan: true }];
    });
  }

  function nearest(key: 'outageEuroPerHour', from: number, [least, most]: readonly [number, number]): Flip | undefined {
    const ask = (value: number) => verdict({ ...scenario, [key]: value }, facts, likely);
    const change = nearestChange(from, [least, most], now, ask);
    return change && { subject: { kind: 'input', key }, from, at: change.at, to: change.to, isWithinSpan: true };
  }

  function ofAssumption(key: AssumptionKey): Flip | undefined {
    const { low, likely: from, high } = assumptions[key];
    const { least, most } = boundsOf(key);
    const range = [Math.max(least, low / beyond), Math.min(most, high * beyond)] as const;
    const change = nearestChange(from, range, now, (value) => verdict(scenario, facts, withValue(key, value)), [low, high]);
    if (!change) return undefined;
    return {
      subject: { kind: 'assumption', key },
      from,
      at: change.at,
      to: change.to,
      isWithinSpan: low <= change.at && change.at <= high,
    };
  }

  function withValue(key: AssumptionKey, value: number): Supply {
    const values: Values = { ...likely.values, [key]: value };
    return supplyOf(scenario, offered, { values, coresOf: (sku) => machineOf(facts.machines, sku).referenceCores.likely });
  }

  function* nearestCount(from: number, ask: (tenants: number) => Verdict, key: 'tenants'): Generator<number, Flip | undefined> {
    for (let step = 1; step < maxTenants; step++) {
      yield 0;
      for (const tenants of [from + step, from - step]) {
        if (tenants < 1 || tenants > maxTenants) continue;
        const to = ask(tenants);
        if (to !== now) return { subject: { kind: 'input', key }, from, at: tenants, to, isWithinSpan: true };
      }
    }
    return undefined;
  }
}

/**
 * The value nearest to `from` in a range at which `ask` gives another answer than `now`, to a thousandth. The way to
 * either end is looked at in steps, so that a change that comes and goes between two steps can be missed.
 */
export function nearestChange<Answer>(
  from: number,
  [least, most]: readonly [number, number],
  now: Answer,
  ask: (value: number) => Answer,
  // What lies within is looked at closely, what lies beyond in larger steps.
  [low, high]: readonly [number, number] = [least, most],
): { readonly at: number; readonly to: Answer } | undefined {
  // Both sides are bracketed before the nearer one is narrowed down: the other bracket may already lie beyond it.
  const [one, other] = [bracket([high, most]), bracket([low, least])].sort(
    (a, b) => (a ? ratio(from, a.near) : Infinity) - (b ? ratio(from, b.near) : Infinity),
  );
  const first = one && narrowed(one);
  if (!first || !other || ratio(from, other.near) > ratio(from, first.at)) return first;
  const second = narrowed(other);
  return ratio(from, second.at) < ratio(from, first.at) ? second : first;

  /** The first step on the way to the ends after which the answer is another one. */
  function bracket(ends: readonly number[]): Bracket<Answer> | undefined {
    let near = from;
    for (const far of ends.flatMap((end, i) =>
      i === 0 ? stepsBetween(from, end, samples.within) : stepsBetween(ends[i - 1]!, end, samples.beyond),
    )) {
      const to = ask(far);
      if (to !== now) return { near, far, to };
      near = far;
    }
    return undefined;
  }

  function narrowed({ near, far, to }: Bracket<Answer>): { at: number; to: Answer } {
    while (Math.abs(far - near) > precision * Math.max(Math.abs(far), Math.abs(near))) {
      const middle = near > 0 && far > 0 ? Math.sqrt(near * far) : (near + far) / 2;
      const answer = ask(middle);
      if (answer === now) near = middle;
      else [far, to] = [middle, answer];
    }
    return { at: far, to };
  }
}

/** Steps of equal factor, or of equal length where zero is an end; none if both ends are one. */
function stepsBetween(from: number, to: number, count: number): number[] {
  if (from === to) return [];
  const isLog = from > 0 && to > 0;
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    return isLog ? from * (to / from) ** share : from + (to - from) * share;
  });
}

interface Bracket<Answer> {
  readonly near: number;
  readonly far: number;
  readonly to: Answer;
}

/** How far a value lies from another, as a factor of at least 1; what is not positive counts by its distance. */
function ratio(from: number, to: number): number {
  if (from > 0 && to > 0) return Math.max(from / to, to / from);
  return 1 + Math.abs(to - from);
}

/** Choices come first: they are not near or far. */
function distance({ from, at }: Flip): number {
  return typeof from === 'number' && typeof at === 'number' ? ratio(from, at) : 0;
}
