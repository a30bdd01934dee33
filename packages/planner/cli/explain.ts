/** `ordiplan explain`: where a figure comes from: formula, computation, inputs, prices with their sources. */
import { explain as explainFigure, figureIds, type Block, type Explanation, type FigureId, type Language } from '@ordiplan/planner';
import type { Command } from './command.ts';
import { done, type Outcome } from './outcome.ts';
import { planFlag, planOf } from './plan-flag.ts';
import { outputFlags, outputOf, print } from './print.ts';
import { answered } from './scenario-source.ts';

export const explain: Command = {
  name: 'explain',
  usage: '[FIGURE] --tenants N [--plan ID] [--json | --csv | --markdown]',
  about: {
    de: 'Woher eine Zahl kommt: Formel, Rechenweg, Angaben, Preise und Quellen',
    en: 'Where a figure comes from: formula, computation, inputs, prices and sources',
  },
  more: {
    de: `Ohne Namen: alle Zahlen mit ihren Werten. Namen: ${figureIds.join(', ')}.`,
    en: `Without a name: all figures with their values. Names: ${figureIds.join(', ')}.`,
  },
  takesScenario: true,
  flags: [
    { ...planFlag, about: { de: 'der Plan (sonst: der empfohlene)', en: 'the plan (default: the recommended one)' } },
    ...outputFlags,
  ],
  words: { names: ['FIGURE'], least: 0, choices: figureIds },
  examples: ['ordiplan explain net --tenants 25', 'ordiplan explain reach --tenants 25 --plan pair', 'ordiplan explain --tenants 25'],
  run: async (given): Promise<Outcome> => {
    const { values, words, language } = given;
    outputOf(given);
    const [figure] = words;
    const { facts, comparison } = await answered(values);
    const plan = planOf(given, comparison);
    const told = (id: FigureId) => explainFigure(comparison, { plan, figure: id }, { facts, language });
    if (figure === undefined) {
      const all = figureIds.map(told);
      return done(print(given, { blocks: () => [listTable(all, language)], json: () => all }));
    }
    const one = told(figure as FigureId);
    return done(print(given, { blocks: () => blocksOf(one, language), json: () => one }, { width: readableWidth }));
  },
};

/** Sources are sentences: wider tables are printed row by row. */
const readableWidth = 160;

function listTable(all: readonly Explanation[], language: Language): Block {
  const say = said[language];
  return { kind: 'table', head: [say.name, say.figure, say.value], rows: all.map(({ figure, title, value }) => [figure, title, value]) };
}

function blocksOf(of: Explanation, language: Language): Block[] {
  const say = said[language];
  const titled = (text: string, head: readonly string[], rows: readonly (readonly string[])[]): Block[] =>
    rows.length === 0
      ? []
      : [
          { kind: 'heading', text },
          { kind: 'table', head, rows },
        ];
  return [
    { kind: 'lines', lines: [`${of.title}: ${of.value}`, of.sentence, ...(of.isEstimate ? [say.estimate] : [])] },
    { kind: 'heading', text: say.formula },
    { kind: 'lines', lines: of.formula.split('\n') },
    ...titled(
      say.steps,
      [say.step, say.value],
      of.steps.map(({ text, value }) => [text, value]),
    ),
    { kind: 'heading', text: say.inputs },
    {
      kind: 'list',
      items: of.inputs.map(({ name, value, range, unit, kind, source }) => {
        const amount = [value, unit === '–' ? undefined : unit, range === undefined ? undefined : `(${range})`];
        return `${name}: ${amount.filter((part) => part !== undefined).join('\u00a0')}; ${say.kinds[kind]}: ${source}`;
      }),
      isOrdered: false,
    },
    ...titled(
      say.prices,
      [say.part, say.price, say.seen, say.evidence, say.check],
      of.prices.map(({ label, amount, observedOn, ageDays, evidence, url = '', isDoubtful }) => [
        label,
        amount,
        say.age(observedOn, ageDays),
        isDoubtful ? `${evidence} (${say.doubtful})` : evidence,
        url,
      ]),
    ),
    { kind: 'lines', lines: [`${say.method}: docs/method.md#${of.method}`] },
  ];
}

const said = {
  de: {
    name: 'Name',
    figure: 'Zahl',
    value: 'Wert',
    estimate: 'Schätzung: Sie ruht auf Annahmen.',
    formula: 'Formel',
    steps: 'Rechenweg',
    step: 'Schritt',
    inputs: 'Wovon die Zahl abhängt',
    kinds: { stated: 'Angabe', changed: 'Ihr Wert', sourced: 'belegt', measured: 'gemessen', derived: 'abgeleitet', assumed: 'Annahme' },
    prices: 'Preise und Belege',
    part: 'Teil',
    price: 'Preis, netto',
    seen: 'gesehen',
    age: (day: string, days: number) => `${day}, vor ${days} Tagen`,
    evidence: 'Beleg',
    check: 'nachsehen',
    doubtful: 'nicht sicher',
    method: 'So wird gerechnet',
  },
  en: {
    name: 'Name',
    figure: 'Figure',
    value: 'Value',
    estimate: 'Estimate: it rests on assumptions.',
    formula: 'Formula',
    steps: 'Computation',
    step: 'Step',
    inputs: 'What the figure depends on',
    kinds: { stated: 'stated', changed: 'your figure', sourced: 'sourced', measured: 'measured', derived: 'derived', assumed: 'assumed' },
    prices: 'Prices and evidence',
    part: 'Part',
    price: 'Price, net',
    seen: 'seen',
    age: (day: string, days: number) => `${day}, ${days} days ago`,
    evidence: 'Evidence',
    check: 'look it up',
    doubtful: 'not certain',
    method: 'How it is computed',
  },
} as const;
