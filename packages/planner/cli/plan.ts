/** `ordiplan plan`: one scenario from flags, answered as text or JSON. */
import { parseArgs } from 'node:util';
import {
  compare,
  isIsoDate,
  languages,
  limits,
  PlannerError,
  ranges,
  readPairs,
  scenarioKeys,
  type ScenarioInput,
  type ScenarioKey,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { toJson } from './json.ts';
import { languageOf } from './language.ts';
import { asText } from './plan-text.ts';

const draws = { draws: 2000, seed: 20261123 };

export const planHelp = `ordiplan plan --tenants N [inputs] [--json]

Inputs, with what each may be:
${scenarioKeys.map((key) => `  --${flagOf(key).padEnd(22)} ${limits[key]}`).join('\n')}

Output:
  --json                   the whole result as JSON; unknown figures are null
  --lang de|en             language of the text (default: that of the terminal, else German)
  --today YYYY-MM-DD       the day from which ages and dates are counted (default: today)

Examples:
  ordiplan plan --tenants 25
  ordiplan plan --tenants 12 --tenants-in-12-months 30 --outage-euro-per-hour 50
  ordiplan plan --tenants 20 --prices quoted --json
`;

/** The answer to the flags. Throws `PlannerError` for a wrong flag or value. */
export function plan(flags: readonly string[]): string {
  const { values, positionals } = parse(flags);
  if (positionals.length > 0)
    throw new PlannerError('cli.unexpected', `"${positionals[0]}" is not expected here. Inputs are flags: --tenants 25.`);
  if (values.lang !== undefined && !languages.some((language) => language === values.lang)) {
    throw new PlannerError('cli.language', `--lang is "${values.lang}", but must be one of ${languages.join(', ')}.`);
  }
  const facts = factsOn(dayOf(values.today));
  const pairs = scenarioKeys.flatMap((key) => (values[flagOf(key)] === undefined ? [] : [[key, String(values[flagOf(key)])] as const]));
  const { stated, problems } = readPairs(pairs, facts.today);
  if (problems[0]) throw problems[0];
  const comparison = compare(stated as ScenarioInput, facts);
  const spans = ranges(comparison.quotes, { scenario: comparison.scenario, facts }, draws);
  return values.json ? toJson({ ...comparison, ranges: spans }) : asText(comparison, spans, languageOf(flags));
}

function parse(flags: readonly string[]) {
  const options = {
    ...(Object.fromEntries(scenarioKeys.map((key) => [flagOf(key), { type: 'string' }])) as Record<string, { type: 'string' }>),
    json: { type: 'boolean' },
    lang: { type: 'string' },
    today: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args: [...flags], options, allowPositionals: true }) as {
      values: Record<string, string | undefined>;
      positionals: string[];
    };
  } catch (error) {
    // parseArgs says which flag is unknown or lacks its value, in a first sentence.
    const [reason] = (error as Error).message.split('. ');
    throw new PlannerError('cli.flag', `${reason}. "ordiplan plan --help" lists all inputs.`);
  }
}

/** `tenantsIn12Months` is `tenants-in-12-months` on the command line. */
export function flagOf(key: ScenarioKey): string {
  return key.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`);
}

function dayOf(stated: string | undefined): string {
  if (stated === undefined) return new Date().toISOString().slice(0, 10);
  if (isIsoDate(stated)) return stated;
  throw new PlannerError('cli.today', `--today is "${stated}", but must be ${limits.orderOn}.`);
}
