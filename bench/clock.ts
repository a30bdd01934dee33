/** Time and memory of a piece of work. Other programs share the machine: the median of several rounds counts, not the mean. */

/** The median of the milliseconds that each round takes. Before several of them as many run uncounted, while the code is still compiled. */
export function medianMs(rounds: number, work: (round: number) => void): number {
  if (rounds > 1) for (let round = 0; round < rounds; round++) work(round);
  const times = Array.from({ length: rounds }, (_, round) => msOf(() => work(round)));
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)]!;
}

/** Milliseconds of one run, for work that takes seconds. */
export function msOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const bytesPerMb = 1e6;

/** Megabytes that are in use after everything that nobody needs was thrown away. */
export function heapMb(): number {
  if (!globalThis.gc) throw new Error('Memory is measured with "node --expose-gc": start this with "npm run bench".');
  globalThis.gc();
  return process.memoryUsage().heapUsed / bytesPerMb;
}

/** The most memory that the process had so far, in megabytes. It never falls. */
export function peakMb(): number {
  return process.resourceUsage().maxRSS / kbPerMb;
}

const kbPerMb = 1000;
