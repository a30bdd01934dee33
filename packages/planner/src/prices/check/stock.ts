/** Rules on what can be ordered: sightings of stock, and types that a vendor withdraws. */
import { entriesOf } from './catalogue.ts';
import type { Fault, RecordPlace, Subject } from './subject.ts';

/** Hetzner's sites in the European Union. */
const sites = ['nbg1', 'fsn1', 'hel1'];

/** A sighting of a site that does not exist is never found, one without a site leaves it unknown by accident. */
export function sightingsNameSites({ records }: Subject): Fault[] {
  return sightings(records).flatMap(({ sku, orderable, observedOn, pointer }) => {
    const named = Object.keys(orderable);
    if (sites.every((site) => named.includes(site)) && named.length === sites.length) return [];
    const message = `"${sku}" was seen on ${observedOn} at ${named.join(', ') || 'no site'}. Name ${sites.join(', ')}, "unknown" where nobody looked.`;
    return [{ sku, pointer: `${pointer}/orderable`, message }];
  });
}

/** Whether a type can be had decides more than its price does: of every server on sale somebody must have looked once. */
export function serversWereSighted({ lists }: Subject): Fault[] {
  return lists.flatMap(({ id, list, pointer }) => {
    const offered = id === 'current' ? [...list.catalogue.servers, ...list.catalogue.alternatives] : [];
    return offered
      .filter((sku) => list.skus[sku] && !list.skus[sku].stock?.length)
      .map((sku) => ({
        sku,
        pointer: `${pointer}/skus/${sku}`,
        message: `"${sku}" is offered, but nobody has looked whether it can be ordered. Add a sighting to "stock", "unknown" at every site if need be.`,
      }));
  });
}

/** The day is written twice so that a slip shows; and only what is sold by stock, and was sold then, can be sighted. */
export function sightingsHaveTheirDay({ records }: Subject): Fault[] {
  return sightings(records).flatMap(({ sku, record, observedOn, evidence, pointer }) => {
    const why =
      evidence.observedOn !== observedOn
        ? `its evidence is of ${evidence.observedOn}`
        : observedOn < record.since
          ? `its prices begin on ${record.since}`
          : record.kind !== 'server'
            ? `a ${record.kind} is never sold out`
            : evidence.confirmations !== 1
              ? `it claims ${evidence.confirmations} confirmations, and one look is one`
              : undefined;
    if (why === undefined) return [];
    return [{ sku, pointer: `${pointer}/observedOn`, message: `"${sku}" was sighted on ${observedOn}, but ${why}. Correct the sighting.` }];
  });
}

/** An order page marks a type as a whole: what it says, it says for every site. Only an interface or a tracker tells them apart. */
export function pagesSayTheSameOfAllSites({ records }: Subject): Fault[] {
  return sightings(records).flatMap(({ sku, orderable, evidence, observedOn, pointer }) => {
    if (evidence.kind !== 'vendor-page' || new Set(Object.values(orderable)).size <= 1) return [];
    const said = Object.entries(orderable).map(([site, answer]) => `${site} ${answer}`);
    const message = `"${sku}" was seen on an order page on ${observedOn} as ${said.join(', ')}, but the page does not tell sites apart. Correct the sighting, or cite what does.`;
    return [{ sku, pointer: `${pointer}/orderable`, message }];
  });
}

/** A type is announced as withdrawn before it is. */
export function withdrawalIsAnnounced({ records }: Subject): Fault[] {
  return records.flatMap(({ sku, record, pointer }) => {
    const { deprecated } = record;
    if (!deprecated || deprecated.announcedOn < deprecated.notOrderableFrom) return [];
    const message = `"${sku}" cannot be ordered from ${deprecated.notOrderableFrom}, but that was announced on ${deprecated.announcedOn}. Correct the days.`;
    return [{ sku, pointer: `${pointer}/deprecated/notOrderableFrom`, message }];
  });
}

/** Types that one notice withdraws are withdrawn on the same days. */
export function noticesHaveOneDay({ records }: Subject): Fault[] {
  const withdrawn = records.flatMap(({ sku, record, pointer }) => (record.deprecated ? [{ sku, pointer, ...record.deprecated }] : []));
  return withdrawn.flatMap((one) => {
    const days = daysOf(one);
    const same = withdrawn.filter((other) => other.evidence.title === one.evidence.title).map(daysOf);
    const usual = [...new Set(same)].sort((a, b) => count(same, b) - count(same, a))[0]!;
    if (days === usual) return [];
    const message = `"${one.sku}" was withdrawn on the days ${days}, other types by the same notice on ${usual}. Correct the days.`;
    return [{ sku: one.sku, pointer: `${one.pointer}/deprecated`, message }];
  });
}

/** A withdrawn type must not be offered, and only a withdrawn type is retired. The list "quoted" repeats what its document names. */
export function retiredAreWithdrawn({ lists, today }: Subject): Fault[] {
  return lists.flatMap((at) => {
    const { pointer } = at;
    const { catalogue, skus } = at.list;
    if (at.id === 'quoted') return [];
    const offered = entriesOf(at).flatMap(({ sku, group, pointer }) => {
      const from = skus[sku]?.deprecated?.notOrderableFrom;
      if (group === 'retired' || from === undefined || from > today) return [];
      return [{ sku, pointer, message: `"${sku}" is offered in "${group}", but is withdrawn from ${from}. Move it to "retired".` }];
    });
    const retired = catalogue.retired.flatMap((sku, i) => {
      const from = skus[sku]?.deprecated?.notOrderableFrom;
      if (!skus[sku] || (from !== undefined && from <= today)) return [];
      const why = from === undefined ? 'its record does not say since when' : `it can be ordered until ${from}`;
      return [
        {
          sku,
          pointer: `${pointer}/catalogue/retired/${i}`,
          message: `"${sku}" is retired, but ${why}. Correct "deprecated" or move it back.`,
        },
      ];
    });
    return [...offered, ...retired];
  });
}

function sightings(records: readonly RecordPlace[]) {
  return records.flatMap(({ sku, record, pointer }) =>
    (record.stock ?? []).map((sighting, i) => ({ sku, record, ...sighting, pointer: `${pointer}/stock/${i}` })),
  );
}

function daysOf({
  announcedOn,
  notOrderableFrom,
  evidence,
}: {
  announcedOn: string;
  notOrderableFrom: string;
  evidence: { observedOn: string };
}): string {
  return [announcedOn, notOrderableFrom, evidence.observedOn].join(', ');
}

function count(texts: readonly string[], text: string): number {
  return texts.filter((other) => other === text).length;
}
