/**
 * Capacity: how much of each limit a load uses on given machines. A share of 1 is the limit we plan by, not the
 * physical end. Every share grows with the number of practices, so machines carry 1..n practices for one n.
 */
import type { Values } from '../scenario/assumptions.ts';
import { largestThat } from '../units/search.ts';
import { load as loadOf, type Load } from './load.ts';
import type { Machine } from './machines.ts';
import { waitTail } from './queueing.ts';
import { backupHours, restoreHours, type RestorePath } from './recovery.ts';
import { sharedWaitTail } from './shared-queue.ts';

/** A machine and its speed in reference cores: the likely one, or one drawn from its span. */
export interface Host {
  readonly machine: Machine;
  readonly cores: number;
}

/** Where the database runs: with the software (1 copy, or 3 that share one host), on a server of its own, or rented. */
export type DatabasePlace =
  { readonly on: 'server'; readonly copies: number } | { readonly on: 'own-server' | 'managed'; readonly host: Host };

/** How the software meets its machines, and how careful the sizing is. */
export interface SizingRules {
  /** "per-worker": a practice sticks to one process and waits behind its heavy requests. "shared": any free one serves. */
  readonly queue: 'per-worker' | 'shared';
  /** One database for all practices, or one each: then collections and indexes are counted. */
  readonly databases: 'shared' | 'per-practice';
  /** Standard deviations of the size of practices to leave room for; 0 plans for practices of mean size. */
  readonly margin: number;
}

/** The machines that carry a load. */
export interface Stack {
  readonly server: Host;
  /** Equal servers that share the requests: more than one stands behind a load balancer. */
  readonly servers: number;
  readonly database: DatabasePlace;
  /** "elsewhere": on a volume or in a bucket, which grow by themselves. */
  readonly filesOn: 'server' | 'elsewhere';
  /** Where the data comes back from; undefined without an off-site backup: then no restore can be timed. */
  readonly restorePath: RestorePath | undefined;
  readonly rules: SizingRules;
}

/** What can run out. */
export type Resource = 'cpu' | 'latency' | 'ram' | 'disk' | 'iops' | 'connections' | 'namespaces' | 'backupWindow' | 'restore';
/** Where it runs out. */
export type Place = 'server' | 'database' | 'plan' | 'backup';

/** How much of one limit is used; above 1 the plan is too small. */
export interface Use {
  readonly place: Place;
  readonly resource: Resource;
  readonly share: number;
}

/** One limit as a question to a load. */
export interface Limit {
  readonly place: Place;
  readonly resource: Resource;
  readonly share: (load: Load) => number;
}

/** Memory is counted in binary units, disks and transfers in decimal ones. */
const mbPerGbOfMemory = 1024;
const msPerSecond = 1000;

/** All limits of a stack: those of the server, of the database, and of the plan as a whole. */
export function limitsOf(stack: Stack, values: Values): Limit[] {
  return [...serverLimits(stack, values), ...databaseLimits(stack, values), ...planLimits(stack, values)];
}

/** The share of every limit that `load` uses on `stack`. */
export function uses(stack: Stack, load: Load, values: Values): Use[] {
  return limitsOf(stack, values).map(({ place, resource, share }) => ({ place, resource, share: share(load) }));
}

/** The limit with the least headroom. */
export function binding<U extends { readonly share: number }>(all: readonly U[]): U {
  return all.reduce((worst, use) => (use.share > worst.share ? use : worst));
}

/**
 * The load to size for. Practices differ: N of them bring as much as N + z · cv · √N of mean size with the probability
 * that belongs to z (1.28: 90 %), with cv the coefficient of variation of their size.
 */
export function sizingLoad(tenants: number, values: Values, { margin }: SizingRules): Load {
  return loadOf(tenants + margin * values.practiceSpread * Math.sqrt(tenants), values);
}

/** The largest number of practices in 1..max within all `limits`, 0 if there is none. */
export function reachWithin(limits: readonly Limit[], loadAt: (tenants: number) => Load, max: number): number {
  return largestThat((tenants) => {
    const load = loadAt(tenants);
    return limits.every(({ share }) => share(load) <= 1);
  }, max);
}

/** The largest number of practices in 1..max that `stack` carries, 0 if it carries none. */
export function reach(stack: Stack, values: Values, max: number): number {
  return reachWithin(limitsOf(stack, values), (tenants) => sizingLoad(tenants, values, stack.rules), max);
}

/** For every limit alone: the largest number of practices within it. */
export function reachPerLimit(stack: Stack, values: Values, max: number): { place: Place; resource: Resource; tenants: number }[] {
  const loadAt = (tenants: number) => sizingLoad(tenants, values, stack.rules);
  return limitsOf(stack, values).map((limit) => ({
    place: limit.place,
    resource: limit.resource,
    tenants: reachWithin([limit], loadAt, max),
  }));
}

