/** The shape of data/pricing.json. What a record must say so that it cannot lie; what must fit together is in check/. */
import { z } from 'zod';
import { isIsoDate } from '../units/time.ts';

const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isIsoDate, 'must be a day written YYYY-MM-DD');
const DecimalText = z.string().regex(/^\d+(\.\d{1,6})?$/, 'must be a decimal number as text, e.g. "8.49"');

/** Who says so. An address is where a figure is checked again; it is not evidence by itself. */
export const Evidence = z.strictObject({
  kind: z.enum(['vendor-api', 'vendor-page', 'report', 'derived', 'estimate', 'quoted']),
  title: z.string().min(1),
  observedOn: Day,
  /** Independent sources that agree. From two on, the price must carry a second reading. */
  confirmations: z.int().min(1),
});
export type Evidence = z.infer<typeof Evidence>;

/**
 * The same price as another source shows it, in its own terms: with VAT, together with other SKUs, before a factor.
 * The check computes our figure from it, as double entry does in book-keeping.
 */
const SecondReading = z.strictObject({
  amount: DecimalText,
  /** The other end, if the source names a span. */
  upTo: DecimalText.optional(),
  basis: z.enum(['net', 'gross']),
  vatRate: DecimalText.optional(),
  /** SKUs whose price is inside the amount, e.g. the IPv4 address. */
  with: z.array(z.string()).min(1).optional(),
  /** Of an estimate: what the amount is multiplied by. */
  factors: z.strictObject({ low: DecimalText, likely: DecimalText, high: DecimalText }).optional(),
  title: z.string().min(1),
  observedOn: Day,
});
/** The same price as another source shows it. */
export type SecondReading = z.infer<typeof SecondReading>;

/**
 * One dated price: either `net` (a known price), or `low` and `high` (an estimate or a named span, `likely` if one is
 * stated), or `percent` (of the price of another SKU).
 */
export const PriceRow = z
  .strictObject({
    from: Day,
    net: DecimalText.optional(),
    low: DecimalText.optional(),
    likely: DecimalText.optional(),
    high: DecimalText.optional(),
    percent: DecimalText.optional(),
    /** Net price of a started hour; `net` is then the most a month can cost. */
    hourly: DecimalText.optional(),
    currency: z.enum(['EUR', 'USD']),
    per: z.enum(['once', 'hour', 'month']),
    /** "all" also changes running contracts; "new orders" leaves them at their old price. */
    appliesTo: z.enum(['all', 'new orders']),
    evidence: Evidence,
    secondReading: SecondReading.optional(),
    /** Why a change beyond the usual limits is right. */
    explained: z.string().min(1).optional(),
    note: z.string().min(1).optional(),
  })
  .refine(isOnePrice, 'needs one of: net alone; low and high with low <= likely <= high; percent alone');
/** One dated price. */
export type PriceRow = z.infer<typeof PriceRow>;

/** A sighting of the order form or of the API: can this be ordered on that day, and where? */
const StockSighting = z.strictObject({
  observedOn: Day,
  orderable: z.record(z.string(), z.enum(['yes', 'no', 'unknown'])),
  evidence: Evidence,
});
/** Whether a SKU could be ordered on a day, and where. */
export type StockSighting = z.infer<typeof StockSighting>;

/** What can be bought. */
export const kinds = [
  'server',
  'address',
  'backup',
  'snapshot',
  'volume',
  'traffic',
  'load-balancer',
  'object-storage',
  'storage-box',
  'database',
  'database-backup',
  'bucket',
] as const;
/** One kind of what can be bought. */
export type Kind = (typeof kinds)[number];

export const units = [
  'server',
  'address',
  'percent of server',
  'GB',
  'TB',
  'TB-hour',
  'load balancer',
  'account',
  'box',
  'cluster',
  '1000 requests',
] as const;

const Sku = z.strictObject({
  /** Vendor and product, e.g. "Hetzner CX33". */
  label: z.string().min(1),
  /** What it is, e.g. "4 vCPU, 8 GB, 80 GB". */
  detail: z.string().min(1).optional(),
  kind: z.enum(kinds),
  unit: z.enum(units),
  /** Sizes of one line, smallest first: a larger one never costs less. */
  family: z.string().min(1).optional(),
  rank: z.int().min(1).optional(),
  /** Hours a vendor counts in a month, for prices by the hour. */
  hoursPerMonth: z.number().positive().optional(),
  /** Outgoing traffic inside the price, in TB a month. */
  includedTrafficTb: z.number().positive().optional(),
  /** First day with a known price. */
  since: Day,
  /** From this day on nobody has found the price of running contracts. */
  unknownFrom: Day.optional(),
  /** Oldest first; a later row ends the one before it. */
  prices: z.array(PriceRow).min(1),
  /** When its newest price was last seen unchanged, and where: a look at it adds no row. */
  confirmed: z.strictObject({ on: Day, title: z.string().min(1) }).optional(),
  /** Where a person or a program checks it again. */
  checkAt: z.url(),
  deprecated: z.strictObject({ announcedOn: Day, notOrderableFrom: Day, evidence: Evidence }).optional(),
  /** Oldest first. */
  stock: z.array(StockSighting).optional(),
});
/** What can be bought, with every price since a day. */
export type Sku = z.infer<typeof Sku>;

