/** The figures of findings, worked by hand from data/assumptions.json and data/machines.json for 20 practices. */
import { describe, expect, it } from 'vitest';
import { parseScenario, type PlanId } from '@ordiplan/planner';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { usesOf } from '../../../packages/planner/src/options/sizing.ts';
import { facts, quoteFor, today } from '../answers.ts';
import { argsOf, codesOf, findingsAfter } from './findings-of.ts';

// 20 practices · 30 contacts · 225 days = 135,000 contacts a year.
// Database 135,000 · 15 kB · (2 + 3) years = 10.125 GB; files 135,000 · (0.35 · 250 + 0.01 · 2000) kB · 2.5 years = 36.28125 GB.
const databaseGb = 10.125;
const filesGb = 36.28125;

describe('hours of work that are lost with the only database', () => {
  it('are a day and the nightly backup', () => {
    // Dump 10,125 MB at 30 MB/s, send 0.5 % of 46,406.25 MB at 40 MB/s: 337.5 s + 5.8 s.
    const seconds = (databaseGb * 1000) / 30 + ((databaseGb + filesGb) * 1000 * 0.005) / 40;
    const { hoursLost } = argsOf('replication.none', 'single', { tenants: 20 }) as { hoursLost: number };
    expect(hoursLost).toBeCloseTo(24 + seconds / 3600, 9);
  });

  it('are everything without a backup', () => {
    expect(argsOf('replication.none', 'solo', { tenants: 20 })).toEqual({ hoursLost: 'everything' });
  });
});

describe('minutes of outage a year', () => {
  // Restore 2.25 h for people, 10,125 MB at 15 MB/s, 36,281.25 MB at 40 MB/s: 2.25 + 0.1875 + 0.25195 h, 0.1 a year.
  const restore = 0.1 * (2.25 + 10_125 / 15 / 3600 + 36_281.25 / 40 / 3600);
  const software = 4 * 0.5;
  const site = 0.12 * 3;
  const planned = 12 * 0.08;
  // A host fails 0.4 times a year for 2 h. Either of two: until an operator forces the other after 1.5 h or the host is
  // back, 1 / (1/2 + 1/1.5) = 0.857 h; both at once is rarer than a minute in ten years.
  const oneHost = 0.4 * 2;
  const eitherHost = 0.8 / (1 / 2 + 1 / 1.5);
  const hours = { pair: eitherHost + software + site + 2 * planned + restore, one: oneHost + software + site + planned + restore };
  const { minutes, minutesOfOneServer } = argsOf('vote.missing', 'pair-as-quoted', { tenants: 20 }) as Record<string, number>;

  it.each([
    [minutes!, hours.pair],
    [minutesOfOneServer!, hours.one],
  ])('are %d: the sum of the causes, less what falls together', (shown, sum) => {
    // The shares of time multiply: at most sum² / 8760 hours fall together.
    expect(shown).toBeLessThan(sum * 60);
    expect(shown).toBeGreaterThan((sum - sum ** 2 / 8760) * 60);
  });

  it('are more for a pair without a third vote than for one server', () => expect(minutes).toBeGreaterThan(minutesOfOneServer!));

  it('of one server before Atlas are ten times those of Atlas', () => {
    // Beside the causes of one server: the way there 2 · 0.2 h, Atlas 0.00005 · 8760 h; the restore is another one.
    const shares = argsOf('app.single-before-managed', 'managed-db', { tenants: 20 }) as Record<string, number>;
    const withoutRestore = oneHost + software + site + planned + 2 * 0.2 + 0.438;
    const hoursDown = (1 - shares['availability']!) * 8760;
    expect((1 - shares['ofDatabase']!) * 8760).toBeCloseTo(0.438, 9);
    // The restore takes at least the 2.25 h of people, once in ten years, and no longer than three times that.
    expect(hoursDown).toBeGreaterThan(withoutRestore + 0.225 - (withoutRestore + 0.675) ** 2 / 8760);
    expect(hoursDown).toBeLessThan(withoutRestore + 0.675);
  });
});

it('a replica without backup loses everything with 69 % in ten years', () => {
  // Operator 0.1, intruder 0.015, site 0.0005 a year take both; of 0.01 lost disks the replica survives 99 %.
  const { chance } = argsOf('replica.no-backup', 'pair-as-quoted', { tenants: 20 }) as { chance: number };
  expect(chance).toBeCloseTo(1 - Math.exp(-10 * (0.1 + 0.015 + 0.0005 + 0.01 * 0.01)), 9);
});

describe('room that is left', () => {
  it('is told with the binding limit: the disk of a CX33 at 84 %', () => {
    // System 12 GB, files, and the database with 12 % indexes at half its size, of 80 % of 80 GB.
    const share = (12 + filesGb + databaseGb * 1.12 * 0.5) / (0.8 * 80);
    expect(argsOf('headroom.small', 'single', { tenants: 20 })).toEqual({
      place: 'server',
      resource: 'disk',
      share: expect.closeTo(share, 9) as number,
    });
  });

  it.each([
    // Each practice needs 36.28125 / 20 + 5.67 / 20 = 2.0976 GB beside the system's 12: 80 % of 64 GB are 51.2, 18.7 practices.
    [18, false],
    [19, true],
    [24, true],
    [25, false], // a CX43
  ])('of %i practices on one server: %s', (tenants, isTold) => {
    expect(codesOf('single', { tenants }).includes('medium headroom.small')).toBe(isTold);
  });
});

