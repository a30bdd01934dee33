/** What we suppose where nobody has measured: every parameter of the models with its span, unit and source. */
import { z } from 'zod';
import { PlannerError } from '../errors.ts';
import { readShape } from '../units/shape.ts';

/** All parameters by what they are about, in the order in which a reader meets them. Meaning and source stand in data/assumptions.json. */
export const assumptionGroups = {
  load: [
    'usersPerPractice',
    'presencePeak',
    'activeShare',
    'requestsPerActive',
    'burst',
    'pollPerSession',
    'contactsPerDay',
    'openDaysPerYear',
    'dbKbPerContact',
    'filesPerContact',
    'fileKb',
    'imagesPerContact',
    'imageMb',
    'dataAgeYears',
    'importYearsDb',
    'importYearsFiles',
    'practiceSpread',
  ],
  work: [
    'fastMs',
    'heavyMs',
    'heavyShare',
    'dbMs',
    'writeShare',
    'iopsPerWrite',
    'dbRoundTrips',
    'atlasRttMs',
    'namespacesPerPractice',
    'speedFactorShared',
    'speedFactorDedicated',
  ],
  memory: [
    'nodeWorkerMb',
    'sessionMb',
    'osGb',
    'mongodBaseGb',
    'connectionsPerWorker',
    'connectionMb',
    'indexRatio',
    'hotShare',
    'compression',
    'osDiskGb',
    'atlasCacheShare',
    'atlasOvercommit',
    'maxOwnNamespaces',
  ],
  backup: [
    'dumpMbPerS',
    'mongorestoreMbPerS',
    'atlasRestoreMbPerS',
    'backupMbPerS',
    'dailyChange',
    'dumpCompression',
    'backupRetention',
    'detectHours',
    'respondHours',
    'provisionHours',
    'verifyHours',
    'backupIntervalHours',
    'pointInTimeMinutes',
    'replicationLagSeconds',
  ],
  change: ['rescaleHours', 'orderLeadDays', 'rescaleWorkHours', 'addServerWorkHours', 'moveDesignWorkHours', 'doubleRunningDays'],
  availability: [
    'hostFailuresPerYear',
    'hostRepairHours',
    'softwareFailuresPerYear',
    'softwareRepairHours',
    'siteFailuresPerYear',
    'siteRepairHours',
    'plannedStopsPerYear',
    'plannedStopHours',
    'atlasUnavailability',
    'atlasOutageHours',
    'pathFailuresPerYear',
    'pathRepairHours',
    'loadBalancerFailuresPerYear',
    'loadBalancerRepairHours',
    'failoverSeconds',
    'failoverSuccess',
    'manualFailoverHours',
    'arbiterUnavailability',
    'rollingDeployCatch',
    'dataDestroyedPerYear',
    'openingShare',
  ],
  durability: [
    'diskLossesPerYear',
    'siteLossesPerYear',
    'compromisesPerYear',
    'restoreWorksTested',
    'restoreWorksUntested',
    'backupHitByCompromise',
    'appendOnlyHitByCompromise',
    'commonCause',
    'snapshotRestoreWorks',
    'replicaSurvivesDisk',
    'zonesSurvive',
  ],
  limits: ['maxCpu', 'maxRam', 'maxDisk', 'maxIops', 'maxWaitShare', 'waitSeconds', 'backupWindowHours', 'maxRestoreHours'],
  people: [
    'operatorEuroPerHour',
    'operatorHoursSolo',
    'operatorHoursSingle',
    'operatorHoursManagedDb',
    'operatorHoursBalanced',
    'operatorHoursSplit',
    'operatorHoursPair',
    'operatorHoursCluster',
    'furtherCellShare',
  ],
} as const;
/** A group of parameters. */
export type AssumptionGroup = keyof typeof assumptionGroups;
/** The name of a parameter of the models. */
export type AssumptionKey = (typeof assumptionGroups)[AssumptionGroup][number];

/** The groups, in reading order. */
export const assumptionGroupIds = Object.keys(assumptionGroups) as readonly AssumptionGroup[];
/** All parameters in the same order. */
export const assumptionKeys: readonly AssumptionKey[] = Object.values(assumptionGroups).flat();

