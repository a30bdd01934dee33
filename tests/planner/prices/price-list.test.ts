/** The shipped prices: complete, reachable, and each with who says so. */
import { describe, expect, it } from 'vitest';
import { priceOf, type Evidence, type PriceList } from '@ordiplan/planner';
import { facts, today } from '../answers.ts';

const { book, machines } = facts;
const lists = Object.entries(book.lists);
const records = lists.flatMap(([id, list]) => Object.entries(list.skus).map(([sku, record]) => ({ id, sku, record })));

describe.each(lists)('the list "%s"', (_id, list) => {
  it('holds nothing that its catalogue does not offer', () => {
    expect(Object.keys(list.skus).filter((sku) => !named(list).includes(sku))).toEqual([]);
  });

  it('offers nothing twice', () => {
    expect(new Set(named(list)).size).toBe(named(list).length);
  });

  it('offers only machines and boxes of which somebody said what they can do', () => {
    const { servers, alternatives, databases, boxes } = list.catalogue;
    expect([...servers, ...alternatives, ...databases].filter((sku) => !machines.machines[sku])).toEqual([]);
    expect(boxes.filter((sku) => !machines.boxes[sku])).toEqual([]);
  });

  it('names machines and boxes from small to large', () => {
    const { servers, databases, boxes } = list.catalogue;
    for (const skus of [servers, databases]) {
      const [ram, disk, cores] = (['usableRamGb', 'diskGb', 'vCpu'] as const).map((key) => skus.map((sku) => machines.machines[sku]![key]));
      for (const sizes of [ram, disk, cores]) expect(sizes).toEqual([...sizes!].sort((a, b) => a - b));
    }
    const capacities = boxes.map((sku) => machines.boxes[sku]!.capacityGb);
    expect(capacities).toEqual([...capacities].sort((a, b) => a - b));
  });
});

describe.each(records)('$id $sku', ({ record }) => {
  it('has prices in the order of their days', () => {
    const days = record.prices.map((row) => row.from);
    expect(days).toEqual([...new Set(days)].sort());
  });

  it('has either one price or a span from low to high', () => {
    for (const { net, low, likely, high } of record.prices) {
      if (net !== undefined) expect([low, likely, high]).toEqual([undefined, undefined, undefined]);
      else expect([low, likely ?? low, high].map(Number)).toEqual([low, likely ?? low, high].map(Number).sort((a, b) => a - b));
    }
  });

  it('says who says so, and nothing that was seen after today', () => {
    const evidence: readonly Evidence[] = [...record.prices, ...(record.stock ?? [])].map((row) => row.evidence);
    for (const { title, observedOn, confirmations } of evidence) {
      expect(title.trim()).not.toBe('');
      expect(observedOn <= today).toBe(true);
      expect(confirmations).toBeGreaterThanOrEqual(1);
    }
  });

  it('says where to check again', () => {
    expect(record.checkAt).toMatch(/^https:\/\//);
  });

  it('calls an estimate an estimate', () => {
    for (const row of record.prices) {
      if (row.evidence.kind === 'estimate') expect(row.net).toBeUndefined();
    }
  });
});

it('prices everything today that a plan can choose from the current list', () => {
  const { current } = book.lists;
  expect(offered(current).filter((sku) => !priceOf(current, sku, { book, orderedOn: today, day: today }))).toEqual([]);
});

it('knows no price of what the analysis only names, or does not name at all', () => {
  const { quoted } = book.lists;
  const unpriced = offered(quoted).filter((sku) => !priceOf(quoted, sku, { book, orderedOn: today, day: today }));
  expect(unpriced).toEqual([
    ...['hetzner.cloud.cx42', 'hetzner.cloud.cx52', 'mongodb.atlas.m30', 'mongodb.atlas.m40'],
    ...['hetzner.cloud.floating-ipv4', 'hetzner.cloud.lb11', 'hetzner.object-storage.base', 'hetzner.object-storage.overage'],
    ...['mongodb.atlas.backup-storage', 'aws.s3.standard-ia', 'azure.blob.cool-lrs'],
  ]);
});

it.each(lists)('names in the list "%s" one part of each other kind', (_id, { catalogue }) => {
  expect(catalogue).toMatchObject({
    address: 'hetzner.cloud.primary-ipv4',
    movableAddress: 'hetzner.cloud.floating-ipv4',
    loadBalancer: 'hetzner.cloud.lb11',
    bucket: 'hetzner.object-storage.base',
    bucketOverage: 'hetzner.object-storage.overage',
    databaseBackup: 'mongodb.atlas.backup-storage',
    s3Backup: 'aws.s3.standard-ia',
    azureBackup: 'azure.blob.cool-lrs',
  });
});

it('has a machine or a box for nothing that no list offers', () => {
  const all = lists.flatMap(([, list]) => offered(list));
  expect([...Object.keys(machines.machines), ...Object.keys(machines.boxes)].filter((sku) => !all.includes(sku))).toEqual([]);
});

it.each([
  // the published price table of 15 June 2026, net a month without the address
  ['hetzner.cloud.cx23', '5.49'],
  ['hetzner.cloud.cx33', '8.49'],
  ['hetzner.cloud.cx43', '15.99'],
  ['hetzner.cloud.cx53', '29.49'],
  ['hetzner.cloud.primary-ipv4', '0.50'],
  ['hetzner.storage-box.bx11', '3.20'],
])('%s costs %s net today', (sku, netPerMonth) => {
  const price = priceOf(book.lists.current, sku, { book, orderedOn: today, day: today });
  expect(price?.low.euro.toFixed(2)).toBe(netPerMonth);
});

/** What a plan can choose from. */
function offered({ catalogue }: PriceList): readonly string[] {
  const { servers, alternatives, databases, boxes, address, movableAddress, loadBalancer, bucket, bucketOverage } = catalogue;
  const { databaseBackup, s3Backup, azureBackup } = catalogue;
  const single = [address, movableAddress, loadBalancer, bucket, bucketOverage, databaseBackup, s3Backup, azureBackup];
  return [...servers, ...alternatives, ...databases, ...boxes, ...single];
}

/** Everything that the catalogue names. */
function named(list: PriceList): readonly string[] {
  return [...offered(list), ...list.catalogue.others, ...list.catalogue.retired];
}
