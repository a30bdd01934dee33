/** Option A: one server that runs everything, and an encrypted backup at another site. */
import { availabilityOfRate } from '../models/reliability.ts';
import type { AvailabilityByCause, Component, Kept, Option, Size, Slot, Supply } from './plan.ts';
import { hostOf, serverWithAddress, smallest } from './sizing.ts';
import type { Values } from '../scenario/assumptions.ts';
import type { Stack } from '../models/capacity.ts';
import type { RestorePath } from '../models/recovery.ts';

export const single: Option = {
  id: 'single',
  option: 'single',
  mark: 'A',
  isAsQuoted: false,
  backsUp: ['database', 'files'],
  sizeFor: (tenants, supply) => oneServer(tenants, supply, ['database', 'files']),
  stack: (size, supply) => ownDatabase(size, supply, ['database', 'files']),
  parts: (size, supply) => oneServerParts(size, supply, ['app', 'files', 'database']),
  restorePath: fromOwnDump,
  availability: availabilityOfOneServer,
  hoursAfterServerLoss: (_values, restoreHours) => restoreHours,
  operatorHours: (values) => values.operatorHoursSingle,
};

/** The smallest server that runs app, files and database of `tenants` practices. */
export function oneServer(tenants: number, supply: Supply, backsUp: readonly Kept[]): Size | undefined {
  const stackOf = (server: string) => ownDatabase({ server }, supply, backsUp);
  const server = smallest(supply.catalogue.servers, { tenants, supply, stackOf });
  return server === undefined ? undefined : { server };
}

/** A stack whose server runs its own database. */
export function ownDatabase(size: Size, supply: Supply, backsUp: readonly Kept[]): Stack {
  return {
    server: hostOf(size.server, supply),
    database: undefined,
    restorePath: backsUp.length > 0 ? fromOwnDump(supply.values) : undefined,
  };
}

/** The database is restored from a dump, the files from the off-site backup. */
export function fromOwnDump(values: Values): RestorePath {
  return { databaseMbPerS: values.mongorestoreMbPerS, filesMbPerS: values.backupMbPerS };
}

export function oneServerParts(size: Size, { catalogue }: Supply, runs: readonly Slot[]): readonly Component[] {
  return serverWithAddress(
    { id: 'app-1', sku: size.server, role: 'server', site: 'nbg1', runs, privateIp: '10.0.0.11' },
    catalogue.address,
  );
}

/** Everything in series: host, software and operator, site, planned stops, restores. */
export function availabilityOfOneServer(values: Values, restoreHours: number): AvailabilityByCause {
  return {
    host: availabilityOfRate(values.hostFailuresPerYear, values.hostRepairHours),
    software: availabilityOfRate(values.softwareFailuresPerYear, values.softwareRepairHours),
    site: availabilityOfRate(values.siteFailuresPerYear, values.siteRepairHours),
    planned: availabilityOfRate(values.plannedStopsPerYear, values.plannedStopHours),
    restore: availabilityOfRate(values.dataDestroyedPerYear, restoreHours),
  };
}
