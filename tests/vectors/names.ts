/**
 * The published vectors name functions by what they compute: this is the one place that says which of ours that is.
 *
 * Vectors of functions that are built in a later step are not in the file yet: downtimeText · majority, faultTolerance,
 * wiredTigerGB, atlasSecondaryConnections · kOfNMttf, parallelFreqPerYear, parallelRepairH · erlangC, mmcLq, mmcR,
 * mmcServiceLevel, mmmk, ctmc · usl, uslEfficiency, uslPeak, uslOptimal, uslLimit. Plain products and quotients (mul,
 * div) check sources, not functions, and stay out for good.
 */
import {
  availability,
  downtimeHours,
  kOfN,
  mulberry32,
  pairWithoutThirdVote,
  pairWithThirdVote,
  parallel,
  series,
  waitTail,
  type PlanId,
} from '@ordiplan/planner';
import { quoteFor } from '../planner/answers.ts';

export type Argument = number | string;
export type Result = number | readonly number[];

/** How to compute what a vector expects, from its arguments. */
export const ours: Readonly<Record<string, (...args: readonly Argument[]) => Result>> = {
  availability: (mtbf, mttr) => availability(number(mtbf), number(mttr)),
  series: (...blocks) => series(...blocks.map(number)),
  parallel: (...blocks) => parallel(...blocks.map(number)),
  kOfN: (k, n, each) => kOfN(number(k), new Array<number>(number(n)).fill(number(each))),
  pairAutoCtmc: (failures, repairs, hours, crews) => pairWithThirdVote(nodes(failures, repairs, crews), number(hours)),
  pairNoArbiterCtmc: (failures, repairs, hours, crews) => pairWithoutThirdVote(nodes(failures, repairs, crews), number(hours)),
  mh21Tail: (arrivals, fastRate, heavyRate, heavyShare, seconds) =>
    waitTail(
      { arrivals: number(arrivals), fastRate: number(fastRate), heavyRate: number(heavyRate), heavyShare: number(heavyShare) },
      number(seconds),
    ),
  mulberry32: (seed, count) => Array.from({ length: number(count) }, mulberry32(number(seed))),
  downtimeMinutes: (up, minutes) => shareOfPeriod(up, minutes),
  downtimeSecondsFloor: (up, seconds) => Math.floor(shareOfPeriod(up, seconds)),
  seedCost: (label) => seedCost(String(label)),
};

/** The analysis' own prices of its options, for the practices that its one server carries. */
function seedCost(label: string): number {
  const plans: Readonly<Record<string, PlanId>> = { A: 'single', B_low: 'managed-db-as-quoted', C: 'pair-as-quoted' };
  const { net } = quoteFor(plans[label]!, { tenants: 20, prices: 'quoted' }).bill!;
  return net!.low.euro.toNumber();
}

/** We state downtime in hours of a year; what is never up is down for all of it. */
function shareOfPeriod(up: Argument | undefined, period: Argument | undefined): number {
  return (downtimeHours(number(up)) / downtimeHours(0)) * number(period);
}

function nodes(failures: Argument | undefined, repairs: Argument | undefined, crews: Argument | undefined) {
  return { failuresPerHour: number(failures), repairsPerHour: number(repairs), crews: number(crews) };
}

function number(argument: Argument | undefined): number {
  if (typeof argument !== 'number') throw new Error(`A number is missing: ${String(argument)}.`);
  return argument;
}
