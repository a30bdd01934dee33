/** Upgrade points: exactly where other parts are needed, because of a limit that is really exceeded. */
import { describe, expect, it } from 'vitest';
import {
  backupGb,
  limitsOf,
  load,
  maxTenants,
  parseScenario,
  planIds,
  sizingLoad,
  type Facts,
  type Plan,
  type PlanId,
  type ScenarioInput,
  type UpgradePoint,
} from '@ordiplan/planner';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { ladder, planOf } from '../../../packages/planner/src/options/sizing.ts';
import { facts, quoteFor } from '../answers.ts';
import { likely } from '../reference.ts';

describe.each([
  { tenants: 20 },
  { tenants: 20, prices: 'quoted' },
  { tenants: 20, orderOn: '2026-10-06' },
] as const satisfies readonly ScenarioInput[])('with %j', (input) => {
  const supply = likelySupply(parseScenario(input, facts.today), facts);

  it.each(planIds)('%s changes where a walk over all practice counts sees other fixed parts', (id) => {
    const found: number[] = [];
    for (let tenants = 2; tenants <= maxTenants; tenants++) {
      if (fixedPartsAt(id, tenants) !== fixedPartsAt(id, tenants - 1)) found.push(tenants);
    }
    expect(quoteFor(id, input).upgradePoints.map(({ at }) => at)).toEqual(found);
  });

  it.each(planIds)('%s changes its machines exactly one practice after they are full', (id) => {
    const ends = ladder(optionOf(id), supply).map(({ reach }) => reach);
    const points = quoteFor(id, input).upgradePoints.filter(({ cause }) => cause.place !== 'backup');
    expect(points.map(({ at }) => at)).toEqual(ends.filter((reach) => reach < maxTenants).map((reach) => reach + 1));
  });

  it.each(planIds)('%s changes because of a limit that is within today and exceeded then', (id) => {
    const { steps, upgradePoints } = quoteFor(id, input);
    expect(upgradePoints.length).toBeGreaterThan(0);
    for (const point of upgradePoints) {
      const { plan } = steps.find(({ to }) => to === point.at - 1)!;
      expect([plan!.id, point.at, ...sharesAround(plan!, point)]).toEqual([id, point.at, 'within', 'exceeded']);
    }
  });

  it.each(planIds)('%s names at each point the machines of the steps before and after', (id) => {
    const { steps, upgradePoints } = quoteFor(id, input);
    for (const { at, from, to } of upgradePoints) {
      expect(from).toBe(steps.find((step) => step.to === at - 1)!.machines);
      expect(to).toBe(steps.find((step) => step.from === at)!.machines);
    }
  });

  /** What is ordered piece by piece, as one text. */
  function fixedPartsAt(id: PlanId, tenants: number): string | undefined {
    const size = ladder(optionOf(id), supply).find(({ reach }) => reach >= tenants)?.size;
    const plan = size && planOf(optionOf(id), size, { tenants, domain: 'ordination.example', supply });
    return plan?.components.flatMap(({ sku, quantity }) => (quantity === undefined ? [sku] : [])).join(' ');
  }

  /** Whether the limit that is to blame is kept the practice before, and broken by the one more. */
  function sharesAround({ id, size: { cells = 1, ...size } }: Plan, { at, cause }: UpgradePoint): string[] {
    const option = optionOf(id);
    return [at - 1, at].map((tenants) => {
      const perCell = Math.ceil(tenants / cells);
      if (cause.place === 'backup') return boxHolds(id, perCell, size) ? 'within' : 'exceeded';
      const demand = sizingLoad(perCell, supply.values, supply.rules);
      const shares = option
        .stacks(size, supply)
        .flatMap((stack) => limitsOf(stack, supply.values))
        .filter(({ place, resource }) => place === cause.place && resource === cause.resource)
        .map(({ share }) => share(demand));
      return Math.max(...shares) <= 1 ? 'within' : 'exceeded';
    });

    /** Whether the box of the step before the point is large enough for so many practices. */
    function boxHolds(option: PlanId, practices: number, machines: Omit<Plan['size'], 'cells'>): boolean {
      const before = quoteFor(option, input).steps.find(({ to }) => to === at - 1)!.plan!;
      const box = before.components.find(({ role, sku }) => role === 'off-site-backup' && sku in facts.machines.boxes)!;
      const { databaseGb, filesGb } = load(practices, likely);
      const { backsUp, stacks } = optionOf(option);
      const isOffLoaded = stacks(machines, supply)[0]!.filesOn === 'elsewhere';
      const needed = backupGb(backsUp.includes('database') ? databaseGb : 0, filesGb, likely) + (isOffLoaded ? filesGb : 0);
      return needed <= facts.machines.boxes[box.sku]!.capacityGb;
    }
  }
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

describe('the box for the backup', () => {
  // 0.5 · 0.50625 GB of dumps and 1.8140625 GB of files for each practice, one and a half times: 3.1008 GB
  it('of 50 GB is full after 16 practices, while the CX33 carries 24', () => {
    const point = quoteFor('single', { tenants: 16 }, withBox('hetzner.storage-box.bx11', 50)).nextChange!;
    expect(point).toMatchObject({ at: 17, from: 'CX33', to: 'CX33', cause: { place: 'backup', resource: 'disk' } });
    // BX21 10.90 − BX11 3.20
    expect(point.priceStep!.euro.toFixed(2)).toBe('7.70');
  });

  it('ends an option if there is no larger one', () => {
    const points = quoteFor('single', { tenants: 16, prices: 'quoted' }, withBox('hetzner.storage-box.1tb', 50)).upgradePoints;
    expect(points.at(-1)).toMatchObject({ at: 17, from: 'CX32', to: undefined, cause: { place: 'backup' }, change: undefined });
  });

  it('of 1000 GB is full after 220 practices where it holds the files of a bucket once more', () => {
    // 1.8140625 · 1.5 + 1.8140625 = 4.5352 GB a practice: 1000 / 4.5352 = 220.5
    const points = quoteFor('managed-db-balanced', { tenants: 16 }).upgradePoints;
    expect(points.filter(({ cause }) => cause.place === 'backup').map(({ at }) => at)).toEqual([221]);
  });
});

describe('what is sold by the GB', () => {
  it('changes the bill of B, but is no upgrade: it grows by itself', () => {
    // Snapshots take 0.5 · 0.50625 · 1.5 GB a practice: 10 GB suffice for 26 practices, and the CX33 with M20 lasts until 28.
    const { steps, upgradePoints } = quoteFor('managed-db', { tenants: 20 });
    const step = steps.find(({ from }) => from === 27)!;
    const before = steps.find(({ to }) => to === 26)!;
    expect([before.machines, step.machines]).toEqual(['CX33 + M20', 'CX33 + M20']);
    expect(step.net!.likely!.euro.greaterThan(before.net!.likely!.euro)).toBe(true);
    expect(upgradePoints.map(({ at }) => at)).not.toContain(27);
  });

  it('has a step every 10 GB: at the counts where the next 10 GB begin', () => {
    const { steps } = quoteFor('managed-db', { tenants: 20 });
    const perPractice = 0.5 * 0.50625 * 1.5;
    const carried = steps.filter(({ plan }) => plan);
    const grown = carried.slice(1).filter(({ plan }, i) => gbOf(plan!) !== gbOf(carried[i]!.plan!));
    const expected = Array.from({ length: 11 }, (_, i) => Math.floor((10 * (i + 1)) / perPractice) + 1);
    expect(grown.map(({ from }) => from)).toEqual(expected.filter((at) => at <= carried.at(-1)!.to));
  });
});

function gbOf({ components }: Plan): number | undefined {
  return components.find(({ id }) => id === 'atlas-backup')!.quantity;
}

function withBox(sku: string, capacityGb: number): Facts {
  const { boxes } = facts.machines;
  return { ...facts, machines: { ...facts.machines, boxes: { ...boxes, [sku]: { ...boxes[sku]!, capacityGb } } } };
}
