/** `ordiplan plan`: one scenario from flags, answered as text or JSON. */
import {
  compare,
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
import { dayFlag, readFlags, type FlagKind } from './flags.ts';
import { toJson } from './json.ts';
import { languageOf } from './language.ts';
import { asText, printedQuotes } from './plan-text.ts';

const draws = { draws: 2000, seed: 20261123 };

const widest = Math.max(...scenarioKeys.map((key) => flagOf(key).length));

export const planHelp = `ordiplan plan --tenants N [inputs] [--json]

Inputs, with what each may be:
${scenarioKeys.map((key) => `  --${flagOf(key).padEnd(widest)} ${limits[key]}`).join('\n')}

Output:
  --all                    every design, also what the options grow into
  --json                   the whole result as JSON; unknown figures are null
  --lang de|en             language of the text (default: that of the terminal, else German)
  --today YYYY-MM-DD       the day from which ages and dates are counted (default: today)

Examples:
  ordiplan plan --tenants 25
  ordiplan plan --tenants 12 --tenants-in-12-months 30 --outage-euro-per-hour 50
  ordiplan plan --tenants 20 --prices quoted --json
`;

const known: Record<string, FlagKind> = {
  ...Object.fromEntries(scenarioKeys.map((key) => [flagOf(key), 'text' as const])),
  all: 'switch',
  json: 'switch',
  lang: 'text',
  today: 'text',
};

/** The answer to the flags. Throws `PlannerError` for a wrong flag or value. */
export function plan(flags: readonly string[]): string {
  const { values, words } = readFlags(flags, known, 'ordiplan plan --help');
  if (words.length > 0) throw new PlannerError('cli.unexpected', `"${words[0]}" is not expected here. Inputs are flags: --tenants 25.`);
  if (values.lang !== undefined && !languages.some((language) => language === values.lang)) {
    throw new PlannerError('cli.language', `--lang is "${values.lang}", but must be one of ${languages.join(', ')}.`);
  }
  const facts = factsOn(dayFlag('today', values.today));
  const pairs = scenarioKeys.flatMap((key) => (values[flagOf(key)] === undefined ? [] : [[key, String(values[flagOf(key)])] as const]));
  const { stated, problems } = readPairs(pairs, facts.today);
  if (problems[0]) throw problems[0];
  const comparison = compare(stated as ScenarioInput, facts);
  const shown = printedQuotes(comparison, { all: values.all !== undefined });
  const spans = ranges(shown, { scenario: comparison.scenario, facts }, draws);
  return values.json ? toJson({ ...comparison, ranges: spans }) : asText(comparison, { shown, ranges: spans, language: languageOf(flags) });
}

/** `tenantsIn12Months` is `tenants-in-12-months` on the command line. */
export function flagOf(key: ScenarioKey): string {
  return key.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`);
}
