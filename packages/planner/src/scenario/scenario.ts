/** The scenario: what the user states. The only place where an input, its default and its limits are declared. */
import { z } from 'zod';
import { PlannerError, type ErrorDetails } from '../errors.ts';
import { Day, safely } from '../units/shape.ts';
import { hoursPerYear } from '../units/time.ts';
import { assumptionKeys, boundsOf, type AssumptionKey, type Span } from './assumptions.ts';
import {
  backupTargets,
  Email,
  exampleNetworks,
  HostName,
  Networks,
  Project,
  systemIds,
  type BackupTarget,
  type SystemId,
} from './set-up.ts';
import { profileIds, profiles, type ProfileId, type Targets, type Wanted } from './targets.ts';

/** The largest number of practices that can be asked for. */
export const maxTenants = 1000;

const Tenants = z.int().min(1).max(maxTenants);

/** Standard deviations; more than three leave out one practice mix in a thousand. */
const largestMargin = 3;

const Figure = z.union([z.number(), z.strictObject({ low: z.number(), likely: z.number(), high: z.number() })]);

const percent = 100;
const mostEuro = 1_000_000;
const mostOperatorHours = 1000;
const mostMonths = 36;

/** A limit, or that none is set. */
const upTo = (most: number) => z.union([z.number().min(0).max(most), z.literal('any')]).optional();

/** The shape of what a user states. The JSON Schema of a scenario file is made from it. */
export const Input = z.strictObject({
  /** Practices served today. The one input without a default: nobody can guess it. */
  tenants: Tenants,
  /** Practices expected twelve months from now. Default: as many as today, i.e. no growth is supposed. */
  tenantsIn12Months: Tenants.optional(),
  /** What one hour of outage in opening hours costs one practice, in euro. */
  outageEuroPerHour: z.number().min(0).max(10_000).default(20),
  /** Which price list: today's, or the prices that the analysis names. */
  prices: z.enum(['current', 'quoted']).default('current'),
  /** Whose VAT is added to the net price. */
  vat: z.enum(['AT', 'DE', 'none']).default('AT'),
  /** The day on which everything is ordered. Default: today. */
  orderOn: Day.optional(),
  /** The host name under which the practices reach the software. */
  domain: HostName.default('ordination.example'),
  /** What machines, buckets and labels are called after. */
  project: Project.default('ordination'),
  /** Who is told of alerts. Default: "alerts" at the domain. */
  alertEmail: Email.optional(),
  /** From where administrators log in. The default is set aside for examples: nobody gets in with it. */
  adminNetworks: Networks.default(exampleNetworks),
  /** The release of the operating system that the files are written for. */
  os: z.enum(systemIds).default('ubuntu-24.04'),
  /** Where the off-site backup goes. */
  backupTo: z.enum(backupTargets).default('storage-box'),
  /** The day since which the present servers run: they keep the prices of that day. Default, and at the latest: the day of the order. */
  runningSince: Day.optional(),
  /** Whether a request waits for one process of the software or for any. */
  queue: z.enum(['per-worker', 'shared']).default('per-worker'),
  /** One database for all practices, or one each. */
  databases: z.enum(['shared', 'per-practice']).default('shared'),
  /** Room for practices that are larger than the mean, in standard deviations: 1.28 suffices in 90 % of cases. */
  sizeMargin: z.number().min(0).max(largestMargin).default(0),
  /** Availability that the user measured, in percent: shown beside what contracts promise and the model expects. */
  measuredAvailability: z.number().min(0).max(100).optional(),
  /** Whose health law holds. Default: Germany with German VAT, else Austria. */
  jurisdiction: z.enum(['AT', 'DE']).optional(),
  /** The phase, a set of targets; each target below replaces that of the profile. */
  profile: z.enum(profileIds).default('start'),
  targetAvailability: upTo(percent),
  targetAvailabilityOver: z.enum(['year', 'opening-hours']).optional(),
  targetHostLossHours: upTo(hoursPerYear),
  targetErrorHours: upTo(hoursPerYear),
  targetRestoreHours: upTo(hoursPerYear),
  targetPointInTime: z.enum(['yes', 'no']).optional(),
  targetEuroPerMonth: upTo(mostEuro),
  targetOperatorHours: upTo(mostOperatorHours),
  /** Months from now until the targets of production hold; absent: the profile stays. */
  productionInMonths: z.int().min(1).max(mostMonths).optional(),
  /** Figures in place of the shipped assumptions: a measured number, or a span. */
  assumptions: z.partialRecord(z.enum(assumptionKeys), Figure).optional(),
});

