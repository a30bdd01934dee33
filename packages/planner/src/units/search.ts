/** Searches over whole numbers. They take the question as a function and know nothing of its subject. */

/**
 * The largest whole number in 1..max for which `holds` is true, 0 if there is none.
 *
 * `holds` must be true up to some number and false from there on. Galloping finds the right order of
 * magnitude, bisection the number: about 2 log2(answer) questions.
 */
export function largestThat(holds: (n: number) => boolean, max: number): number {
  let low = 0;
  let high = 1;
  while (high <= max && holds(high)) {
    low = high;
    high *= 2;
  }
  high = Math.min(high, max + 1);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * All numbers in `from`+1..max at which `labelAt` differs from the number before.
 *
 * `labelAt` must be a step function that never returns to an earlier label, so a range whose two ends agree
 * has no step inside and is skipped unseen.
 */
export function steps(labelAt: (n: number) => string, max: number, from = 1): number[] {
  return between(from, labelAt(from), max, labelAt(max));

  function between(low: number, lowLabel: string, high: number, highLabel: string): number[] {
    if (lowLabel === highLabel) return [];
    if (high - low === 1) return [high];
    const middle = Math.floor((low + high) / 2);
    const label = labelAt(middle);
    return [...between(low, lowLabel, middle, label), ...between(middle, label, high, highLabel)];
  }
}
