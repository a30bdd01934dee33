/**
 * Capacity: how much of each limit a load uses on given machines. A share of 1 is the limit we plan by, not the
 * physical end. Every share grows with the number of practices, so a machine carries 1..n practices for one n.
 */
import type { Values } from '../scenario/assumptions.ts';
import { largestThat } from '../units/search.ts';
import { load as loadOf, type Load } from './load.ts';
import type { Machine } from './machines.ts';
import { waitTail } from './queueing.ts';
import { backupHours, restoreHours, type RestorePath } from './recovery.ts';

/** A machine and its speed in reference cores: the likely one, or one drawn from its span. */
export interface Host {
  readonly machine: Machine;
  readonly cores: number;
}

/** The machines that carry the load. Without `database` the server runs the database itself. */
export interface Stack {
  readonly server: Host;
  readonly database: Host | undefined;
  /** Where the data comes back from; undefined without an off-site backup: then no restore can be timed. */
  readonly restorePath: RestorePath | undefined;
}

export type Resource = 'cpu' | 'latency' | 'ram' | 'disk' | 'iops' | 'connections' | 'backupWindow' | 'restore';
export type Place = 'server' | 'database' | 'plan' | 'backup';

/** How much of one limit is used; above 1 the plan is too small. */
export interface Use {
  readonly place: Place;
  readonly resource: Resource;
  readonly share: number;
}

/** Memory is counted in binary units, disks and transfers in decimal ones. */
const mbPerGbOfMemory = 1024;
const msPerSecond = 1000;

/** The share of every limit that `load` uses on `stack`. */
export function uses(stack: Stack, load: Load, values: Values): Use[] {
  const ofDatabase = stack.database ? databaseUses(stack.database, load, values) : [];
  return [...serverUses(stack, load, values), ...ofDatabase, ...planUses(stack, load, values)];
}

/** The limit with the least headroom. */
export function binding(all: readonly Use[]): Use {
  return all.reduce((worst, use) => (use.share > worst.share ? use : worst));
}

/** The largest number of practices in 1..max that `stack` carries, 0 if it carries none. */
export function reach(stack: Stack, values: Values, max: number): number {
  return largestThat((tenants) => uses(stack, loadOf(tenants, values), values).every((use) => use.share <= 1), max);
}

/** For every limit alone: the largest number of practices within it. */
export function reachPerLimit(stack: Stack, values: Values, max: number): { place: Place; resource: Resource; tenants: number }[] {
  const all = uses(stack, loadOf(1, values), values);
  return all.map(({ place, resource }, i) => ({
    place,
    resource,
    tenants: largestThat((tenants) => uses(stack, loadOf(tenants, values), values)[i]!.share <= 1, max),
  }));
}

function serverUses(stack: Stack, load: Load, values: Values): Use[] {
  const { machine, cores } = stack.server;
  const runsDatabase = stack.database === undefined;
  const speed = speedFactor(machine, values);
  const requestMs = (1 - values.heavyShare) * values.fastMs + values.heavyShare * values.heavyMs;
  const databaseMs = runsDatabase ? values.dbMs : 0;
  const cpu = (load.peakRps * (requestMs + databaseMs)) / msPerSecond / (cores * speed);

  const workers = machine.vCpu;
  const databaseShare = (load.peakRps * databaseMs) / msPerSecond / (cores * speed);
  const workerSpeed = (cores / workers) * speed * Math.max(0, 1 - databaseShare);
  // A managed database answers over the network: its round trips use up part of the time a user may wait.
  const patience = values.waitSeconds - (runsDatabase ? 0 : (values.dbRoundTrips * values.atlasRttMs) / msPerSecond);
  const waiting = waitTail(
    {
      arrivals: load.peakRps / workers,
      fastRate: (workerSpeed * msPerSecond) / values.fastMs,
      heavyRate: (workerSpeed * msPerSecond) / values.heavyMs,
      heavyShare: values.heavyShare,
    },
    Math.max(0, patience),
  );

  const appGb = values.osGb + (workers * values.nodeWorkerMb + load.sessions * values.sessionMb) / mbPerGbOfMemory;
  const connectionsGb = (workers * values.connectionsPerWorker * values.connectionMb) / mbPerGbOfMemory;
  const mongodGb = values.mongodBaseGb + connectionsGb + load.databaseGb * (values.indexRatio + values.hotShare);
  const storedGb = load.databaseGb * (1 + values.indexRatio) * values.compression;

  const shared: Use[] = [
    { place: 'server', resource: 'cpu', share: cpu / values.maxCpu },
    { place: 'server', resource: 'latency', share: waiting / values.maxWaitShare },
    { place: 'server', resource: 'ram', share: (appGb + (runsDatabase ? mongodGb : 0)) / (values.maxRam * machine.usableRamGb) },
    {
      place: 'server',
      resource: 'disk',
      share: (values.osDiskGb + load.filesGb + (runsDatabase ? storedGb : 0)) / (values.maxDisk * machine.diskGb),
    },
  ];
  return runsDatabase ? [...shared, { place: 'server', resource: 'iops', share: iopsShare(machine, load, values) }] : shared;
}

function databaseUses({ machine, cores }: Host, load: Load, values: Values): Use[] {
  const cpu = (load.peakRps * values.dbMs) / msPerSecond / (cores * speedFactor(machine, values));
  const hotGb = load.databaseGb * (values.indexRatio + values.hotShare);
  const cacheGb = machine.ramGb * values.atlasCacheShare * values.atlasOvercommit;
  const storedGb = load.databaseGb * (1 + values.indexRatio) * values.compression;
  return [
    { place: 'database', resource: 'cpu', share: cpu / values.maxCpu },
    { place: 'database', resource: 'ram', share: hotGb / cacheGb },
    { place: 'database', resource: 'disk', share: storedGb / (values.maxDisk * machine.diskGb) },
    { place: 'database', resource: 'iops', share: iopsShare(machine, load, values) },
  ];
}

function planUses(stack: Stack, load: Load, values: Values): Use[] {
  const isManaged = stack.database !== undefined;
  const nightly = backupHours(isManaged ? 0 : load.databaseGb, isManaged ? load.filesGb : load.databaseGb + load.filesGb, values);
  const window: Use = { place: 'plan', resource: 'backupWindow', share: nightly / values.backupWindowHours };
  const connections: Use[] =
    stack.database?.machine.maxConnections === undefined
      ? []
      : [
          {
            place: 'database',
            resource: 'connections',
            share: (stack.server.machine.vCpu * values.connectionsPerWorker) / stack.database.machine.maxConnections,
          },
        ];
  if (!stack.restorePath) return [window, ...connections];
  const restore = restoreHours(load, stack.restorePath, values);
  return [window, ...connections, { place: 'plan', resource: 'restore', share: restore / values.maxRestoreHours }];
}

function iopsShare(machine: Machine, load: Load, values: Values): number {
  return (load.peakRps * values.writeShare * values.iopsPerWrite) / (values.maxIops * machine.iops);
}

/** What a virtual core really delivers: shared cores depend on the neighbours. */
function speedFactor(machine: Machine, values: Values): number {
  return machine.dedicated ? values.speedFactorDedicated : values.speedFactorShared;
}
