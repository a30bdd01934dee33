/** Scenarios as text: the inputs of a link and the flags of the command line. One way to read both. */
import { PlannerError } from '../errors.ts';
import { defaultsFor, parseScenario, scenarioKeys, unknownField, wrongValue, type Scenario, type ScenarioKey } from './scenario.ts';

/** The version of the link format. A later version must still read every link of this one. */
export const linkVersion = '1';

/** What a text stated, field by field, and what was wrong with the rest. */
export interface Statement {
  readonly stated: Readonly<Record<string, string | number>>;
  readonly problems: readonly PlannerError[];
}

const numeric: ReadonlySet<string> = new Set<ScenarioKey>(['tenants', 'tenantsIn12Months', 'outageEuroPerHour']);

/**
 * Reads pairs such as `['tenants', '25']`. Every wrong pair becomes a problem and is left out, so that one
 * broken input in an old link does not lose the others. `v` is the version of the link.
 */
export function readPairs(pairs: Iterable<readonly [string, string]>, today: string): Statement {
  const stated: Record<string, string | number> = {};
  const problems: PlannerError[] = [];
  for (const [field, text] of pairs) {
    const problem = readPair(field, text);
    if (problem) problems.push(problem);
  }
  return { stated, problems };

  function readPair(field: string, text: string): PlannerError | undefined {
    if (field === 'v') return text === linkVersion ? undefined : unknownVersion(text);
    if (!isScenarioKey(field)) return unknownField(field);
    if (field in stated) return twice(field);
    const value = numeric.has(field) ? asNumber(text) : text;
    try {
      // `tenants` is the one required input: an innocent number stands in while another field is checked.
      parseScenario({ tenants: 1, [field]: value }, today);
      stated[field] = value;
      return undefined;
    } catch (error) {
      if (!(error instanceof PlannerError)) throw error;
      return value === text ? error : wrongValue(field, Number.isNaN(value) ? text : value);
    }
  }
}

/** The link of a scenario, e.g. `v=1&tenants=25`: what equals its default is left out. */
export function toQuery(scenario: Scenario, today: string): string {
  const defaults = defaultsFor(scenario, today);
  const pairs = scenarioKeys
    .filter((key) => key === 'tenants' || scenario[key] !== defaults[key])
    .map((key) => `${key}=${encodeURIComponent(scenario[key])}`);
  return [`v=${linkVersion}`, ...pairs].join('&');
}

function asNumber(text: string): number {
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
}

function isScenarioKey(field: string): field is ScenarioKey {
  return (scenarioKeys as readonly string[]).includes(field);
}

function unknownVersion(version: string): PlannerError {
  return new PlannerError(
    'link.version',
    `The link is of version ${JSON.stringify(version)}, but this planner reads version ${linkVersion}. Its inputs were read as far as they are known.`,
    {
      version,
      known: linkVersion,
    },
  );
}

function twice(field: ScenarioKey): PlannerError {
  return new PlannerError('link.twice', `"${field}" is stated twice. The first value was used.`, { field });
}
