/** Models, money and texts of figures, with any number at all. */
import fc from 'fast-check';
import {
  add,
  availability,
  availabilityOfRate,
  backupGb,
  backupHours,
  backupLayer,
  boundedQueue,
  divide,
  downtime,
  downtimeHours,
  erlangC,
  failover,
  faultTolerance,
  fromUsd,
  generatorOf,
  kOfN,
  kOfNLifeHours,
  load,
  longestOutage,
  longOutage,
  majority,
  meanQueue,
  meanResponse,
  meanWait,
  missed,
  net,
  optimalWorkers,
  overMonth,
  pairFailuresPerYear,
  pairRepairHours,
  pairWithoutThirdVote,
  pairWithThirdVote,
  parallel,
  peakWorkers,
  replicaLayer,
  rpo,
  scaledThroughput,
  scalingEfficiency,
  secondaryConnections,
  series,
  serviceLevel,
  sharedWaitTail,
  stationary,
  subtract,
  sum,
  throughputLimit,
  times,
  toCents,
  totalLoss,
  twoNodesAndVote,
  utilisation,
  valuesOf,
  waitTail,
  wiredTigerCacheGb,
  withVat,
} from '@ordiplan/planner';
import { facts } from '../answers.ts';
import { entry, type Entry, type Wishes } from './entry.ts';
import { endless, noWrongNumber } from './outcome.ts';
import { anyNumber, anyText } from './values.ts';

const n = anyNumber;
const values = valuesOf(facts.assumptions, (a) => a.likely);
const runs = 1000;

/** A model of several plain numbers. */
const model = (
  name: string,
  call: (...numbers: [number, number, number, number, number, number]) => unknown,
  wishes: Partial<Wishes<unknown>> = {},
): Entry => entry(name, fc.tuple(n, n, n, n, n, n), (numbers) => call(...numbers), { runs, fault: noWrongNumber, ...wishes });

/** A share of time lies between 0 and 1, also where digits get lost. */
const share = (answer: unknown) =>
  noWrongNumber(answer) ?? (typeof answer === 'number' && answer >= 0 && answer <= 1 ? undefined : `the share ${String(answer)}`);

