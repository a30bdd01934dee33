/** Numbers of an explanation: with as many digits as it takes to follow a computation. */
import { isPoint, type Spread } from '../prices/bill.ts';
import type { Money } from '../units/money.ts';
import { euroRangeText, euroText, numberText, percentText, rangeText, type Language } from '../units/text.ts';
import type { ExplanationStep } from './explain-figures.ts';

const nbsp = '\u00a0';
/** Digits that are told of a measured or supposed number. */
const significant = 4;
/** Beyond these a number is told with a power of ten. */
const mostDecimals = 12;
const largestPlain = 1e12;
const ten = 10;
const percent = 100;

/** `0,765`, `1.234`, `0,00005`: four significant digits, whole numbers whole. */
export function amountText(value: number, language: Language): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (Math.abs(value) >= largestPlain || -exponent > mostDecimals) {
    return `${amountText(value / ten ** exponent, language)}${nbsp}×${nbsp}10^${exponent}`;
  }
  return trimmed(value, language, Math.max(0, significant - 1 - exponent));
}

/** A number with its unit. */
export function withUnit(value: number, unit: string, language: Language): string {
  return `${amountText(value, language)}${nbsp}${unit}`;
}

/** A share near 1 as a percentage with enough digits for what is missing: `99,9954 %`. */
export function shareText(share: number, language: Language): string {
  const missing = Math.min(share, 1 - share) * percent;
  const decimals = missing <= 0 ? 0 : Math.max(2, significant - 1 - Math.floor(Math.log10(missing)));
  return `${trimmed(share * percent, language, Math.min(mostDecimals, decimals))}${language === 'de' ? nbsp : ''}%`;
}

/** A share as a percentage with four digits of itself: `0,4523 %`, `128,4 %`. */
export function chanceText(share: number, language: Language): string {
  return `${amountText(share * percent, language)}${language === 'de' ? nbsp : ''}%`;
}

function trimmed(value: number, language: Language, decimals: number): string {
  const text = value.toFixed(decimals);
  const needed = text.includes('.') ? text.replace(/0+$/, '').split('.')[1]!.length : 0;
  return numberText(value, language, needed);
}

/** `8,49 €`, `60,04 € (57,43–65,26 €)`, or both ends of a span without a likely figure. */
export function spanText(spread: Spread<Money>, language: Language): string {
  if (isPoint(spread)) return euroText(spread.low, language);
  const ends = euroRangeText(spread.low.euro, spread.high.euro, language);
  return spread.likely ? `${euroText(spread.likely, language)} (${ends})` : ends;
}

/** The same without the sign, for a formula; of a likely figure that alone. */
export function plainText(spread: Spread<Money>, language: Language): string {
  if (isPoint(spread)) return numberText(spread.low.euro, language, 2);
  return spread.likely ? numberText(spread.likely.euro, language, 2) : `(${rangeText(spread.low.euro, spread.high.euro, language, 2)})`;
}

/** A formula in words, and below it the same with numbers, `a + b = c`, if there are at least two. */
export function formulaText(inWords: string, sign: '+' | '×' | '÷' | '−', parts: readonly string[], result: string): string {
  return parts.length < 2 ? inWords : `${inWords}\n${parts.join(` ${sign} `)} = ${result}`;
}

/** One line of a computation. */
export function step(text: string, value: string): ExplanationStep {
  return { text, value };
}

/** Shares of a year are told to this many digits of a percent: 0.001 % is five minutes. */
export const reliabilityDigits = 3;
const leastChance = 1e-3;

/** A chance as the screens print it: `1,5 %`; below one in a thousand only that it is less. */
export function shortChanceText(chance: number, language: Language): string {
  return chance > 0 && chance < leastChance
    ? `< ${percentText(leastChance, language, 1)}`
    : percentText(chance, language, chance < 1 / ten ? 1 : 0);
}
