/** The scenario: what the user states. The only place where an input, its default and its limits are declared. */
import { z } from 'zod';
import { PlannerError, type ErrorDetails } from '../errors.ts';
import { isIsoDate } from '../units/time.ts';

/** The largest number of practices that can be asked for. */
export const maxTenants = 1000;

const Tenants = z.int().min(1).max(maxTenants);

/** Letters, digits and hyphens in labels of at most 63, at least two labels: nothing in it can end a line or a directive of a file. */
const hostName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

const Input = z.strictObject({
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
  orderOn: z.string().refine(isIsoDate).optional(),
  /** The host name under which the practices reach the software. */
  domain: z.string().regex(hostName).default('ordination.example'),
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
}
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
};
export const scenarioKeys = Object.keys(limits) as readonly ScenarioKey[];

/**
 * Completes a scenario with the defaults. Throws `scenario.<what>` for a missing, unknown or impossible input;
 * the message names the field, the value seen and what it may be.
 */
export function parseScenario(input: unknown, today: string): Scenario {
  const result = Input.safeParse(input);
  if (!result.success) throw asPlannerError(result.error.issues[0]!, input);
  const { tenantsIn12Months, orderOn, ...stated } = result.data;
  return { ...stated, tenantsIn12Months: tenantsIn12Months ?? stated.tenants, orderOn: orderOn ?? today };
}

/** The value of each input that was not stated, given those that were. */
export function defaultsFor(scenario: Scenario, today: string): Scenario {
  return parseScenario({ tenants: scenario.tenants }, today);
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

function asPlannerError(issue: z.core.$ZodIssue, input: unknown): PlannerError {
  if (issue.code === 'unrecognized_keys') return unknownField(issue.keys[0] ?? '');
  const field = issue.path[0];
  if (field === undefined) {
    return refuse('scenario.not-an-object', `A scenario must be an object such as { tenants: 25 }, but is ${show(input)}.`, {
      value: show(input),
    });
  }
  const value = (input as Record<string, unknown>)[String(field)];
  const key = field as ScenarioKey;
  if (value === undefined) {
    return refuse('scenario.missing', `"${key}" is missing. State it as ${limits[key]}.`, { field: key, limit: limits[key] });
  }
  return wrongValue(key, value);
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
