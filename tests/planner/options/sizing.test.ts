/** Sizing: the cheapest machines that carry the practices, and no plan where none do. */
import { describe, expect, it } from 'vitest';
import { compare, maxTenants, parseScenario, planIds, reach, waitTail, type Machines, type PlanId } from '@ordiplan/planner';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { facts, quoteFor, today } from '../answers.ts';

/*
 * Up to how many practices each design goes with which machines. The limits of disk and memory are worked out in
 * parts.test.ts, those of servers behind a load balancer below; a restore from an own dump takes 8 hours at 261 practices:
 * 2.25 + N · (0.50625 / 15 + 1.8140625 / 40) / 3.6.
 */
const ofOneServer = 'CX23 9 · CX33 24 · CX43 55 · CX53 116 · CPX62 137 · CCX53 223 · CCX63 261';
const ofEqualServers = ofOneServer.replaceAll(/C+[PX]/g, '2 × $&');
// Files on the server, hot data in Atlas: whichever is full first.
const ofManagedDb =
  'CX23 + M10 11 · CX33 + M10 18 · CX33 + M20 28 · CX43 + M20 37 · CX43 + M30 63 · CX53 + M30 74 · CX53 + M40 134 · ' +
  'CPX62 + M40 148 · CPX62 + M50 275 · CCX63 + M50 296';

it.each([
  ['solo', ofOneServer.replace('261', '360')], // no restore that could take too long
  ['single', ofOneServer],
  ['three-mongods', 'CX23 2 · CX33 7 · CX43 18 · CX53 41 · CCX33 47 · CCX43 98 · CCX53 175 · CCX63 261'],
  // Memory of the database, with 50 connections of each core beside it: CX23 13, CX33 34 or 33, CX43 76 or 73, CX53 159
  [
    'split',
    'CX23 + CX23 11 · CX33 + CX23 13 · CX33 + CX33 28 · CX43 + CX33 33 · CX43 + CX43 63 · CX53 + CX43 73 · CX53 + CX53 134 · ' +
      'CPX62 + CX53 159 · CPX62 + CCX43 261',
  ],
  ['managed-db', ofManagedDb],
  ['managed-db-as-quoted', ofManagedDb],
  // 24.3 practices for each further CX23, 176.9 for each further CX33
  [
    'managed-db-balanced',
    '2 × CX23 + M10 18 · 2 × CX23 + M20 24 · 3 × CX23 + M20 37 · 3 × CX23 + M30 48 · 2 × CX33 + M30 74 · 2 × CX33 + M40 148 · ' +
      '2 × CX33 + M50 176 · 3 × CX33 + M50 296',
  ],
  ['pair', ofEqualServers],
  ['pair-as-quoted', 'CX23 9 · CX33 24 · CX43 55 · CX53 116 · CPX62 137 · CCX53 223 · CCX63 360'],
  ['pair-two-sites', ofEqualServers],
  // 24.8 for each further CX23, 180.5 for each further CX33; memory of the database CX23 13, CX33 34, CX43 76, CX53 161,
  // CCX43 331; only the database is restored: 8 hours at 613 practices
  [
    'cluster',
    '2 × CX23 + CX23 13 · 2 × CX23 + CX33 24 · 3 × CX23 + CX33 34 · 3 × CX23 + CX43 49 · 2 × CX33 + CX43 76 · 2 × CX33 + CX53 161 · ' +
      '2 × CX33 + CCX43 180 · 3 × CX33 + CCX43 331 · 3 × CX33 + CCX53 360 · 4 × CX33 + CCX53 541 · 5 × CX33 + CCX53 613',
  ],
  // A cell costs 9.19, 12.19, 19.69 or 33.19 and carries 9, 24, 55 or 116
  [
    'single-cells',
    '2 × CX23 18 · 2 × CX33 48 · 3 × CX33 72 · 2 × CX43 110 · 3 × CX43 165 · 2 × CX53 232 · 5 × CX43 275 · 3 × CX53 348 · ' +
      '4 × CX53 464 · 5 × CX53 580 · 6 × CX53 696 · 7 × CX53 812 · 8 × CX53 928 · 9 × CX53 1000',
  ],
  // A cell costs 24.17, 30.17, 45.17 or 72.17 and carries the same: more of it is vote and box, so fewer and larger ones pay
  [
    'pair-cells',
    '2 × (2 × CX23) 18 · 2 × (2 × CX33) 48 · 2 × (2 × CX43) 110 · 3 × (2 × CX43) 165 · 2 × (2 × CX53) 232 · 3 × (2 × CX53) 348 · ' +
      '4 × (2 × CX53) 464 · 5 × (2 × CX53) 580 · 6 × (2 × CX53) 696 · 7 × (2 × CX53) 812 · 8 × (2 × CX53) 928 · 9 × (2 × CX53) 1000',
  ],
] as const)('%s goes on with these machines: %s', (id, ladder) => {
  const told = id === 'pair-as-quoted' ? firstServers(id) : machinesOf(id);
  expect(told).toBe(ladder);
});

