/** `ordiplan compare`: the options side by side: bills, safety, limits, ratings. */
import {
  aspects,
  capacityTwin,
  costAgainstOutageTwin,
  costBreakdownTwin,
  designName,
  optionTable,
  printedQuotes,
  ranges,
  recommendedQuote,
  reportCsv,
  resultOf,
  shownQuotes,
  twinBlocks,
  words as allWords,
  type Block,
  type Comparison,
  type Language,
  type Quote,
} from '@ordiplan/planner';
import type { Command } from './command.ts';
import { draws } from './draws.ts';
import { done, type Outcome } from './outcome.ts';
import { outputFlags, outputOf, print } from './print.ts';
import { answered } from './scenario-source.ts';

export const compare: Command = {
  name: 'compare',
  usage: '--tenants N [inputs] [--all] [--json | --csv | --markdown]',
  about: {
    de: 'Die Optionen nebeneinander: Rechnung, Ausfall, Grenzen, Bewertung',
    en: 'The options side by side: bill, outage, limits, ratings',
  },
  takesScenario: true,
  flags: [{ name: 'all', about: { de: 'jede Bauweise', en: 'every design, also what the options grow into' } }, ...outputFlags],
  examples: ['ordiplan compare --tenants 25', 'ordiplan compare --tenants 60 --all --csv > options.csv'],
  run: async (given): Promise<Outcome> => {
    const { values, language } = given;
    outputOf(given);
    const { facts, comparison } = await answered(values);
    const shown = values.all === undefined ? shownQuotes(comparison) : printedQuotes(comparison, { all: true });
    const drawn = () => ranges(shown, { scenario: comparison.scenario, facts }, draws);
    return done(
      print(given, {
        blocks: () => blocksOf(comparison, shown, drawn(), language),
        json: () => resultOf(comparison, { draws, ranges: drawn() }),
        csv: () => reportCsv(comparison, { ranges: drawn(), language }),
      }),
    );
  },
};

function blocksOf(comparison: Comparison, shown: readonly Quote[], drawn: ReturnType<typeof ranges>, language: Language): Block[] {
  const words = allWords[language];
  const chosen = recommendedQuote(comparison);
  return [
    optionTable(comparison, shown, drawn, words),
    ...twinBlocks(costBreakdownTwin(shown, chosen, language)),
    ...twinBlocks(costAgainstOutageTwin(comparison, language)),
    ...(chosen?.capacity ? twinBlocks(capacityTwin(chosen, language)) : []),
    { kind: 'heading', text: stars[language] },
    {
      kind: 'table',
      head: ['', ...shown.map(({ id }) => designName(id, words))],
      rows: aspects.map((aspect) => [
        words.judgement.aspect[aspect],
        ...shown.map(({ id }) => {
          const rating = comparison.ratings[id]?.[aspect].stars;
          return rating === undefined ? words.unknown : '★'.repeat(rating);
        }),
      ]),
    },
    { kind: 'lines', lines: [words.terminal.prices(comparison.priceList), words.terminal.disclaimer] },
  ];
}

const stars: Readonly<Record<Language, string>> = { de: 'Bewertung (1 bis 5)', en: 'Ratings (1 to 5)' };
