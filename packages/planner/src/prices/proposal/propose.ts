/**
 * From what vendors answered to a proposal for the book. Only appends: no old row is edited or deleted. A price that is
 * the same has no row to add; that it was seen stands in `confirmed` of its record.
 */
import { Decimal } from 'decimal.js';
import { doubtOfTraffic, judgePrice, type Known } from './doubts.ts';
import { groupBySku, requireNumbers, type Doubt, type Observations, type PriceObservation, type ProposedChange } from './observations.ts';
import { proposeRates } from './propose-rates.ts';
import { proposeStock } from './propose-stock.ts';
import type { Kind, PriceBook, PriceChange, PriceList, PriceRow, Sku } from '../schema.ts';

/** A SKU that should be in an answer and is not; without sites it is missing everywhere. */
export interface Missing {
  readonly sku: string;
  readonly sites: readonly string[];
}

/** A price book with what was seen, and everything that a person should look at. */
export interface Proposal {
  readonly book: PriceBook;
  readonly changes: readonly ProposedChange[];
  /** The same price as today's row. */
  readonly confirmed: readonly { readonly sku: string; readonly amount: string }[];
  readonly doubts: readonly Doubt[];
  /** Types that the book does not know. They need a record, and a machine record, by hand first. */
  readonly unknown: readonly { readonly sku: string; readonly amount: string }[];
  readonly missing: readonly Missing[];
}

const byHand = 'Seen by a program, which sees new orders only. Whether running contracts change too, the notice of the vendor tells.';

interface Draft {
  readonly sku: string;
  readonly record: Sku;
  readonly changes: readonly ProposedChange[];
  readonly doubts: readonly Doubt[];
  readonly confirmed?: string;
  readonly row?: PriceRow;
}

/** The book with what was seen on `day` appended to the list `current`, and everything a person must know of it. */
export function proposeBook(book: PriceBook, seen: Observations, { day }: { readonly day: string }): Proposal {
  requireNumbers(seen, day);
  const list = book.lists.current;
  const missing = missingFrom(list, seen, day);
  const drafts = Object.entries(list.skus).map(([sku, record]) => draftOf({ sku, record, seen, missing, day, book }));
  const rates = proposeRates(book.exchangeRates, seen.rates, day);
  const doubts = [...drafts.flatMap((draft) => draft.doubts), ...rates.doubts];
  const asOf = newestOf([
    list.asOf,
    ...drafts.flatMap(({ changes, confirmed }) => (changes.length || confirmed !== undefined ? [day] : [])),
    ...rates.changes.map(({ on }) => on),
  ]);
  const skus = Object.fromEntries(drafts.map(({ sku, record }) => [sku, record]));
  const current = { ...list, asOf, changes: withChanges(list.changes, drafts, day), skus };
  return {
    book: { ...book, exchangeRates: rates.rates, lists: { ...book.lists, current } },
    changes: [
      ...drafts.flatMap((draft) => draft.changes),
      ...rates.changes,
      ...(asOf === list.asOf ? [] : [{ what: 'asOf' as const, before: list.asOf, after: asOf }]),
    ],
    confirmed: drafts.flatMap(({ sku, confirmed: amount }) => (amount === undefined ? [] : [{ sku, amount }])),
    doubts,
    unknown: unknownIn(list, seen.prices),
    missing,
  };
}

/** "As of" is the newest observation behind the list, neither more nor less. */
function newestOf(days: readonly string[]): string {
  return days.toSorted().at(-1)!;
}

interface Question {
  readonly sku: string;
  readonly record: Sku;
  readonly seen: Observations;
  readonly missing: readonly Missing[];
  readonly day: string;
  readonly book: PriceBook;
}

function draftOf({ sku, record, seen, missing, day, book }: Question): Draft {
  const missingSites = missing.find((one) => one.sku === sku)?.sites ?? [];
  const vatRates = Object.values(book.vat).map(({ rate }) => rate);
  const price = draftOfPrice(
    seen.prices.filter((one) => one.sku === sku),
    { sku, record, day, vatRates, missingSites },
  );
  const stock = proposeStock(
    seen.stock.filter((one) => one.sku === sku),
    price,
    day,
  );
  return {
    ...price,
    record: stock.record,
    changes: [...price.changes, ...stock.changes],
    doubts: [...price.doubts, ...stock.doubts],
  };
}