/** What a caller may state; everything but `tenants` has a default. */
export type ScenarioInput = z.input<typeof Input>;

/** A complete scenario. */
export interface Scenario {
  readonly tenants: number;
  readonly tenantsIn12Months: number;
  readonly outageEuroPerHour: number;
  readonly prices: 'current' | 'quoted';
  readonly vat: 'AT' | 'DE' | 'none';
  readonly orderOn: string;
  readonly domain: string;
  readonly project: string;
  readonly alertEmail: string;
  /** Networks joined by commas. */
  readonly adminNetworks: string;
  readonly os: SystemId;
  readonly backupTo: BackupTarget;
  readonly runningSince: string;
  readonly queue: 'per-worker' | 'shared';
  readonly databases: 'shared' | 'per-practice';
  readonly sizeMargin: number;
  /** Undefined if nothing was measured. */
  readonly measuredAvailability: number | undefined;
  readonly jurisdiction: 'AT' | 'DE';
  readonly profile: ProfileId;
  readonly targetAvailability: Wanted;
  readonly targetAvailabilityOver: 'year' | 'opening-hours';
  readonly targetHostLossHours: Wanted;
  readonly targetErrorHours: Wanted;
  readonly targetRestoreHours: Wanted;
  readonly targetPointInTime: 'yes' | 'no';
  readonly targetEuroPerMonth: Wanted;
  readonly targetOperatorHours: Wanted;
  /** Undefined if the profile stays. */
  readonly productionInMonths: number | undefined;
  readonly assumptions: Readonly<Partial<Record<AssumptionKey, Span>>>;
}
/** The name of an input. */
export type ScenarioKey = keyof Scenario;

/** What each input may be: for messages, forms and `--help`. */
export const limits: Readonly<Record<ScenarioKey, string>> = {
  tenants: `a whole number from 1 to ${maxTenants}`,
  tenantsIn12Months: `a whole number from 1 to ${maxTenants}`,
  outageEuroPerHour: 'a number from 0 to 10000',
  prices: '"current" or "quoted"',
  vat: '"AT", "DE" or "none"',
  orderOn: 'a day of the calendar written YYYY-MM-DD',
  domain: 'a host name such as "ordination.example"',
  project: 'a name of lower-case letters, digits and single hyphens, at most 24 signs, such as "ordination"',
  alertEmail: 'a mail address in lower case such as "alerts@ordination.example"',
  adminNetworks: 'up to 10 networks without host bits such as "198.51.100.7/32,2001:db8:1::/48"',
  os: systemIds.map((id) => `"${id}"`).join(' or '),
  backupTo: backupTargets.map((id) => `"${id}"`).join(', '),
  runningSince: 'a day of the calendar written YYYY-MM-DD',
  queue: '"per-worker" or "shared"',
  databases: '"shared" or "per-practice"',
  sizeMargin: `a number from 0 to ${largestMargin}`,
  measuredAvailability: 'a percentage from 0 to 100',
  jurisdiction: '"AT" or "DE"',
  profile: profileIds.map((id) => `"${id}"`).join(', '),
  targetAvailability: 'a percentage from 0 to 100, or "any"',
  targetAvailabilityOver: '"year" or "opening-hours"',
  targetHostLossHours: 'a number of hours from 0 to 8760, or "any"',
  targetErrorHours: 'a number of hours from 0 to 8760, or "any"',
  targetRestoreHours: 'a number of hours from 0 to 8760, or "any"',
  targetPointInTime: '"yes" or "no"',
  targetEuroPerMonth: 'a number of euro from 0 to 1000000, or "any"',
  targetOperatorHours: 'a number of hours from 0 to 1000, or "any"',
  productionInMonths: 'a whole number from 1 to 36',
  assumptions: 'figures such as "fastMs~3.1" or "fastMs~2~3~5" (low, likely, high), joined by "_"',
};
/** The names of all inputs. */
export const scenarioKeys = Object.keys(limits) as readonly ScenarioKey[];

