/** What findings look at beside the plan and its bill: the option, the scenario, what is known, and the figures of the plan. */
import type { Use } from '../../models/capacity.ts';
import type { Facts } from '../../options/facts.ts';
import type { Component, Option, Plan, Supply } from '../../options/plan.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Losses } from '../losses.ts';
import type { Outages } from '../outages.ts';

export interface Circumstances extends Pick<Outages, 'availability'>, Losses {
  readonly option: Option;
  readonly scenario: Scenario;
  readonly facts: Pick<Facts, 'book' | 'assumptions' | 'today'>;
  readonly supply: Supply;
  /** How much of each limit is used. */
  readonly uses: readonly Use[];
  /** Hours of people a month. */
  readonly operatorHours: number;
}

/** The parts of one cell: cells are alike, and each stands for itself. */
export function partsOfOneCell({ components }: Plan): readonly Component[] {
  return components.filter(({ cell = 1 }) => cell === 1);
}

/** Servers of one cell that run a database of our own. */
export function ownDatabases(plan: Plan): readonly Component[] {
  return partsOfOneCell(plan).filter(({ runs, role }) => runs.includes('database') && role !== 'managed-database');
}
