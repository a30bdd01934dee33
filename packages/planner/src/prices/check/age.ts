/** Rules on age: a price that nobody has looked at for long is a memory. The list says how new it is, and must not flatter itself. */
import { addDays, daysBetween } from '../../units/time.ts';
import type { Fault, ListPlace, RecordPlace, Subject } from './subject.ts';
import { vendors } from './vendors.ts';
import { isSold } from '../price-book.ts';

/** Days after which a price is told to be old, and after which it no longer passes. */
const volatile = { warnVendor: 60, warnRecord: 106, fail: 120 };
const stable = { warnRecord: 180 };
const rate = { warn: 60, fail: 120 };

/** "As of" is what every screen shows: it is the newest observation behind the list, neither more nor less. */
export function asOfIsTheNewest({ book, lists, sources }: Subject): Fault[] {
  return lists.flatMap((at) => {
    const seen = sources.filter((source) => source.at === at).map(({ evidence }) => evidence.observedOn);
    const confirmed = Object.values(at.list.skus).flatMap((record) => record.confirmed?.on ?? []);
    const rates = usesDollars(at) ? book.exchangeRates.map(({ on }) => on) : [];
    const newest = [...seen, ...confirmed, ...rates].sort().at(-1);
    if (newest === undefined || newest === at.list.asOf) return [];
    const message = `"${at.id}" is as of ${at.list.asOf}, but its newest observation is of ${newest}. Write "asOf": "${newest}", or correct the day of that observation.`;
    return [{ pointer: `${at.pointer}/asOf`, message }];
  });
}

/** Hetzner changed its prices twice in ten weeks: what it has not shown for four months is no price of today. */
export function pricesAreFresh({ records, today }: Subject): Fault[] {
  return records.flatMap((place) => {
    const { at, sku, vendor, record, pointer } = place;
    const seen = newestReading(place);
    const isKnown = record.unknownFrom === undefined || today < record.unknownFrom;
    if (at.id === 'quoted' || !isKnown || !isSold(at.list, sku, today)) return [];
    const days = daysBetween(seen, today);
    const isVolatile = vendors[vendor]?.isVolatile ?? false;
    const { warnRecord } = isVolatile ? volatile : stable;
    if (days <= warnRecord) return [];
    const isOver = isVolatile && days > volatile.fail;
    const limit = isVolatile && !isOver ? ` before ${addDays(seen, volatile.fail + 1)}` : '';
    const message = `"${sku}" was last seen on ${seen}, ${days} days ago. Look at ${record.checkAt} and confirm it${limit}.`;
    return [{ sku, severity: isOver ? 'error' : 'warning', pointer: `${pointer}/prices/${record.prices.length - 1}`, message }];
  });
}

/** One warning for a vendor that nobody has asked for two months, before forty errors follow. */
export function vendorsAreFresh({ lists, records, today }: Subject): Fault[] {
  return lists.flatMap((at) => {
    if (at.id === 'quoted') return [];
    const ofVendor = (name: string) => records.filter((place) => place.at === at && place.vendor === name);
    return Object.entries(vendors).flatMap(([name, { isVolatile }]) => {
      const newest = ofVendor(name).map(newestReading).sort().at(-1);
      const days = newest === undefined ? 0 : daysBetween(newest, today);
      if (!isVolatile || days <= volatile.warnVendor) return [];
      const message = `"${name}" was last asked on ${newest}, ${days} days ago, and changes prices often. Run "ordiplan prices refresh".`;
      return [{ severity: 'warning', pointer: `${at.pointer}/asOf`, message }];
    });
  });
}

/** A dollar price is worth what the euro is worth today. */
export function rateIsFresh({ book, today }: Subject): Fault[] {
  const newest = book.exchangeRates
    .map(({ on }) => on)
    .sort()
    .at(-1)!;
  const days = daysBetween(newest, today);
  if (days <= rate.warn) return [];
  const message = `"exchangeRates" ends on ${newest}, ${days} days ago. Add the rate of the European Central Bank of today.`;
  return [{ severity: days > rate.fail ? 'error' : 'warning', pointer: `/exchangeRates/${book.exchangeRates.length - 1}/on`, message }];
}

/** An answer of the interface that tells the stock of a type tells its price as well. */
function newestReading({ record }: RecordPlace): string {
  const { evidence, secondReading } = record.prices.at(-1)!;
  const answers = (record.stock ?? []).filter((sighting) => sighting.evidence.kind === 'vendor-api').map(({ observedOn }) => observedOn);
  return [evidence.observedOn, secondReading?.observedOn ?? '', record.confirmed?.on ?? '', ...answers].sort().at(-1)!;
}

function usesDollars({ list }: ListPlace): boolean {
  return Object.values(list.skus).some(({ prices }) => prices.some(({ currency }) => currency === 'USD'));
}