/** Parameters that are shares: at most 1. */
export const shareKeys: ReadonlySet<AssumptionKey> = new Set([
  ...(['presencePeak', 'activeShare', 'heavyShare', 'writeShare', 'dailyChange', 'atlasCacheShare', 'openingShare', 'hotShare'] as const),
  ...(['atlasUnavailability', 'failoverSuccess', 'arbiterUnavailability', 'rollingDeployCatch'] as const),
  ...([
    'maxCpu',
    'maxRam',
    'maxDisk',
    'maxIops',
    'maxWaitShare',
    'commonCause',
    'restoreWorksTested',
    'restoreWorksUntested',
    'furtherCellShare',
  ] as const),
  ...(['backupHitByCompromise', 'appendOnlyHitByCompromise', 'snapshotRestoreWorks', 'replicaSurvivesDisk', 'zonesSurvive'] as const),
]);

/** Parameters that something is divided by: never 0. */
export const divisorKeys: ReadonlySet<AssumptionKey> = new Set([
  ...(['fastMs', 'heavyMs', 'speedFactorShared', 'speedFactorDedicated', 'atlasCacheShare', 'atlasOvercommit'] as const),
  ...(['dumpMbPerS', 'mongorestoreMbPerS', 'atlasRestoreMbPerS', 'backupMbPerS', 'maxOwnNamespaces'] as const),
  ...(['hostRepairHours', 'siteRepairHours', 'manualFailoverHours', 'atlasOutageHours'] as const),
  ...(['maxCpu', 'maxRam', 'maxDisk', 'maxIops', 'maxWaitShare', 'backupWindowHours', 'maxRestoreHours'] as const),
]);

/** Far beyond anything that can be meant, and far from where a number of the computer ends. */
const largestFigure = 1e9;
const smallestDivisor = 1 / largestFigure;

/** What a figure of the user may be for a parameter, both ends included. */
export function boundsOf(key: AssumptionKey): { readonly least: number; readonly most: number } {
  const most = key === 'openDaysPerYear' ? longestYear : shareKeys.has(key) ? 1 : largestFigure;
  return { least: divisorKeys.has(key) ? smallestDivisor : 0, most };
}

/** Days; nobody opens more often than every day. */
const longestYear = 366;

/** A span of the user: three times the same number for a measurement. */
export interface Span {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

const Assumption = z
  .strictObject({
    low: z.number().nonnegative(),
    likely: z.number().nonnegative(),
    high: z.number().nonnegative(),
    unit: z.string().min(1),
    kind: z.enum(['sourced', 'measured', 'derived', 'assumed']),
    meaning: z.strictObject({ de: z.string().min(1), en: z.string().min(1) }),
    source: z.string().min(1),
  })
  .refine((a) => a.low <= a.likely && a.likely <= a.high, 'must be ordered low <= likely <= high');
/** A parameter: its span, its meaning, and who says so. */
export type Assumption = z.infer<typeof Assumption>;

const AssumptionsFile = z.strictObject({
  schemaVersion: z.literal(1),
  parameters: z.record(z.enum(assumptionKeys), Assumption),
});
/** Every parameter with its span and source. */
export type Assumptions = Readonly<Record<AssumptionKey, Assumption>>;

/** One number per parameter: what the models compute with. */
export type Values = Readonly<Record<AssumptionKey, number>>;

/** Checks the whole file. Throws `assumptions.invalid` with the place and the reason of the first fault. */
export function parseAssumptions(json: unknown): Assumptions {
  const result = readShape(AssumptionsFile, json);
  if ('data' in result) return result.data.parameters;
  const { place, reason } = result.fault;
  throw new PlannerError('assumptions.invalid', `The assumptions are not valid at "${place}": ${reason}. Correct data/assumptions.json.`);
}

/** The number of each parameter that `pick` chooses, e.g. `valuesOf(assumptions, (a) => a.likely)`. */
export function valuesOf(assumptions: Assumptions, pick: (a: Assumption, key: AssumptionKey) => number): Values {
  return Object.fromEntries(assumptionKeys.map((key) => [key, pick(assumptions[key], key)])) as Record<AssumptionKey, number>;
}
