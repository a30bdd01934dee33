/** Rules on the catalogue: what a plan may choose from has records, prices and machines, and nothing is left over. */
import { figuresOf, type Fault, type ListPlace, type Subject } from './subject.ts';
import { rowOn } from '../price-book.ts';
import type { Catalogue, Kind, PriceListId, Sku } from '../schema.ts';

/** Parts of which each list names one; the analysis prices none of them. */
const single = [
  'hetzner.cloud.floating-ipv4',
  'hetzner.cloud.lb11',
  'hetzner.object-storage.base',
  'hetzner.object-storage.overage',
  'mongodb.atlas.backup-storage',
  'aws.s3.standard-ia',
  'azure.blob.cool-lrs',
];

/** What the options buy. If one of these disappears from both files at once, nothing else would miss it. */
const required: Readonly<Record<PriceListId, readonly string[]>> = {
  current: [
    ...['cx23', 'cx33', 'cx43', 'cx53', 'primary-ipv4'].map((size) => `hetzner.cloud.${size}`),
    ...['m10', 'm20', 'm30', 'm40', 'm50'].map((size) => `mongodb.atlas.${size}`),
    ...['bx11', 'bx21', 'bx31', 'bx41'].map((size) => `hetzner.storage-box.${size}`),
    ...single,
  ],
  quoted: [
    ...['cx22', 'cx32', 'cx42', 'cx52', 'primary-ipv4'].map((size) => `hetzner.cloud.${size}`),
    ...['m10', 'm20', 'm30', 'm40'].map((size) => `mongodb.atlas.${size}`),
    'hetzner.storage-box.1tb',
    ...single,
  ],
};

type Group = keyof Catalogue;

/** The kind of each group; undefined if it takes any. */
const kindOf: Readonly<Record<Group, Kind | undefined>> = {
  servers: 'server',
  alternatives: 'server',
  databases: 'database',
  boxes: 'storage-box',
  address: 'address',
  movableAddress: 'address',
  loadBalancer: 'load-balancer',
  bucket: 'object-storage',
  bucketOverage: 'object-storage',
  databaseBackup: 'database-backup',
  s3Backup: 'bucket',
  azureBackup: 'bucket',
  others: undefined,
  retired: undefined,
};
const groups = Object.keys(kindOf) as Group[];

/** Groups of one kind are told apart by their unit: the base price and what lies beyond it, space and requests. */
const unitOf: Readonly<Partial<Record<Group, Sku['unit']>>> = {
  bucket: 'account',
  bucketOverage: 'TB-hour',
  s3Backup: 'GB',
  azureBackup: 'GB',
};

/** Of these the list "quoted" names entries without a price. */
const mayBeUnpriced: readonly Group[] = [
  'servers',
  'databases',
  'movableAddress',
  'loadBalancer',
  'bucket',
  'bucketOverage',
  'databaseBackup',
  's3Backup',
  'azureBackup',
];

/** What a catalogue names, and where. */
export interface Entry {
  readonly at: ListPlace;
  readonly group: Group;
  readonly sku: string;
  readonly pointer: string;
}

/** What an option can use must be there. */
export function requiredAreOffered({ lists }: Subject): Fault[] {
  return lists.flatMap((at) => {
    const offered = entriesOf(at).map(({ sku }) => sku);
    const missing = required[at.id].filter((sku) => !offered.includes(sku));
    return missing.map((sku) => ({
      sku,
      pointer: `${at.pointer}/catalogue`,
      message: `"${sku}" is not in the catalogue of "${at.id}", but a plan can need it. Restore it.`,
    }));
  });
}

/** Each entry once, of the kind and unit that its group is chosen for. */
export function entriesAreUnique({ lists }: Subject): Fault[] {
  return lists.flatMap((at) => {
    const entries = entriesOf(at);
    return entries.flatMap(({ sku, group, pointer }, i) => {
      const first = entries.findIndex((other) => other.sku === sku);
      const record = at.list.skus[sku];
      const isWrong = record && (!fits(record.kind, kindOf[group]) || !fits(record.unit, unitOf[group]));
      return [
        ...(first < i
          ? [
              {
                sku,
                pointer,
                message: `"${sku}" is in the catalogue twice, as one of "${entries[first]!.group}" and of "${group}". Keep one.`,
              },
            ]
          : []),
        ...(isWrong
          ? [
              {
                sku,
                pointer,
                message: `"${sku}" is a ${record.kind} by the ${record.unit} and stands in "${group}". Correct its kind, its unit or its place.`,
              },
            ]
          : []),
      ];
    });
  });
}

