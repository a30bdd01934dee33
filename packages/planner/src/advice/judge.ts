/** The judgement of one option for one scenario: its plan, bill, outages and losses, and whether it may and does what is wanted. */
import { billOf, type Facts } from '../options/facts.ts';
import type { Option, Plan, PlanId, Size, Supply } from '../options/plan.ts';
import { planOf, recall, sizeFor, usesOf } from '../options/sizing.ts';
import { isPoint, lowest, middle, shareOf, type Bill } from '../prices/bill.ts';
import type { Values } from '../scenario/assumptions.ts';
import { targetsOf, type Scenario } from '../scenario/scenario.ts';
import type { Wanted } from '../scenario/targets.ts';
import type { NetMonth } from '../units/money.ts';
import { gatesOf, type Gates } from './gates.ts';
import { lossesOf, type Losses } from './losses.ts';
import { outagesOf, type Outages, type Subject } from './outages.ts';
import { missesOf, type Miss } from './targets.ts';
import { totalCost, type Running, type TotalCost } from './total-cost.ts';

/** What a judgement needs to know beside the scenario. */
export interface Known {
  readonly facts: Facts;
  readonly supply: Supply;
}

/** A design at the size that the practices need, with everything that decides about it. */
export interface Judged extends Outages, Losses {
  readonly id: PlanId;
  /** Undefined if no machine of the catalogue carries so many practices; then there is no bill either. */
  readonly plan: Plan | undefined;
  readonly bill: Bill | undefined;
  /** Undefined if a price is unknown. */
  readonly totalCost: TotalCost | undefined;
  /** The total with the known prices only, each at its low end: it cannot cost less. */
  readonly atLeast: NetMonth | undefined;
  /** Hours of people a month. */
  readonly operatorHours: number;
  /** The largest share of any limit that is used; undefined without a plan. */
  readonly used: number | undefined;
  readonly gates: Gates;
  /** The targets that the plan misses. */
  readonly misses: readonly Miss[];
  /** False if a gate stops the plan, if there is none, or if it stands here only to be compared. */
  readonly isAdmissible: boolean;
  readonly subject: Subject;
}

export function judge(option: Option, scenario: Scenario, { facts, supply }: Known): Judged {
  const { values } = supply;
  const { tenants, domain, jurisdiction } = scenario;
  const size = sizeFor(option, tenants, supply);
  const plan = size && planOf(option, size, { tenants, domain, supply });
  const bill = plan && billOfPlan(plan, scenario, { facts, supply });
  // Without a plan its figures are those of the smallest size: they hardly depend on it.
  const subject = { option, size: plan?.size ?? option.sizes(supply)[0]!, tenants };
  const outages = outagesOf(subject, values);
  const losses = lossesOf(subject, values);
  const operatorHours = operatorHoursOf(option, subject.size, values);
  const running: Running = { ...scenario, openingHoursDown: outages.availability.openingHoursDown, operatorHours };
  const used = plan && Math.max(...usesOf(option, plan, supply).map(({ share }) => share));
  const gates = gatesOf(plan, bill, { jurisdiction, compliance: facts.compliance, share: used });
  const targets = targetsOf(scenario);
  const misses = missesOf(targets, {
    ...outages,
    ...losses,
    hasPointInTime: option.hasPointInTime,
    bill: bill && leastKnown(bill, targets.euroPerMonth),
    operatorHours,
  });
  const total = bill?.net && totalCost(bill.net, running, values);
  return {
    id: option.id,
    plan,
    bill,
    totalCost: total,
    // Of a bill that is one number the least and the likely total are the same.
    atLeast: bill && (total && isPoint(bill.knownNet) ? total.sum : totalCost(lowest(bill.knownNet), running, values).sum),
    operatorHours,
    used,
    ...outages,
    ...losses,
    gates,
    misses,
    isAdmissible: plan !== undefined && !option.isForComparison && gates.status !== 'inadmissible',
    subject,
  };
}

/** Many numbers of practices buy the same parts: their bill is written once, only the share of each practice is its own. */
function billOfPlan(plan: Plan, scenario: Scenario, { facts, supply }: Known): Bill {
  const bought = plan.components.map(({ sku, site, quantity }) => `${sku} ${site} ${quantity ?? 1}`).join();
  const bill = recall(supply, `bill ${scenario.vat} ${bought}`, () => billOf(plan, scenario, facts.book));
  return { ...bill, perTenant: bill.net && shareOf(bill.net, plan.tenants) };
}

/** The bill, or if a price is missing what is known of it, as soon as that alone breaks the budget. */
function leastKnown({ net, knownNet }: Bill, budget: Wanted): NetMonth | undefined {
  if (net) return middle(net);
  return budget !== 'any' && knownNet.low.euro.greaterThan(budget) ? knownNet.low : undefined;
}

/** Hours of operation a month: further cells of the same kind need less than the first. */
function operatorHoursOf(option: Option, { cells = 1 }: Size, values: Values): number {
  return option.operatorHours(values) * (1 + (cells - 1) * values.furtherCellShare);
}
