/** Upgrade points: the practice counts at which an option needs other parts, why, what that costs and how long it takes. */
import { binding, type Place, type Resource } from '../models/capacity.ts';
import type { Component, Option, Plan, Size, Supply } from '../options/plan.ts';
import type { LockedPrice } from '../options/facts.ts';
import { automaticHours } from '../options/causes.ts';
import { fixedParts, ladder, planOf, sizeName, storageLabel, storageOf, usesOf, type Rung } from '../options/sizing.ts';
import { netOf, together, type Spread } from '../prices/bill.ts';
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
  /** What the next step costs more a month if everything is ordered today; undefined if a price is unknown or the option ends. */
  readonly priceStep: NetMonth | undefined;
  /**
   * The same for servers that run since the day of the scenario: what is rescaled or added gets today's price, what
   * stays keeps the price of that day.
   */
  readonly rescaleStep: NetMonth | undefined;
  /** How the change is made; undefined where the option ends. */
  readonly change: Change | undefined;
}

/** How an upgrade is made, and how early it must be begun. */
export interface Change {
  /** Parts that change their type, parts that are new, parts that are given up: by their ids. */
  readonly rescaled: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Days from the decision until it runs; an assumption. */
  readonly leadDays: number;
  /** Hours of standstill while machines change their type one after another; with automatic failover only a switch. */
  readonly stopHours: number;
}

/** What a curve is drawn for. */
export interface CurveSubject {
  readonly option: Option;
  readonly domain: string;
  readonly supply: Supply;
}

/**
 * The cost curve over 1..max of the supply, exact and without looking at every count: parts change only where the
 * machines of a step end, or where the data outgrows its storage.
 */
export function costSteps({ option, domain, supply }: CurveSubject): CostStep[] {
  const found: CostStep[] = [];
  let from = 1;
  for (const rung of ladder(option, supply)) {
    found.push(...stepsOf(rung, from));
    from = rung.reach + 1;
  }
  const { maxTenants } = supply;
  if (from <= maxTenants) found.push({ from, to: maxTenants, plan: undefined, machines: undefined, net: undefined });
  return found;

  /** Within one size only the storage changes. */
  function stepsOf({ size, reach }: Rung, first: number): CostStep[] {
    const labelAt = (tenants: number) => storageLabel(storageOf(option, size, tenants, supply));
    const starts = [first, ...steps(labelAt, reach, first)];
    return starts.map((start, i) => {
      const plan = planOf(option, size, { tenants: start, domain, supply });
      return {
        from: start,
        to: (starts[i + 1] ?? reach + 1) - 1,
        plan,
        machines: plan && sizeName(plan.size, supply.machines),
        net: plan && netOf(plan.components, ({ sku }) => supply.priceOf(sku)),
      };
    });
  }
}

/** Every change of machines or boxes, with the limit that forces it, what it costs and how it is made. */
export function upgradePoints(option: Option, curve: readonly CostStep[], supply: Supply, lockedPrice: LockedPrice): UpgradePoint[] {
  const isRunning = lockedPrice !== supply.priceOf;
  return curve.slice(1).flatMap((after, i) => {
    const before = curve[i]!;
    if (!before.plan || before.machines === undefined || (after.plan && fixedParts(before.plan) === fixedParts(after.plan))) return [];
    return [
      {
        at: after.from,
        from: before.machines,
        to: after.machines,
        cause: causeAt(option, before.plan.size, after.from, supply),
        priceStep: difference(before.net, after.net),
        rescaleStep: isRunning
          ? after.plan && difference(...lockedNets(before.plan, after.plan, supply, lockedPrice))
          : difference(before.net, after.net),
        change: after.plan && changeBetween(option, before.plan, after.plan, supply),
      },
    ];
  });
}

/** The limit that the machines exceed; if they carry the load, it is the backup that has outgrown its box. */
function causeAt(option: Option, size: Size, tenants: number, supply: Supply): UpgradePoint['cause'] {
  const { place, resource, share } = binding(usesOf(option, { size, tenants }, supply));
  return share > 1 ? { place, resource } : { place: 'backup', resource: 'disk' };
}

function changeBetween({ isHighlyAvailable }: Option, before: Plan, after: Plan, { values }: Supply): Change {
  const skuBefore = skusById(before);
  const skuAfter = skusById(after);
  const rescaled = [...skuAfter].filter(([id, sku]) => skuBefore.has(id) && skuBefore.get(id) !== sku).map(([id]) => id);
  // A larger box stops nothing.
  const stopped = after.components.filter(({ id, runs }) => rescaled.includes(id) && runs.length > 0).length;
  return {
    rescaled,
    added: [...skuAfter.keys()].filter((id) => !skuBefore.has(id)),
    removed: [...skuBefore.keys()].filter((id) => !skuAfter.has(id)),
    leadDays: values.orderLeadDays,
    stopHours: isHighlyAvailable && stopped > 0 ? automaticHours(values) : values.rescaleHours * stopped,
  };
}

/** What runs before at its locked prices, and after: only what stays as it is keeps them. */
function lockedNets(before: Plan, after: Plan, { priceOf }: Supply, lockedPrice: LockedPrice): [Spread | undefined, Spread | undefined] {
  const running = skusById(before);
  const staying = after.components.filter(({ id, sku }) => running.get(id) === sku);
  const isNew = (part: Component) => !staying.includes(part);
  const stayingNet = netOf(staying, ({ sku }) => lockedPrice(sku));
  const newNet = netOf(after.components.filter(isNew), ({ sku }) => priceOf(sku));
  return [netOf(before.components, ({ sku }) => lockedPrice(sku)), stayingNet && newNet && together(stayingNet, newNet)];
}

function skusById({ components }: Plan): ReadonlyMap<string, string> {
  return new Map(components.map(({ id, sku }) => [id, sku]));
}

/** Undefined if either price is unknown or only a span without a likely figure. */
function difference(before: Spread | undefined, after: Spread | undefined): NetMonth | undefined {
  return before?.likely && after?.likely && subtract(after.likely, before.likely);
}
