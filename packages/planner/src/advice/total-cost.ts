/** Total cost: what a month really costs, in three parts that are shown apart. */
import type { Spread } from '../prices/bill.ts';
import { middle } from '../prices/bill.ts';
import type { Values } from '../scenario/assumptions.ts';
import { net, sum, times, type NetMonth } from '../units/money.ts';
import { monthsPerYear } from '../units/time.ts';

/** The bill, the operator's time and the outages to expect, all net a month. */
export interface TotalCost {
  readonly bill: NetMonth;
  readonly operator: NetMonth;
  readonly outage: NetMonth;
  readonly sum: NetMonth;
}

/** What else a plan costs: the work of people and the outages in opening hours of all practices. */
export interface Running {
  readonly operatorHours: number;
  /** Hours a year. */
  readonly openingHoursDown: number;
  readonly tenants: number;
  readonly outageEuroPerHour: number;
}

/** The three parts and their sum. A bill that is only a span counts with its middle. */
export function totalCost(paid: Spread, running: Running, values: Values): TotalCost {
  const bill = middle(paid);
  const operator = times(net(String(values.operatorEuroPerHour), 'month'), running.operatorHours);
  const lostHours = (running.openingHoursDown * running.tenants) / monthsPerYear;
  const outage = times(net(String(running.outageEuroPerHour), 'month'), lostHours);
  return { bill, operator, outage, sum: sum([bill, operator, outage]) };
}
