/** Upgrade points: exactly where other parts are needed, because of a limit that is really exceeded. */
import { describe, expect, it } from 'vitest';
import { backupGb, compare, load, maxTenants, uses, type Facts, type PlanId, type Stack } from '@ordiplan/planner';
import { euro, facts, planIds, quoteFor } from '../answers.ts';
import { likely } from '../reference.ts';

const priceLists = ['current', 'quoted'] as const;
type PriceListId = (typeof priceLists)[number];

describe.each(priceLists)('in the list "%s"', (prices) => {
  it('A changes where a walk over all practice counts sees its parts change', () => {
    const points = quoteFor('single', { tenants: 20, prices }).upgradePoints;
    expect(points.map((point) => point.at)).toEqual(walk(prices));
  });

  it.each(planIds)('%s changes exactly where its parts do', (id) => {
    for (const { at } of quoteFor(id, { tenants: 20, prices }).upgradePoints) {
      expect(partsAt(id, at, prices)).not.toEqual(partsAt(id, at - 1, prices));
    }
  });

  it.each(planIds)('%s has the same parts within each step of its curve', (id) => {
    const { steps } = quoteFor(id, { tenants: 20, prices });
    for (const { from, to } of steps) {
      const parts = partsAt(id, from, prices);
      for (const tenants of [Math.floor((from + to) / 2), to]) expect(partsAt(id, tenants, prices)).toEqual(parts);
    }
  });

  it.each(planIds)('%s has a curve without gaps from 1 to the last count', (id) => {
    const { steps } = quoteFor(id, { tenants: 20, prices });
    expect(steps[0]!.from).toBe(1);
    expect(steps.at(-1)!.to).toBe(maxTenants);
    for (const [i, step] of steps.slice(1).entries()) expect(step.from).toBe(steps[i]!.to + 1);
  });

  it.each(planIds)('%s changes because of a limit that is within today and exceeded then', (id) => {
    for (const { at, cause } of quoteFor(id, { tenants: 20, prices }).upgradePoints) {
      const { limits } = quoteFor(id, { tenants: at - 1, prices }).capacity!;
      const limit = limits.find(({ place, resource }) => place === cause.place && resource === cause.resource)!;
      expect(limit.tenants).toBe(at - 1);
    }
  });
});

it.each([
  // the published upgrade points: 9, 24, 55 and 116 practices, all by disk
  ['single', ['CX22', 'CX32', 'CX42', 'CX52', undefined]],
  ['pair', ['2 × CX22', '2 × CX32', '2 × CX42', '2 × CX52', undefined]],
] as const)('%s grows at the published counts', (id, machines) => {
  const points = quoteFor(id, { tenants: 20, prices: 'quoted' }).upgradePoints;
  expect(points.map(({ at, from, to, cause }) => [at, from, to, `${cause.place} ${cause.resource}`])).toEqual(
    [10, 25, 56, 117].map((at, i) => [at, machines[i], machines[i + 1], 'server disk']),
  );
});

it('the CX32 of the analysis ends at 24 practices by disk, at 29 by memory, at 41 by waiting', () => {
  const { limits } = quoteFor('single', { tenants: 20, prices: 'quoted' }).capacity!;
  const ends = Object.fromEntries(limits.map(({ resource, tenants }) => [resource, tenants]));
  expect(ends).toMatchObject({ disk: 24, ram: 29, latency: 41, cpu: 121, restore: 261 });
});

describe('the price of the next step', () => {
  it('is what the next machine costs more', () => {
    // CX33 8.49 − CX23 5.49, CX43 15.99 − CX33 8.49, CX53 29.49 − CX43 15.99; beyond the CX53 there is nothing
    const points = quoteFor('single', { tenants: 20 }).upgradePoints;
    expect(points.map((point) => euro(point.priceStep))).toEqual(['3.00', '7.50', '13.50', undefined]);
  });

  it('counts twice for a pair', () => {
    const points = quoteFor('pair', { tenants: 20 }).upgradePoints;
    expect(points.map((point) => euro(point.priceStep))).toEqual(['6.00', '15.00', '27.00', undefined]);
  });

  it('is unknown where a price is', () => {
    // the analysis prices CX22 and CX32 only
    const points = quoteFor('single', { tenants: 20, prices: 'quoted' }).upgradePoints;
    expect(points.map((point) => euro(point.priceStep))).toEqual(['3.33', undefined, undefined, undefined]);
  });
});

it('names no limit of the server where it is the backup box that is full', () => {
  // A BX11 of 50 GB is full after 16 practices, while the CX33 carries 24.
  const { boxes } = facts.machines;
  const machines = {
    ...facts.machines,
    boxes: { ...boxes, 'hetzner.storage-box.bx11': { ...boxes['hetzner.storage-box.bx11']!, capacityGb: 50 } },
  };
  const small: Facts = { ...facts, machines };
  const point = quoteFor('single', { tenants: 16 }, small).nextChange!;
  expect(point.at).toBe(17);
  expect(point.cause.place).not.toBe('server');
});

function partsAt(id: PlanId, tenants: number, prices: PriceListId): readonly string[] | undefined {
  const { quotes } = compare({ tenants, prices }, facts);
  return quotes.find((quote) => quote.id === id)!.plan?.components.map((component) => component.sku);
}

/** Every count in 2..1000 at which the first machine or box that is large enough is another one than before. */
function walk(prices: PriceListId): number[] {
  const { servers, boxes } = facts.book.lists[prices].catalogue;
  const partsOf = (tenants: number) => {
    const demand = load(tenants, likely);
    const server = servers.find((sku) => uses(stackOf(sku), demand, likely).every((use) => use.share <= 1));
    const needed = backupGb(demand.databaseGb, demand.filesGb, likely);
    const box = boxes.find((sku) => facts.machines.boxes[sku]!.capacityGb >= needed);
    return server && box ? `${server} ${box}` : 'none';
  };
  const found: number[] = [];
  for (let tenants = 2; tenants <= maxTenants; tenants++) if (partsOf(tenants) !== partsOf(tenants - 1)) found.push(tenants);
  return found;
}

function stackOf(sku: string): Stack {
  const machine = facts.machines.machines[sku]!;
  return {
    server: { machine, cores: machine.referenceCores.likely },
    database: undefined,
    restorePath: { databaseMbPerS: likely.mongorestoreMbPerS, filesMbPerS: likely.backupMbPerS },
  };
}
