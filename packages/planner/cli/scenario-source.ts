/** The scenario of a command: from a file, from standard input or from a link of the site, with single inputs replaced by flags. */
import {
  compare,
  limits,
  pairsOf,
  parseScenario,
  PlannerError,
  readLink,
  readPairs,
  resultSchemaId,
  scenarioKeys,
  words,
  type Comparison,
  type Facts,
  type ScenarioInput,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import type { Flag } from './command.ts';
import { fault, shown } from './faults.ts';
import { flagOf } from './flag-name.ts';
import { dayFlag } from './flags.ts';
import { readText } from './read-text.ts';

type Values = Readonly<Record<string, string | undefined>>;

export const sourceFlags: readonly Flag[] = [
  {
    name: 'scenario',
    value: 'FILE',
    completes: 'file',
    about: {
      de: 'Szenario als JSON oder YAML, auch ein Ergebnis von --json; „-“: von der Standardeingabe',
      en: 'scenario as JSON or YAML, also a result of --json; "-": from standard input',
    },
  },
  { name: 'link', value: 'LINK', about: { de: 'Szenario eines Links der Seite', en: 'scenario of a link of the site' } },
];

/** One flag for each input of a scenario. */
export const inputFlags: readonly Flag[] = scenarioKeys.map((key) => ({
  name: flagOf(key),
  value: /^a (whole )?number|percentage/.test(limits[key]) ? 'N' : /a day/.test(limits[key]) ? 'DAY' : 'VALUE',
  about: { de: `${words.de.field[key]}: ${words.de.fieldLimit[key]}`, en: `${words.en.field[key]}: ${words.en.fieldLimit[key]}` },
}));

/** The answer to the scenario that is stated, on the day that is stated. Throws as `scenarioOf` does, and `cli.day`. */
export async function answered(values: Values): Promise<{ readonly facts: Facts; readonly comparison: Comparison }> {
  const facts = factsOn(dayFlag('today', values.today));
  return { facts, comparison: compare(await scenarioOf(values, facts.today), facts) };
}

/** What the flags state, over what the file or the link states. Throws a `PlannerError` that says where the wrong value stands. */
export async function scenarioOf(values: Values, today: string): Promise<ScenarioInput> {
  if (values.scenario !== undefined && values.link !== undefined) throw fault('cli.two-sources');
  const { scenario: file, link } = values;
  const base = file !== undefined ? await scenarioFile(file) : link !== undefined ? scenarioLink(link, today).stated : {};
  return over(base, values, { today, source: file === '-' ? 'stdin' : (file ?? (link === undefined ? undefined : 'link')) });
}

/** A scenario of a comparison of two: a file, "-" or a link. */
export async function namedScenario(name: string, today: string): Promise<ScenarioInput> {
  const isLink = /^(https?:\/\/|\?)/.test(name) || /(^|&)tenants=/.test(name);
  const base = isLink ? scenarioLink(name, today).stated : await scenarioFile(name);
  return over(base, {}, { today, source: isLink ? 'link' : name === '-' ? 'stdin' : name });
}

/** What a link states, also of the scenario that is held beside. Throws `cli.link` and whatever is wrong in it. */
export function scenarioLink(link: string, today: string): { stated: Stated; beside: Stated | undefined } {
  const query = link.replace(/#.*$/s, '').replace(/^.*?\?/s, '');
  if (!query.includes('=')) throw fault('cli.link', { value: shown(link) });
  const { stated, beside, problems } = readLink(pairsOf(query), today);
  const [problem] = problems;
  if (problem) throw at('link', problem);
  return { stated, beside };
}

/** `base` with the inputs of the flags in place of its own. */
export function over(base: Stated, values: Values, { today, source }: { today: string; source: string | undefined }): ScenarioInput {
  const pairs = scenarioKeys.flatMap((key) => {
    const text = values[flagOf(key)];
    return text === undefined ? [] : [[key, text] as const];
  });
  const { stated, problems } = readPairs(pairs, today);
  if (problems[0]) throw problems[0];
  const input = { ...base, ...stated };
  try {
    parseScenario(input, today);
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    const { field } = error.details;
    const isMissing = error.code === 'scenario.missing';
    throw source === undefined || (isMissing && Object.keys(base).length === 0) || (field !== undefined && Object.hasOwn(stated, field))
      ? error
      : at(source, error);
  }
  return input as ScenarioInput;
}

type Stated = Readonly<Record<string, unknown>>;

/** What a file states. A whole result has its scenario within; what is null there was not stated. */
async function scenarioFile(file: string): Promise<Stated> {
  const name = file === '-' ? 'stdin' : file;
  const value = await parsed(await readText(file), name);
  const whole = isRecord(value) && isRecord(value.scenario) ? value.scenario : value;
  if (!isRecord(whole)) throw fault('cli.not-scenario', { file: name, value: Array.isArray(whole) ? '[…]' : shown(String(whole)) });
  return Object.fromEntries(Object.entries(whole).filter(([key, one]) => key !== '$schema' && one !== null));
}

async function parsed(text: string, file: string): Promise<unknown> {
  const result = resultIn(text);
  if (result !== undefined) return result;
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  // JSON is YAML too. Days stay text, and an alias may not grow into a thousand.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core', uniqueKeys: true });
  const [error] = document.errors;
  const refuse = (line: number, { message }: Error) =>
    fault('cli.not-yaml', { file, line, reason: message.replace(/\s+/g, ' ').replace(/\.$/, '') });
  if (error) throw refuse(lines.linePos(error.pos[0]).line, error);
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (cause) {
    throw refuse(1, cause as Error);
  }
}

const mostAliases = 100;

/** A result that this program printed: sure JSON, and so long that reading it as YAML would take seconds. */
function resultIn(text: string): unknown {
  if (!text.slice(0, headLength).includes(resultSchemaId)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Cut off or changed by hand: read as YAML, which says in which line.
    return undefined;
  }
}

const headLength = 200;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same error, with the place where the input was stated. */
function at(source: string, { code, message, details }: PlannerError): PlannerError {
  return new PlannerError(code, `${source}: ${message}`, { ...details, source });
}
