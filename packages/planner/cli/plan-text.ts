/** The answer for a terminal: decision, reasons, one line per option, findings. */
import {
  answer,
  countRangeText,
  designName,
  hoursText,
  isGrown,
  netRangeText,
  netText,
  recommendedQuote,
  reliabilityColumns,
  reliabilityRows,
  sentence,
  shownQuotes,
  spreadText,
  stepText,
  words as allWords,
  type Comparison,
  type Language,
  type PlanId,
  type PlanRanges,
  type Quote,
  type Words,
} from '@ordiplan/planner';
import { table } from './table.ts';

/** Which quotes to print: with `all` every design, else the four of the analysis, as we build them and as it names them. */
export function printedQuotes(comparison: Comparison, { all }: { all: boolean }): readonly Quote[] {
  const shown = shownQuotes(comparison);
  return comparison.quotes.filter((quote) => all || !isGrown(quote.id) || shown.includes(quote));
}

export function asText(
  comparison: Comparison,
  { shown, ranges, language }: { shown: readonly Quote[]; ranges: Readonly<Partial<Record<PlanId, PlanRanges>>>; language: Language },
): string {
  const words = allWords[language];
  const said = answer(comparison, words);
  return [
    `${said.decision.before}${said.decision.marked}${said.decision.after}`,
    said.next,
    '',
    ...(said.reasons.length > 0 ? [...said.reasons.map((reason, i) => `${i + 1}  ${reason}`), said.runnerUp ?? '', ''] : []),
    ...optionTable(comparison, shown, ranges, words),
    '',
    ...reliabilityTable(shown, ranges, words),
    ...(comparison.measured ? [words.measured(comparison.measured.availability, comparison.measured.hoursDown)] : []),
    ...findingLines(shown, words),
    ...fallbackLines(comparison, words),
    '',
    ...footer(comparison, words),
    '',
  ].join('\n');
}

function optionTable(
  comparison: Comparison,
  shown: readonly Quote[],
  ranges: Readonly<Partial<Record<PlanId, PlanRanges>>>,
  words: Words,
): string[] {
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
  const rows = shown.map((quote) => [quote === chosen ? '▸' : '', nameOf(quote, words), ...cells(quote, ranges[quote.id]!, words)]);
  return [...table([head, ...rows]), `° ${words.asQuoted}`];
}

/** Contract, expectation and what a bad day costs, design by design. */
function reliabilityTable(shown: readonly Quote[], ranges: Readonly<Partial<Record<PlanId, PlanRanges>>>, words: Words): string[] {
  const head = [words.reliability.design, ...reliabilityColumns.map((column) => words.reliability[column])];
  const rows = reliabilityRows(shown, words, ranges).map(({ quote, cells: of }) => [
    nameOf(quote, words),
    ...reliabilityColumns.map((column) => of[column]),
  ]);
  return [...table([head, ...rows]), words.reliabilityNote];
}

function cells(quote: Quote, range: PlanRanges, words: Words): string[] {
  const { bill, nextChange, availability, machines } = quote;
  if (!bill || machines === undefined) return [words.beyondCatalogue];
  return [
    machines,
    netText(bill, words),
    bill.gross ? spreadText(bill.gross, words) : words.unknown,
    bill.perTenant ? spreadText(bill.perTenant, words) : words.unknown,
    range.netEuro ? netRangeText(range.netEuro, bill, words) : words.unknown,
    hoursText(availability.openingHoursDown, words.language),
    nextChange ? `${nextChange.at - 1}${range.reach ? ` (${countRangeText(range.reach, words)})` : ''}` : '',
    nextChange ? words.limit(nextChange.cause.place, nextChange.cause.resource) : '',
    nextChange?.to === undefined
      ? ''
      : `${nextChange.to}${nextChange.priceStep ? ` ${stepText(nextChange.priceStep, words.language)}` : ''}`,
  ];
}

/** Each finding once, with the options it concerns; nothing if there are none. */
function findingLines(quotes: readonly Quote[], words: Words): string[] {
  const named = new Map<string, string[]>();
  for (const quote of quotes) {
    for (const finding of quote.findings) {
      const text = `${finding.severity === 'stop' ? `${words.terminal.excluded}. ` : ''}${sentence(words, finding)}`;
      named.set(text, [...(named.get(text) ?? []), nameOf(quote, words)]);
    }
  }
  if (named.size === 0) return [];
  return ['', `${words.terminal.findings}:`, ...table([...named].map(([text, names]) => [` ${names.join(', ')}:`, text]))];
}

/** What to order instead of the server of the recommended plan: the first few, in the order in which to try. */
function fallbackLines(comparison: Comparison, words: Words): string[] {
  const chosen = recommendedQuote(comparison);
  const list = chosen?.fallbacks.slice(0, shownFallbacks).map(words.fallback) ?? [];
  return list.length === 0 ? [] : [` ${chosen!.mark}: ${words.fallbacks(list)}`];
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
