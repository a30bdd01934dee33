/** Parts: what each design buys, and where it stands, for a few, for many and for very many practices. */
import { expect, it } from 'vitest';
import { quoteFor } from '../answers.ts';

/** A server and its address. */
const at = (site: string) => (role: string, sku: string) => [`${role} ${sku} ${site}`, `address primary-ipv4 ${site}`];
const server = (sku: string) => at('nbg1')('server', sku);
const servers = (count: number, sku: string) => Array.from({ length: count }, () => server(sku)).flat();
const database = (sku: string) => at('nbg1')('database-server', sku);
const balancer = 'load-balancer lb11 nbg1';
const bucket = 'file-store base hel1';
const atlas = (sku: string) => `managed-database ${sku} eu-central-1`;
const snapshots = (gb: number) => `off-site-backup backup-storage*${gb} eu-central-1`;
const box = 'off-site-backup bx11 fsn1';
const vote = at('hel1')('vote', 'cx23');
const movable = 'address floating-ipv4 nbg1';
const pair = (sku: string) => [...server(sku), ...at('nbg1')('standby', sku), movable, ...vote, box];
const twoSites = (sku: string) => [...server(sku), ...at('fsn1')('standby', sku), movable, ...vote, 'off-site-backup bx11 hel1'];
const cells = (count: number, parts: readonly string[]) => Array.from({ length: count }, () => parts).flat();

/*
 * The machines follow from these numbers of practices; the fast ones of a load balancer are worked out in sizing.test.ts.
 *
 *   A practice has 0.50625 GB of database and 1.8140625 GB of files; of a disk 80 % may be used, 12 GB are the system's.
 *                       CX23  CX33  CX43  CX53  CPX62  CCX33  CCX43  CCX53
 *   all on one disk        9    24    55   116    238     85    131    223   (files and 1.12 · 0.5 of the database: 2.0976 GB)
 *   three copies           7    19    43    91    187     67    103    175   (2.6646 GB)
 *   files alone           11    28    63   134    275     99    152    257
 *   memory, one copy      11    29    65   137    137    150    308     …   (0.162 GB each beside system, workers, connections)
 *   memory, three copies   2     7    18    41     41     47     98    200
 *   memory, database only 13    34    76   159                  331    672   (with the connections of the servers beside it)
 *   Atlas: M10 18, M20 37, M30 74, M40 148, M50 296 (0.162 GB each in 1.5 times the memory)
 *   Snapshots: 0.5 · 1.5 of the database, in steps of 10 GB. A BX11 holds (0.253 + 1.814) · 1.5 = 3.10 GB of 322 practices.
 */
