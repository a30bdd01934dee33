/** The price book: what each SKU costs, since when, for whom, and whether it can be ordered. It knows no tenants and no plans. */
import { PlannerError } from '../errors.ts';
import { fromUsd, net, overMonth, type NetMonth } from '../units/money.ts';
import { readShape } from '../units/shape.ts';
import { daysBetween } from '../units/time.ts';
import { exchangeRate } from './exchange.ts';
import { PriceBook, type PriceList, type PriceRow, type Sku } from './schema.ts';

/** A monthly net price with its span. A plain list price has `low = likely = high`; a named span may have no `likely`. */
export interface Price {
  readonly low: NetMonth;
  readonly likely: NetMonth | undefined;
  readonly high: NetMonth;
  /** False if somebody estimated or only named a span; such a price is never shown as a fact. */
  readonly isFact: boolean;
  readonly row: PriceRow;
}

/** Checks the shape of the whole file. Throws `prices.invalid` with the place and the reason of the first fault. */
export function parsePriceBook(json: unknown): PriceBook {
  const result = readShape(PriceBook, json);
  if ('data' in result) return result.data;
  const { place, reason } = result.fault;
  throw new PlannerError('prices.invalid', `The price book is not valid at "${place}": ${reason}. Correct data/pricing.json.`, { place });
}

/** When a SKU was ordered, on which day its price is asked for, and the book with the exchange rates. */
export interface PriceQuestion {
  readonly book: PriceBook;
  readonly orderedOn: string;
  readonly day: string;
}

/**
 * The row that holds on `day` for a contract ordered on `orderedOn`; undefined if none is known. A rescale counts as
 * a new order. A row for new orders ends with the next row for all.
 */
export function rowOn(record: Sku, { orderedOn, day }: Pick<PriceQuestion, 'orderedOn' | 'day'>): PriceRow | undefined {
  if (record.unknownFrom !== undefined && day >= record.unknownFrom) return undefined;
  return newest(
    record.prices.filter((row) => row.from <= day && (row.appliesTo === 'all' || row.from <= orderedOn)),
    (row) => row.from,
  );
}

/**
 * The monthly price on `day` of a SKU ordered on `orderedOn`, or undefined if the list does not price it then.
 * Undefined spreads: a bill with an unknown line has no total.
 */
export function priceOf(list: PriceList, sku: string, question: PriceQuestion): Price | undefined {
  const record = list.skus[sku];
  const row = record && rowOn(record, question);
  const [from, to] = [row?.net ?? row?.low, row?.net ?? row?.high];
  if (!record || !row || from === undefined || to === undefined || row.per === 'once') return undefined;
  const monthly = (text: string) => inEuroPerMonth(text, row, record, question);
  if (row.net !== undefined) {
    const price = monthly(row.net);
    return { low: price, likely: price, high: price, isFact: true, row };
  }
  return { low: monthly(from), likely: row.likely === undefined ? undefined : monthly(row.likely), high: monthly(to), isFact: false, row };
}

/** Like `priceOf`, but a missing price is an error that names the SKU and the day. */
export function requirePrice(list: PriceList, sku: string, question: PriceQuestion): Price {
  const price = priceOf(list, sku, question);
  if (price) return price;
  const record = list.skus[sku];
  const why = !record
    ? 'The list has no record of it.'
    : record.unknownFrom !== undefined && question.day >= record.unknownFrom
      ? `Its price is not known since ${record.unknownFrom}.`
      : question.day < record.since
        ? `Its history starts on ${record.since}.`
        : `No price of its history holds for an order of ${question.orderedOn}.`;
  throw new PlannerError(
    'prices.missing',
    `"${sku}" has no monthly price on ${question.day}. ${why} Add it to data/pricing.json with its source.`,
    {
      sku,
      day: question.day,
    },
  );
}

/** Whether `sku` is still sold on `day`. A withdrawn type is never planned for a new order. */
export function isSold(list: PriceList, sku: string, day: string): boolean {
  const withdrawn = list.skus[sku]?.deprecated?.notOrderableFrom;
  return withdrawn === undefined || day < withdrawn;
}

/** The newest sighting of the stock at a site; after some days it no longer counts, but is still told. */
export interface Stock {
  readonly orderable: 'yes' | 'no' | 'unknown';
  readonly seen?: 'yes' | 'no' | 'unknown';
  readonly observedOn?: string;
}

/** A sighting counts for this many days; after that nobody knows. */
const sightingCountsDays = 14;

/** Can `sku` be ordered at `site` on `day`? A sighting older than 14 days leaves it unknown, but is still told. */
export function stockOf(list: PriceList, sku: string, at: { site: string; day: string }): Stock {
  const sightings = (list.skus[sku]?.stock ?? []).filter((s) => s.observedOn <= at.day && s.orderable[at.site] !== undefined);
  const sighting = newest(sightings, ({ observedOn }) => observedOn);
  const seen = sighting?.orderable[at.site];
  if (!sighting || !seen) return { orderable: 'unknown' };
  const isFresh = daysBetween(sighting.observedOn, at.day) <= sightingCountsDays;
  return { orderable: isFresh ? seen : 'unknown', seen, observedOn: sighting.observedOn };
}

/** The one with the latest day. The order of the file is for readers: no answer depends on it. */
function newest<Dated>(all: readonly Dated[], dayOf: (one: Dated) => string): Dated | undefined {
  return all.reduce<Dated | undefined>((best, one) => (best === undefined || dayOf(one) >= dayOf(best) ? one : best), undefined);
}

function inEuroPerMonth(text: string, row: PriceRow, record: Sku, { book, day }: PriceQuestion): NetMonth {
  const rate = () => exchangeRate(book.exchangeRates, day).usdPerEur;
  if (row.per === 'month') return row.currency === 'EUR' ? net(text, 'month') : fromUsd(text, rate(), 'month');
  if (record.hoursPerMonth === undefined) {
    throw new PlannerError(
      'prices.no-hours',
      `"${record.label}" is priced by the hour but its record says no "hoursPerMonth". Add it to data/pricing.json.`,
    );
  }
  return overMonth(row.currency === 'EUR' ? net(text, 'hour') : fromUsd(text, rate(), 'hour'), record.hoursPerMonth);
}
