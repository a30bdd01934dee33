/** `ordiplan prices history`: every price of a SKU with its evidence. */
import { PlannerError, priceListIds, type PriceBook, type PriceListId, type Sku, toJson } from '@ordiplan/planner';
import { readFlags } from '../flags.ts';
import { done, type Outcome } from '../outcome.ts';
import { table } from '../table.ts';
import { readBook, shippedBookFile } from './book-file.ts';
import { evidenceText, rowText, sightingText } from './price-text.ts';

const help = `ordiplan prices history SKU [FILE] [--list current|quoted] [--json]

Every price of a SKU, oldest first: since when, for whom, who says so. "hetzner.cloud.cx33" may be shortened to "cx33".
`;

export function history(args: readonly string[]): Outcome {
  const { values, words } = readFlags(args, { json: 'switch', list: 'text', help: 'switch' }, 'ordiplan prices history --help');
  if (values.help) return done(help);
  const [name, file = shippedBookFile] = words;
  const { sku, record } = findSku(readBook(file), name, values.list);
  if (values.json) return done(toJson({ sku, ...record }));
  const rows = record.prices.map((row) => [
    row.from,
    rowText(row),
    row.appliesTo === 'all' ? 'all contracts' : 'new orders only',
    evidenceText(row),
  ]);
  const sightings = (record.stock ?? []).map((sighting) => `  ${sighting.observedOn}  ${sightingText(sighting)}`);
  return done(
    [
      `${record.label} (${sku})${record.detail ? `, ${record.detail}` : ''}`,
      ...table([['from', 'price', 'for', 'evidence'], ...rows]),
      ...(record.unknownFrom ? [`unknown from ${record.unknownFrom} on`] : []),
      ...(record.deprecated ? [`withdrawn: not orderable from ${record.deprecated.notOrderableFrom} on`] : []),
      ...(sightings.length > 0 ? ['', 'seen on sale:', ...sightings] : []),
      `check again at ${record.checkAt}`,
      '',
    ].join('\n'),
  );
}

/** A record by its SKU or the end of it. Throws `cli.sku` with the nearest names. */
export function findSku(book: PriceBook, name: string | undefined, list: string = 'current'): { sku: string; record: Sku } {
  if (!priceListIds.some((id) => id === list)) {
    throw new PlannerError('cli.list', `--list is "${list}", but must be one of ${priceListIds.join(', ')}.`);
  }
  const { skus } = book.lists[list as PriceListId];
  if (name === undefined) throw new PlannerError('cli.sku', 'State a SKU, for example "hetzner.cloud.cx33" or "cx33".');
  const found = Object.keys(skus).filter((sku) => sku === name || sku.endsWith(`.${name.toLowerCase()}`));
  const [sku] = found;
  if (sku !== undefined && found.length === 1) return { sku, record: skus[sku]! };
  const near = Object.keys(skus).filter((known) => known.includes(name.toLowerCase().slice(0, 2)));
  const hint = found.length > 1 ? `It may be ${found.join(' or ')}.` : near.length > 0 ? `Perhaps ${near.slice(0, 3).join(', ')}?` : '';
  throw new PlannerError('cli.sku', `"${name}" is not one SKU of the list "${list}". ${hint}`.trim());
}
