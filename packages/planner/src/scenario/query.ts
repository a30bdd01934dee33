/** Scenarios as text: the inputs of a link and the flags of the command line. One way to read both. */
import { PlannerError } from '../errors.ts';
import { assumptionKeys, type Span } from './assumptions.ts';
import {
  defaultsFor,
  parseScenario,
  scenarioKeys,
  unknownField,
  wrongAssumption,
  wrongValue,
  type Scenario,
  type ScenarioInput,
  type ScenarioKey,
} from './scenario.ts';

/** The version of the link format. A later version must still read every link of this one. */
export const linkVersion = '1';

/** What a text stated, field by field, and what was wrong with the rest. */
export interface Statement {
  readonly stated: Readonly<Record<string, Stated>>;
  readonly problems: readonly PlannerError[];
}

type Stated = string | number | NonNullable<ScenarioInput['assumptions']>;

const numeric: ReadonlySet<string> = new Set<ScenarioKey>([
  'tenants',
  'tenantsIn12Months',
  'outageEuroPerHour',
  'sizeMargin',
  'measuredAvailability',
  'targetAvailability',
  'targetHostLossHours',
  'targetErrorHours',
  'targetRestoreHours',
  'targetEuroPerMonth',
  'targetOperatorHours',
  'productionInMonths',
]);

/** Neither is escaped in a link, nor changed by a shell: "fastMs~3.1_heavyMs~100~300~900". */
const betweenFigures = '_';
const withinFigure = '~';

/**
 * Reads pairs such as `['tenants', '25']`. Every wrong pair becomes a problem and is left out, so that one
 * broken input in an old link does not lose the others. `v` is the version of the link.
 */
export function readPairs(pairs: Iterable<readonly [string, string]>, today: string): Statement {
  const stated: Record<string, Stated> = {};
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
    if (field === 'assumptions') return readFigures(text);
    const value = numeric.has(field) && text !== 'any' ? asNumber(text) : text;
    try {
      // `tenants` is the one required input: an innocent number stands in while another field is checked.
      parseScenario({ tenants: 1, [field]: value }, today);
      stated[field] = value;
      return undefined;
    } catch (error) {
      if (!(error instanceof PlannerError)) throw error;
      return value === text ? error : wrongValue(field, Number.isFinite(value) ? value : text);
    }
  }

  /** All figures or none: a plan with half of somebody's measurements would be nobody's. */
  function readFigures(text: string): PlannerError | undefined {
    try {
      const figures = figuresOf(text);
      parseScenario({ tenants: 1, assumptions: figures }, today);
      stated.assumptions = figures;
      return undefined;
    } catch (error) {
      if (!(error instanceof PlannerError)) throw error;
      return error;
    }
  }
}

function figuresOf(text: string): Record<string, number | Span> {
  const pairs = text.split(betweenFigures).map((figure) => {
    const [key = '', ...parts] = figure.split(withinFigure);
    return [key, parts] as const;
  });
  if (pairs.some(([key]) => key === '')) throw wrongValue('assumptions', text);
  for (const [i, [key, parts]] of pairs.entries()) {
    const before = pairs.slice(0, i).find(([other]) => other === key);
    // Which of the two was meant, nobody can know.
    if (before) throw wrongAssumption(key, [...before[1], ...parts].join(', '));
  }
  return Object.fromEntries(pairs.map(([key, parts]) => [key, readFigure(key, parts)]));
}

function readFigure(key: string, parts: readonly string[]): number | Span {
  const numbers = parts.map(asNumber);
  const [low, likely, high] = numbers;
  if (low === undefined || !numbers.every(Number.isFinite)) throw wrongAssumption(key, parts.join(withinFigure));
  if (numbers.length === 1) return low;
  if (likely === undefined || high === undefined || numbers.length > 3) throw wrongAssumption(key, parts.join(withinFigure));
  return { low, likely, high };
}

/** The figures of a scenario as its link writes them, in the order of the parameters. */
function figuresText(assumptions: Scenario['assumptions']): string {
  return assumptionKeys
    .flatMap((key) => {
      const span = assumptions[key];
      if (!span) return [];
      const { low, likely, high } = span;
      return [[key, ...(low === high ? [likely] : [low, likely, high])].join(withinFigure)];
    })
    .join(betweenFigures);
}

/** The link of a scenario, e.g. `v=1&tenants=25`: what equals its default is left out. */
export function toQuery(scenario: Scenario, today: string): string {
  // The present servers run since the day of the order unless something else is said.
  const { profile, vat, domain } = parseScenario({ tenants: scenario.tenants }, today);
  const defaults = { ...defaultsFor(scenario, today), runningSince: scenario.orderOn, profile, vat, domain };
  const pairs = scenarioKeys
    .filter((key) => key === 'tenants' || textOf(scenario, key) !== textOf(defaults, key))
    .map((key) => `${key}=${encodeURIComponent(textOf(scenario, key))}`);
  return [`v=${linkVersion}`, ...pairs].join('&');
}

function textOf(scenario: Scenario, key: ScenarioKey): string {
  return key === 'assumptions' ? figuresText(scenario.assumptions) : String(scenario[key]);
}

function asNumber(text: string): number {
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
}

function isScenarioKey(field: string): field is ScenarioKey {
  return (scenarioKeys as readonly string[]).includes(field);
}

/** So much of a wrong version is repeated. */
const shownSigns = 16;

function unknownVersion(written: string): PlannerError {
  const version = written.slice(0, shownSigns);
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
