/** Failover: two data-bearing nodes, with and without a third vote. */
import { requireCount, requireNotNegative, requirePositive } from './arguments.ts';

/** Two equal nodes. Rates per hour; `crews` = how many nodes can be repaired at the same time (1 or 2). */
export interface NodePair {
  readonly failuresPerHour: number;
  readonly repairsPerHour: number;
  readonly crews: number;
}

/**
 * Availability of a pair that fails over by itself within `failoverHours` on average, thanks to a third vote.
 *
 * States: both up, switching, one left, none. The node that is left can fail too, also while it takes over. With
 * x = λ/μ, μ0 = crews · μ and φ = λ t / (1 + λ t): A = (1 + 2x) / (1 + 2x + φ + (λ/μ0) (2x + φ)).
 */
export function pairWithThirdVote(pair: NodePair, failoverHours: number): number {
  const { failuresPerHour, repairsPerHour, crews } = required(pair);
  requireNotNegative('failoverHours', failoverHours);
  const x = failuresPerHour / repairsPerHour;
  const switching = (failuresPerHour * failoverHours) / (1 + failuresPerHour * failoverHours);
  const none = (failuresPerHour / (crews * repairsPerHour)) * (2 * x + switching);
  return (1 + 2 * x) / (1 + 2 * x + switching + none);
}

/**
 * Availability of a pair without a third vote: one node alone may not decide, until an operator forces it after
 * `manualHours` on average.
 *
 * Shares of time relative to "both up", with ν = 1/manualHours: waiting for the operator π_M = 2λ / (μ + ν + λ),
 * running alone π_1 = 2x − π_M, none 2xλ/μ0: A = (1 + π_1) / (1 + π_M + π_1 + 2xλ/μ0).
 */
export function pairWithoutThirdVote(pair: NodePair, manualHours: number): number {
  const { failuresPerHour, repairsPerHour, crews } = required(pair);
  requirePositive('manualHours', manualHours);
  const x = failuresPerHour / repairsPerHour;
  const waiting = (2 * failuresPerHour) / (repairsPerHour + 1 / manualHours + failuresPerHour);
  const alone = 2 * x - waiting;
  const none = (2 * x * failuresPerHour) / (crews * repairsPerHour);
  return (1 + alone) / (1 + waiting + alone + none);
}

function required(pair: NodePair): NodePair {
  requireNotNegative('failuresPerHour', pair.failuresPerHour);
  requirePositive('repairsPerHour', pair.repairsPerHour);
  requireCount('crews', pair.crews, { from: 1 });
  return pair;
}