function draftOfPrice(seen: readonly PriceObservation[], known: Known): Draft {
  const { sku, record, day } = known;
  if (seen.length === 0) return { sku, record, changes: [], doubts: [] };
  const traffic = doubtOfTraffic(seen, known);
  const verdict = judgePrice(seen, known);
  const doubts = [...('doubts' in verdict ? verdict.doubts : []), ...(traffic ? [traffic] : [])];
  if ('doubts' in verdict) return { sku, record, changes: [], doubts };
  const { row: today, amount, hourly } = verdict;
  if (!verdict.isChange)
    return { sku, record: confirmed(record, today, { on: day, title: seen[0]!.title }), changes: [], doubts, confirmed: amount };
  const row = rowOf({ today, amount, hourly, seen, day });
  const before = (today.net ?? today.percent)!;
  const percent = new Decimal(amount).div(before).minus(1).times(100).toFixed(1);
  const change = { what: 'price' as const, sku, before, after: amount, percent };
  return { sku, record: { ...record, prices: [...record.prices, row] }, changes: [change], doubts, row };
}

/** The record with the note that its price was seen again. It stands before `checkAt`, so that no line of the file but new ones changes. */
function confirmed(record: Sku, row: PriceRow, look: NonNullable<Sku['confirmed']>): Sku {
  if (row.evidence.observedOn >= look.on || (record.confirmed && record.confirmed.on >= look.on)) return record;
  const entries = Object.entries(record).flatMap(([key, value]) => {
    if (key === 'confirmed') return [];
    return key === 'checkAt'
      ? [
          ['confirmed', look],
          [key, value],
        ]
      : [[key, value]];
  });
  return Object.fromEntries(entries) as Sku;
}

interface NewRow {
  readonly today: PriceRow;
  readonly amount: string;
  readonly hourly: string | undefined;
  readonly seen: readonly PriceObservation[];
  readonly day: string;
}

function rowOf({ today, amount, hourly, seen, day }: NewRow): PriceRow {
  const sites = [...new Set(seen.flatMap(({ site }) => site ?? []))];
  const title = [...new Set(seen.map((one) => one.title)), ...(sites.length ? [sites.join(', ')] : [])].join('; ');
  return {
    from: day,
    ...(today.percent === undefined ? { net: amount } : { percent: amount }),
    ...(hourly === undefined ? {} : { hourly }),
    currency: today.currency,
    per: today.per,
    appliesTo: 'new orders',
    evidence: { kind: 'vendor-api', title, observedOn: day, confirmations: 1 },
    note: byHand,
  };
}

/** One entry a vendor and day, in the order of the days: the list may already hold a change that is announced for later. */
function withChanges(changes: readonly PriceChange[], drafts: readonly Draft[], day: string): PriceChange[] {
  const changed = drafts.filter((draft) => draft.row !== undefined);
  const vendors = [...new Set(changed.map(({ sku }) => sku.split('.')[0]!))];
  const added = vendors.flatMap((vendor): PriceChange[] => {
    const own = changed.filter(({ sku }) => sku.startsWith(`${vendor}.`));
    const isTold = (kind: Kind) => changes.some((one) => one.on === day && one.vendor === vendor && one.kinds.includes(kind));
    const kinds = [...new Set(own.map(({ record }) => record.kind))].filter((kind) => !isTold(kind));
    if (kinds.length === 0) return [];
    const evidence = own[0]!.row!.evidence;
    return [
      {
        on: day,
        vendor,
        kinds,
        appliesTo: 'new orders',
        title: `Seen by the refresh of ${day}; confirm with the vendor's notice`,
        evidence,
      },
    ];
  });
  return changes.toSpliced(changes.findLastIndex((one) => one.on <= day) + 1, 0, ...added);
}

function unknownIn(list: PriceList, prices: readonly PriceObservation[]): { sku: string; amount: string }[] {
  const groups = [...groupBySku(prices)].filter(([sku]) => list.skus[sku] === undefined);
  return groups.map(([sku, seen]) => ({ sku, amount: `${seen[0]!.amount} ${seen[0]!.currency}` }));
}

/** A SKU that is no longer sold is not expected. Servers are expected at every site of their newest sighting. */
function missingFrom(list: PriceList, seen: Observations, day: string): Missing[] {
  const expected = Object.entries(list.skus).filter(([, { kind, deprecated }]) => {
    return seen.asked.includes(kind) && !(deprecated && deprecated.notOrderableFrom <= day);
  });
  return expected.flatMap(([sku, record]) => {
    const prices = seen.prices.filter((one) => one.sku === sku);
    const stock = seen.stock.filter((one) => one.sku === sku);
    if (prices.length === 0 || (record.kind === 'server' && stock.length === 0)) return [{ sku, sites: [] }];
    if (record.kind !== 'server') return [];
    const sites = Object.keys(record.stock?.at(-1)?.orderable ?? {}).filter((site) => {
      return ![prices, stock].every((answer) => answer.some((one) => one.site === site));
    });
    return sites.length === 0 ? [] : [{ sku, sites }];
  });
}