/**
 * Completes a scenario with the defaults. Throws `scenario.<what>` for a missing, unknown or impossible input;
 * the message names the field, the value seen and what it may be.
 */
export function parseScenario(input: unknown, today: string): Scenario {
  const result = safely(Input, input);
  if (!result) throw unreadable();
  if (!result.success) throw asPlannerError(result.error.issues[0]!, input);
  const {
    tenantsIn12Months,
    orderOn = today,
    alertEmail,
    runningSince,
    measuredAvailability,
    productionInMonths,
    assumptions = {},
    ...stated
  } = result.data;
  const wanted = profiles[stated.profile];
  const scenario: Scenario = {
    ...stated,
    tenantsIn12Months: tenantsIn12Months ?? stated.tenants,
    orderOn,
    alertEmail: alertEmail ?? `alerts@${stated.domain}`,
    // What is said to run before it was ordered is ordered then.
    runningSince: runningSince !== undefined && runningSince < orderOn ? runningSince : orderOn,
    measuredAvailability,
    jurisdiction: stated.jurisdiction ?? (stated.vat === 'DE' ? 'DE' : 'AT'),
    targetAvailability: stated.targetAvailability ?? wanted.availability,
    targetAvailabilityOver: stated.targetAvailabilityOver ?? wanted.availabilityOver,
    targetHostLossHours: stated.targetHostLossHours ?? wanted.hostLossHours,
    targetErrorHours: stated.targetErrorHours ?? wanted.errorHours,
    targetRestoreHours: stated.targetRestoreHours ?? wanted.restoreHours,
    targetPointInTime: stated.targetPointInTime ?? (wanted.pointInTime ? 'yes' : 'no'),
    targetEuroPerMonth: stated.targetEuroPerMonth ?? wanted.euroPerMonth,
    targetOperatorHours: stated.targetOperatorHours ?? wanted.operatorHours,
    productionInMonths,
    assumptions: spansOf(assumptions),
  };
  // In one order, however it was stated: the same scenario is the same text everywhere.
  return Object.fromEntries(scenarioKeys.map((key) => [key, scenario[key]])) as unknown as Scenario;
}

/** The same scenario in another phase, with the targets of that phase. */
export function withProfile(scenario: Scenario, profile: ProfileId): Scenario {
  const wanted = profiles[profile];
  return {
    ...scenario,
    profile,
    targetAvailability: wanted.availability,
    targetAvailabilityOver: wanted.availabilityOver,
    targetHostLossHours: wanted.hostLossHours,
    targetErrorHours: wanted.errorHours,
    targetRestoreHours: wanted.restoreHours,
    targetPointInTime: wanted.pointInTime ? 'yes' : 'no',
    targetEuroPerMonth: wanted.euroPerMonth,
    targetOperatorHours: wanted.operatorHours,
  };
}

/** The targets of a scenario: those of its profile, each replaced where the user said something else. */
export function targetsOf(scenario: Scenario): Targets {
  return {
    availability: scenario.targetAvailability,
    availabilityOver: scenario.targetAvailabilityOver,
    hostLossHours: scenario.targetHostLossHours,
    errorHours: scenario.targetErrorHours,
    restoreHours: scenario.targetRestoreHours,
    pointInTime: scenario.targetPointInTime === 'yes',
    euroPerMonth: scenario.targetEuroPerMonth,
    operatorHours: scenario.targetOperatorHours,
  };
}

