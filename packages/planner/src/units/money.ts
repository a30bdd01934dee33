/**
 * Money: an exact amount in euro that knows whether VAT is in it and which period it covers.
 *
 * The two type parameters turn the two classic mistakes of price comparisons into compile errors:
 * adding net to gross, and adding hourly to monthly.
 */
import { Decimal } from 'decimal.js';

export type Basis = 'net' | 'gross';
export type Period = 'once' | 'hour' | 'month';

export interface Money<B extends Basis = Basis, P extends Period = Period> {
  readonly euro: Decimal;
  readonly basis: B;
  readonly per: P;
}

/** Net euro a month: what nearly every list price and bill of this library is. */
export type NetMonth = Money<'net', 'month'>;

/** A private copy, so that no other library can change our precision or rounding. */
const Exact = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_UP });

/** Net euro per period. Takes a string because 0.1 + 0.2 is not 0.3. */
export function net<P extends Period>(euro: string, per: P): Money<'net', P> {
  return { euro: new Exact(euro), basis: 'net', per };
}

export function add<B extends Basis, P extends Period>(a: Money<B, P>, b: Money<NoInfer<B>, NoInfer<P>>): Money<B, P> {
  return { ...a, euro: a.euro.plus(b.euro) };
}

export function subtract<B extends Basis, P extends Period>(a: Money<B, P>, b: Money<NoInfer<B>, NoInfer<P>>): Money<B, P> {
  return { ...a, euro: a.euro.minus(b.euro) };
}

export function times<B extends Basis, P extends Period>(a: Money<B, P>, quantity: number): Money<B, P> {
  return { ...a, euro: a.euro.times(quantity) };
}

/** Shares a cost over `parts`. Keeps all digits; round where it is shown. */
export function divide<B extends Basis, P extends Period>(a: Money<B, P>, parts: number): Money<B, P> {
  return { ...a, euro: a.euro.div(parts) };
}

/** The sum of net monthly amounts; 0.00 for none. */
export function sum(amounts: readonly NetMonth[]): NetMonth {
  return amounts.reduce((total, amount) => add(total, amount), net('0', 'month'));
}

/** Rounds half up to the cent, as each line of an invoice does. */
export function toCents<B extends Basis, P extends Period>(a: Money<B, P>): Money<B, P> {
  return { ...a, euro: a.euro.toDecimalPlaces(2) };
}

/** Adds VAT, e.g. `withVat(price, '0.20')` in Austria. Rounds to the cent, as an invoice does. */
export function withVat<P extends Period>(a: Money<'net', P>, rate: string): Money<'gross', P> {
  const euro = a.euro.times(new Exact(rate).plus(1)).toDecimalPlaces(2);
  return { euro, basis: 'gross', per: a.per };
}

/** Net dollars a period at `usdPerEur` dollars for one euro. The rate must be dated: see `exchangeRate`. */
export function fromUsd<P extends Period>(usd: string, usdPerEur: string, per: P): Money<'net', P> {
  return { euro: new Exact(usd).div(usdPerEur), basis: 'net', per };
}

/** An hourly price over a month of `hours` hours. */
export function overMonth(a: Money<'net', 'hour'>, hours: number): NetMonth {
  return { euro: a.euro.times(hours), basis: 'net', per: 'month' };
}
