/** The plan that a command is about: the stated one, or the recommended one. */
import { planIds, recommendedQuote, type Comparison, type PlanId } from '@ordiplan/planner';
import type { Flag, Given } from './command.ts';
import { fault } from './faults.ts';

export const planFlag: Flag = {
  name: 'plan',
  value: 'ID',
  choices: planIds,
  about: {
    de: `der Plan (sonst: der empfohlene): ${planIds.join(', ')}`,
    en: `the plan (default: the recommended one): ${planIds.join(', ')}`,
  },
};

/** Throws `cli.plan` if none is stated and none recommended. */
export function planOf({ values }: Pick<Given, 'values'>, comparison: Comparison): PlanId {
  const id = (values.plan as PlanId | undefined) ?? recommendedQuote(comparison)?.id;
  if (id === undefined) throw fault('cli.plan');
  return id;
}
