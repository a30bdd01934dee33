/** What was seen of the stock, appended as a sighting of that day, and an announced end of sale. */
import type { Doubt, ProposedChange, StockObservation } from './observations.ts';
import type { Sku, StockSighting } from '../schema.ts';

export interface StockDraft {
  readonly record: Sku;
  readonly changes: readonly ProposedChange[];
  readonly doubts: readonly Doubt[];
}

interface Subject {
  readonly sku: string;
  readonly record: Sku;
}

/** Appends to the record what `seen`, all of one SKU, says of `day`. */
export function proposeStock(seen: readonly StockObservation[], { sku, record }: Subject, day: string): StockDraft {
  if (seen.length === 0) return { record, changes: [], doubts: [] };
  const stocked = withSighting(seen, { sku, record }, day);
  const ended = withWithdrawal(seen, { sku, record: stocked.record }, day);
  return {
    record: ended.record,
    changes: [...stocked.changes, ...ended.changes],
    doubts: [...stocked.doubts, ...ended.doubts],
  };
}

function withSighting(seen: readonly StockObservation[], { sku, record }: Subject, day: string): StockDraft {
  const last = record.stock?.at(-1);
  const now = Object.fromEntries(seen.map(({ site, orderable }) => [site, orderable]));
  // A site that this answer lacks is unknown, not "no": perhaps only the answer was incomplete.
  const orderable: StockSighting['orderable'] = Object.fromEntries(
    [...new Set([...Object.keys(last?.orderable ?? {}), ...Object.keys(now)])].map((site) => [site, now[site] ?? 'unknown']),
  );
  if (last && last.observedOn >= day) {
    const isSame = last.observedOn === day && Object.entries(orderable).every(([site, answer]) => last.orderable[site] === answer);
    const message = `The book already has a sighting of ${last.observedOn} that says ${textOf(last.orderable)}; refresh again tomorrow.`;
    return { record, changes: [], doubts: isSame ? [] : [{ code: 'stock', sku, seen: textOf(orderable), message }] };
  }
  const evidence = { kind: 'vendor-api' as const, title: seen[0]!.title, observedOn: day, confirmations: 1 };
  const sites = Object.fromEntries(
    Object.entries(orderable).map(([site, after]) => [site, { before: last?.orderable[site] ?? 'unknown', after }]),
  );
  return {
    record: { ...record, stock: [...(record.stock ?? []), { observedOn: day, orderable, evidence }] },
    changes: [{ what: 'stock', sku, sites }],
    doubts: [],
  };
}

/** A type ends when it has ended at every site; an end at some sites only, or another day than the book says, is a doubt. */
function withWithdrawal(seen: readonly StockObservation[], { sku, record }: Subject, day: string): StockDraft {
  const ends = seen.flatMap(({ site, withdrawal }) => (withdrawal ? [{ site, ...withdrawal }] : []));
  const unchanged = { record, changes: [], doubts: [] };
  if (ends.length === 0) return unchanged;
  const announcedOn = ends.map((end) => end.announcedOn).sort()[0]!;
  const notOrderableFrom = ends
    .map((end) => end.notOrderableFrom)
    .sort()
    .at(-1)!;
  const text = ends.map((end) => `${end.site} from ${end.notOrderableFrom}`).join(', ');
  const doubt = (message: string) => ({ ...unchanged, doubts: [{ code: 'withdrawal' as const, sku, seen: text, message }] });
  if (record.deprecated) {
    if (record.deprecated.notOrderableFrom === notOrderableFrom) return unchanged;
    return doubt(`The book says not orderable from ${record.deprecated.notOrderableFrom}; correct it by hand.`);
  }
  if (ends.length < seen.length) return doubt('Its sale ends at some sites only, which the book cannot say; watch the sightings.');
  const evidence = { kind: 'vendor-api' as const, title: `${seen[0]!.title}, deprecation of ${sku}`, observedOn: day, confirmations: 1 };
  return {
    record: { ...record, deprecated: { announcedOn, notOrderableFrom, evidence } },
    changes: [{ what: 'withdrawal', sku, announcedOn, notOrderableFrom }],
    doubts: [],
  };
}

function textOf(orderable: StockSighting['orderable']): string {
  return Object.entries(orderable)
    .map(([site, answer]) => `${site} ${answer}`)
    .join(', ');
}
