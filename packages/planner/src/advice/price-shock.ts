/** A price shock as the vendors' own history shows it: how far prices rose at once, and how far the dollar. */
import type { PriceBook } from '../prices/schema.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Prices that move as the price book shows that they have moved before. */
export interface PriceShock {
  /** The month from which it holds. */
  readonly fromMonth: number;
  /** The middle one of the largest rises that each server of the catalogue has seen for new orders, as a share of the price before. */
  readonly newOrders: number;
  /** How far the dearest dollar of the book lies above the cheapest one, as a share. */
  readonly dollar: number;
  /** The rise of a part as a share of its price today, given the months of its order and of the bill. */
  readonly riseOf: (sku: string, at: { readonly orderedIn: number; readonly month: number }) => number;
}

/** A year from now: time to notice that something was not ordered early. */
const fromMonth = 12;

export function priceShock(book: PriceBook, scenario: Scenario): PriceShock {
  const { skus, catalogue } = book.lists[scenario.prices];
  const rises = catalogue.servers.flatMap((sku) => {
    const rows = (skus[sku]?.prices ?? []).filter(({ from }) => from <= scenario.orderOn).sort((a, b) => (a.from < b.from ? -1 : 1));
    const nets = rows.flatMap((row) => (row.net === undefined ? [] : [Number(row.net)]));
    const steps = nets.slice(1).map((after, i) => after / nets[i]! - 1);
    return steps.length > 0 ? [Math.max(...steps)] : [];
  });
  const newOrders = Math.max(0, median(rises));
  const rates = book.exchangeRates.filter(({ on }) => on <= scenario.orderOn).map(({ usdPerEur }) => Number(usdPerEur));
  const dollar = rates.length === 0 ? 0 : Math.max(...rates) / Math.min(...rates) - 1;
  const isDollar = (sku: string) => skus[sku]?.prices.at(-1)?.currency === 'USD';
  return {
    fromMonth,
    newOrders,
    dollar,
    riseOf: (sku, { orderedIn, month }) => {
      if (month < fromMonth) return 0;
      if (isDollar(sku)) return dollar;
      return orderedIn >= fromMonth && catalogue.servers.concat(catalogue.alternatives).includes(sku) ? newOrders : 0;
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
