/** The answer in words: the decision sentence, what comes next, the reasons. Site, command line and print read the same. */
import type { Quote } from '../advice/quote.ts';
import type { Comparison } from '../compare.ts';
import type { MarkedSentence, Words } from './words.ts';

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
      return plain(words.nothingFits(scenario.tenants, recommendation.largestReach), words.nothingFitsNext);
    case 'undecided': {
      const unpriced = recommendation.unpriced.map((id) => quoteOf(comparison, id));
      const machines = unpriced.flatMap(unknownMachines);
      return plain(
        words.undecided(
          scenario.tenants,
          unpriced.map((q) => q.mark),
          [...new Set(machines)],
        ),
        words.undecidedNext,
      );
    }
    case 'plan': {
      const best = quoteOf(comparison, recommendation.id);
      const second = recommendation.runnerUp && quoteOf(comparison, recommendation.runnerUp);
      return {
        decision: words.decision(best.option, scenario.tenants),
        next: best.nextChange ? words.nextChange(best.nextChange) : words.noNextChange,
        reasons: recommendation.reasons.map((reason) => words.reason(reason, (id) => quoteOf(comparison, id).mark)),
        runnerUp: second && words.runnerUp(second.mark, second.totalCost, best.totalCost),
      };
    }
  }
}

/** The quote to take, if there is one. */
export function recommendedQuote(comparison: Comparison): Quote | undefined {
  const { recommendation } = comparison;
  return recommendation.kind === 'plan' ? quoteOf(comparison, recommendation.id) : undefined;
}

/** The quote of a plan. */
export function quoteOf(comparison: Comparison, id: Quote['id']): Quote {
  return comparison.quotes.find((quote) => quote.id === id)!;
}

/**
 * The four quotes to show side by side. With today's prices these are our designs; with the prices of the analysis
 * they are its own, since those prices belong to them. The recommended one is always among them.
 */
export function shownQuotes(comparison: Comparison): Quote[] {
  const { quotes, scenario } = comparison;
  const preferred = scenario.prices === 'quoted';
  const recommended = recommendedQuote(comparison);
  const optionIds = [...new Set(quotes.map((quote) => quote.option))];
  return optionIds.map((option) => {
    const variants = quotes.filter((quote) => quote.option === option);
    return variants.find((quote) => quote === recommended) ?? variants.find((quote) => quote.isAsQuoted === preferred) ?? variants[0]!;
  });
}

/** The other design of the same option, if there is one: as quoted beside ours, or ours beside as quoted. */
export function siblingOf({ quotes }: Comparison, shown: Quote): Quote | undefined {
  return quotes.find((quote) => quote.option === shown.option && quote.id !== shown.id);
}

function unknownMachines(quote: Quote): readonly string[] {
  return quote.findings.flatMap((finding) => (finding.code === 'price.unknown' ? finding.args.machines : []));
}

function plain(sentence: string, next: string): Answer {
  return { decision: { before: sentence, marked: '', after: '' }, next, reasons: [], runnerUp: undefined };
}
