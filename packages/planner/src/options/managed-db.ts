/** Option B: one or several servers for the software, the database rented as a three-node replica set (MongoDB Atlas). */
import type { Stack } from '../models/capacity.ts';
import type { Load } from '../models/load.ts';
import type { RestorePath } from '../models/recovery.ts';
import type { Values } from '../scenario/assumptions.ts';
import {
  automaticHours,
  managedDatabaseCause,
  oneMayBeMissing,
  oneServerCauses,
  plannedSwitches,
  repaired,
  rollingSoftware,
} from './causes.ts';
import { nightly, nothing, pointInTime, replicated } from './keeping.ts';
import { managedSnapshots, protectionBy, zones } from './layers.ts';
import type { Component, Kept, Offer, Option, OutagesByCause, Size, Supply } from './plan.ts';
import { balanced, bucketOverage, databaseOnly, loadBalancerCause, serversAndBucket, severalServers } from './several-servers.ts';
import { everyServer, oneServerParts } from './single.ts';
import { hostOf } from './sizing.ts';

/** Snapshots are bought by the GB; we reckon in steps of ten, so that a plan does not change with every practice. */
const gbPerStep = 10;

/** B as we build it: the files of the server go to a box at another site, since Atlas only backs up the database. */
export const managedDb: Option = {
  id: 'managed-db',
  isAsQuoted: false,
  isHighlyAvailable: false,
  isForComparison: false,
  hasPointInTime: true,
  inCells: false,
  backsUp: ['files'],
  backupSite: 'fsn1',
  sizes: (offer) => withDatabases(everyServer(offer), offer),
  stacks: (size, supply) => [{ ...stack(size, supply), filesOn: 'server' }],
  parts: (size, offer) => [...oneServerParts(size, offer, ['app', 'files']), atlas(size, [])],
  storage: (load, { values, catalogue }) => snapshots(load, values, catalogue.databaseBackup),
  restorePath: fromAtlas,
  outages: (_size, values, restoreHours) => ({ ...oneServerCauses(values, restoreHours), ...rented(values) }),
  hoursAfterServerLoss: (_values, restoreHours) => restoreHours,
  copies: (values, nightlyHours) => ({ database: pointInTime(values), files: nightly(values, nightlyHours) }),
  // The box holds files only: for the database, snapshots that nobody may delete early stand in for it.
  protection: (values) => protectionBy(values, [zones(values), managedSnapshots(values, { isProtected: true })]),
  operatorHours: (values) => values.operatorHoursManagedDb,
};

/** B grown: several servers behind a load balancer, the files in a bucket. */
export const managedDbBalanced: Option = {
  ...managedDb,
  id: 'managed-db-balanced',
  isHighlyAvailable: true,
  sizes: (offer) => withDatabases(severalServers(offer), offer),
  stacks: (size, supply) => balanced({ ...stack(size, supply), restorePath: databaseOnly(fromAtlas(supply.values)) }),
  parts: (size, offer) => [...serversAndBucket(size, offer), atlas(size, [])],
  storage: (load, supply) => [...managedDb.storage(load, supply), ...bucketOverage(load, supply.catalogue)],
  restorePath: (values) => databaseOnly(fromAtlas(values)),
  outages: ({ servers }, values, restoreHours) => ({
    ...oneServerCauses(values, restoreHours),
    host: oneMayBeMissing(servers!, values),
    software: rollingSoftware(values),
    // The servers restart one after another; the vendor's own maintenance is part of its figure.
    planned: plannedSwitches(1, values),
    'load-balancer': loadBalancerCause(values),
    ...rented(values),
  }),
  hoursAfterServerLoss: (values) => automaticHours(values),
  copies: (values, nightlyHours) => ({ database: pointInTime(values), files: replicated(values, nightly(values, nightlyHours)) }),
  operatorHours: (values) => values.operatorHoursBalanced,
};

/** B as the analysis prices it: one server, and nothing keeps the files. */
export const managedDbAsQuoted: Option = {
  ...managedDb,
  id: 'managed-db-as-quoted',
  isAsQuoted: true,
  backsUp: [],
  parts: (size, offer) => [...oneServerParts(size, offer, ['app', 'files']), atlas(size, ['database'])],
  storage: () => [],
  hoursAfterServerLoss: () => undefined,
  copies: (values) => ({ database: pointInTime(values), files: nothing }),
  protection: (values) => protectionBy(values, [zones(values), managedSnapshots(values, { isProtected: false })]),
};

function withDatabases(sizes: readonly Size[], { catalogue }: Offer): Size[] {
  return sizes.flatMap((size) => catalogue.databases.map((database) => ({ ...size, database })));
}

function stack({ server, servers = 1, database }: Size, supply: Supply): Stack {
  return {
    server: hostOf(server, supply),
    servers,
    database: { on: 'managed', host: hostOf(database!, supply) },
    filesOn: 'elsewhere',
    restorePath: fromAtlas(supply.values),
    rules: supply.rules,
  };
}

/** What the database at another vendor adds: itself and the way to it. */
function rented(values: Values): OutagesByCause {
  return { path: repaired(values.pathFailuresPerYear, values.pathRepairHours), atlas: managedDatabaseCause(values) };
}

/** Atlas restores its own snapshots; the files come from the off-site backup. */
function fromAtlas(values: Values): RestorePath {
  return { databaseMbPerS: values.atlasRestoreMbPerS, filesMbPerS: values.backupMbPerS };
}

function atlas(size: Size, keeps: readonly Kept[]): Component {
  return { id: 'atlas-1', sku: size.database!, role: 'managed-database', site: 'eu-central-1', runs: ['database'], keeps };
}

function snapshots(load: Load, values: Values, sku: string): Component[] {
  const gb = values.dumpCompression * load.databaseGb * values.backupRetention;
  const quantity = Math.max(1, Math.ceil(gb / gbPerStep)) * gbPerStep;
  return [{ id: 'atlas-backup', sku, role: 'off-site-backup', site: 'eu-central-1', runs: [], quantity, keeps: ['database'] }];
}
