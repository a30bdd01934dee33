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
  /** The last count that the main option carries, if it ends within the picture. */
  readonly endsAt: number | undefined;
  /** Where p10 and p90 of each upgrade point of the main option lie; empty while they are being drawn. */
  readonly band: PlanRanges['upgradePoints'];
}

/** The picture shows this many times the practices of today or of in a year, whichever are more, and at least those of a small provider. */
const outlook = 2.4;
const smallProvider = 50;

/** An option this many times dearer than the main one leaves the scale: the others would be flat lines. */
const dearest = 3;

export function costPicture(
  quotes: readonly Quote[],
  mainQuote: Quote,
  at: { today: number; then: number; ranges: Readonly<Partial<Record<PlanId, PlanRanges>>> | undefined },
): CostPicture {
  const end = Math.max(...quotes.map(({ reach }) => reach));
  const maxTenants = roundUp(Math.max(at.today, at.then, Math.min(end, outlook * Math.max(at.today, at.then, smallProvider))), 20);
  const shown = quotes.map((quote) => within(quote, maxTenants));
  const main = shown[quotes.indexOf(mainQuote)]!;
  const limit = dearest * (peak(main) ?? 1);
  const peaks = shown.flatMap((quote) => peak(quote) ?? []).filter((euro) => euro <= limit);
  return {
    shown,
    rows: curveRows(shown),
    main,
    maxTenants,
    maxEuro: roundUp(Math.max(...peaks, 1) * 1.12, 20),
    today: at.today,
    then: at.then,
    endsAt: mainQuote.reach < maxTenants ? mainQuote.reach : undefined,
    band: at.ranges?.[mainQuote.id]?.upgradePoints ?? [],
  };
}

/** The part of a quote that the picture shows. */
function within(quote: Quote, maxTenants: number): Quote {
  const steps = quote.steps.filter(({ from }) => from <= maxTenants).map((step) => ({ ...step, to: Math.min(step.to, maxTenants) }));
  return {
    ...quote,
    steps,
    upgradePoints: quote.upgradePoints.filter(({ at }) => at <= maxTenants),
    reach: Math.min(quote.reach, maxTenants),
  };
}

/** The steps of a quote that have a price, as points of a stepped line. */
export function points(quote: Quote): { x: number; y: number; step: CostStep }[] {
  return quote.steps.flatMap((step) => (step.net ? [{ x: step.from, y: middle(step.net).euro.toNumber(), step }] : []));
}

/** Those of them at which machines or boxes change: what is sold by the GB grows in between. */
export function sizeSteps(quote: Quote): ReturnType<typeof points> {
  const changes = new Set([1, ...quote.upgradePoints.map(({ at }) => at)]);
  return points(quote).filter(({ x }) => changes.has(x));
}

function peak(quote: Quote): number | undefined {
  const costs = points(quote).map(({ y }) => y);
  return costs.length === 0 ? undefined : Math.max(...costs);
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
