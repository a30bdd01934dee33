/** What vendors answered, what of it is proposed, and what a person must look at. Knows no vendor's JSON and no network. */
import { PlannerError, quoted } from '../../errors.ts';
import { isIsoDate } from '../../units/time.ts';
import type { Kind } from '../schema.ts';

/** A price that a vendor asks of a new order. Amounts are the vendor's text, e.g. "8.4900000000". */
export interface PriceObservation {
  readonly sku: string;
  readonly what: 'net' | 'percent';
  readonly amount: string;
  /** The same with VAT, and the rate in percent, if the vendor states them: the three must fit. */
  readonly gross?: string;
  readonly vatPercent?: string;
  readonly hourly?: string;
  readonly currency: string;
  readonly includedTrafficTb?: number;
  /** Missing for what costs the same at every site. */
  readonly site?: string;
  /** Where it was read, e.g. "Hetzner Cloud API, GET /v1/pricing". */
  readonly title: string;
}

/** Whether a SKU can be ordered at a site, and whether the vendor has announced its end there. */
export interface StockObservation {
  readonly sku: string;
  readonly site: string;
  readonly orderable: 'yes' | 'no';
  readonly withdrawal?: { readonly announcedOn: string; readonly notOrderableFrom: string };
  readonly title: string;
}

/** Dollars for one euro on a day. */
export interface RateObservation {
  readonly on: string;
  readonly usdPerEur: string;
  readonly title: string;
}

/** What the vendors showed in one refresh. */
export interface Observations {
  /** Kinds of SKU whose answers should be complete: what is missing from them is reported. */
  readonly asked: readonly Kind[];
  readonly prices: readonly PriceObservation[];
  readonly stock: readonly StockObservation[];
  readonly rates: readonly RateObservation[];
}

export const doubtCodes = [
  'currency',
  'digits',
  'gross',
  'hourly',
  'jump',
  'later-row',
  'no-price',
  'partial',
  'rate',
  'sites',
  'stock',
  'traffic',
  'vat',
  'withdrawal',
  'zero',
] as const;
/** Why something seen is not written. */
export type DoubtCode = (typeof doubtCodes)[number];

/** Something seen that is not written: a person decides. `sku` is "exchange rate" for a rate. */
export interface Doubt {
  readonly code: DoubtCode;
  readonly sku: string;
  /** The value as the vendor wrote it. */
  readonly seen: string;
  readonly message: string;
}

/** One thing that the proposal says and the book does not. */
export type ProposedChange =
  | { readonly what: 'price'; readonly sku: string; readonly before: string; readonly after: string; readonly percent: string }
  | {
      readonly what: 'stock';
      readonly sku: string;
      readonly sites: Readonly<Record<string, { readonly before: string; readonly after: string }>>;
    }
  | { readonly what: 'withdrawal'; readonly sku: string; readonly announcedOn: string; readonly notOrderableFrom: string }
  | { readonly what: 'rate'; readonly on: string; readonly before: string; readonly after: string }
  | { readonly what: 'asOf'; readonly before: string; readonly after: string };

const decimal = /^\d{1,12}(\.\d{1,20})?$/;
/** Throws `proposal.not-a-number` for an amount or a rate that is none, and `proposal.not-a-day`: nothing can be told from them. */
export function requireNumbers({ prices, rates }: Observations, day: string): void {
  for (const { sku, amount, gross, vatPercent, hourly } of prices) {
    for (const text of [amount, gross, vatPercent, hourly]) if (text !== undefined && !decimal.test(text)) throw noNumber(sku, text);
  }
  for (const { on, usdPerEur } of rates) {
    if (!decimal.test(usdPerEur) || Number(usdPerEur) === 0) throw noNumber('exchange rate', usdPerEur);
    if (!isIsoDate(on)) throw noDay(on);
  }
  if (!isIsoDate(day)) throw noDay(day);
}

function noNumber(sku: string, text: string): PlannerError {
  const value = quoted(text);
  return new PlannerError('proposal.not-a-number', `The vendor says ${value} of "${sku}", which is no amount. Look at its answer.`, {
    sku,
    value,
  });
}

function noDay(text: string): PlannerError {
  const value = quoted(text);
  return new PlannerError('proposal.not-a-day', `The day of an observation is ${value}, but must be written YYYY-MM-DD.`, { value });
}

/** Groups in the order of first appearance. */
export function groupBySku<T extends { readonly sku: string }>(seen: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of seen) groups.set(one.sku, [...(groups.get(one.sku) ?? []), one]);
  return groups;
}
