/**
 * A replica set as a Markov chain: how often it can be written to when nodes fail and are repaired, elections take
 * time, and a minority needs a person. The closed forms of `failover.ts` are the cases of two nodes.
 */
import { requireCount, requireNotNegative, requirePositive } from './arguments.ts';
import { generatorOf, stationary } from './markov.ts';
import { majority } from './replica-set.ts';

/** MongoDB manual, "Replica Set Members": at most seven vote. */
const maxVotes = 7;

/** Rates per hour of one member. */
export interface Member {
  readonly failuresPerHour: number;
  readonly repairsPerHour: number;
}

/** A set of `dataNodes` voting data nodes; the votes beyond them are members that only vote (arbiters). */
export interface ReplicaSet {
  /** 1 to 7. */
  readonly dataNodes: number;
  /** From `dataNodes` to 7. */
  readonly votes: number;
  readonly node: Member;
  readonly voteOnly: Member;
  /** Members that can be repaired at the same time; data nodes come first. */
  readonly crews: number;
  /** Mean time from the loss of the primary until a majority has another one; 0 for instant elections. */
  readonly failoverHours: number;
  /** Mean time until a person forces a minority to go on alone; undefined if nobody does. */
  readonly manualHours: number | undefined;
}

/** Shares of time, together 1. Only in the first can the set be written to: that is its availability. */
export interface QuorumShares {
  readonly writing: number;
  /** A majority is up and elects a primary. */
  readonly electing: number;
  /** Data nodes are up, but no majority: the set waits for a repair or for a person. */
  readonly withoutMajority: number;
  readonly noDataNode: number;
}

interface State {
  readonly nodes: number;
  readonly voteOnly: number;
  readonly hasPrimary: boolean;
}

/**
 * The shares of time of a replica set in the long run, from the stationary distribution of its chain.
 *
 * All times are exponential. Losing the primary starts an election if a majority is left. A primary without majority
 * steps down, also one that was forced to go on and loses a further member. A set whose last data node was down has no
 * primary until an election, or a person if there is no majority, gives it one.
 */
export function failover(set: ReplicaSet): QuorumShares {
  requireCount('dataNodes', set.dataNodes, { from: 1, to: maxVotes });
  requireCount('votes', set.votes, { from: set.dataNodes, to: maxVotes });
  requireCount('crews', set.crews, { from: 1 });
  requireNotNegative('failoverHours', set.failoverHours);
  if (set.manualHours !== undefined) requirePositive('manualHours', set.manualHours);
  for (const member of [set.node, set.voteOnly]) {
    requireNotNegative('failuresPerHour', member.failuresPerHour);
    requirePositive('repairsPerHour', member.repairsPerHour);
  }

  const states: State[] = [{ nodes: set.dataNodes, voteOnly: set.votes - set.dataNodes, hasPrimary: true }];
  const moves: [number, number, number][] = [];
  // The list grows while it is walked through: every state that can be reached gets its turn.
  for (let from = 0; from < states.length; from++) {
    for (const [next, rate] of movesFrom(states[from]!, set)) if (rate > 0) moves.push([from, indexOf(next, states), rate]);
  }
  const shares = stationary(generatorOf(states.length, moves));
  const share = (holds: (state: State) => boolean) => shares.reduce((sum, p, i) => (holds(states[i]!) ? sum + p : sum), 0);
  return {
    writing: share((state) => state.hasPrimary),
    electing: share((state) => !state.hasPrimary && hasMajority(state, set)),
    withoutMajority: share((state) => !state.hasPrimary && state.nodes > 0 && !hasMajority(state, set)),
    noDataNode: share((state) => state.nodes === 0),
  };
}

function movesFrom(state: State, set: ReplicaSet): [State, number][] {
  const { nodes, voteOnly, hasPrimary } = state;
  const { failuresPerHour: nodeFails, repairsPerHour: nodeBack } = set.node;
  const { failuresPerHour: voteFails, repairsPerHour: voteBack } = set.voteOnly;
  const downNodes = set.dataNodes - nodes;
  const downVotes = set.votes - set.dataNodes - voteOnly;
  const onNodes = Math.min(set.crews, downNodes);
  const onVotes = Math.min(set.crews - onNodes, downVotes);

  const after = (change: Partial<State>) => settled({ ...state, ...change }, set);
  // A forced primary has no majority to lose, but was forced with the members of that moment: losing one stops it.
  const staysAfterLoss = (lost: Partial<State>) => hasPrimary && hasMajority({ ...state, ...lost }, set);
  const lostNode = { nodes: nodes - 1 };
  const lostVote = { voteOnly: voteOnly - 1 };
  return [
    [after({ ...lostNode, hasPrimary: false }), hasPrimary ? nodeFails : nodes * nodeFails],
    [after({ ...lostNode, hasPrimary: staysAfterLoss(lostNode) }), hasPrimary ? (nodes - 1) * nodeFails : 0],
    [after({ ...lostVote, hasPrimary: staysAfterLoss(lostVote) }), voteOnly * voteFails],
    [after({ nodes: nodes + 1 }), onNodes * nodeBack],
    [after({ voteOnly: voteOnly + 1 }), onVotes * voteBack],
    [after({ hasPrimary: true }), primaryRate(state, set)],
  ];
}

/** How fast a set without a primary gets one: by election with a majority, by a person without, else only by a repair. */
function primaryRate(state: State, set: ReplicaSet): number {
  if (state.hasPrimary || state.nodes === 0) return 0;
  if (hasMajority(state, set)) return 1 / set.failoverHours;
  return set.manualHours === undefined ? 0 : 1 / set.manualHours;
}

/** An instant election leaves no state in which it is under way. */
function settled(state: State, set: ReplicaSet): State {
  return set.failoverHours === 0 && hasMajority(state, set) ? { ...state, hasPrimary: true } : state;
}

function hasMajority({ nodes, voteOnly }: State, { votes }: ReplicaSet): boolean {
  return nodes > 0 && nodes + voteOnly >= majority(votes);
}

/** The place of a state in the list; a new state is put at its end. */
function indexOf({ nodes, voteOnly, hasPrimary }: State, states: State[]): number {
  const known = states.findIndex((s) => s.nodes === nodes && s.voteOnly === voteOnly && s.hasPrimary === hasPrimary);
  return known === -1 ? states.push({ nodes, voteOnly, hasPrimary }) - 1 : known;
}
