/** The bill: each part with its price and the total. It knows SKUs and sites, not what a plan is for. */
import { add, divide, net, times, toCents, withVat, type Money, type NetMonth } from '../units/money.ts';
import { priceOf, stockOf, type PriceQuestion, type Stock } from './price-book.ts';
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
}

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

const nothing: Spread = { low: net('0', 'month'), likely: net('0', 'month'), high: net('0', 'month') };

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
    perTenant: total && each(total, (m) => divide(m, tenants)),
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
      cost: price && each(price, (m) => toCents(times(m, quantity))),
      isFact: price?.isFact ?? false,
      row: price?.row,
      stock: worstStock(sites.map((site) => stockOf(list, sku, { site, day: question.day })))!,
    };
  }
}

/** The figure to rank by: the likely one, or the middle of a span that names no likely one. */
export function middle(spread: Spread): NetMonth {
  return spread.likely ?? divide(add(spread.low, spread.high), 2);
}

/** The low end as a point. */
export function lowest({ low }: Spread): Spread {
  return { low, likely: low, high: low };
}

/** Whether both ends are equal: then the price is a list price and shows no range. */
export function isPoint(spread: Spread<Money>): boolean {
  return spread.low.euro.equals(spread.high.euro);
}

function each<A extends Money, B extends Money>(spread: Spread<A>, change: (m: A) => B): Spread<B> {
  return { low: change(spread.low), likely: spread.likely && change(spread.likely), high: change(spread.high) };
}

function together(a: Spread, b: Spread): Spread {
  return { low: add(a.low, b.low), likely: a.likely && b.likely && add(a.likely, b.likely), high: add(a.high, b.high) };
}

/** Parts with the same SKU, and the sites at which they are needed. */
function grouped(parts: readonly Part[]): { sku: string; sites: readonly string[]; quantity: number }[] {
  return [...new Set(parts.map(({ sku }) => sku))].map((sku) => {
    const same = parts.filter((part) => part.sku === sku);
    return { sku, sites: [...new Set(same.map(({ site }) => site))], quantity: same.length };
  });
}

/** Stock is as good as at the worst of the sites: a plan needs all of its parts. */
export function worstStock(stocks: readonly Stock[]): Stock | undefined {
  const order = ['no', 'unknown', 'yes'];
  const rank = ({ orderable, seen = 'unknown' }: Stock) => order.indexOf(orderable) * order.length + order.indexOf(seen);
  return [...stocks].sort((a, b) => rank(a) - rank(b))[0];
}
