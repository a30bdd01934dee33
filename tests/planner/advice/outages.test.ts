/** Outages of a quote: hours a year, hours after the loss of a server, and how long a single outage can be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxTenants, planIds, type PlanId, type Size } from '@ordiplan/planner';
import { outageLengths, outagesOf, restoreHoursOf } from '../../../packages/planner/src/advice/outages.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { batches, expectWithin, intervalOf } from '../../oracles/confidence.ts';
import { drawsFrom } from '../../oracles/random.ts';
import { anyValues, quoteFor } from '../answers.ts';
import { likely } from '../reference.ts';

const size: Size = { server: 'any', servers: 2 };
const subjectOf = (id: PlanId, tenants = 20, cells?: number) => ({
  option: optionOf(id),
  size: cells === undefined ? size : { ...size, cells },
  tenants,
});

/** Hours of a restore at 20 practices: 2.25 of people, 10.125 GB at 15 MB/s, 36.28125 GB at 40 MB/s. */
const restoreOfA = 2.25 + (10_125 / 15 + 36_281.25 / 40) / 3600;

describe('an outage of more than four hours in a year', () => {
  it('of A, by hand', () => {
    // Σ rate · e^(−4/h): hosts 0.4 e^−2, software 4 e^−8, site 0.12 e^−4/3, planned 12 e^−50, restore 0.1 e^(−4/2.689)
    const perYear = 0.4 * Math.exp(-2) + 4 * Math.exp(-8) + 0.12 * Math.exp(-4 / 3) + 12 * Math.exp(-50) + 0.1 * Math.exp(-4 / restoreOfA);
    expect(perYear).toBeCloseTo(0.0541 + 0.0013 + 0.0316 + 0.0226, 3);
    expect(outageLengths(subjectOf('single'), likely).overFourHours).toBeCloseTo(1 - Math.exp(-perYear), 9);
    expect(quoteFor('single', { tenants: 20 }).outageLengths.overFourHours).toBeCloseTo(0.1039, 4);
  });

  it('of C, by hand: nearly all of it comes from site and restore', () => {
    // 0.02 failovers that fail, of 1.5 h; two hosts at once 0.4² · 4 / 8760 a year, 1 h; host and arbiter 0.0004 a year, 2 h;
    // software 2.8 e^−8; 24 switches of 40 s
    const hosts = 0.02 * Math.exp(-4 / 1.5) + ((0.16 * 4) / 8760) * Math.exp(-4) + 0.0004 * Math.exp(-2);
    const rest = 2.8 * Math.exp(-8) + 0.12 * Math.exp(-4 / 3) + 0.1 * Math.exp(-4 / restoreOfA);
    expect(outageLengths(subjectOf('pair'), likely).overFourHours).toBeCloseTo(1 - Math.exp(-(hosts + rest)), 9);
  });

  it('of B as of A, but for the restore: Atlas restores faster, its own outages and those of the path are short', () => {
    const restoreOfB = 2.25 + (10_125 / 100 + 36_281.25 / 40) / 3600;
    const short = 2 * Math.exp(-4 / 0.2) + ((0.00005 * 8760) / 0.5) * Math.exp(-4 / 0.5);
    const perYear = 0.4 * Math.exp(-2) + 4 * Math.exp(-8) + 0.12 * Math.exp(-4 / 3) + 0.1 * Math.exp(-4 / restoreOfB) + short;
    expect(outageLengths(subjectOf('managed-db'), likely).overFourHours).toBeCloseTo(1 - Math.exp(-perYear), 9);
  });
});

