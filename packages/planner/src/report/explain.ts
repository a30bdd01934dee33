/** The evidence behind every figure: what it means, how it is computed with the present numbers, and from what. */
import type { Comparison } from '../compare.ts';
import { PlannerError } from '../errors.ts';
import { likelySupply, type Facts } from '../options/facts.ts';
import { optionOf } from '../options/index.ts';
import type { PlanId } from '../options/plan.ts';
import type { Language } from '../units/text.ts';
import { activeUsers, backupSize, nextStep, reach } from './explain-capacity.ts';
import { explainDe, type ExplainWords } from './explain.de.ts';
import { explainEn } from './explain.en.ts';
import { figureIds, type Explanation, type FigureId, type Ground, type MethodAnchor, type Worked } from './explain-figures.ts';
import { inputsOf } from './explain-inputs.ts';
import { afterEvent, allDataLost, ofKind } from './explain-losses.ts';
import { gross, net, operatorCost, operatorHours, outageCost, perTenant, totalCost } from './explain-money.ts';
import { afterServerLoss, availability, longestOutage, openingHoursDown, overFourHours, promised } from './explain-outages.ts';
import { pricesOf } from './explain-prices.ts';
import { use } from './explain-uses.ts';
import { words } from './words.ts';

const sayings: Readonly<Record<Language, ExplainWords>> = { de: explainDe, en: explainEn };

interface Figure {
  readonly work: (ground: Ground) => Worked;
  readonly method: MethodAnchor;
}

const figures: Readonly<Record<FigureId, Figure>> = {
  net: { work: net, method: 'money' },
  gross: { work: gross, method: 'money' },
  perTenant: { work: perTenant, method: 'money' },
  totalCost: { work: totalCost, method: 'money' },
  operatorHours: { work: operatorHours, method: 'money' },
  operatorCost: { work: operatorCost, method: 'money' },
  outageCost: { work: outageCost, method: 'money' },
  openingHoursDown: { work: openingHoursDown, method: 'availability' },
  availability: { work: availability, method: 'availability' },
  promised: { work: promised, method: 'contracts' },
  longestOutage: { work: longestOutage, method: 'long-outage' },
  overFourHours: { work: overFourHours, method: 'long-outage' },
  afterServerLoss: { work: afterServerLoss, method: 'recovery' },
  hostLoss: { work: afterEvent('hostLoss'), method: 'losses' },
  errorLoss: { work: afterEvent('logicalError'), method: 'losses' },
  dataLossDatabase: { work: ofKind('database'), method: 'losses' },
  dataLossFiles: { work: ofKind('files'), method: 'losses' },
  allDataLost: { work: allDataLost, method: 'durability' },
  reach: { work: reach, method: 'growth' },
  nextStep: { work: nextStep, method: 'growth' },
  activeUsers: { work: activeUsers, method: 'load' },
  backupSize: { work: backupSize, method: 'recovery' },
  'use.cpu': { work: use('cpu'), method: 'capacity' },
  'use.latency': { work: use('latency'), method: 'queueing' },
  'use.ram': { work: use('ram'), method: 'capacity' },
  'use.disk': { work: use('disk'), method: 'capacity' },
  'use.iops': { work: use('iops'), method: 'capacity' },
  'use.connections': { work: use('connections'), method: 'capacity' },
  'use.namespaces': { work: use('namespaces'), method: 'capacity' },
  'use.backupWindow': { work: use('backupWindow'), method: 'recovery' },
  'use.restore': { work: use('restore'), method: 'recovery' },
};

/**
 * Explains one figure of one plan. `facts` must be those of the comparison. An unknown figure is told as unknown with
 * its reason. Throws `explain.unknown-figure` for a figure that nobody can explain, and `explain.no-plan` for a plan
 * that the comparison does not hold.
 *
 * @example explain(comparison, { plan: 'single', figure: 'net' }, { facts, language: 'en' }).steps
 */
export function explain(
  comparison: Comparison,
  { plan, figure }: { readonly plan: PlanId; readonly figure: FigureId },
  { facts, language }: { readonly facts: Facts; readonly language: Language },
): Explanation {
  if (!(figureIds as readonly string[]).includes(figure)) throw unknownFigure(figure);
  const quote = comparison.quotes.find(({ id }) => id === plan);
  if (!quote) throw noPlan(plan, comparison);
  const say = sayings[language];
  const supply = likelySupply(comparison.scenario, facts);
  const ground: Ground = { comparison, quote, option: optionOf(plan), supply, facts, language, words: words[language], say };
  const { work, method } = figures[figure];
  const worked = work(ground);
  return {
    figure,
    plan,
    title: worked.title ?? say.title[figure],
    value: worked.value,
    sentence: [say.sentence[figure], worked.reason].filter(Boolean).join(' '),
    formula: worked.formula,
    steps: worked.steps,
    inputs: inputsOf(ground, worked, figure),
    prices: pricesOf(ground, worked.priced),
    isEstimate: worked.isEstimate,
    method,
  };
}

function unknownFigure(figure: string): PlannerError {
  return new PlannerError(
    'explain.unknown-figure',
    `"${figure}" is no figure that can be explained. The figures are ${figureIds.join(', ')}.`,
    { figure },
  );
}

function noPlan(plan: string, { quotes }: Comparison): PlannerError {
  const known = quotes.map(({ id }) => id).join(', ');
  return new PlannerError('explain.no-plan', `"${plan}" is not in this comparison. Its plans are ${known}.`, { plan, known });
}
