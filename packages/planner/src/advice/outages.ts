/** Outages: how often and how long an option is down with given numbers. Quotes and ranges ask the same question. */
import { load } from '../models/load.ts';
import { restoreHours } from '../models/recovery.ts';
import { downtimeHours, series } from '../models/reliability.ts';
import type { AvailabilityByCause, Option } from '../options/plan.ts';
import type { Values } from '../scenario/assumptions.ts';

export interface Availability {
  readonly byCause: AvailabilityByCause;
  readonly total: number;
  /** Hours a year. */
  readonly hoursDown: number;
  /** Hours a year in which practices are open. */
  readonly openingHoursDown: number;
}

export interface Outages {
  readonly availability: Availability;
  /** Hours until service is back after the server is lost for good; undefined if it never is. */
  readonly hoursAfterServerLoss: number | undefined;
}

export function outagesOf(option: Option, tenants: number, values: Values): Outages {
  const restore = restoreHours(load(tenants, values), option.restorePath(values), values);
  const byCause = option.availability(values, restore);
  const total = series(...Object.values(byCause));
  const hoursDown = downtimeHours(total);
  return {
    availability: { byCause, total, hoursDown, openingHoursDown: hoursDown * values.openingShare },
    hoursAfterServerLoss: option.hoursAfterServerLoss(values, restore),
  };
}
