/** Recovery: how long a restore and a nightly backup take, by hand and as published. */
import { describe, expect, it } from 'vitest';
import { backupGb, backupHours, load, restoreHours } from '@ordiplan/planner';
import { likely } from '../reference.ts';

const fromOwnDump = { databaseMbPerS: likely.mongorestoreMbPerS, filesMbPerS: likely.backupMbPerS };

describe('a restore', () => {
  it('takes the time of people and of data', () => {
    // Notice 0.25, react 1, new server 0.5, verify 0.5 = 2.25 h.
    // 20 practices: 10.125 GB at 15 MB/s = 675 s, 36.28125 GB at 40 MB/s = 907.03125 s, together 0.439453125 h.
    expect(restoreHours(load(20, likely), fromOwnDump, likely)).toBeCloseTo(2.689453125, 9);
  });

  it.each([
    [20, '2.7'],
    [100, '4.4'],
  ])('takes at %i practices %s hours, as published', (tenants, hours) => {
    expect(restoreHours(load(tenants, likely), fromOwnDump, likely).toFixed(1)).toBe(hours);
  });

  it('takes a working day at 261 practices', () => {
    expect(restoreHours(load(261, likely), fromOwnDump, likely)).toBeLessThanOrEqual(8);
    expect(restoreHours(load(262, likely), fromOwnDump, likely)).toBeGreaterThan(8);
  });

  it('takes the time of people where there is no data', () => {
    expect(restoreHours(load(0, likely), fromOwnDump, likely)).toBe(2.25);
  });
});

describe('a nightly backup', () => {
  it('takes the dump and what changed in a day', () => {
    // 10.8 GB at 30 MB/s = 360 s; 0.5 % of 288 GB = 1.44 GB at 40 MB/s = 36 s; 396 s = 0.11 h
    expect(backupHours(10.8, 288, likely)).toBeCloseTo(0.11, 12);
  });

  it('takes no dump if the vendor does it', () => {
    // only the 36 s
    expect(backupHours(0, 288, likely)).toBeCloseTo(0.01, 12);
  });
});

it('an off-site backup holds half the dump, the files, and half as much again for older states', () => {
  // (0.5 · 10 + 36) · 1.5 = 61.5
  expect(backupGb(10, 36, likely)).toBeCloseTo(61.5, 12);
});
