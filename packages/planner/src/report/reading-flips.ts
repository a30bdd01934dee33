/** Flips in words: the value at which another design is recommended, and whether it may well be so. */
import type { Flip, Verdict } from '../advice/flips.ts';
import type { Comparison } from '../compare.ts';
import type { Facts } from '../options/facts.ts';
import type { PlanId } from '../options/plan.ts';
import { assumptionsOf } from '../options/facts.ts';
import { shareKeys, type AssumptionKey } from '../scenario/assumptions.ts';
import { net } from '../units/money.ts';
import { euroText, numberText, type Language } from '../units/text.ts';
import { designName, recommendedQuote } from './answer.ts';
import type { Block } from './markdown.ts';
import { readingWords, type FlipWords } from './reading.ts';
import { words as allWords } from './words.ts';

export interface FlipsTold {
  readonly comparison: Comparison;
  readonly facts: Facts;
  readonly language: Language;
  /** How to call a design; by default as everywhere else. */
  readonly nameOf?: (id: PlanId, language: Language) => string;
  /** Only inputs, which an owner knows; assumptions are counted. */
  readonly onlyInputs?: boolean;
}

/** All flips, each a sentence. */
export function flipBlocks(all: readonly Flip[], told: FlipsTold): Block[] {
  const { flip: words } = readingWords[told.language];
  const shown = told.onlyInputs ? all.filter(({ subject }) => subject.kind !== 'assumption') : all;
  const left = all.length - shown.length;
  const sentences = shown.map((flip) => flipSentence(flip, told));
  return [
    { kind: 'heading', text: words.heading },
    ...(sentences.length > 0 ? [{ kind: 'list' as const, items: sentences, isOrdered: false }] : []),
    ...(all.length === 0 ? [{ kind: 'lines' as const, lines: [words.none] }] : []),
    ...(left > 0 ? [{ kind: 'lines' as const, lines: [words.left(left)] }] : []),
  ];
}

/** One flip, e.g. "From 91 practices on (instead of 12), C (two servers, two sites) is the better choice." */
export function flipSentence(flip: Flip, told: FlipsTold): string {
  const { comparison, language, nameOf = (id: PlanId) => designName(id, allWords[language]) } = told;
  const { flip: words } = readingWords[language];
  const consequence = consequenceOf(flip.to, words, (id) => nameOf(id, language), recommendedQuote(comparison) !== undefined);
  const said = words.sentence(conditionOf(flip, told, words), consequence);
  return flip.subject.kind === 'assumption' ? `${said} ${spanText(flip, told, words)}` : said;
}

function conditionOf({ subject, from, at }: Flip, { comparison, facts, language }: FlipsTold, words: FlipWords): string {
  if (subject.kind === 'choice') return words.choice(subject.key, String(at), String(from));
  const [value, present] = [Number(at), Number(from)];
  const isMore = value > present;
  if (subject.kind === 'input') {
    if (subject.key === 'tenants') return words.tenants(value, present, isMore);
    return words.outage(euro(outward(value, isMore)), euro(present), isMore);
  }
  const assumption = assumptionsOf(comparison.scenario, facts)[subject.key];
  const unit = shareKeys.has(subject.key) ? '%' : (words.unit[assumption.unit] ?? assumption.unit);
  const changed = withUnit(figureText(outward(scaled(subject.key, value), isMore), language), unit, language);
  return words.assumption(assumption.meaning[language], changed, figureText(scaled(subject.key, present), language), isMore);

  function euro(amount: number): string {
    return euroText(net(String(amount), 'month'), language, Number.isInteger(amount) ? 0 : 2);
  }
}

function spanText({ subject, isWithinSpan }: Flip, { comparison, facts, language }: FlipsTold, words: FlipWords): string {
  if (subject.kind !== 'assumption') return '';
  const { key } = subject;
  const { low, high } = assumptionsOf(comparison.scenario, facts)[key];
  if (low === high) return words.fixed;
  const [from, to] = [low, high].map((end) => figureText(scaled(key, end), language)) as [string, string];
  return (isWithinSpan ? words.within : words.beyond)(from, to);
}

function consequenceOf(to: Verdict, words: FlipWords, name: (id: PlanId) => string, isDecided: boolean): string {
  if (to === 'undecided' || to === 'impossible' || to === 'none') return words.noAnswer[to];
  return isDecided ? words.better(name(to)) : words.only(name(to));
}

function withUnit(figure: string, unit: string, language: Language): string {
  return figure + (unit === '' || (unit === '%' && language === 'en') ? unit : `\u00a0${unit}`);
}

const hundred = 100;

/** Shares are told in percent. */
function scaled(key: AssumptionKey, value: number): number {
  return shareKeys.has(key) ? Number((value * hundred).toPrecision(exact)) : value;
}

const digits = 3;
/** Digits that the computer keeps through a multiplication. */
const exact = 12;

/** Decimals that leave three digits to read; whole numbers stay whole. */
function decimalsOf(value: number): number {
  if (value === 0 || Number.isInteger(value)) return 0;
  return Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
}

/** A figure with three digits, without zeros at its end. */
function figureText(value: number, language: Language): string {
  const decimals =
    Number(value.toFixed(decimalsOf(value)))
      .toString()
      .split('.')[1]?.length ?? 0;
  return numberText(value, language, decimals);
}

/** Rounded to three digits away from the present value, so that what is shown still changes the decision. */
function outward(value: number, isMore: boolean): number {
  const scale = 10 ** decimalsOf(value);
  // A value that has no more digits than are shown stays as it is, whatever the computer makes of it.
  const scaled = Number((value * scale).toPrecision(exact));
  return (isMore ? Math.ceil(scaled) : Math.floor(scaled)) / scale;
}
