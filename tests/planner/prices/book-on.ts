/** The price book of the repository as it stood on a day, so that a test of that day does not change with every new price. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PriceBook } from '@ordiplan/planner';

const file = join(import.meta.dirname, '../../../data/pricing.json');

/** Without rows, sightings, changes and rates of later days; the keys stand in the order of the file. */
export function bookOn(day: string): PriceBook {
  const book = JSON.parse(readFileSync(file, 'utf8'), (key, value) => (key === 'observedOn' && value > day ? day : value)) as PriceBook;
  const list = book.lists.current;
  const exchangeRates = book.exchangeRates.filter(({ on }) => on <= day);
  const skus = Object.fromEntries(
    Object.entries(list.skus).map(([sku, record]) => [
      sku,
      {
        ...record,
        prices: record.prices.filter(({ from }) => from <= day),
        ...(record.stock && { stock: record.stock.filter(({ observedOn }) => observedOn <= day) }),
      },
    ]),
  );
  const changes = list.changes.filter(({ on }) => on <= day);
  const asOf = list.asOf <= day ? list.asOf : day;
  return { ...book, exchangeRates, lists: { ...book.lists, current: { ...list, asOf, changes, skus } } };
}
