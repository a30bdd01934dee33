/** The price book as the page reads it: what was seen when, what belongs together, and the file to take along. Nothing here computes a price. */
import {
  daysBetween,
  rowOn,
  type Evidence,
  type Kind,
  type PriceBook,
  type PriceList,
  type PriceListId,
  type PriceRow,
  type Sku,
} from '@ordiplan/planner';

/** As the check of the book and every screen: older than that, a price is looked at again before anybody orders. */
export const staleAfterDays = 60;

/** One SKU of a list with its record. */
export interface Entry {
  readonly sku: string;
  readonly record: Sku;
}

export interface Freshness {
  readonly vendor: string;
  readonly parts: number;
  readonly seenOn: string;
  readonly days: number;
  readonly isStale: boolean;
}

/** Sizes of one line, or parts of one kind, of one vendor. */
export interface Family {
  readonly id: string;
  readonly kind: Kind;
  readonly entries: readonly Entry[];
}

export interface VendorBook {
  readonly vendor: string;
  readonly families: readonly Family[];
}

export function entriesOf(list: PriceList): Entry[] {
  return Object.entries(list.skus).map(([sku, record]) => ({ sku, record }));
}

/** The first word of every label. */
export function vendorName({ label }: Sku): string {
  return label.split(' ')[0]!;
}

/** The label without the vendor: "CX33". */
export function shortLabel(record: Sku): string {
  return record.label.slice(vendorName(record).length + 1);
}

/** The newest day on which somebody saw the newest price: its evidence, its second reading, a look that changed nothing, or the vendor's interface. */
export function seenOn({ prices, confirmed, stock = [] }: Sku): string {
  const { evidence, secondReading } = prices.at(-1)!;
  const answers = stock.filter((sighting) => sighting.evidence.kind === 'vendor-api').map(({ observedOn }) => observedOn);
  return [evidence.observedOn, secondReading?.observedOn ?? '', confirmed?.on ?? '', ...answers].sort().at(-1)!;
}

/** How long ago each vendor was looked at, in the order of the book. */
export function freshness(list: PriceList, today: string): Freshness[] {
  return vendorsOf(list).map((vendor) => {
    const own = entriesOf(list).filter(({ record }) => vendorName(record) === vendor);
    const newest = own
      .map(({ record }) => seenOn(record))
      .sort()
      .at(-1)!;
    const days = daysBetween(newest, today);
    return { vendor, parts: own.length, seenOn: newest, days, isStale: days > staleAfterDays };
  });
}

/** The whole list by vendor and family, each family where its first part stands. */
export function byVendor(list: PriceList): VendorBook[] {
  return vendorsOf(list).map((vendor) => {
    const own = entriesOf(list).filter(({ record }) => vendorName(record) === vendor);
    const ids = [...new Set(own.map(({ record }) => familyId(record)))];
    return {
      vendor,
      families: ids.map((id) => {
        const entries = own.filter(({ record }) => familyId(record) === id);
        return { id, kind: entries[0]!.record.kind, entries };
      }),
    };
  });
}

/** Families of which a price has changed at least once: only they have a history. */
export function familiesWithHistory(list: PriceList): Family[] {
  return byVendor(list).flatMap(({ families }) => families.filter(({ entries }) => entries.some(({ record }) => record.prices.length > 1)));
}

