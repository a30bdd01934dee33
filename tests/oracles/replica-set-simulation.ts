/**
 * A replica set, event by event: members fail and wait for one of the crews, votes are counted, a primary is elected,
 * steps down without a majority, and an operator forces the members that are up to go on alone.
 */
import { batches, intervalOf, type Interval } from './confidence.ts';
import { drawsFrom } from './random.ts';

export interface SimulatedSet {
  readonly dataNodes: number;
  /** Members that vote and hold no data. */
  readonly arbiters: number;
  readonly hoursToFailure: number;
  readonly hoursToRepair: number;
  /** As above, of the arbiters; without, they never fail. */
  readonly arbiter?: { readonly hoursToFailure: number; readonly hoursToRepair: number };
  readonly crews: number;
  readonly electionHours: number;
  /** Without, nobody forces anything. */
  readonly operatorHours?: number;
  /** Exponential unless every repair takes exactly its mean. */
  readonly repairsAreFixed?: boolean;
}

interface Member {
  readonly hasData: boolean;
  isUp: boolean;
  /** Hours until it fails, or of repair work that is left. */
  left: number;
  /** Whether its vote counts: all do, until an operator forces the others to go on without it. */
  counts: boolean;
}

/** The share of time in which the set can be written to, from 40 batches of `hoursPerBatch`. */
export function simulatedSet(set: SimulatedSet, { hoursPerBatch, seed }: { hoursPerBatch: number; seed: number }): Interval {
  const { exponential } = drawsFrom(seed);
  const members: Member[] = [
    ...Array.from({ length: set.dataNodes }, () => member(true)),
    ...Array.from({ length: set.arbiters }, () => member(false)),
  ];
  let primary: Member | undefined = members[0];
  let election = Infinity;
  let operator = Infinity;

  return intervalOf(Array.from({ length: batches }, writableShare));

  function writableShare(): number {
    let writable = 0;
    for (let left = hoursPerBatch; left > 0;) {
      const step = Math.min(left, election, operator, ...members.filter(isMoving).map((m) => m.left));
      if (primary) writable += step;
      left -= step;
      pass(step);
    }
    return writable / hoursPerBatch;
  }

  /** Lets `step` hours pass and does what is due then. */
  function pass(step: number): void {
    for (const m of members.filter(isMoving)) m.left -= step;
    election -= step;
    operator -= step;
    for (const m of members) {
      if (m.left > 0) continue;
      if (m.isUp) fail(m);
      else comeBack(m);
    }
    if (operator <= 0) for (const m of members) m.counts = m.isUp;
    if (election <= 0 || operator <= 0) primary = members.find((m) => m.isUp && m.hasData);
    settle();
  }

  /** What follows from the votes: a primary without majority steps down; without a primary a clock runs. */
  function settle(): void {
    const voters = members.filter((m) => m.counts);
    const hasNode = members.some((m) => m.isUp && m.hasData);
    const hasMajority = hasNode && 2 * voters.filter((m) => m.isUp).length > voters.length;
    if (!hasMajority) primary = undefined;
    const elects = hasMajority && !primary;
    election = elects ? (election > 0 && election < Infinity ? election : exponential(set.electionHours)) : Infinity;
    if (elects && set.electionHours === 0) {
      primary = members.find((m) => m.isUp && m.hasData);
      election = Infinity;
    }
    const waits = hasNode && !hasMajority && set.operatorHours !== undefined;
    operator = waits ? (operator > 0 && operator < Infinity ? operator : exponential(set.operatorHours!)) : Infinity;
  }

  function fail(m: Member): void {
    m.isUp = false;
    m.left = set.repairsAreFixed ? repairHours(m) : exponential(repairHours(m));
    if (m === primary) primary = undefined;
    // Who was forced out counts again as soon as the forced set loses a member.
    for (const each of members) each.counts = true;
  }

  function comeBack(m: Member): void {
    m.isUp = true;
    m.counts = true;
    m.left = exponential(lifeHours(m.hasData));
  }

  /** Up, or under repair: the crews are with the first of those that are down, data nodes before arbiters. */
  function isMoving(m: Member): boolean {
    return m.isUp || members.filter((other) => !other.isUp).indexOf(m) < set.crews;
  }

  function member(hasData: boolean): Member {
    return { hasData, isUp: true, left: exponential(lifeHours(hasData)), counts: true };
  }

  function lifeHours(hasData: boolean): number {
    return hasData ? set.hoursToFailure : (set.arbiter?.hoursToFailure ?? Infinity);
  }

  function repairHours({ hasData }: Member): number {
    return hasData ? set.hoursToRepair : (set.arbiter?.hoursToRepair ?? 0);
  }
}
