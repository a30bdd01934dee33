/** Findings on what is bought: prices that nobody knows, has seen lately or can reproduce, and types that run out. */
import type { Bill, LineItem } from '../../prices/bill.ts';
import { isSold } from '../../prices/price-book.ts';
import type { PriceBook } from '../../prices/schema.ts';
import { shortName } from '../../models/machines.ts';
import { net, withVat, type Money, type NetMonth } from '../../units/money.ts';
import { daysBetween } from '../../units/time.ts';
import type { Circumstances } from './circumstances.ts';
import { found, type Finding } from './finding.ts';

/** Hetzner changed its prices twice within 75 days in 2026. */
export const staleAfterDays = 60;

export function supplyFindings({ items, unknownSkus }: Bill, circumstances: Circumstances): Finding[] {
  const { scenario, facts, supply } = circumstances;
  const { asOf } = facts.book.lists[scenario.prices];
  const days = daysBetween(asOf, facts.today);
  const estimated = items.filter((item) => item.unitPrice && !item.isFact).map(({ label }) => label);
  return [
    ...(unknownSkus.length > 0 ? [found('price.unknown', { machines: unknownSkus.map((sku) => shortName(supply.machines, sku)) })] : []),
    ...(estimated.length > 0 ? [found('price.estimate', { labels: estimated })] : []),
    // The prices of the analysis do not age: they are what it says.
    ...(scenario.prices === 'current' && days > staleAfterDays ? [found('price.stale', { asOf, days })] : []),
    ...items.flatMap((item) => [...soldOut(item), ...deprecated(item, circumstances), ...notReproducible(item, facts.book)]),
  ];
}

function soldOut({ label, stock }: LineItem): Finding[] {
  if (stock.seen !== 'no' || stock.observedOn === undefined) return [];
  // Seen just now, nobody can order it; seen long ago, somebody must look.
  const isFresh = stock.orderable === 'no';
  return [found('stock.sold-out', { label, observedOn: stock.observedOn, isFresh }, isFresh ? 'critical' : undefined)];
}

/** A withdrawn type is never planned; one whose end is announced can still be ordered for a while. */
function deprecated({ sku, label }: LineItem, { scenario: { prices, orderOn }, facts: { book } }: Circumstances): Finding[] {
  const list = book.lists[prices];
  const ended = list.skus[sku]?.deprecated;
  if (!ended || ended.announcedOn > orderOn || !isSold(list, sku, orderOn)) return [];
  return [found('type.deprecated', { label, notOrderableFrom: ended.notOrderableFrom })];
}

/** A figure of the analysis that no list price of the same product gives, neither net nor with the VAT of a country. */
function notReproducible({ sku, label, row }: LineItem, book: PriceBook): Finding[] {
  // Of a span the estimate is told; a price of zero says that the analysis has no line for the part.
  if (row?.evidence.kind !== 'quoted' || row.net === undefined || Number(row.net) === 0) return [];
  const quoted = net(row.net, 'month');
  const off = (price: Money) => price.euro.minus(quoted.euro).abs();
  const [nearest] = listPrices(sku, book)
    .flatMap((price) => Object.values(book.vat).map(({ rate }) => (Number(rate) === 0 ? price : withVat(price, rate))))
    .sort((a, b) => off(a).comparedTo(off(b)));
  return !nearest || off(nearest).isZero() ? [] : [found('seed.not-reproducible', { label, quoted, nearest })];
}

/** Every monthly list price that the same SKU ever had, or, if the analysis only names the kind of product, that one of its kind had. */
function listPrices(sku: string, { lists }: PriceBook): NetMonth[] {
  const { skus } = lists.current;
  const kind = lists.quoted.skus[sku]?.kind;
  const same = skus[sku];
  const records = same ? [same] : Object.values(skus).filter((record) => record.kind === kind);
  return records.flatMap(({ prices }) =>
    prices.flatMap((row) => (row.net !== undefined && row.per === 'month' && row.currency === 'EUR' ? [net(row.net, 'month')] : [])),
  );
}
