/** `ordiplan check`: does a plan keep what is demanded of it? For the CI of whoever runs it: the exit code says it, the reasons say why. */
import {
  answer,
  dayText,
  designName,
  gateSentence,
  recommendedQuote,
  targetsTable,
  words as allWords,
  type Block,
  type Comparison,
  type Language,
  type Quote,
} from '@ordiplan/planner';
import type { Command } from './command.ts';
import { countFlag } from './flags.ts';
import type { Outcome } from './outcome.ts';
import { planFlag } from './plan-flag.ts';
import { outputFlags, outputOf, print } from './print.ts';
import { answered } from './scenario-source.ts';

const longestAge = 10_000;

export const check: Command = {
  name: 'check',
  usage: '--tenants N --target-… [--plan ID] [--json | --csv | --markdown]',
  about: {
    de: 'Hält ein Plan, was verlangt ist? Budget, Verfügbarkeit, Datenverlust, Wiederherstellung, Bedingungen; für die CI',
    en: 'Does a plan keep what is demanded? Budget, availability, RPO, RTO, gates; for CI',
  },
  more: {
    de: 'Verlangt wird, was --profile und die Ziele sagen: --target-euro-per-month (Budget), --target-availability, --target-error-hours und\n--target-host-loss-hours (RPO), --target-restore-hours (RTO). Dazu kommen die Bedingungen des Rechts und des Betriebs.\nWas das Recht verlangt, gilt nur als erfüllt, wenn es gezeigt ist. Endet mit 0, wenn alles gehalten ist, sonst mit 3.',
    en: 'What is demanded is what --profile and the targets say: --target-euro-per-month (budget), --target-availability, --target-error-hours\nand --target-host-loss-hours (RPO), --target-restore-hours (RTO). The gates of law and of operation come on top.\nWhat law demands counts as kept only if it is shown. Ends with 0 if everything is kept, otherwise with 3.',
  },
  takesScenario: true,
  flags: [
    planFlag,
    {
      name: 'strict',
      about: {
        de: 'auch an dem scheitern, was nicht das Recht verlangt und offen ist, etwa ob ein Server lieferbar ist',
        en: 'also fail on what no law demands and is open, such as whether a server can be ordered',
      },
    },
    {
      name: 'max-price-age',
      value: 'DAYS',
      about: { de: 'höchstens so alt darf die Preisliste sein', en: 'the price list may be so many days old' },
    },
    ...outputFlags,
  ],
  examples: [
    'ordiplan check --scenario plan.yaml --target-euro-per-month 40',
    'ordiplan check --tenants 40 --plan pair --target-availability 99.9 --target-restore-hours 4',
    'ordiplan check --scenario plan.yaml --max-price-age 60 --json',
  ],
  run: async (given): Promise<Outcome> => {
    const { values, language } = given;
    outputOf(given);
    const most = countFlag('max-price-age', values['max-price-age'], { least: 0, most: longestAge, otherwise: longestAge });
    const { facts, comparison } = await answered(values);
    const quote = values.plan === undefined ? recommendedQuote(comparison) : comparison.quotes.find(({ id }) => id === values.plan);
    const wanted = { isStrict: values.strict !== undefined, mostDays: most };
    const reasons = reasonsOf(quote, comparison, { ...wanted, language });
    const stdout = print(given, {
      blocks: () => blocksOf(quote, comparison, reasons, language),
      json: () => ({
        today: facts.today,
        isKept: reasons.length === 0,
        plan: quote?.id,
        reasons,
        misses: quote?.misses,
        gates: quote?.gates.results.map(({ id, status, rule }) => ({ id, status, isLegal: rule.isLegal })),
        priceList: comparison.priceList,
      }),
    });
    return { stdout, code: reasons.length === 0 ? 0 : 3 };
  },
};

/** Why the check is not passed: stable code, subject, sentence. */
interface Reason {
  readonly code: 'no-plan' | 'target' | 'gate' | 'only-shown' | 'price-age';
  readonly subject: string;
  readonly text: string;
}

