/** What the rules of the price check look at: the book taken apart into records, rows and sources, each with its place in the file. */
import type { Evidence, PriceBook, PriceList, PriceListId, PriceRow, SecondReading, Sku } from '../schema.ts';
import { priceListIds } from '../schema.ts';

export type Severity = 'error' | 'warning';

/** One thing that is wrong with a price book. `pointer` is a JSON pointer (RFC 6901) into the file. */
export interface Problem {
  readonly rule: string;
  readonly severity: Severity;
  readonly pointer: string;
  readonly sku?: string;
  /** Subject, value seen, what to do. */
  readonly message: string;
}

/** A problem as a rule finds it: an error unless it says that it is a warning. */
export interface Fault extends Omit<Problem, 'rule' | 'severity'> {
  readonly severity?: Severity;
}

/** What machines and boxes can do, as plain figures: the floor of prices does not know the models. */
export interface Sizes {
  readonly machines: Readonly<Record<string, MachineSize>>;
  readonly boxes: Readonly<Record<string, { readonly capacityGb: number }>>;
}

/** The size of a server type. */
export interface MachineSize {
  readonly vCpu: number;
  readonly ramGb: number;
  readonly diskGb: number;
  readonly dedicated: boolean;
  readonly architecture: 'x86' | 'arm';
}

export interface ListPlace {
  readonly id: PriceListId;
  readonly list: PriceList;
  readonly pointer: string;
}

export interface RecordPlace {
  readonly at: ListPlace;
  readonly sku: string;
  /** The SKU up to its first dot. */
  readonly vendor: string;
  readonly record: Sku;
  readonly pointer: string;
}

export interface RowPlace extends RecordPlace {
  readonly row: PriceRow;
  readonly index: number;
}

/** Somebody who saw something on a day. `begins` is the day from which it holds. */
export interface Source {
  readonly of: 'row' | 'reading' | 'sighting' | 'withdrawal' | 'change' | 'vat' | 'rate';
  readonly at?: ListPlace;
  readonly sku?: string;
  readonly pointer: string;
  readonly evidence: Pick<Evidence, 'title' | 'observedOn'> & Partial<Evidence>;
  readonly begins?: string;
}

export interface Subject {
  readonly book: PriceBook;
  readonly today: string;
  readonly sizes: Sizes;
  /** The price book before the change, if it is known. */
  readonly base?: PriceBook;
  readonly lists: readonly ListPlace[];
  readonly records: readonly RecordPlace[];
  readonly rows: readonly RowPlace[];
  readonly sources: readonly Source[];
}

/** Takes a book apart once, so that each rule is a short walk. */
export function subjectOf(book: PriceBook, given: Pick<Subject, 'today' | 'sizes' | 'base'>): Subject {
  const lists = priceListIds.map((id) => ({ id, list: book.lists[id], pointer: `/lists/${id}` }));
  const records = lists.flatMap((at) =>
    Object.entries(at.list.skus).map(([sku, record]) => ({ at, sku, vendor: vendorOf(sku), record, pointer: pointerTo(at, sku) })),
  );
  const rows = records.flatMap((place) =>
    place.record.prices.map((row, index) => ({ ...place, row, index, pointer: `${place.pointer}/prices/${index}` })),
  );
  const vat = Object.entries(book.vat).map(([id, { evidence }]) => ({ of: 'vat' as const, pointer: `/vat/${id}/evidence`, evidence }));
  const sources = [...rows.flatMap(sourcesOfRow), ...records.flatMap(sourcesOfRecord), ...lists.flatMap(sourcesOfChanges), ...vat];
  return { ...given, book, lists, records, rows, sources };
}

export function vendorOf(sku: string): string {
  return sku.split('.')[0]!;
}

/** The figures of a row from low to high: one for a price, two or three for a span. */
export function figuresOf({ net, low, likely, high, percent }: PriceRow): readonly string[] {
  return [net, percent, low, likely, high].flatMap((figure) => (figure === undefined ? [] : [figure]));
}

/** A part of a JSON pointer: `~` and `/` are written `~0` and `~1`. */
export function pointerPart(part: string | number): string {
  return String(part).replaceAll('~', '~0').replaceAll('/', '~1');
}

function pointerTo(at: ListPlace, sku: string): string {
  return `${at.pointer}/skus/${pointerPart(sku)}`;
}

function sourcesOfRow({ at, sku, row, pointer }: RowPlace): Source[] {
  const place = { at, sku, begins: row.from };
  const reading = (evidence: SecondReading): Source => ({ ...place, of: 'reading', evidence, pointer: `${pointer}/secondReading` });
  return [
    { ...place, of: 'row', evidence: row.evidence, pointer: `${pointer}/evidence` },
    ...(row.secondReading ? [reading(row.secondReading)] : []),
  ];
}

function sourcesOfRecord({ at, sku, record, pointer }: RecordPlace): Source[] {
  const { stock = [], deprecated } = record;
  const sightings = stock.map(({ evidence }, i): Source => ({
    of: 'sighting',
    at,
    sku,
    evidence,
    pointer: `${pointer}/stock/${i}/evidence`,
  }));
  if (!deprecated) return sightings;
  const { evidence, announcedOn } = deprecated;
  return [...sightings, { of: 'withdrawal', at, sku, evidence, begins: announcedOn, pointer: `${pointer}/deprecated/evidence` }];
}

function sourcesOfChanges(at: ListPlace): Source[] {
  return at.list.changes.map(({ evidence, on }, i) => ({
    of: 'change',
    at,
    evidence,
    begins: on,
    pointer: `${at.pointer}/changes/${i}/evidence`,
  }));
}
