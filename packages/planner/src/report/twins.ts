/** Text twins: for each figure that is charted one sentence and a table, for screen readers, print and the command line. */
import { dominated } from '../advice/dominance.ts';
import type { Quote } from '../advice/quote.ts';
import type { Path } from '../advice/roadmap.ts';
import type { Bar, FigureSensitivity } from '../advice/sensitivity.ts';
import type { Comparison } from '../compare.ts';
import type { Facts } from '../options/facts.ts';
import type { Place, Resource } from '../models/capacity.ts';
import type { PlanId } from '../options/plan.ts';
import { middle, type Spread } from '../prices/bill.ts';
import type { PriceBook, PriceListId, PriceRow } from '../prices/schema.ts';
import type { NetMonth } from '../units/money.ts';
import { dayText, euroText, hoursText, numberText, percentText, type Language } from '../units/text.ts';
import { designName, recommendedQuote } from './answer.ts';
import { curveRows, type CountSpan } from './curve.ts';
import type { Block } from './markdown.ts';
import { spreadText } from './price-text.ts';
import { readingWords } from './reading.ts';
import { twinsDe } from './twins.de.ts';
import { twinsEn } from './twins.en.ts';
import { words as allWords } from './words.ts';

/** The charts that have a twin in words. */
export const twinIds = ['costCurve', 'costBreakdown', 'capacity', 'costAgainstOutage', 'tornado', 'roadmap', 'priceHistory'] as const;
/** One chart. */
export type TwinId = (typeof twinIds)[number];

