/** Upgrade points: the practice counts at which an option needs other parts, why, and what that costs. */
import { binding, uses, type Place, type Resource, type Stack } from '../models/capacity.ts';
import { load } from '../models/load.ts';
import type { Option, Plan, Supply } from '../options/plan.ts';
import { partsLabel, sizeName } from '../options/sizing.ts';
import type { Spread } from '../prices/bill.ts';
import type { Values } from '../scenario/assumptions.ts';
import { subtract, type NetMonth } from '../units/money.ts';
import { steps } from '../units/search.ts';

/** A range of practice counts with the same parts: one step of the cost curve. */
export interface CostStep {
  readonly from: number;
  readonly to: number;
  /** Undefined where no machine of the catalogue is large enough. */
  readonly plan: Plan | undefined;
  /** Names of its machines, e.g. "2 × CX33". */
  readonly machines: string | undefined;
  /** Undefined if there is no plan or if a price is unknown. */
  readonly net: Spread | undefined;
}

/** Where an option needs other parts. */
export interface UpgradePoint {
  /** The first practice count that needs them. */
  readonly at: number;
  /** Names of the machines before and after; `to` is undefined where the option ends. */
  readonly from: string;
  readonly to: string | undefined;
  /** The limit that the machines before would exceed at this count. */
  readonly cause: { readonly place: Place; readonly resource: Resource };
  /** What the next step costs more a month; undefined if a price is unknown or the option ends. */
  readonly priceStep: NetMonth | undefined;
}

/**
 * The cost curve over 1..max, exact and without looking at every count.
 *
 * `designAt` must be a step function: parts that were left for larger ones never come back.
 */
export function costSteps(
  designAt: (tenants: number) => Plan | undefined,
  { netOf, supply, max }: { netOf: (plan: Plan) => Spread | undefined; supply: Supply; max: number },
): CostStep[] {
  const labelAt = (tenants: number) => {
    const plan = designAt(tenants);
    return plan ? partsLabel(plan) : '';
  };
  const starts = [1, ...steps(labelAt, max)];
  return starts.map((from, i) => {
    const plan = designAt(from);
    const to = (starts[i + 1] ?? max + 1) - 1;
    return { from, to, plan, machines: plan && sizeName(plan.size, supply.machines), net: plan && netOf(plan) };
  });
}

/** Every change of parts with the limit that forces it and what it costs. */
export function upgradePoints(option: Option, curve: readonly CostStep[], supply: Supply): UpgradePoint[] {
  return curve.slice(1).flatMap((after, i) => {
    const before = curve[i]!;
    if (!before.plan || before.machines === undefined) return [];
    const cause = causeAt(after.from, option.stack(before.plan.size, supply), supply.values);
    return [{ at: after.from, from: before.machines, to: after.machines, cause, priceStep: priceStep(before.net, after.net) }];
  });
}

/** The limit that the machines exceed; if they carry the load, it is the backup that has outgrown its box. */
function causeAt(tenants: number, stack: Stack, values: Values): UpgradePoint['cause'] {
  const { place, resource, share } = binding(uses(stack, load(tenants, values), values));
  return share > 1 ? { place, resource } : { place: 'backup', resource: 'disk' };
}

/** Undefined if either price is unknown or only a span without a likely figure. */
function priceStep(before: Spread | undefined, after: Spread | undefined): NetMonth | undefined {
  return before?.likely && after?.likely && subtract(after.likely, before.likely);
}
