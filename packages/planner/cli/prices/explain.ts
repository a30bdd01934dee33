/** `ordiplan prices explain`: the price on a day of a contract ordered on a day, and why it is that one. */
import { requirePrice, stockOf, toCents, withVat, type PriceListId, type PriceRow, toJson } from '@ordiplan/planner';
import { dayFlag, readFlags } from '../flags.ts';
import { done, type Outcome } from '../outcome.ts';
import { readBook, shippedBookFile } from './book-file.ts';
import { findSku } from './history.ts';
import { evidenceText, rowText } from './price-text.ts';

const help = `ordiplan prices explain SKU [FILE] [--on DAY] [--ordered DAY] [--list current|quoted] [--json]

The net and gross price on a day (default: today) of a contract ordered on a day (default: the same day), with the rule
and the evidence behind it. A rescale counts as a new order.
`;

const flags = { on: 'text', ordered: 'text', list: 'text', json: 'switch', help: 'switch' } as const;

export function explain(args: readonly string[]): Outcome {
  const { values, words } = readFlags(args, flags, 'ordiplan prices explain --help');
  if (values.help) return done(help);
  const [name, file = shippedBookFile] = words;
  const book = readBook(file);
  const day = dayFlag('on', values.on);
  const orderedOn = dayFlag('ordered', values.ordered ?? day);
  const { sku, record } = findSku(book, name, values.list);
  const list = book.lists[(values.list ?? 'current') as PriceListId];
  const price = requirePrice(list, sku, { book, orderedOn, day });
  const gross = (id: 'AT' | 'DE') => withVat(toCents(price.likely ?? price.low), book.vat[id].rate).euro.toFixed(2);
  const stock = stockOf(list, sku, { site: 'nbg1', day });
  if (values.json) return done(toJson({ sku, day, orderedOn, ...price, gross: { AT: gross('AT'), DE: gross('DE') }, stock }));
  const span = price.likely
    ? toCents(price.likely).euro.toFixed(2)
    : `${toCents(price.low).euro.toFixed(2)} to ${toCents(price.high).euro.toFixed(2)}`;
  return done(
    [
      `${record.label} (${sku}) on ${day}, ordered on ${orderedOn}`,
      `  ${span} EUR net a month${price.isFact ? '' : ', an estimate or a named span'}; gross ${gross('AT')} (AT), ${gross('DE')} (DE)`,
      `  row of ${price.row.from}: ${rowText(price.row)}, ${whoPays(price.row, orderedOn, day)}`,
      `  evidence: ${evidenceText(price.row)}`,
      ...(price.row.secondReading
        ? [
            `  second reading: ${price.row.secondReading.amount} ${price.row.secondReading.basis}, ${price.row.secondReading.title}, seen ${price.row.secondReading.observedOn}`,
          ]
        : []),
      ...(price.row.note ? [`  note: ${price.row.note}`] : []),
      ...(stock.observedOn ? [`  stock in Nuremberg: ${stock.orderable} (seen "${stock.seen}" on ${stock.observedOn})`] : []),
      `  check again at ${record.checkAt}`,
      '',
    ].join('\n'),
  );
}

function whoPays({ appliesTo, from }: Pick<PriceRow, 'appliesTo' | 'from'>, orderedOn: string, day: string): string {
  if (orderedOn > day) return 'the list of that day: the contract does not exist yet';
  if (appliesTo === 'all') return 'also for running contracts';
  return `for orders from ${from} on; this one is of ${orderedOn}`;
}
