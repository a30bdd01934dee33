/** Losses: hours of work that are lost with a host and by an error, and how likely everything is lost, design by design. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossCauses, planIds, type LossCause, type PlanId } from '@ordiplan/planner';
import { lossesOf, type Lost } from '../../../packages/planner/src/advice/losses.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { anyValues, quoteFor } from '../answers.ts';

const everything = 'everything';
/** A replica lags by one second. */
const second = { mean: 1 / 3600, worst: 1 / 3600 };
/** A log that is kept every minute. */
const minute = { mean: 1 / 120, worst: 1 / 60 };
/** A backup every 24 hours that takes `hours`. */
const nightly = (hours: number) => ({ mean: 12 + hours, worst: 24 + hours });

/** 20 practices: 10.125 GB of database are dumped at 30 MB/s, 0.5 % of it and of 36.28125 GB of files are sent at 40 MB/s. */
const night = nightly((10_125 / 30 + (46_406.25 * 0.005) / 40) / 3600);
/** Half of them, in each of two cells. */
const nightOfCell = nightly((5062.5 / 30 + (23_203.125 * 0.005) / 40) / 3600);
/** Atlas backs up the database itself: only files are sent. */
const nightOfFiles = nightly((36_281.25 * 0.005) / 40 / 3600);

describe('20 practices lose', () => {
  it.each([
    // design, of the database with a host, by an error, of the files with a host, by an error
    ['solo', everything, everything, everything, everything], // the backup lies on the disk that is lost
    ['single', night, night, night, night],
    ['three-mongods', night, night, night, night], // its replicas are lost with the host
    ['split', night, night, night, night],
    ['single-cells', nightOfCell, nightOfCell, nightOfCell, nightOfCell],
    ['managed-db', second, minute, nightOfFiles, nightOfFiles],
    ['managed-db-as-quoted', second, minute, everything, everything],
    ['managed-db-balanced', second, minute, second, nightOfFiles], // files in a bucket outlive the server
    ['pair', second, night, second, night], // the standby follows every error
    ['pair-as-quoted', second, everything, second, everything],
    ['pair-two-sites', second, night, second, night],
    ['cluster', second, night, second, night],
    ['pair-cells', second, nightOfCell, second, nightOfCell],
  ] as const)('%s', (id, databaseHost, databaseError, filesHost, filesError) => {
    const { database, files } = quoteFor(id, { tenants: 20 }).lostWork;
    expectLost(database.hostLoss, databaseHost);
    expectLost(database.logicalError, databaseError);
    expectLost(files.hostLoss, filesHost);
    expectLost(files.logicalError, filesError);
  });
});

describe('all data is lost for good within ten years and within one, as published, with', () => {
  it.each([
    // design                 % in ten years, in one year (two digits as published)
    ['solo', '71.49', '11.8'],
    ['single', '1.54', '0.155'],
    ['three-mongods', '1.54', '0.155'],
    ['split', '1.54', '0.155'],
    ['single-cells', '1.54', '0.155'],
    ['managed-db', '0.80', '0.08'],
    ['managed-db-as-quoted', '9.5', '0.99'],
    ['pair-as-quoted', '68.53', '10.9'],
    ['pair', '1.45', undefined],
    ['pair-cells', '1.45', undefined],
    ['cluster', '1.45', undefined],
  ] as const)('%s: %s %%', (id, inTen, inOne) => {
    const { inTenYears, inOneYear } = quoteFor(id, { tenants: 20 }).totalLoss;
    expect(asPublished(inTenYears, inTen)).toBe(inTen);
    if (inOne !== undefined) expect(asPublished(inOneYear, inOne)).toBe(inOne);
  });

  it('a standby at another site: nearly what it is with one at the same site', () => {
    // Rates 0.01, 0.0005, 0.1, 0.015. Disk and site: 0.9 · 0.01 · 0.01 + 0.1 · 0.01 = 0.00109; error 0.01; intruder
    // 1 − 0.99 · 0.98 = 0.0298. At the same site the loss of the site costs 0.01 instead.
    const perYear = (site: number) => 0.01 * 0.00109 + 0.0005 * site + 0.1 * 0.01 + 0.015 * 0.0298;
    const inTenYears = (id: PlanId) => quoteFor(id, { tenants: 20 }).totalLoss.inTenYears;
    expect(inTenYears('pair-two-sites')).toBeCloseTo(1 - Math.exp(-10 * perYear(0.00109)), 10);
    expect(inTenYears('pair')).toBeCloseTo(1 - Math.exp(-10 * perYear(0.01)), 10);
  });

  it('rented databases on several servers: as on one', () => {
    expect(quoteFor('managed-db-balanced', { tenants: 20 }).totalLoss).toEqual(quoteFor('managed-db', { tenants: 20 }).totalLoss);
  });
});

