/** How often each kind of data is copied: what decides how many hours of work a loss costs. */
import type { Copies } from '../models/recovery.ts';
import type { Values } from '../scenario/assumptions.ts';
import type { Kept } from './plan.ts';

const minutesPerHour = 60;

/** No copy at all. */
export const nothing: Copies = { backup: undefined, replicationSeconds: undefined };

/** A backup every night that takes `nightlyHours`. */
export function nightly(values: Values, nightlyHours: number): Copies {
  return { backup: { intervalHours: values.backupIntervalHours, durationHours: nightlyHours }, replicationSeconds: undefined };
}

/** The same copies, and a replica on another machine. */
export function replicated(values: Values, { backup }: Copies = nothing): Copies {
  return { backup, replicationSeconds: values.replicationLagSeconds };
}

/** The same copies of the database and of the files. */
export function ofBoth(copies: Copies): Readonly<Record<Kept, Copies>> {
  return { database: copies, files: copies };
}

/** A rented database: three nodes, and a log from which any moment can be restored. */
export function pointInTime(values: Values): Copies {
  const log = { intervalHours: values.pointInTimeMinutes / minutesPerHour, durationHours: 0 };
  return { backup: log, replicationSeconds: values.replicationLagSeconds };
}
