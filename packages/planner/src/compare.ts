/** The whole calculation on one screen: from what the user states to sized, priced and ranked plans. */
import { quote, type Quote } from './advice/quote.ts';
import { dominated, nextSafer, type Dominated, type SaferPlan } from './advice/dominance.ts';
import { envelope, type Segment } from './advice/envelope.ts';
import { staleAfterDays } from './advice/findings/supply.ts';
import { ratingsOf, type Ratings } from './advice/ratings.ts';
import { recommend, type Recommendation } from './advice/recommend.ts';
import { missesOf } from './advice/targets.ts';
import type { PlanId } from './options/plan.ts';
import { middle } from './prices/bill.ts';
import { profiles } from './scenario/targets.ts';
import { load, type Load } from './models/load.ts';
import { likelySupply, type Facts } from './options/facts.ts';
import { options } from './options/index.ts';
import { newestRate } from './prices/exchange.ts';
import type { PriceListId } from './prices/schema.ts';
import { parseScenario, type Scenario, type ScenarioInput } from './scenario/scenario.ts';
import { withLater } from './units/lazy.ts';
import { daysBetween, hoursPerYear } from './units/time.ts';

/** The answer: every option for one scenario, and which one to take. */
export interface Comparison {
  readonly schemaVersion: 1;
  readonly scenario: Scenario;
  readonly today: string;
  readonly priceList: {
    readonly id: PriceListId;
    readonly asOf: string;
    readonly ageDays: number;
    /** Older than 60 days: every screen then says so. The prices of the analysis do not age. */
    readonly isStale: boolean;
    readonly vatBasis: 'net' | 'unstated';
    readonly vatRate: string;
    /** The rate behind dollar prices; undefined if none is known for the day of the order. */
    readonly exchangeRate: { readonly on: string; readonly usdPerEur: string } | undefined;
  };
  readonly load: Load;
  /** The availability that the user measured; undefined if none was stated. */
  readonly measured: { readonly availability: number; readonly hoursDown: number } | undefined;
  readonly quotes: readonly Quote[];
  readonly recommendation: Recommendation;
  /** Designs that another one beats in money, outage and safety of the data. */
  readonly dominated: readonly Dominated[];
  /** What an hour of outage less costs beside the recommended plan; undefined if nothing is safer or recommended. */
  readonly nextSafer: SaferPlan | undefined;
  /** One to five for each aspect of each plan. */
  readonly ratings: Readonly<Partial<Record<PlanId, Ratings>>>;
  /** The smallest bill over all practice counts, of every design with a backup and of those that also fail over by themselves. */
  readonly envelopes: { readonly basic: readonly Segment[]; readonly highlyAvailable: readonly Segment[] };
}

/**
 * Compares all options for a scenario. Throws `PlannerError` for a wrong scenario or unusable facts; whatever is
 * merely missing (a price, a large enough machine) is part of the answer.
 *
 * @example compare({ tenants: 25 }, factsOn('2026-11-24')).recommendation
 */
export function compare(input: ScenarioInput, facts: Facts): Comparison {
  const scenario = parseScenario(input, facts.today);
  const { book, today } = facts;
  const list = book.lists[scenario.prices];
  const supply = likelySupply(scenario, facts);
  const quotes = options.map((option) => quote(option, scenario, { facts, supply }));
  const largestReach = Math.max(...quotes.filter((one) => !one.isAsQuoted).map(({ reach }) => reach));
  const recommendation = recommend(quotes, largestReach);
  const best = quotes.find((one) => 'id' in recommendation && one.id === recommendation.id);
  const ageDays = daysBetween(list.asOf, today);
  const rate = newestRate(book.exchangeRates, scenario.orderOn);
  const known = {
    schemaVersion: 1 as const,
    scenario,
    today,
    priceList: {
      id: scenario.prices,
      asOf: list.asOf,
      ageDays,
      isStale: scenario.prices === 'current' && ageDays > staleAfterDays,
      vatBasis: list.vatBasis,
      vatRate: book.vat[scenario.vat].rate,
      exchangeRate: rate && { on: rate.on, usdPerEur: rate.usdPerEur },
    },
    load: load(scenario.tenants, supply.values),
    measured: measured(scenario),
    quotes,
    recommendation,
  };
  return withLater(known, {
    dominated: () => dominated(quotes),
    nextSafer: () => best && nextSafer(best, quotes),
    ratings: () => ratings(quotes, scenario),
    envelopes: () => ({
      basic: envelope(quotes.filter(keepsEverything)),
      highlyAvailable: envelope(quotes.filter((one) => one.isHighlyAvailable && keepsEverything(one))),
    }),
  });
}

function ratings(quotes: readonly Quote[], scenario: Scenario): Comparison['ratings'] {
  const euros = quotes.flatMap(({ bill, isAdmissible }) => (isAdmissible && bill?.net ? [middle(bill.net).euro.toNumber()] : []));
  const cheapestEuro = euros.length > 0 ? Math.min(...euros) : undefined;
  const rated = quotes.flatMap((one) => {
    const { plan, bill } = one;
    if (!plan) return [];
    const productionMisses = missesOf(
      { ...profiles.production, pointInTime: false },
      { ...one, hasPointInTime: false, bill: bill?.net && middle(bill.net) },
    );
    const subject = {
      plan,
      billEuro: bill?.net && middle(bill.net).euro.toNumber(),
      cheapestEuro,
      availability: one.availability.total,
      totalLoss: one.totalLoss.inTenYears,
      reach: one.reach,
      expectedTenants: scenario.tenantsIn12Months,
      operatorHours: one.operatorHours,
      gates: one.gates,
      productionMisses,
    };
    return [[one.id, ratingsOf(subject)] as const];
  });
  return Object.fromEntries(rated) as Comparison['ratings'];
}

/** Whether a logical error leaves something to restore, of the database and of the files. */
function keepsEverything({ lostWork }: Quote): boolean {
  return [lostWork.database, lostWork.files].every(
    ({ hostLoss, logicalError }) => hostLoss !== 'everything' && logicalError !== 'everything',
  );
}

function measured({ measuredAvailability: percent }: Scenario): Comparison['measured'] {
  if (percent === undefined) return undefined;
  // 99.9 / 100 has a digit too many.
  const availability = Number((percent / hundred).toPrecision(digits));
  return { availability, hoursDown: (1 - availability) * hoursPerYear };
}

const hundred = 100;
const digits = 12;
