/** Cost curves in a form in which two ways to the same curve can be compared: the fast one, and whoever wants to check it. */
import { costSteps, upgradePoints, type CostStep } from '../packages/planner/src/advice/upgrade-points.ts';
import type { Component, Option, Supply } from '../packages/planner/src/options/plan.ts';

/** Practice counts with the same parts. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Undefined where there is no plan. */
  readonly parts: string | undefined;
}

export interface Curve {
  readonly stretches: readonly Stretch[];
  /** The practice counts at which parts that are ordered one by one change. */
  readonly points: readonly number[];
}

/** The curve as the library finds it. */
export function fastCurve(option: Option, supply: Supply): Curve {
  const { steps, points } = stepsAndPoints(option, supply);
  const stretches: Stretch[] = [];
  for (const { from, to, plan } of steps) extend(stretches, { from, to, parts: plan && partsText(plan.components) });
  return { stretches, points };
}

/** The work that is timed: every step with its plan and price, every upgrade point with its cause. */
export function stepsAndPoints(
  option: Option,
  supply: Supply,
): { readonly steps: readonly CostStep[]; readonly points: readonly number[] } {
  const steps = costSteps({ option, domain: 'ordination.example', supply });
  return { steps, points: upgradePoints(option, steps, supply, supply.priceOf).map(({ at }) => at) };
}

/** Adds a stretch, or makes the last one longer if nothing changes. */
export function extend(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  if (last && last.parts === next.parts) stretches[stretches.length - 1] = { ...last, to: next.to };
  else stretches.push(next);
}

/** Every part with its quantity. */
export function partsText(parts: readonly Component[]): string {
  return parts.map(({ sku, quantity }) => (quantity === undefined ? sku : `${sku}*${quantity}`)).join(' ');
}

/** The first difference between two curves in words, undefined if they are equal. */
export function difference(fast: Curve, scanned: Curve): string | undefined {
  const longest = Math.max(fast.stretches.length, scanned.stretches.length);
  for (let i = 0; i < longest; i++) {
    const [one, other] = [fast.stretches[i], scanned.stretches[i]];
    if (one?.from === other?.from && one?.to === other?.to && one?.parts === other?.parts) continue;
    return `fast ${stretchText(one)}, scanned ${stretchText(other)}`;
  }
  const [points, others] = [fast.points.join(', '), scanned.points.join(', ')];
  return points === others ? undefined : `fast upgrade points ${points}, scanned ${others}`;
}

function stretchText(stretch: Stretch | undefined): string {
  return stretch ? `${stretch.from}–${stretch.to} "${stretch.parts ?? 'no plan'}"` : 'nothing';
}

/** The largest practice count with a plan. */
export function endOf({ stretches }: Curve): number {
  return stretches.findLast(({ parts }) => parts !== undefined)?.to ?? 0;
}
