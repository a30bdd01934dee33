/** Capacity: every share of a limit worked by hand on one load. The published tables are in `reference-capacity.test.ts`. */
import { describe, expect, it } from 'vitest';
import { binding, limitsOf, load, reach, sizingLoad, uses, type Place, type Resource, type Stack } from '@ordiplan/planner';
import { likely, publishedRules, stackOf } from '../reference.ts';

/**
 * 100 practices: 350 users, 280 sessions, 168 active; 168 · 0.2 · 2 + 280 · 0.0333 = 76.524 requests a second;
 * 675,000 contacts a year; database 675,000 · 15 kB · 5 a = 50.625 GB; files 675,000 · 107.5 kB · 2.5 a = 181.40625 GB.
 */
const hundred = load(100, likely);
/** Kept in memory: 50.625 · (0.12 + 0.2) = 16.2 GB. On disk: 50.625 · 1.12 · 0.5 = 28.35 GB. */
const hotGb = 16.2;
const storedGb = 28.35;

it.each<[string, Place, Resource, number]>([
  // 76.524 · (0.98 · 4 ms + 0.02 · 300 ms + 1.5 ms database) over 1.9 reference cores at 0.8 of their speed, of which 0.7 count
  ['A:cx32', 'server', 'cpu', (76.524 * 0.01142) / (1.9 * 0.8 * 0.7)],
  // without the database, on two servers of which each takes half
  ['D:LB+2xcx32+3xccx13', 'server', 'cpu', (76.524 * 0.00992) / (2 * 1.9 * 0.8 * 0.7)],
  // system 0.7, 4 workers of 220 MB, 280 sessions of 0.2 MB, mongod 0.3, 4 · 50 connections of 1 MB, what is hot; of 0.9 · 7.57 GB
  ['A:cx32', 'server', 'ram', (0.7 + 880 / 1024 + 56 / 1024 + 0.3 + 200 / 1024 + hotGb) / 6.813],
  // each of two servers holds half of the sessions, and no database
  ['D:LB+2xcx32+3xccx13', 'server', 'ram', (0.7 + 880 / 1024 + 28 / 1024) / 6.813],
  // system 12, files, database; of 0.8 · 80 GB
  ['A:cx32', 'server', 'disk', (12 + 181.40625 + storedGb) / 64],
  ['A:cx32+vol', 'server', 'disk', (12 + storedGb) / 64],
  ['S:cx32+cx32', 'server', 'disk', (12 + 181.40625) / 64],
  ['D:LB+2xcx32+3xccx13', 'server', 'disk', 12 / 64],
  // 76.524 requests, of which 0.2 write 4 times; of 0.7 · 10,000 a second
  ['A:cx32', 'server', 'iops', (76.524 * 0.8) / 7000],
  ['S:cx32+cx32', 'database', 'iops', (76.524 * 0.8) / 7000],
  ['B:cx32+M10', 'database', 'iops', (76.524 * 0.8) / 700],
  ['S:cx32+cx32', 'database', 'cpu', (76.524 * 0.0015) / (1.9 * 0.8 * 0.7)],
  // dedicated: full speed
  ['D:LB+2xcx32+3xccx13', 'database', 'cpu', (76.524 * 0.0015) / (1.77 * 0.7)],
  ['S:cx32+cx32', 'database', 'ram', (0.7 + 0.3 + 200 / 1024 + hotGb) / 6.813],
  // two servers open twice the connections
  ['D:LB+2xcx32+3xccx13', 'database', 'ram', (0.7 + 0.3 + 400 / 1024 + hotGb) / 6.813],
  // Atlas: half of 2 GB is cache, and three times as much may be hot
  ['B:cx32+M10', 'database', 'ram', hotGb / 3],
  ['S:cx32+cx32', 'database', 'disk', (12 + storedGb) / 64],
  // the vendor's system is not on this disk; of 0.8 · 128 GB
  ['B:cx32+M10', 'database', 'disk', storedGb / 102.4],
  // 4 workers of 50 connections, of 1490
  ['B:cx32+M10', 'database', 'connections', 200 / 1490],
  // dump 50,625 MB at 30 MB/s, 0.5 % of 232,031.25 MB at 40 MB/s, of 6 h
  ['A:cx32', 'plan', 'backupWindow', (50_625 / 30 + 1160.15625 / 40) / 21_600],
  // Atlas dumps itself: only 0.5 % of the files
  ['B:cx32+M10', 'plan', 'backupWindow', 907.03125 / 40 / 21_600],
  // people 2.25 h, database at 15 MB/s, files at 40 MB/s, of 8 h
  ['A:cx32', 'plan', 'restore', (2.25 + 50_625 / 15 / 3600 + 181_406.25 / 40 / 3600) / 8],
  // Atlas restores at 100 MB/s
  ['B:cx32+M10', 'plan', 'restore', (2.25 + 50_625 / 100 / 3600 + 181_406.25 / 40 / 3600) / 8],
  // files in a bucket outlive the servers
  ['D:LB+2xcx32+3xccx13', 'plan', 'restore', (2.25 + 50_625 / 15 / 3600) / 8],
])('100 practices on %s: %s %s', (name, place, resource, share) => {
  expect(shareOf(stackOf(name), place, resource)).toBeCloseTo(share, 12);
});

