/** Option B: one server for app and files, the database rented as a three-node replica set (MongoDB Atlas). */
import { availabilityOfRate } from '../models/reliability.ts';
import { availabilityOfOneServer, oneServerParts } from './single.ts';
import type { Component, Kept, Option, Size, Supply } from './plan.ts';
import { hostOf, smallest } from './sizing.ts';
import type { Stack } from '../models/capacity.ts';
import type { RestorePath } from '../models/recovery.ts';
import type { Values } from '../scenario/assumptions.ts';

/** B as we build it: the files of the server go to a box at another site, since Atlas only backs up the database. */
export const managedDb: Option = {
  id: 'managed-db',
  option: 'managed-db',
  mark: 'B',
  isAsQuoted: false,
  backsUp: ['files'],
  sizeFor,
  stack,
  parts: (size, supply) => [...oneServerParts(size, supply, ['app', 'files']), atlas(size)],
  restorePath: fromAtlas,
  availability: (values, restoreHours) => ({
    ...availabilityOfOneServer(values, restoreHours),
    path: availabilityOfRate(values.pathFailuresPerYear, values.pathRepairHours),
    atlas: 1 - values.atlasUnavailability,
  }),
  hoursAfterServerLoss: (_values, restoreHours) => restoreHours,
  operatorHours: (values) => values.operatorHoursManagedDb,
};

/** B as the analysis prices it: nothing keeps the files. */
export const managedDbAsQuoted: Option = {
  ...managedDb,
  id: 'managed-db-as-quoted',
  isAsQuoted: true,
  backsUp: [],
  hoursAfterServerLoss: () => undefined,
};

function sizeFor(tenants: number, supply: Supply): Size | undefined {
  const { servers, databases } = supply.catalogue;
  const largest = databases.at(-1)!;
  const server = smallest(servers, {
    tenants,
    supply,
    stackOf: (sku) => stack({ server: sku, database: largest }, supply),
    counts: (use) => use.place !== 'database',
  });
  if (server === undefined) return undefined;
  const database = smallest(databases, { tenants, supply, stackOf: (sku) => stack({ server, database: sku }, supply) });
  return database === undefined ? undefined : { server, database };
}

function stack(size: Size, supply: Supply): Stack {
  return { server: hostOf(size.server, supply), database: hostOf(size.database!, supply), restorePath: fromAtlas(supply.values) };
}

/** Atlas restores its own snapshots; the files come from the off-site backup. */
function fromAtlas(values: Values): RestorePath {
  return { databaseMbPerS: values.atlasRestoreMbPerS, filesMbPerS: values.backupMbPerS };
}

function atlas(size: Size): Component {
  const keeps: readonly Kept[] = ['database'];
  return { id: 'atlas-1', sku: size.database!, role: 'managed-database', site: 'eu-central-1', runs: ['database'], keeps };
}
