/**
 * The optimistic alternative to one queue per worker (`queueing.ts`): all workers of a server take their requests from
 * one queue, so that a heavy request holds up one worker and not the practices that are tied to it.
 */
import { requireCount, requireNotNegative, requirePositive, requireShare } from './arguments.ts';
import { erlangC } from './multi-server.ts';
import type { TwoSpeedWorker } from './queueing.ts';

/** Two-speed workers behind one queue; `arrivals` are those of the whole pool. */
export interface TwoSpeedPool extends TwoSpeedWorker {
  readonly workers: number;
}

/**
 * P(wait > t) in an M/H2/c queue after Allen and Cunneen, an approximation; 1 if saturated.
 *
 * P = C(a, c) e^(−(c μ − λ) t · 2/(1 + cs²)) with a = λ/μ, 1/μ the mean work of a request and cs² the squared
 * coefficient of variation of that work. Exact for one kind of request. Good near the few percent that a plan may make
 * wait; far out in the tail it is optimistic: where it says 1 in 1,000, a simulation sees up to 2.
 */
export function sharedWaitTail(pool: TwoSpeedPool, seconds: number): number {
  const { arrivals, fastRate, heavyRate, heavyShare, workers } = pool;
  requireNotNegative('arrivals', arrivals);
  requirePositive('fastRate', fastRate);
  requirePositive('heavyRate', heavyRate);
  requireShare('heavyShare', heavyShare);
  requireCount('workers', workers, { from: 1 });
  requireNotNegative('seconds', seconds);

  const mean = (1 - heavyShare) / fastRate + heavyShare / heavyRate;
  // Half of the second moment: that of an exponential time at rate μ is 2/μ². So 2/(1 + cs²) = mean² / half.
  const half = (1 - heavyShare) / fastRate ** 2 + heavyShare / heavyRate ** 2;
  const spare = workers / mean - arrivals;
  if (spare <= 0) return 1;
  return erlangC(arrivals * mean, workers) * Math.exp(-((spare * mean ** 2) / half) * seconds);
}
