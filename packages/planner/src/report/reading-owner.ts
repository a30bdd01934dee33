/** The result for owners: the decision, what it costs, what comes next, at most three reasons, and what to do. */
import type { Quote } from '../advice/quote.ts';
import type { Comparison } from '../compare.ts';
import { optionOfPlan, type PlanId } from '../options/plan.ts';
import { addDays } from '../units/time.ts';
import { dayText, hoursText, numberText, type Language } from '../units/text.ts';
import { answer, designName, quoteOf, recommendedQuote, shownQuotes } from './answer.ts';
import type { Block } from './markdown.ts';
import { netText, spreadText } from './price-text.ts';
import { readingWords } from './reading.ts';
import { words as allWords } from './words.ts';

const mostReasons = 3;

/** The result in words that need no explaining. */
export function ownerReading(comparison: Comparison, language: Language): Block[] {
  const { owner } = readingWords[language];
  const best = recommendedQuote(comparison);
  const reasons = reasonsOf(comparison, language).slice(0, mostReasons);
  return [
    { kind: 'lines', lines: decisionOf(comparison, language) },
    ...(best ? [{ kind: 'lines' as const, lines: consequences(best, language) }] : []),
    ...(reasons.length > 0
      ? [
          { kind: 'heading' as const, text: owner.why },
          { kind: 'list' as const, items: reasons, isOrdered: true },
        ]
      : []),
    { kind: 'heading', text: owner.todo },
    { kind: 'list', items: actions(comparison, language), isOrdered: false },
    { kind: 'heading', text: owner.compared },
    comparedTable(comparison, language),
    { kind: 'lines', lines: footer(comparison, language) },
  ];
}

function footer({ priceList }: Comparison, language: Language): string[] {
  const { terminal } = allWords[language];
  return [terminal.prices(priceList), ...(priceList.vatBasis === 'unstated' ? [terminal.vatUnstated] : []), terminal.disclaimer];
}

/** "B", or "C (several servers)" for a design that the analysis does not name. */
export function ownerName(id: PlanId, language: Language): string {
  const short = readingWords[language].owner.short[id];
  const words = allWords[language];
  return short === undefined ? designName(id, words) : designName(id, { ...words, planName: { ...words.planName, [id]: short } });
}

function decisionOf(comparison: Comparison, language: Language): string[] {
  const words = allWords[language];
  const { owner } = readingWords[language];
  const { recommendation, scenario } = comparison;
  switch (recommendation.kind) {
    case 'plan':
    case 'unproven': {
      const { id } = recommendation;
      const say = recommendation.kind === 'plan' ? owner.decision : owner.decisionUnproven;
      return [say(scenario.tenants, words.optionTitle[optionOfPlan[id]], owner.design[id])];
    }
    case 'impossible':
      return [
        words.judgement.impossible(scenario.tenants, recommendation.conflicts),
        ...recommendation.nearest.slice(0, 1).map((near) => words.judgement.near(near, (id) => ownerName(id, language))),
      ];
    case 'undecided':
    case 'none': {
      const { decision, next } = answer(comparison, words);
      return [decision.before + decision.marked + decision.after, next];
    }
  }
}

function consequences({ bill, availability, outageLengths, nextChange }: Quote, language: Language): string[] {
  const words = allWords[language];
  const { owner } = readingWords[language];
  const costs =
    bill?.gross && bill.perTenant
      ? [owner.costs(netText(bill, words), spreadText(bill.gross, words), spreadText(bill.perTenant, words))]
      : [];
  return [
    ...costs,
    owner.outages(hoursText(availability.openingHoursDown, language), hoursText(outageLengths.longestHours, language)),
    nextChange ? owner.nextChange(nextChange) : words.noNextChange,
  ];
}

function reasonsOf({ recommendation }: Comparison, language: Language): string[] {
  const words = allWords[language];
  if (recommendation.kind !== 'plan' && recommendation.kind !== 'unproven') return [];
  return [
    ...(recommendation.kind === 'unproven' ? [words.judgement.unproven(recommendation.open)] : []),
    ...recommendation.reasons.map((reason) => words.reason(reason, (id) => ownerName(id, language))),
  ];
}

