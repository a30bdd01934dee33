/** Targets of the off-site backup: a box of Hetzner, or space at AWS or Azure that is sold by the GB. */
import { describe, expect, it } from 'vitest';
import { backupTargets, compare, parseScenario, shortName, type BackupTarget, type Component, type PlanId } from '@ordiplan/planner';
import { load } from '../../../packages/planner/src/models/load.ts';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { options } from '../../../packages/planner/src/options/index.ts';
import { offSiteBackup } from '../../../packages/planner/src/options/off-site.ts';
import { single } from '../../../packages/planner/src/options/single.ts';
import { euro, euros, facts, planIds, quoteFor, today } from '../answers.ts';

const buckets = ['s3', 'azure'] as const;
const skuOf = { s3: 'aws.s3.standard-ia', azure: 'azure.blob.cool-lrs' } as const;
const likely = likelySupply(parseScenario({ tenants: 20 }, today), facts);
const siteOf = { s3: 'eu-central-1', azure: 'germanywestcentral' } as const;

/*
 * A practice has 0.50625 GB of database and 1.8140625 GB of files; dumps are half as large, and versions make 1.5 of it:
 *   database and files            (0.253125 + 1.8140625) · 1.5 = 3.10078 GB    32 practices in 100 GB
 *   files alone                   1.8140625 · 1.5              = 2.72109 GB    36
 *   with a whole set of a bucket  3.10078 + 1.8140625          = 4.91484 GB    20
 */
describe.each(buckets)('%s', (backupTo) => {
  it.each([
    ['single', 1, 100],
    ['single', 32, 100],
    ['single', 33, 200],
    ['single', 64, 200], // 198.45
    ['single', 65, 300], // 201.55
    ['managed-db', 36, 100],
    ['managed-db', 37, 200],
    ['cluster', 20, 100],
    ['cluster', 21, 200],
    ['cluster', 400, 2000], // 1,965.94
    ['pair', 33, 200],
  ] as const)('%s of %i practices buys %i GB', (id, tenants, quantity) => {
    expect(backupsOf(id, tenants, backupTo)).toEqual([{ sku: skuOf[backupTo], site: siteOf[backupTo], quantity }]);
  });

  it('of cells is bought for each by its share', () => {
    // 60 practices are three cells of 20: 62 GB each, where one box for all would be 186.
    const [plan, backups] = [quoteFor('single-cells', { tenants: 60, backupTo }).plan!, backupsOf('single-cells', 60, backupTo)];
    expect(backups).toEqual(
      Array.from({ length: plan.size.cells! }, () => ({ sku: skuOf[backupTo], site: siteOf[backupTo], quantity: 100 })),
    );
  });

  it('is enough, never more than a step too much, and never less for more practices', () => {
    let before = 0;
    for (let tenants = 1; tenants <= 110; tenants += 1) {
      const [{ quantity } = { quantity: undefined }] = backupsOf('single', tenants, backupTo);
      const needed = tenants * 3.10078125;
      expect(quantity).toBeGreaterThanOrEqual(needed);
      expect(quantity! - needed).toBeLessThan(100);
      expect(quantity).toBeGreaterThanOrEqual(before);
      before = quantity!;
    }
  });

  it('belongs to each design with an off-site backup, keeps what that keeps, and is encrypted like it', () => {
    for (const { id, backsUp } of options) {
      const parts = partsOf(id, 20, backupTo);
      expect(new Set(parts.map(({ keeps }) => keeps))).toEqual(new Set(backsUp.length > 0 ? [backsUp] : []));
      for (const { isEncrypted } of parts) expect(isEncrypted).toBe(true);
    }
  });

  it('changes no other part of any design', () => {
    for (const id of planIds) {
      const others = (target: BackupTarget) =>
        quoteFor(id, { tenants: 20, backupTo: target }).plan!.components.filter((part) => !isBackup(part));
      expect(others(backupTo)).toEqual(others('storage-box'));
    }
  });

  it('has a short name for cards and drawings', () => {
    expect(shortName(facts.machines, skuOf[backupTo])).toBe({ s3: 'AWS S3', azure: 'Azure Blob' }[backupTo]);
  });

  it('keeps its price unknown at the prices of the analysis, which name none', () => {
    const { bill } = quoteFor('single', { tenants: 20, prices: 'quoted', backupTo });
    expect(bill!.unknownSkus).toEqual([skuOf[backupTo]]);
    expect([bill!.net, bill!.gross, bill!.perTenant]).toEqual([undefined, undefined, undefined]);
    expect(euro(bill!.knownNet.low)).toBe('8.68'); // server and address, "at least"
  });
});