describe('the standby', () => {
  it.each([
    // practices   carried by the standby alone
    [9, undefined], // both are the smallest size: it carries 9
    [10, 9], // CX22
    [24, 9],
    [25, 24], // CX32
    [56, 55], // CX42
  ])('of C as quoted is at %i practices too small for all but %s', (tenants, carried) => {
    const expected = carried === undefined ? undefined : { tenants: carried };
    expect(argsOf('standby.too-small', 'pair-as-quoted', { tenants, prices: 'quoted' })).toEqual(expected);
  });

  it.each([
    ['hetzner.cloud.cx23', 9],
    ['hetzner.cloud.cx33', undefined],
    ['hetzner.cloud.cx43', undefined],
  ])('of type %s carries 20 practices alone, or only %s', (standby, carried) => {
    const found = findingsAfter({ id: 'pair', input: { tenants: 20 } }, (plan) => ({ plan: { ...plan, size: { ...plan.size, standby } } }));
    const args = found.filter(({ code }) => code === 'standby.too-small').map((finding) => finding.args);
    expect(args).toEqual(carried === undefined ? [] : [{ tenants: carried }]);
  });

  it('is never too small in C as we build it', () => {
    for (const tenants of [1, 10, 25, 56, 116]) expect(argsOf('standby.too-small', 'pair', { tenants })).toBeUndefined();
  });
});

describe('shared cores at a quarter of their speed', () => {
  it.each([
    ['single', 24],
    ['managed-db-balanced', 20],
    ['cluster', 20],
  ] as const)('carry with %s fewer than %i practices: as many as a walk finds', (id, tenants) => {
    const told = argsOf('cpu.shared', id, { tenants }) as { tenants: number };
    expect(told).toEqual({ tenants: walk(id, tenants) });
    expect(told.tenants).toBeLessThan(tenants);
  });

  it.each([1, 10, 18, 20, 21, 22, 24])('are told of A for %i practices exactly if they carry fewer', (tenants) => {
    const carried = walk('single', tenants);
    expect(argsOf('cpu.shared', 'single', { tenants })).toEqual(carried < tenants ? { tenants: carried } : undefined);
  });

  it('are cured by a measurement', () => {
    expect(argsOf('cpu.shared', 'single', { tenants: 24 })).toBeDefined();
    expect(argsOf('cpu.shared', 'single', { tenants: 24, assumptions: { speedFactorShared: 0.8 } })).toBeUndefined();
  });

  it('do not concern a plan of dedicated ones', () => {
    const dedicated = findingsAfter({ id: 'single', input: { tenants: 24 } }, (plan) => ({
      plan: {
        ...plan,
        size: { server: 'hetzner.cloud.ccx23' },
        components: plan.components.map((part) => (part.role === 'server' ? { ...part, sku: 'hetzner.cloud.ccx23' } : part)),
      },
    }));
    expect(dedicated.map(({ code }) => code)).not.toContain('cpu.shared');
  });

  /** The first number of practices that breaks a limit, less one, with the machines of the plan. */
  function walk(id: PlanId, tenants: number): number {
    const { size } = quoteFor(id, { tenants }).plan!;
    const slow = likelySupply(parseScenario({ tenants, assumptions: { speedFactorShared: 0.25 } }, today), facts);
    let carried = 0;
    while (carried < 1000 && usesOf(optionOf(id), { size, tenants: carried + 1 }, slow).every(({ share }) => share <= 1)) carried++;
    return carried;
  }
});

describe('growth', () => {
  it.each([
    // a CX33 carries 24
    [20, undefined],
    [24, undefined],
    [25, { expected: 25, tenants: 24 }],
    [60, { expected: 60, tenants: 24 }],
  ])('from 20 to %i practices on one server: %j', (tenantsIn12Months, expected) => {
    expect(argsOf('growth.outgrown', 'single', { tenants: 20, tenantsIn12Months })).toEqual(expected);
  });

  it('is cured by the larger size', () => {
    expect(argsOf('growth.outgrown', 'single', { tenants: 25, tenantsIn12Months: 55 })).toBeUndefined(); // a CX43 carries 55
    expect(argsOf('growth.outgrown', 'single', { tenants: 25, tenantsIn12Months: 56 })).toEqual({ expected: 56, tenants: 55 });
  });
});

it('three mongods on one host are told as three, and maintenance with the hours of its design', () => {
  expect(argsOf('replicas.same-host', 'three-mongods', { tenants: 20 })).toEqual({ copies: 3 });
  const { likely } = facts.assumptions.operatorHoursSolo;
  expect(argsOf('maintenance.manual', 'solo', { tenants: 20 })).toEqual({ hoursPerMonth: likely });
  expect(argsOf('maintenance.manual', 'single', { tenants: 20 })).toBeUndefined();
});
