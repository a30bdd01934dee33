/** A quote: one option, answered for the practices of a scenario. */
import { binding, reachPerLimit, uses, type Place, type Resource, type Use } from '../models/capacity.ts';
import { billOf, type Facts } from '../options/facts.ts';
import type { Option, OptionId, Plan, PlanId, Supply } from '../options/plan.ts';
import { design, sizeName } from '../options/sizing.ts';
import { lowest, type Bill } from '../prices/bill.ts';
import { maxTenants, type Scenario } from '../scenario/scenario.ts';
import type { NetMonth } from '../units/money.ts';
import { addDays } from '../units/time.ts';
import { fallbacks, type Fallback } from './fallbacks.ts';
import { findings, type Finding } from './findings.ts';
import { outagesOf, type Outages } from './outages.ts';
import { totalCost, type Running, type TotalCost } from './total-cost.ts';
import { costSteps, upgradePoints, type CostStep, type UpgradePoint } from './upgrade-points.ts';

export interface Quote extends Outages {
  readonly id: PlanId;
  readonly option: OptionId;
  readonly mark: Option['mark'];
  readonly isAsQuoted: boolean;
  /** Undefined if no machine of the catalogue carries so many practices; then there is no bill either. */
  readonly plan: Plan | undefined;
  /** Names of its machines, e.g. "2 × CX33". */
  readonly machines: string | undefined;
  readonly bill: Bill | undefined;
  /** Undefined if a price is unknown. */
  readonly totalCost: TotalCost | undefined;
  /** The total with the known prices only, each at its low end: it cannot cost less. */
  readonly atLeast: NetMonth | undefined;
  readonly capacity: Capacity | undefined;
  /** The largest practice count that this option carries with any machine of the catalogue. */
  readonly reach: number;
  /** The cost curve: parts and bill over all practice counts. */
  readonly steps: readonly CostStep[];
  readonly upgradePoints: readonly UpgradePoint[];
  /** The first upgrade point after today's practices. */
  readonly nextChange: DatedUpgradePoint | undefined;
  readonly findings: readonly Finding[];
  /** What to order instead if the planned server is sold out, in the order in which to try. */
  readonly fallbacks: readonly Fallback[];
  /** False if a finding stops the plan, or if there is none. */
  readonly isAdmissible: boolean;
}

export interface Capacity {
  /** The limit with the least headroom today. */
  readonly binding: Use;
  readonly uses: readonly Use[];
  /** For every limit alone: the largest practice count within it. */
  readonly limits: readonly { readonly place: Place; readonly resource: Resource; readonly tenants: number }[];
}

/** An upgrade point with the day on which growth in a straight line reaches it; no day if it does not within 12 months. */
export type DatedUpgradePoint = UpgradePoint & { readonly expectedOn: string | undefined };

const daysPerYear = 365;

/** Designs, prices and judges one option. */
export function quote(option: Option, scenario: Scenario, { facts, supply }: { facts: Facts; supply: Supply }): Quote {
  const { values } = supply;
  const designAt = (tenants: number) => design(option, { tenants, domain: scenario.domain, supply });
  const plan = designAt(scenario.tenants);
  const bill = plan && billOf(plan, scenario, facts.book);
  const steps = costSteps(designAt, { netOf: (at) => billOf(at, scenario, facts.book).net, supply, max: maxTenants });
  const points = upgradePoints(option, steps, supply);
  const outages = outagesOf(option, scenario.tenants, values);
  const running: Running = {
    ...scenario,
    openingHoursDown: outages.availability.openingHoursDown,
    operatorHours: option.operatorHours(values),
  };
  const found = plan && bill ? findings(plan, bill, { option, supply }) : [];
  return {
    id: option.id,
    option: option.option,
    mark: option.mark,
    isAsQuoted: option.isAsQuoted,
    plan,
    machines: plan && sizeName(plan.size, supply.machines),
    bill,
    totalCost: bill?.net && totalCost(bill.net, running, values),
    atLeast: bill && totalCost(lowest(bill.knownNet), running, values).sum,
    capacity: plan && capacityOf(option, plan, supply),
    reach: steps.findLast((step) => step.plan)?.to ?? 0,
    steps,
    upgradePoints: points,
    nextChange: nextChange(points, scenario, facts.today),
    ...outages,
    findings: found,
    fallbacks: plan ? fallbacks(option, plan, { scenario, facts, supply }) : [],
    isAdmissible: plan !== undefined && found.every((finding) => finding.severity !== 'stop'),
  };
}

function capacityOf(option: Option, plan: Plan, supply: Supply): Capacity {
  const stack = option.stack(plan.size, supply);
  const used = uses(stack, plan.load, supply.values);
  return { binding: binding(used), uses: used, limits: reachPerLimit(stack, supply.values, maxTenants) };
}

function nextChange(
  points: readonly UpgradePoint[],
  { tenants, tenantsIn12Months }: Scenario,
  today: string,
): DatedUpgradePoint | undefined {
  const point = points.find(({ at }) => at > tenants);
  if (!point) return undefined;
  const share = (point.at - tenants) / (tenantsIn12Months - tenants);
  return { ...point, expectedOn: point.at > tenantsIn12Months ? undefined : addDays(today, share * daysPerYear) };
}
