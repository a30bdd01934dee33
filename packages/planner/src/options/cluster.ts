/** Option C grown: a load balancer, several servers for the software, and a replica set of three servers. */
import type { Stack } from '../models/capacity.ts';
import type { RestorePath } from '../models/recovery.ts';
import type { Values } from '../scenario/assumptions.ts';
import {
  automaticHours,
  either,
  failoverBetween,
  hostOutage,
  oneMayBeMissing,
  oneServerCauses,
  plannedSwitches,
  rollingSoftware,
} from './causes.ts';
import { nightly, ofBoth, replicated } from './keeping.ts';
import { appendOnlyBox, protectionBy, replicaHere } from './layers.ts';
import type { Option, Size, Supply } from './plan.ts';
import { balanced, bucketOverage, databaseOnly, serversAndBucket, loadBalancerCause, severalServers } from './several-servers.ts';
import { everyServer, fromOwnDump } from './single.ts';
import { hostOf } from './sizing.ts';
import { databaseServer } from './split.ts';

const members = [1, 2, 3] as const;

export const cluster: Option = {
  id: 'cluster',
  isAsQuoted: false,
  isHighlyAvailable: true,
  isForComparison: false,
  hasPointInTime: false,
  inCells: false,
  backsUp: ['database', 'files'],
  backupSite: 'fsn1',
  sizes: (offer) => severalServers(offer).flatMap((size) => everyServer(offer).map(({ server: database }) => ({ ...size, database }))),
  stacks: (size, supply) => balanced(stack(size, supply)),
  parts: (size, offer) => [...serversAndBucket(size, offer), ...members.flatMap((number) => databaseServer(number, size.database!, offer))],
  storage: (load, { catalogue }) => bucketOverage(load, catalogue),
  restorePath,
  outages: ({ servers }, values, restoreHours) => ({
    ...oneServerCauses(values, restoreHours),
    host: either(oneMayBeMissing(servers!, values), failoverBetween(hostOutage(values), values)),
    software: rollingSoftware(values),
    // Each round of restarts costs one switch of the software and one of the database.
    planned: plannedSwitches(2, values),
    'load-balancer': loadBalancerCause(values),
  }),
  hoursAfterServerLoss: (values) => automaticHours(values),
  copies: (values, nightlyHours) => ofBoth(replicated(values, nightly(values, nightlyHours))),
  protection: (values) => protectionBy(values, [replicaHere(values), appendOnlyBox(values)]),
  operatorHours: (values) => values.operatorHoursCluster,
};

function stack(size: Size, supply: Supply): Stack {
  return {
    server: hostOf(size.server, supply),
    servers: size.servers!,
    database: { on: 'own-server', host: hostOf(size.database!, supply) },
    filesOn: 'elsewhere',
    restorePath: restorePath(supply.values),
    rules: supply.rules,
  };
}

function restorePath(values: Values): RestorePath {
  return databaseOnly(fromOwnDump(values));
}
