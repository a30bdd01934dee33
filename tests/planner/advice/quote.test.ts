/** Quotes: the next change and its day, shares of the bill, and what a quote says about capacity. */
import { describe, expect, it } from 'vitest';
import { planIds } from '@ordiplan/planner';
import { facts, quoteFor } from '../answers.ts';

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
    // CCX63: a restore takes 8 hours at 261 practices
    expect(quoteFor('single', { tenants: 261, tenantsIn12Months: 300 }).nextChange).toMatchObject({ at: 262, to: undefined });
    expect(quoteFor('single', { tenants: 262, tenantsIn12Months: 300 }).nextChange).toBeUndefined();
  });
});

it.each(planIds)('%s names as binding the limit with the largest share', (id) => {
  const { binding, uses } = quoteFor(id, { tenants: 20 }).capacity!;
  expect(binding.share).toBe(Math.max(...uses.map((use) => use.share)));
});

it.each([
  // design, practices, and what ends there
  ['solo', 360], // the largest disk: (0.8 · 960 − 12) / 2.0976
  ['single', 261], // a restore of 8 hours
  ['three-mongods', 261],
  ['split', 261],
  ['single-cells', 1000], // nothing: as far as can be asked
  ['managed-db', 296], // memory of the largest database
  ['managed-db-as-quoted', 296],
  ['managed-db-balanced', 296],
  ['pair', 261],
  ['pair-as-quoted', 360],
  ['pair-two-sites', 261],
  ['cluster', 613], // a restore of 8 hours, of the database alone
  ['pair-cells', 1000],
] as const)('%s reaches %i practices, no matter how many there are today', (id, reach) => {
  for (const tenants of [1, 117, 1000]) expect(quoteFor(id, { tenants }).reach).toBe(reach);
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
  const bought = new Map<string, number>();
  for (const { sku, quantity = 1 } of plan!.components) bought.set(sku, (bought.get(sku) ?? 0) + quantity);
  expect(new Map(bill!.items.map(({ sku, quantity }) => [sku, quantity]))).toEqual(bought);
});
