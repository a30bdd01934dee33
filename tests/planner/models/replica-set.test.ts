/** Replica sets in numbers: votes, the availability of a pair with a third vote, cache and connections. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultTolerance, kOfN, majority, secondaryConnections, series, twoNodesAndVote, wiredTigerCacheGb } from '@ordiplan/planner';
import { count, probabilityThat } from '../../oracles/enumeration.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

it.each([
  // votes, majority, losses that are survived (MongoDB manual for 3 to 6)
  [1, 1, 0],
  [2, 2, 0],
  [3, 2, 1],
  [4, 3, 1],
  [5, 3, 2],
  [6, 4, 2],
  [7, 4, 3],
])('%i votes need %i and survive the loss of %i', (votes, needed, losses) => {
  expect(majority(votes)).toBe(needed);
  expect(faultTolerance(votes)).toBe(losses);
});

describe('two data nodes and a vote', () => {
  it('are up in the states in which two of three votes are, one of them with data', () => {
    fc.assert(
      fc.property(share, share, (node, vote) => {
        const counted = probabilityThat((up) => count(up) >= 2 && (up[0]! || up[1]!), [node, node, vote]);
        expect(twoNodesAndVote(node, vote)).toBeCloseTo(counted, 12);
      }),
    );
  });

  it('are a pair that needs both without the vote, and one that needs either with a vote that is always there', () => {
    fc.assert(
      fc.property(share, (node) => {
        expect(twoNodesAndVote(node, 0)).toBeCloseTo(series(node, node), 12);
        expect(twoNodesAndVote(node, 1)).toBeCloseTo(kOfN(1, [node, node]), 12);
        expect(twoNodesAndVote(node, node)).toBeCloseTo(kOfN(2, [node, node, node]), 12);
      }),
    );
  });

  it('are never worse for a better vote or a better node', () => {
    fc.assert(
      fc.property(share, share, share, (node, vote, better) => {
        expect(twoNodesAndVote(node, Math.max(vote, better))).toBeGreaterThanOrEqual(twoNodesAndVote(node, vote) - 1e-12);
        expect(twoNodesAndVote(Math.max(node, better), vote)).toBeGreaterThanOrEqual(twoNodesAndVote(node, vote) - 1e-12);
      }),
    );
  });
});

it.each([
  // RAM, cache: half of what is left after 1 GB, but at least a quarter of a gigabyte
  [0.5, 0.25],
  [1.25, 0.25],
  [1.5, 0.25],
  [4, 1.5],
  [16, 7.5],
])('with %d GB WiredTiger caches %d GB', (ram, cache) => {
  expect(wiredTigerCacheGb(ram)).toBe(cache);
});

it('reads from two secondaries of an M10 have 2,980 connections, and never fewer than none', () => {
  expect(secondaryConnections({ perNode: 1500, reserved: 10 }, 2)).toBe(2980);
  expect(secondaryConnections({ perNode: 5, reserved: 10 }, 2)).toBe(0);
});
