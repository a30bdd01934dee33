/** `ordiplan prices diff`: what changed between two price books, in the words of prices. */
import { PlannerError, priceListIds, type PriceBook, type PriceRow, type Sku, toJson } from '@ordiplan/planner';
import { readFlags } from '../flags.ts';
import { done, type Outcome } from '../outcome.ts';
import { readBook } from './book-file.ts';
import { rowText, sightingText } from './price-text.ts';

const help = `ordiplan prices diff A B [--json]

What changed from price book A to price book B: SKUs, price rows, sightings of the stock, exchange rates.
`;

/** One difference. `before` is missing for something new, `after` for something gone. */
export interface Difference {
  readonly what: 'sku' | 'price' | 'stock' | 'withdrawal' | 'rate' | 'asOf';
  readonly of: string;
  readonly before?: string;
  readonly after?: string;
}

export function diff(args: readonly string[]): Outcome {
  const { values, words } = readFlags(args, { json: 'switch', help: 'switch' }, 'ordiplan prices diff --help');
  if (values.help) return done(help);
  const [before, after] = words;
  if (before === undefined || after === undefined) throw new PlannerError('cli.files', 'State two price books: ordiplan prices diff A B.');
  const differences = differencesOf(readBook(before), readBook(after));
  if (values.json) return done(toJson(differences));
  return done(differences.length === 0 ? 'No difference.\n' : `${differences.map(line).join('\n')}\n`);
}

export function differencesOf(a: PriceBook, b: PriceBook): Difference[] {
  const rates = (book: PriceBook) => new Map(book.exchangeRates.map(({ on, usdPerEur }) => [on, `${usdPerEur} USD per EUR`]));
  const ofLists = priceListIds.flatMap((id) => {
    const [from, to] = [a.lists[id], b.lists[id]];
    const skus = [...new Set([...Object.keys(from.skus), ...Object.keys(to.skus)])];
    return [...changes('asOf', `list ${id}`, from.asOf, to.asOf), ...skus.flatMap((sku) => ofSku(sku, from.skus[sku], to.skus[sku]))];
  });
  return [...ofMaps('rate', 'exchange rate', rates(a), rates(b)), ...ofLists];
}

function ofSku(sku: string, a: Sku | undefined, b: Sku | undefined): Difference[] {
  if (!a || !b) return changes('sku', sku, a?.label, b?.label);
  const rows = (record: Sku) => new Map(record.prices.map((row) => [row.from, priceText(row)]));
  const stock = (record: Sku) => new Map((record.stock ?? []).map((sighting) => [sighting.observedOn, sightingText(sighting)]));
  return [
    ...ofMaps('price', sku, rows(a), rows(b)),
    ...ofMaps('stock', sku, stock(a), stock(b)),
    ...changes('withdrawal', sku, a.deprecated?.notOrderableFrom, b.deprecated?.notOrderableFrom),
  ];
}

function priceText(row: PriceRow): string {
  return `${rowText(row)}, ${row.appliesTo}`;
}

function ofMaps(what: Difference['what'], of: string, a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): Difference[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((day) => changes(what, `${of} ${day}`, a.get(day), b.get(day)));
}

function changes(what: Difference['what'], of: string, before: string | undefined, after: string | undefined): Difference[] {
  if (before === after) return [];
  return [{ what, of, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function line({ what, of, before, after }: Difference): string {
  const sign = before === undefined ? '+' : after === undefined ? '-' : '~';
  return `${sign} ${what} ${of}: ${[before, after].filter((text) => text !== undefined).join(' -> ')}`;
}
