/** Wrong arguments: every model says which one, what it saw and what to state instead. */
import { describe, expect, it } from 'vitest';
import {
  boundedQueue,
  downtime,
  erlangC,
  failover,
  kOfNLifeHours,
  longOutage,
  majority,
  meanWait,
  missed,
  pairFailuresPerYear,
  pairRepairHours,
  peakWorkers,
  PlannerError,
  rpo,
  scaledThroughput,
  secondaryConnections,
  serviceLevel,
  sharedWaitTail,
  stationary,
  totalLoss,
  twoNodesAndVote,
  wiredTigerCacheGb,
  type ReplicaSet,
} from '@ordiplan/planner';

const pool = { arrivals: 1, serviceRate: 2, workers: 3 };
const twoSpeed = { arrivals: 1, fastRate: 10, heavyRate: 1, heavyShare: 0.1, workers: 2 };
const member = { failuresPerHour: 0.01, repairsPerHour: 1 };
const set: ReplicaSet = { dataNodes: 2, votes: 3, node: member, voteOnly: member, crews: 1, failoverHours: 0.1, manualHours: 1 };
const rates = { disk: 1, site: 1, operator: 1, compromise: 1 };

describe.each([
  // code, subject, value seen                                   call
  ['models.negative', 'offered', '-1', () => erlangC(-1, 2)],
  ['models.negative', 'offered', 'NaN', () => erlangC(Number.NaN, 2)],
  ['models.negative', 'offered', 'Infinity', () => erlangC(Infinity, 2)],
  ['models.not-a-count', 'workers', '0', () => erlangC(1, 0)],
  ['models.not-a-count', 'workers', '1.5', () => meanWait({ ...pool, workers: 1.5 })],
  ['models.negative', 'arrivals', '-3', () => meanWait({ ...pool, arrivals: -3 })],
  ['models.not-positive', 'serviceRate', '0', () => serviceLevel({ ...pool, serviceRate: 0 }, 1)],
  ['models.negative', 'seconds', '-1', () => serviceLevel(pool, -1)],
  ['models.not-a-count', 'places', '2', () => boundedQueue({ ...pool, places: 2 })],
  ['models.negative', 'seconds', 'Infinity', () => sharedWaitTail(twoSpeed, Infinity)],
  ['models.not-a-share', 'heavyShare', '1.2', () => sharedWaitTail({ ...twoSpeed, heavyShare: 1.2 }, 1)],
  ['models.not-positive', 'fastRate', '0', () => sharedWaitTail({ ...twoSpeed, fastRate: 0 }, 1)],
  ['models.not-a-share', 'contention', '-0.1', () => peakWorkers(-0.1, 1)],
  ['models.negative', 'coherency', '-1', () => scaledThroughput({ contention: 0, coherency: -1, alone: 1 }, 2)],
  ['models.not-positive', 'workers', '0', () => scaledThroughput({ contention: 0, coherency: 0, alone: 1 }, 0)],
  ['models.not-a-count', 'votes', '0', () => majority(0)],
  ['models.not-a-share', 'node', '99.9', () => twoNodesAndVote(99.9, 1)],
  ['models.not-a-share', 'vote', 'NaN', () => twoNodesAndVote(0.9, Number.NaN)],
  ['models.not-positive', 'ramGb', '0', () => wiredTigerCacheGb(0)],
  ['models.not-a-count', 'secondaries', '-1', () => secondaryConnections({ perNode: 10, reserved: 1 }, -1)],
  ['models.not-a-count', 'dataNodes', '8', () => failover({ ...set, dataNodes: 8, votes: 8 })],
  ['models.not-a-count', 'votes', '1', () => failover({ ...set, votes: 1 })],
  ['models.not-a-count', 'crews', '0', () => failover({ ...set, crews: 0 })],
  ['models.negative', 'failoverHours', '-1', () => failover({ ...set, failoverHours: -1 })],
  ['models.not-positive', 'manualHours', '0', () => failover({ ...set, manualHours: 0 })],
  ['models.not-positive', 'repairsPerHour', '0', () => failover({ ...set, node: { ...member, repairsPerHour: 0 } })],
  ['models.negative', 'failuresPerHour', '-1', () => failover({ ...set, voteOnly: { ...member, failuresPerHour: -1 } })],
  ['models.not-a-share', 'available', '99.9', () => downtime(99.9, 10)],
  ['models.negative', 'period', '-1', () => downtime(0.9, -1)],
  ['models.negative', 'perYear', '-1', () => pairFailuresPerYear({ perYear: -1, hours: 1 }, { perYear: 1, hours: 1 })],
  ['models.not-positive', 'hours', '0', () => pairRepairHours(0, 1)],
  ['models.not-a-count', 'k', '4', () => kOfNLifeHours(4, 3, 1)],
  ['models.not-positive', 'failuresPerHour', '0', () => kOfNLifeHours(1, 3, 0)],
  ['models.negative', 'hours', 'NaN', () => longOutage([], Number.NaN)],
  ['models.not-a-share', 'commonCause', '2', () => missed([0.9], 2)],
  ['models.not-a-share', 'usable', '-1', () => missed([-1], 0.1)],
  ['models.negative', 'rates.disk', '-1', () => totalLoss({ rates: { ...rates, disk: -1 }, layers: [], commonCause: 0 }, 1)],
  ['models.negative', 'years', '-1', () => totalLoss({ rates, layers: [], commonCause: 0 }, -1)],
  [
    'models.negative',
    'backup.intervalHours',
    '-1',
    () => rpo({ backup: { intervalHours: -1, durationHours: 1 }, replicationSeconds: undefined }),
  ],
  ['models.negative', 'replicationSeconds', 'NaN', () => rpo({ backup: undefined, replicationSeconds: Number.NaN })],
  // generators
  ['models.not-a-generator', 'generator', 'no state', () => stationary([])],
  ['models.not-a-generator', 'generator', '1 columns in row 1', () => stationary([[-1, 1], [0]])],
  // prettier-ignore
  ['models.not-a-generator', 'generator', 'the rate -2 in row 0, column 1', () => stationary([[2, -2], [1, -1]])],
  // prettier-ignore
  ['models.not-a-generator', 'generator', 'the rate NaN in row 1, column 0', () => stationary([[-1, 1], [Number.NaN, -1]])],
  // prettier-ignore
  ['models.not-a-generator', 'generator', 'a row 1 that adds up to 0.5', () => stationary([[-1, 1], [1, -0.5]])],
  ['models.too-many-states', 'generator', '65 states', () => stationary(new Array(65).fill(new Array(65).fill(0)))],
  // prettier-ignore
  ['models.no-single-answer', 'generator', '2 states and more than one set', () => stationary([[0, 0], [0, 0]])],
] as const)('%s: "%s", seen %s', (code, subject, seen, call) => {
  it('is refused with its name, its value and what to do', () => {
    const error = errorOf(call);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^"[a-zA-Z.]+" .+\. .+\.$|^"[a-zA-Z.]+" .+: .+\.$/);
    expect(error.message).toContain(`"${subject}"`);
    expect(error.message).toContain(seen);
  });
});

function errorOf(call: () => unknown): PlannerError {
  try {
    call();
  } catch (error) {
    if (error instanceof PlannerError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
