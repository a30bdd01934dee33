/** The price book: what each SKU costs, since when, for whom, and who says so. It knows no tenants and no plans. */
import { z } from 'zod';
import { PlannerError } from '../errors.ts';
import { fromUsd, net, overMonth, type NetMonth } from '../units/money.ts';
import { daysBetween, isIsoDate } from '../units/time.ts';
import { exchangeRate, ExchangeRate } from './exchange.ts';

const Day = z.string().refine(isIsoDate, 'must be a day written YYYY-MM-DD');
const DecimalText = z.string().regex(/^\d+(\.\d{1,6})?$/, 'must be a decimal number as text, e.g. "8.49"');

/** Who says so. An address is where a figure is checked again; it is not evidence by itself. */
export const Evidence = z.strictObject({
  kind: z.enum(['vendor-api', 'vendor-page', 'report', 'derived', 'estimate', 'quoted']),
  title: z.string().min(1),
  observedOn: Day,
  confirmations: z.int().min(1),
});
export type Evidence = z.infer<typeof Evidence>;

/** One dated price. Either `net` (a known price) or `low` and `high` (an estimate or a quoted span, `likely` if one is stated). */
const PriceRow = z
  .strictObject({
    from: Day,
    net: DecimalText.optional(),
    low: DecimalText.optional(),
    likely: DecimalText.optional(),
    high: DecimalText.optional(),
    currency: z.enum(['EUR', 'USD']),
    per: z.enum(['hour', 'month']),
    /** "all" also changes running contracts; "new orders" leaves them at their old price. */
    appliesTo: z.enum(['all', 'new orders']),
    evidence: Evidence,
    note: z.string().optional(),
  })
  .refine(isPointOrSpan, 'needs either net alone, or low and high with low <= likely <= high');
export type PriceRow = z.infer<typeof PriceRow>;

/** A sighting of the order form or of the API: can this be ordered today, and where? */
const StockSighting = z.strictObject({
  observedOn: Day,
  orderable: z.record(z.string(), z.enum(['yes', 'no', 'unknown'])),
  evidence: Evidence,
});

const Sku = z.strictObject({
  /** Vendor and product, e.g. "Hetzner CX33". */
  label: z.string().min(1),
  /** What it is, e.g. "4 vCPU, 8 GB, 80 GB". */
  detail: z.string().min(1).optional(),
  unit: z.enum(['server', 'address', 'box', 'cluster']),
  /** Hours a vendor counts in a month, for prices by the hour. */
  hoursPerMonth: z.number().positive().optional(),
  /** Oldest first; a later row ends the one before it. */
  prices: z.array(PriceRow).min(1).refine(isAscending, 'prices must be ordered by "from", oldest first, one row a day'),
  checkAt: z.url(),
  /** Oldest first. */
  stock: z
    .array(StockSighting)
    .refine(
      (sightings) => isAscending(sightings.map(({ observedOn }) => ({ from: observedOn }))),
      'sightings must be ordered by "observedOn", oldest first',
    )
    .optional(),
});
export type Sku = z.infer<typeof Sku>;

/** What a plan may choose from, smallest first. A listed SKU without a price is unknown, not free. */
const Catalogue = z.strictObject({
  servers: z.array(z.string()).min(1),
  databases: z.array(z.string()).min(1),
  boxes: z.array(z.string()).min(1),
  address: z.string(),
});
export type Catalogue = z.infer<typeof Catalogue>;

const PriceList = z.strictObject({
  asOf: Day,
  /** "unstated": the source does not say whether VAT is inside; we then take the figures as net. */
  vatBasis: z.enum(['net', 'unstated']),
  catalogue: Catalogue,
  skus: z.record(z.string(), Sku),
});
export type PriceList = z.infer<typeof PriceList>;

export const priceListIds = ['current', 'quoted'] as const;
export type PriceListId = (typeof priceListIds)[number];

export const vatIds = ['AT', 'DE', 'none'] as const;
export type VatId = (typeof vatIds)[number];

export const PriceBook = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  vat: z.record(z.enum(vatIds), z.strictObject({ rate: DecimalText, evidence: Evidence })),
  exchangeRates: z.array(ExchangeRate).min(1),
  lists: z.record(z.enum(priceListIds), PriceList),
});
export type PriceBook = z.infer<typeof PriceBook>;