function actions(comparison: Comparison, language: Language): string[] {
  const { owner } = readingWords[language];
  const words = allWords[language];
  const { recommendation } = comparison;
  const best = recommendedQuote(comparison);
  if (best) return ordering(best, language);
  switch (recommendation.kind) {
    case 'undecided':
      return [owner.askPrices(unpriced(recommendation.unpriced.map((id) => quoteOf(comparison, id))))];
    case 'impossible':
      return recommendation.conflicts.map((set) => owner.relax(set.map((target) => words.judgement.target[target])));
    default:
      return [owner.askForHelp];
  }
}

function unpriced(quotes: readonly Quote[]): string[] {
  const machines = quotes.flatMap(({ findings }) => findings.flatMap((one) => (one.code === 'price.unknown' ? one.args.machines : [])));
  return [...new Set(machines)];
}

/** Whoever takes the plan has this to do, in this order. */
function ordering({ plan, bill, gates, nextChange, hoursAfterServerLoss }: Quote, language: Language): string[] {
  const { owner } = readingWords[language];
  const items = bill?.items ?? [];
  // What is sold by the GB grows by itself: nobody orders a number of it.
  const metered = new Set(plan?.components.flatMap(({ sku, quantity }) => (quantity === undefined ? [] : [sku])));
  const unseen = items.filter(({ stock }) => stock.seen === 'no').map(({ label }) => label);
  const estimated = items.filter(({ unitPrice, isFact }) => unitPrice && !isFact).map(({ label }) => label);
  const vendorsOf = (code: 'contract.offered' | 'c5.open') =>
    gates.results.flatMap(({ reason }) => (reason.code === code ? reason.args.vendors : []));
  const [offered, open] = [vendorsOf('contract.offered'), vendorsOf('c5.open')];
  const leadDays = nextChange?.change?.leadDays;
  const due = nextChange?.expectedOn;
  return [
    ...(open.length > 0 ? [owner.requestAttestation(open)] : []),
    ...(unseen.length > 0 ? [owner.checkStock(unseen)] : []),
    ...(estimated.length > 0 ? [owner.confirmPrices(estimated)] : []),
    owner.order(items.map(({ sku, label, quantity }) => (metered.has(sku) ? label : partText(label, quantity, language)))),
    ...(offered.length > 0 ? [owner.concludeContracts(offered)] : []),
    owner.rehearse(hoursAfterServerLoss === undefined ? undefined : hoursText(hoursAfterServerLoss, language)),
    ...(due !== undefined && leadDays !== undefined ? [owner.decideBy(dayText(addDays(due, -leadDays), language))] : []),
  ];
}

/** "2 × Hetzner CX33". */
function partText(label: string, quantity: number, language: Language): string {
  return quantity > 1 ? `${numberText(quantity, language)} × ${label}` : label;
}

function comparedTable(comparison: Comparison, language: Language): Block {
  const words = allWords[language];
  const { owner } = readingWords[language];
  const { design, price, down, verdict } = owner.column;
  const rows = shownQuotes(comparison).map((quote) => [
    ownerName(quote.id, language),
    quote.bill ? netText(quote.bill, words) : '',
    quote.plan ? hoursText(quote.availability.openingHoursDown, language) : '',
    verdictOf(quote, comparison, language),
  ]);
  return { kind: 'table', head: [design, price, down, verdict], rows };
}

function verdictOf(quote: Quote, comparison: Comparison, language: Language): string {
  const { owner } = readingWords[language];
  const { verdict } = owner;
  if (quote === recommendedQuote(comparison)) return quote.gates.legal === 'admissible' ? verdict.recommended : verdict.unproven;
  if (!quote.plan) return verdict.tooSmall;
  if (!quote.isAdmissible) return verdict.excluded;
  if (quote.misses.length > 0) return owner.misses(quote.misses.length);
  return quote.gates.legal === 'unknown' ? verdict.unproven : verdict.possible;
}
