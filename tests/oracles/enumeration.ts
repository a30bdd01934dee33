/** Availability by brute force: every combination of parts that are up or down, with its probability. */

/** P(`works`) for independent parts that are up with these probabilities. 2^n states: for a dozen parts at most. */
export function probabilityThat(works: (up: readonly boolean[]) => boolean, parts: readonly number[]): number {
  let sum = 0;
  for (let state = 0; state < 2 ** parts.length; state++) {
    const up = parts.map((_, i) => Boolean(state & (1 << i)));
    if (works(up)) sum += parts.reduce((p, a, i) => p * (up[i] ? a : 1 - a), 1);
  }
  return sum;
}

export function count(up: readonly boolean[]): number {
  return up.filter(Boolean).length;
}
