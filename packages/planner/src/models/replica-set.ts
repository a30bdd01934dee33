/** A MongoDB replica set in numbers: votes, cache and connections. What elections cost in time is `quorum-chain.ts`. */
import { requireCount, requireNotNegative, requirePositive, requireShare } from './arguments.ts';

/** Votes that a set needs to have a primary, ⌊v/2⌋ + 1 (MongoDB manual, "Consider Fault Tolerance"). */
export function majority(votes: number): number {
  requireCount('votes', votes, { from: 1 });
  return Math.floor(votes / 2) + 1;
}

/** Votes that may be lost while a primary can still be elected. Two votes tolerate none, four no more than three. */
export function faultTolerance(votes: number): number {
  return votes - majority(votes);
}

/**
 * Availability of two data nodes and a vote-only member, with instant elections: a² + 2 a (1 − a) v.
 *
 * Both data nodes are up, or one of them together with the vote. v = 0 is a pair without a third vote, v = 1 a vote
 * that is always there.
 */
export function twoNodesAndVote(node: number, vote: number): number {
  requireShare('node', node);
  requireShare('vote', vote);
  return node ** 2 + 2 * node * (1 - node) * vote;
}

const smallestCacheGb = 0.25;

/** Gigabytes that WiredTiger caches by default, max((RAM − 1 GB)/2, 256 MB) (MongoDB FAQ, storage). */
export function wiredTigerCacheGb(ramGb: number): number {
  requirePositive('ramGb', ramGb);
  return Math.max((ramGb - 1) / 2, smallestCacheGb);
}

/** Connections of one node of a managed database: those it accepts, and those of them that the vendor keeps for itself. */
export interface NodeConnections {
  readonly perNode: number;
  readonly reserved: number;
}

/** Client connections when reads go to the secondaries: (per node − reserved) · secondaries (Atlas, limits). */
export function secondaryConnections({ perNode, reserved }: NodeConnections, secondaries: number): number {
  requireNotNegative('perNode', perNode);
  requireNotNegative('reserved', reserved);
  requireCount('secondaries', secondaries, { from: 0 });
  return Math.max(0, perNode - reserved) * secondaries;
}