/** A monthly net price with its span. A plain list price has `low = likely = high`; a quoted span may have no `likely`. */
export interface Price {
  readonly low: NetMonth;
  readonly likely: NetMonth | undefined;
  readonly high: NetMonth;
  /** False if somebody estimated or only named a span; such a price is never shown as a fact. */
  readonly isFact: boolean;
  readonly row: PriceRow;
}

/** Checks the whole file. Throws `prices.invalid` with the place and the reason of the first fault. */
export function parsePriceBook(json: unknown): PriceBook {
  const result = PriceBook.safeParse(json);
  if (result.success) return result.data;
  const fault = result.error.issues[0];
  const place = fault?.path.join('.') ?? '';
  throw new PlannerError(
    'prices.invalid',
    `The price book is not valid at "${place}": ${fault?.message ?? 'unknown fault'}. Correct data/pricing.json.`,
  );
}

/** When a SKU was ordered, on which day its price is asked for, and the book with the exchange rates. */
export interface PriceQuestion {
  readonly book: PriceBook;
  readonly orderedOn: string;
  readonly day: string;
}

/**
 * The monthly price on `day` of a SKU ordered on `orderedOn`, or undefined if the list does not price it then.
 * A rescale counts as a new order. Undefined spreads: a bill with an unknown line has no total.
 */
export function priceOf(list: PriceList, sku: string, question: PriceQuestion): Price | undefined {
  const record = list.skus[sku];
  const row = record?.prices.findLast((p) => p.from <= question.day && (p.appliesTo === 'all' || p.from <= question.orderedOn));
  if (!record || !row) return undefined;
  const monthly = (text: string) => inEuroPerMonth(text, row, record, question);
  const low = monthly(row.net ?? row.low ?? '0');
  const high = monthly(row.net ?? row.high ?? '0');
  const likely = row.net ?? row.likely;
  const isFact = row.net !== undefined;
  return { low, likely: likely === undefined ? undefined : monthly(likely), high, isFact, row };
}

/** The newest sighting of the stock at `site`, and whether it is too old to count. */
export interface Stock {
  readonly orderable: 'yes' | 'no' | 'unknown';
  readonly seen?: 'yes' | 'no' | 'unknown';
  readonly observedOn?: string;
}

/** A sighting counts for this many days; after that nobody knows. */
const sightingCountsDays = 14;

/** Can `sku` be ordered at `site` on `day`? A sighting older than 14 days leaves it unknown, but is still told. */
export function stockOf(list: PriceList, sku: string, at: { site: string; day: string }): Stock {
  const sighting = list.skus[sku]?.stock?.findLast((s) => s.observedOn <= at.day && s.orderable[at.site] !== undefined);
  const seen = sighting?.orderable[at.site];
  if (!sighting || !seen) return { orderable: 'unknown' };
  const isFresh = daysBetween(sighting.observedOn, at.day) <= sightingCountsDays;
  return { orderable: isFresh ? seen : 'unknown', seen, observedOn: sighting.observedOn };
}

function inEuroPerMonth(text: string, row: PriceRow, record: Sku, { book, day }: PriceQuestion): NetMonth {
  if (row.per === 'month')
    return row.currency === 'EUR' ? net(text, 'month') : fromUsd(text, exchangeRate(book.exchangeRates, day).usdPerEur, 'month');
  if (record.hoursPerMonth === undefined) {
    throw new PlannerError(
      'prices.no-hours',
      `"${record.label}" is priced by the hour but its record says no "hoursPerMonth". Add it to data/pricing.json.`,
    );
  }
  const hourly = row.currency === 'EUR' ? net(text, 'hour') : fromUsd(text, exchangeRate(book.exchangeRates, day).usdPerEur, 'hour');
  return overMonth(hourly, record.hoursPerMonth);
}

function isPointOrSpan({
  net: point,
  low,
  likely,
  high,
}: {
  net?: string | undefined;
  low?: string | undefined;
  likely?: string | undefined;
  high?: string | undefined;
}): boolean {
  if (point !== undefined) return low === undefined && likely === undefined && high === undefined;
  if (low === undefined || high === undefined) return false;
  const ordered = [low, likely ?? low, high].map(Number);
  return ordered[0]! <= ordered[1]! && ordered[1]! <= ordered[2]!;
}

function isAscending(prices: { from: string }[]): boolean {
  return prices.every((p, i) => i === 0 || prices[i - 1]!.from < p.from);
}
