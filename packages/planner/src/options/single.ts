/** Option A: one server that runs everything, and an encrypted backup at another site. */
import type { Stack } from '../models/capacity.ts';
import type { RestorePath } from '../models/recovery.ts';
import type { Values } from '../scenario/assumptions.ts';
import { oneServerCauses } from './causes.ts';
import { nightly, ofBoth } from './keeping.ts';
import { appendOnlyBox, protectionBy } from './layers.ts';
import type { Component, Kept, Offer, Option, Size, Slot, Supply } from './plan.ts';
import { hostOf, serverWithAddress } from './sizing.ts';

export const single: Option = {
  id: 'single',
  isAsQuoted: false,
  isHighlyAvailable: false,
  isForComparison: false,
  hasPointInTime: false,
  inCells: false,
  backsUp: ['database', 'files'],
  backupSite: 'fsn1',
  sizes: everyServer,
  stacks: (size, supply) => [ownDatabase(size.server, supply, ['database', 'files'])],
  parts: (size, offer) => oneServerParts(size, offer, ['app', 'files', 'database']),
  storage: () => [],
  restorePath: fromOwnDump,
  outages: (_size, values, restoreHours) => oneServerCauses(values, restoreHours),
  hoursAfterServerLoss: (_values, restoreHours) => restoreHours,
  copies: (values, nightlyHours) => ofBoth(nightly(values, nightlyHours)),
  protection: (values) => protectionBy(values, [appendOnlyBox(values)]),
  operatorHours: (values) => values.operatorHoursSingle,
};

/** Copies of option A, each for its share of the practices: what is lost or down in one of them does not touch the others. */
export const singleCells: Option = { ...single, id: 'single-cells', inCells: true };

/** Three mongod processes on one server: a replica set by name, with one host to lose. */
export const threeMongods: Option = {
  ...single,
  id: 'three-mongods',
  isForComparison: true,
  stacks: (size, supply) => [{ ...ownDatabase(size.server, supply, ['database', 'files']), database: { on: 'server', copies: 3 } }],
};

/** One server of any size. */
export function everyServer({ catalogue, larger }: Offer): Size[] {
  return [...catalogue.servers, ...larger].map((server) => ({ server }));
}

/** A stack whose server runs its own database. */
export function ownDatabase(server: string, supply: Supply, backsUp: readonly Kept[]): Stack {
  return {
    server: hostOf(server, supply),
    servers: 1,
    database: { on: 'server', copies: 1 },
    filesOn: 'server',
    restorePath: backsUp.length > 0 ? fromOwnDump(supply.values) : undefined,
    rules: supply.rules,
  };
}

/** The database is restored from a dump, the files from the off-site backup. */
export function fromOwnDump(values: Values): RestorePath {
  return { databaseMbPerS: values.mongorestoreMbPerS, filesMbPerS: values.backupMbPerS };
}

export function oneServerParts(size: Size, { catalogue }: Offer, runs: readonly Slot[]): readonly Component[] {
  return serverWithAddress(
    { id: 'app-1', sku: size.server, role: 'server', site: 'nbg1', runs, privateIp: '10.0.0.11' },
    catalogue.address,
  );
}
