/** Draws: many worlds in which every parameter, machine and estimated price lies somewhere in its span. */
import { PlannerError } from '../errors.ts';
import { machineOf } from '../models/machines.ts';
import { assumptionsOf, offer, supplyOf, type Facts } from '../options/facts.ts';
import type { Supply } from '../options/plan.ts';
import { assumptionKeys, valuesOf, type Span } from '../scenario/assumptions.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** How many draws, and the number from which they follow: the same seed gives the same ranges. */
export interface Draws {
  readonly draws: number;
  readonly seed: number;
}

/** Five hundred draws, from the seed that makes every run equal. */
export const defaultDraws: Draws = { draws: 500, seed: 20261123 };

/** 10 %, 50 % and 90 % of the draws lie below. Infinity: in so many draws no machine is large enough. */
export interface Quantiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** One draw: a supply with its numbers, and where in its span each estimated price lies (0 to 1). */
export interface World {
  readonly supply: Supply;
  readonly priceAt: (sku: string) => number;
}

/**
 * The worlds of a scenario, one at a time so that memory stays flat. Every parameter and every SKU is drawn from a
 * stream of its own: a new one then changes no other draw.
 */
export function* worldsOf({ scenario, facts }: { scenario: Scenario; facts: Facts }, { draws, seed }: Draws): Generator<World> {
  const { machines } = facts;
  const assumptions = assumptionsOf(scenario, facts);
  const offered = offer(scenario, facts);
  const { servers, alternatives, databases, databaseBackup } = offered.catalogue;
  const likely = valuesOf(assumptions, (a) => a.likely);
  const parameters = assumptionKeys
    .filter((key) => assumptions[key].low !== assumptions[key].high)
    .map((key) => ({ key, uniform: streamOf(key), at: sampler(assumptions[key]) }));
  const speeds = [...new Set([...servers, ...alternatives, ...databases])].map((sku) => ({
    sku,
    uniform: streamOf(sku),
    at: sampler(machineOf(machines, sku).referenceCores),
  }));
  // Plain list prices have no span: where in it they lie does not matter.
  const prices = [...databases, databaseBackup].map((sku) => ({ sku, uniform: streamOf(`price of ${sku}`) }));
  for (let draw = 0; draw < draws; draw++) {
    const values: Record<string, number> = { ...likely };
    for (const { key, uniform, at } of parameters) values[key] = at(uniform());
    const coresOf = new Map(speeds.map(({ sku, uniform, at }) => [sku, at(uniform())]));
    const priceAt = new Map(prices.map(({ sku, uniform }) => [sku, uniform()]));
    yield {
      supply: supplyOf(scenario, offered, { values: values as typeof likely, coresOf: (sku) => coresOf.get(sku)! }),
      priceAt: (sku) => priceAt.get(sku) ?? 0,
    };
  }

  function streamOf(name: string): () => number {
    return mulberry32(seed ^ textHash(name));
  }
}

/** More draws change no digit that is shown, and take minutes. */
const mostDraws = 100_000;

/** Throws `draws.wrong` for draws that nobody can make, or a seed that is no whole number. */
export function requireDraws({ draws, seed }: Draws): void {
  if (Number.isInteger(draws) && draws >= 1 && draws <= mostDraws && Number.isSafeInteger(seed)) return;
  throw new PlannerError(
    'draws.wrong',
    `The draws are ${draws} with the seed ${seed}, but must be a whole number from 1 to ${mostDraws} and a whole number as seed.`,
    { draws, seed },
  );
}

/** A number from a text (FNV-1a, 32 bits): far apart for names that are close. */
function textHash(text: string): number {
  return [...text].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193), 0x811c9dc5);
}

/**
 * The value below which a share `u` of draws lies, for a span whose likely value is the median: triangular on either
 * side of it, on a logarithmic scale. Zero has no logarithm: such a span is drawn on a plain scale.
 */
export function triangularLog(u: number, span: Span): number {
  return sampler(span)(u);
}

function sampler({ low, likely, high }: Span): (u: number) => number {
  if (low === high) return () => likely;
  const isLog = low > 0;
  const [from, middle, to] = [low, likely, high].map((x) => (isLog ? Math.log(x) : x)) as [number, number, number];
  return (u) => {
    const at = u < 1 / 2 ? middle - (middle - from) * (1 - Math.sqrt(2 * u)) : middle + (to - middle) * (1 - Math.sqrt(2 * (1 - u)));
    return isLog ? Math.exp(at) : at;
  };
}

/** Quantiles by linear interpolation between the ordered draws (type 7). */
export function quantiles(draws: readonly number[]): Quantiles {
  const ordered = Float64Array.from(draws).sort();
  const at = (share: number) => {
    const place = (ordered.length - 1) * share;
    const below = ordered[Math.floor(place)]!;
    const above = ordered[Math.ceil(place)]!;
    return below === above ? below : below + (above - below) * (place % 1);
  };
  return { p10: at(1 / 10), p50: at(1 / 2), p90: at(9 / 10) };
}

/** The small generator of uniform numbers in [0, 1) known as mulberry32: the same seed gives the same draws everywhere. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