describe('whatever the parameters are', () => {
  it.each([
    // never less likely    than
    ['solo', 'single'], // a backup
    ['solo', 'pair-as-quoted'], // a replica
    ['single', 'pair'], // both
    ['pair-as-quoted', 'pair'],
    ['pair', 'pair-two-sites'], // the replica survives the site too
    ['managed-db-as-quoted', 'managed-db'], // snapshots that an intruder cannot delete
  ] as const)('%s loses everything at least as likely as %s', (worse, better) => {
    fc.assert(
      fc.property(anyValues, (v) => {
        const lossOf = (id: PlanId) => lossesOf({ option: optionOf(id), size: { server: 'any' }, tenants: 20 }, v).totalLoss;
        for (const years of ['inOneYear', 'inTenYears'] as const) {
          expect(lossOf(worse)[years]).toBeGreaterThanOrEqual(lossOf(better)[years] - 1e-15);
        }
      }),
    );
  });

  it.each(planIds)('%s loses everything with the published formula, from what its copies survive', (id) => {
    fc.assert(
      fc.property(anyValues, (v) => {
        const { rates, layers } = optionOf(id).protection(v);
        expect(rates).toEqual({
          disk: v.diskLossesPerYear,
          site: v.siteLossesPerYear,
          operator: v.dataDestroyedPerYear,
          compromise: v.compromisesPerYear,
        });
        // (1 − β) Π(1 − q) + β min(1 − q)
        const missed = (cause: LossCause) => {
          const gone = layers.map((layer) => 1 - layer[cause]);
          const independent = gone.reduce((all, p) => all * p, 1);
          return (1 - v.commonCause) * independent + v.commonCause * Math.min(1, ...gone);
        };
        const perYear = lossCauses.reduce((sum, cause) => sum + rates[cause] * missed(cause), 0);
        const { totalLoss } = lossesOf({ option: optionOf(id), size: { server: 'any' }, tenants: 20 }, v);
        expect(totalLoss.inOneYear).toBeCloseTo(1 - Math.exp(-perYear), 12);
        expect(totalLoss.inTenYears).toBeCloseTo(1 - Math.exp(-10 * perYear), 12);
      }),
    );
  });

  it.each(planIds)('%s loses the least with its host, and never less than nothing', (id) => {
    fc.assert(
      fc.property(anyValues, fc.integer({ min: 1, max: 1000 }), (v, tenants) => {
        const { lostWork } = lossesOf({ option: optionOf(id), size: { server: 'any' }, tenants }, v);
        for (const { hostLoss, logicalError } of Object.values(lostWork)) {
          expect(hours(hostLoss)).toBeLessThanOrEqual(hours(logicalError));
          expect(hours(hostLoss)).toBeGreaterThan(0);
        }
      }),
    );
  });
});

function expectLost(found: Lost, expected: Lost): void {
  if (expected === 'everything' || found === 'everything') {
    expect(found).toBe(expected);
    return;
  }
  expect(found.mean).toBeCloseTo(expected.mean, 9);
  expect(found.worst).toBeCloseTo(expected.worst, 9);
}

function hours(lost: Lost): number {
  return lost === 'everything' ? Infinity : lost.worst;
}

/** In percent, with as many digits as were published. */
function asPublished(share: number, published: string): string {
  return (100 * share).toFixed(published.split('.')[1]!.length);
}
