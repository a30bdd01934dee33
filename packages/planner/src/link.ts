/** A link of the site: the scenario, a second one beside it, and what the link said on the day it was made. */
import { compare, type Comparison } from './compare.ts';
import { PlannerError } from './errors.ts';
import type { Facts } from './options/facts.ts';
import { planIds, type PlanId } from './options/plan.ts';
import { readPairs, toQuery, type Statement } from './scenario/query.ts';
import { scenarioKeys } from './scenario/scenario.ts';
import { isIsoDate } from './units/time.ts';
import { plannerVersion } from './version.ts';
import { recommendedQuote } from './report/answer.ts';

/** What a link said when it was made: the day of its prices, the version of the model, and its answer. */
export interface LinkStamp {
  readonly on: string;
  readonly model: string;
  /** Undefined if nothing could be recommended. */
  readonly plan: PlanId | undefined;
  /** Net euro a month with two decimals, low and high alike for a list price; undefined if a price was unknown. */
  readonly net: readonly [low: string, high: string] | undefined;
}

export interface Link extends Statement {
  readonly stamp: LinkStamp | undefined;
  /** What a second scenario, held beside the first one, states. */
  readonly beside: Statement['stated'] | undefined;
}

/** Fields of a link that are no inputs of a scenario. */
const stampField = 'at';
const besideField = 'with';

/** Neither is escaped in a link. */
const betweenParts = '~';

/** Longer texts than any link of ours are not read at all: a link may come from anybody. */
const longestText = 10_000;

/** Reads the pairs of a link. What is wrong becomes a problem and is left out; the rest holds. Never throws. */
export function readLink(pairs: Iterable<readonly [string, string]>, today: string): Link {
  const problems: PlannerError[] = [];
  const inputs: (readonly [string, string])[] = [];
  let stamp: LinkStamp | undefined;
  let beside: Statement['stated'] | undefined;
  for (const [field, text] of pairs) {
    if (text.length > longestText || field.length > longestText) problems.push(tooLong(field));
    else if (field === stampField) {
      stamp ??= readStamp(text);
      if (!stamp) problems.push(wrongStamp(text));
    } else if (field === besideField) {
      const read = readPairs(pairsOf(text), today);
      problems.push(...read.problems);
      if ('tenants' in read.stated) beside ??= read.stated;
    } else inputs.push([field, text]);
  }
  const read = readPairs(inputs, today);
  return { stated: read.stated, problems: [...read.problems, ...problems], stamp, beside };
}

/** The pairs of a query such as "tenants=25&vat=DE". What cannot be decoded stays as it is written: it is refused as a value, not as a link. */
export function pairsOf(query: string): [string, string][] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [field = '', ...value] = pair.split('=');
      return [decoded(field), decoded(value.join('='))];
    });
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** The link of an answer, without the address of the site: inputs that differ from their defaults, the second scenario, the stamp. */
export function linkOf(comparison: Comparison, beside?: Comparison): string {
  const { scenario, today } = comparison;
  const second = beside ? [`${besideField}=${encodeURIComponent(toQuery(beside.scenario, today))}`] : [];
  return [toQuery(scenario, today), ...second, `${stampField}=${stampText(stampOf(comparison))}`].join('&');
}

/** What a link says of an answer. */
export function stampOf(comparison: Comparison): LinkStamp {
  const quote = recommendedQuote(comparison);
  const net = quote?.bill?.net;
  return {
    on: comparison.today,
    model: plannerVersion,
    plan: quote?.id,
    net: net && [net.low.euro.toFixed(2), net.high.euro.toFixed(2)],
  };
}

/** What changed since a link was made. */
export interface SinceThen {
  readonly then: LinkStamp;
  readonly now: LinkStamp;
  /** Whether the answer is another one, and by what: prices of another day, another model, or both. */
  readonly cause: 'same' | 'prices' | 'model' | 'prices-and-model';
}

/** Holds a link against the answer of today. Prices are told from the model by asking today's model with the day of the link. */
export function sinceThen(then: LinkStamp, comparison: Comparison, facts: Facts): SinceThen {
  const now = stampOf(comparison);
  if (isSameAnswer(then, now)) return { then, now, cause: 'same' };
  const again = stampOf(compareOn(then.on, comparison, facts));
  const cause = isSameAnswer(again, then) ? 'prices' : isSameAnswer(again, now) ? 'model' : 'prices-and-model';
  return { then, now, cause };
}

/** The same question on another day. What was to be ordered today is ordered then. */
function compareOn(day: string, { scenario, today }: Comparison, facts: Facts): Comparison {
  const orderOn = scenario.orderOn === today ? day : scenario.orderOn;
  const runningSince = scenario.runningSince === scenario.orderOn ? orderOn : scenario.runningSince;
  return compare({ ...scenario, orderOn, runningSince }, { ...facts, today: day });
}

function isSameAnswer(a: LinkStamp, b: LinkStamp): boolean {
  return a.plan === b.plan && a.net?.join() === b.net?.join();
}

function stampText({ on, model, plan, net }: LinkStamp): string {
  const figures = net ? (net[0] === net[1] ? [net[0]] : net) : [];
  return [on, model, plan ?? 'none', ...figures].join(betweenParts);
}

function readStamp(text: string): LinkStamp | undefined {
  const [on = '', model = '', plan = '', low, high = low, ...rest] = text.split(betweenParts);
  const isPlan = plan === 'none' || (planIds as readonly string[]).includes(plan);
  const isNet = low === undefined || [low, high].every((figure) => /^\d{1,9}\.\d\d$/.test(figure ?? ''));
  if (!isIsoDate(on) || !/^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(model) || !isPlan || !isNet || rest.length > 0) return undefined;
  return {
    on,
    model,
    plan: plan === 'none' ? undefined : (plan as PlanId),
    net: low === undefined || high === undefined ? undefined : [low, high],
  };
}

function tooLong(field: string): PlannerError {
  const isInput = (scenarioKeys as readonly string[]).includes(field);
  return new PlannerError('link.too-long', `A value of the link has more than ${longestText} signs and was not read.`, {
    // In quotes, what is no input is never taken for the name of something else, such as "constructor".
    field: isInput ? field : JSON.stringify(field.slice(0, shownSigns)),
    most: longestText,
  });
}

function wrongStamp(text: string): PlannerError {
  const value = JSON.stringify(text.slice(0, shownSigns));
  return new PlannerError(
    'link.wrong-stamp',
    `The part "${stampField}" of the link is ${value}, but must be day~version~plan~price, as in "${stampField}=2026-11-24~${plannerVersion}~single~12.19". What the link said then is not known.`,
    { value },
  );
}

const shownSigns = 60;
