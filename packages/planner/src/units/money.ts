/**
 * Money: an exact amount in euro that knows whether VAT is in it and which period it covers.
 *
 * The two type parameters turn the two classic mistakes of price comparisons into compile errors:
 * adding net to gross, and adding hourly to monthly.
 */
import { Decimal } from 'decimal.js';
import { PlannerError, quoted } from '../errors.ts';

/** Without VAT, or with it. */
export type Basis = 'net' | 'gross';
/** What an amount is for: once, an hour or a month. */
export type Period = 'once' | 'hour' | 'month';

/** An exact amount in euro that knows whether VAT is inside and which period it is for. */
export interface Money<B extends Basis = Basis, P extends Period = Period> {
  readonly euro: Decimal;
  readonly basis: B;
  readonly per: P;
}

/** Net euro a month: what nearly every list price and bill of this library is. */
export type NetMonth = Money<'net', 'month'>;

/** A private copy, so that no other library can change our precision or rounding. */
const Exact = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_UP });

/** As people, files and numbers write amounts. Three digits of exponent reach as far as any number of the computer. */
const amount = /^[+-]?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i;
const longestAmount = 400;

/** The exact number of a text. Throws `money.not-a-number`. */
function exact(text: string): Decimal {
  if (typeof text === 'string' && text.length <= longestAmount && amount.test(text)) return new Exact(text);
  const value = typeof text === 'string' ? quoted(text) : `a ${typeof text}`;
  throw new PlannerError('money.not-a-number', `The amount is ${value}, but must be a decimal number as text, such as "8.49".`, { value });
}

/** Throws `money.not-a-factor` for what no money can be multiplied with or shared by. */
function requireFactor(factor: number, isDivisor = false): void {
  if (typeof factor === 'number' && Number.isFinite(factor) && !(isDivisor && factor === 0)) return;
  const value = typeof factor === 'number' ? String(factor) : `a ${typeof factor}`;
  throw new PlannerError('money.not-a-factor', `The factor is ${value}, but must be a finite number${isDivisor ? ' other than 0' : ''}.`, {
    value,
  });
}

/** Net euro per period. Takes a string because 0.1 + 0.2 is not 0.3. Throws `money.not-a-number`. */
export function net<P extends Period>(euro: string, per: P): Money<'net', P> {
  return { euro: exact(euro), basis: 'net', per };
}

/** The sum of two amounts of one kind. Net and gross, or hour and month, do not compile. */
export function add<B extends Basis, P extends Period>(a: Money<B, P>, b: Money<NoInfer<B>, NoInfer<P>>): Money<B, P> {
  return { ...a, euro: a.euro.plus(b.euro) };
}

/** The first amount less the second, of one kind. Keeps all digits. */
export function subtract<B extends Basis, P extends Period>(a: Money<B, P>, b: Money<NoInfer<B>, NoInfer<P>>): Money<B, P> {
  return { ...a, euro: a.euro.minus(b.euro) };
}

/** An amount `quantity` times. Keeps all digits. */
export function times<B extends Basis, P extends Period>(a: Money<B, P>, quantity: number): Money<B, P> {
  requireFactor(quantity);
  return { ...a, euro: a.euro.times(quantity) };
}

/** Shares a cost over `parts`. Keeps all digits; round where it is shown. */
export function divide<B extends Basis, P extends Period>(a: Money<B, P>, parts: number): Money<B, P> {
  requireFactor(parts, true);
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
  const euro = a.euro.times(exact(rate).plus(1)).toDecimalPlaces(2);
  return { euro, basis: 'gross', per: a.per };
}

/** Net dollars a period at `usdPerEur` dollars for one euro. The rate must be dated: see `exchangeRate`. */
export function fromUsd<P extends Period>(usd: string, usdPerEur: string, per: P): Money<'net', P> {
  const rate = exact(usdPerEur);
  requireFactor(rate.toNumber(), true);
  return { euro: exact(usd).div(rate), basis: 'net', per };
}

/** An hourly price over a month of `hours` hours. */
export function overMonth(a: Money<'net', 'hour'>, hours: number): NetMonth {
  requireFactor(hours);
  return { euro: a.euro.times(hours), basis: 'net', per: 'month' };
}
