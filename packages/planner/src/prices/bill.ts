/** The bill: each part with its price and the total. It knows SKUs and sites, not what a plan is for. */
import { Decimal } from 'decimal.js';
import { add, divide, net, times, toCents, withVat, type Money, type NetMonth } from '../units/money.ts';
import { priceOf, stockOf, type Price, type PriceQuestion, type Stock } from './price-book.ts';
import type { PriceList, PriceRow } from './schema.ts';

/** A span of money. `likely` is undefined if the source names only two ends. */
export interface Spread<M extends Money = NetMonth> {
  readonly low: M;
  readonly likely: M | undefined;
  readonly high: M;
}

/** What is to be priced: parts with the same SKU become one line. */
export interface Part {
  readonly sku: string;
  readonly site: string;
  /** How many units, above zero; may be a fraction of a GB or TB. One if left out. */
  readonly quantity?: number;
}

/** A bought part, as often as it is bought, at its price. */
export interface LineItem {
  readonly sku: string;
  readonly label: string;
  readonly detail: string | undefined;
  readonly quantity: number;
  /** One unit for a month; undefined if the list does not price it. */
  readonly unitPrice: Spread | undefined;
  readonly cost: Spread | undefined;
  /** False for an estimate or a quoted span. */
  readonly isFact: boolean;
  /** The row of the price list behind the price. */
  readonly row: PriceRow | undefined;
  readonly stock: Stock;
}

/** What a plan costs a month: the line items and their sum. */
export interface Bill {
  readonly items: readonly LineItem[];
  /** Undefined as soon as one price is missing: an unknown price is not zero. */
  readonly net: Spread | undefined;
  readonly gross: Spread<Money<'gross', 'month'>> | undefined;
  /** Net, for one practice. */
  readonly perTenant: Spread | undefined;
  /** The sum of the known lines: "at least". */
  readonly knownNet: Spread;
  readonly unknownSkus: readonly string[];
  readonly vatRate: string;
}

const nothing = point(net('0', 'month'));

/** Prices the parts of a plan. Each line is rounded to the cent, VAT is added to the total. */
export function bill(
  parts: readonly Part[],
  { list, question, vatRate, tenants }: { list: PriceList; question: PriceQuestion; vatRate: string; tenants: number },
): Bill {
  const items = grouped(parts).map(({ sku, sites, quantity }) => lineItem(sku, sites, quantity));
  const known = items.flatMap((item) => (item.cost ? [item.cost] : []));
  const knownNet = known.reduce(together, nothing);
  const unknownSkus = items.filter((item) => item.cost === undefined).map((item) => item.sku);
  const total = unknownSkus.length === 0 ? knownNet : undefined;
  return {
    items,
    net: total,
    gross: total && each(total, (m) => withVat(m, vatRate)),
    perTenant: total && shareOf(total, tenants),
    knownNet,
    unknownSkus,
    vatRate,
  };

  function lineItem(sku: string, sites: readonly string[], quantity: number): LineItem {
    const price = priceOf(list, sku, question);
    return {
      sku,
      label: list.skus[sku]?.label ?? sku,
      detail: list.skus[sku]?.detail,
      quantity,
      unitPrice: price && { low: price.low, likely: price.likely, high: price.high },
      cost: price && costOf(price, quantity),
      isFact: price?.isFact ?? false,
      row: price?.row,
      stock: worstStock(sites.map((site) => stockOf(list, sku, { site, day: question.day })))!,
    };
  }
}

/** The net total of parts alone, each line rounded to the cent as on the bill; undefined if a price is unknown. */
export function netOf(parts: readonly Part[], priceOf: (part: Part) => Price | undefined): Spread | undefined {
  let total: Spread | undefined = nothing;
  for (const { sku, quantity } of grouped(parts)) {
    const price = priceOf(parts.find((part) => part.sku === sku)!);
    if (!price) return undefined;
    total = together(total, costOf(price, quantity));
  }
  return total;
}

/** What one of `tenants` practices pays of a total, unrounded. */
export function shareOf(total: Spread, tenants: number): Spread {
  return each(total, (m) => divide(m, tenants));
}

/** The figure to rank by: the likely one, or the middle of a span that names no likely one. */
export function middle(spread: Spread): NetMonth {
  return spread.likely ?? divide(add(spread.low, spread.high), 2);
}

/** The low end as a point. */
export function lowest({ low }: Spread): Spread {
  return point(low);
}

/** Whether both ends are equal: then the price is a list price and shows no range. */
export function isPoint(spread: Spread<Money>): boolean {
  return spread.low.euro.equals(spread.high.euro);
}

function costOf(price: Price, quantity: number): Spread {
  // A list price is one number, not three.
  if (isOneNumber(price)) return point(toCents(times(price.low, quantity)));
  return each(price, (m) => toCents(times(m, quantity)));
}

function each<A extends Money, B extends Money>(spread: Spread<A>, change: (m: A) => B): Spread<B> {
  return { low: change(spread.low), likely: spread.likely && change(spread.likely), high: change(spread.high) };
}

/** The sum of two spans; without a likely figure if either has none. */
export function together(a: Spread, b: Spread): Spread {
  if (isOneNumber(a) && isOneNumber(b)) return point(add(a.low, b.low));
  return { low: add(a.low, b.low), likely: a.likely && b.likely && add(a.likely, b.likely), high: add(a.high, b.high) };
}

/** Whether all three are one and the same amount, as in a list price: then one calculation is enough for them. */
function isOneNumber({ low, likely, high }: Spread): boolean {
  return low === likely && likely === high;
}

function point(cost: NetMonth): Spread {
  return { low: cost, likely: cost, high: cost };
}

/** Parts with the same SKU, the sites at which they are needed, and how many units in sum: exact, since 0.1 + 0.2 is not 0.3. */
function grouped(parts: readonly Part[]): { sku: string; sites: readonly string[]; quantity: number }[] {
  return [...new Set(parts.map(({ sku }) => sku))].map((sku) => {
    const same = parts.filter((part) => part.sku === sku);
    const quantity = same.reduce((sum, part) => sum.plus(part.quantity ?? 1), new Decimal(0)).toNumber();
    return { sku, sites: [...new Set(same.map(({ site }) => site))], quantity };
  });
}

/** Stock is as good as at the worst of the sites: a plan needs all of its parts. */
export function worstStock(stocks: readonly Stock[]): Stock | undefined {
  const order = ['no', 'unknown', 'yes'];
  const rank = ({ orderable, seen = 'unknown' }: Stock) => order.indexOf(orderable) * order.length + order.indexOf(seen);
  return [...stocks].sort((a, b) => rank(a) - rank(b))[0];
}
