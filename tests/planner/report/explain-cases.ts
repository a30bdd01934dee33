/** What the tests of explanations share: explanations of a scenario, numbers read back from their texts, figures as numbers. */
import {
  compare,
  explain,
  middle,
  type Comparison,
  type Explanation,
  type Facts,
  type FigureId,
  type Language,
  type PlanId,
  type Quote,
  type ScenarioInput,
} from '@ordiplan/planner';
import { facts } from '../answers.ts';

/** An explanation of a figure in one scenario. */
export function explained(
  input: ScenarioInput,
  plan: PlanId,
  figure: FigureId,
  language: Language = 'en',
  known: Facts = facts,
): Explanation {
  return explain(compare(input, known), { plan, figure }, { facts: known, language });
}

/** The first number of an English text: `€1,234.50 (…)`, `3.5 h`, `1.2 × 10^-21`, `64.8%` as 0.648. */
export function numberIn(text: string): number {
  const plain = text.replaceAll('\u2212', '-').replaceAll(',', '').replaceAll('\u00a0', ' ');
  const [, figure, , exponent, percent] = /(-?\d+(?:\.\d+)?)( × 10\^(-?\d+))?(%)?/.exec(plain) ?? [];
  if (figure === undefined) throw new Error(`There is no number in "${text}".`);
  return Number(figure) * 10 ** Number(exponent ?? 0) * (percent === '%' ? 0.01 : 1);
}

/** The number of the last step, and those of the steps before it. */
export function numbersOf({ steps }: Explanation): { readonly last: number; readonly before: readonly number[] } {
  const all = steps.map(({ value }) => numberIn(value));
  return { last: all.at(-1)!, before: all.slice(0, -1) };
}

/** The figure of a quote as a number or a word, straight from the result. */
export function figureOf(quote: Quote, figure: FigureId, comparison: Comparison): number | string | undefined {
  const { bill, totalCost, availability, lostWork, totalLoss, outageLengths } = quote;
  const worst = (one: Quote['lostWork']['database']['hostLoss']) => (one === 'everything' ? Infinity : one.worst);
  const use = figure.startsWith('use.') ? figure.slice('use.'.length) : undefined;
  if (use) return quote.capacity?.uses.filter(({ resource }) => resource === use).reduce<number | undefined>(larger, undefined);
  switch (figure) {
    case 'net':
      return bill?.net && middle(bill.net).euro.toNumber();
    case 'gross':
      return bill?.gross && bill.gross.low.euro.plus(bill.gross.high.euro).toNumber();
    case 'perTenant':
      return bill?.perTenant && middle(bill.perTenant).euro.toNumber();
    case 'totalCost':
      return totalCost?.sum.euro.toNumber();
    case 'operatorHours':
      return quote.operatorHours;
    case 'operatorCost':
      return totalCost?.operator.euro.toNumber();
    case 'outageCost':
      return totalCost?.outage.euro.toNumber();
    case 'openingHoursDown':
      return availability.openingHoursDown;
    case 'availability':
      return availability.total;
    case 'promised':
      return quote.promises?.together;
    case 'longestOutage':
      return outageLengths.longestHours;
    case 'overFourHours':
      return outageLengths.overFourHours;
    case 'afterServerLoss':
      return quote.hoursAfterServerLoss;
    case 'hostLoss':
      return Math.max(worst(lostWork.database.hostLoss), worst(lostWork.files.hostLoss));
    case 'errorLoss':
      return Math.max(worst(lostWork.database.logicalError), worst(lostWork.files.logicalError));
    case 'dataLossDatabase':
      return Math.max(worst(lostWork.database.hostLoss), worst(lostWork.database.logicalError));
    case 'dataLossFiles':
      return Math.max(worst(lostWork.files.hostLoss), worst(lostWork.files.logicalError));
    case 'allDataLost':
      return totalLoss.inTenYears;
    case 'reach':
      return quote.nextChange ? quote.nextChange.at - 1 : undefined;
    case 'nextStep':
      return quote.nextChange?.priceStep?.euro.toNumber();
    case 'activeUsers':
      return comparison.load.activeUsers;
    default:
      return undefined;
  }

  function larger(most: number | undefined, { share }: { readonly share: number }): number {
    return Math.max(most ?? 0, share);
  }
}
