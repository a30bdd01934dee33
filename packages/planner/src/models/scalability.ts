/** The universal scalability law (Gunther): what n workers complete together when they wait for and talk to each other. */
import { requireNotNegative, requirePositive, requireShare } from './arguments.ts';

/** How a system slows itself down. */
export interface Scalability {
  /** Share of the work that only one can do at a time, α, 0 to 1. */
  readonly contention: number;
  /** Cost of keeping each pair of workers in agreement, β, at least 0. */
  readonly coherency: number;
  /** What one worker completes alone, γ. */
  readonly alone: number;
}

/** Throughput of n workers, in the unit of `alone`: X = γ n / (1 + α (n − 1) + β n (n − 1)). */
export function scaledThroughput({ contention, coherency, alone }: Scalability, workers: number): number {
  requireShare('contention', contention);
  requireNotNegative('coherency', coherency);
  requireNotNegative('alone', alone);
  requirePositive('workers', workers);
  const slowing = 1 + contention * (workers - 1) + coherency * workers * (workers - 1);
  // Below one worker the law is only drawn on; where much talking makes it senseless, it has no answer.
  requirePositive('slowing by contention and coherency', slowing);
  return (alone * workers) / slowing;
}

/** Share of the ideal that n workers reach, 1 for perfect scaling: X / (γ n). */
export function scalingEfficiency(throughput: number, alone: number, workers: number): number {
  requireNotNegative('throughput', throughput);
  requirePositive('alone', alone);
  requirePositive('workers', workers);
  return throughput / (alone * workers);
}

/** The number of workers beyond which more of them complete less, √((1 − α)/β), not rounded; Infinity if β = 0. */
export function peakWorkers(contention: number, coherency: number): number {
  requireShare('contention', contention);
  requireNotNegative('coherency', coherency);
  if (contention === 1) return 0;
  return coherency === 0 ? Infinity : Math.sqrt((1 - contention) / coherency);
}

/** Where the lines of perfect scaling and of the limit meet, 1/α: further workers add little. Infinity if α = 0. */
export function optimalWorkers(contention: number): number {
  requireShare('contention', contention);
  return contention === 0 ? Infinity : 1 / contention;
}

/** What no number of workers exceeds, γ/α, even with β = 0 (Amdahl); Infinity if α = 0. */
export function throughputLimit(contention: number, alone: number): number {
  requireShare('contention', contention);
  requirePositive('alone', alone);
  return contention === 0 ? Infinity : alone / contention;
}
