/** Double entry: a price that two sources confirm carries the second one in its own terms, and the two are compared to the cent. */
import { Decimal } from 'decimal.js';
import { daysBetween } from '../../units/time.ts';
import type { Fault, RowPlace, Subject } from './subject.ts';
import { rowOn } from '../price-book.ts';
import type { PriceRow, SecondReading } from '../schema.ts';

/** Readings further apart than this are readings of two prices. */
const mostDaysApart = 365;

/** "Three sources agree" is a claim; one of them written down is a proof. Of a derived price it is the figure it comes from. */
export function readingsProveConfirmations({ rows }: Subject): Fault[] {
  return rows.flatMap(({ sku, row, pointer }) => {
    const { confirmations, kind } = row.evidence;
    if (confirmations >= 2 && !row.secondReading) {
      const message = `"${sku}" claims ${confirmations} sources for ${row.from} but shows one. Add "secondReading" or write 1.`;
      return [{ sku, pointer: `${pointer}/evidence/confirmations`, message }];
    }
    if (confirmations === 1 && row.secondReading && kind !== 'derived') {
      const message = `"${sku}" has a second reading for ${row.from} but claims ${confirmations} source. Raise "confirmations", or write "derived" if the reading is the figure it was computed from.`;
      return [{ sku, pointer: `${pointer}/secondReading`, message }];
    }
    return [];
  });
}

/** A source does not confirm itself, and no price of another year. */
export function readingsAreIndependent({ rows }: Subject): Fault[] {
  return withReading(rows).flatMap(({ sku, row, reading, pointer }) => {
    const { title, observedOn, kind } = row.evidence;
    const faults: Fault[] = [];
    if (title === reading.title) {
      const message = `"${sku}" has the same title "${title}" for evidence and second reading. Name the other source.`;
      faults.push({ sku, pointer: `${pointer}/title`, message });
    }
    if (kind === 'derived' && !title.startsWith(reading.title)) {
      const message = `"${sku}" is derived from "${title}", but its reading is from "${reading.title}". Show the figure that it was computed from.`;
      faults.push({ sku, pointer: `${pointer}/title`, message });
    }
    if (Math.abs(daysBetween(observedOn, reading.observedOn)) > mostDaysApart) {
      const message = `"${sku}" was read on ${observedOn} and ${reading.observedOn}, more than ${mostDaysApart} days apart. Correct a day or find a newer reading.`;
      faults.push({ sku, pointer: `${pointer}/observedOn`, message });
    }
    return faults;
  });
}

/** A gross figure without its rate cannot be checked, a net figure with one is one of the two. */
export function readingsNameVat({ rows, book }: Subject): Fault[] {
  const rates = Object.values(book.vat).map(({ rate }) => Number(rate));
  return withReading(rows).flatMap(({ sku, reading: { basis, vatRate, amount }, pointer }) => {
    const isGross = basis === 'gross' && vatRate !== undefined && Number(vatRate) > 0 && rates.includes(Number(vatRate));
    if (isGross || (basis === 'net' && vatRate === undefined)) return [];
    const message = `"${sku}" has a second reading of ${amount} ${basis} at a VAT rate of ${vatRate ?? 'nothing'}. A gross reading needs one of the rates of the book, a net one none.`;
    return [{ sku, pointer, message }];
  });
}

/** The triple of net, VAT and gross must close to the cent: this finds a flipped basis, a shifted point, a wrong digit. */
export function readingsAgree(subject: Subject): Fault[] {
  return withReading(subject.rows).flatMap((place) => {
    const { sku, row, reading, pointer } = place;
    const extra = priceOfOthers(place);
    const pairs = figurePairs(row, reading);
    if (!pairs || extra === undefined) {
      const what = pairs
        ? `adds "${reading.with?.join('", "')}", which have no such price on ${reading.observedOn}`
        : 'is not of the same form as the price';
      return [{ sku, pointer, message: `"${sku}" has a second reading that ${what}. State what the source shows.` }];
    }
    const wrong = pairs.filter(([ours, theirs]) => !asRead(new Decimal(ours).plus(extra), reading).equals(theirs));
    return wrong.map(([ours, theirs]) => {
      const others = reading.with ? ` with ${reading.with.join(', ')} (${plain(extra)})` : '';
      const computed = plain(asRead(new Decimal(ours).plus(extra), reading));
      const message = `"${sku}" costs ${ours} from ${row.from}${others}; as "${reading.title}" shows it this is ${computed} ${reading.basis}, but the reading is ${plain(theirs)}. One of them is wrong: look both up.`;
      return { sku, pointer, message };
    });
  });
}

function withReading(rows: readonly RowPlace[]): (RowPlace & { reading: SecondReading })[] {
  return rows.flatMap((place) => {
    const { secondReading } = place.row;
    return secondReading ? [{ ...place, reading: secondReading, pointer: `${place.pointer}/secondReading` }] : [];
  });
}

/** Our figures beside those of the reading; undefined if the two are not of one form. */
function figurePairs(row: PriceRow, { amount, upTo, factors }: SecondReading): (readonly [string, Decimal])[] | undefined {
  const { net, percent, low, likely, high } = row;
  const first = new Decimal(amount);
  if (factors) {
    if (low === undefined || likely === undefined || high === undefined || upTo !== undefined) return undefined;
    return [
      [low, first.times(factors.low)],
      [likely, first.times(factors.likely)],
      [high, first.times(factors.high)],
    ];
  }
  if (upTo !== undefined)
    return low !== undefined && high !== undefined && likely === undefined
      ? [
          [low, first],
          [high, new Decimal(upTo)],
        ]
      : undefined;
  const single = net ?? percent;
  return single === undefined ? undefined : [[single, first]];
}

function asRead(amount: Decimal, { basis, vatRate = '0' }: SecondReading): Decimal {
  return basis === 'net' ? amount : amount.times(new Decimal(vatRate).plus(1)).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

function priceOfOthers({ at, row, reading }: RowPlace & { reading: SecondReading }): Decimal | undefined {
  const day = reading.observedOn;
  let sum = new Decimal(0);
  for (const sku of reading.with ?? []) {
    const record = at.list.skus[sku];
    const other = record && rowOn(record, { orderedOn: day, day });
    if (other?.net === undefined || other.currency !== row.currency || other.per !== row.per) return undefined;
    sum = sum.plus(other.net);
  }
  return sum;
}

/** At least two decimals. */
function plain(amount: Decimal): string {
  return amount.toFixed(Math.max(2, amount.decimalPlaces()));
}