export const modelEntries: readonly Entry[] = [
  model('erlangC', (offered, workers) => erlangC(offered, workers), { fault: share }),
  model('meanWait', (arrivals, serviceRate, workers) => meanWait({ arrivals, serviceRate, workers }), { fault: endless }),
  model('meanQueue', (arrivals, serviceRate, workers) => meanQueue({ arrivals, serviceRate, workers }), { fault: endless }),
  model('meanResponse', (arrivals, serviceRate, workers) => meanResponse({ arrivals, serviceRate, workers }), { fault: endless }),
  model('serviceLevel', (arrivals, serviceRate, workers, seconds) => serviceLevel({ arrivals, serviceRate, workers }, seconds), {
    fault: share,
  }),
  model('boundedQueue', (arrivals, serviceRate, workers, places) => boundedQueue({ arrivals, serviceRate, workers, places })),
  model('utilisation', (arrivals, fastRate, heavyRate, heavyShare) => utilisation({ arrivals, fastRate, heavyRate, heavyShare })),
  model('waitTail', (arrivals, fastRate, heavyRate, heavyShare, seconds) =>
    waitTail({ arrivals, fastRate, heavyRate, heavyShare }, seconds),
  ),
  model('sharedWaitTail', (arrivals, fastRate, heavyRate, heavyShare, workers, seconds) =>
    sharedWaitTail({ arrivals, fastRate, heavyRate, heavyShare, workers }, seconds),
  ),
  model('scaledThroughput', (contention, coherency, alone, workers) => scaledThroughput({ contention, coherency, alone }, workers)),
  model('scalingEfficiency', (throughput, alone, workers) => scalingEfficiency(throughput, alone, workers)),
  model('peakWorkers', (contention, coherency) => peakWorkers(contention, coherency), { fault: endless }),
  model('optimalWorkers', (contention) => optimalWorkers(contention), { fault: endless }),
  model('throughputLimit', (contention, alone) => throughputLimit(contention, alone), { fault: endless }),
  model('majority', (votes) => [majority(votes), faultTolerance(votes)]),
  model('twoNodesAndVote', (node, vote) => twoNodesAndVote(node, vote), { fault: share }),
  model('wiredTigerCacheGb', (ramGb) => wiredTigerCacheGb(ramGb)),
  model('secondaryConnections', (perNode, reserved, secondaries) => secondaryConnections({ perNode, reserved }, secondaries)),
  model('availability', (mtbf, mttr) => availability(mtbf, mttr), { fault: share }),
  model('availabilityOfRate', (perYear, hours) => availabilityOfRate(perYear, hours), { fault: share }),
  model('series', (...blocks) => series(...blocks), { fault: share }),
  model('parallel', (...blocks) => parallel(...blocks), { fault: share }),
  model('kOfN', (k, ...blocks) => kOfN(k, blocks), { fault: share }),
  model('downtimeHours', (available) => downtimeHours(available)),
  model('downtime', (available, period) => downtime(available, period)),
  model('pairFailuresPerYear', (a, b, c, d) => pairFailuresPerYear({ perYear: a, hours: b }, { perYear: c, hours: d })),
  model('pairRepairHours', (one, other) => pairRepairHours(one, other)),
  model('kOfNLifeHours', (k, of, failuresPerHour) => kOfNLifeHours(k, of, failuresPerHour)),
  model(
    'longOutage',
    (a, b, c, d, hours) =>
      longOutage(
        [
          { perYear: a, hours: b },
          { perYear: c, hours: d },
        ],
        hours,
      ),
    { fault: share },
  ),
  model('longestOutage', (a, b, c, d, confidence) =>
    longestOutage(
      [
        { perYear: a, hours: b },
        { perYear: c, hours: d },
      ],
      confidence,
    ),
  ),
  model(
    'pairWithThirdVote',
    (failuresPerHour, repairsPerHour, crews, hours) => pairWithThirdVote({ failuresPerHour, repairsPerHour, crews }, hours),
    { fault: share },
  ),
  model(
    'pairWithoutThirdVote',
    (failuresPerHour, repairsPerHour, crews, hours) => pairWithoutThirdVote({ failuresPerHour, repairsPerHour, crews }, hours),
    { fault: share },
  ),
  model('layers', (a, b, c, d) => [
    replicaLayer({ afterDisk: a, afterSite: b }),
    backupLayer({ restoreWorks: c, isAtOtherSite: true, compromised: d }),
  ]),
  model('missed', (a, b, c, commonCause) => missed([a, b, c], commonCause), { fault: share }),
  model(
    'totalLoss',
    (disk, site, operator, years, usable, commonCause) => {
      const layer = { disk: usable, site: usable, operator: usable, compromise: 0 };
      return totalLoss({ rates: { disk, site, operator, compromise: 0 }, layers: [layer], commonCause }, years);
    },
    { fault: share },
  ),
  model('rpo', (intervalHours, durationHours, replicationSeconds) => rpo({ backup: { intervalHours, durationHours }, replicationSeconds })),
  model('load', (tenants) => load(tenants, values)),
  model('backupHours', (dumpedGb, keptGb) => [backupHours(dumpedGb, keptGb, values), backupGb(dumpedGb, keptGb, values)]),
  model('stationary', (a, b, c, d) =>
    stationary([
      [-a, a, 0],
      [b, -(b + c), c],
      [0, d, -d],
    ]),
  ),
  model('generatorOf', (states, from, to, rate) => stationary(generatorOf(states, [[from, to, rate]]))),
  entry(
    'failover',
    fc.record({
      dataNodes: fc.oneof(fc.nat({ max: 8 }), n),
      votes: fc.oneof(fc.nat({ max: 8 }), n),
      node: fc.record({ failuresPerHour: n, repairsPerHour: n }),
      voteOnly: fc.record({ failuresPerHour: n, repairsPerHour: n }),
      crews: fc.oneof(fc.nat({ max: 8 }), n),
      failoverHours: n,
      manualHours: fc.option(n, { nil: undefined }),
    }),
    failover,
    { runs, fault: noWrongNumber },
  ),
];

const amount = fc.oneof(anyText, fc.constantFrom('8.49', '0.01', '-3.00', '123456789.123456'));
const price = fc.constantFrom(net('8.49', 'month'), net('0', 'month'), net('-3.10', 'month'), net('1e-9', 'month'), net('1e300', 'month'));

export const moneyEntries: readonly Entry[] = [
  entry('net', amount, (text) => net(text, 'month'), { runs: 3000 }),
  entry('withVat', fc.tuple(price, amount), ([money, rate]) => withVat(money, rate), { runs: 3000 }),
  entry('fromUsd', fc.tuple(amount, amount), ([usd, rate]) => fromUsd(usd, rate, 'month'), { runs: 3000 }),
  entry('times and divide', fc.tuple(price, n), ([money, factor]) => [times(money, factor), divide(money, factor)], { runs: 3000 }),
  entry('add, subtract, sum and toCents', fc.tuple(price, price), ([a, b]) => [add(a, b), subtract(a, b), sum([a, b]), toCents(a)], {
    runs: 2000,
  }),
  entry('overMonth', fc.tuple(amount, n), ([text, hours]) => overMonth(net(text, 'hour'), hours), { runs: 3000 }),
];
