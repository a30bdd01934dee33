/** Ranges as rows of cells: what each shows, and the common scale of its row. */
import {
  countRangeText,
  euroRangeText,
  euroText,
  hoursRangeText,
  hoursText,
  isPoint,
  net,
  numberText,
  percentText,
  rangeText,
  words as plannerWords,
  type Language,
  type Quantiles,
  type Quote,
  type Ranges,
} from '@ordiplan/planner';
import { chanceText } from './sentence.ts';
import type { UncertaintyWords } from './words.de.ts';

export interface SpanCell {
  readonly quote: Quote;
  /** The middle of the draws, or what is said in its place. */
  readonly middle: string;
  /** From p10 to p90; empty for a chance and for what is unknown. */
  readonly range: string;
  /** What stands beside the range. */
  readonly more?: string;
  /** On the scale of the row; absent where there is nothing to draw. `at` is absent for a chance. */
  readonly bar?: { readonly low: number; readonly high: number; readonly at?: number };
  readonly isBad?: boolean;
}

export interface SpanRow {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  /** The end of the scale. */
  readonly max: number;
  readonly cells: readonly SpanCell[];
  /** Whether the bars are shares of draws, and no ranges. */
  readonly isChance: boolean;
}

interface Told {
  readonly shown: readonly Quote[];
  readonly by: Ranges;
  readonly language: Language;
  readonly say: UncertaintyWords;
  /** What a plan loses together with its server. */
  readonly lost: (quote: Quote) => string;
}

/** The figures that every design has, one a row. */
export function figureRows(told: Told): SpanRow[] {
  const { say } = told;
  return [
    rowOf(told, 'price', say.rows.price, (quote) => priceCell(told, quote)),
    rowOf(told, 'outage', say.rows.outage, (quote) => outageCell(told, quote)),
    rowOf(told, 'loss', say.rows.loss, (quote) => lossCell(told, quote)),
    rowOf(told, 'reach', say.rows.reach, (quote) => reachCell(told, quote)),
    availabilityRow(told),
    chanceRow(told, 'carries', say.rows.carries, (quote) => told.by[quote.id]?.chances.carriesTenants),
    ...targetRows(told),
  ];
}

/** The upgrade points: the first ones of all designs, then the second ones, as far as any design has one. */
export function pointRows(told: Told): SpanRow[] {
  const { shown, by, language, say } = told;
  const most = Math.max(0, ...shown.map(({ id }) => by[id]?.upgradePoints.length ?? 0));
  return Array.from({ length: most }, (_, i) =>
    rowOf(told, `point-${i + 1}`, [say.point(i + 1), say.pointsNote], (quote) => {
      const [range, point] = [by[quote.id]?.upgradePoints[i], quote.upgradePoints[i]];
      if (!range || !point) return { quote, middle: '–', range: '' };
      return { ...countCell(quote, range, language), more: point.to === undefined ? say.end : say.to(point.to) };
    }),
  );
}

type RowName = readonly string[];

function rowOf(
  { shown }: Told,
  id: string,
  [name = '', note = '']: RowName,
  cellOf: (quote: Quote) => SpanCell,
  given?: { readonly max: number },
): SpanRow {
  const cells = shown.map(cellOf);
  const ends = cells.flatMap(({ bar }) => (bar ? [bar.low, bar.high, bar.at ?? 0] : [])).filter(Number.isFinite);
  return { id, name, note, max: given?.max ?? Math.max(...ends, Number.MIN_VALUE) * headroom, cells, isChance: false };
}

/** So far beyond the largest end the scale goes: an open range then ends where nothing else does. */
const headroom = 1.15;

function barOf({ p10, p50, p90 }: Quantiles): NonNullable<SpanCell['bar']> {
  return { low: p10, at: p50, high: p90 };
}

