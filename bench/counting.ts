/**
 * Counting: how often a search asks a limit. The library makes its limits where they are needed, so they are watched
 * from below: each of them reads one figure exactly once when it is asked, and that figure counts.
 */
import { limitsOf, sizingLoad, type Limit } from '../packages/planner/src/models/capacity.ts';
import type { Option, Supply } from '../packages/planner/src/options/plan.ts';
import type { AssumptionKey, Values } from '../packages/planner/src/scenario/assumptions.ts';

/** The figures that are read once whenever a limit is asked: of processor, waiting, memory (own and rented), disk, night, restore. */
const readOnce = [
  ...([
    'maxCpu',
    'maxWaitShare',
    'sessionMb',
    'atlasOvercommit',
    'compression',
    'maxIops',
    'backupWindowHours',
    'maxRestoreHours',
  ] as const),
] satisfies AssumptionKey[];

export interface Counter {
  readonly supply: Supply;
  readonly limitsAsked: () => number;
}

/** The same supply, counting. */
export function counting(supply: Supply): Counter {
  let asked = 0;
  const values = { ...supply.values };
  for (const key of readOnce) {
    const value = values[key];
    Object.defineProperty(values, key, { enumerable: true, get: () => ((asked += 1), value) });
  }
  return { supply: { ...supply, values: values as Values, found: new Map() }, limitsAsked: () => asked };
}

/** A limit that does not look at the load, the connections of a rented database, is not counted. */
export function isCounted({ resource }: Limit): boolean {
  return resource !== 'connections';
}

/** Throws if some limit of an option does not count as exactly one: then the formulas changed, and `readOnce` must follow. */
export function requireExactCount(option: Option, supply: Supply): void {
  const counter = counting(supply);
  const load = sizingLoad(1, supply.values, supply.rules);
  for (const stack of option.sizes(supply).flatMap((size) => option.stacks(size, counter.supply))) {
    for (const limit of limitsOf(stack, counter.supply.values)) {
      const before = counter.limitsAsked();
      limit.share(load);
      const count = counter.limitsAsked() - before;
      if (count === (isCounted(limit) ? 1 : 0)) continue;
      throw new Error(`The limit "${limit.place} ${limit.resource}" of "${option.id}" counts as ${count}. Correct bench/counting.ts.`);
    }
  }
}
