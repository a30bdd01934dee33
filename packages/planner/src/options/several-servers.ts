/** What several servers that run the same software need: a load balancer, and files that all of them see. */
import type { Stack } from '../models/capacity.ts';
import type { Load } from '../models/load.ts';
import type { RestorePath } from '../models/recovery.ts';
import type { Catalogue } from '../prices/schema.ts';
import type { Values } from '../scenario/assumptions.ts';
import { repaired } from './causes.ts';
import type { CauseOfOutage, Component, Offer, Size } from './plan.ts';
import { serverWithAddress } from './sizing.ts';

/** More than this and a larger type is easier to run. */
const mostServers = 8;

const gbPerTb = 1000;
/** Space inside the base price of a bucket. */
const includedTb = 1;

/** Two to eight equal servers of the first choice. */
export function severalServers({ catalogue }: Offer): Size[] {
  const counts = Array.from({ length: mostServers - 1 }, (_, i) => i + 2);
  return catalogue.servers.flatMap((server) => counts.map((servers) => ({ server, servers })));
}

/** Several servers must also carry the load with one less. More servers open more connections, so both are asked. */
export function balanced(stack: Stack): Stack[] {
  return stack.servers === 1 ? [stack] : [stack, { ...stack, servers: stack.servers - 1 }];
}

/** The load balancer, its servers, and the bucket with the files. */
export function serversAndBucket({ server, servers = 1 }: Size, { catalogue }: Offer): Component[] {
  const apps = Array.from({ length: servers }, (_, i) =>
    serverWithAddress(
      { id: `app-${i + 1}`, sku: server, role: 'server', site: 'nbg1', runs: ['app'], privateIp: `10.0.0.${11 + i}` },
      catalogue.address,
    ),
  );
  return [
    { id: 'lb-1', sku: catalogue.loadBalancer, role: 'load-balancer', site: 'nbg1', runs: [] },
    ...apps.flat(),
    // Not at the site of the servers: the vendor reports write limits there since March 2026.
    { id: 'files-1', sku: catalogue.bucket, role: 'file-store', site: 'hel1', runs: ['files'] },
  ];
}

/** Each TB of files beyond the first. */
export function bucketOverage(load: Load, { bucketOverage: sku }: Catalogue): Component[] {
  const quantity = Math.ceil(load.filesGb / gbPerTb) - includedTb;
  return quantity > 0 ? [{ id: 'files-more', sku, role: 'file-store', site: 'hel1', runs: [], quantity }] : [];
}

/** The same way back without the files: in their bucket they outlive the servers. */
export function databaseOnly(path: RestorePath): RestorePath {
  return { ...path, filesMbPerS: Infinity };
}

export function loadBalancerCause(values: Values): CauseOfOutage {
  return repaired(values.loadBalancerFailuresPerYear, values.loadBalancerRepairHours);
}
