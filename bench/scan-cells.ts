/** The scan for an option that grows by copies of itself: every number of practices asks every size how many copies it takes. */
import { limitsOf, sizingLoad } from '../packages/planner/src/models/capacity.ts';
import type { Component, Option, Size, Supply } from '../packages/planner/src/options/plan.ts';
import { mostCells, storageOf } from '../packages/planner/src/options/sizing.ts';
import { extend, partsText, type Curve, type Stretch } from './curves.ts';
import { centsOf } from './scan.ts';

interface Cell {
  readonly size: Size;
  readonly parts: readonly Component[];
  /** The practices of one full cell, and what it costs then. */
  readonly carries: number;
  readonly cents: number;
}

/** The curve of an option in cells, over 1..max of the supply. */
export function scanCells(option: Option, supply: Supply): Curve {
  const cells = cellsOf(option, supply);
  const stretches: Stretch[] = [];
  const points: number[] = [];
  let before: string | undefined;
  for (let tenants = 1; tenants <= supply.maxTenants; tenants++) {
    const parts = partsAt(tenants);
    extend(stretches, { from: tenants, to: tenants, parts });
    if (before !== undefined && parts !== before) points.push(tenants);
    before = parts;
  }
  return { stretches, points };

  function partsAt(tenants: number): string | undefined {
    const offers = cells.map((cell) => {
      // A single cell is the option itself, not a plan in cells.
      const count = Math.max(2, Math.ceil(tenants / cell.carries));
      return { cell, count, cents: count * cell.cents, reach: Math.min(count * cell.carries, supply.maxTenants) };
    });
    const best = offers.filter(({ count }) => count <= mostCells).sort((a, b) => a.cents - b.cents || b.reach - a.reach)[0];
    if (!best) return undefined;
    const { cell, count } = best;
    const stored = storageOf(option, { ...cell.size, cells: count }, tenants, supply);
    if (stored === 'too much') return undefined;
    const one = partsText([...cell.parts, ...stored]);
    return Array.from({ length: count }, () => one).join(' ');
  }
}

function cellsOf(option: Option, supply: Supply): Cell[] {
  return option.sizes(supply).flatMap((size) => {
    const carries = largest(option, size, supply);
    if (carries === 0) return [];
    const stored = storageOf(option, size, carries, supply);
    const parts = option.parts(size, supply);
    return stored === 'too much' ? [] : [{ size, parts, carries, cents: centsOf(parts, supply) + centsOf(stored, supply) }];
  });
}

/** One practice more, until some limit is exceeded. */
function largest(option: Option, size: Size, supply: Supply): number {
  const limits = option.stacks(size, supply).flatMap((stack) => limitsOf(stack, supply.values));
  const isWithin = (tenants: number) => limits.every(({ share }) => share(sizingLoad(tenants, supply.values, supply.rules)) <= 1);
  let tenants = 0;
  while (tenants < supply.maxTenants && isWithin(tenants + 1)) tenants += 1;
  return tenants;
}
