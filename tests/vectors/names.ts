/** The published vectors name functions by what they compute: this is the one place that says which of ours that is. */
import {
  availability,
  boundedQueue,
  downtime,
  downtimeText,
  erlangC,
  faultTolerance,
  kOfN,
  kOfNLifeHours,
  majority,
  meanQueue,
  meanResponse,
  mulberry32,
  optimalWorkers,
  pairFailuresPerYear,
  pairRepairHours,
  pairWithoutThirdVote,
  pairWithThirdVote,
  parallel,
  peakWorkers,
  scaledThroughput,
  scalingEfficiency,
  secondaryConnections,
  series,
  serviceLevel,
  stationary,
  throughputLimit,
  waitTail,
  wiredTigerCacheGb,
  type PlanId,
} from '@ordiplan/planner';
import { quoteFor } from '../planner/answers.ts';

export type Argument = number | string | readonly (readonly number[])[];
export type Result = number | string | readonly number[];

/** How to compute what a vector expects from its arguments, all of them numbers. */
const ofNumbers: Readonly<Record<string, (...args: number[]) => Result>> = {
  // reliability
  availability,
  series,
  parallel,
  kOfN: (k, n, each) => kOfN(k!, new Array<number>(n!).fill(each!)),
  kOfNMttf: kOfNLifeHours,
  parallelFreqPerYear: (oneRate, oneHours, otherRate, otherHours) =>
    pairFailuresPerYear({ perYear: oneRate!, hours: oneHours! }, { perYear: otherRate!, hours: otherHours! }),
  parallelRepairH: pairRepairHours,
  downtimeMinutes: downtime,
  downtimeSecondsFloor: (up, seconds) => Math.floor(downtime(up!, seconds!)),
  // The library keeps figure and unit on one line; the vendors' page uses plain spaces.
  downtimeText: (up, seconds) => downtimeText(downtime(up!, seconds!)).replaceAll('\u00a0', ' '),
  // failover
  pairAutoCtmc: (failures, repairs, hours, crews) => pairWithThirdVote(nodes(failures!, repairs!, crews!), hours!),
  pairNoArbiterCtmc: (failures, repairs, hours, crews) => pairWithoutThirdVote(nodes(failures!, repairs!, crews!), hours!),
  // replica set
  majority,
  faultTolerance,
  wiredTigerGB: wiredTigerCacheGb,
  atlasSecondaryConnections: (perNode, reserved, secondaries) =>
    secondaryConnections({ perNode: perNode!, reserved: reserved! }, secondaries!),
  // queues
  erlangC,
  mmcLq: (arrivals, serviceRate, workers) => meanQueue(pool(arrivals!, serviceRate!, workers!)),
  mmcR: (arrivals, serviceRate, workers) => meanResponse(pool(arrivals!, serviceRate!, workers!)),
  mmcServiceLevel: (arrivals, serviceRate, workers, within) => serviceLevel(pool(arrivals!, serviceRate!, workers!), within!),
  mh21Tail: (arrivals, fastRate, heavyRate, heavyShare, seconds) =>
    waitTail({ arrivals: arrivals!, fastRate: fastRate!, heavyRate: heavyRate!, heavyShare: heavyShare! }, seconds!),
  // scalability
  usl: (workers, contention, coherency, alone) =>
    scaledThroughput({ contention: contention!, coherency: coherency!, alone: alone! }, workers!),
  uslEfficiency: (workers, throughput, alone) => scalingEfficiency(throughput!, alone!, workers!),
  uslPeak: peakWorkers,
  uslOptimal: optimalWorkers,
  uslLimit: throughputLimit,
  // random numbers
  mulberry32: (seed, count) => Array.from({ length: count! }, mulberry32(seed!)),
  // These check the arithmetic of a source, not a function of ours: a picture's size, contacts a day, staff, ransomware.
  mul: (...factors) => factors.reduce((product, factor) => product * factor, 1),
  div: (dividend, divisor) => dividend! / divisor!,
};

const ofOthers: Readonly<Record<string, (...args: readonly Argument[]) => Result>> = {
  ctmc: (generator) => stationary(generator as readonly (readonly number[])[]),
  mmmk: (arrivals, serviceRate, workers, places, figure) => {
    const queue = boundedQueue({ ...pool(number(arrivals), number(serviceRate), number(workers)), places: number(places) });
    return { X: queue.throughput, pK: queue.blocked, Q: queue.inSystem, R: queue.responseSeconds }[figure as 'X' | 'pK' | 'Q' | 'R'];
  },
  seedCost: (label) => seedCost(String(label)),
};

/** How to compute what a vector expects, from its arguments. */
export const ours: Readonly<Record<string, (...args: readonly Argument[]) => Result>> = {
  ...Object.fromEntries(Object.entries(ofNumbers).map(([name, compute]) => [name, (...args) => compute(...args.map(number))])),
  ...ofOthers,
};

/** The analysis' own prices of its options, for the practices that its one server carries. */
function seedCost(label: string): number {
  const plans: Readonly<Record<string, PlanId>> = { A: 'single', B_low: 'managed-db-as-quoted', C: 'pair-as-quoted' };
  const { net } = quoteFor(plans[label]!, { tenants: 20, prices: 'quoted' }).bill!;
  return net!.low.euro.toNumber();
}

function nodes(failuresPerHour: number, repairsPerHour: number, crews: number) {
  return { failuresPerHour, repairsPerHour, crews };
}

function pool(arrivals: number, serviceRate: number, workers: number) {
  return { arrivals, serviceRate, workers };
}

function number(argument: Argument | undefined): number {
  if (typeof argument !== 'number') throw new Error(`A number is missing: ${String(argument)}.`);
  return argument;
}
