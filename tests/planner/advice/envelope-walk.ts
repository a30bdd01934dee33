/** The cheapest size of an option the slow way: every size is asked, and every limit of it. An oracle for the cost curve. */
import {
  limitsOf,
  middle,
  parseScenario,
  sizingLoad,
  type Facts,
  type Plan,
  type ScenarioInput,
  type Size,
  type Supply,
} from '@ordiplan/planner';
import { billOf, likelySupply } from '../../../packages/planner/src/options/facts.ts';
import type { Option } from '../../../packages/planner/src/options/plan.ts';
import { planOf } from '../../../packages/planner/src/options/sizing.ts';

/** What a walk finds at one number of practices. */
export interface Walked {
  /** Whether any size carries so many practices and has a box for their backup. */
  readonly isCarried: boolean;
  /** The smallest bill of those, in euro; undefined if none of them has a known price. */
  readonly euro: string | undefined;
}

/** Cells that are never worth asking: one more than enough costs one more. Two more are asked to see that. */
const cellsBeyondEnough = 2;

/** Asks every size of `option`. Nothing is left out because of what was found at another number of practices. */
export function walkOver(option: Option, input: ScenarioInput, facts: Facts) {
  const scenario = parseScenario(input, facts.today);
  const supply = likelySupply(scenario, facts);
  const sizes = option.sizes(supply).map((size) => ({ size, carries: carrierOf(option, size, supply) }));
  const bills = new Map<string, string | undefined>();

  return (tenants: number): Walked => {
    const plans = sizes.flatMap((one) => plansFor(one, tenants));
    const euros = plans.flatMap((plan) => billed(plan) ?? []);
    euros.sort((a, b) => Number(a) - Number(b));
    return { isCarried: plans.length > 0, euro: euros[0] };
  };

  function plansFor({ size, carries }: (typeof sizes)[number], tenants: number): Plan[] {
    const order = { tenants, domain: scenario.domain, supply };
    if (!option.inCells) return carries(tenants) ? known([planOf(option, size, order)]) : [];
    let enough = 2;
    while (enough < tenants && !carries(Math.ceil(tenants / enough))) enough++;
    if (!carries(Math.ceil(tenants / enough))) return [];
    const counts = Array.from({ length: cellsBeyondEnough + 1 }, (_, more) => enough + more);
    return known(counts.map((cells) => planOf(option, { ...size, cells }, order)));
  }

  /** The same parts have the same bill. */
  function billed(plan: Plan): string | undefined {
    const parts = plan.components.map(({ sku, quantity = 1 }) => `${sku}*${quantity}`).join(' ');
    if (!bills.has(parts)) {
      const { net } = billOf(plan, scenario, facts.book);
      bills.set(parts, net && middle(net).euro.toString());
    }
    return bills.get(parts);
  }
}

function known(plans: readonly (Plan | undefined)[]): Plan[] {
  return plans.filter((plan) => plan !== undefined);
}

/** Whether a size of an option is within every limit of every stack. */
function carrierOf(option: Option, size: Size, supply: Supply): (tenants: number) => boolean {
  const limits = option.stacks(size, supply).flatMap((stack) => limitsOf(stack, supply.values));
  return (tenants) => {
    const demand = sizingLoad(tenants, supply.values, supply.rules);
    return limits.every(({ share }) => share(demand) <= 1);
  };
}