describe('three copies of the database on one server', () => {
  const three: Stack = { ...stackOf('A:cx32'), database: { on: 'server', copies: 3 } };

  it('repeat the writes, not the reads', () => {
    // 1.5 ms · (1 + 2 · 0.2) = 2.1 ms instead of 1.5
    expect(shareOf(three, 'server', 'cpu')).toBeCloseTo((76.524 * 0.01202) / (1.9 * 0.8 * 0.7), 12);
    expect(shareOf(three, 'server', 'iops')).toBeCloseTo((3 * 76.524 * 0.8) / 7000, 12);
  });

  it('need their memory and their disk three times', () => {
    const once = 0.7 + 880 / 1024 + 56 / 1024;
    expect(shareOf(three, 'server', 'ram')).toBeCloseTo((once + 3 * (0.3 + 200 / 1024 + hotGb)) / 6.813, 12);
    expect(shareOf(three, 'server', 'disk')).toBeCloseTo((12 + 181.40625 + 3 * storedGb) / 64, 12);
  });
});

describe('a further server behind the load balancer', () => {
  it.each([
    // 0.7 + 0.3 + 50 connections · 8 workers · n · 1 MB + 0.162 GB a practice within 6.813 GB: (5.813 − 0.390625 n) / 0.162
    [2, 31],
    [8, 16],
  ])('opens connections: with %i servers the memory of the database ends at %i practices', (servers, practices) => {
    expect(reach(stackOf(`D:LB+${servers}xcx42+3xcx32`), likely, 1000)).toBe(practices);
  });
});

describe('practices of unequal size', () => {
  it.each([
    // N + z · cv · √N with cv 0.6
    [25, 1.28, 28.84],
    [100, 2, 112],
    [100, 0, 100],
  ])('%i of them are sized with z = %d like %d of mean size', (tenants, margin, size) => {
    expect(sizingLoad(tenants, likely, { ...publishedRules, margin })).toEqual(load(size, likely));
  });
});

it('the binding limit is the one with the least headroom', () => {
  expect(binding([{ share: 0.2 }, { share: 0.9 }, { share: 0.4 }])).toEqual({ share: 0.9 });
});

it('times no restore where nothing is kept off-site', () => {
  const withoutBackup: Stack = { ...stackOf('A:cx32'), restorePath: undefined };
  expect(uses(withoutBackup, load(1, likely), likely).map((use) => use.resource)).not.toContain('restore');
});

it('counts collections only where each practice has a database of its own', () => {
  const resourcesOf = (stack: Stack) => limitsOf(stack, likely).map(({ resource }) => resource);
  expect(resourcesOf(stackOf('A:cx32'))).not.toContain('namespaces');
  expect(resourcesOf(stackOf('A:cx32', { rules: { ...publishedRules, databases: 'per-practice' } }))).toContain('namespaces');
});

it('carries nobody on a machine whose system fills the disk', () => {
  const small = stackOf('A:cx22');
  const tiny: Stack = { ...small, server: { ...small.server, machine: { ...small.server.machine, diskGb: 10 } } };
  expect(reach(tiny, likely, 1000)).toBe(0);
});

it('lets every request wait where the database leaves no time to the workers', () => {
  // 76.524 requests · 30 ms are 2.3 cores of 1.52: every request waits, 1 / 0.05 = 20 times what is allowed.
  const busy = { ...likely, dbMs: 30 };
  expect(uses(stackOf('A:cx32'), hundred, busy).find(({ resource }) => resource === 'latency')?.share).toBe(20);
});

function shareOf(stack: Stack, place: Place, resource: Resource): number | undefined {
  return uses(stack, hundred, likely).find((use) => use.place === place && use.resource === resource)?.share;
}
