/** The price records behind a figure: amount, day, age and evidence of each row of the book. */
import { daysBetween } from '../units/time.ts';
import { numberText, rangeText } from '../units/text.ts';
import type { LineItem } from '../prices/bill.ts';
import type { PriceRow } from '../prices/schema.ts';
import type { ExplanationPrice, Ground } from './explain-figures.ts';

/** One record for each line that has a price. */
export function pricesOf(ground: Ground, lines: readonly LineItem[]): ExplanationPrice[] {
  return lines.flatMap((line) => (line.row ? [record(ground, line, line.row)] : []));
}

function record({ facts, comparison, say, language }: Ground, { sku, label, detail, isFact }: LineItem, row: PriceRow): ExplanationPrice {
  const { kind, title, observedOn, confirmations } = row.evidence;
  const url = facts.book.lists[comparison.scenario.prices].skus[sku]?.checkAt;
  const isVendors = kind === 'vendor-api' || kind === 'vendor-page';
  return {
    label: detail === undefined ? label : `${label}, ${detail}`,
    amount: amount(row, say.period[row.per], language),
    observedOn,
    ageDays: daysBetween(observedOn, comparison.today),
    evidence: say.evidence(say.evidenceKind[kind], title),
    ...(url !== undefined && { url }),
    isDoubtful: !isFact || (confirmations === 1 && !isVendors),
  };
}

/** `8,49 EUR im Monat`, with as many decimals as the vendor names. */
function amount({ net, low, high, currency }: PriceRow, period: string, language: Ground['language']): string {
  const decimals = Math.max(2, ...[net, low, high].map((text) => text?.split('.')[1]?.length ?? 0));
  const figure = net === undefined ? rangeText(Number(low), Number(high), language, decimals) : numberText(Number(net), language, decimals);
  return `${figure}\u00a0${currency} ${period}`;
}
