/** What an upgrade costs and how it is made: today's price for what is new, the old price for what stays. */
import { describe, expect, it } from 'vitest';
import { planIds, type PlanId, type ScenarioInput, type UpgradePoint } from '@ordiplan/planner';
import { euro, facts, quoteFor } from '../answers.ts';

/*
 * Net a month, from the rows of data/pricing.json: CX23, CX33, CX43, CX53 cost 3.99, 6.49, 11.99, 22.49 since April 2026 for
 * all, and 5.49, 8.49, 15.99, 29.49 since 15 June for new orders; CPX62 50.49 and 129.99; CCX53 249.99 and 533.49; CCX63
 * 853.49. An address costs 0.50, a BX11 3.20, a BX21 10.90, whenever it was ordered.
 */
const beforeJune = { tenants: 20, runningSince: '2026-05-01' } as const;

describe('the price of the next step', () => {
  it('is what the next machine costs more', () => {
    // 8.49 − 5.49, 15.99 − 8.49, 29.49 − 15.99, 129.99 − 29.49, 533.49 − 129.99, 853.49 − 533.49; beyond the CCX63 there is nothing
    expect(pricesOf('single', { tenants: 20 })).toEqual(['3.00', '7.50', '13.50', '100.50', '403.50', '320.00', undefined]);
  });

  it('counts twice for a pair', () => {
    expect(pricesOf('pair', { tenants: 20 })).toEqual(['6.00', '15.00', '27.00', '201.00', '807.00', '640.00', undefined]);
  });

  it('is unknown where a price is', () => {
    // the analysis prices CX22 and CX32 only
    expect(pricesOf('single', { tenants: 20, prices: 'quoted' })).toEqual(['3.33', undefined, undefined, undefined]);
  });

  it('may be that of a smaller number of larger cells', () => {
    // 3 CX33 to 2 CX43, each with address and box: 2 · (15.99 + 0.50 + 3.20) − 3 · (8.49 + 0.50 + 3.20) = 39.38 − 36.57
    expect(euro(pointAt('single-cells', 73).priceStep)).toBe('2.81');
  });
});

describe('the same step for servers that run since May 2026', () => {
  it.each([
    // today's price of the new type − the price of May of the old one
    ['single', 10, '4.50'], // 8.49 − 3.99
    ['single', 25, '9.50'], // 15.99 − 6.49
    ['single', 56, '17.50'], // 29.49 − 11.99
    ['single', 117, '107.50'], // 129.99 − 22.49
    ['single', 138, '483.00'], // 533.49 − 50.49
    ['single', 224, '603.50'], // 853.49 − 249.99
    ['pair', 25, '19.00'], // both servers; the third vote stays a CX23 at its price of May
    ['pair-as-quoted', 25, '14.00'], // CX33 + CX23 become CX43 + CX33: 15.99 + 8.49 − 6.49 − 3.99
    ['split', 12, '4.50'], // the server becomes a CX33, the database server keeps its price
    ['cluster', 14, '13.50'], // three CX23 for the database become CX33: 3 · (8.49 − 3.99)
    ['cluster', 25, '5.99'], // one more CX23 with its address at today's price; those that run keep theirs
    ['cluster', 50, '4.51'], // 3 CX23 become 2 CX33: 2 · 8.49 − 3 · 3.99 − 0.50 for the address given up
    ['single-cells', 49, '12.19'], // a third cell at today's price: 8.49 + 0.50 + 3.20
    ['single-cells', 73, '8.81'], // 3 CX33 to 2 CX43: 2 · 15.99 − 3 · 6.49 − 0.50 − 3.20
    ['managed-db', 12, '4.50'], // the rented database stays as it is
    ['managed-db-balanced', 221, '7.70'], // a larger box: its price did not rise
  ] as const)('%s at %i practices: %s', (id, at, step) => {
    expect(euro(pointAt(id, at, beforeJune).rescaleStep)).toBe(step);
  });

  it('costs a new rented database in full, and takes away the old one', () => {
    // 730 h at 0.23 and at 0.092 dollars, 1.1186 dollars for one euro: 150.10 − 60.04; dollar prices rise for all alike
    const { rescaleStep, priceStep } = pointAt('managed-db', 19, beforeJune);
    expect([euro(rescaleStep), euro(priceStep)]).toEqual(['90.06', '90.06']);
  });

  it('does not depend on how long before the rise they were ordered: April changed running contracts too', () => {
    const since = (runningSince: string) => stepsOf('single', { tenants: 20, runningSince });
    expect(since('2025-12-01')).toEqual(since('2026-05-01'));
    expect(since('2026-06-14')).toEqual(since('2026-05-01'));
  });

  it.each(planIds)('of %s is as large as for a new order if it runs since a day after the rise', (id) => {
    expect(stepsOf(id, { tenants: 20, runningSince: '2026-06-15' })).toEqual(pricesOf(id, { tenants: 20 }));
  });

  it.each(planIds)('of %s is as large as for a new order if nothing runs yet', (id) => {
    expect(stepsOf(id, { tenants: 20 })).toEqual(pricesOf(id, { tenants: 20 }));
  });

  it.each(planIds)('of %s leaves the prices of a new order as they are', (id) => {
    expect(pricesOf(id, beforeJune)).toEqual(pricesOf(id, { tenants: 20 }));
  });

  it('is unknown if nobody knows what a running server costs', () => {
    // A CX33 whose only price is for orders since June: what one costs that was ordered in May nobody knows.
    const sku = 'hetzner.cloud.cx33';
    const { book } = facts;
    const record = book.lists.current.skus[sku]!;
    const prices = record.prices.filter(({ appliesTo }) => appliesTo === 'new orders');
    const skus = { ...book.lists.current.skus, [sku]: { ...record, prices } };
    const known = { ...facts, book: { ...book, lists: { ...book.lists, current: { ...book.lists.current, skus } } } };
    const [first, second, third] = quoteFor('single', beforeJune, known).upgradePoints;
    expect(euro(first!.rescaleStep)).toBe('4.50'); // the CX33 is new there
    expect([euro(second!.priceStep), second!.rescaleStep]).toEqual(['7.50', undefined]);
    expect(euro(third!.rescaleStep)).toBe('17.50');
  });

  it('is unknown for a step into what nobody has priced', () => {
    expect(stepsOf('single', { ...beforeJune, prices: 'quoted' })).toEqual(['3.33', undefined, undefined, undefined]);
  });
});