describe.each(planIds)('%s', (id) => {
  const subject = subjectOf(id);
  const { longestHours, overFourHours } = outageLengths(subject, likely);
  const kinds = Object.values(subject.option.outages(size, likely, restoreHoursOf(subject, likely))).flatMap((cause) => cause.kinds);

  it('has no outage longer than the one to plan for in nine of ten simulated years, and one of four hours as often as told', () => {
    const { exponential } = drawsFrom(20 + planIds.indexOf(id));
    const longestOfYear = () => {
      let longest = 0;
      for (const { perYear, hours } of kinds) {
        for (let at = exponential(1 / perYear); at < 1; at += exponential(1 / perYear)) longest = Math.max(longest, exponential(hours));
      }
      return longest;
    };
    const years = Array.from({ length: batches }, () => Array.from({ length: 2000 }, longestOfYear));
    const shareOf = (holds: (longest: number) => boolean) => intervalOf(years.map((batch) => batch.filter(holds).length / batch.length));
    expectWithin(0.9, shareOf((longest) => longest <= longestHours), 0.006); // prettier-ignore
    expectWithin(overFourHours, shareOf((longest) => longest > 4), 0.006); // prettier-ignore
  });

  it('plans for at least as long an outage as for its most frequent long cause alone', () => {
    // One kind alone: rate · e^(−L/h) = −ln 0.9
    const alone = kinds.map(({ perYear, hours }) => hours * Math.log(perYear / -Math.log(0.9)));
    expect(longestHours).toBeGreaterThanOrEqual(Math.max(0, ...alone) - 1e-4);
  });

  it('says with both figures the same of four hours', () => {
    fc.assert(
      fc.property(anyValues, (v) => {
        const lengths = outageLengths(subject, v);
        if (lengths.longestHours > 4.001) expect(lengths.overFourHours).toBeGreaterThan(0.1);
        if (lengths.longestHours < 3.999) expect(lengths.overFourHours).toBeLessThan(0.1);
      }),
    );
  });
});

describe('after a server is lost for good, service is back', () => {
  it.each([
    // design, hours
    ['solo', undefined], // its backup is lost with it
    ['managed-db-as-quoted', undefined], // the files are
    ['single', restoreOfA],
    ['three-mongods', restoreOfA], // all three stood on it
    ['split', restoreOfA],
    ['managed-db', 2.25 + (10_125 / 100 + 36_281.25 / 40) / 3600],
    ['pair-as-quoted', 1.5], // a person forces the standby
    ['pair', 40 / 3600],
    ['pair-two-sites', 40 / 3600],
    ['pair-cells', 40 / 3600],
    ['cluster', 40 / 3600],
    ['managed-db-balanced', 40 / 3600],
    // a cell restores its share: half of the data
    ['single-cells', 2.25 + (5062.5 / 15 + 18_140.625 / 40) / 3600],
  ] as const)('%s: %s hours', (id, hours) => {
    const found = quoteFor(id, { tenants: 20 }).hoursAfterServerLoss;
    if (hours === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(hours, 9);
  });
});

describe('a cell', () => {
  it.each([
    ['single-cells', 'single'],
    ['pair-cells', 'pair'],
  ] as const)('of %s is down like %s of its share of the practices, which all of them feel', (inCells, alone) => {
    fc.assert(
      fc.property(anyValues, fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: maxTenants }), (v, cells, tenants) => {
        const many = outagesOf(subjectOf(inCells, tenants, cells), v);
        const one = outagesOf(subjectOf(alone, Math.ceil(tenants / cells)), v);
        expect(many.availability.byCause).toEqual(one.availability.byCause);
        expect(many.hoursAfterServerLoss).toBe(one.hoursAfterServerLoss);
        const { openingHoursDown, practiceHoursDown } = many.availability;
        expect(practiceHoursDown).toBeCloseTo(openingHoursDown * tenants, 6);
      }),
    );
  });
});

it.each(planIds)('%s is down longer the more data must be restored, and practices feel it in their opening hours', (id) => {
  const answers = [1, 20, 100, 400, 1000].map((tenants) => outagesOf(subjectOf(id, tenants), likely).availability);
  const hours = answers.map(({ hoursDown }) => hoursDown);
  expect(hours).toEqual([...hours].sort((a, b) => a - b));
  for (const { hoursDown, openingHoursDown, total } of answers) {
    expect(hoursDown).toBeCloseTo((1 - total) * 8760, 9);
    expect(openingHoursDown).toBeCloseTo(0.3 * hoursDown, 9);
  }
});
