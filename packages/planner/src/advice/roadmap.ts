/**
 * The roadmap: 36 months of growth, month by month, along several paths: with today's machines, with larger ones, with
 * more of them, or with whatever is best at each change. What already runs keeps its price, what is changed gets the
 * price of its day.
 */
import { PlannerError } from '../errors.ts';
import { likelySupply, lockedPrices, type Facts } from '../options/facts.ts';
import { options } from '../options/index.ts';
import type { Component, Plan, PlanId } from '../options/plan.ts';
import { fixedParts } from '../options/sizing.ts';
import { middle, netOf } from '../prices/bill.ts';
import type { Price } from '../prices/price-book.ts';
import { maxTenants, withProfile, type Scenario } from '../scenario/scenario.ts';
import { add, divide, net, subtract, times, type NetMonth } from '../units/money.ts';
import { addDays, daysPerYear, monthsPerYear } from '../units/time.ts';
import { judge } from './judge.ts';
import type { Quote } from './quote.ts';
import { recommend } from './recommend.ts';
import { priceShock, type PriceShock } from './price-shock.ts';
import type { CostStep } from './upgrade-points.ts';

/** The ways through the next 36 months. */
export const pathIds = ['best', 'rescale', 'add', 'stay'] as const;
/** "stay": today's machines; "rescale": the same design, larger; "add": a design with more servers from the first change on; "best": at each change what is recommended then. */
export type PathId = (typeof pathIds)[number];

/** One month of a path; month 0 is today. */
export interface Month {
  readonly month: number;
  readonly tenants: number;
  readonly plan: PlanId;
  readonly machines: string;
  /** The bill of the month, net; undefined if a price is unknown. */
  readonly net: NetMonth | undefined;
  /** Everything paid so far, with work and double running. */
  readonly paid: NetMonth | undefined;
  /** False where the machines carry less than the practices of the month. */
  readonly isEnough: boolean;
}

/** A change on the way. */
export interface Change {
  readonly month: number;
  /** The day on which it is due, and the one on which it must be decided. */
  readonly dueOn: string;
  readonly decideBy: string;
  readonly tenants: number;
  readonly from: { readonly plan: PlanId; readonly machines: string };
  readonly to: { readonly plan: PlanId; readonly machines: string };
  /** What the month costs more from then on; undefined if a price is unknown. */
  readonly priceStep: NetMonth | undefined;
  readonly workHours: number;
  /** Paid once for running both set-ups while people move. */
  readonly doubleRunning: NetMonth | undefined;
}

/** One way of growing, month by month. */
export interface Path {
  readonly id: PathId;
  readonly months: readonly Month[];
  readonly changes: readonly Change[];
  /** The first month that its machines do not carry any more; undefined if they always do. */
  readonly endsInMonth: number | undefined;
  /** Paid after 36 months. */
  readonly paid: NetMonth | undefined;
}

/** All paths, with prices as they are and as they may move. */
export interface Roadmap {
  /** Undefined where nothing is recommended today. */
  readonly paths: readonly Path[];
  /** The same paths if prices move as the vendors' own history shows. */
  readonly shocked: { readonly shock: PriceShock; readonly paths: readonly Path[] };
}

const lastMonth = 36;
const daysPerMonth = daysPerYear / monthsPerYear;

/** The paths of the recommended plan; none where nothing is recommended. Throws `roadmap.no-plan` for a plan that no machine carries. */
export function roadmap(
  quotes: readonly Quote[],
  chosen: PlanId | undefined,
  { scenario, facts }: { scenario: Scenario; facts: Facts },
): Roadmap {
  if (chosen !== undefined && !quotes.find(({ id }) => id === chosen)?.plan) {
    throw new PlannerError('roadmap.no-plan', `No machine carries today's practices with the plan "${chosen}". Choose another plan.`);
  }
  const shock = priceShock(facts.book, scenario);
  const walk = (of: PriceShock | undefined) =>
    chosen === undefined ? [] : pathIds.map((id) => pathOf(id, chosen, { quotes, scenario, facts, shock: of }));
  return { paths: walk(undefined), shocked: { shock, paths: walk(shock) } };
}

interface Walk {
  readonly quotes: readonly Quote[];
  readonly scenario: Scenario;
  readonly facts: Facts;
  readonly shock: PriceShock | undefined;
}

/** A running part and the month in which it was ordered. */
interface Running {
  readonly part: Component;
  readonly orderedIn: number;
}

