/** RPO: what is lost after a loss of the host and after a logical error. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rpo } from '@ordiplan/planner';
import { batches, expectWithin, intervalOf } from '../../oracles/confidence.ts';
import { drawsFrom } from '../../oracles/random.ts';

const hours = fc.double({ min: 0, max: 1000, noNaN: true });
const backup = fc.record({ intervalHours: hours, durationHours: hours });

it('a nightly backup of half an hour loses 12.5 h on average and 24.5 h at worst', () => {
  const lost = { mean: 12.5, worst: 24.5 };
  expect(rpo({ backup: { intervalHours: 24, durationHours: 0.5 }, replicationSeconds: undefined })).toEqual({
    hostLoss: lost,
    logicalError: lost,
  });
});

describe('a replica', () => {
  it('loses seconds with the host, and repeats every error', () => {
    fc.assert(
      fc.property(backup, hours, (copy, seconds) => {
        const lost = rpo({ backup: copy, replicationSeconds: seconds });
        expect(lost.hostLoss).toEqual({ mean: seconds / 3600, worst: seconds / 3600 });
        expect(lost.logicalError).toEqual(rpo({ backup: copy, replicationSeconds: undefined }).logicalError);
      }),
    );
  });

  it('without a backup loses everything to an error', () => {
    expect(rpo({ backup: undefined, replicationSeconds: 5 }).logicalError).toEqual({ mean: Infinity, worst: Infinity });
  });
});

it('without any copy everything is lost', () => {
  const everything = { mean: Infinity, worst: Infinity };
  expect(rpo({ backup: undefined, replicationSeconds: undefined })).toEqual({ hostLoss: everything, logicalError: everything });
});

it('a longer interval or a longer backup never loses less', () => {
  fc.assert(
    fc.property(backup, hours, (copy, more) => {
      const lost = (b: typeof copy) => rpo({ backup: b, replicationSeconds: undefined }).hostLoss;
      for (const longer of [
        { ...copy, intervalHours: copy.intervalHours + more },
        { ...copy, durationHours: copy.durationHours + more },
      ]) {
        expect(lost(longer).mean).toBeGreaterThanOrEqual(lost(copy).mean);
        expect(lost(longer).worst).toBeGreaterThanOrEqual(lost(longer).mean);
      }
    }),
  );
});

it('errors at any moment lose as much in a simulation', () => {
  // Backups start every 24 h and take 2 h; a backup holds the state of its start and can be used from its end.
  const { uniform } = drawsFrom(3);
  const lostAt = (hour: number) => {
    const start = [24, 0].find((begin) => hour >= begin + 2)!;
    return hour - start;
  };
  const draws = Array.from({ length: batches }, () => Array.from({ length: 2000 }, () => lostAt(2 + 24 * uniform())));
  const { mean, worst } = rpo({ backup: { intervalHours: 24, durationHours: 2 }, replicationSeconds: undefined }).logicalError;
  expectWithin(mean, intervalOf(draws.map((lost) => lost.reduce((sum, h) => sum + h, 0) / lost.length)), 0.2);
  expect(Math.max(...draws.flat())).toBeLessThanOrEqual(worst);
  expect(Math.max(...draws.flat())).toBeGreaterThan(worst - 0.1);
});
