/** Recovery: how long it takes until service is back after the data must come from the backup, and what is missing then. */
import type { Values } from '../scenario/assumptions.ts';
import { requireNotNegative } from './arguments.ts';
import type { Load } from './load.ts';

const mbPerGb = 1000;
const secondsPerHour = 3600;

/** Where the data comes back from. */
export interface RestorePath {
  /** Megabytes a second at which the database is restored. */
  readonly databaseMbPerS: number;
  /** Megabytes a second at which the off-site backup delivers files. */
  readonly filesMbPerS: number;
}

/** Hours from the incident to a checked service: notice, react, provide a server, restore database and files, verify. */
export function restoreHours(load: Load, path: RestorePath, values: Values): number {
  const people = values.detectHours + values.respondHours + values.provisionHours + values.verifyHours;
  const database = (load.databaseGb * mbPerGb) / path.databaseMbPerS / secondsPerHour;
  const files = (load.filesGb * mbPerGb) / path.filesMbPerS / secondsPerHour;
  return people + database + files;
}

/** Hours of the nightly backup: dump the database at `dumpMbPerS` (0 GB if the vendor does it) and send what changed. */
export function backupHours(dumpedGb: number, keptGb: number, values: Values): number {
  requireNotNegative('dumpedGb', dumpedGb);
  requireNotNegative('keptGb', keptGb);
  const dump = (dumpedGb * mbPerGb) / values.dumpMbPerS;
  const send = (keptGb * mbPerGb * values.dailyChange) / values.backupMbPerS;
  return (dump + send) / secondsPerHour;
}

/** Gigabytes that the off-site backup needs: compressed dumps and files, with the older versions that are kept. */
export function backupGb(dumpedGb: number, filesGb: number, values: Values): number {
  requireNotNegative('dumpedGb', dumpedGb);
  requireNotNegative('filesGb', filesGb);
  return (values.dumpCompression * dumpedGb + filesGb) * values.backupRetention;
}

/** The copies that are kept besides the live one. */
export interface Copies {
  /** Hours from the start of a backup to the start of the next one, and hours that one takes; undefined without backup. */
  readonly backup: { readonly intervalHours: number; readonly durationHours: number } | undefined;
  /** How far a replica lags behind; undefined without replica. */
  readonly replicationSeconds: number | undefined;
}

/** Hours of work that are lost; Infinity if everything is. */
export interface LostHours {
  readonly mean: number;
  readonly worst: number;
}

/**
 * RPO: the hours of work that are lost after the loss of the host, and after a logical error (deleted, encrypted).
 *
 * From a backup: worst interval + duration, mean interval/2 + duration, because a backup holds the state at its start
 * and counts from its end. A replica has every error seconds later, so its lag counts for the loss of the host only.
 */
export function rpo({ backup, replicationSeconds }: Copies): { readonly hostLoss: LostHours; readonly logicalError: LostHours } {
  if (backup) {
    requireNotNegative('backup.intervalHours', backup.intervalHours);
    requireNotNegative('backup.durationHours', backup.durationHours);
  }
  const logicalError = backup
    ? { mean: backup.intervalHours / 2 + backup.durationHours, worst: backup.intervalHours + backup.durationHours }
    : { mean: Infinity, worst: Infinity };
  if (replicationSeconds === undefined) return { hostLoss: logicalError, logicalError };
  requireNotNegative('replicationSeconds', replicationSeconds);
  const lag = replicationSeconds / secondsPerHour;
  return { hostLoss: { mean: lag, worst: lag }, logicalError };
}