function pathOf(id: PathId, start: PlanId, { quotes, scenario, facts, shock }: Walk): Path {
  const supply = likelySupply(scenario, facts);
  const { values } = supply;
  const locked = lockedPrices(scenario, facts, supply);
  const wage = net(String(values.operatorEuroPerHour), 'month');
  const stepAt = (plan: PlanId, tenants: number) => quotes.find((quote) => quote.id === plan)!.steps.find(({ to }) => to >= tenants);
  const zero = net('0', 'month');
  let plan = start;
  let step: CostStep = stepAt(start, scenario.tenants)!;
  let running: readonly Running[] = step.plan!.components.map((part) => ({ part, orderedIn: alreadyRunning }));
  let paid: NetMonth | undefined = zero;
  const months: Month[] = [];
  const changes: Change[] = [];

  for (let month = 0; month <= lastMonth; month++) {
    const tenants = tenantsAt(month, scenario);
    // What is sold by the GB grows by itself: nobody changes anything.
    const grown = stepAt(plan, tenants);
    if (grown?.plan && grown !== step && fixedParts(grown.plan) === fixedParts(step.plan!)) {
      running = grown.plan.components.map((part) => kept(part) ?? { part, orderedIn: month });
      step = grown;
    }
    const before = costOf(running, month);
    const next = month === 0 ? undefined : wantedAt(month, tenants);
    if (next) {
      const isMove = next.plan !== plan;
      const to = next.step.plan!.components;
      const after = to.map((part) => (isMove ? undefined : kept(part)) ?? { part, orderedIn: month });
      const cost = costOf(after, month);
      const doubleRunning = isMove ? before && divide(times(before, values.doubleRunningDays), daysPerMonth) : zero;
      const workHours = isMove
        ? values.moveDesignWorkHours
        : machinesIn(to) > machinesIn(running.map(({ part }) => part))
          ? values.addServerWorkHours
          : values.rescaleWorkHours;
      const dueOn = addDays(facts.today, month * daysPerMonth);
      changes.push({
        month,
        dueOn,
        decideBy: addDays(dueOn, -values.orderLeadDays),
        tenants,
        from: { plan, machines: step.machines! },
        to: { plan: next.plan, machines: next.step.machines! },
        priceStep: before && cost && subtract(cost, before),
        workHours,
        doubleRunning,
      });
      paid = paid && doubleRunning && add(paid, add(times(wage, workHours), doubleRunning));
      [plan, step, running] = [next.plan, next.step, after];
    }
    const bill = costOf(running, month);
    if (month > 0) paid = paid && bill && add(paid, bill);
    months.push({ month, tenants, plan, machines: step.machines!, net: bill, paid, isEnough: tenants <= step.to });
  }
  return { id, months, changes, endsInMonth: months.find(({ isEnough }) => !isEnough)?.month, paid };

  /** The running part that stays as it is. */
  function kept(part: Component): Running | undefined {
    return running.find((one) => one.part.id === part.id && one.part.sku === part.sku && one.part.quantity === part.quantity);
  }

  /** Other machines, if the path wants them in this month. */
  function wantedAt(month: number, tenants: number): { plan: PlanId; step: CostStep } | undefined {
    const isOutgrown = tenants > step.to;
    const isPhaseChange = month === scenario.productionInMonths;
    if (id === 'stay' || (!isOutgrown && !(isPhaseChange && id === 'best'))) return undefined;
    const wanted = id === 'best' || (id === 'add' && plan === start) ? choiceAt(month, tenants) : plan;
    const next = wanted === undefined ? undefined : stepAt(wanted, tenants);
    if (!next?.plan || (wanted === plan && next === step)) return undefined;
    return { plan: wanted!, step: next };
  }

  function choiceAt(month: number, tenants: number): PlanId | undefined {
    const isProduction = scenario.productionInMonths !== undefined && month >= scenario.productionInMonths;
    const at = { ...(isProduction ? withProfile(scenario, 'production') : scenario), tenants };
    const judged = options
      .filter((option) => id === 'best' || hasMoreServers(option.id, tenants))
      .map((option) => judge(option, at, { facts, supply }));
    const answer = recommend(judged, 0);
    return answer.kind === 'plan' || answer.kind === 'unproven' ? answer.id : undefined;
  }

  function hasMoreServers(other: PlanId, tenants: number): boolean {
    const servers = (of: Plan | undefined) => of?.components.filter(({ role }) => role === 'server' || role === 'standby').length ?? 0;
    return servers(stepAt(other, tenants)?.plan) > servers(step.plan);
  }

  function costOf(parts: readonly Running[], month: number): NetMonth | undefined {
    let total: NetMonth | undefined = zero;
    for (const orderedIn of new Set(parts.map((one) => one.orderedIn))) {
      const spread = netOf(
        parts.filter((one) => one.orderedIn === orderedIn).map(({ part }) => part),
        ({ sku }) => priceIn(sku, orderedIn),
      );
      total = total && spread && add(total, middle(spread));
    }
    return total && shock ? add(total, shockOn(parts, month)) : total;
  }

  /** What the shock adds to a month. */
  function shockOn(parts: readonly Running[], month: number): NetMonth {
    return parts.reduce((sum, { part, orderedIn }) => {
      const price = priceIn(part.sku, orderedIn);
      const factor = shock && price ? shock.riseOf(part.sku, { orderedIn, month }) : 0;
      return factor === 0 ? sum : add(sum, times(middle(price!), factor * (part.quantity ?? 1)));
    }, zero);
  }

  function priceIn(sku: string, orderedIn: number): Price | undefined {
    return (orderedIn === alreadyRunning ? locked : supply.priceOf)(sku);
  }
}

/** How many parts run something: a box or a GB more is no machine to set up. */
function machinesIn(parts: readonly Component[]): number {
  return parts.filter(({ runs }) => runs.length > 0).length;
}

/** The month of what runs since before the first one. */
const alreadyRunning = -1;

/** Growth in a straight line, as the next twelve months show it. */
export function tenantsAt(month: number, { tenants, tenantsIn12Months }: Scenario): number {
  const growth = (tenantsIn12Months - tenants) / monthsPerYear;
  return Math.max(1, Math.min(maxTenants, Math.round(tenants + growth * month)));
}