/** Whether every word of the text stands somewhere in what is known of the part. */
export function matches({ sku, record }: Entry, text: string): boolean {
  const told = [
    sku,
    record.label,
    record.detail,
    record.kind,
    record.family,
    ...record.prices.flatMap(({ evidence }) => [evidence.kind, evidence.title]),
  ];
  const all = told.join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** The row that holds today for a new order, and all others, newest first. */
export function rowsOf(record: Sku, today: string): { now: PriceRow | undefined; others: readonly PriceRow[] } {
  const now = rowOn(record, { orderedOn: today, day: today });
  return { now, others: record.prices.filter((row) => row !== now).reverse() };
}

/** A day on which stock was looked at: the sites by what was seen there. */
export interface Sighting {
  readonly observedOn: string;
  readonly sites: Readonly<Record<'yes' | 'no' | 'unknown', readonly string[]>>;
  readonly evidence: Evidence;
}

/** The newest day on which somebody looked whether a part can be ordered; undefined if nobody has. */
export function newestSighting({ stock = [] }: Sku, today: string): Sighting | undefined {
  const known = stock.filter(({ observedOn }) => observedOn <= today).sort((a, b) => a.observedOn.localeCompare(b.observedOn));
  const sighting = known.at(-1);
  if (!sighting) return undefined;
  const at = (seen: string) =>
    Object.entries(sighting.orderable)
      .filter(([, answer]) => answer === seen)
      .map(([site]) => site);
  return { observedOn: sighting.observedOn, sites: { yes: at('yes'), no: at('no'), unknown: at('unknown') }, evidence: sighting.evidence };
}

/**
 * What the current list sells in the place of a part of the analysis: the same size of the same kind that is still sold,
 * else the part of the same name.
 */
export function counterpart({ sku, record }: Entry, current: PriceList, today: string): Entry | undefined {
  const isSold = ({ deprecated }: Sku) => deprecated === undefined || today < deprecated.notOrderableFrom;
  const { servers, boxes } = current.catalogue;
  const sameSize = entriesOf(current).find(
    (one) =>
      [...servers, ...boxes].includes(one.sku) &&
      one.record.kind === record.kind &&
      record.detail !== undefined &&
      one.record.detail === record.detail &&
      isSold(one.record),
  );
  const same = current.skus[sku];
  return sameSize ?? (same && { sku, record: same });
}

function vendorsOf(list: PriceList): string[] {
  return [...new Set(entriesOf(list).map(({ record }) => vendorName(record)))];
}

function familyId({ family, kind }: Sku): string {
  return family ?? kind;
}

type Column = readonly [name: string, of: (row: PriceRow, record: Sku, sku: string, list: PriceListId) => string | number | undefined];

/** The fields of data/pricing.json, under their names there. */
const columns: readonly Column[] = [
  ['list', (_row, _record, _sku, list) => list],
  ['sku', (_row, _record, sku) => sku],
  ['label', (_row, { label }) => label],
  ['detail', (_row, { detail }) => detail],
  ['kind', (_row, { kind }) => kind],
  ['unit', (_row, { unit }) => unit],
  ['family', (_row, { family }) => family],
  ['rank', (_row, { rank }) => rank],
  ['hoursPerMonth', (_row, { hoursPerMonth }) => hoursPerMonth],
  ['includedTrafficTb', (_row, { includedTrafficTb }) => includedTrafficTb],
  ['since', (_row, { since }) => since],
  ['unknownFrom', (_row, { unknownFrom }) => unknownFrom],
  ['notOrderableFrom', (_row, { deprecated }) => deprecated?.notOrderableFrom],
  ['confirmed.on', (_row, { confirmed }) => confirmed?.on],
  ['checkAt', (_row, { checkAt }) => checkAt],
  ['from', ({ from }) => from],
  ['net', ({ net }) => net],
  ['low', ({ low }) => low],
  ['likely', ({ likely }) => likely],
  ['high', ({ high }) => high],
  ['percent', ({ percent }) => percent],
  ['hourly', ({ hourly }) => hourly],
  ['currency', ({ currency }) => currency],
  ['per', ({ per }) => per],
  ['appliesTo', ({ appliesTo }) => appliesTo],
  ['evidence.kind', ({ evidence }) => evidence.kind],
  ['evidence.title', ({ evidence }) => evidence.title],
  ['evidence.observedOn', ({ evidence }) => evidence.observedOn],
  ['evidence.confirmations', ({ evidence }) => evidence.confirmations],
  ['secondReading.amount', ({ secondReading }) => secondReading?.amount],
  ['secondReading.upTo', ({ secondReading }) => secondReading?.upTo],
  ['secondReading.basis', ({ secondReading }) => secondReading?.basis],
  ['secondReading.vatRate', ({ secondReading }) => secondReading?.vatRate],
  ['secondReading.with', ({ secondReading }) => secondReading?.with?.join(' ')],
  ['secondReading.factors.low', ({ secondReading }) => secondReading?.factors?.low],
  ['secondReading.factors.likely', ({ secondReading }) => secondReading?.factors?.likely],
  ['secondReading.factors.high', ({ secondReading }) => secondReading?.factors?.high],
  ['secondReading.title', ({ secondReading }) => secondReading?.title],
  ['secondReading.observedOn', ({ secondReading }) => secondReading?.observedOn],
  ['explained', ({ explained }) => explained],
  ['note', ({ note }) => note],
];

const isNumber = /^\d+\.\d+$/;

/** Every price of both lists as one table: a row for each, with all that is known of it. `decimal` is the sign of the reader's spreadsheet. */
export function bookTable(book: PriceBook, decimal: ',' | '.'): { head: string[]; rows: string[][] } {
  const lists = Object.entries(book.lists) as [PriceListId, PriceList][];
  const cell = (value: string | number | undefined) => {
    const text = value === undefined ? '' : String(value);
    return isNumber.test(text) ? text.replace('.', decimal) : text;
  };
  return {
    head: columns.map(([name]) => name),
    rows: lists.flatMap(([id, list]) =>
      entriesOf(list).flatMap(({ sku, record }) => record.prices.map((row) => columns.map(([, of]) => cell(of(row, record, sku, id))))),
    ),
  };
}
