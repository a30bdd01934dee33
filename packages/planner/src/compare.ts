/** The whole calculation on one screen: from what the user states to sized, priced and ranked plans. */
import { quote, type Quote } from './advice/quote.ts';
import { envelope, type Segment } from './advice/envelope.ts';
import { recommend, type Recommendation } from './advice/recommend.ts';
import { load, type Load } from './models/load.ts';
import { likelySupply, type Facts } from './options/facts.ts';
import { options } from './options/index.ts';
import { newestRate } from './prices/exchange.ts';
import type { PriceListId } from './prices/schema.ts';
import { parseScenario, type Scenario, type ScenarioInput } from './scenario/scenario.ts';
import { daysBetween, hoursPerYear } from './units/time.ts';

/** Hetzner changed its prices twice within 75 days in 2026. */
const staleAfterDays = 60;

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
  const ageDays = daysBetween(list.asOf, today);
  const rate = newestRate(book.exchangeRates, scenario.orderOn);
  return {
    schemaVersion: 1,
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
    recommendation: recommend(quotes),
    envelopes: {
      basic: envelope(quotes.filter(keepsEverything)),
      highlyAvailable: envelope(quotes.filter((one) => one.isHighlyAvailable && keepsEverything(one))),
    },
  };
}

/** Whether a logical error leaves something to restore, of the database and of the files. */
function keepsEverything({ lostWork }: Quote): boolean {
  return [lostWork.database, lostWork.files].every(
    ({ hostLoss, logicalError }) => hostLoss !== 'everything' && logicalError !== 'everything',
  );
}

function measured({ measuredAvailability: percent }: Scenario): Comparison['measured'] {
  if (percent === undefined) return undefined;
  const availability = percent / hundred;
  return { availability, hoursDown: (1 - availability) * hoursPerYear };
}

const hundred = 100;
