/** Fallbacks: what to order instead if the planned server is sold out, and what that costs more. */
import { uses } from '../models/capacity.ts';
import { machineOf, shortName } from '../models/machines.ts';
import { billOf, type Facts } from '../options/facts.ts';
import type { Option, Plan, Supply } from '../options/plan.ts';
import { planOf } from '../options/sizing.ts';
import type { Bill } from '../prices/bill.ts';
import { stockOf, type Stock } from '../prices/price-book.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { subtract, type NetMonth } from '../units/money.ts';

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

/** Every other server that carries the plan alone, in the order in which to try them. */
export function fallbacks(
  option: Option,
  plan: Plan,
  { scenario, facts, supply }: { scenario: Scenario; facts: Facts; supply: Supply },
): Fallback[] {
  const list = facts.book.lists[scenario.prices];
  const { server, standby } = plan.size;
  const planned = billOf(plan, scenario, facts.book);
  const candidates = [...new Set([...supply.catalogue.servers, ...supply.catalogue.alternatives])].filter((sku) => sku !== server);
  return candidates.flatMap((sku) => asFallback(sku) ?? []).sort(inOrder);

  function asFallback(sku: string): Fallback | undefined {
    const size = { ...plan.size, server: sku, ...(standby === server ? { standby: sku } : {}) };
    const carries = uses(option.stack(size, supply), plan.load, supply.values).every((use) => use.share <= 1);
    const other = carries ? planOf(option, size, { tenants: plan.tenants, domain: plan.domain, supply }) : undefined;
    const priceStep = other && stepBetween(planned, billOf(other, scenario, facts.book));
    if (!priceStep) return undefined;
    const needsOtherBuild = machineOf(supply.machines, sku).architecture !== machineOf(supply.machines, server).architecture;
    return {
      sku,
      name: shortName(supply.machines, sku),
      priceStep,
      stock: stockOf(list, sku, { site: 'nbg1', day: scenario.orderOn }),
      needsOtherBuild,
    };
  }
}

function inOrder(a: Fallback, b: Fallback): number {
  const seen = bySighting[a.stock.seen ?? 'unknown'] - bySighting[b.stock.seen ?? 'unknown'];
  return seen || a.priceStep.euro.comparedTo(b.priceStep.euro);
}

/** Undefined without a known price on both sides. A span that both share cancels out. */
function stepBetween(before: Bill, after: Bill): NetMonth | undefined {
  return before.net && after.net && subtract(after.net.low, before.net.low);
}
