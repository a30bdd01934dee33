/** Rules on days: their order, where a history begins, and that every later price belongs to a change that is on record. */
import type { Fault, ListPlace, RecordPlace, Subject } from './subject.ts';
import { vendorOf } from './subject.ts';
import type { PriceChange } from '../schema.ts';

/** The look-up takes the last row that fits: out of order, or twice on a day, it would take the wrong one. */
export function daysAscend({ book, lists, records }: Subject): Fault[] {
  const rows = records.flatMap(({ sku, record, pointer }) => [
    ...outOfOrder(record.prices, (row) => row.from, { pointer: `${pointer}/prices`, subject: sku, sku }),
    ...outOfOrder(record.stock ?? [], (sighting) => sighting.observedOn, { pointer: `${pointer}/stock`, subject: sku, sku }),
  ]);
  const rates = outOfOrder(book.exchangeRates, (rate) => rate.on, { pointer: '/exchangeRates', subject: 'exchangeRates' });
  const changes = lists.flatMap(({ list, pointer, id }) =>
    outOfOrder(list.changes, (change) => `${change.on} of ${change.vendor} (${change.kinds.join(', ')})`, {
      pointer: `${pointer}/changes`,
      subject: `changes of ${id}`,
    }),
  );
  return [...rows, ...rates, ...changes];
}

function outOfOrder<T>(
  entries: readonly T[],
  dayOf: (entry: T) => string,
  place: { pointer: string; subject: string; sku?: string },
): Fault[] {
  return entries.flatMap((entry, i) => {
    const before = entries[i - 1];
    if (!before || dayOf(before) < dayOf(entry)) return [];
    const { pointer, subject, ...rest } = place;
    const message = `"${subject}" has ${dayOf(entry)} after ${dayOf(before)}. Put the oldest first, each day once.`;
    return [{ ...rest, pointer: `${pointer}/${i}`, message }];
  });
}

/** A dropped first row, or a moved one, shows against the stated beginning. Nothing precedes it, so it applies to all. */
export function historyBegins({ records }: Subject): Fault[] {
  return records.flatMap(({ sku, record, pointer }) => {
    const first = record.prices[0]!;
    const faults: Fault[] = [];
    if (first.from !== record.since) {
      const message = `"${sku}" is known since ${record.since}, but its first row is from ${first.from}. Restore the row or correct "since".`;
      faults.push({ sku, pointer: `${pointer}/since`, message });
    }
    if (first.appliesTo !== 'all') {
      const message = `"${sku}" begins with a row for "${first.appliesTo}", but no older price exists that a contract could keep. Write "all".`;
      faults.push({ sku, pointer: `${pointer}/prices/0/appliesTo`, message });
    }
    return faults;
  });
}

/** Vendors change prices on announced days: a later row that belongs to none has a wrong day or nobody's word. */
export function rowsBelongToChange({ records }: Subject): Fault[] {
  return records.flatMap((place) =>
    place.record.prices.slice(1).flatMap((row, i) => {
      const change = changesOf(place).find(({ on }) => on === row.from);
      const pointer = `${place.pointer}/prices/${i + 1}`;
      const { sku, record } = place;
      if (!change) {
        const message = `"${sku}" has a price from ${row.from}, but "changes" names no change of ${record.kind} prices on that day. Correct the day or add the change with its evidence.`;
        return [{ sku, pointer: `${pointer}/from`, message }];
      }
      if (change.appliesTo === row.appliesTo) return [];
      const message = `"${sku}" says that the price from ${row.from} applies to "${row.appliesTo}", the change of that day to "${change.appliesTo}". Correct the wrong one.`;
      return [{ sku, pointer: `${pointer}/appliesTo`, message }];
    }),
  );
}

/**
 * A change without its row is a row that was dropped, or a price that nobody knows from that day on. A notice speaks of whole
 * kinds; an interface shows single prices, so a change that only it has shown says nothing of the others.
 */
export function changesReachAll({ records }: Subject): Fault[] {
  return records.flatMap((place) => {
    const { sku, record, pointer } = place;
    const missing = changesOf(place).filter((change) => concerns(change, place) && !record.prices.some((row) => row.from === change.on));
    return missing.map(({ on, title }) => ({
      sku,
      pointer: `${pointer}/prices`,
      message: `"${sku}" has no price from ${on}, although all ${record.kind} prices changed then (${title}). Add the row, or write "unknownFrom": "${on}".`,
    }));
  });
}

/** A price becomes unknown only when the vendor changes it; on any other day the old one still holds. */
export function unknownFromAChange({ records }: Subject): Fault[] {
  return records.flatMap((place) => {
    const { sku, record, pointer } = place;
    const { unknownFrom } = record;
    if (unknownFrom === undefined) return [];
    const isChange = changesOf(place).some(({ on }) => on === unknownFrom);
    const known = record.prices.find((row) => row.from >= unknownFrom);
    if (isChange && !known) return [];
    const why = known ? `has a row from ${known.from}` : 'no change of that day is on record';
    const message = `"${sku}" is unknown from ${unknownFrom}, but ${why}. Correct "unknownFrom" or take it out.`;
    return [{ sku, pointer: `${pointer}/unknownFrom`, message }];
  });
}

/** A change of a vendor without records, or of kinds that it does not sell here, changes nothing and is a slip. */
export function changesConcernRecords({ lists, records }: Subject): Fault[] {
  return lists.flatMap((at) => at.list.changes.flatMap((change, i) => idleKinds(change, at, records).map((kind) => idle(at, i, kind))));
}

/** The changes that may concern a SKU: those of its vendor and kind. */
export function changesOf({ at, vendor, record }: RecordPlace): readonly PriceChange[] {
  return at.list.changes.filter((change) => change.vendor === vendor && change.kinds.includes(record.kind));
}

function concerns({ on, appliesTo, evidence }: PriceChange, { record }: RecordPlace): boolean {
  const isKnown = record.since < on && (record.unknownFrom === undefined || on < record.unknownFrom);
  const withdrawn = record.deprecated?.notOrderableFrom;
  const isOrdered = withdrawn === undefined || on < withdrawn;
  return isKnown && evidence.kind !== 'vendor-api' && (appliesTo === 'all' || isOrdered);
}

function idleKinds({ vendor, kinds, on }: PriceChange, at: ListPlace, records: readonly RecordPlace[]): string[] {
  const moved = records.filter(
    ({ at: place, sku, record }) => place === at && vendorOf(sku) === vendor && record.prices.some((r) => r.from === on),
  );
  return kinds.filter((kind, i) => kinds.indexOf(kind) !== i || !moved.some(({ record }) => record.kind === kind));
}

function idle({ list, pointer }: ListPlace, index: number, kind: string): Fault {
  const { vendor, on } = list.changes[index]!;
  const message = `"${vendor}" is said to have changed ${kind} prices on ${on}, but no row begins then, or the kind is named twice. Correct the change.`;
  return { pointer: `${pointer}/changes/${index}/kinds`, message };
}
