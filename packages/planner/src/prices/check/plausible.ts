/** Rules on amounts: is a price believable for what it is, beside the one before it, and beside those that changed with it? */
import { figuresOf, type Fault, type RecordPlace, type RowPlace, type Sizes, type Subject } from './subject.ts';
import type { Kind, PriceChange } from '../schema.ts';

/** The least and the most that a unit has plausibly ever cost, as a band without any notion of currency. */
const bands: Readonly<Record<Kind, readonly [least: number, most: number]>> = {
  server: [0.4, 6.5], // a GB of memory
  database: [10, 70], // a GB of memory
  'storage-box': [1.2, 6], // a TB
  address: [0.4, 4.5],
  backup: [10, 40], // percent of the server
  snapshot: [0.005, 0.029], // a GB
  volume: [0.03, 0.15], // a GB
  traffic: [0.4, 8], // a TB
  'load-balancer': [3, 80],
  'object-storage': [0.6, 15], // an account, which has 1 TB; or a TB
  'database-backup': [0.08, 0.4], // a GB
  bucket: [0.003, 0.05], // a GB, or 1000 requests
};
/** A database of unknown size. */
const smallDatabase: readonly [number, number] = [5, 60];

/** By which factor a price may change at once; beyond it, "explained" must say why. */
const factors: Readonly<Record<Kind, readonly [least: number, most: number]>> = {
  server: [0.7, 1.6],
  database: [0.7, 1.5],
  'storage-box': [0.7, 1.5],
  address: [0.7, 1.5],
  backup: [0.5, 1.5],
  snapshot: [0.7, 1.4],
  volume: [0.7, 1.4],
  traffic: [0.5, 2],
  'load-balancer': [0.7, 1.5],
  'object-storage': [0.7, 1.4],
  'database-backup': [0.6, 1.4],
  bucket: [0.6, 1.4],
};
/** Prices that change together change alike: so far their factor may lie from the middle one. */
const coherence = 0.08;
/** So many prices make a middle. */
const fewest = 3;
/** The high end of an estimate over its low one; one from memory is less sure than one by arithmetic, a span that the vendor names may be wider still. */
const widest = { estimate: 1.2, fromMemory: 1.4, named: 4 };
/** Since this day, every monthly price of a server or load balancer that Hetzner published ends like this. */
const endings = { since: '2026-04-01', kinds: ['server', 'load-balancer'], pattern: /\.[49]9$/ };

/** A shifted point in a price that nothing else confirms is still far from every price of its kind. */
export function pricesArePlausible({ rows, sizes }: Subject): Fault[] {
  return rows.flatMap((place) => {
    const { sku, row, record, pointer } = place;
    const band = bandOf(place, sizes);
    const hours = row.per === 'hour' ? (record.hoursPerMonth ?? 1) : 1;
    const wrong = figuresOf(row).filter((figure) => {
      const amount = (Number(figure) * hours) / band.size;
      return !(isIncluded(place, figure) || (amount >= band.least && amount <= band.most));
    });
    return wrong.map((figure) => {
      const usual = `${(band.least * band.size) / hours} to ${(band.most * band.size) / hours}`;
      const message = `"${sku}" costs ${figure} from ${row.from}, but a ${record.unit} like it costs ${plain(usual)}. Look for a shifted point, another unit or currency.`;
      return { sku, pointer, message };
    });
  });
}

/** The ends of a span belong to one thing: far apart, one of them is wrong. */
export function spansAreNarrow({ rows }: Subject): Fault[] {
  return rows.flatMap(({ sku, row, pointer }) => {
    const { low, high, evidence, secondReading } = row;
    if (low === undefined || high === undefined) return [];
    const ofEstimate = secondReading?.factors ? widest.estimate : widest.fromMemory;
    const most = evidence.kind === 'estimate' ? ofEstimate : widest.named;
    if (Number(high) > 0 && Number(high) <= Number(low) * most) return [];
    const message = `"${sku}" costs ${low} to ${high}: the high end is more than ${most} times the low one. Correct an end or split the record.`;
    return [{ sku, pointer: `${pointer}/high`, message }];
  });
}