describe('a bill by hand', () => {
  it.each([
    // On 24 November a euro costs 1.1186 dollars, the last known rate.
    // 100 · 0.0135 / 1.1186 = 1.2069, 200 · … = 2.4137
    ['s3', 20, ['1.21', '1.21', '1.21']],
    ['s3', 33, ['2.41', '2.41', '2.41']],
    // 100 · (0.0100, 0.0105, 0.0110) / 1.1186 = 0.8940, 0.9387, 0.9834
    ['azure', 20, ['0.89', '0.94', '0.98']],
    ['azure', 33, ['1.79', '1.88', '1.97']],
    ['storage-box', 20, ['3.20', '3.20', '3.20']],
    ['storage-box-borg', 20, ['3.20', '3.20', '3.20']],
  ] as const)('of %s for %i practices: %j', (backupTo, tenants, expected) => {
    const { bill, plan } = quoteFor('single', { tenants, backupTo });
    const { sku } = plan!.components.find(isBackup)!;
    expect(euros(bill!.items.find((item) => item.sku === sku)!.cost)).toEqual(expected);
  });

  it.each([
    // CX33 8.49, address 0.50
    ['s3', ['10.20', '10.20', '10.20']],
    ['azure', ['9.88', '9.93', '9.97']],
    ['storage-box', ['12.19', '12.19', '12.19']],
  ] as const)('of A with its backup at %s: %j', (backupTo, expected) => {
    expect(euros(quoteFor('single', { tenants: 20, backupTo }).bill!.net)).toEqual(expected);
  });

  it('knows no price before the day on which the first was seen', () => {
    expect(quoteFor('single', { tenants: 20, backupTo: 's3', orderOn: '2026-09-09' }).bill!.net).toBeUndefined();
    expect(quoteFor('single', { tenants: 20, backupTo: 's3', orderOn: '2026-09-10' }).bill!.net).toBeDefined();
  });
});

it('borg and restic fill the same box', () => {
  const { scenario: one, ...restic } = compare({ tenants: 20, backupTo: 'storage-box' }, facts);
  const { scenario: other, ...borg } = compare({ tenants: 20, backupTo: 'storage-box-borg' }, facts);
  expect(JSON.stringify(borg)).toBe(JSON.stringify(restic));
  expect([one.backupTo, other.backupTo]).toEqual(['storage-box', 'storage-box-borg']);
});

it('no box holds more than the largest one, a bucket holds anything', () => {
  // Files of 20 TB, half as much again for the versions: 30 TB, and 5.06 GB of dumps. A BX41 has 20.
  const demand = { ...load(20, likely.values), filesGb: 20_000 };
  const bought = backupTargets.map((backupTo) => offSiteBackup(single, { server: 'hetzner.cloud.cx33' }, demand, { ...likely, backupTo }));
  const quantities = bought.map((parts) => (parts === 'too much' ? parts : parts[0]!.quantity));
  expect(quantities).toEqual(['too much', 'too much', 30_100, 30_100]);
});

function isBackup({ id }: Component): boolean {
  return id.endsWith('backup-1');
}

function partsOf(id: PlanId, tenants: number, backupTo: BackupTarget): readonly Component[] {
  return quoteFor(id, { tenants, backupTo }).plan!.components.filter(isBackup);
}

function backupsOf(id: PlanId, tenants: number, backupTo: BackupTarget) {
  return partsOf(id, tenants, backupTo).map(({ sku, site, quantity }) => ({ sku, site, quantity }));
}
