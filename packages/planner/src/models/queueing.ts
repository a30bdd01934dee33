/** Queueing: how long a request waits for a worker. Pure formulas on rates per second. */
import { requireNotNegative, requirePositive, requireShare } from './arguments.ts';

/** A worker that serves mostly fast requests and now and then a heavy one. Rates per second. */
export interface TwoSpeedWorker {
  readonly arrivals: number;
  readonly fastRate: number;
  readonly heavyRate: number;
  /** Share of heavy requests, 0 to 1. */
  readonly heavyShare: number;
}

/** Utilisation ρ of one worker: arrivals times mean service time. At 1 the queue grows without end. */
export function utilisation({ arrivals, fastRate, heavyRate, heavyShare }: TwoSpeedWorker): number {
  requireNotNegative('arrivals', arrivals);
  requirePositive('fastRate', fastRate);
  requirePositive('heavyRate', heavyRate);
  requireShare('heavyShare', heavyShare);
  return arrivals * ((1 - heavyShare) / fastRate + heavyShare / heavyRate);
}

/**
 * P(wait > t) for one worker with Poisson arrivals and two exponential kinds of requests (M/H2/1), exact; 1 if saturated.
 *
 * With ρ the utilisation, κ = (1−h)μ2 + hμ1, p = μ1 + μ2 − λ, q = μ1 μ2 (1−ρ) and the two decay rates
 * b = (p + √(p² − 4q)) / 2, a = q / b:
 * P = (1−ρ) λ [ (κ−a)/((b−a)a) e^(−at) + (b−κ)/((b−a)b) e^(−bt) ].
 *
 * The root is reckoned as the sum of squares that it is, p² − 4q = (μ1 − μ2 − (1−2h)λ)² + 4h(1−h)λ²: where both
 * kinds take the same short time, the difference would leave nothing. If it is 0, both rates are one.
 */
export function waitTail(worker: TwoSpeedWorker, seconds: number): number {
  requireNotNegative('seconds', seconds);
  const rho = utilisation(worker);
  const { arrivals, fastRate, heavyRate, heavyShare } = worker;
  if (rho >= 1) return 1;
  if (arrivals === 0) return 0;
  const kappa = (1 - heavyShare) * heavyRate + heavyShare * fastRate;
  const p = fastRate + heavyRate - arrivals;
  const q = fastRate * heavyRate * (1 - rho);
  const root = Math.hypot(fastRate - heavyRate - (1 - 2 * heavyShare) * arrivals, 2 * arrivals * Math.sqrt(heavyShare * (1 - heavyShare)));
  const b = (p + root) / 2;
  const a = q / b;
  // (e^(−at) − e^(−bt)) / (b − a), which is t e^(−at) for equal rates.
  const between = Math.exp(-a * seconds) * (root === 0 ? seconds : -Math.expm1(-root * seconds) / root);
  return (1 - rho) * arrivals * (((kappa - a) / a) * between + (kappa / (a * b)) * Math.exp(-b * seconds));
}
