/** The sections of the method: which formulas, figures, assumptions and files of the code belong to each. */
import { assumptionKeys, type AssumptionKey, type FigureId, type MethodAnchor } from '@ordiplan/planner';
import type { FormulaId } from './formulas.ts';

export type SectionId = MethodAnchor | 'decision' | 'uncertainty' | 'prices' | 'legal' | 'limits' | 'sources';

export interface Section {
  readonly id: SectionId;
  /** A section inside the one before it. */
  readonly isPart?: boolean;
  readonly formulas: readonly FormulaId[];
  /** Worked out with the inputs of the page. */
  readonly figures: readonly FigureId[];
  readonly parameters: readonly AssumptionKey[];
  /** Below packages/planner/src. */
  readonly files: readonly string[];
}

/** The assumptions from one to another, in the order of the file. */
const between = (from: AssumptionKey, to: AssumptionKey) =>
  assumptionKeys.slice(assumptionKeys.indexOf(from), assumptionKeys.indexOf(to) + 1);

export const sections: readonly Section[] = [
  {
    id: 'money',
    formulas: ['net', 'gross', 'perPractice', 'operator', 'outage', 'total'],
    figures: ['net', 'totalCost', 'outageCost'],
    parameters: between('operatorEuroPerHour', 'furtherCellShare'),
    files: ['prices/bill.ts', 'units/money.ts', 'advice/total-cost.ts'],
  },
  {
    id: 'growth',
    formulas: ['reach', 'priceStep', 'expectedOn', 'stopHours', 'month', 'paid'],
    figures: ['reach', 'nextStep'],
    parameters: between('rescaleHours', 'doubleRunningDays'),
    files: ['advice/upgrade-points.ts', 'advice/envelope.ts', 'advice/roadmap.ts', 'units/search.ts'],
  },
  {
    id: 'load',
    formulas: ['sessions', 'activeUsers', 'peakRps', 'contacts', 'databaseGb', 'fileKb', 'filesGb', 'sizing'],
    figures: ['activeUsers'],
    parameters: between('usersPerPractice', 'practiceSpread'),
    files: ['models/load.ts'],
  },
  {
    id: 'capacity',
    formulas: ['requestMs', 'hostedMs', 'cpu', 'ram', 'mongodGb', 'disk', 'storedGb', 'iops', 'atlasRam', 'connections', 'namespaces'],
    figures: ['use.cpu', 'use.ram', 'use.disk'],
    parameters: [
      ...between('fastMs', 'dbMs'),
      ...between('writeShare', 'iopsPerWrite'),
      ...between('namespacesPerPractice', 'maxOwnNamespaces'),
      ...between('maxCpu', 'maxIops'),
    ],
    files: ['models/capacity.ts', 'models/machines.ts', 'options/sizing.ts'],
  },
  {
    id: 'queueing',
    formulas: ['rho', 'roots', 'tail', 'latency', 'erlang', 'shared'],
    figures: ['use.latency'],
    parameters: [...between('dbRoundTrips', 'atlasRttMs'), ...between('maxWaitShare', 'waitSeconds')],
    files: ['models/queueing.ts', 'models/shared-queue.ts', 'models/multi-server.ts'],
  },
  {
    id: 'availability',
    formulas: [
      'cause',
      'series',
      'parallel',
      'kOfN',
      'withVote',
      'failover',
      'withoutVote',
      'hoursDown',
      'openingHoursDown',
      'practiceHoursDown',
    ],
    figures: ['availability', 'openingHoursDown'],
    parameters: between('hostFailuresPerYear', 'openingShare'),
    files: ['models/reliability.ts', 'models/failover.ts', 'models/markov.ts', 'options/causes.ts'],
  },
  {
    id: 'contracts',
    isPart: true,
    formulas: ['promised'],
    figures: ['promised'],
    parameters: [],
    files: ['advice/promises.ts', 'prices/contracts.ts'],
  },
  {
    id: 'long-outage',
    isPart: true,
    formulas: ['longOutage', 'longest'],
    figures: ['longestOutage', 'overFourHours'],
    parameters: ['atlasOutageHours'],
    files: ['models/reliability.ts', 'advice/outages.ts'],
  },
  {
    id: 'recovery',
    formulas: ['backupGb', 'backupHours', 'peopleHours', 'restoreHours'],
    figures: ['afterServerLoss', 'backupSize'],
    parameters: [...between('dumpMbPerS', 'verifyHours'), ...between('backupWindowHours', 'maxRestoreHours')],
    files: ['models/recovery.ts'],
  },
  {
    id: 'losses',
    isPart: true,
    formulas: ['worst', 'mean', 'replica'],
    figures: ['hostLoss', 'errorLoss'],
    parameters: between('backupIntervalHours', 'replicationLagSeconds'),
    files: ['models/recovery.ts', 'options/keeping.ts', 'advice/losses.ts'],
  },
  {
    id: 'durability',
    formulas: ['missed', 'lossesPerYear', 'allLost'],
    figures: ['allDataLost'],
    parameters: ['dataDestroyedPerYear', ...between('diskLossesPerYear', 'zonesSurvive')],
    files: ['models/durability.ts', 'options/layers.ts'],
  },
  {
    id: 'decision',
    formulas: ['choice', 'safer'],
    figures: [],
    parameters: [],
    files: ['advice/judge.ts', 'advice/recommend.ts', 'advice/dominance.ts', 'advice/flips.ts', 'advice/targets.ts'],
  },
  {
    id: 'uncertainty',
    formulas: ['lowHalf', 'highHalf', 'quantile', 'chance'],
    figures: [],
    parameters: [],
    files: ['advice/draws.ts', 'advice/ranges.ts', 'advice/sensitivity.ts'],
  },
  {
    id: 'prices',
    formulas: ['euro', 'byTheHour', 'ageDays'],
    figures: [],
    parameters: [],
    files: ['prices/price-book.ts', 'prices/exchange.ts'],
  },
  { id: 'legal', formulas: ['worstGate'], figures: [], parameters: [], files: ['advice/gates.ts', 'prices/compliance.ts'] },
  { id: 'limits', formulas: [], figures: [], parameters: [], files: [] },
  { id: 'sources', formulas: [], figures: [], parameters: [], files: [] },
];
