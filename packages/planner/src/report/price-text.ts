/** Prices and ranges as text. A list price shows cents, an estimate whole euros and the word "about", a span both ends. */
import type { Quantiles } from '../advice/draws.ts';
import { isPoint, type Bill, type Spread } from '../prices/bill.ts';
import type { Money } from '../units/money.ts';
import { euroRangeText, euroText, numberText, rangeText } from '../units/text.ts';
import type { Words } from './words.ts';

/** Below this many euro, whole euros would hide too much of an estimate. */
const smallAmount = 10;

/** `12,19 €`, `etwa 72 €` or `58,68–108,68 €`. */
export function spreadText(spread: Spread<Money>, { language, about }: Words): string {
  if (spread.likely === undefined) return euroRangeText(spread.low.euro, spread.high.euro, language);
  return isPoint(spread)
    ? euroText(spread.likely, language)
    : about(euroText(spread.likely, language, spread.likely.euro.lessThan(smallAmount) ? 2 : 0));
}

/** The net price of a bill; with an unknown price only what it costs at least. */
export function netText({ net, knownNet }: Bill, words: Words): string {
  if (net) return spreadText(net, words);
  return knownNet.low.euro.isZero() ? words.unknown : words.atLeast(euroText(knownNet.low, words.language));
}

/** `9,19–19,69 €`: eight draws of ten lie between. Ends in words where no machine is large enough. */
export function netRangeText({ p10, p90 }: Quantiles, bill: Bill, words: Words): string {
  const decimals = bill.net && isPoint(bill.net) ? 2 : 0;
  if (!Number.isFinite(p10)) return words.beyondCatalogue;
  if (Number.isFinite(p90)) return euroRangeText(p10, p90, words.language, decimals);
  return words.orMore(words.language === 'de' ? `${numberText(p10, 'de', decimals)}\u00a0€` : `€${numberText(p10, 'en', decimals)}`);
}

/** Practice counts, whole: `10–37`. */
export function countRangeText({ p10, p90 }: Quantiles, { language }: Words): string {
  return rangeText(Math.round(p10), Math.round(p90), language);
}
