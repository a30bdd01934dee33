/** Prices, second readings and sightings as text, with as many decimals as the source names. */
import {
  daysBetween,
  euroRangeText,
  euroText,
  isPoint,
  numberText,
  percentText,
  words,
  type Language,
  type PriceList,
  type PriceRow,
  type SecondReading,
  type Sku,
  type Spread,
} from '@ordiplan/planner';
import { shortLabel, type Family, type Sighting } from './book.ts';
import type { PriceWords } from './words.de.ts';

const nbsp = '\u00a0';
const enDash = '\u2013';
const leastDecimals = 2;
/** More say nothing in a sum of cents. */
const mostDecimals = 6;

/** A figure as it stands in the file: "8.49" becomes 8,49 and "0.0136" 0,0136. */
export function figureText(text: string, language: Language): string {
  return numberText(Number(text), language, Math.max(leastDecimals, text.split('.')[1]?.length ?? 0));
}

/** `8,49 EUR im Monat`, `0,088–0,10 USD in der Stunde`, `20 % vom Preis des Servers`. */
export function amountText(row: PriceRow, { unit }: Pick<Sku, 'unit'>, say: PriceWords, language: Language): string {
  const { net, low, high, percent, currency, per } = row;
  if (percent !== undefined) return say.percent(numberText(Number(percent), language));
  const figure = net === undefined ? `${figureText(low!, language)}${enDash}${figureText(high!, language)}` : figureText(net, language);
  return [`${figure}${nbsp}${currency}`, say.unit[unit], say.period[per]].filter((part) => part !== '').join(' ');
}

/** What a price says beside its amount: the likely figure of an estimate, or that the month is a ceiling. */
export function besideAmount({ net, likely, hourly, currency }: PriceRow, say: PriceWords, language: Language): string | undefined {
  if (likely !== undefined && net === undefined) return say.likely(figureText(likely, language));
  return hourly === undefined ? undefined : say.hourly(`${figureText(hourly, language)}${nbsp}${currency}`);
}

/** The same price as another source shows it, in its own terms. */
export function secondText(second: SecondReading, row: PriceRow, list: PriceList, say: PriceWords, language: Language): string {
  const { amount, upTo, basis, vatRate, with: together = [], factors } = second;
  const figure =
    upTo === undefined ? figureText(amount, language) : `${figureText(amount, language)}${enDash}${figureText(upTo, language)}`;
  const names = together.map((sku) => (list.skus[sku] ? shortLabel(list.skus[sku]) : sku));
  const number = (text: string) => figureText(text, language);
  return [
    `${figure}${nbsp}${row.percent === undefined ? row.currency : '%'} ${say.basis[basis]}`,
    ...(vatRate === undefined ? [] : [say.vatOf(percentText(Number(vatRate), language))]),
    ...(names.length === 0 ? [] : [say.together(names.join(', '))]),
    ...(factors ? [say.factors(number(factors.low), number(factors.likely), number(factors.high))] : []),
  ].join(', ');
}

/** A sighting counts so long. The planner counts it the same way: see stockOf. */
const sightingCountsDays = 14;

export function isOutdated({ observedOn }: Sighting, today: string): boolean {
  return daysBetween(observedOn, today) > sightingCountsDays;
}

/** `ja in Nürnberg, Falkenstein; nein in Helsinki`. */
export function sightingText({ sites }: Sighting, say: PriceWords, language: Language): string {
  const names: Readonly<Record<string, string>> = words[language].site;
  return (['yes', 'no', 'unknown'] as const)
    .filter((answer) => sites[answer].length > 0)
    .map((answer) => `${say.sighting[answer]} ${say.at(sites[answer].map((site) => names[site] ?? site).join(', '))}`)
    .join('; ');
}

/** Both ends where they differ, with all digits that move a sum of cents. */
export function spreadText(spread: Spread, language: Language): string {
  const places = Math.max(spread.low.euro.decimalPlaces(), spread.high.euro.decimalPlaces(), leastDecimals);
  const decimals = spread.low.euro.lessThan(1) ? Math.min(places, mostDecimals) : leastDecimals;
  return isPoint(spread) ? euroText(spread.low, language, decimals) : euroRangeText(spread.low.euro, spread.high.euro, language, decimals);
}

/** `Server, CX23 – CX53`: what the family is and, of the sizes of one line, the smallest and the largest. */
export function familyName({ kind, entries }: Family, say: PriceWords): string {
  const [first, last] = [entries[0]!.record, entries.at(-1)!.record];
  if (first === last || first.family === undefined) return say.kind[kind];
  const span = `${shortLabel(first)} ${enDash} ${shortLabel(last)}`;
  return span.startsWith(say.kind[kind]) ? span : `${say.kind[kind]}, ${span}`;
}
