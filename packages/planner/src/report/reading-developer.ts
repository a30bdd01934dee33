/** The result for developers: decision, reasons, one line per option with every figure, how safe each is, findings. */
import { bySeverity } from '../advice/findings.ts';
import type { PlanRanges } from '../advice/ranges.ts';
import type { Quote } from '../advice/quote.ts';
import type { Comparison } from '../compare.ts';
import type { PlanId } from '../options/plan.ts';
import { hoursText, stepText, type Language } from '../units/text.ts';
import { answer, designName, isGrown, recommendedQuote, shownQuotes } from './answer.ts';
import { gateSentence } from './judgement.ts';
import type { Block } from './markdown.ts';
import { countRangeText, netRangeText, netText, spreadText } from './price-text.ts';
import { reliabilityColumns, reliabilityRows } from './reliability.ts';
import { sentence } from './sentence.ts';
import { words as allWords, type Words } from './words.ts';

/** Ranges by plan; those of a plan that is shown without are unknown. */
export type RangesByPlan = Readonly<Partial<Record<PlanId, PlanRanges>>>;

type TableBlock = Extract<Block, { readonly kind: 'table' }>;

/** Which quotes to print: with `all` every design, else the four of the analysis, as we build them and as it names them. */
export function printedQuotes(comparison: Comparison, { all }: { all: boolean }): readonly Quote[] {
  const shown = shownQuotes(comparison);
  return comparison.quotes.filter((quote) => all || !isGrown(quote.id) || shown.includes(quote));
}

/** What developers read: every figure of the comparison. */
export function developerReading(
  comparison: Comparison,
  { shown, ranges, language, all }: { shown: readonly Quote[]; ranges: RangesByPlan; language: Language; all: boolean },
): Block[] {
  const words = allWords[language];
  const said = answer(comparison, words);
  const { measured } = comparison;
  const reliability = reliabilityTable(shown, ranges, words);
  const findings = findingTable(comparison, shown, { words, all });
  return [
    { kind: 'lines', lines: [`${said.decision.before}${said.decision.marked}${said.decision.after}`, said.next] },
    ...(said.reasons.length > 0
      ? [{ kind: 'list' as const, items: said.reasons, isOrdered: true, notes: said.runnerUp === undefined ? [] : [said.runnerUp] }]
      : []),
    optionTable(comparison, shown, ranges, words),
    {
      ...reliability,
      notes: [...reliability.notes, ...(measured ? [words.measured(measured.availability, measured.hoursDown)] : [])],
    },
    ...findings,
    { kind: 'lines', lines: footer(comparison, words) },
  ];
}

/** One line per design: what it costs, how it fails, how far it reaches. */
export function optionTable(comparison: Comparison, shown: readonly Quote[], ranges: RangesByPlan, words: Words): TableBlock {
  const { terminal } = words;
  const chosen = recommendedQuote(comparison);
  const head = [
    '',
    '',
    terminal.machines,
    terminal.net,
    terminal.gross,
    terminal.perTenant,
    terminal.range,
    terminal.down,
    terminal.reach,
    terminal.binding,
    terminal.next,
  ];
  const rows = shown.map((quote) => [quote === chosen ? '▸' : '', nameOf(quote, words), ...cells(quote, ranges[quote.id], words)]);
  return { kind: 'table', head, rows, notes: [`° ${words.asQuoted}`] };
}

/** Contract, expectation and what a bad day costs, design by design. */
function reliabilityTable(shown: readonly Quote[], ranges: RangesByPlan, words: Words): TableBlock & { readonly notes: readonly string[] } {
  const head = [words.reliability.design, ...reliabilityColumns.map((column) => words.reliability[column])];
  const rows = reliabilityRows(shown, words, ranges).map(({ quote, cells: of }) => [
    nameOf(quote, words),
    ...reliabilityColumns.map((column) => of[column]),
  ]);
  return { kind: 'table', head, rows, notes: [words.reliabilityNote] };
}

function cells(quote: Quote, range: PlanRanges | undefined, words: Words): string[] {
  const { bill, nextChange, availability, machines } = quote;
  if (!bill || machines === undefined) return [words.beyondCatalogue];
  return [
    machines,
    netText(bill, words),
    bill.gross ? spreadText(bill.gross, words) : words.unknown,
    bill.perTenant ? spreadText(bill.perTenant, words) : words.unknown,
    range?.netEuro ? netRangeText(range.netEuro, bill, words) : words.unknown,
    hoursText(availability.openingHoursDown, words.language),
    nextChange ? `${nextChange.at - 1}${range?.reach ? ` (${countRangeText(range.reach, words)})` : ''}` : '',
    nextChange ? words.limit(nextChange.cause.place, nextChange.cause.resource) : '',
    nextChange?.to === undefined
      ? ''
      : `${nextChange.to}${nextChange.priceStep ? ` ${stepText(nextChange.priceStep, words.language)}` : ''}`,
  ];
}

/** Each gate that rules a design out and each finding once, with the options it concerns, and what to order instead; without `all` those of medium weight are only counted. */
function findingTable(comparison: Comparison, quotes: readonly Quote[], { words, all }: { words: Words; all: boolean }): Block[] {
  const named = new Map<string, string[]>();
  const left = new Set<string>();
  for (const quote of quotes) {
    const gates = quote.plan ? quote.gates.results.filter(({ status }) => status === 'inadmissible') : [];
    const texts = [
      ...gates.map((gate) => `${words.terminal.excluded}. ${gateSentence(words.judgement, gate)}`),
      ...bySeverity(quote.findings)
        .filter(({ severity }) => all || severity !== 'medium')
        .map((finding) => sentence(words, finding)),
    ];
    for (const finding of quote.findings) if (!all && finding.severity === 'medium') left.add(sentence(words, finding));
    for (const text of texts) named.set(text, [...(named.get(text) ?? []), nameOf(quote, words)]);
  }
  const notes = [...fallbackLines(comparison, words), ...(left.size > 0 ? [words.terminal.more(left.size)] : [])];
  if (named.size === 0) return notes.length > 0 ? [{ kind: 'lines', lines: notes }] : [];
  const rows = [...named].map(([text, names]) => [`${names.join(', ')}:`, text]);
  return [
    { kind: 'heading', text: words.terminal.findings },
    { kind: 'table', head: [], rows, notes },
  ];
}

/** What to order instead of the server of the recommended plan: the first few, in the order in which to try. */
function fallbackLines(comparison: Comparison, words: Words): string[] {
  const chosen = recommendedQuote(comparison);
  const list = chosen?.fallbacks.slice(0, shownFallbacks).map(words.fallback) ?? [];
  return list.length === 0 ? [] : [`${chosen!.mark}: ${words.fallbacks(list)}`];
}

const shownFallbacks = 3;

function footer({ priceList }: Comparison, { terminal }: Words): string[] {
  const { id, exchangeRate, vatBasis } = priceList;
  return [
    [
      terminal.prices(priceList),
      ...(exchangeRate && id === 'current' ? [terminal.rate(exchangeRate.usdPerEur, exchangeRate.on)] : []),
    ].join(' '),
    ...(vatBasis === 'unstated' ? [terminal.vatUnstated] : []),
    terminal.disclaimer,
  ];
}

/** "B", or "B°" for the design of the analysis where ours differs; what an option grows into with its name. */
function nameOf({ id, isAsQuoted, option }: Quote, words: Words): string {
  return isAsQuoted && option !== 'solo' ? `${designName(id, words)}°` : designName(id, words);
}
