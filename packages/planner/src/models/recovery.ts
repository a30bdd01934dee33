/** Recovery: how long it takes until service is back after the data must come from the backup. */
import type { Values } from '../scenario/assumptions.ts';
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
  const dump = (dumpedGb * mbPerGb) / values.dumpMbPerS;
  const send = (keptGb * mbPerGb * values.dailyChange) / values.backupMbPerS;
  return (dump + send) / secondsPerHour;
}

/** Gigabytes that the off-site backup needs: compressed dumps and files, with the older versions that are kept. */
export function backupGb(dumpedGb: number, filesGb: number, values: Values): number {
  return (values.dumpCompression * dumpedGb + filesGb) * values.backupRetention;
}
