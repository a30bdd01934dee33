/** What more of everything does to availability: it never hurts, except where a further vote asks for a larger majority. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availability, failover, kOfN, majority, pairWithoutThirdVote, type Member, type ReplicaSet } from '@ordiplan/planner';

const rate = (from: number, to: number) => fc.double({ min: Math.log(from), max: Math.log(to), noNaN: true }).map(Math.exp);
const member: fc.Arbitrary<Member> = fc.record({ failuresPerHour: rate(1e-6, 0.1), repairsPerHour: rate(0.02, 20) });
const set: fc.Arbitrary<ReplicaSet> = fc
  .record({
    dataNodes: fc.integer({ min: 1, max: 4 }),
    arbiters: fc.integer({ min: 0, max: 3 }),
    node: member,
    voteOnly: member,
    crews: fc.integer({ min: 1, max: 7 }),
    failoverHours: fc.oneof(fc.constant(0), rate(1e-4, 10)),
    manualHours: fc.option(rate(0.01, 100)),
  })
  .map(({ arbiters, manualHours, ...rest }) => ({ ...rest, votes: rest.dataNodes + arbiters, manualHours: manualHours ?? undefined }));
const factor = fc.double({ min: 1, max: 10, noNaN: true });
const each = fc.double({ min: 0.5, max: 1, noNaN: true });
const tolerance = 1e-11;

const fewerNodeFailures = (s: ReplicaSet, by: number) => ({ ...s, node: { ...s.node, failuresPerHour: s.node.failuresPerHour / by } });
const fasterElections = (s: ReplicaSet, by: number) => ({ ...s, failoverHours: s.failoverHours / by });

describe('a set that is left to itself is never written to less', () => {
  it.each([
    ['if data nodes fail less often', fewerNodeFailures],
    ['if data nodes are repaired faster', (s, by) => ({ ...s, node: { ...s.node, repairsPerHour: s.node.repairsPerHour * by } })],
    ['if arbiters fail less often', (s, by) => ({ ...s, voteOnly: { ...s.voteOnly, failuresPerHour: s.voteOnly.failuresPerHour / by } })],
    ['if arbiters are repaired faster', fasterArbiterRepair],
    ['if more can be repaired at the same time', (s) => ({ ...s, crews: s.crews + 1 })],
    ['if elections are faster', fasterElections],
    ['if somebody begins to force it', (s, by) => ({ ...s, manualHours: by })],
  ] satisfies [string, (s: ReplicaSet, by: number) => ReplicaSet][])('%s', (_better, improved) => {
    fc.assert(
      fc.property(set, factor, (s, by) => {
        const left = { ...s, manualHours: undefined };
        expect(failover(improved(left, by)).writing).toBeGreaterThanOrEqual(failover(left).writing - tolerance);
      }),
    );
  });
});

describe('a set that somebody forces is never written to less', () => {
  it.each([
    ['if data nodes fail less often', fewerNodeFailures],
    ['if elections are faster', fasterElections],
    ['if that somebody is faster', (s, by) => ({ ...s, manualHours: s.manualHours! / by })],
  ] satisfies [string, (s: ReplicaSet, by: number) => ReplicaSet][])('%s', (_better, improved) => {
    fc.assert(
      fc.property(set, factor, (s, by) => {
        const forced = { ...s, manualHours: s.manualHours ?? by };
        expect(failover(improved(forced, by)).writing).toBeGreaterThanOrEqual(failover(forced).writing - tolerance);
      }),
    );
  });

  it('but it is, if a mere vote comes back only to be lost again before it has paid for itself', () => {
    // One node and an arbiter that fails every 10 h. Forced after 6 min, the node goes on alone until the arbiter is back:
    // each return asks for both votes again. An arbiter that stays away for 100 h costs less than one that is back in 1 h.
    const votes: ReplicaSet = {
      dataNodes: 1,
      votes: 2,
      node: { failuresPerHour: 1e-6, repairsPerHour: 1 },
      voteOnly: { failuresPerHour: 0.1, repairsPerHour: 0.01 },
      crews: 2,
      failoverHours: 0,
      manualHours: 0.1,
    };
    expect(failover(fasterArbiterRepair(votes, 100)).writing).toBeLessThan(failover(votes).writing - 0.005);
    expect(failover(fasterArbiterRepair({ ...votes, manualHours: undefined }, 100)).writing).toBeGreaterThan(0.9);
  });
});

describe('a further vote', () => {
  const votes = (n: number, a: number) => kOfN(majority(n), new Array<number>(n).fill(a));

  it.each([2, 4, 6])('that makes %i of them asks for one more to be up and always costs availability', (even) => {
    // Above one half: with 2m votes a majority of m + 1 is needed, where 2m − 1 votes need m. Lost: C(2m−1, m) a^m (1−a)^m.
    fc.assert(
      fc.property(each, (a) => {
        const m = even / 2;
        const lost = choose(even - 1, m) * a ** m * (1 - a) ** m;
        expect(votes(even, a)).toBeCloseTo(votes(even - 1, a) - lost, 12);
      }),
    );
  });

  it.each([3, 5, 7])('that makes %i of them never costs availability, and pays for the even one before it above one half', (odd) => {
    fc.assert(
      fc.property(each, (a) => {
        expect(votes(odd, a)).toBeGreaterThanOrEqual(votes(odd - 1, a) - 1e-12);
        expect(votes(odd, a)).toBeGreaterThanOrEqual(votes(odd - 2, a) - 1e-12);
      }),
    );
  });

  it('as an arbiter next to two data nodes never costs availability, however bad it is, if nobody forces the two', () => {
    fc.assert(
      fc.property(set, (s) => {
        const two = { ...s, dataNodes: 2, votes: 2, crews: 3, manualHours: undefined };
        expect(failover({ ...two, votes: 3 }).writing).toBeGreaterThanOrEqual(failover(two).writing - tolerance);
      }),
    );
  });
});

describe('the exception: a second node without a third vote', () => {
  it.each([
    // crews, latest help, as a rate
    [2, '1/(μ − λ)', ({ failuresPerHour, repairsPerHour }: Member) => repairsPerHour - failuresPerHour],
    [1, '1/(μ + λ)', ({ failuresPerHour, repairsPerHour }: Member) => repairsPerHour + failuresPerHour],
  ] as const)('crews: %i. It helps exactly if somebody acts before %s, about the time of a repair', (crews, _latest, needed) => {
    fc.assert(
      fc.property(member, fc.double({ min: 0.01, max: 100, noNaN: true }), (node, by) => {
        fc.pre(needed(node) > 0);
        const one = availability(1 / node.failuresPerHour, 1 / node.repairsPerHour);
        const two = pairWithoutThirdVote({ ...node, crews }, by / needed(node));
        if (by > 1) expect(two).toBeLessThanOrEqual(one + tolerance);
        else expect(two).toBeGreaterThanOrEqual(one - tolerance);
      }),
    );
  });

  it('with two crews it helps in any case if a node is down more than half of the time', () => {
    const node = { failuresPerHour: 2, repairsPerHour: 1, crews: 2 };
    expect(pairWithoutThirdVote(node, 1e6)).toBeGreaterThan(availability(0.5, 1));
  });
});

function fasterArbiterRepair(s: ReplicaSet, by: number): ReplicaSet {
  return { ...s, voteOnly: { ...s.voteOnly, repairsPerHour: s.voteOnly.repairsPerHour * by } };
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}