it.each([
  [20, 'solo', server('cx33')],
  [20, 'single', [...server('cx33'), box]],
  [20, 'three-mongods', [...server('cx53'), box]],
  [20, 'split', [...server('cx33'), ...database('cx33'), box]],
  [20, 'single-cells', cells(2, [...server('cx33'), box])],
  [20, 'managed-db', [...server('cx33'), atlas('m20'), snapshots(10), box]],
  [20, 'managed-db-as-quoted', [...server('cx33'), atlas('m20')]],
  [20, 'managed-db-balanced', [balancer, ...servers(2, 'cx23'), bucket, atlas('m20'), snapshots(10), box]],
  [20, 'pair', pair('cx33')],
  [20, 'pair-as-quoted', [...server('cx33'), ...at('nbg1')('standby', 'cx23')]],
  [20, 'pair-two-sites', twoSites('cx33')],
  [20, 'cluster', [balancer, ...servers(2, 'cx23'), bucket, ...cells(3, database('cx33')), box]],
  [20, 'pair-cells', cells(2, pair('cx33'))],

  [60, 'solo', server('cx53')],
  [60, 'single', [...server('cx53'), box]],
  [60, 'three-mongods', [...server('ccx43'), box]],
  [60, 'split', [...server('cx43'), ...database('cx43'), box]],
  [60, 'single-cells', cells(3, [...server('cx33'), box])], // 36.57; two CX43 cost 39.38
  [60, 'managed-db', [...server('cx43'), atlas('m30'), snapshots(30), box]],
  [60, 'managed-db-as-quoted', [...server('cx43'), atlas('m30')]],
  [60, 'managed-db-balanced', [balancer, ...servers(2, 'cx33'), bucket, atlas('m30'), snapshots(30), box]],
  [60, 'pair', pair('cx53')],
  [60, 'pair-as-quoted', [...server('cx53'), ...at('nbg1')('standby', 'cx43')]],
  [60, 'pair-two-sites', twoSites('cx53')],
  [60, 'cluster', [balancer, ...servers(2, 'cx33'), bucket, ...cells(3, database('cx43')), box]],
  [60, 'pair-cells', cells(2, pair('cx43'))], // 90.34; three pairs of CX33 cost 90.51

  [150, 'solo', server('ccx53')],
  [150, 'single', [...server('ccx53'), box]],
  [150, 'three-mongods', [...server('ccx53'), box]],
  [150, 'split', [...server('cpx62'), ...database('cx53'), box]],
  [150, 'single-cells', cells(3, [...server('cx43'), box])], // 59.07; two CX53 cost 66.38
  [150, 'managed-db', [...server('cpx62'), atlas('m50'), snapshots(60), box]],
  [150, 'managed-db-as-quoted', [...server('cpx62'), atlas('m50')]],
  [150, 'managed-db-balanced', [balancer, ...servers(2, 'cx33'), bucket, atlas('m50'), snapshots(60), box]],
  [150, 'pair', pair('ccx53')],
  [150, 'pair-as-quoted', [...server('ccx53'), ...at('nbg1')('standby', 'ccx43')]],
  [150, 'pair-two-sites', twoSites('ccx53')],
  [150, 'cluster', [balancer, ...servers(2, 'cx33'), bucket, ...cells(3, database('cx53')), box]],
  [150, 'pair-cells', cells(3, pair('cx43'))], // 135.51; two pairs of CX53 cost 144.34

  [400, 'single-cells', cells(4, [...server('cx53'), box])], // 132.76; eight CX43 cost 157.52
  [400, 'pair-cells', cells(4, pair('cx53'))],
  // The box also keeps one whole set of the files in the bucket: (0.253 + 1.814) · 1.5 + 1.814 = 4.91 GB, 1,966 GB in all.
  [400, 'cluster', [balancer, ...servers(4, 'cx33'), bucket, ...cells(3, database('ccx53')), 'off-site-backup bx21 fsn1']],
] as const)('%i practices, %s', (tenants, id, parts) => {
  expect(partsOf(id, tenants)).toEqual(parts);
});

it.each([
  // practices  GB in the bucket
  [551, []], // 999.5
  [552, ['file-store overage*1 hel1']], // 1,001.4
  [613, ['file-store overage*1 hel1']],
])('a bucket of %i practices has one terabyte in its price, and each further one is a part: %j', (tenants, more) => {
  expect(partsOf('cluster', tenants).filter((part) => part.includes('overage'))).toEqual(more);
});

it.each([
  // practices  0.3797 GB of snapshots each
  [26, 10], // 9.87 GB
  [27, 20], // 10.25 GB
  [52, 20],
  [53, 30], // 20.12 GB
])('snapshots of %i practices are reckoned as %i GB', (tenants, gb) => {
  expect(partsOf('managed-db', tenants)).toContain(snapshots(gb));
});

function partsOf(id: Parameters<typeof quoteFor>[0], tenants: number): string[] {
  return quoteFor(id, { tenants }).plan!.components.map(
    ({ role, sku, site, quantity }) => `${role} ${sku.split('.').at(-1)}${quantity === undefined ? '' : `*${quantity}`} ${site}`,
  );
}
