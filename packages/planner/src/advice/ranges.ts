/**
 * Ranges: what the figures of a comparison become when the assumptions move within their spans. A loop outside the
 * formulas: it draws every parameter, machine and estimated price, and asks the same questions again.
 */
import { reach } from '../models/capacity.ts';
import { machineOf } from '../models/machines.ts';
import { billOf, offer, type Facts } from '../options/facts.ts';
import { options } from '../options/index.ts';
import type { Option, Plan, PlanId, Supply } from '../options/plan.ts';
import { design, partsLabel } from '../options/sizing.ts';
import { middle, type LineItem } from '../prices/bill.ts';
import { valuesOf } from '../scenario/assumptions.ts';
import { maxTenants, type Scenario } from '../scenario/scenario.ts';
import { outagesOf } from './outages.ts';
import type { Quote } from './quote.ts';

/** 10 %, 50 % and 90 % of the draws lie below. Infinity: in so many draws no machine is large enough. */
export interface Quantiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export interface PlanRanges {
  /** Net euro a month for the practices of the scenario; undefined if a price is unknown. */
  readonly netEuro: Quantiles | undefined;
  /** Practices that the machines of today's plan carry. */
  readonly reach: Quantiles | undefined;
  /** The practice count of each upgrade point. */
  readonly upgradePoints: readonly Quantiles[];
  readonly openingHoursDown: Quantiles;
  readonly hoursAfterServerLoss: Quantiles | undefined;
}

/** How many draws, and the number from which they follow: the same seed gives the same ranges. */
export interface Draws {
  readonly draws: number;
  readonly seed: number;
}

export const defaultDraws: Draws = { draws: 500, seed: 20261123 };

/**
 * p10, p50 and p90 of the figures of each quote. Every plan sees the same draws, so that differences between plans
 * come from the plans. About half a millisecond a draw.
 */
export function ranges(
  quotes: readonly Quote[],
  { scenario, facts }: { scenario: Scenario; facts: Facts },
  draws: Draws = defaultDraws,
): Readonly<Record<PlanId, PlanRanges>> {
  const worlds = worldsOf({ scenario, facts }, draws);
  const answer = quotes.map((quote) => [quote.id, rangesOf(quote, { scenario, facts, worlds })] as const);
  return Object.fromEntries(answer) as Record<PlanId, PlanRanges>;
}

/** One draw: a supply with its numbers, and where in its span each estimated price lies (0 to 1). */
interface World {
  readonly supply: Supply;
  readonly priceAt: (sku: string) => number;
}

function rangesOf(quote: Quote, { scenario, facts, worlds }: { scenario: Scenario; facts: Facts; worlds: readonly World[] }): PlanRanges {
  const option = options.find(({ id }) => id === quote.id)!;
  const priced = new Map<string, readonly LineItem[]>();
  const outages = worlds.map(({ supply: { values } }) => outagesOf(option, scenario.tenants, values));
  const afterLoss = outages.flatMap(({ hoursAfterServerLoss: hours }) => (hours === undefined ? [] : [hours]));
  const costs = worlds.map((world) => netEuro(world));
  return {
    netEuro: costs.includes(undefined) ? undefined : quantiles(costs as number[]),
    reach: quote.plan && quantiles(worlds.map(({ supply }) => reachOf(option, quote.plan!, supply))),
    upgradePoints: quote.upgradePoints.map(({ at }) => {
      const before = quote.steps.find((step) => step.to === at - 1)!.plan!;
      return quantiles(worlds.map(({ supply }) => reachOf(option, before, supply) + 1));
    }),
    openingHoursDown: quantiles(outages.map(({ availability }) => availability.openingHoursDown)),
    hoursAfterServerLoss: afterLoss.length === worlds.length ? quantiles(afterLoss) : undefined,
  };

  function netEuro({ supply, priceAt }: World): number | undefined {
    const plan = design(option, { tenants: scenario.tenants, domain: scenario.domain, supply });
    if (!plan) return Infinity;
    const label = partsLabel(plan);
    const items = priced.get(label) ?? billOf(plan, scenario, facts.book).items;
    priced.set(label, items);
    return items.reduce<number | undefined>((total, { sku, cost }) => {
      if (total === undefined || !cost) return undefined;
      const [low, likely, high] = [cost.low, middle(cost), cost.high].map(({ euro }) => euro.toNumber());
      return total + triangularLog(priceAt(sku), { low: low!, likely: likely!, high: high! });
    }, 0);
  }
}

function reachOf(option: Option, plan: Plan, supply: Supply): number {
  return reach(option.stack(plan.size, supply), supply.values, maxTenants);
}

/** Draws the parameters in their order, and for each SKU from a stream of its own: a new type then changes no other draw. */
function worldsOf({ scenario, facts }: { scenario: Scenario; facts: Facts }, { draws, seed }: Draws): World[] {
  const { machines, assumptions, book } = facts;
  const offered = offer(scenario, book);
  const { servers, alternatives, databases } = offered.catalogue;
  const skus = [...new Set([...servers, ...alternatives, ...databases])];
  const uniform = mulberry32(seed);
  const streams = new Map(skus.map((sku) => [sku, mulberry32(seed ^ textHash(sku))]));
  return Array.from({ length: draws }, () => {
    const values = valuesOf(assumptions, (assumption) => triangularLog(uniform(), assumption));
    const speeds = new Map(skus.map((sku) => [sku, triangularLog(streams.get(sku)!(), machineOf(machines, sku).referenceCores)]));
    const prices = new Map(skus.map((sku) => [sku, streams.get(sku)!()]));
    return {
      supply: { ...offered, machines, values, coresOf: (sku) => speeds.get(sku)! },
      // Plain list prices have no span: where in it they lie does not matter.
      priceAt: (sku) => prices.get(sku) ?? 0,
    };
  });
}

/** A number from a text (FNV-1a, 32 bits): far apart for names that are close. */
function textHash(text: string): number {
  return [...text].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193), 0x811c9dc5);
}

/**
 * The value below which a share `u` of draws lies, for a span whose likely value is the median: triangular on either
 * side of it, on a logarithmic scale. Zero has no logarithm: such a span is drawn on a plain scale.
 */
export function triangularLog(
  u: number,
  { low, likely, high }: { readonly low: number; readonly likely: number; readonly high: number },
): number {
  if (low === high) return likely;
  const [to, from] = low > 0 ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x];
  if (u < 1 / 2) return from(to(likely) - (to(likely) - to(low)) * (1 - Math.sqrt(2 * u)));
  return from(to(likely) + (to(high) - to(likely)) * (1 - Math.sqrt(2 * (1 - u))));
}

/** Quantiles by linear interpolation between the ordered draws (type 7). */
export function quantiles(draws: readonly number[]): Quantiles {
  const ordered = [...draws].sort((a, b) => a - b);
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
