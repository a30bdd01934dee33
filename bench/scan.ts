/** The scan: the cost curve of an option by asking every number of practices whether each size carries it. Slow, and plain to see. */
import { limitsOf, sizingLoad, type Limit } from '../packages/planner/src/models/capacity.ts';
import type { Load } from '../packages/planner/src/models/load.ts';
import type { Component, Option, Size, Supply } from '../packages/planner/src/options/plan.ts';
import { storageOf } from '../packages/planner/src/options/sizing.ts';
import { isCounted } from './counting.ts';
import { extend, partsText, type Curve, type Stretch } from './curves.ts';

/** A curve, and how many times a limit was asked for it. */
export interface Scan extends Curve {
  readonly limitsAsked: number;
}

interface Candidate {
  readonly size: Size;
  readonly cents: number;
  readonly parts: readonly Component[];
  readonly limits: readonly Limit[];
}

/** The curve of an option that does not grow in cells, over 1..max of the supply. */
export function scan(option: Option, supply: Supply): Scan {
  const candidates = cheapestFirst(option, supply);
  let limitsAsked = 0;
  const stretches: Stretch[] = [];
  const points: number[] = [];
  let before: string | undefined;
  for (let tenants = 1; tenants <= supply.maxTenants; tenants++) {
    const parts = partsAt(tenants);
    extend(stretches, { from: tenants, to: tenants, parts: parts && partsText(parts) });
    // What is sold by the GB grows by itself: it is no upgrade.
    const fixed = parts && partsText(parts.filter(({ quantity }) => quantity === undefined));
    if (before !== undefined && fixed !== before) points.push(tenants);
    before = fixed;
  }
  return { stretches, points, limitsAsked };

  function partsAt(tenants: number): readonly Component[] | undefined {
    const load = sizingLoad(tenants, supply.values, supply.rules);
    const first = candidates.findIndex(({ limits }) => carries(limits, load));
    if (first < 0) return undefined;
    const best = largestOfSamePrice(first, load);
    const stored = storageOf(option, best.size, tenants, supply);
    return stored === 'too much' ? undefined : [...best.parts, ...stored];
  }

  /** For the same money rather the larger one. */
  function largestOfSamePrice(first: number, load: Load): Candidate {
    let best = candidates[first]!;
    for (let i = first + 1; candidates[i]?.cents === best.cents && best.cents < Infinity; i++) {
      const other = candidates[i]!;
      if (carries(other.limits, load) && end(other) > end(best)) best = other;
    }
    return best;
  }

  function carries(limits: readonly Limit[], load: Load): boolean {
    for (const limit of limits) {
      if (isCounted(limit)) limitsAsked += 1;
      if (!(limit.share(load) <= 1)) return false;
    }
    return true;
  }

  function end({ limits }: Candidate): number {
    let tenants = 0;
    while (tenants < supply.maxTenants && carries(limits, sizingLoad(tenants + 1, supply.values, supply.rules))) tenants += 1;
    return tenants;
  }
}

function cheapestFirst(option: Option, supply: Supply): Candidate[] {
  return option
    .sizes(supply)
    .map((size): Candidate => {
      const parts = option.parts(size, supply);
      const limits = option.stacks(size, supply).flatMap((stack) => limitsOf(stack, supply.values));
      return { size, parts, limits, cents: centsOf(parts, supply) };
    })
    .sort((a, b) => (a.cents === b.cents ? 0 : a.cents - b.cents));
}

const centsPerEuro = 100;

/** As a bill: one line for each kind of part, rounded to the cent; Infinity if a price is unknown. */
export function centsOf(parts: readonly Component[], supply: Supply): number {
  const skus = [...new Set(parts.map(({ sku }) => sku))];
  return skus.reduce((cents, sku) => {
    const count = parts.filter((part) => part.sku === sku).reduce((sum, { quantity = 1 }) => sum + quantity, 0);
    return cents + Math.round((supply.euroOf(sku) ?? Infinity) * count * centsPerEuro);
  }, 0);
}
