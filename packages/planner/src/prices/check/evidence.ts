/** Rules on evidence: is it of the kind that it claims, and can it have been seen on the day that it says? */
import { addDays } from '../../units/time.ts';
import type { Fault, RowPlace, Source, Subject } from './subject.ts';
import { vendors } from './vendors.ts';

/** Hetzner announced its changes of 2026 up to 37 days ahead. An interface shows a price only once it holds. */
const announcedDays = 45;
const arithmetic = /divided by|multiplied|taken off|less \d|plus \d/;
const remembered = /from memory/;
const interfaceOf = /\b(Open)?API\b/;
const namesOfVendors = Object.values(vendors)
  .map(({ name }) => name)
  .join('|');
const startsWithVendor = new RegExp(`^(${namesOfVendors})`, 'i');
const namesVendor = new RegExp(`(^|of |the )(${namesOfVendors})`, 'i');

/** What must hold of a title of a kind, and what is said if it does not. */
type TitleRule = readonly [holds: (title: string, kind: string) => boolean, otherwise: string];

const titleRules: readonly TitleRule[] = [
  [(title, kind) => kind !== 'vendor-api' || (interfaceOf.test(title) && namesVendor.test(title)), 'names no interface of a vendor'],
  [(title, kind) => kind !== 'vendor-page' || namesVendor.test(title), 'names no vendor'],
  [(title, kind) => kind === 'vendor-api' || !(interfaceOf.test(title) && startsWithVendor.test(title)), 'names an interface of a vendor'],
  [
    (title, kind) => kind === 'vendor-page' || kind === 'estimate' || !(startsWithVendor.test(title) && /page|documentation/.test(title)),
    'names a page of a vendor',
  ],
  [(title, kind) => kind !== 'derived' || arithmetic.test(title), 'shows no arithmetic'],
  [(title, kind) => kind === 'derived' || kind === 'estimate' || !arithmetic.test(title), 'shows arithmetic'],
  [(title, kind) => kind === 'estimate' || !remembered.test(title), 'is from memory'],
];

/** A title that names an interface, shows arithmetic or admits memory says which kind it is. */
export function titlesFitKinds({ sources }: Subject): Fault[] {
  return sources.flatMap((source) => {
    const { kind, title } = source.evidence;
    if (kind === undefined) return [];
    const broken = titleRules.filter(([holds]) => !holds(title, kind));
    return broken.map(([, otherwise]) =>
      fault(source, 'title', `has evidence of kind "${kind}", but its title "${title}" ${otherwise}. Correct kind or title.`),
    );
  });
}

/** "quoted" is for the list that repeats the analysis; and what can only be seen is never computed or estimated. */
export function kindsFitLists({ sources }: Subject): Fault[] {
  return sources.flatMap((source) => {
    const { kind } = source.evidence;
    if (kind === undefined) return [];
    if ((kind === 'quoted') !== (source.at?.id === 'quoted')) {
      return [
        fault(
          source,
          'kind',
          `has evidence of kind "${kind}" in "${source.at?.id ?? 'vat'}". "quoted" belongs to the list "quoted" and to nothing else: correct the kind.`,
        ),
      ];
    }
    if (source.of === 'row' || (kind !== 'estimate' && kind !== 'derived')) return [];
    return [fault(source, 'kind', `has evidence of kind "${kind}", but this can only be seen. Cite who saw it.`)];
  });
}

/** Each kind says how far a price can be trusted, so the price must look like it. */
export function kindsFitPrices({ rows }: Subject): Fault[] {
  return rows.flatMap((place) => {
    const { sku, row, pointer } = place;
    const { kind, confirmations } = row.evidence;
    return doubtsOfKind(place).map((why) => ({
      sku,
      pointer: `${pointer}/evidence`,
      message: `"${sku}" has evidence of kind "${kind}" with ${confirmations} confirmations from ${row.from}: ${why}. Correct the evidence.`,
    }));
  });
}

function doubtsOfKind({ row }: RowPlace): string[] {
  const { kind, title, confirmations } = row.evidence;
  const factors = row.secondReading?.factors;
  return [
    ...((kind === 'estimate') === (row.likely !== undefined)
      ? []
      : ['an estimate has low, likely and high, and nothing else has "likely"']),
    ...(kind !== 'estimate' || factors || remembered.test(title) ? [] : ['an estimate shows its factors, or says that it is from memory']),
    ...(factors && kind !== 'estimate' ? ['only an estimate has factors'] : []),
    ...(kind === 'derived' && confirmations !== 1 ? ['arithmetic on one figure is one source'] : []),
  ];
}

