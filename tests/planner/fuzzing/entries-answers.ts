/** Everything that is told of an answer: for scenarios of every kind, and with wishes that nobody should have. */
import fc from 'fast-check';
import {
  compare,
  csv,
  difference,
  explain,
  figureIds,
  flipSearch,
  languages,
  linkOf,
  markdown,
  pairsOf,
  planIds,
  plansToSetUp,
  printedQuotes,
  ranges,
  readingIds,
  readLink,
  recommendedQuote,
  reportBlocks,
  reportCsv,
  resultOf,
  roadmap,
  setUp,
  setUpDocuments,
  sinceThen,
  summaryText,
  tar,
  toJson,
  type Block,
  type Comparison,
  type Files,
  type FigureId,
  type PlanId,
  type ScenarioInput,
} from '@ordiplan/planner';
import { anyScenario } from '../any-scenario.ts';
import { facts, today } from '../answers.ts';
import { entry, type Entry } from './entry.ts';
import { any, endlessBills, noMachineWord } from './outcome.ts';
import { anything, anyNumber, anyText, mutated, nested } from './values.ts';

/** More than the stack of any engine holds. */
const tooDeep = 50_000;

/** What is unknown is not stated: no key at all. */
const inputOf = (stated: object) =>
  Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)) as unknown as ScenarioInput;

/** Two dozen scenarios, answered once; each property takes one of them. */
const answered: readonly Comparison[] = [
  ...fc.sample(anyScenario, { numRuns: 22, seed: 20261124 }).map(inputOf),
  { tenants: 25 },
  { tenants: 1000, profile: 'growth' as const },
].map((input) => shownShort(compare(input, facts)));
const anyAnswer = fc.constantFrom(...answered);
const language = fc.constantFrom(...languages);

/** One supply, asked for other numbers of practices, targets and laws: as cheap as a slider that is moved. */
const nearby = fc.tuple(anyScenario, fc.array(anyScenario, { minLength: 24, maxLength: 24 })).map(([supply, others]) =>
  others.map((other) => ({
    ...other,
    prices: supply.prices,
    orderOn: supply.orderOn,
    runningSince: supply.runningSince,
    domain: supply.domain,
    queue: supply.queue,
    databases: supply.databases,
    sizeMargin: supply.sizeMargin,
    backupTo: supply.backupTo,
    assumptions: supply.assumptions,
  })),
);

const spoilt = fc.oneof(anyText, fc.constantFrom('8,49 €', '+7,50 €', '99,95 %', '€12.19', '1.234,5'));
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: spoilt }),
  fc.record({ kind: fc.constant('lines' as const), lines: fc.array(spoilt, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(spoilt, { maxLength: 3 }), isOrdered: fc.boolean() }),
  fc.record({
    kind: fc.constant('table' as const),
    head: fc.array(spoilt, { maxLength: 3 }),
    rows: fc.array(fc.array(spoilt, { maxLength: 4 }), { maxLength: 3 }),
  }),
);
const blocks = fc.array(anyBlock, { maxLength: 4 });
const lines = fc.array(fc.constantFrom('a', 'b', '', '# Prices: x', '{', '}'), { maxLength: 60 }).map((all) => all.join('\n'));
const files = fc.dictionary(
  anyText.filter((path) => path.length < 300),
  fc.oneof(lines, anyText),
  { maxKeys: 4 },
);
const plan = fc.oneof(fc.constantFrom(...planIds), anyText) as fc.Arbitrary<PlanId>;

