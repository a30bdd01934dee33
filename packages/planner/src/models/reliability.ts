/**
 * Reliability block diagrams: the availability of a system from that of its parts.
 *
 * Every function assumes that blocks fail independently. Shared causes (one location, one deployment, one expired
 * certificate) are blocks of their own, in series.
 */
import { hoursPerYear } from '../units/time.ts';

/** Share of time a repairable part is up: MTBF / (MTBF + MTTR), both in hours. */
export function availability(mtbfHours: number, mttrHours: number): number {
  return mtbfHours / (mtbfHours + mttrHours);
}

/** The same from a rate of incidents: 1 / (1 + rate · hours / 8760). */
export function availabilityOfRate(perYear: number, hours: number): number {
  return 1 / (1 + (perYear * hours) / hoursPerYear);
}

/** All blocks are needed. */
export function series(...blocks: readonly number[]): number {
  return blocks.reduce((up, a) => up * a, 1);
}

/** Any one block is enough. */
export function parallel(...blocks: readonly number[]): number {
  return 1 - blocks.reduce((down, a) => down * (1 - a), 1);
}

/** At least `k` of the blocks are needed, e.g. two votes of three in a replica set. */
export function kOfN(k: number, blocks: readonly number[]): number {
  // up[i] = probability that exactly i of the blocks seen so far are up
  let up = [1];
  for (const a of blocks) {
    up = [...up, 0].map((p, i) => p * (1 - a) + (up[i - 1] ?? 0) * a);
  }
  return up.slice(k).reduce((all, p) => all + p, 0);
}

/** Expected hours of downtime in a year of 8,760 hours. */
export function downtimeHours(available: number): number {
  return (1 - available) * hoursPerYear;
}
