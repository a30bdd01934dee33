/** The answer in words: the decision sentence, what comes next, the reasons. Site, command line and print read the same. */
import type { Quote } from '../advice/quote.ts';
import type { Comparison } from '../compare.ts';
import { markOfOption, optionIds, optionOfPlan, type PlanId } from '../options/plan.ts';
import type { MarkedSentence, Words } from './words.ts';

/** The decision in sentences. */
export interface Answer {
  /** `marked` is empty if no option can be recommended. */
  readonly decision: MarkedSentence;
  readonly next: string;
  readonly reasons: readonly string[];
  readonly runnerUp: string | undefined;
}

/** Says a comparison in the given words. */
export function answer(comparison: Comparison, words: Words): Answer {
  const { recommendation, scenario } = comparison;
  switch (recommendation.kind) {
    case 'none':
      return recommendation.largestReach >= scenario.tenants && recommendation.stoppedBy.length > 0
        ? plain(words.nothingAllowed(scenario.tenants, recommendation.stoppedBy), '')
        : plain(words.nothingFits(scenario.tenants, recommendation.largestReach), words.nothingFitsNext);
    case 'undecided': {
      const unpriced = recommendation.unpriced.map((id) => quoteOf(comparison, id));
      const machines = unpriced.flatMap(unknownMachines);
      return plain(
        words.undecided(scenario.tenants, [...new Set(unpriced.map((q) => q.mark))], [...new Set(machines)]),
        words.undecidedNext,
      );
    }
    case 'impossible': {
      const { conflicts, nearest } = recommendation;
      const nearestText = nearest.slice(0, 1).map((near) => words.judgement.near(near, (id) => designName(id, words)));
      return plain(words.judgement.impossible(scenario.tenants, conflicts), nearestText.join(' '));
    }
    case 'plan':
    case 'unproven': {
      const best = quoteOf(comparison, recommendation.id);
      const openText = recommendation.kind === 'unproven' ? [words.judgement.unproven(recommendation.open)] : [];
      const second = recommendation.runnerUp && quoteOf(comparison, recommendation.runnerUp);
      return {
        decision:
          recommendation.kind === 'plan' ? words.decision(best.id, scenario.tenants) : words.decisionUnproven(best.id, scenario.tenants),
        next: best.nextChange ? words.nextChange(best.nextChange) : words.noNextChange,
        reasons: [...openText, ...recommendation.reasons.map((reason) => words.reason(reason, (id) => designName(id, words)))],
        runnerUp: second && words.runnerUp(designName(second.id, words), second.totalCost, best.totalCost),
      };
    }
  }
}

/** The quote to take, if there is one; also one that is not shown to be lawful yet. */
export function recommendedQuote(comparison: Comparison): Quote | undefined {
  const { recommendation } = comparison;
  return recommendation.kind === 'plan' || recommendation.kind === 'unproven' ? quoteOf(comparison, recommendation.id) : undefined;
}

/** The quote of a plan. */
export function quoteOf(comparison: Comparison, id: Quote['id']): Quote {
  return comparison.quotes.find((quote) => quote.id === id)!;
}

/**
 * The four quotes to show side by side, one for each option of the analysis. With today's prices these are our
 * designs; with the prices of the analysis they are its own, since those prices belong to them. The recommended one is
 * always among them, and where a design has ended the cheapest that it grows into stands in its place.
 */
export function shownQuotes(comparison: Comparison): Quote[] {
  const { quotes, scenario } = comparison;
  const preferred = scenario.prices === 'quoted';
  const recommended = recommendedQuote(comparison);
  return optionIds.map((option) => {
    const variants = quotes.filter((quote) => quote.option === option);
    const first = variants.find((quote) => quote.isAsQuoted === preferred) ?? variants[0]!;
    const better = variants.filter((quote) => quote.isAdmissible && isCheaper(quote, first)).sort(byTotalCost)[0];
    return variants.find((quote) => quote === recommended) ?? better ?? first;
  });
}

/** Whether the bill and the total are lower; a design without a plan or a price is not cheaper than any. */
function isCheaper(quote: Quote, than: Quote): boolean {
  if (!quote.totalCost) return false;
  if (!than.plan) return true;
  return than.totalCost !== undefined && quote.totalCost.bill.euro.lessThan(than.totalCost.bill.euro) && byTotalCost(quote, than) < 0;
}

function byTotalCost(a: Quote, b: Quote): number {
  return a.totalCost!.sum.euro.comparedTo(b.totalCost!.sum.euro);
}

/** The name of a design in a sentence: "A", or "C (cluster)" for what an option grows into. */
export function designName(id: PlanId, words: Words): string {
  const mark = markOfOption[optionOfPlan[id]];
  return isGrown(id) ? `${mark} (${words.planName[id]})` : mark;
}

const analysed: readonly PlanId[] = ['solo', 'single', 'managed-db', 'managed-db-as-quoted', 'pair', 'pair-as-quoted'];

/** Whether a design is one that the analysis does not name: an option of it, grown. */
export function isGrown(id: PlanId): boolean {
  return !analysed.includes(id);
}

/** The same option as the analysis names it beside one of our designs, or our first design beside that; undefined if it is one and the same. */
export function siblingOf({ quotes }: Comparison, shown: Quote): Quote | undefined {
  return quotes.find((quote) => quote.option === shown.option && quote.isAsQuoted !== shown.isAsQuoted);
}

function unknownMachines(quote: Quote): readonly string[] {
  return quote.findings.flatMap((finding) => (finding.code === 'price.unknown' ? finding.args.machines : []));
}

function plain(sentence: string, next: string): Answer {
  return { decision: { before: sentence, marked: '', after: '' }, next, reasons: [], runnerUp: undefined };
}