export const answerEntries: readonly Entry[] = [
  entry('compare of 24 scenarios with one supply', nearby, (all) => all.map((one) => figuresOf(compare(inputOf(one), facts))), {
    runs: 60,
  }),
  entry('compare with facts of any day', anyText, (day) => compare({ tenants: 12 }, { ...facts, today: day }), { runs: 150, fault: any }),
  entry(
    'ranges with any draws',
    fc.tuple(anyAnswer, anyNumber, anyNumber),
    ([answer, draws, seed]) => rangesOf(answer, { draws: Math.abs(draws) > 40 ? -draws : draws, seed }),
    {
      runs: 1500,
      fault: endlessBills,
    },
  ),
  entry(
    'explain',
    fc.tuple(anyAnswer, plan, fc.oneof(fc.constantFrom(...figureIds), anyText as fc.Arbitrary<FigureId>), language),
    ([answer, of, figure, said]) => explain(answer, { plan: of, figure }, { facts, language: said }),
    {
      runs: 4000,
      fault: (explanation) => noMachineWord(JSON.stringify(explanation)),
    },
  ),
  entry('setUp', fc.tuple(anyAnswer, plan), ([answer, id]) => setUp(answer, id, facts), { runs: 250, fault: wordInFiles }),
  entry('setUpDocuments', fc.tuple(anyAnswer, plan, language), ([answer, id, said]) => setUpDocuments(answer, id, facts, said), {
    runs: 250,
    fault: (documents) => noMachineWord(JSON.stringify(documents)),
  }),
  entry('plansToSetUp', anyAnswer, (answer) => plansToSetUp(answer, facts), { runs: 50 }),
  entry('difference', fc.tuple(files, files), ([before, after]) => difference(before, after), { runs: 3000, fault: any }),
  entry(
    'difference of two long files',
    fc.nat({ max: 30_000 }),
    (count) => difference({ a: longFile(count, 'a') }, { a: longFile(count, 'b') }),
    { runs: 5 },
  ),
  entry('tar', fc.tuple(files, anyText), ([made, folder]) => tar(made, folder).length, { runs: 2000 }),
  entry('csv of any blocks', fc.tuple(blocks, language), ([all, said]) => csv(all, said), { runs: 3000, fault: any }),
  entry('markdown of any blocks', blocks, markdown, { runs: 3000, fault: any }),
  entry('toJson of anything', fc.oneof(anything, mutated({ a: { euro: '8.49' }, b: [{ euro: '1e-7' }] })), toJson, {
    runs: 4000,
    fault: noJson,
  }),
  entry('toJson of what is too deep', fc.boolean(), (isList) => toJson(nested(tooDeep, isList)), { runs: 2 }),
  entry('toJson of an answer', anyAnswer, (answer) => toJson(resultOf(answer)), { runs: 60, fault: noJson }),
  entry('summaryText', fc.tuple(anyAnswer, language), ([answer, said]) => summaryText(answer, { facts, language: said, link: '' }), {
    runs: 400,
    fault: noMachineWord,
  }),
  entry(
    'reportBlocks',
    fc.tuple(anyAnswer, language, fc.constantFrom(...readingIds), fc.boolean()),
    ([answer, said, reading, all]) => markdown(reportBlocks(answer, { facts, language: said, reading, all })),
    {
      runs: 250,
      fault: noMachineWord,
    },
  ),
  entry('reportCsv', fc.tuple(anyAnswer, language), ([answer, said]) => reportCsv(answer, { ranges: {}, language: said }), {
    runs: 200,
    fault: noMachineWord,
  }),
  entry('linkOf, read again', fc.tuple(anyAnswer, anyAnswer), ([answer, beside]) => readLink(pairsOf(linkOf(answer, beside)), today), {
    runs: 400,
    fault: ({ problems, stamp }) => (problems.length > 0 || !stamp ? `${problems.map(({ message }) => message).join(' ')}` : undefined),
  }),
  entry(
    'sinceThen with any stamp',
    fc.tuple(anyAnswer, anyText, anyText),
    ([answer, on, net]) => sinceThen({ on, model: '0.1.0', plan: 'single', net: [net, net] }, answer, facts),
    {
      runs: 60,
      fault: any,
    },
  ),
  entry('flips, begun', anyAnswer, ({ scenario }) => firstSteps(flipSearch(scenario, facts)), { runs: 6 }),
  entry(
    'roadmap',
    fc.tuple(anyAnswer, fc.oneof(fc.constant('recommended'), plan)),
    ([answer, chosen]) =>
      roadmap(answer.quotes, chosen === 'recommended' ? recommendedQuote(answer)?.id : (chosen as PlanId), {
        scenario: answer.scenario,
        facts,
      }),
    {
      runs: 30,
    },
  ),
];

/** A whole search takes seconds; each of its steps asks the same questions. */
const stepsOfSearch = 25;

function firstSteps<Found>(search: Generator<number, Found>): unknown[] {
  const steps: unknown[] = [];
  for (let step = search.next(); steps.length < stepsOfSearch; step = search.next()) {
    steps.push(step.value);
    if (step.done) break;
  }
  return steps;
}

/** What numbers an answer consists of: its plans hold thousands that stand in them more than once. */
function figuresOf({ quotes, recommendation, load, envelopes }: Comparison) {
  const told = quotes.map((one) => ({ ...one, steps: one.steps.map(({ net }) => net), subject: undefined }));
  return { told, recommendation, load, envelopes };
}

function rangesOf(answer: Comparison, draws: { draws: number; seed: number }) {
  const { scenario } = answer;
  return { ranges: ranges(printedQuotes(answer, { all: false }).slice(0, 1), { scenario, facts }, draws) };
}

/** Scripts compare with undefined; nothing else is called so. */
function wordInFiles(made: Files): string | undefined {
  return noMachineWord(
    Object.values(made)
      .join('\n')
      .replaceAll(/(===|!==|return) undefined\b/g, ''),
  );
}

/** The same answer, of which a failure prints the question. */
function shownShort(answer: Comparison): Comparison {
  return Object.defineProperty({ ...answer }, fc.toStringMethod, { value: () => JSON.stringify(answer.scenario) });
}

function longFile(lineCount: number, sign: string): string {
  return Array.from({ length: lineCount }, (_, i) => `${sign}${i}`).join('\n');
}

function noJson(text: string): string | undefined {
  JSON.parse(text);
  return undefined;
}
