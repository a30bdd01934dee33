/** The flags of a scenario, the same for every command that takes one. */
import { limits, readPairs, scenarioKeys, type ScenarioInput, type ScenarioKey } from '@ordiplan/planner';
import type { FlagKind } from './flags.ts';

const widest = Math.max(...scenarioKeys.map((key) => flagOf(key).length));

/** One line of help for each input. */
export const scenarioHelp = scenarioKeys.map((key) => `  --${flagOf(key).padEnd(widest)} ${limits[key]}`).join('\n');

export const scenarioFlags: Readonly<Record<string, FlagKind>> = Object.fromEntries(
  scenarioKeys.map((key) => [flagOf(key), 'text' as const]),
);

/** What the flags state. Throws the `PlannerError` of the first wrong one. */
export function scenarioOf(values: Readonly<Record<string, string | undefined>>, today: string): ScenarioInput {
  const pairs = scenarioKeys.flatMap((key) => {
    const text = values[flagOf(key)];
    return text === undefined ? [] : [[key, text] as const];
  });
  const { stated, problems } = readPairs(pairs, today);
  if (problems[0]) throw problems[0];
  return stated as ScenarioInput;
}

/** `tenantsIn12Months` is `tenants-in-12-months` on the command line. */
export function flagOf(key: ScenarioKey): string {
  return key.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`);
}