/** A plan must be priced: in the list "current" every entry has a record and a price today; the list "quoted" has gaps of its own. */
export function entriesArePriced({ lists, today }: Subject): Fault[] {
  return lists.flatMap((at) =>
    entriesOf(at).flatMap(({ sku, group, pointer }) => {
      const record = at.list.skus[sku];
      if (!record && at.id === 'quoted' && mayBeUnpriced.includes(group)) return [];
      if (!record) return [{ sku, pointer, message: `"${sku}" is in the catalogue, but has no record. Add one or correct the name.` }];
      if (group === 'retired' || rowOn(record, { orderedOn: today, day: today })) return [];
      return [{ sku, pointer, message: `"${sku}" is offered but has no price on ${today}. Add a row or retire it.` }];
    }),
  );
}

/** A record that no catalogue names is never shown, never used and never missed. */
export function recordsAreOffered({ records }: Subject): Fault[] {
  return records.flatMap(({ at, sku, pointer }) => {
    if (entriesOf(at).some((entry) => entry.sku === sku)) return [];
    return [{ sku, pointer, message: `"${sku}" has a record, but is not in the catalogue of "${at.id}". Add it there.` }];
  });
}

/** Sizing takes the first that carries the load, so the cheapest must come first. */
export function entriesAscend({ lists, today }: Subject): Fault[] {
  return lists.flatMap((at) =>
    (['servers', 'alternatives', 'databases', 'boxes'] as const).flatMap((group) => {
      const priced = at.list.catalogue[group].flatMap((sku, i) => {
        const record = at.list.skus[sku];
        const row = record && rowOn(record, { orderedOn: today, day: today });
        const figure = row && figuresOf(row)[0];
        return figure === undefined ? [] : [{ sku, figure, pointer: `${at.pointer}/catalogue/${group}/${i}` }];
      });
      return priced.slice(1).flatMap(({ sku, figure, pointer }, i) => {
        const before = priced[i]!;
        if (Number(before.figure) < Number(figure) || (at.id === 'quoted' && before.figure === figure)) return [];
        return [
          {
            sku,
            pointer,
            message: `"${sku}" costs ${figure} and stands after "${before.sku}" for ${before.figure}. Order ${group} by price.`,
          },
        ];
      });
    }),
  );
}

/** The priced and the unpriced sizes alike stand from small to large; alternatives are of several lines and only ordered by price. */
export function sizesStandInOrder({ lists, sizes }: Subject): Fault[] {
  return lists.flatMap((at) =>
    (['servers', 'databases', 'boxes'] as const).flatMap((group) => {
      const skus = at.list.catalogue[group];
      return skus.slice(1).flatMap((sku, i) => {
        const [smaller, larger] = [skus[i]!, sku].map((name) => sizes.machines[name]?.ramGb ?? sizes.boxes[name]?.capacityGb);
        if (smaller === undefined || larger === undefined || smaller < larger) return [];
        const message = `"${sku}" has ${larger} GB and stands after "${skus[i]}" with ${smaller} GB. Order ${group} by size.`;
        return [{ sku, pointer: `${at.pointer}/catalogue/${group}/${i + 1}`, message }];
      });
    }),
  );
}

/** Prices and machines are two files: what one names and the other does not know cannot be planned. */
export function entriesHaveMachines({ lists, sizes }: Subject): Fault[] {
  const entries = lists.flatMap(entriesOf);
  const unknown = entries.flatMap(({ sku, group, pointer }) => {
    const isMachine = group === 'servers' || group === 'alternatives' || group === 'databases';
    const isKnown = isMachine ? sku in sizes.machines : group !== 'boxes' || sku in sizes.boxes;
    return isKnown
      ? []
      : [{ sku, pointer, message: `"${sku}" is offered, but data/machines.json does not say what it can do. Add it there.` }];
  });
  const named = new Set(entries.map(({ sku }) => sku));
  const left = [...Object.keys(sizes.machines), ...Object.keys(sizes.boxes)].filter((sku) => !named.has(sku));
  return [
    ...unknown,
    ...left.map((sku) => ({
      sku,
      pointer: '/lists',
      message: `"${sku}" is in data/machines.json, but no catalogue offers it. Add it or take the machine out.`,
    })),
  ];
}

function fits<T>(value: T, expected: T | undefined): boolean {
  return expected === undefined || value === expected;
}

/** All entries of a catalogue, also those of groups that have only one. */
export function entriesOf(at: ListPlace): Entry[] {
  return groups.flatMap((group) => {
    const pointer = `${at.pointer}/catalogue/${group}`;
    const named = at.list.catalogue[group];
    return typeof named === 'string'
      ? [{ at, group, sku: named, pointer }]
      : named.map((sku, i) => ({ at, group, sku, pointer: `${pointer}/${i}` }));
  });
}