/** A figure in words. Rows have as many cells as the head. */
export interface Twin {
  readonly title: string;
  readonly sentence: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The figures that a tornado can show. */
export type TornadoFigure = 'reach' | 'openingHoursDown';

export interface TwinWords {
  readonly title: Readonly<Record<TwinId, string>>;
  readonly practices: string;
  readonly design: string;
  readonly bill: string;
  readonly operator: string;
  readonly outage: string;
  readonly total: string;
  readonly paid: string;
  readonly down: string;
  readonly verdict: string;
  readonly limit: string;
  readonly used: string;
  readonly carries: string;
  readonly assumption: string;
  readonly atLow: string;
  readonly atHigh: string;
  readonly month: string;
  readonly machines: string;
  readonly monthly: string;
  readonly soFar: string;
  readonly part: string;
  readonly from: string;
  readonly price: string;
  readonly appliesTo: string;
  readonly scope: Readonly<Record<PriceRow['appliesTo'], string>>;
  readonly period: Readonly<Record<PriceRow['per'], string>>;
  readonly ofAnother: (percent: string) => string;
  readonly recommended: string;
  readonly beatenBy: (name: string) => string;
  readonly figure: Readonly<Record<TornadoFigure, string>>;
  readonly cheapest: (spans: readonly { readonly name: string; readonly from: number; readonly to: number }[]) => string;
  readonly noPrice: string;
  readonly parts: (name: string, bill: string, operator: string, outage: string) => string;
  readonly noPlan: (name: string) => string;
  /** The fullest limit and how full it is, the limit that ends first and how many practices it carries. */
  readonly tightest: (fullest: string, percent: string, endsFirst: string, practices: string) => string;
  readonly unbeaten: (names: readonly string[]) => string;
  readonly strongest: (figure: string, meaning: string, from: string, to: string) => string;
  readonly nothingMoves: (figure: string) => string;
  readonly afterMonths: (path: string, months: number, paid: string, changes: number) => string;
  readonly tooSmallFrom: (month: number) => string;
  readonly moved: (label: string, from: string, before: string, after: string, percent: string) => string;
  readonly unmoved: (label: string, price: string, from: string) => string;
}

const twinWords: Readonly<Record<Language, TwinWords>> = { de: twinsDe, en: twinsEn };

/** The twin as blocks, to be printed. */
export function twinBlocks({ title, sentence, head, rows }: Twin): Block[] {
  return [
    { kind: 'heading', text: title },
    { kind: 'lines', lines: [sentence] },
    { kind: 'table', head, rows },
  ];
}

/** The bill over the number of practices, and which of the admissible designs has the smallest. */
export function costCurveTwin(shown: readonly Quote[], language: Language, span?: CountSpan): Twin {
  const [words, twin] = [allWords[language], twinWords[language]];
  const rows = curveRows(shown, span);
  const names = shown.map(({ id }) => designName(id, words));
  const cheapest = rows.map(({ from, to, cells }) => ({ name: names[cheapestOf(shown, cells)], from, to }));
  const spans = cheapest.reduce<{ name: string; from: number; to: number }[]>((all, { name, from, to }) => {
    const last = all.at(-1);
    if (name === undefined) return all;
    return last?.name === name && last.to === from - 1 ? [...all.slice(0, -1), { ...last, to }] : [...all, { name, from, to }];
  }, []);
  return {
    title: twin.title.costCurve,
    sentence: spans.length > 0 ? twin.cheapest(spans) : twin.noPrice,
    head: [twin.practices, ...names],
    rows: rows.map(({ from, to, cells }) => [
      countText(from, to, language),
      ...cells.map((cell) => (cell.plan ? priceText(cell.net, language) : words.beyondCatalogue)),
    ]),
  };
}

function cheapestOf(shown: readonly Quote[], cells: readonly { readonly net: Spread | undefined }[]): number {
  const euros = cells.map(({ net }, i) => (net && shown[i]!.isAdmissible ? middle(net).euro.toNumber() : Infinity));
  const least = Math.min(...euros);
  return Number.isFinite(least) ? euros.indexOf(least) : -1;
}

/** What a month costs, in its three parts. */
export function costBreakdownTwin(shown: readonly Quote[], chosen: Quote | undefined, language: Language): Twin {
  const [words, twin] = [allWords[language], twinWords[language]];
  const about = chosen ?? shown[0]!;
  const euro = (amount: NetMonth) => euroText(amount, language, 0);
  const { totalCost } = about;
  const name = designName(about.id, words);
  return {
    title: twin.title.costBreakdown,
    sentence: totalCost ? twin.parts(name, euro(totalCost.bill), euro(totalCost.operator), euro(totalCost.outage)) : twin.noPlan(name),
    head: [twin.design, twin.bill, twin.operator, twin.outage, twin.total],
    rows: shown.map(({ id, totalCost: cost }) => [
      designName(id, words),
      ...(cost ? [cost.bill, cost.operator, cost.outage, cost.sum].map(euro) : Array<string>(4).fill(words.unknown)),
    ]),
  };
}

/** How much of each limit is used, the tightest first. */
export function capacityTwin({ id, capacity }: Quote, language: Language): Twin {
  const [words, twin] = [allWords[language], twinWords[language]];
  const limit = ({ place, resource }: { place: Place; resource: Resource }) => words.limit(place, resource);
  const uses = [...(capacity?.uses ?? [])].sort((a, b) => b.share - a.share);
  const carries = (use: { place: Place; resource: Resource }) =>
    capacity?.limits.find(({ place, resource }) => place === use.place && resource === use.resource)?.tenants;
  const count = (practices: number | undefined) => (practices === undefined ? words.unknown : numberText(practices, language));
  const [first] = uses;
  // What is fullest today need not be what ends first: some of it is used however few the practices are.
  const ends = capacity && [...capacity.limits].sort((a, b) => a.tenants - b.tenants)[0];
  return {
    title: twin.title.capacity,
    sentence: first
      ? twin.tightest(limit(first), percentText(first.share, language), ends ? limit(ends) : words.unknown, count(ends?.tenants))
      : twin.noPlan(designName(id, words)),
    head: [twin.limit, twin.used, twin.carries],
    rows: uses.map((use) => [limit(use), percentText(use.share, language), count(carries(use))]),
  };
}

/** Money against outage: which designs no other one beats. */
export function costAgainstOutageTwin(comparison: Comparison, language: Language): Twin {
  const [words, twin] = [allWords[language], twinWords[language]];
  const name = (id: PlanId) => designName(id, words);
  const known = comparison.quotes.filter(({ isAdmissible, totalCost }) => isAdmissible && totalCost);
  const beaten = dominated(known);
  const best = recommendedQuote(comparison);
  const paid = ({ totalCost }: Quote) => totalCost!.bill.euro.plus(totalCost!.operator.euro);
  const sorted = [...known].sort((a, b) => paid(a).comparedTo(paid(b)));
  const left = sorted.filter(({ id }) => !beaten.some((one) => one.id === id));
  return {
    title: twin.title.costAgainstOutage,
    sentence: left.length > 0 ? twin.unbeaten(left.map(({ id }) => name(id))) : twin.noPrice,
    head: [twin.design, twin.paid, twin.down, twin.verdict],
    rows: sorted.map((quote) => {
      const by = beaten.find(({ id }) => id === quote.id);
      return [
        name(quote.id),
        euroText({ ...quote.totalCost!.bill, euro: paid(quote) }, language, 0),
        hoursText(quote.availability.openingHoursDown, language),
        by ? twin.beatenBy(name(by.by)) : quote === best ? twin.recommended : '',
      ];
    }),
  };
}

/** Which assumption moves a figure most. */
export function tornadoTwin(
  sensitivity: FigureSensitivity,
  of: TornadoFigure,
  { facts, language }: { facts: Facts; language: Language },
): Twin {
  const twin = twinWords[language];
  const value = (one: number) => (of === 'reach' ? numberText(one, language) : hoursText(one, language));
  const meaning = ({ subject }: Bar) =>
    subject.kind === 'assumption'
      ? facts.assumptions[subject.key].meaning[language]
      : (facts.book.lists.current.skus[subject.sku]?.label ?? subject.sku);
  const [first] = sensitivity.bars;
  return {
    title: twin.title.tornado,
    sentence: first
      ? twin.strongest(
          twin.figure[of],
          meaning(first),
          value(Math.min(first.atLow, first.atHigh)),
          value(Math.max(first.atLow, first.atHigh)),
        )
      : twin.nothingMoves(twin.figure[of]),
    head: [twin.assumption, twin.atLow, twin.atHigh],
    rows: sensitivity.bars.map((bar) => [meaning(bar), value(bar.atLow), value(bar.atHigh)]),
  };
}

/** One path of the roadmap, month by month. */
export function roadmapTwin(path: Path, language: Language): Twin {
  const [words, twin] = [allWords[language], twinWords[language]];
  const euro = (amount: NetMonth | undefined) => (amount ? euroText(amount, language) : words.unknown);
  const last = path.months.at(-1)!;
  const name = readingWords[language].roadmap.path[path.id];
  const ends = path.endsInMonth === undefined ? '' : ` ${twin.tooSmallFrom(path.endsInMonth)}`;
  return {
    title: twin.title.roadmap,
    sentence: twin.afterMonths(name, last.month, euro(path.paid), path.changes.length) + ends,
    head: [twin.month, twin.practices, twin.design, twin.machines, twin.monthly, twin.soFar],
    rows: path.months.map(({ month, tenants, plan, machines, net, paid }) => [
      String(month),
      numberText(tenants, language),
      designName(plan, words),
      machines,
      euro(net),
      euro(paid),
    ]),
  };
}

/** The prices of a part since it is sold, oldest first, in the currency and the unit of the vendor. */
export function priceHistoryTwin(book: PriceBook, { list, sku }: { list: PriceListId; sku: string }, language: Language): Twin {
  const twin = twinWords[language];
  const record = book.lists[list].skus[sku];
  const label = record?.label ?? sku;
  const rows = record?.prices ?? [];
  const [first, last] = [rows[0], rows.at(-1)];
  const rise =
    first?.net !== undefined && last?.net !== undefined && first !== last && first.per === last.per
      ? Number(last.net) / Number(first.net) - 1
      : undefined;
  const day = (row: PriceRow) => dayText(row.from, language);
  const moved =
    first && last && rise !== undefined
      ? twin.moved(label, day(first), rowText(first, language), `${rowText(last, language)} (${day(last)})`, signed(rise, language))
      : undefined;
  return {
    title: twin.title.priceHistory,
    sentence: moved ?? (last ? twin.unmoved(label, rowText(last, language), day(last)) : twin.noPlan(label)),
    head: [twin.part, twin.from, twin.price, twin.appliesTo],
    rows: rows.map((row) => [label, day(row), rowText(row, language), twin.scope[row.appliesTo]]),
  };
}

function rowText({ net, low, high, percent, currency, per }: PriceRow, language: Language): string {
  const twin = twinWords[language];
  if (percent !== undefined) return twin.ofAnother(`${numberText(Number(percent), language)}\u00a0%`);
  const figure = (text: string) => numberText(Number(text), language, Math.max(2, text.split('.')[1]?.length ?? 0));
  const span = net === undefined ? `${figure(low!)}\u2013${figure(high!)}` : figure(net);
  return `${span}\u00a0${currency} ${twin.period[per]}`;
}

function signed(share: number, language: Language): string {
  return share < 0 ? percentText(share, language) : `+${percentText(share, language)}`;
}

function priceText(spread: Spread | undefined, language: Language): string {
  return spread ? spreadText(spread, allWords[language]) : allWords[language].unknown;
}

function countText(from: number, to: number, language: Language): string {
  return from === to ? numberText(from, language) : `${numberText(from, language)}\u2013${numberText(to, language)}`;
}
