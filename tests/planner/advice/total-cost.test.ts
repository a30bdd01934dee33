/** Total cost: three parts that are shown apart and add up. */
import { describe, expect, it } from 'vitest';
import { euro, planIds, quoteFor, withoutPrice } from '../answers.ts';

describe('the total of A at the prices of the analysis', () => {
  const { totalCost, availability } = quoteFor('single', { tenants: 20, prices: 'quoted' });

  it('is the bill, the operator and the outages', () => {
    // bill 11.67; 2 h at 70 = 140; 4.388 h a year · 30 % open · 20 practices · 20 euro / 12 = 43.88
    expect([totalCost!.bill, totalCost!.operator, totalCost!.outage, totalCost!.sum].map(euro)).toEqual([
      '11.67',
      '140.00',
      '43.88',
      '195.55',
    ]);
  });

  it('counts an outage once for every practice', () => {
    expect(totalCost!.outage.euro.toNumber()).toBeCloseTo((availability.hoursDown * 0.3 * 20 * 20) / 12, 9);
  });
});

it.each(planIds)('of %s the parts add up', (id) => {
  for (const tenants of [1, 20, 100]) {
    const { bill, operator, outage, sum } = quoteFor(id, { tenants }).totalCost!;
    expect(bill.euro.plus(operator.euro).plus(outage.euro).equals(sum.euro)).toBe(true);
  }
});

it.each(planIds)('of %s an outage that costs nothing adds nothing, and twice the cost adds twice', (id) => {
  const outageAt = (outageEuroPerHour: number) => quoteFor(id, { tenants: 20, outageEuroPerHour }).totalCost!.outage.euro;
  expect(outageAt(0).toNumber()).toBe(0);
  expect(outageAt(100).equals(outageAt(50).times(2))).toBe(true);
});

it('a span without a likely price counts with its middle', () => {
  // 58.68 to 108.68
  expect(euro(quoteFor('managed-db-as-quoted', { tenants: 20, prices: 'quoted' }).totalCost!.bill)).toBe('83.68');
});

it.each([
  // design          hours of operation a month at 70 euro
  ['solo', 2],
  ['single', 2],
  ['split', 2.5],
  ['managed-db', 1.5],
  ['managed-db-balanced', 3],
  ['pair', 3],
  ['pair-two-sites', 3],
  ['cluster', 5],
  ['single-cells', 2 * 1.4], // two cells: the second one needs 40 % of the first
  ['pair-cells', 3 * 1.4],
] as const)('the operator of %s works %d hours a month for 20 practices', (id, hours) => {
  expect(quoteFor(id, { tenants: 20 }).totalCost!.operator.euro.toNumber()).toBeCloseTo(70 * hours, 9);
});

it('each further cell needs the same share of the first', () => {
  // 400 practices in four cells of a CX53: 2 h · (1 + 3 · 0.4) = 4.4 h
  const { plan, totalCost } = quoteFor('single-cells', { tenants: 400 });
  expect(plan!.size.cells).toBe(4);
  expect(totalCost!.operator.euro.toNumber()).toBeCloseTo(70 * 4.4, 9);
});

it('is unknown with an unknown price; what is known of it is "at least"', () => {
  const whole = quoteFor('single', { tenants: 20 });
  const partial = quoteFor('single', { tenants: 20 }, withoutPrice('hetzner.storage-box.bx11'));
  expect(partial.totalCost).toBeUndefined();
  expect(whole.totalCost!.sum.euro.minus(partial.atLeast!.euro).toFixed(2)).toBe('3.20');
  expect(whole.atLeast!.euro.equals(whole.totalCost!.sum.euro)).toBe(true);
});

it('of a machine without a price is unknown: a larger one with a price is not taken in its place', () => {
  const { machines, totalCost, findings } = quoteFor('single', { tenants: 20 }, withoutPrice('hetzner.cloud.cx33'));
  expect(machines).toBe('CX33');
  expect(totalCost).toBeUndefined();
  expect(findings.map(({ code }) => code)).toContain('price.unknown');
});

it('is at least the low end of a span', () => {
  const { atLeast, totalCost } = quoteFor('managed-db', { tenants: 20 });
  expect(atLeast!.euro.lessThan(totalCost!.sum.euro)).toBe(true);
  // M20 at 0.22 instead of 0.23 dollars an hour, snapshots at 0.14 instead of 0.165 dollars a GB, each rounded to the cent
  const cheaper = (hourly: number, gb: number) => Math.round((hourly * 73000) / 1.1186) + Math.round((gb * 1000) / 1.1186);
  expect(totalCost!.sum.euro.minus(atLeast!.euro).times(100).toNumber()).toBeCloseTo(cheaper(0.23, 0.165) - cheaper(0.22, 0.14), 6);
});
