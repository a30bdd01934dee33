/** A quote: one option, answered for the practices of a scenario. */
import { binding, reachPerLimit, type Place, type Resource, type Use } from '../models/capacity.ts';
import { lockedPrices } from '../options/facts.ts';
import { markOfOption, optionOfPlan, type Mark, type Option, type OptionId, type Plan, type Size, type Supply } from '../options/plan.ts';
import { recall, sizeName, usesOf } from '../options/sizing.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { withLater } from '../units/lazy.ts';
import { addDays, daysPerYear } from '../units/time.ts';
import { fallbacks, type Fallback } from './fallbacks.ts';
import { findings, type Finding } from './findings.ts';
import { judge, type Judged, type Known } from './judge.ts';
import { outageLengths, type OutageLengths } from './outages.ts';
import { promisesOf, type Promises } from './promises.ts';
import { costSteps, upgradePoints, type CostStep, type UpgradePoint } from './upgrade-points.ts';

/** One judged design as it is shown: with findings, limits, ratings and upgrade points. */
export interface Quote extends Judged {
  readonly option: OptionId;
  readonly mark: Mark;
  readonly isAsQuoted: boolean;
  /** True if it goes on by itself after the loss of any one of its servers, and then still carries everything. */
  readonly isHighlyAvailable: boolean;
  /** Names of its machines, e.g. "2 × CX33". */
  readonly machines: string | undefined;
  readonly capacity: Capacity | undefined;
  readonly findings: readonly Finding[];
  /** The largest practice count that this option carries with any machine of the catalogue. */
  readonly reach: number;
  /** The cost curve: parts and bill over all practice counts. */
  readonly steps: readonly CostStep[];
  readonly upgradePoints: readonly UpgradePoint[];
  /** The first upgrade point after today's practices. */
  readonly nextChange: DatedUpgradePoint | undefined;
  /** How long a single outage can be. */
  readonly outageLengths: OutageLengths;
  /** What the contracts promise; undefined without a plan. */
  readonly promises: Promises | undefined;
  /** What to order instead if the planned server is sold out, in the order in which to try. */
  readonly fallbacks: readonly Fallback[];
}

/** How full a plan is today, and what fills it first. */
export interface Capacity {
  /** The limit with the least headroom today. */
  readonly binding: Use;
  readonly uses: readonly Use[];
  /** For every limit alone: the largest practice count within it, also with one server less where that is promised. */
  readonly limits: readonly { readonly place: Place; readonly resource: Resource; readonly tenants: number }[];
}

/** An upgrade point with the day on which growth in a straight line reaches it; no day if it does not within 12 months. */
export type DatedUpgradePoint = UpgradePoint & { readonly expectedOn: string | undefined };

/** One option with everything that can be told of it. What no decision needs is worked out when it is read: most is shown of few. */
export function quote(option: Option, scenario: Scenario, known: Known): Quote {
  const { facts, supply } = known;
  const judged = judge(option, scenario, known);
  const { plan, bill, subject } = judged;
  const { steps, points } = curveOf(option, scenario, known);
  const one: Quote = withLater(
    {
      ...judged,
      option: optionOfPlan[option.id],
      mark: markOfOption[optionOfPlan[option.id]],
      isAsQuoted: option.isAsQuoted,
      isHighlyAvailable: option.isHighlyAvailable,
      machines: plan && sizeName(plan.size, supply.machines),
      reach: steps.findLast((step) => step.plan)?.to ?? 0,
      steps,
      upgradePoints: points,
      nextChange: nextChange(points, scenario, facts.today),
    },
    {
      capacity: () => plan && capacityOf(option, plan, supply),
      findings: () => {
        const { capacity } = one;
        return plan && bill && capacity ? findings(plan, bill, { ...judged, ...known, option, scenario, uses: capacity.uses }) : [];
      },
      outageLengths: () => outageLengths(subject, supply.values),
      promises: () => plan && promisesOf(option, plan, facts.contracts),
      fallbacks: () => (plan ? fallbacks(option, plan, { scenario, facts, supply }) : []),
    },
  );
  return one;
}

/** Steps and upgrade points: they depend on the supply, not on today's practices. */
function curveOf(option: Option, scenario: Scenario, { facts, supply }: Known) {
  return recall(supply, `curve ${option.id}`, () => {
    const steps = costSteps({ option, domain: scenario.domain, supply });
    return { steps, points: upgradePoints(option, steps, supply, lockedPrices(scenario, facts, supply)) };
  });
}

function capacityOf(option: Option, plan: Plan, supply: Supply): Capacity {
  const used = usesOf(option, plan, supply);
  const limits = recall(supply, `limits ${option.id} ${JSON.stringify(plan.size)}`, () => limitsAt(option, plan.size, supply));
  return { binding: binding(used), uses: used, limits };
}

function limitsAt(option: Option, { cells = 1, ...size }: Size, supply: Supply): Capacity['limits'] {
  const { values, maxTenants } = supply;
  const [first = [], ...others] = option.stacks(size, supply).map((stack) => reachPerLimit(stack, values, maxTenants));
  return first.map((limit, i) => ({
    ...limit,
    tenants: Math.min(maxTenants, cells * Math.min(limit.tenants, ...others.map((other) => other[i]!.tenants))),
  }));
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
