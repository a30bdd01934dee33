/** `ordiplan plan`: one scenario from flags, answered as text or JSON. */
import {
  compare,
  flipBlocks,
  flips,
  languages,
  markdown,
  ownerName,
  PlannerError,
  printedQuotes,
  ranges,
  readingIds,
  readingWords,
  recommendedQuote,
  reportBlocks,
  roadmap,
  roadmapBlocks,
  type Block,
  type Comparison,
  type Draws,
  type Facts,
  type Language,
  type ReadingId,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { blocksText } from './blocks-text.ts';
import { dayFlag, oneOf, readFlags, type FlagKind } from './flags.ts';
import { toJson } from './json.ts';
import { languageOf } from './language.ts';
import { progressLine } from './progress.ts';
import { scenarioFlags, scenarioHelp, scenarioOf } from './scenario-flags.ts';

const draws: Draws = { draws: 2000, seed: 20261123 };

export const planHelp = `ordiplan plan --tenants N [inputs] [--json]

Inputs, with what each may be:
${scenarioHelp}

Output:
  --reading owner|developer|compliance
                           for whom: who pays, who builds (the default), who answers for it
  --flips                  what changes the decision: the nearest value of every input and assumption
  --roadmap                36 months: which changes are due when, and what each path costs
  --all                    every design, also what the options grow into, and every finding
  --markdown               the text as Markdown
  --json                   the whole result as JSON; unknown figures are null
  --lang de|en             language of the text (default: that of the terminal, else German)
  --today YYYY-MM-DD       the day from which ages and dates are counted (default: today)

Examples:
  ordiplan plan --tenants 25
  ordiplan plan --tenants 12 --tenants-in-12-months 30 --outage-euro-per-hour 50
  ordiplan plan --tenants 20 --prices quoted --json
  ordiplan plan --tenants 40 --profile production --reading compliance --markdown
`;

const known: Record<string, FlagKind> = {
  ...scenarioFlags,
  reading: 'text',
  flips: 'switch',
  roadmap: 'switch',
  all: 'switch',
  markdown: 'switch',
  json: 'switch',
  lang: 'text',
  today: 'text',
};

/** The answer to the flags. Throws `PlannerError` for a wrong flag or value. */
export function plan(flags: readonly string[]): string {
  const { values, words } = readFlags(flags, known, 'ordiplan plan --help');
  if (words.length > 0) throw new PlannerError('cli.unexpected', `"${words[0]}" is not expected here. Inputs are flags: --tenants 25.`);
  oneOf('lang', values.lang, languages, 'cli.language');
  oneOf('reading', values.reading, readingIds, 'cli.reading');
  if (values.json && values.markdown) throw new PlannerError('cli.output', 'Choose one of --json and --markdown.');
  const facts = factsOn(dayFlag('today', values.today));
  const language = languageOf(flags);
  const comparison = compare(scenarioOf(values, facts.today), facts);
  const more = asked(comparison, facts, { flips: values.flips !== undefined, roadmap: values.roadmap !== undefined, language });
  const reading = (values.reading ?? 'developer') as ReadingId;
  const all = values.all !== undefined;
  if (values.json) return toJson({ ...comparison, draws, ranges: rangesOf(comparison, facts, all), ...more });
  const blocks = [
    ...blocksOf(reading, { comparison, facts, language, all }),
    ...moreBlocks(more, reading, { comparison, facts, language }),
  ];
  return values.markdown ? markdown(blocks) : blocksText(blocks, { width: reading === 'developer' ? Infinity : readableWidth });
}

/** Wider tables of the readings for people who are no developers are printed row by row. */
const readableWidth = 100;

interface Told {
  readonly comparison: Comparison;
  readonly facts: Facts;
  readonly language: Language;
}

function blocksOf(reading: ReadingId, { all, ...told }: Told & { readonly all: boolean }): Block[] {
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

function asked(comparison: Comparison, facts: Facts, wanted: { flips: boolean; roadmap: boolean; language: Language }): More {
  const { scenario, quotes } = comparison;
  const progress = progressLine(readingWords[wanted.language].flip.progress, wanted.language);
  return {
    ...(wanted.flips ? { flips: flips(scenario, facts, progress) } : {}),
    ...(wanted.roadmap ? { roadmap: roadmap(quotes, recommendedQuote(comparison)?.id, { scenario, facts }) } : {}),
  };
}

function moreBlocks(more: More, reading: ReadingId, told: Told): Block[] {
  const isOwner = reading === 'owner';
  const naming = isOwner ? { nameOf: ownerName } : {};
  return [
    ...(more.flips ? flipBlocks(more.flips, { ...told, ...naming, onlyInputs: isOwner }) : []),
    ...(more.roadmap ? roadmapBlocks(more.roadmap, { ...told, ...naming }) : []),
  ];
}
