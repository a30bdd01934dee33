/** Queues, request by request: who comes when, which worker is free first, how long the work takes. */
import { batches, intervalOf, type Interval } from './confidence.ts';
import { drawsFrom } from './random.ts';

export interface SimulatedQueue {
  /** Per second, to all workers together. */
  readonly arrivals: number;
  readonly workers: number;
  readonly fastSeconds: number;
  /** Without, all work is fast. */
  readonly heavy?: { readonly share: number; readonly seconds: number };
  /** Requests that find room, at work or waiting; without, all do. */
  readonly places?: number;
}

export interface Observed {
  /** Share of the admitted requests that wait more than `seconds`. */
  readonly late: Interval;
  readonly meanWait: Interval;
  readonly meanResponse: Interval;
  /** Share of all requests that find no room. */
  readonly turnedAway: Interval;
}

/** One queue for all workers, first come, first served; 40 batches of `requests`. */
export function simulatedQueue(queue: SimulatedQueue, run: { seconds: number; requests: number; seed: number }): Observed {
  const { uniform, exponential } = drawsFrom(run.seed);
  const freeAt = new Array<number>(queue.workers).fill(0);
  let inside: number[] = [];
  let now = 0;
  const found = Array.from({ length: batches }, batch);
  return {
    late: intervalOf(found.map(({ late }) => late)),
    meanWait: intervalOf(found.map(({ wait }) => wait)),
    meanResponse: intervalOf(found.map(({ response }) => response)),
    turnedAway: intervalOf(found.map(({ away }) => away)),
  };

  function batch() {
    let [late, wait, response, away] = [0, 0, 0, 0];
    for (let i = 0; i < run.requests; i++) {
      now += exponential(1 / queue.arrivals);
      if (queue.places !== undefined) {
        if (inside.some((leaves) => leaves <= now)) inside = inside.filter((leaves) => leaves > now);
        if (inside.length >= queue.places) {
          away++;
          continue;
        }
      }
      const first = freeAt.indexOf(Math.min(...freeAt));
      const starts = Math.max(now, freeAt[first]!);
      const ends = starts + work();
      freeAt[first] = ends;
      if (queue.places !== undefined) inside.push(ends);
      if (starts - now > run.seconds) late++;
      wait += starts - now;
      response += ends - now;
    }
    const admitted = run.requests - away;
    return { late: late / admitted, wait: wait / admitted, response: response / admitted, away: away / run.requests };
  }

  function work(): number {
    const isHeavy = queue.heavy !== undefined && uniform() < queue.heavy.share;
    return exponential(isHeavy ? queue.heavy.seconds : queue.fastSeconds);
  }
}
