/** `ordiplan plan`: one scenario, answered for one reader. */
import {
  flipBlocks,
  flips,
  ownerName,
  printedQuotes,
  ranges,
  readingIds,
  readingWords,
  recommendedQuote,
  reportBlocks,
  reportCsv,
  resultOf,
  roadmap,
  roadmapBlocks,
  shownQuotes,
  type Block,
  type Comparison,
  type Facts,
  type Language,
  type ReadingId,
} from '@ordiplan/planner';
import type { Command, Given } from './command.ts';
import { draws } from './draws.ts';
import { done, type Outcome } from './outcome.ts';
import { outputFlags, outputOf, print } from './print.ts';
import { progressLine } from './progress.ts';
import { answered } from './scenario-source.ts';

export const plan: Command = {
  name: 'plan',
  usage: '--tenants N [inputs] [--json | --csv | --markdown]',
  about: {
    de: 'Welcher Plan für so viele Ordinationen, was er kostet, wann der nächste Schritt kommt',
    en: 'Which plan for so many practices, what it costs, when to move on',
  },
  takesScenario: true,
  flags: [
    {
      name: 'reading',
      value: readingIds.join('|'),
      choices: readingIds,
      about: {
        de: 'für wen: wer zahlt (owner), wer baut (developer, sonst), wer dafür geradesteht (compliance)',
        en: 'for whom: who pays (owner), who builds (developer, the default), who answers for it (compliance)',
      },
    },
    {
      name: 'flips',
      about: {
        de: 'was die Entscheidung kippt: der nächste Wert jeder Angabe und Annahme',
        en: 'what changes the decision: the nearest value of every input and assumption',
      },
    },
    {
      name: 'roadmap',
      about: { de: '36 Monate: welche Schritte wann fällig sind', en: '36 months: which changes are due when, and what each path costs' },
    },
    {
      name: 'all',
      about: { de: 'jede Bauweise und jeder Befund', en: 'every design, also what the options grow into, and every finding' },
    },
    ...outputFlags,
  ],
  examples: [
    'ordiplan plan --tenants 25',
    'ordiplan plan --tenants 12 --tenants-in-12-months 30 --outage-euro-per-hour 50',
    'ordiplan plan --tenants 20 --prices quoted --json',
    'ordiplan plan --tenants 40 --profile production --reading compliance --markdown',
    'ordiplan plan --link "http://127.0.0.1:4173/en/?v=1&tenants=25"',
  ],
  run: async (given): Promise<Outcome> => {
    const { values, language } = given;
    outputOf(given);
    const { facts, comparison } = await answered(values);
    const reading = (values.reading ?? 'developer') as ReadingId;
    const all = values.all !== undefined;
    const more = asked(comparison, facts, given);
    const told = { comparison, facts, language };
    return done(
      print(
        given,
        {
          blocks: () => [...blocksOf(reading, { ...told, all }), ...moreBlocks(more, reading, told)],
          json: () => resultOf(comparison, { draws, ranges: rangesOf(comparison, facts, all), ...more }),
          csv: () =>
            reportCsv(comparison, { ranges: ranges(shownQuotes(comparison), { scenario: comparison.scenario, facts }, draws), language }),
        },
        { width: reading === 'developer' ? Infinity : readableWidth },
      ),
    );
  },
};

/** Wider tables of the readings for people who are no developers are printed row by row. */
const readableWidth = 100;

interface Explained {
  readonly comparison: Comparison;
  readonly facts: Facts;
  readonly language: Language;
}

function blocksOf(reading: ReadingId, { all, ...told }: Explained & { readonly all: boolean }): Block[] {
  const { comparison, facts } = told;
  // Only developers read ranges, and drawing them takes a while.
  const drawn = reading === 'developer' ? { ranges: rangesOf(comparison, facts, all) } : {};
  return reportBlocks(comparison, { ...told, ...drawn, reading, all });
}

function rangesOf(comparison: Comparison, facts: Facts, all: boolean) {
  return ranges(printedQuotes(comparison, { all }), { scenario: comparison.scenario, facts }, draws);
}

/** What takes seconds, only if it is asked for. */
interface More {
  readonly flips?: ReturnType<typeof flips>;
  readonly roadmap?: ReturnType<typeof roadmap>;
}

function asked(comparison: Comparison, facts: Facts, { values, language }: Given): More {
  const { scenario, quotes } = comparison;
  const progress = progressLine(readingWords[language].flip.progress, language);
  return {
    ...(values.flips ? { flips: flips(scenario, facts, progress) } : {}),
    ...(values.roadmap ? { roadmap: roadmap(quotes, recommendedQuote(comparison)?.id, { scenario, facts }) } : {}),
  };
}

function moreBlocks(more: More, reading: ReadingId, told: Explained): Block[] {
  const isOwner = reading === 'owner';
  const naming = isOwner ? { nameOf: ownerName } : {};
  return [
    ...(more.flips ? flipBlocks(more.flips, { ...told, ...naming, onlyInputs: isOwner }) : []),
    ...(more.roadmap ? roadmapBlocks(more.roadmap, { ...told, ...naming }) : []),
  ];
}