/** The figures of the user as spans. Throws `scenario.wrong-assumption` for one that is out of order or out of bounds. */
function spansOf(figures: Partial<Record<AssumptionKey, number | Span>>): Scenario['assumptions'] {
  const spans = assumptionKeys.flatMap((key) => {
    const figure = figures[key];
    if (figure === undefined) return [];
    const span = typeof figure === 'number' ? { low: figure, likely: figure, high: figure } : figure;
    const { least, most } = boundsOf(key);
    if (!(least <= span.low && span.low <= span.likely && span.likely <= span.high && span.high <= most))
      throw wrongAssumption(key, figure);
    return [[key, span] as const];
  });
  return Object.fromEntries(spans);
}

/** The error for a figure that no parameter can have. */
export function wrongAssumption(key: string, figure: unknown): PlannerError {
  const field: ScenarioKey = 'assumptions';
  if (isNoParameter(key)) {
    const shown = show(key);
    return refuse('scenario.unknown-assumption', `${shown} is not a parameter. data/assumptions.json lists them.`, { field, key: shown });
  }
  const value = typeof figure === 'object' && figure !== null ? Object.values(figure).slice(0, 4).map(show).join('~') : show(figure);
  const { least, most } = boundsOf(key as AssumptionKey);
  return refuse(
    'scenario.wrong-assumption',
    `The parameter "${key}" is ${value}, but must be a number from ${least} to ${most}, or three of them in order: low, likely, high.`,
    { field, key, value, least, most },
  );
}

/** The value of each input that was not stated, given those that were. */
export function defaultsFor(scenario: Scenario, today: string): Scenario {
  return parseScenario({ tenants: scenario.tenants, profile: scenario.profile, vat: scenario.vat, domain: scenario.domain }, today);
}

/** The error for a value that is none of what `field` may be. */
export function wrongValue(field: ScenarioKey, value: unknown): PlannerError {
  return refuse('scenario.wrong-value', `"${field}" is ${show(value)}, but must be ${limits[field]}.`, {
    field,
    value: show(value),
    limit: limits[field],
  });
}

/** The error for a field that no scenario has. */
export function unknownField(field: string): PlannerError {
  const known = scenarioKeys.join(', ');
  return refuse('scenario.unknown-field', `${show(field)} is not an input. The inputs are ${known}.`, { field, known });
}

/** The error for what throws when it is read. */
function unreadable(): PlannerError {
  return refuse('scenario.not-an-object', 'A scenario must be an object such as { tenants: 25 }, but cannot be read. Give plain data.', {
    value: 'an object',
  });
}

function asPlannerError(issue: z.core.$ZodIssue, input: unknown): PlannerError {
  const [field, parameter] = issue.path;
  if (field === undefined && issue.code === 'unrecognized_keys') return unknownField(issue.keys[0] ?? '');
  if (field === undefined) {
    return refuse('scenario.not-an-object', `A scenario must be an object such as { tenants: 25 }, but is ${show(input)}.`, {
      value: show(input),
    });
  }
  const value = (input as Record<string, unknown>)[String(field)];
  const key = field as ScenarioKey;
  if (key === 'assumptions' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const wrong = Object.keys(value).find(isNoParameter) ?? String(parameter);
    return wrongAssumption(wrong, (value as Record<string, unknown>)[wrong]);
  }
  if (value === undefined) {
    return refuse('scenario.missing', `"${key}" is missing. State it as ${limits[key]}.`, { field: key, limit: limits[key] });
  }
  return wrongValue(key, value);
}

function isNoParameter(key: string): boolean {
  return !(assumptionKeys as readonly string[]).includes(key);
}

function refuse(code: string, message: string, details: ErrorDetails): PlannerError {
  return new PlannerError(code, message, details);
}

/** A value as a message shows it: short, on one line, with quotes around text. */
function show(value: unknown): string {
  if (typeof value === 'string') {
    const oneLine = JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
    return oneLine;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
