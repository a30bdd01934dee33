/** Random numbers of the oracles (xorshift, 32 bits). Not those of the planner: an oracle shares nothing with what it checks. */

export interface Draw {
  /** Between 0 and 1, never 0. */
  uniform(): number;
  exponential(mean: number): number;
}

export function drawsFrom(seed: number): Draw {
  let state = seed | 0 || 1;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // Neighbouring seeds start alike: the first numbers are thrown away.
  for (let i = 0; i < 100; i++) uniform();
  return { uniform, exponential: (mean) => -mean * Math.log(uniform()) };
}
