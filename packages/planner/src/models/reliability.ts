/**
 * Reliability block diagrams: the availability of a system from that of its parts.
 *
 * Every function assumes that blocks fail independently. Shared causes (one location, one deployment, one expired
 * certificate) are blocks of their own, in series.
 */
import { hoursPerYear } from '../units/time.ts';
import { requireCount, requireNotNegative, requirePositive, requireShare } from './arguments.ts';

/** Share of time a repairable part is up: MTBF / (MTBF + MTTR), both in hours. */
export function availability(mtbfHours: number, mttrHours: number): number {
  requirePositive('mtbfHours', mtbfHours);
  requireNotNegative('mttrHours', mttrHours);
  return mtbfHours / (mtbfHours + mttrHours);
}

/** The same from a rate of incidents: 1 / (1 + rate · hours / 8760). */
export function availabilityOfRate(perYear: number, hours: number): number {
  requireNotNegative('perYear', perYear);
  requireNotNegative('hours', hours);
  return 1 / (1 + (perYear * hours) / hoursPerYear);
}

/** All blocks are needed. */
export function series(...blocks: readonly number[]): number {
  requireShares(blocks);
  return blocks.reduce((up, a) => up * a, 1);
}

/** Any one block is enough. */
export function parallel(...blocks: readonly number[]): number {
  requireShares(blocks);
  return 1 - blocks.reduce((down, a) => down * (1 - a), 1);
}

/** At least `k` of the blocks are needed, e.g. two votes of three in a replica set. */
export function kOfN(k: number, blocks: readonly number[]): number {
  requireCount('k', k, { from: 0 });
  requireShares(blocks);
  // up[i] = probability that exactly i of the blocks seen so far are up
  let up = [1];
  for (const a of blocks) {
    up = [...up, 0].map((p, i) => p * (1 - a) + (up[i - 1] ?? 0) * a);
  }
  // Rounding may leave the sum a hair above 1.
  return Math.min(
    1,
    up.slice(k).reduce((all, p) => all + p, 0),
  );
}

function requireShares(blocks: readonly number[]): void {
  for (const block of blocks) requireShare('block', block);
}

/** Expected hours of downtime in a year of 8,760 hours. */
export function downtimeHours(available: number): number {
  requireShare('available', available);
  return (1 - available) * hoursPerYear;
}

/** Expected downtime in a period, in the unit of the period: minutes of a month of 43,200 minutes, seconds of a week. */
export function downtime(available: number, period: number): number {
  requireShare('available', available);
  requireNotNegative('period', period);
  return (1 - available) * period;
}

/** A kind of outage: how often in a year, and how many hours one takes on average. */
export interface OutageKind {
  readonly perYear: number;
  readonly hours: number;
}

/**
 * How often both of two parallel parts are down at once, per year: λ1 λ2 (r1 + r2) / 8760 (Billinton & Allan, 11.2).
 *
 * Holds for parts that are rarely down. It is above the exact figure, by a share of at most λ1 r1 + λ2 r2 (in years).
 */
export function pairFailuresPerYear(one: OutageKind, other: OutageKind): number {
  for (const { perYear, hours } of [one, other]) {
    requireNotNegative('perYear', perYear);
    requireNotNegative('hours', hours);
  }
  return (one.perYear * other.perYear * (one.hours + other.hours)) / hoursPerYear;
}

/** Mean hours until one of two parts that are both down is back: r1 r2 / (r1 + r2), each with its own crew. */
export function pairRepairHours(one: number, other: number): number {
  requirePositive('hours', one);
  requirePositive('hours', other);
  return one / (1 + one / other);
}

/** Mean hours until fewer than `k` of `n` equal parts are left, without repair: Σ 1/(i λ) for i = k..n (ReliaWiki). */
export function kOfNLifeHours(k: number, n: number, failuresPerHour: number): number {
  requireCount('n', n, { from: 1 });
  requireCount('k', k, { from: 1, to: n });
  requirePositive('failuresPerHour', failuresPerHour);
  let hours = 0;
  for (let left = k; left <= n; left++) hours += 1 / (left * failuresPerHour);
  return hours;
}

/**
 * P(at least one outage of more than `hours` in a year): 1 − e^(−Σ rate · e^(−hours / mean hours)).
 *
 * Outages arrive at random and their length is exponential. A mean says nothing about one bad day; this does.
 */
export function longOutage(kinds: readonly OutageKind[], hours: number): number {
  requireNotNegative('hours', hours);
  const perYear = kinds.reduce((sum, kind) => {
    requireNotNegative('perYear', kind.perYear);
    requireNotNegative('hours', kind.hours);
    return kind.hours === 0 ? sum : sum + kind.perYear * Math.exp(-hours / kind.hours);
  }, 0);
  return -Math.expm1(-perYear);
}

/**
 * The length in hours that no outage of a year exceeds with the probability `confidence`, 0 to below 1: where
 * Σ rate · e^(−length / mean length) = −ln(confidence). 0 if already the number of outages stays below that.
 */
export function longestOutage(kinds: readonly OutageKind[], confidence: number): number {
  requireShare('confidence', confidence);
  requirePositive('confidence', confidence);
  const allowed = 1 - confidence;
  // Of an exponential length no bound is certain.
  requirePositive('1 - confidence', allowed);
  if (longOutage(kinds, 0) <= allowed) return 0;
  let short = 0;
  let long = Math.max(...kinds.map(({ hours }) => hours));
  while (longOutage(kinds, long) > allowed) long *= 2;
  while (long - short > long * lengthPrecision) {
    const middle = (short + long) / 2;
    // Between two numbers of the computer that touch there is none.
    if (middle === short || middle === long) break;
    if (longOutage(kinds, middle) > allowed) short = middle;
    else long = middle;
  }
  return long;
}

/** A second in a day, and far finer than any length is known. */
const lengthPrecision = 1e-5;