/** What a plan may choose from, smallest first. A listed SKU without a price is unknown, not free. */
const Catalogue = z.strictObject({
  servers: z.array(z.string()).min(1),
  /** Other servers, taken only if those above cannot be ordered; also the fallbacks that every plan lists. */
  alternatives: z.array(z.string()),
  databases: z.array(z.string()).min(1),
  boxes: z.array(z.string()).min(1),
  address: z.string(),
  /** An address that moves from one server to another. */
  movableAddress: z.string(),
  loadBalancer: z.string(),
  /** Storage for files that several servers share; a base price with some space inside. */
  bucket: z.string(),
  /** Each TB beyond it. */
  bucketOverage: z.string(),
  /** Space for the snapshots of a rented database, by the GB. */
  databaseBackup: z.string(),
  /** Space for the off-site backup at other vendors, by the GB. */
  s3Backup: z.string(),
  azureBackup: z.string(),
  /** Known and priced, but not part of any plan yet. */
  others: z.array(z.string()),
  /** No longer sold; priced for those who still run them. */
  retired: z.array(z.string()),
});
/** What a plan may choose from, smallest first. */
export type Catalogue = z.infer<typeof Catalogue>;

/** A day on which a vendor changed prices, for whom, and of what. Every later row of a SKU belongs to one. */
const PriceChange = z.strictObject({
  on: Day,
  vendor: z.string().min(1),
  kinds: z.array(z.enum(kinds)).min(1),
  appliesTo: z.enum(['all', 'new orders']),
  title: z.string().min(1),
  evidence: Evidence,
});
/** A day on which a vendor changed prices. */
export type PriceChange = z.infer<typeof PriceChange>;

const PriceList = z.strictObject({
  asOf: Day,
  /** "unstated": the source does not say whether VAT is inside; we then take the figures as net. */
  vatBasis: z.enum(['net', 'unstated']),
  catalogue: Catalogue,
  changes: z.array(PriceChange),
  skus: z.record(z.string(), Sku),
});
/** The SKUs of one list, and what plans may choose from them. */
export type PriceList = z.infer<typeof PriceList>;

/** Dollars for one euro on a day, as the European Central Bank states it. */
export const ExchangeRate = z.strictObject({
  on: Day,
  usdPerEur: z
    .string()
    .regex(/^\d+\.\d{1,6}$/)
    .refine((rate) => Number(rate) > 0, 'must be above zero'),
  evidence: z.strictObject({
    kind: z.enum(['vendor-api', 'report']),
    title: z.string().min(1),
    confirmations: z.int().min(1),
  }),
});
export type ExchangeRate = z.infer<typeof ExchangeRate>;

/** The lists: today's prices, and those that the analysis names. */
export const priceListIds = ['current', 'quoted'] as const;
/** One price list. */
export type PriceListId = (typeof priceListIds)[number];

/** Whose VAT a bill contains. */
export const vatIds = ['AT', 'DE', 'none'] as const;
/** Whose VAT, or "none". */
export type VatId = (typeof vatIds)[number];

/** The shape of a price book, as a zod schema. */
export const PriceBook = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  vat: z.record(z.enum(vatIds), z.strictObject({ rate: DecimalText, evidence: Evidence })),
  exchangeRates: z.array(ExchangeRate).min(1),
  lists: z.record(z.enum(priceListIds), PriceList),
});
/** All prices with their dates and evidence, VAT and exchange rates. */
export type PriceBook = z.infer<typeof PriceBook>;

function isOnePrice(row: {
  net?: string | undefined;
  low?: string | undefined;
  likely?: string | undefined;
  high?: string | undefined;
  percent?: string | undefined;
}): boolean {
  const { net, low, likely, high, percent } = row;
  const isSpan = low !== undefined && high !== undefined;
  const isBroken = !isSpan && (low !== undefined || likely !== undefined || high !== undefined);
  if (isBroken || [net !== undefined, isSpan, percent !== undefined].filter(Boolean).length !== 1) return false;
  if (!isSpan) return true;
  const [from, middle, to] = [low, likely ?? low, high].map(Number);
  return from! <= middle! && middle! <= to!;
}