it('the standby that the analysis prices is one size smaller, the smallest one its own', () => {
  const names = [9, 24, 55, 116, 137, 223, 360].map((tenants) => quoteFor('pair-as-quoted', { tenants }).machines);
  expect(names).toEqual(['2 × CX23', 'CX33 + CX23', 'CX43 + CX33', 'CX53 + CX43', 'CPX62 + CX53', 'CCX53 + CCX43', 'CCX63 + CCX53']);
});

describe('a server behind a load balancer', () => {
  it.each([
    // server, practices at which 5 % of the requests wait more than a second, and with a database 24 ms away
    ['CX23', 2, 1.01, 24.8, 24.3],
    ['CX33', 4, 4, 180.5, 176.9],
  ] as const)('of type %s carries as many practices as its workers answer in time', (_name, vCpu, cores, here, there) => {
    expect(inTime(here - 0.1)).toBeLessThan(0.05);
    expect(inTime(here + 0.1)).toBeGreaterThan(0.05);
    expect(inTime(there - 0.1, 0.976)).toBeLessThan(0.05);
    expect(inTime(there + 0.1, 0.976)).toBeGreaterThan(0.05);

    /** 2.8 sessions a practice: 1.68 are active with 0.2 requests a second, twice as many in the peak minute; all poll. */
    function inTime(practices: number, seconds = 1): number {
      const peak = practices * (1.68 * 0.2 * 2 + 2.8 * 0.0333);
      const speed = (cores * 0.8) / vCpu;
      return waitTail({ fastRate: (1000 * speed) / 4, heavyRate: (1000 * speed) / 300, heavyShare: 0.02, arrivals: peak / vCpu }, seconds);
    }
  });

  it.each(['cluster', 'managed-db-balanced'] as const)('of %s can be lost: those that are left carry everything', (id) => {
    const supply = likelySupply(parseScenario({ tenants: 1 }, today), facts);
    const option = optionOf(id);
    for (const tenants of [1, 20, 60, 150, 290]) {
      const { size } = quoteFor(id, { tenants }).plan!;
      const asked = option.stacks(size, supply).map(({ servers }) => servers);
      expect(asked).toEqual([size.servers, size.servers! - 1]);
      for (const stack of option.stacks(size, supply)) expect(reach(stack, supply.values, maxTenants)).toBeGreaterThanOrEqual(tenants);
    }
  });
});

it.each(planIds)('%s uses at most the whole of every limit', (id) => {
  for (const tenants of [1, 9, 10, 24, 25, 55, 56, 116]) {
    const { capacity } = quoteFor(id, { tenants });
    expect(capacity!.uses.filter((use) => use.share > 1)).toEqual([]);
    expect(capacity!.limits.every((limit) => limit.tenants >= tenants)).toBe(true);
  }
});

it.each(planIds.filter((id) => !optionOf(id).inCells))('%s beyond its reach is no plan, and costs nothing that could look cheap', (id) => {
  const beyond = quoteFor(id, { tenants: maxTenants });
  expect(beyond).toMatchObject({ plan: undefined, bill: undefined, totalCost: undefined, atLeast: undefined, isAdmissible: false });
});

it('takes the next box when the backup no longer fits', () => {
  // 3.1 GB of backup a practice: (0.5 · 0.50625 + 1.8140625) · 1.5; a box of 50 GB is full after 16 practices
  const small = withBox('hetzner.storage-box.bx11', 50);
  const boxAt = (tenants: number) =>
    quoteFor('single', { tenants }, { ...facts, machines: small }).plan!.components.find((c) => c.role === 'off-site-backup')!.sku;
  expect([16, 17].map(boxAt)).toEqual(['hetzner.storage-box.bx11', 'hetzner.storage-box.bx21']);
});

it('designs no plan whose backup fits into no box', () => {
  const small = { ...facts, machines: withBox('hetzner.storage-box.1tb', 50) };
  expect(quoteFor('single', { tenants: 17, prices: 'quoted' }, small).plan).toBeUndefined();
  expect(quoteFor('solo', { tenants: 17, prices: 'quoted' }, small).plan).toBeDefined();
});

it('names the machine of which nobody said what it can do', () => {
  const machines = { ...facts.machines, machines: {} };
  expect(() => compare({ tenants: 20 }, { ...facts, machines })).toThrow(/^"hetzner\.cloud\.c[a-z]+\d\d" has no record/);
});

/** Machines and the last number of practices that they carry, e.g. "CX23 9 · CX33 24". */
function machinesOf(id: PlanId): string {
  const carried = new Map(quoteFor(id, { tenants: 1 }).steps.map(({ machines, to }) => [machines, to]));
  return [...carried].flatMap(([machines, to]) => (machines === undefined ? [] : [`${machines} ${to}`])).join(' · ');
}

/** The same without the second server. */
function firstServers(id: PlanId): string {
  return machinesOf(id)
    .replace('2 × ', '')
    .replaceAll(/ \+ \S+/g, '');
}

function withBox(sku: string, capacityGb: number): Machines {
  const { boxes } = facts.machines;
  return { ...facts.machines, boxes: { ...boxes, [sku]: { ...boxes[sku]!, capacityGb } } };
}
