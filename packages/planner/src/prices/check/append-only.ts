/** Rules on a change of the file: history is only ever appended to. They say nothing if the book before the change is not known. */
import { pointerPart, type Fault, type Subject } from './subject.ts';
import { priceListIds, vatIds, type PriceBook, type PriceListId, type PriceRow, type Sku } from '../schema.ts';

/** How a note begins that documents a correction. */
const correction = 'Corrected:';

/** The same SKU before and after. */
interface Pair {
  readonly id: PriceListId;
  readonly sku: string;
  readonly before: Sku;
  readonly after: Sku;
  readonly pointer: string;
  /** The newest observation in the list before the change. */
  readonly asOf: string;
}

/** Old links and running contracts need the prices of types that are no longer sold. */
export function skusStay({ base, book }: Subject): Fault[] {
  if (!base) return [];
  return priceListIds.flatMap((id) =>
    Object.keys(base.lists[id].skus)
      .filter((sku) => !book.lists[id].skus[sku])
      .map((sku) => ({
        sku,
        pointer: `/lists/${id}/skus`,
        message: `"${sku}" was deleted. Restore its record; a type that is no longer sold moves to "retired".`,
      })),
  );
}

/**
 * A price that was true on its day stays true. Two things may happen to a row: its evidence is renewed by a reading newer
 * than everything the old book knew, or it is corrected with a new note that begins with "Corrected:".
 */
export function rowsStay(subject: Subject): Fault[] {
  return pairs(subject).flatMap(({ sku, before, after, pointer, asOf }) =>
    before.prices.flatMap((row, i) => {
      const index = after.prices.findIndex(({ from }) => from === row.from);
      const now = after.prices[index];
      const place = { sku, pointer: `${pointer}/prices${now ? `/${index}` : ''}` };
      if (!now)
        return [
          { ...place, message: `"${sku}" lost its price from ${row.from}. Restore the row: a later row ends it, nothing deletes it.` },
        ];
      if (index !== i)
        return [
          {
            ...place,
            message: `"${sku}" has its price from ${row.from} at place ${index + 1} instead of ${i + 1}. Append new rows at the end.`,
          },
        ];
      const keys = changedKeys(row, now);
      if (keys.length === 0 || isCorrected(row, now) || isRenewed(row, now, asOf)) return [];
      return [
        {
          ...place,
          message: `"${sku}" had ${keys.join(', ')} of its price from ${row.from} edited. Append a row instead, or say in "note" what was wrong: "${correction} ...".`,
        },
      ];
    }),
  );
}

/** What was seen on a day, what a bank stated and what a vendor announced does not change afterwards. */
export function observationsStay(subject: Subject): Fault[] {
  const { base, book } = subject;
  if (!base) return [];
  const stock = pairs(subject).flatMap(({ sku, before, after, pointer }) =>
    edited(before.stock ?? [], after.stock ?? [], { pointer: `${pointer}/stock`, subject: sku, sku }),
  );
  const rates = edited(base.exchangeRates, book.exchangeRates, { pointer: '/exchangeRates', subject: 'exchangeRates' });
  const changes = priceListIds.flatMap((id) => editedChanges(id, base, book));
  return [...stock, ...rates, ...changes];
}

/** Kind, unit, size, first day: what a record is stays, unless the note of its newest row says "Corrected:" and names the key. */
export function recordsStay(subject: Subject): Fault[] {
  return pairs(subject).flatMap(({ sku, before, after, pointer }) => {
    const [last, now] = [before.prices.at(-1), after.prices.at(-1)!];
    const isNoted = (key: string) => last !== undefined && isCorrected(last, now) && now.note!.includes(key);
    const keys = changedKeys(before, after).filter((key) => !mayChange(key, before, after) && !isNoted(key));
    return keys.map((key) => ({
      sku,
      pointer: `${pointer}/${key}`,
      message: `"${sku}" had its "${key}" edited. Restore it, or write in the note of its newest row: "${correction} ${key} ...".`,
    }));
  });
}

/** Evidence of a VAT rate is only replaced by a newer look. */
export function vatStays({ base, book }: Subject): Fault[] {
  if (!base) return [];
  const { asOf } = base.lists.current;
  return vatIds.flatMap((id) => {
    const [before, after] = [base.vat[id], book.vat[id]];
    if (isSame(before, after) || (before.rate === after.rate && after.evidence.observedOn > asOf)) return [];
    return [
      { pointer: `/vat/${id}`, message: `"${id}" had its VAT rate or its evidence edited. Restore it, or cite a look after ${asOf}.` },
    ];
  });
}

function pairs({ base, book }: Subject): Pair[] {
  if (!base) return [];
  return priceListIds.flatMap((id) =>
    Object.entries(base.lists[id].skus).flatMap(([sku, before]) => {
      const { asOf } = base.lists[id];
      const after = book.lists[id].skus[sku];
      return after ? [{ id, sku, before, after, asOf, pointer: `/lists/${id}/skus/${pointerPart(sku)}` }] : [];
    }),
  );
}

function isCorrected(before: PriceRow, after: PriceRow): boolean {
  return after.note !== before.note && (after.note?.startsWith(correction) ?? false);
}

/** Only evidence and second reading differ, and what is new in them was seen after everything in the old book. */
function isRenewed(before: PriceRow, after: PriceRow, asOf: string): boolean {
  const keys = changedKeys(before, after);
  const isNewer = (key: string) => (key === 'evidence' || key === 'secondReading') && (after[key]?.observedOn ?? '') > asOf;
  return after.from === before.from && keys.every(isNewer);
}

/** A page moves; a withdrawal is announced; a price becomes unknown, or is found again with a new row. */
function mayChange(key: string, before: Sku, after: Sku): boolean {
  if (key === 'prices' || key === 'stock' || key === 'checkAt') return true;
  if (key === 'deprecated') return before.deprecated === undefined;
  if (key === 'confirmed') return after.confirmed !== undefined && (before.confirmed?.on ?? '') < after.confirmed.on;
  return key === 'unknownFrom' && (before.unknownFrom === undefined || after.prices.length > before.prices.length);
}

function edited<T>(before: readonly T[], after: readonly T[], place: { pointer: string; subject: string; sku?: string }): Fault[] {
  const first = before.findIndex((entry, i) => !isSame(entry, after[i]));
  if (first === -1) return [];
  const { pointer, subject, ...rest } = place;
  const message = `"${subject}" has entry ${first + 1} of ${before.length} edited, moved or deleted. Restore it and append at the end.`;
  return [{ ...rest, pointer: after[first] === undefined ? pointer : `${pointer}/${first}`, message }];
}

/** A change may be confirmed by newer evidence, and a newly found one may stand between two; all else of it stays. */
function editedChanges(id: PriceListId, base: PriceBook, book: PriceBook): Fault[] {
  const { changes, asOf } = base.lists[id];
  return changes.flatMap((before, i) => {
    const same = book.lists[id].changes.filter(({ on, vendor }) => on === before.on && vendor === before.vendor);
    const isKept = same.some((after) => {
      const keys = changedKeys(before, after);
      return keys.every((key) => key === 'title' || key === 'evidence') && (keys.length === 0 || after.evidence.observedOn > asOf);
    });
    if (isKept) return [];
    const message = `"changes of ${id}" had the change of ${before.on} edited or deleted. Restore it, or cite a notice seen after ${asOf}.`;
    return [{ pointer: `/lists/${id}/changes${same.length > 0 ? `/${i}` : ''}`, message }];
  });
}

function changedKeys(before: object, after: object): string[] {
  const [a, b] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => !isSame(a.get(key), b.get(key)));
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)));
}