/** One source is of one kind wherever it is cited, also for exchange rates. */
export function titlesHaveOneKind({ sources, book }: Subject): Fault[] {
  const known = sources.filter(({ evidence }) => evidence.kind !== undefined);
  const rates = book.exchangeRates.map(({ on, evidence }, i): Source => {
    return { of: 'rate', pointer: `/exchangeRates/${i}/evidence`, evidence: { ...evidence, observedOn: on } };
  });
  const wrong = outliers(
    [...known, ...rates],
    ({ evidence }) => evidence.title,
    ({ evidence }) => evidence.kind!,
  );
  return wrong.map(([source, usual]) =>
    fault(
      source,
      'kind',
      `calls "${source.evidence.title}" a "${source.evidence.kind}", elsewhere it is a "${usual}". Correct the wrong one.`,
    ),
  );
}

/** Nobody has seen tomorrow; an announcement comes some weeks before its price, and a page shows a price only until the next one. */
export function evidenceDaysFit({ sources, rows, records, today }: Subject): Fault[] {
  const ends = new Map(rows.map(({ record, index, pointer }) => [`${pointer}/evidence`, record.prices[index + 1]?.from]));
  const confirmedLater = records.flatMap(({ sku, record, pointer }): Fault[] => {
    const on = record.confirmed?.on;
    if (on === undefined || (on <= today && on > record.prices.at(-1)!.evidence.observedOn)) return [];
    const message = `"${sku}" was confirmed on ${on}, but must be confirmed after its newest row was seen and not after today, ${today}. Correct the day.`;
    return [{ sku, pointer: `${pointer}/confirmed/on`, message }];
  });
  const seen = sources.flatMap((source) => {
    const { observedOn } = source.evidence;
    const why = observedOn > today ? `after today, ${today}` : (tooEarly(source) ?? tooLate(source, ends.get(source.pointer)));
    return why === undefined ? [] : [fault(source, 'observedOn', `was seen on ${observedOn}, ${why}. Correct the day.`)];
  });
  return [...seen, ...confirmedLater];
}

function tooEarly({ of, evidence: { kind, observedOn }, begins }: Source): string | undefined {
  const isAnnounced = kind !== 'vendor-api' && kind !== 'derived' && of !== 'withdrawal';
  if (begins === undefined || observedOn >= addDays(begins, isAnnounced ? -announcedDays : 0)) return undefined;
  return `${isAnnounced ? 'long ' : ''}before ${begins}, when it began`;
}

/** A report may look back, a page or an interface cannot. */
function tooLate({ evidence: { kind, observedOn } }: Source, end: string | undefined): string | undefined {
  return end === undefined || observedOn < end || kind === 'report' ? undefined : `when the price of ${end} had already followed`;
}

/** A source is read in one sitting: for the prices that began together, it cites one day. */
export function sourcesHaveOneDay({ sources }: Subject): Fault[] {
  const cited = sources.filter(({ of }) => of === 'row' || of === 'reading');
  const key = ({ at, evidence, begins }: Source) => `${at?.id} ${begins} ${evidence.title}`;
  return outliers(cited, key, ({ evidence }) => evidence.observedOn).map(([source, usual]) => {
    const { title, observedOn } = source.evidence;
    const message = `cites "${title}" of ${observedOn}, the other prices that began then cite it of ${usual}. Is this the day of another reading?`;
    return { ...fault(source, 'observedOn', message), severity: 'warning' };
  });
}

/** A figure that is no list price must tell the buyer what to ask before ordering. */
export function doubtfulPricesHaveNotes({ rows }: Subject): Fault[] {
  return rows.flatMap(({ sku, row, pointer }) => {
    const isDoubtful = row.evidence.kind === 'quoted' || row.low !== undefined;
    if (!isDoubtful || row.note !== undefined) return [];
    return [
      {
        sku,
        pointer,
        message: `"${sku}" is "${row.evidence.kind}" from ${row.from} without a note. Say in "note" what to confirm before ordering.`,
      },
    ];
  });
}

/** Those that say something else than most of their group do, with what most say. Two that differ are no majority: the later is told. */
function outliers(sources: readonly Source[], keyOf: (source: Source) => string, saysOf: (source: Source) => string): [Source, string][] {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const same = groups.get(keyOf(source));
    if (same) same.push(source);
    else groups.set(keyOf(source), [source]);
  }
  return [...groups.values()].flatMap((same) => {
    const said = new Map<string, number>();
    for (const source of same) said.set(saysOf(source), (said.get(saysOf(source)) ?? 0) + 1);
    const usual = [...said].sort(([, a], [, b]) => b - a)[0]![0];
    return same.filter((source) => saysOf(source) !== usual).map((source): [Source, string] => [source, usual]);
  });
}

function fault({ sku, of, pointer }: Source, key: string, says: string): Fault {
  return { ...(sku !== undefined && { sku }), pointer: `${pointer}/${key}`, message: `"${sku ?? of}" ${says}` };
}
