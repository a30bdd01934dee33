/**
 * One queue in front of several equal workers: M/M/c, and M/M/c with a bounded number of places. A saturated queue has
 * no finite wait: every mean is then Infinity and every wait is certain, never NaN. Rates are per second.
 */
import { requireCount, requireNotNegative, requirePositive } from './arguments.ts';

/** Workers that take their requests from one queue. Poisson arrivals, exponential work. */
export interface WorkerPool {
  readonly arrivals: number;
  /** Requests that one worker completes in a second of work, μ. */
  readonly serviceRate: number;
  readonly workers: number;
}

/** A pool that turns requests away when it is full. */
export interface BoundedPool extends WorkerPool {
  /** Requests that find room, at work or waiting: K, at least one for each worker. */
  readonly places: number;
}

/** The steady state of a bounded pool. */
export interface BoundedQueue {
  /** Requests a second that are completed, X = λ (1 − blocked). */
  readonly throughput: number;
  /** Share of the requests that are turned away, p_K. */
  readonly blocked: number;
  /** Mean number of requests at work or waiting, Q. */
  readonly inSystem: number;
  /** Mean seconds from arrival to completion of a request that is let in, R = Q / X. */
  readonly responseSeconds: number;
}

/**
 * P(an arrival must wait), Erlang's second formula; 1 if `offered` reaches the number of workers.
 *
 * `offered` is λ/μ, the mean number of busy workers. With B_0 = 1 and B_k = a B_{k−1} / (k + a B_{k−1}):
 * C = c B_c / (c − a (1 − B_c)). The recursion stays between 0 and 1, so hundreds of workers lose no digits.
 */
export function erlangC(offered: number, workers: number): number {
  requireNotNegative('offered', offered);
  requireCount('workers', workers, { from: 1 });
  if (offered >= workers) return 1;
  let blocked = 1;
  for (let k = 1; k <= workers; k++) blocked = (offered * blocked) / (k + offered * blocked);
  return (workers * blocked) / (workers - offered * (1 - blocked));
}

/** Mean number of waiting requests, L_q = λ W_q = C ρ / (1 − ρ) (Little); Infinity if saturated. */
export function meanQueue(pool: WorkerPool): number {
  return pool.arrivals * meanWait(pool);
}

/** Mean seconds of waiting, W_q = C / (c μ − λ); Infinity if saturated. */
export function meanWait(pool: WorkerPool): number {
  const spare = spareRate(pool);
  return spare > 0 ? waitProbability(pool) / spare : Infinity;
}

/** Mean seconds from arrival to completion, R = W_q + 1/μ; Infinity if saturated. */
export function meanResponse(pool: WorkerPool): number {
  return meanWait(pool) + 1 / pool.serviceRate;
}

/** Share of the requests that wait at most `seconds`, 1 − C e^(−(c μ − λ) t); 0 if saturated. */
export function serviceLevel(pool: WorkerPool, seconds: number): number {
  requireNotNegative('seconds', seconds);
  const spare = spareRate(pool);
  return spare > 0 ? 1 - waitProbability(pool) * Math.exp(-spare * seconds) : 0;
}

/**
 * The steady state of a pool with K places (M/M/c/K). It has an answer at any load: what does not fit is turned away.
 *
 * Place by place, with r_k = λ / (min(k, c) μ): p_k = r_k p_{k−1} / (1 + r_k p_{k−1}) is the share of a pool with k
 * places in which all are taken, and Q_k = Q_{k−1} + p_k (k − Q_{k−1}).
 */
export function boundedQueue(pool: BoundedPool): BoundedQueue {
  requireRates(pool);
  const { arrivals, serviceRate, workers, places } = pool;
  const offered = arrivals / serviceRate;
  requireNotNegative('offered', offered);
  requireCount('places', places, { from: workers });
  let blocked = 1;
  let accepted = 0;
  let inSystem = 0;
  for (let k = 1; k <= places; k++) {
    const weight = (offered / Math.min(k, workers)) * blocked;
    // Not 1 − p_K, which has no digits left when nearly everything is turned away.
    accepted = 1 / (1 + weight);
    blocked = weight * accepted;
    inSystem += blocked * (k - inSystem);
  }
  const throughput = arrivals * accepted;
  return { throughput, blocked, inSystem, responseSeconds: throughput > 0 ? inSystem / throughput : 1 / serviceRate };
}

/** How much faster the pool works than requests arrive, c μ − λ; 0 or less if saturated. */
function spareRate(pool: WorkerPool): number {
  requireRates(pool);
  return pool.workers * pool.serviceRate - pool.arrivals;
}

function requireRates({ arrivals, serviceRate, workers }: WorkerPool): void {
  requireNotNegative('arrivals', arrivals);
  requirePositive('serviceRate', serviceRate);
  requireCount('workers', workers, { from: 1 });
}

function waitProbability({ arrivals, serviceRate, workers }: WorkerPool): number {
  return erlangC(arrivals / serviceRate, workers);
}
