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
  // 61.67 to 111.67
  expect(euro(quoteFor('managed-db', { tenants: 20, prices: 'quoted' }).totalCost!.bill)).toBe('86.67');
});

it('is unknown with an unknown price; what is known of it is "at least"', () => {
  const whole = quoteFor('single', { tenants: 20 });
  const partial = quoteFor('single', { tenants: 20 }, withoutPrice('hetzner.cloud.cx33'));
  expect(partial.totalCost).toBeUndefined();
  expect(whole.totalCost!.sum.euro.minus(partial.atLeast!.euro).toFixed(2)).toBe('8.49');
  expect(whole.atLeast!.euro.equals(whole.totalCost!.sum.euro)).toBe(true);
});

it('is at least the low end of a span', () => {
  const { atLeast, totalCost } = quoteFor('managed-db', { tenants: 20, prices: 'quoted' });
  expect(atLeast!.euro.lessThanOrEqualTo(totalCost!.sum.euro)).toBe(true);
});
