/** Quotes: the next change and its day, shares of the bill, and what a quote says about capacity. */
import { describe, expect, it } from 'vitest';
import { facts, planIds, quoteFor } from '../answers.ts';

describe('the next change of A', () => {
  it.each([
    // today   in 12 months   at    on
    [20, 40, 25, '2027-02-23'], // 5 of 20 new practices: a quarter of 365 days, 91 days after 24 November
    [20, 25, 25, '2027-11-24'], // the last day of the 12 months
    [20, 24, 25, undefined], // not within 12 months
    [20, 20, 25, undefined], // no growth
    [20, 10, 25, undefined], // fewer practices
    [24, 44, 25, '2026-12-12'], // a twentieth of 365 days: 18 days
    [25, 1000, 56, '2026-12-05'], // 31 of 975: 11 days
    [56, 60, 117, undefined],
  ])('with %i practices today and %i in 12 months is at %i, on %s', (tenants, tenantsIn12Months, at, expectedOn) => {
    expect(quoteFor('single', { tenants, tenantsIn12Months }).nextChange).toMatchObject({ at, expectedOn });
  });

  it('beyond its largest machine there is none', () => {
    expect(quoteFor('single', { tenants: 117, tenantsIn12Months: 200 }).nextChange).toBeUndefined();
  });
});

it.each(planIds)('%s names as binding the limit with the largest share', (id) => {
  const { binding, uses } = quoteFor(id, { tenants: 20 }).capacity!;
  expect(binding.share).toBe(Math.max(...uses.map((use) => use.share)));
});

it.each([
  ['solo', 116],
  ['single', 116],
  ['managed-db', 134],
  ['managed-db-as-quoted', 134],
  ['pair', 116],
  ['pair-as-quoted', 116],
] as const)('%s reaches %i practices, no matter how many there are today', (id, reach) => {
  for (const tenants of [1, 20, 117, 1000]) expect(quoteFor(id, { tenants }).reach).toBe(reach);
});

it.each(planIds)('%s is down for the product of its causes, 30 % of it in opening hours', (id) => {
  const { byCause, total, hoursDown, openingHoursDown } = quoteFor(id, { tenants: 20 }).availability;
  const logarithms = Object.values(byCause).map((up) => Math.log(up));
  expect(Math.log(total)).toBeCloseTo(
    logarithms.reduce((all, part) => all + part, 0),
    12,
  );
  expect(openingHoursDown / hoursDown).toBeCloseTo(facts.assumptions.openingShare.likely, 12);
});

it.each(planIds)('%s lists on its bill exactly the parts of its plan', (id) => {
  const { plan, bill } = quoteFor(id, { tenants: 20 });
  const billed = bill!.items.flatMap(({ sku, quantity }) => Array.from({ length: quantity }, () => sku));
  expect(billed.sort()).toEqual(plan!.components.map((component) => component.sku).sort());
});
