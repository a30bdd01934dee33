/** `ordiplan diff`: what changes from one scenario to another, in money, outage, parts and files. */
import { changeBlocks, changes, compare, type ScenarioInput } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import type { Command, Given } from './command.ts';
import { fault } from './faults.ts';
import { dayFlag } from './flags.ts';
import { done, type Outcome } from './outcome.ts';
import { outputFlags, outputOf, print } from './print.ts';
import { inputFlags, namedScenario, over, scenarioLink } from './scenario-source.ts';

const usage = 'A B [inputs] [--json | --csv | --markdown]';

export const diff: Command = {
  name: 'diff',
  usage,
  about: {
    de: 'Was sich von einem Szenario zum andern ändert: Geld, Ausfall, Teile, Dateien',
    en: 'What changes from one scenario to another: money, outage, parts, files',
  },
  more: {
    de: 'A und B sind Dateien (JSON oder YAML), „-“ für die Standardeingabe oder Links der Seite. Angaben ändern B; ohne B ändern sie A.\nEin Link mit einem zweiten Szenario steht allein für beide.',
    en: 'A and B are files (JSON or YAML), "-" for standard input, or links of the site. Flags change B; without B they change A.\nA link that holds a second scenario stands for both.',
  },
  takesScenario: false,
  flags: [...inputFlags, ...outputFlags],
  words: { names: ['A', 'B'], least: 1, completes: 'file' },
  examples: [
    'ordiplan diff plan.yaml --tenants 40',
    'ordiplan diff before.yaml after.yaml --markdown',
    'ordiplan diff "?tenants=20" "?tenants=20&profile=production"',
  ],
  run: async (given): Promise<Outcome> => {
    const { values, language } = given;
    outputOf(given);
    const facts = factsOn(dayFlag('today', values.today));
    const [before, after] = (await sides(given, facts.today)).map((input) => compare(input, facts)) as [
      ReturnType<typeof compare>,
      ReturnType<typeof compare>,
    ];
    return done(
      print(given, {
        blocks: () => changeBlocks(before, after, { facts, language }),
        json: () => ({ today: facts.today, ...changes(before, after, facts) }),
      }),
    );
  },
};

async function sides({ values, words }: Given, today: string): Promise<[ScenarioInput, ScenarioInput]> {
  const [a = '', b] = words;
  if (a === '-' && b === '-') throw fault('cli.one-stdin');
  const beside = b === undefined ? besideOf(a, today) : undefined;
  const hasFlags = inputFlags.some(({ name }) => values[name] !== undefined);
  if (b === undefined && !beside && !hasFlags) throw fault('cli.few-words', { word: 'B', usage: `ordiplan diff ${usage}` });
  const first = beside ? over(beside, {}, { today, source: 'link' }) : await namedScenario(a, today);
  const second = b === undefined ? (beside ? await namedScenario(a, today) : first) : await namedScenario(b, today);
  return [first, over(second, values, { today, source: b ?? a })];
}

/** The second scenario of a link: it was kept before the first one was changed. */
function besideOf(name: string, today: string): Readonly<Record<string, unknown>> | undefined {
  if (!/[?&]with=/.test(name)) return undefined;
  return scenarioLink(name, today).beside;
}
