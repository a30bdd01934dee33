/** What the files of a set-up can be held against, and the files of both sides. */
import { compare, plansToSetUp, recommendedQuote, setUp, type Comparison, type Facts, type Files, type PlanId } from '@ordiplan/planner';

/** A set-up: an answer and one of its plans. */
export interface Shown {
  readonly comparison: Comparison;
  readonly id: PlanId;
}

export type Against = 'none' | 'later' | 'plan' | 'beside' | 'before';

/** The sides of a difference, old and new. */
export interface Sides {
  readonly before: Files;
  readonly after: Files;
}

export interface Others {
  /** The plan that "plan" means. */
  readonly plan: PlanId;
  readonly beside: Comparison | undefined;
  readonly before: Shown | undefined;
}

/** The plans that files are written for, the recommended one first. */
export function plansInOrder(comparison: Comparison, facts: Facts): PlanId[] {
  const all = plansToSetUp(comparison, facts);
  const best = recommendedQuote(comparison)?.id;
  return [...all.filter((id) => id === best), ...all.filter((id) => id !== best)];
}

/** Undefined if there is nothing on the other side. */
export function sidesOf(against: Against, files: Files, shown: Shown, { plan, beside, before }: Others, facts: Facts): Sides | undefined {
  const other = (of: Shown | undefined) => of && filesOf(of, facts);
  if (against === 'before') {
    const old = other(before);
    return old && { before: old, after: files };
  }
  const { comparison, id } = shown;
  const after = {
    none: () => undefined,
    later: () => other({ comparison: later(comparison, facts), id }),
    plan: () => other({ comparison, id: plan }),
    beside: () => other(beside && { comparison: beside, id: likeness(beside, id, facts) }),
  }[against]();
  return after && { before: files, after };
}

function later({ scenario }: Comparison, facts: Facts): Comparison {
  return compare({ ...scenario, tenants: scenario.tenantsIn12Months }, facts);
}

/** The same plan if the other answer has it, else the one that is recommended there. */
function likeness(beside: Comparison, id: PlanId, facts: Facts): PlanId {
  const plans = plansInOrder(beside, facts);
  return plans.includes(id) ? id : (plans[0] ?? id);
}

function filesOf({ comparison, id }: Shown, facts: Facts): Files | undefined {
  return plansToSetUp(comparison, facts).includes(id) ? setUp(comparison, id, facts) : undefined;
}
