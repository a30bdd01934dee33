/** Outages: how much of a period, how often two at once, how likely a long one; and the text of a downtime. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  downtime,
  downtimeHours,
  downtimeText,
  generatorOf,
  kOfN,
  kOfNLifeHours,
  longOutage,
  pairFailuresPerYear,
  pairRepairHours,
  stationary,
  type OutageKind,
} from '@ordiplan/planner';
import { batches, expectWithin, intervalOf } from '../../oracles/confidence.ts';
import { drawsFrom } from '../../oracles/random.ts';
import { likely } from '../reference.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const kind: fc.Arbitrary<OutageKind> = fc.record({
  perYear: fc.double({ min: 0, max: 50, noNaN: true }),
  hours: fc.double({ min: 0, max: 100, noNaN: true }),
});
const rareKind: fc.Arbitrary<OutageKind> = fc.record({
  perYear: fc.double({ min: 0.01, max: 5, noNaN: true }),
  hours: fc.double({ min: 0.1, max: 50, noNaN: true }),
});

it('downtime is the share of a period that is left, in the unit of the period', () => {
  expect(downtime(0.999, 43_200)).toBeCloseTo(43.2, 9);
  fc.assert(fc.property(share, (up) => downtime(up, 8760) === downtimeHours(up)));
});

it.each([
  // seconds, text
  [0, '0 min'],
  [59, '0 min'],
  [59.9, '1 min'], // to the second first, so that a sum of fractions does not lose a minute
  [3599, '59 min'],
  [3600, '1 h 0 min'],
  [15_768, '4 h 22 min'], // 99.95 % of a year
  [86_399, '23 h 59 min'],
  [86_400, '1 d 0 h'],
  [315_360, '3 d 15 h'], // 99 % of a year
])('%d s of downtime are "%s"', (seconds, text) => {
  expect(downtimeText(seconds)).toBe(text.replaceAll(/(\d) /g, '$1\u00a0'));
});

describe('two parallel parts', () => {
  it('are down together as in the book: 0.05 and 0.02 failures a year of 20 h and 25 h', () => {
    const perYear = pairFailuresPerYear({ perYear: 0.05, hours: 20 }, { perYear: 0.02, hours: 25 });
    expect(perYear * pairRepairHours(20, 25)).toBeCloseTo(5.708e-5, 8);
  });

  it('are down together hardly more often than their Markov chain says, and never less', () => {
    fc.assert(
      fc.property(rareKind, rareKind, (one, other) => {
        const [f1, r1, f2, r2] = [one.perYear / 8760, 1 / one.hours, other.perYear / 8760, 1 / other.hours];
        // 0 both up · 1 the first down · 2 the second down · 3 both down
        const [, first, second, both] = stationary(
          generatorOf(4, [[0, 1, f1], [0, 2, f2], [1, 0, r1], [1, 3, f2], [2, 0, r2], [2, 3, f1], [3, 2, r1], [3, 1, r2]]), // prettier-ignore
        );
        const perYear = (first! * f2 + second! * f1) * 8760;
        const excess = pairFailuresPerYear(one, other) / perYear - 1;
        expect(excess).toBeGreaterThanOrEqual(-1e-9);
        // λ1 r1 + λ2 r2 and, where parts are down for a good part of the time, their product.
        const [down1, down2] = [f1 / r1, f2 / r2];
        expect(excess).toBeLessThanOrEqual(down1 + down2 + down1 * down2 + 1e-9);
        expect(both! / (perYear / 8760) / pairRepairHours(one.hours, other.hours)).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe('k of n without repair', () => {
  it('lives as long as the area under its reliability', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (a, b) => {
        const [k, n] = [Math.min(a, b), Math.max(a, b)];
        const [end, parts] = [40, 4000];
        let area = 0;
        for (let i = 0; i <= parts; i++) {
          const alive = kOfN(k, new Array<number>(n).fill(Math.exp((-i / parts) * end)));
          area += alive * (i === 0 || i === parts ? 1 : i % 2 ? 4 : 2);
        }
        expect((area * end) / parts / 3).toBeCloseTo(kOfNLifeHours(k, n, 1), 6);
      }),
      { numRuns: 20 },
    );
  });

  it('is still alive after a year with 93.4 %: three of five at 2.7e-5 an hour', () => {
    expect(kOfN(3, new Array<number>(5).fill(Math.exp(-2.7e-5 * 8760)))).toBeCloseTo(0.93359, 5);
  });

  it('lives shorter the more are needed', () => {
    for (let k = 1; k < 7; k++) expect(kOfNLifeHours(k + 1, 7, 0.1)).toBeLessThan(kOfNLifeHours(k, 7, 0.1));
  });
});

describe('an outage of more than some hours', () => {
  const ofOneServer: readonly OutageKind[] = [
    { perYear: likely.hostFailuresPerYear, hours: likely.hostRepairHours },
    { perYear: likely.softwareFailuresPerYear, hours: likely.softwareRepairHours },
    { perYear: likely.siteFailuresPerYear, hours: likely.siteRepairHours },
    { perYear: likely.plannedStopsPerYear, hours: likely.plannedStopHours },
    { perYear: likely.dataDestroyedPerYear, hours: 2.7 },
  ];

  it('of 4 h on one server, by hand', () => {
    // 0.4 e^−2 + 4 e^−8 + 0.12 e^−4/3 + 12 e^−50 + 0.1 e^−4/2.7 = 0.05413 + 0.00134 + 0.03163 + 0.02273
    expect(longOutage(ofOneServer, 4)).toBeCloseTo(1 - Math.exp(-0.10984), 5);
  });

  it('is as frequent in simulated years', () => {
    const { exponential } = drawsFrom(4);
    const hasLong = () => ofOneServer.some(({ perYear, hours }) => {
      for (let at = exponential(1 / perYear); at < 1; at += exponential(1 / perYear)) if (exponential(hours) > 4) return true;
      return false;
    }); // prettier-ignore
    const years = Array.from({ length: batches }, () => Array.from({ length: 2000 }, hasLong).filter(Boolean).length / 2000);
    expectWithin(longOutage(ofOneServer, 4), intervalOf(years), 0.005);
  });

  it('is likelier with more or longer outages and with fewer hours, and always a probability', () => {
    fc.assert(
      fc.property(fc.array(kind, { maxLength: 6 }), kind, fc.double({ min: 0, max: 1000, noNaN: true }), (kinds, further, hours) => {
        const here = longOutage(kinds, hours);
        expect(here).toBeGreaterThanOrEqual(0);
        expect(here).toBeLessThanOrEqual(1);
        expect(longOutage([...kinds, further], hours)).toBeGreaterThanOrEqual(here);
        expect(longOutage(kinds.map((k) => ({ ...k, hours: 2 * k.hours })), hours)).toBeGreaterThanOrEqual(here); // prettier-ignore
        expect(longOutage(kinds, hours / 2)).toBeGreaterThanOrEqual(here);
      }),
    );
  });

  it('of no length at all is any outage: 1 − e^−rate', () => {
    expect(longOutage([{ perYear: 2, hours: 5 }], 0)).toBeCloseTo(1 - Math.exp(-2), 12);
    expect(longOutage([], 0)).toBe(0);
    expect(longOutage([{ perYear: 2, hours: 0 }], 0)).toBe(0);
  });
});
