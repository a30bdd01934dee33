/** Is a price that a vendor answered believable beside the price that holds today? Decides nothing else. */
import { Decimal } from 'decimal.js';
import { rowOn } from '../price-book.ts';
import type { Doubt, DoubtCode, PriceObservation } from './observations.ts';
import type { PriceRow, Sku } from '../schema.ts';

/** Hetzner's cap: a month costs this many hours. Reproduces every hourly price that was seen (prices.md, section 1a). */
const cappedHours = 624;
/** Older types were capped at 600 to 632 hours, so this share of difference is usual; a basis or unit error is far more. */
const usualHourlyGap = 0.05;
/** Half of the last digit of an hourly price. */
const hourlyRounding = 0.00005;
/** The largest change ever seen is +175 %, so a factor of 2.75. */
const largestFactor = 3;
const mostDecimals = 6;

/** What the book says of a SKU, on the day of the observation. */
export interface Known {
  readonly sku: string;
  readonly record: Sku;
  readonly day: string;
  /** Rates of the book, e.g. "0.20": a price that moved by exactly one of them has probably changed its basis. */
  readonly vatRates: readonly string[];
  /** Sites at which the SKU was seen before and that this answer lacks. */
  readonly missingSites: readonly string[];
}

/** Either doubts, or the price as the book writes it, with the row that holds today. */
export type Verdict =
  | { readonly doubts: readonly Doubt[] }
  | { readonly row: PriceRow; readonly amount: string; readonly hourly: string | undefined; readonly isChange: boolean };

/** Judges all observations of one SKU together. The first rule that is broken is told; the others would only repeat it. */
export function judgePrice(seen: readonly PriceObservation[], known: Known): Verdict {
  const doubt = seen.map((one) => doubtOfOne(one, known)).find(Boolean) ?? doubtOfAll(seen, known);
  if (doubt) return { doubts: [doubt] };
  const row = rowOn(known.record, { orderedOn: known.day, day: known.day });
  const { what, amount, hourly } = merged(seen);
  const before = row?.[what];
  if (!row || before === undefined) {
    return {
      doubts: [tell('no-price', known.sku, amount, 'The book has no such price of today to compare it with; add the row by hand.')],
    };
  }
  const isChange = !new Decimal(before).equals(amount);
  const change = isChange ? doubtOfChange(before, amount, known) : doubtOfHourly(row.hourly, hourly, known);
  return change ? { doubts: [change] } : { row, amount, hourly, isChange };
}

/** Included traffic has no date in the book, so a difference is told and never written. */
export function doubtOfTraffic(seen: readonly PriceObservation[], { sku, record }: Known): Doubt | undefined {
  const other = seen.find(({ includedTrafficTb: tb }) => tb !== undefined && tb !== record.includedTrafficTb);
  if (!other) return undefined;
  return tell(
    'traffic',
    sku,
    `${other.includedTrafficTb} TB`,
    `The book says ${record.includedTrafficTb ?? 'no'} TB of included traffic; correct "includedTrafficTb" by hand if the vendor changed it.`,
  );
}

function doubtOfOne(one: PriceObservation, { sku, day, record }: Known): Doubt | undefined {
  const at = one.site === undefined ? '' : ` at ${one.site}`;
  const row = rowOn(record, { orderedOn: day, day }) ?? record.prices.at(-1)!;
  if (one.what === 'net' && one.currency !== row.currency) {
    return tell(
      'currency',
      sku,
      `${one.amount} ${one.currency}`,
      `The book is in ${row.currency}${at}; ask for prices in ${row.currency}.`,
    );
  }
  if (new Decimal(one.amount).isZero() && Number(row.net ?? row.percent) !== 0) {
    return tell('zero', sku, one.amount, `A price does not drop to zero${at}; look it up at ${record.checkAt}.`);
  }
  const figures = [one.amount, ...(one.hourly === undefined ? [] : [one.hourly])];
  const long = figures.find((figure) => new Decimal(figure).decimalPlaces() > mostDecimals);
  if (long !== undefined) return tell('digits', sku, long, `More than ${mostDecimals} decimals${at}: the book would have to round it.`);
  if (!fitsVat(one)) {
    const rate = one.vatPercent === undefined ? 'any VAT' : `${Number(one.vatPercent)} % VAT`;
    return tell('vat', sku, `net ${one.amount}, gross ${one.gross}`, `They do not fit with ${rate}${at}; net and gross may be swapped.`);
  }
  if (one.hourly !== undefined && !fitsMonth(one.hourly, one.amount)) {
    return tell('hourly', sku, `${one.hourly} an hour`, `Far from ${one.amount} a month${at}, which is ${cappedHours} hours.`);
  }
  return undefined;
}