function priceCell({ by, language }: Told, quote: Quote): SpanCell {
  const range = by[quote.id]?.netEuro;
  const words = plannerWords[language];
  if (!range) return { quote, middle: words.unknown, range: '' };
  const decimals = quote.bill?.net && isPoint(quote.bill.net) ? 2 : 0;
  const euro = (amount: number) => euroText(net(String(amount), 'month'), language, decimals);
  const { p10, p50, p90 } = range;
  const middle = Number.isFinite(p50) ? euro(p50) : words.beyondCatalogue;
  if (!Number.isFinite(p10)) return { quote, middle, range: '' };
  const ends = Number.isFinite(p90) ? euroRangeText(p10, p90, language, decimals) : words.orMore(euro(p10));
  return { quote, middle, range: ends, bar: barOf(range) };
}

function outageCell({ by, language }: Told, quote: Quote): SpanCell {
  const range = by[quote.id]!.openingHoursDown;
  // Hours of a year stay hours, also below one: the row is for comparing.
  const hours = (text: string) => `${text}\u00a0h`;
  return {
    quote,
    middle: hours(numberText(range.p50, language, 1)),
    range: hours(rangeText(range.p10, range.p90, language, 1)),
    bar: barOf(range),
  };
}

function lossCell({ by, language, lost }: Told, quote: Quote): SpanCell {
  const range = by[quote.id]?.hoursAfterServerLoss;
  if (!range) return { quote, middle: plannerWords[language].never, range: '', more: lost(quote), isBad: true };
  return { quote, middle: hoursText(range.p50, language), range: hoursRangeText(range.p10, range.p90, language), bar: barOf(range) };
}

function reachCell({ by, language }: Told, quote: Quote): SpanCell {
  const range = by[quote.id]?.reach;
  return range ? countCell(quote, range, language) : { quote, middle: plannerWords[language].beyondCatalogue, range: '' };
}

function countCell(quote: Quote, range: Quantiles, language: Language): SpanCell {
  return {
    quote,
    middle: numberText(Math.round(range.p50), language),
    range: countRangeText(range, plannerWords[language]),
    bar: barOf(range),
  };
}

const hundred = 100;
/** Shares of a year are told to this many digits of a percent: 0.001 % is five minutes. */
const availabilityDigits = 3;

/** All designs are up nearly always: their bars begin at the tenth of a percent below the worst of them, and the row says so. */
function availabilityRow(told: Told): SpanRow {
  const { shown, by, language, say } = told;
  const worst = Math.min(1, ...shown.map(({ id }) => by[id]!.availability.p10));
  const from = Math.floor(worst * hundred * 10) / (hundred * 10);
  const cellOf = (quote: Quote): SpanCell => {
    const { p10, p50, p90 } = by[quote.id]!.availability;
    return {
      quote,
      middle: percentText(p50, language, availabilityDigits),
      range: `${rangeText(p10 * hundred, p90 * hundred, language, availabilityDigits)}${language === 'de' ? '\u00a0' : ''}%`,
      bar: { low: p10 - from, at: p50 - from, high: p90 - from },
    };
  };
  return rowOf(told, 'availability', [say.rows.availability[0]!, say.scaleFrom(percentText(from, language, 1))], cellOf, { max: 1 - from });
}

function targetRows(told: Told): SpanRow[] {
  const { shown, by, language, say } = told;
  const targets = by[shown[0]!.id]!.chances.availability.map(({ target }) => target);
  return targets.map((target, i) => {
    // 99.9 % and 99.95 %, without zeros at the end.
    const digits =
      Number((target * hundred).toFixed(2))
        .toString()
        .split('.')[1]?.length ?? 0;
    const [name, note] = say.rows.target as [string, string];
    const title = `${name} ${percentText(target, language, digits)}`;
    return chanceRow(told, `target-${i + 1}`, [title, note], (quote) => by[quote.id]!.chances.availability[i]!.chance);
  });
}

function chanceRow(told: Told, id: string, name: RowName, chanceOf: (quote: Quote) => number | undefined): SpanRow {
  const cellOf = (quote: Quote): SpanCell => {
    const chance = chanceOf(quote);
    if (chance === undefined) return { quote, middle: plannerWords[told.language].beyondCatalogue, range: '' };
    return { quote, middle: chanceText(chance, told.language), range: '', bar: { low: 0, high: chance } };
  };
  return { ...rowOf(told, id, name, cellOf, { max: 1 }), isChance: true };
}
