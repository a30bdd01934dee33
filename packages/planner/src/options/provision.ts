/** What the programs of a plan get of each server: the counts that the sizing reckons with, as settings that files can print. */
import { wiredTigerCacheGb } from '../models/replica-set.ts';
import { machineOf } from '../models/machines.ts';
import type { Component, Supply } from './plan.ts';

/** The share of one server that each program may take. */
export interface Provision {
  readonly vCpu: number;
  readonly usableRamGb: number;
  readonly diskGb: number;
  readonly architecture: 'x86' | 'arm';
  /** Processes of the software: one for each core, as the sizing counts them; 0 where it does not run. */
  readonly workers: number;
  /** MB of memory beyond which a process of the software is restarted; 0 where it does not run. */
  readonly workerMb: number;
  /** Connections that each process opens to the database. */
  readonly connectionsPerWorker: number;
  /** GB of memory for the cache of the database; undefined where it does not run. */
  readonly cacheGb: number | undefined;
  /** GB of the disk for data, apart from the system. */
  readonly dataGb: number;
}

const mbPerGb = 1024;
/** Less than this and the database does not start. */
const leastCacheGb = 0.25;
const leastWorkerMb = 64;
/** Settings are rounded down, so that their sum still fits. */
const cacheStepsPerGb = 20;
const workerStepMb = 10;

/**
 * The settings of one server. Memory is shared out from what is left beside the system, the base of the database and
 * its connections: where both run, the cache gets its default (half of what one GB less leaves) or half of the rest,
 * whichever is smaller, and the processes share what remains.
 */
export function provisionOf({ sku, runs }: Component, { machines, values }: Supply): Provision {
  const { vCpu, usableRamGb, diskGb, architecture } = machineOf(machines, sku);
  const hasApp = runs.includes('app');
  const hasDatabase = runs.includes('database');
  const connectionsPerWorker = Math.round(values.connectionsPerWorker);
  const connections = hasApp ? vCpu * connectionsPerWorker : 0;
  const base = hasDatabase ? values.mongodBaseGb + (connections * values.connectionMb) / mbPerGb : 0;
  const free = Math.max(0, usableRamGb - values.osGb - base);
  const cache = hasDatabase ? Math.min(wiredTigerCacheGb(usableRamGb), hasApp ? free / 2 : free) : 0;
  const cacheGb = hasDatabase ? Math.max(leastCacheGb, Math.floor(cache * cacheStepsPerGb) / cacheStepsPerGb) : undefined;
  const perWorker = ((free - (cacheGb ?? 0)) * mbPerGb) / vCpu;
  return {
    vCpu,
    usableRamGb,
    diskGb,
    architecture,
    workers: hasApp ? vCpu : 0,
    workerMb: hasApp ? Math.max(leastWorkerMb, Math.floor(perWorker / workerStepMb) * workerStepMb) : 0,
    connectionsPerWorker,
    cacheGb,
    dataGb: Math.max(1, Math.floor(diskGb - values.osDiskGb)),
  };
}
