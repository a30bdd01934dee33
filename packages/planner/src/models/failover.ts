/** Failover: two data-bearing nodes, with and without a third vote. */

/** Two equal nodes. Rates per hour; `crews` = how many nodes can be repaired at the same time (1 or 2). */
export interface NodePair {
  readonly failuresPerHour: number;
  readonly repairsPerHour: number;
  readonly crews: number;
}

/**
 * Availability of a pair that fails over by itself within `failoverHours`, thanks to a third vote.
 *
 * With x = λ/μ and μ0 = crews · μ: A = (1 + 2x) / (1 + 2x + λ t_f + 2 λ² / (μ μ0)).
 */
export function pairWithThirdVote({ failuresPerHour, repairsPerHour, crews }: NodePair, failoverHours: number): number {
  const x = failuresPerHour / repairsPerHour;
  const bothDown = (2 * failuresPerHour ** 2) / (repairsPerHour * crews * repairsPerHour);
  return (1 + 2 * x) / (1 + 2 * x + failuresPerHour * failoverHours + bothDown);
}

/**
 * Availability of a pair without a third vote: one node alone may not decide, until an operator forces it after
 * `manualHours` on average.
 *
 * Shares of time relative to "both up": waiting π_M = 2λ/(ν+μ), alone π_1 = (ν/μ) π_M, none π_0 = (λ/μ0) π_1 with
 * ν = 1/manualHours: A = (1 + π_1) / (1 + π_M + π_1 + π_0).
 */
export function pairWithoutThirdVote({ failuresPerHour, repairsPerHour, crews }: NodePair, manualHours: number): number {
  const forcedPerHour = 1 / manualHours;
  const waiting = (2 * failuresPerHour) / (forcedPerHour + repairsPerHour);
  const alone = (forcedPerHour / repairsPerHour) * waiting;
  const none = (failuresPerHour / (crews * repairsPerHour)) * alone;
  return (1 + alone) / (1 + waiting + alone + none);
}