/** The limits of each server that runs the software, and of the database if it runs there too. */
export function serverLimits(stack: Stack, values: Values): Limit[] {
  const { machine, cores } = stack.server;
  const { database, servers } = stack;
  const copies = database.on === 'server' ? database.copies : 0;
  const speed = cores * speedFactor(machine, values);
  const requestMs = (1 - values.heavyShare) * values.fastMs + values.heavyShare * values.heavyMs;
  // Every copy repeats the writes of the first, not its reads.
  const databaseMs = copies === 0 ? 0 : values.dbMs * (1 + (copies - 1) * values.writeShare);
  const appGb = values.osGb + (machine.vCpu * values.nodeWorkerMb) / mbPerGbOfMemory;
  const memoryGb = values.maxRam * machine.usableRamGb;
  const diskGb = values.maxDisk * machine.diskGb;
  const connections = machine.vCpu * values.connectionsPerWorker;

  const limits: Limit[] = [
    limit('server', 'cpu', (load) => (load.peakRps * (requestMs + databaseMs)) / msPerSecond / (servers * speed) / values.maxCpu),
    limit(
      'server',
      'latency',
      (load) => waiting(stack, load, values, (load.peakRps * databaseMs) / msPerSecond / speed) / values.maxWaitShare,
    ),
    limit('server', 'ram', (load) => {
      const sessionsGb = (load.sessions / servers) * (values.sessionMb / mbPerGbOfMemory);
      return (appGb + sessionsGb + copies * mongodGb(load, connections, values)) / memoryGb;
    }),
    limit('server', 'disk', (load) => {
      const filesGb = stack.filesOn === 'server' ? load.filesGb : 0;
      return (values.osDiskGb + filesGb + copies * storedGb(load, values)) / diskGb;
    }),
  ];
  if (copies === 0) return limits;
  return [...limits, iopsLimit('server', machine, copies, values), ...namespaceLimit('server', undefined, stack.rules, values)];
}

/** The limits of a database that does not run on the servers. */
export function databaseLimits(stack: Stack, values: Values): Limit[] {
  const { database } = stack;
  if (database.on === 'server') return [];
  const { machine, cores } = database.host;
  const speed = cores * speedFactor(machine, values);
  const connections = stack.servers * stack.server.machine.vCpu * values.connectionsPerWorker;
  const isManaged = database.on === 'managed';
  const diskGb = values.maxDisk * machine.diskGb;
  return [
    limit('database', 'cpu', (load) => (load.peakRps * values.dbMs) / msPerSecond / speed / values.maxCpu),
    isManaged
      ? limit('database', 'ram', (load) => hotGb(load, values) / (machine.ramGb * values.atlasCacheShare * values.atlasOvercommit))
      : limit('database', 'ram', (load) => (values.osGb + mongodGb(load, connections, values)) / (values.maxRam * machine.usableRamGb)),
    limit('database', 'disk', (load) => ((isManaged ? 0 : values.osDiskGb) + storedGb(load, values)) / diskGb),
    iopsLimit('database', machine, 1, values),
    ...(machine.maxConnections === undefined ? [] : [limit('database', 'connections', () => connections / machine.maxConnections!)]),
    ...namespaceLimit('database', machine.maxNamespaces, stack.rules, values),
  ];
}

/** The limits of the plan as a whole: the night must be long enough for the backup, and a restore short enough. */
export function planLimits({ database, restorePath }: Pick<Stack, 'database' | 'restorePath'>, values: Values): Limit[] {
  const dumped = database.on === 'managed' ? 0 : 1;
  const window = limit(
    'plan',
    'backupWindow',
    (load) => backupHours(dumped * load.databaseGb, dumped * load.databaseGb + load.filesGb, values) / values.backupWindowHours,
  );
  if (!restorePath) return [window];
  return [window, limit('plan', 'restore', (load) => restoreHours(load, restorePath, values) / values.maxRestoreHours)];
}

/** P(a request waits longer than a user should) on one of the servers. */
function waiting(stack: Stack, load: Load, values: Values, databaseShare: number): number {
  const { machine, cores } = stack.server;
  const workers = machine.vCpu;
  const workerSpeed = (cores / workers) * speedFactor(machine, values) * Math.max(0, 1 - databaseShare);
  if (workerSpeed === 0) return 1;
  // A managed database answers over the internet: its round trips use up part of the time a user may wait.
  const underWay = stack.database.on === 'managed' ? (values.dbRoundTrips * values.atlasRttMs) / msPerSecond : 0;
  const patience = Math.max(0, values.waitSeconds - underWay);
  const perServer = load.peakRps / stack.servers;
  const worker = {
    fastRate: (workerSpeed * msPerSecond) / values.fastMs,
    heavyRate: (workerSpeed * msPerSecond) / values.heavyMs,
    heavyShare: values.heavyShare,
  };
  return stack.rules.queue === 'shared'
    ? sharedWaitTail({ ...worker, arrivals: perServer, workers }, patience)
    : waitTail({ ...worker, arrivals: perServer / workers }, patience);
}

function mongodGb(load: Load, connections: number, values: Values): number {
  return values.mongodBaseGb + (connections * values.connectionMb) / mbPerGbOfMemory + hotGb(load, values);
}

/** What the database wants to keep in memory. */
function hotGb(load: Load, values: Values): number {
  return load.databaseGb * (values.indexRatio + values.hotShare);
}

/** Gigabytes of the database on its disk: data and indexes, compressed. */
export function storedGb(load: Load, values: Values): number {
  return load.databaseGb * (1 + values.indexRatio) * values.compression;
}

function iopsLimit(place: Place, machine: Machine, copies: number, values: Values): Limit {
  const perWrite = copies * values.writeShare * values.iopsPerWrite;
  return limit(place, 'iops', (load) => (load.peakRps * perWrite) / (values.maxIops * machine.iops));
}

function namespaceLimit(place: Place, most: number | undefined, { databases }: SizingRules, values: Values): Limit[] {
  if (databases === 'shared') return [];
  const allowed = most ?? values.maxOwnNamespaces;
  return [limit(place, 'namespaces', (load) => (load.tenants * values.namespacesPerPractice) / allowed)];
}

function limit(place: Place, resource: Resource, share: Limit['share']): Limit {
  return { place, resource, share };
}

/** What a virtual core really delivers: shared cores depend on the neighbours. */
function speedFactor(machine: Machine, values: Values): number {
  return machine.dedicated ? values.speedFactorDedicated : values.speedFactorShared;
}
