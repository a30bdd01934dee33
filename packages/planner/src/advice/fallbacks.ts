/** Fallbacks: what to order instead if the planned server is sold out, and what that costs more. */
import { machineOf, shortName } from '../models/machines.ts';
import type { Facts } from '../options/facts.ts';
import type { Option, Plan, Supply } from '../options/plan.ts';
import { reachOf, recall } from '../options/sizing.ts';
import { stockOf, type Stock } from '../prices/price-book.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { subtract, times, toCents, type NetMonth } from '../units/money.ts';

/** A server to order instead, if the planned one is sold out. */
export interface Fallback {
  readonly sku: string;
  readonly name: string;
  /** What the whole plan then costs more a month. */
  readonly priceStep: NetMonth;
  readonly stock: Stock;
  /** True if programs must be built for another processor than the planned one. */
  readonly needsOtherBuild: boolean;
}

/** Those last seen on sale first, those last seen sold out at the end; the cheapest first within each. */
const bySighting: Readonly<Record<NonNullable<Stock['seen']>, number>> = { yes: 0, unknown: 1, no: 2 };

interface Known {
  readonly scenario: Scenario;
  readonly facts: Facts;
  readonly supply: Supply;
}

/** Every other server that carries the plan alone, in the order in which to try them. */
export function fallbacks(option: Option, plan: Plan, known: Known): Fallback[] {
  // How far each would carry depends on the machines, not on today's practices.
  const others = recall(known.supply, `others ${option.id} ${JSON.stringify(plan.size)}`, () => otherServers(option, plan, known));
  return others.filter(({ reach }) => reach >= plan.tenants).map(({ fallback }) => fallback);
}

interface OtherServer {
  readonly fallback: Fallback;
  /** Practices that the plan carries with it. */
  readonly reach: number;
}

function otherServers(option: Option, plan: Plan, { scenario, facts, supply }: Known): OtherServer[] {
  const list = facts.book.lists[scenario.prices];
  const { server, standby } = plan.size;
  const replaced = plan.components.filter(({ role, sku }) => sku === server && (role === 'server' || role === 'standby')).length;
  const planned = costOf(server);
  const candidates = [...new Set([...supply.catalogue.servers, ...supply.catalogue.alternatives])].filter((sku) => sku !== server);
  return candidates.flatMap((sku) => asOther(sku) ?? []).sort((a, b) => inOrder(a.fallback, b.fallback));

  function asOther(sku: string): OtherServer | undefined {
    const size = { ...plan.size, server: sku, ...(standby === server ? { standby: sku } : {}) };
    const cost = costOf(sku);
    if (!planned || !cost) return undefined;
    const fallback = {
      sku,
      name: shortName(supply.machines, sku),
      priceStep: subtract(cost, planned),
      stock: stockOf(list, sku, { site: 'nbg1', day: scenario.orderOn }),
      needsOtherBuild: machineOf(supply.machines, sku).architecture !== machineOf(supply.machines, server).architecture,
    };
    return { fallback, reach: reachOf(option, size, supply) };
  }

  /** All servers to replace, each for the price that is certain. */
  function costOf(sku: string): NetMonth | undefined {
    const price = supply.priceOf(sku);
    return price && toCents(times(price.low, replaced));
  }
}

function inOrder(a: Fallback, b: Fallback): number {
  const seen = bySighting[a.stock.seen ?? 'unknown'] - bySighting[b.stock.seen ?? 'unknown'];
  return seen || a.priceStep.euro.comparedTo(b.priceStep.euro);
}