function doubtOfAll(seen: readonly PriceObservation[], { sku }: Known): Doubt | undefined {
  const differs = (figure: (one: PriceObservation) => string | undefined) =>
    new Set(seen.flatMap((one) => figure(one) ?? []).map((text) => new Decimal(text).toString())).size > 1;
  if (!differs((one) => one.amount) && !differs((one) => one.hourly)) return undefined;
  const list = [
    ...new Set(seen.map((one) => `${one.site ?? 'everywhere'} ${plain(one.amount)}${one.hourly ? ` (${plain(one.hourly)}/h)` : ''}`)),
  ];
  return tell(
    'sites',
    sku,
    list.join(', '),
    'One SKU has one price in the book; split the record or wait for an answer that agrees with itself.',
  );
}

function doubtOfChange(before: string, after: string, { sku, day, record, vatRates, missingSites }: Known): Doubt | undefined {
  const factor = new Decimal(after).div(before);
  if (factor.greaterThan(largestFactor) || factor.lessThan(new Decimal(1).div(largestFactor))) {
    return tell(
      'jump',
      sku,
      after,
      `The book says ${before}: a change by a factor beyond ${largestFactor}. Look it up at ${record.checkAt}.`,
    );
  }
  const rate = vatRates.find((one) => Number(one) !== 0 && movedBy(one, before, after));
  if (rate !== undefined) {
    return tell(
      'gross',
      sku,
      after,
      `The book says ${before}: the difference is exactly ${Number(rate) * 100} % VAT, so the basis may have changed.`,
    );
  }
  const later = record.prices.find((row) => row.from >= day);
  if (later) return tell('later-row', sku, after, `The book already has a row from ${later.from}; correct it by hand.`);
  if (missingSites.length > 0) {
    return tell('partial', sku, after, `The book says ${before}, and the answer lacks ${missingSites.join(', ')}; ask again.`);
  }
  return undefined;
}

function doubtOfHourly(before: string | undefined, after: string | undefined, { sku }: Known): Doubt | undefined {
  if (before === undefined || after === undefined || new Decimal(before).equals(after)) return undefined;
  return tell('hourly', sku, `${after} an hour`, `The book says ${before} at the same price of a month; correct it by hand.`);
}

/** Without a rate, gross must at least not be below net and not above it by more than any VAT rate in Europe (27 %). */
function fitsVat({ amount, gross, vatPercent }: PriceObservation): boolean {
  if (gross === undefined) return true;
  const [net, withVat] = [new Decimal(amount), new Decimal(gross)];
  if (vatPercent === undefined) return withVat.greaterThanOrEqualTo(net) && withVat.lessThanOrEqualTo(net.times('1.27').plus('0.01'));
  return net.times(new Decimal(vatPercent).div(100).plus(1)).minus(withVat).abs().lessThan('0.0001');
}

function fitsMonth(hourly: string, monthly: string): boolean {
  const usual = new Decimal(monthly).div(cappedHours);
  return usual.minus(hourly).abs().lessThanOrEqualTo(usual.times(usualHourlyGap).plus(hourlyRounding));
}

/** Whether the larger price is the smaller one with VAT, or the smaller the larger without it, to the decimals of the two. */
function movedBy(rate: string, before: string, after: string): boolean {
  const [low, high] = [before, after].map((text) => new Decimal(text)).sort((a, b) => a.comparedTo(b));
  const decimals = Math.max(2, low!.decimalPlaces(), high!.decimalPlaces());
  const factor = new Decimal(rate).plus(1);
  const isRounded = (exact: Decimal, amount: Decimal) => exact.toDecimalPlaces(decimals).equals(amount);
  return isRounded(low!.times(factor), high!) || isRounded(high!.div(factor), low!);
}

function merged(seen: readonly PriceObservation[]) {
  const hourly = seen.find((one) => one.hourly !== undefined)?.hourly;
  const { what, amount } = seen[0]!;
  return {
    what,
    amount: what === 'percent' ? new Decimal(amount).toString() : plain(amount),
    hourly: hourly === undefined ? undefined : plain(hourly, 4),
  };
}

/** "8.4900000000" as the book writes it: "8.49". At least two decimals. */
function plain(amount: string, atLeast = 2): string {
  const exact = new Decimal(amount);
  return exact.toFixed(Math.max(atLeast, exact.decimalPlaces()));
}

function tell(code: DoubtCode, sku: string, seen: string, message: string): Doubt {
  return { code, sku, seen, message };
}
