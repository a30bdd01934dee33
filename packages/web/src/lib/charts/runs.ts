/** The bill of a path cut into pieces of one design each, ready to be drawn as stepped lines. */
import { optionOfPlan, type Path, type PlanId, type Quote } from '@ordiplan/planner';

/** A piece of the line. Where the next one follows, its first point is the last of this one, so that the line has no gap. */
export interface Run {
  readonly plan: PlanId;
  readonly isEnough: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Pieces of one design, each either large enough or not; a month without a known price ends a piece. */
export function runs({ months }: Path): Run[] {
  const found: { plan: PlanId; isEnough: boolean; points: { x: number; y: number }[] }[] = [];
  let isOpen = false;
  for (const { month, plan, isEnough, net } of months) {
    if (!net) {
      isOpen = false;
      continue;
    }
    const point = { x: month, y: net.euro.toNumber() };
    const last = found.at(-1);
    if (isOpen) last!.points.push(point);
    if (!isOpen || last!.plan !== plan || last!.isEnough !== isEnough) found.push({ plan, isEnough, points: [point] });
    isOpen = true;
  }
  return found;
}

const marks = { solo: 'Solo', single: 'A', 'managed-db': 'B', pair: 'C' } as const;

/** The mark of a design. */
export function markOf(plan: PlanId): Quote['mark'] {
  return marks[optionOfPlan[plan]];
}

/** Months from one figure of the axis to the next. */
export const monthsBetween = (isNarrow: boolean) => (isNarrow ? 12 : 6);
