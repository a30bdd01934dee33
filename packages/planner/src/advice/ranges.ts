/**
 * Ranges: what the figures of a comparison become when the assumptions move within their spans. A loop outside the
 * formulas: it draws every parameter, machine and estimated price, and asks the same questions again. The spans are
 * those of the mean of all practices, not of a single one.
 */
import { billOf, type Facts } from '../options/facts.ts';
import { optionOf } from '../options/index.ts';
import type { Option, PlanId } from '../options/plan.ts';
import { design, partsLabel, reachOf, storageOf } from '../options/sizing.ts';
import { middle } from '../prices/bill.ts';
import type { Span } from '../scenario/assumptions.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { largestThat } from '../units/search.ts';
import { defaultDraws, quantiles, requireDraws, triangularLog, worldsOf, type Draws, type Quantiles, type World } from './draws.ts';
import { outagesOf } from './outages.ts';
import type { Quote } from './quote.ts';

/** How far the figures of one plan spread when everything assumed is drawn. */
export interface PlanRanges {
  /** Net euro a month for the practices of the scenario; undefined if a price is unknown. */
  readonly netEuro: Quantiles | undefined;
  /** Practices that the machines of today's plan carry. */
  readonly reach: Quantiles | undefined;
  /** The practice count of each upgrade point. */
  readonly upgradePoints: readonly Quantiles[];
  /** Availability, a share of time. */
  readonly availability: Quantiles;
  readonly openingHoursDown: Quantiles;
  readonly hoursAfterServerLoss: Quantiles | undefined;
  readonly chances: Chances;
}

/** Shares of the draws in which a target holds, 0 to 1. */
export interface Chances {
  /** That today's plan carries the practices of the scenario; undefined without a plan. */
  readonly carriesTenants: number | undefined;
  /** That it reaches an availability. */
  readonly availability: readonly { readonly target: number; readonly chance: number }[];
}

/** Targets that people name: three nines, and half the outage of those. */
export const availabilityTargets = [0.999, 0.9995] as const;

/** The ranges of each quote that was asked for. */
export type Ranges = Readonly<Partial<Record<PlanId, PlanRanges>>>;

/**
 * p10, p50 and p90 of the figures of each quote. Every plan sees the same draws, so that differences between plans
 * come from the plans.
 */
export function ranges(
  quotes: readonly Quote[],
  { scenario, facts }: { scenario: Scenario; facts: Facts },
  draws: Draws = defaultDraws,
): Ranges {
  const search = rangesSearch(quotes, { scenario, facts }, draws);
  let step = search.next();
  while (!step.done) step = search.next();
  return step.value;
}

/** The same ranges draw by draw, each yielding the share that is done: whoever takes them can pause, or stop taking them. */
export function* rangesSearch(
  quotes: readonly Quote[],
  { scenario, facts }: { scenario: Scenario; facts: Facts },
  draws: Draws = defaultDraws,
): Generator<number, Ranges> {
  requireDraws(draws);
  const tallies = quotes.map((quote) => tallyOf(quote, scenario, facts));
  let drawn = 0;
  for (const world of worldsOf({ scenario, facts }, draws)) {
    for (const { add } of tallies) add(world);
    drawn++;
    yield drawn / draws.draws;
  }
  return Object.fromEntries(tallies.map(({ id, result }) => [id, result()] as const)) as Ranges;
}

/** Collects the figures of one quote, world by world. */
function tallyOf(quote: Quote, scenario: Scenario, facts: Facts) {
  const option = optionOf(quote.id);
  const { tenants } = scenario;
  const costOf = pricing(option, scenario, facts);
  const befores = quote.upgradePoints.map(({ at, cause }) => ({ cause, plan: quote.steps.find((step) => step.to === at - 1)!.plan! }));
  const costs: (number | undefined)[] = [];
  const reaches: number[] = [];
  const points: number[][] = befores.map(() => []);
  const up: number[] = [];
  const down: number[] = [];
  const afterLoss: number[] = [];
  return { id: quote.id, add, result };

  function add(world: World): void {
    const { supply } = world;
    const size = quote.plan?.size ?? option.sizes(supply)[0]!;
    const { availability, hoursAfterServerLoss } = outagesOf({ option, size, tenants }, supply.values);
    costs.push(costOf(world));
    if (quote.plan) reaches.push(reachOf(option, size, supply));
    for (const [i, before] of befores.entries()) points[i]!.push(endOf(before, supply) + 1);
    up.push(availability.total);
    down.push(availability.openingHoursDown);
    if (hoursAfterServerLoss !== undefined) afterLoss.push(hoursAfterServerLoss);
  }

  /** The last count before an upgrade point: the machines end there, or what they hold outgrows its box. */
  function endOf({ cause, plan: { size, components } }: (typeof befores)[number], supply: World['supply']): number {
    const reach = reachOf(option, size, supply);
    if (cause.place !== 'backup') return reach;
    const { boxes } = supply.catalogue;
    const rankOf = (parts: ReturnType<typeof storageOf>) =>
      parts === 'too much' ? boxes.length : Math.max(...parts.map(({ sku }) => boxes.indexOf(sku)));
    const before = rankOf(components);
    return largestThat((count) => rankOf(storageOf(option, size, count, supply)) <= before, reach);
  }

  function result(): PlanRanges {
    return {
      netEuro: costs.includes(undefined) ? undefined : quantiles(costs as number[]),
      reach: quote.plan && quantiles(reaches),
      upgradePoints: points.map((point) => quantiles(point)),
      availability: quantiles(up),
      openingHoursDown: quantiles(down),
      hoursAfterServerLoss: afterLoss.length === up.length ? quantiles(afterLoss) : undefined,
      chances: {
        carriesTenants: quote.plan && chance(reaches, (reach) => reach >= tenants),
        availability: availabilityTargets.map((target) => ({ target, chance: chance(up, (share) => share >= target) })),
      },
    };
  }
}

/** The share of draws for which a target holds, 0 to 1. */
function chance(draws: readonly number[], holds: (draw: number) => boolean): number {
  return draws.filter(holds).length / draws.length;
}

/** The bill of the cheapest plan that is enough in a world; Infinity if none is, undefined if a price is unknown. */
function pricing(option: Option, scenario: Scenario, facts: Facts): (world: World) => number | undefined {
  const priced = new Map<string, readonly { readonly sku: string; readonly span: Span | undefined }[]>();
  const { tenants, domain } = scenario;
  return ({ supply, priceAt }) => {
    const plan = design(option, { tenants, domain, supply });
    if (!plan) return Infinity;
    const label = partsLabel(plan);
    const lines =
      priced.get(label) ??
      billOf(plan, scenario, facts.book).items.map(({ sku, cost }) => ({
        sku,
        span: cost && { low: cost.low.euro.toNumber(), likely: middle(cost).euro.toNumber(), high: cost.high.euro.toNumber() },
      }));
    priced.set(label, lines);
    let total = 0;
    for (const { sku, span } of lines) {
      if (!span) return undefined;
      total += triangularLog(priceAt(sku), span);
    }
    return total;
  };
}
