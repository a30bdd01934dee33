/** Sizing: the smallest machines that carry the practices, and no plan where none do. */
import { describe, expect, it } from 'vitest';
import { compare, maxTenants, type Machines } from '@ordiplan/planner';
import { facts, planIds, quoteFor } from '../answers.ts';

describe.each([
  // practices  Solo     A        B              C              C as quoted
  [1, 'CX23', 'CX23', 'CX23 + M10', '2 × CX23', '2 × CX23'],
  [9, 'CX23', 'CX23', 'CX23 + M10', '2 × CX23', '2 × CX23'],
  [10, 'CX33', 'CX33', 'CX23 + M10', '2 × CX33', 'CX33 + CX23'],
  [12, 'CX33', 'CX33', 'CX33 + M10', '2 × CX33', 'CX33 + CX23'],
  [24, 'CX33', 'CX33', 'CX33 + M20', '2 × CX33', 'CX33 + CX23'],
  [25, 'CX43', 'CX43', 'CX33 + M20', '2 × CX43', 'CX43 + CX33'],
  [55, 'CX43', 'CX43', 'CX43 + M30', '2 × CX43', 'CX43 + CX33'],
  [56, 'CX53', 'CX53', 'CX43 + M30', '2 × CX53', 'CX53 + CX43'],
  [116, 'CX53', 'CX53', 'CX53 + M40', '2 × CX53', 'CX53 + CX43'],
  [117, undefined, undefined, 'CX53 + M40', undefined, undefined],
  [135, undefined, undefined, undefined, undefined, undefined],
])('%i practices', (tenants, solo, single, managedDb, pair, pairAsQuoted) => {
  it('need these machines', () => {
    const machines = Object.fromEntries(compare({ tenants }, facts).quotes.map((quote) => [quote.id, quote.machines]));
    expect(machines).toEqual({
      solo,
      single,
      'managed-db': managedDb,
      'managed-db-as-quoted': managedDb,
      pair,
      'pair-as-quoted': pairAsQuoted,
    });
  });
});

it.each(planIds)('%s uses at most the whole of every limit', (id) => {
  for (const tenants of [1, 9, 10, 24, 25, 55, 56, 116]) {
    const { capacity } = quoteFor(id, { tenants });
    expect(capacity!.uses.filter((use) => use.share > 1)).toEqual([]);
    expect(capacity!.limits.every((limit) => limit.tenants >= tenants)).toBe(true);
  }
});

it.each(planIds)('%s beyond its reach is no plan, and costs nothing that could look cheap', (id) => {
  const beyond = quoteFor(id, { tenants: maxTenants });
  expect(beyond).toMatchObject({ plan: undefined, bill: undefined, totalCost: undefined, atLeast: undefined, isAdmissible: false });
});

it('takes the next box when the backup no longer fits', () => {
  // 3.1 GB of backup a practice: (0.5 · 0.50625 + 1.8140625) · 1.5; a box of 50 GB is full after 16 practices
  const small = withBox('hetzner.storage-box.bx11', 50);
  const boxAt = (tenants: number) =>
    quoteFor('single', { tenants }, { ...facts, machines: small }).plan!.components.find((c) => c.role === 'off-site-backup')!.sku;
  expect([16, 17].map(boxAt)).toEqual(['hetzner.storage-box.bx11', 'hetzner.storage-box.bx21']);
});

it('designs no plan whose backup fits into no box', () => {
  const small = { ...facts, machines: withBox('hetzner.storage-box.1tb', 50) };
  expect(quoteFor('single', { tenants: 17, prices: 'quoted' }, small).plan).toBeUndefined();
  expect(quoteFor('solo', { tenants: 17, prices: 'quoted' }, small).plan).toBeDefined();
});

it('names the machine of which nobody said what it can do', () => {
  const machines = { ...facts.machines, machines: {} };
  expect(() => compare({ tenants: 20 }, { ...facts, machines })).toThrow(/^"hetzner\.cloud\.cx\d\d" has no record/);
});

function withBox(sku: string, capacityGb: number): Machines {
  const { boxes } = facts.machines;
  return { ...facts.machines, boxes: { ...boxes, [sku]: { ...boxes[sku]!, capacityGb } } };
}
