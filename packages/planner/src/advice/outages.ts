/** Outages: how often and how long an option is down with given numbers. Quotes and ranges ask the same question. */
import { load } from '../models/load.ts';
import { restoreHours } from '../models/recovery.ts';
import { downtimeHours, longestOutage, longOutage, series } from '../models/reliability.ts';
import type { Cause, Option, OutagesByCause, Size } from '../options/plan.ts';
import type { Values } from '../scenario/assumptions.ts';

/** How much of the time a design is up, and what stops it. Shares lie between 0 and 1. */
export interface Availability {
  /** The share of time without an outage of each cause; their product is the total. */
  readonly byCause: Readonly<Partial<Record<Cause, number>>>;
  readonly total: number;
  /** The share of opening hours without an outage: planned stops can be at night. */
  readonly inOpeningHours: number;
  /** Hours a year. */
  readonly hoursDown: number;
  /** Hours a year in which practices are open. */
  readonly openingHoursDown: number;
  /** The same summed over all practices: hours a year that people stand before a screen that does not answer. */
  readonly practiceHoursDown: number;
}

/** How often and how long a design stands still. */
export interface Outages {
  readonly availability: Availability;
  /** Hours until service is back after the server is lost for good; undefined if it never is. */
  readonly hoursAfterServerLoss: number | undefined;
}

/** How long a single outage can be. */
export interface OutageLengths {
  /** Nine years in ten no outage is longer: the one to plan for, in hours. */
  readonly longestHours: number;
  /** P(at least one outage of more than four hours in a year). */
  readonly overFourHours: number;
}

/** What the answers depend on: an option at a size, for so many practices. */
export interface Subject {
  readonly option: Option;
  readonly size: Size;
  readonly tenants: number;
}

export function outagesOf({ option, size, tenants }: Subject, values: Values): Outages {
  const restore = restoreHoursOf({ option, size, tenants }, values);
  const causes = Object.entries(option.outages(size, values, restore)).map(([cause, { availability }]) => [cause, availability] as const);
  const total = series(...causes.map(([, availability]) => availability));
  const hoursDown = downtimeHours(total);
  const openingHoursDown = hoursDown * values.openingShare;
  return {
    availability: {
      byCause: Object.fromEntries(causes),
      total,
      inOpeningHours: series(...causes.flatMap(([cause, availability]) => (cause === 'planned' ? [] : [availability]))),
      hoursDown,
      openingHoursDown,
      practiceHoursDown: openingHoursDown * tenants,
    },
    hoursAfterServerLoss: option.hoursAfterServerLoss(values, restore),
  };
}

const confidence = 0.9;
const longHours = 4;

/** The lengths of single outages, all causes together. */
export function outageLengths(subject: Subject, values: Values): OutageLengths {
  const outages: OutagesByCause = subject.option.outages(subject.size, values, restoreHoursOf(subject, values));
  const kinds = Object.values(outages).flatMap((cause) => cause.kinds);
  return { longestHours: longestOutage(kinds, confidence), overFourHours: longOutage(kinds, longHours) };
}

/** Hours of a restore: of cells only one is restored, with its share of the data. */
export function restoreHoursOf({ option, size: { cells = 1 }, tenants }: Subject, values: Values): number {
  return restoreHours(load(Math.ceil(tenants / cells), values), option.restorePath(values), values);
}