describe('the change', () => {
  it.each([
    // option     at  changes its type                    is new                       is given up
    ['single', 10, ['app-1'], [], []],
    ['pair', 10, ['app-1', 'app-2'], [], []],
    ['split', 12, ['app-1'], [], []],
    ['split', 14, ['db-1'], [], []],
    ['managed-db', 12, ['app-1'], [], []],
    ['managed-db', 19, ['atlas-1'], [], []],
    ['managed-db-balanced', 221, ['backup-1'], [], []],
    ['cluster', 14, ['db-1', 'db-2', 'db-3'], [], []],
    ['cluster', 25, [], ['app-3', 'app-3-ipv4'], []],
    ['cluster', 50, ['app-1', 'app-2'], [], ['app-3', 'app-3-ipv4']],
    ['single-cells', 19, ['cell-1-app-1', 'cell-2-app-1'], [], []],
    ['single-cells', 49, [], ['cell-3-app-1', 'cell-3-app-1-ipv4', 'cell-3-backup-1'], []],
    ['single-cells', 73, ['cell-1-app-1', 'cell-2-app-1'], [], ['cell-3-app-1', 'cell-3-app-1-ipv4', 'cell-3-backup-1']],
  ] as const)('of %s at %i practices: %j other types, %j new, %j gone', (id, at, rescaled, added, removed) => {
    expect(pointAt(id, at).change).toMatchObject({ rescaled, added, removed });
  });

  it.each([
    // 0.15 h for each machine that changes its type, one after another
    ['single', 10, 0.15],
    ['split', 14, 0.15],
    ['pair-as-quoted', 25, 0.3],
    ['single-cells', 19, 0.3],
    // With automatic failover only a switch of 40 s
    ['pair', 10, 40 / 3600],
    ['cluster', 14, 40 / 3600],
    ['managed-db-balanced', 19, 40 / 3600],
    // What is only added, or only stores, stops nothing
    ['single-cells', 49, 0],
    ['cluster', 25, 0],
    ['managed-db-balanced', 221, 0],
  ] as const)('stops %s at %i practices for %d hours', (id, at, hours) => {
    expect(pointAt(id, at).change!.stopHours).toBeCloseTo(hours, 12);
  });

  it('stops not even a single server for a larger box', () => {
    // 3.1008 GB of backup a practice: a box of 50 GB is full after 16
    const { boxes } = facts.machines;
    const bx11 = { ...boxes['hetzner.storage-box.bx11']!, capacityGb: 50 };
    const known = { ...facts, machines: { ...facts.machines, boxes: { ...boxes, 'hetzner.storage-box.bx11': bx11 } } };
    const point = quoteFor('single', { tenants: 16 }, known).nextChange!;
    expect(point).toMatchObject({ at: 17, change: { rescaled: ['backup-1'], stopHours: 0 } });
  });

  it.each(planIds)('of %s is to be decided a week before, and takes what the user says instead', (id) => {
    const days = (input: ScenarioInput) => changesOf(id, input).map(({ leadDays }) => leadDays);
    expect(new Set(days({ tenants: 20 }))).toEqual(new Set([7]));
    expect(new Set(days({ tenants: 20, assumptions: { orderLeadDays: 21 } }))).toEqual(new Set([21]));
  });

  it.each(planIds)('turns the parts of %s before into those after', (id) => {
    const { steps, upgradePoints } = quoteFor(id, { tenants: 20 });
    for (const { at, change } of upgradePoints.filter((point) => point.change)) {
      const [before, after] = [steps.find(({ to }) => to === at - 1)!, steps.find(({ from }) => from === at)!].map(({ plan }) =>
        skus(plan!),
      );
      const { rescaled, added, removed } = change!;
      for (const gone of removed) before!.delete(gone);
      for (const part of [...rescaled, ...added]) before!.set(part, after!.get(part)!);
      expect([...before!].sort()).toEqual([...after!].sort());
    }
  });

  it('is none where the option ends', () => {
    expect(quoteFor('single', { tenants: 20 }).upgradePoints.at(-1)).toMatchObject({
      to: undefined,
      change: undefined,
      priceStep: undefined,
    });
  });
});

function pointAt(id: PlanId, at: number, input: ScenarioInput = { tenants: 20 }): UpgradePoint {
  return quoteFor(id, input).upgradePoints.find((point) => point.at === at)!;
}

function pricesOf(id: PlanId, input: ScenarioInput) {
  return quoteFor(id, input).upgradePoints.map(({ priceStep }) => euro(priceStep));
}

function stepsOf(id: PlanId, input: ScenarioInput) {
  return quoteFor(id, input).upgradePoints.map(({ rescaleStep }) => euro(rescaleStep));
}

function changesOf(id: PlanId, input: ScenarioInput) {
  return quoteFor(id, input).upgradePoints.flatMap(({ change }) => change ?? []);
}

function skus({ components }: { readonly components: readonly { readonly id: string; readonly sku: string }[] }): Map<string, string> {
  return new Map(components.map(({ id, sku }) => [id, sku]));
}