/** What a vendor announces is between minus 30 and plus 60 %. More is a slip, unless `explained` says what happened; an explanation of nothing is a leftover. */
export function changesArePlausible({ records }: Subject): Fault[] {
  return records.flatMap(({ sku, record, at, pointer }) =>
    record.prices.flatMap((row, i) => {
      const doubts = [unusualStep(record, i), unusualEnding({ at, sku }, record, i)].flatMap((doubt) => doubt ?? []);
      const place = { sku, pointer: `${pointer}/prices/${i}` };
      if (doubts.length === 0 && row.explained !== undefined) {
        const message = `"${sku}" explains its price from ${row.from}, but nothing about it is unusual. Take "explained" out.`;
        return [{ ...place, pointer: `${place.pointer}/explained`, message }];
      }
      if (row.explained !== undefined) return [];
      return doubts.map((doubt) => ({ ...place, message: `"${sku}" ${doubt}. Correct it, or say in "explained" who announced it.` }));
    }),
  );
}

/** One change raises all its prices by about the same share: a basis flip in one of them sticks out. */
export function changesAreCoherent({ records, lists }: Subject): Fault[] {
  return lists.flatMap((at) =>
    at.list.changes.flatMap((change) =>
      outliers(
        change,
        records.filter((place) => place.at === at),
      ),
    ),
  );
}

function outliers(change: PriceChange, records: readonly RecordPlace[]): Fault[] {
  const steps = records.flatMap(({ sku, vendor, record, pointer }) => {
    if (vendor !== change.vendor || !change.kinds.includes(record.kind)) return [];
    const i = record.prices.findIndex((row) => row.from === change.on);
    const factor = i > 0 && record.prices[i]!.explained === undefined ? stepOf(record, i) : undefined;
    return factor === undefined ? [] : [{ sku, factor, pointer: `${pointer}/prices/${i}` }];
  });
  if (steps.length < fewest) return [];
  const middle = steps.map(({ factor }) => factor).sort((a, b) => a - b)[Math.floor(steps.length / 2)]!;
  return steps.flatMap(({ sku, factor, pointer }) => {
    if (Math.abs(factor / middle - 1) <= coherence) return [];
    const message = `"${sku}" changed by ${percent(factor)} on ${change.on}, the others of that change by about ${percent(middle)}. Look for another VAT basis or a wrong digit, in this row or the one before; or explain it.`;
    return [{ sku, pointer, message }];
  });
}

function unusualStep(record: RecordPlace['record'], index: number): string | undefined {
  const factor = index > 0 ? stepOf(record, index) : undefined;
  if (factor === undefined) return undefined;
  const [least, most] = factors[record.kind];
  const { from } = record.prices[index]!;
  if (factor === 1) return `has a row from ${from} that changes nothing`;
  return factor < least || factor > most
    ? `changed by ${percent(factor)} on ${from}, beyond ${percent(least)} to ${percent(most)}`
    : undefined;
}

function unusualEnding({ at, sku }: Pick<RecordPlace, 'at' | 'sku'>, record: RecordPlace['record'], index: number): string | undefined {
  const { net, from } = record.prices[index]!;
  const isListed = at.id === 'current' && sku.startsWith('hetzner.') && endings.kinds.includes(record.kind) && from >= endings.since;
  if (!isListed || net === undefined || endings.pattern.test(net)) return undefined;
  return `costs ${net} from ${from}, but Hetzner's prices of a ${record.kind} end in .49 or .99 since ${endings.since} (is VAT or the address inside?)`;
}

/** The factor from the row before; undefined if the two are not of one form. */
function stepOf({ prices }: RecordPlace['record'], index: number): number | undefined {
  const [before, after] = [figuresOf(prices[index - 1]!), figuresOf(prices[index]!)];
  return before.length === after.length ? Number(after[0]) / Number(before[0]) : undefined;
}

/** "0.00" says that the price is inside another; only what is quoted may say so. */
function isIncluded({ at, row }: RowPlace, figure: string): boolean {
  return at.id === 'quoted' && Number(figure) === 0 && row.note !== undefined;
}

function bandOf({ record, sku }: RowPlace, { machines, boxes }: Sizes): { least: number; most: number; size: number } {
  const memory = machines[sku]?.ramGb;
  const isOpenDatabase = record.kind === 'database' && memory === undefined;
  const [least, most] = isOpenDatabase ? smallDatabase : bands[record.kind];
  const tb = (boxes[sku]?.capacityGb ?? 1000) / 1000;
  const size = record.kind === 'storage-box' ? tb : record.kind === 'server' || record.kind === 'database' ? (memory ?? 1) : 1;
  return { least, most, size };
}

function percent(factor: number): string {
  return `${factor >= 1 ? '+' : ''}${((factor - 1) * 100).toFixed(1)} %`;
}

function plain(text: string): string {
  return text.replace(/\d+\.\d{5,}/g, (long) => Number(long).toPrecision(3));
}
