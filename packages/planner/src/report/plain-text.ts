/** The answer as plain text, for a mail to a colleague or a question to an assistant: it says what it is and where it comes from. */
import type { PlanRanges } from '../advice/ranges.ts';
import type { Quote } from '../advice/quote.ts';
import type { Comparison } from '../compare.ts';
import type { Facts } from '../options/facts.ts';
import { countRangeText, netRangeText, netText, spreadText } from './price-text.ts';
import { dayText, hoursRangeText, hoursText, numberText, percentText, rangeText, stepText, type Language } from '../units/text.ts';
import { answer, recommendedQuote } from './answer.ts';
import { inputRows, priceRecords } from './record.ts';
import { changedAssumptions } from './record-tables.ts';
import { recordWords } from './record-words.ts';
import type { RangesByPlan } from './reading-developer.ts';
import { words as allWords } from './words.ts';

/** What a summary needs beside the comparison. */
export interface SummaryWishes {
  readonly facts: Facts;
  readonly language: Language;
  readonly ranges?: RangesByPlan | undefined;
  /** Where the same can be calculated again. */
  readonly link: string;
}

/** Question, decision, figures with their ranges, changed assumptions, sources with their days, link. Lines end with a line feed. */
export function summaryText(comparison: Comparison, { facts, language, ranges = {}, link }: SummaryWishes): string {
  const words = allWords[language];
  const { summary } = recordWords[language];
  const { decision, next, reasons } = answer(comparison, words);
  const quote = recommendedQuote(comparison);
  const told = { comparison, facts, language };
  const figures = quote ? figureLines(quote, ranges[quote.id], language) : [];
  const changed = changedAssumptions(told).map(({ meaning, now, shipped }) => summary.changed(meaning, now, shipped));
  const { terminal } = words;
  const { priceList } = comparison;
  const sources = [
    terminal.prices(priceList),
    ...(priceList.exchangeRate && priceList.id === 'current'
      ? [terminal.rate(priceList.exchangeRate.usdPerEur, priceList.exchangeRate.on)]
      : []),
    ...(quote?.bill ? priceRecords(quote, told) : []),
  ];
  return [
    summary.title(dayText(comparison.today, language)),
    ...part(
      summary.question,
      inputRows(comparison, language).map(([name, value]) => `${name}: ${value}`),
    ),
    '',
    summary.answer,
    decision.before + decision.marked + decision.after,
    ...(next === '' ? [] : [next]),
    ...part(summary.figures, figures),
    ...part(summary.reasons, reasons),
    ...part(summary.assumptions, changed.length > 0 ? changed : [recordWords[language].noAssumption]),
    ...part(summary.sources, sources),
    '',
    summary.link,
    link,
    '',
    summary.estimate,
    '',
  ].join('\n');
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `- ${line}`)];
}

/** The figures as the screens print them. */
function figureLines(quote: Quote, range: PlanRanges | undefined, language: Language): string[] {
  const words = allWords[language];
  const { summary, gross, perTenant } = recordWords[language];
  const { bill, availability, hoursAfterServerLoss, nextChange } = quote;
  const line = (name: string, value: string, span = '') => `${name}: ${value}${span === '' ? '' : ` ${summary.inEightOfTen(span)}`}`;
  const loss = range?.hoursAfterServerLoss;
  const down = range?.openingHoursDown;
  return [
    ...(bill
      ? [
          line(summary.net, netText(bill, words), range?.netEuro && netRangeText(range.netEuro, bill, words)),
          line(gross(percentText(Number(bill.vatRate), language)), bill.gross ? spreadText(bill.gross, words) : words.unknown),
          line(perTenant, bill.perTenant ? spreadText(bill.perTenant, words) : words.unknown),
        ]
      : []),
    line(summary.availability, percentText(availability.total, language, availabilityDigits)),
    line(
      summary.down,
      `${numberText(availability.openingHoursDown, language, 1)}\u00a0h`,
      down && `${rangeText(down.p10, down.p90, language, 1)}\u00a0h`,
    ),
    line(
      summary.afterLoss,
      hoursAfterServerLoss === undefined ? words.never : hoursText(hoursAfterServerLoss, language),
      loss && hoursRangeText(loss.p10, loss.p90, language),
    ),
    ...(nextChange
      ? [
          line(summary.reach, numberText(nextChange.at - 1, language), range?.reach && countRangeText(range.reach, words)),
          ...(nextChange.to === undefined
            ? []
            : [
                line(
                  summary.nextStep,
                  `${nextChange.to}, ${nextChange.priceStep ? stepText(nextChange.priceStep, language) : words.unknown}`,
                ),
              ]),
        ]
      : []),
  ];
}

/** Shares of a year are told to this many digits of a percent: 0.001 % is five minutes. */
const availabilityDigits = 3;