function reasonsOf(
  quote: Quote | undefined,
  comparison: Comparison,
  { isStrict, mostDays, language }: { isStrict: boolean; mostDays: number; language: Language },
): Reason[] {
  const words = allWords[language];
  const { judgement } = words;
  const { asOf, ageDays } = comparison.priceList;
  const old: Reason[] =
    ageDays > mostDays ? [{ code: 'price-age', subject: asOf, text: said[language].old(dayText(asOf, language), ageDays, mostDays) }] : [];
  if (!quote) {
    const { decision, next } = answer(comparison, words);
    return [{ code: 'no-plan', subject: comparison.recommendation.kind, text: `${decision.before} ${next}`.trim() }, ...old];
  }
  const gates = quote.gates.results.filter(
    ({ status, rule }) => status === 'inadmissible' || (status === 'unknown' && (isStrict || rule.isLegal)),
  );
  // Capacity is a gate as well, so only what stands for comparison is left to be named.
  const isOnlyShown = quote.plan !== undefined && !quote.isAdmissible && quote.gates.status !== 'inadmissible';
  return [
    ...gates.map((gate): Reason => ({
      code: 'gate',
      subject: gate.id,
      text: `${judgement.gate[gate.id]}: ${judgement.status[gate.status]}. ${gateSentence(judgement, gate)}`,
    })),
    ...(isOnlyShown
      ? [{ code: 'only-shown' as const, subject: quote.id, text: said[language].onlyShown(designName(quote.id, words)) }]
      : []),
    ...quote.misses.map((miss): Reason => ({
      code: 'target',
      subject: miss.target,
      text: `${judgement.miss(miss)}.`,
    })),
    ...old,
  ];
}

function blocksOf(quote: Quote | undefined, comparison: Comparison, reasons: readonly Reason[], language: Language): Block[] {
  const words = allWords[language];
  const { judgement, terminal } = words;
  const say = said[language];
  const verdict = reasons.length === 0 ? say.kept : say.notKept(reasons.length);
  const subject = quote ? say.plan(words.planName[quote.id], quote.machines) : '';
  return [
    { kind: 'lines', lines: [`${reasons.length === 0 ? '✓' : '✗'} ${verdict}${subject}`] },
    ...(reasons.length > 0 ? [{ kind: 'list' as const, items: reasons.map(({ text }) => text), isOrdered: false }] : []),
    ...(quote
      ? [
          targetsTable(quote, comparison, language),
          {
            kind: 'table' as const,
            head: [say.gate, say.status, say.because],
            rows: quote.gates.results.map((gate) => [
              judgement.gate[gate.id],
              judgement.status[gate.status],
              gateSentence(judgement, gate),
            ]),
          },
        ]
      : []),
    { kind: 'lines', lines: [terminal.prices(comparison.priceList), terminal.disclaimer] },
  ];
}

const said = {
  de: {
    kept: 'Alles Verlangte ist gehalten',
    notKept: (count: number) => (count === 1 ? 'Nicht gehalten, 1 Grund' : `Nicht gehalten, ${count} Gründe`),
    plan: (name: string, machines: string | undefined) => `: ${name}${machines === undefined ? '' : ` (${machines})`}.`,
    onlyShown: (name: string) => `${name} steht nur zum Vergleich da: So hat es die Analyse genannt, gebaut wird es nicht.`,
    old: (day: string, days: number, most: number) => `Die Preisliste vom ${day} ist ${days} Tage alt, erlaubt sind ${most}.`,
    gate: 'Bedingung',
    status: 'Stand',
    because: 'Grund',
  },
  en: {
    kept: 'Everything demanded is kept',
    notKept: (count: number) => (count === 1 ? 'Not kept, 1 reason' : `Not kept, ${count} reasons`),
    plan: (name: string, machines: string | undefined) => `: ${name}${machines === undefined ? '' : ` (${machines})`}.`,
    onlyShown: (name: string) => `${name} is only there to be compared: the analysis named it, nobody builds it.`,
    old: (day: string, days: number, most: number) => `The price list of ${day} is ${days} days old, ${most} are allowed.`,
    gate: 'gate',
    status: 'status',
    because: 'reason',
  },
} as const;
