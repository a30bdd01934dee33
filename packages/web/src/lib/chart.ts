/** The geometry that the cost chart and the drawing below it share: what is shown, and where the scales end. */
import { curveRows, middle, type CostStep, type CurveRow, type PlanId, type PlanRanges, type Quote } from '@ordiplan/planner';

/** Space beside the plot, in pixels: figures on the left, names of the lines on the right. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

export const wide: Margins = { left: 48, right: 168 };
export const narrow: Margins = { left: 40, right: 12 };

export interface CostPicture {
  readonly shown: readonly Quote[];
  readonly rows: readonly CurveRow[];
  readonly main: Quote;
  readonly maxTenants: number;
  readonly maxEuro: number;
  readonly today: number;
  readonly then: number;
  /** Where p10 and p90 of each upgrade point of the main option lie; empty while they are being drawn. */
  readonly band: PlanRanges['upgradePoints'];
}

/** An option this many times dearer than the main one leaves the scale: the others would be flat lines. */
const dearest = 3;

export function costPicture(
  shown: readonly Quote[],
  main: Quote,
  at: { today: number; then: number; ranges: Readonly<Record<PlanId, PlanRanges>> | undefined },
): CostPicture {
  const limit = dearest * (peak(main) ?? 1);
  const peaks = shown.flatMap((quote) => peak(quote) ?? []).filter((euro) => euro <= limit);
  const ends = shown.filter((quote) => (peak(quote) ?? Infinity) <= limit).map((quote) => quote.reach);
  const maxTenants = roundUp(Math.max(at.today, at.then, ...ends, 10) * 1.02, 20);
  return {
    shown,
    rows: curveRows(shown),
    main,
    maxTenants,
    maxEuro: roundUp(Math.max(...peaks, 1) * 1.12, 20),
    today: at.today,
    then: at.then,
    band: at.ranges?.[main.id].upgradePoints ?? [],
  };
}

/** The steps of a quote that have a price, as points of a stepped line. */
export function points(quote: Quote): { x: number; y: number; step: CostStep }[] {
  return quote.steps.flatMap((step) => (step.net ? [{ x: step.from, y: middle(step.net).euro.toNumber(), step }] : []));
}

function peak(quote: Quote): number | undefined {
  const costs = points(quote).map(({ y }) => y);
  return costs.length === 0 ? undefined : Math.max(...costs);
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
