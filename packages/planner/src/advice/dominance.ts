/** Dominance: designs that another one beats in money and in outage, and what the next safer one costs for each hour that it saves. */
import type { PlanId } from '../options/plan.ts';
import { divide, subtract, times, type NetMonth } from '../units/money.ts';
import type { Quote } from './quote.ts';
import { monthsPerYear } from '../units/time.ts';

/** What is compared. */
export type Compared = Pick<Quote, 'id' | 'totalCost' | 'availability' | 'totalLoss' | 'isAdmissible' | 'gates' | 'misses'>;

/**
 * A design that nobody should take: `by` costs no more, is down no longer and loses no more data, and is better in one.
 * It also reaches every target that the design reaches, and is shown to be lawful if the design is.
 */
export interface Dominated {
  readonly id: PlanId;
  readonly by: PlanId;
}

/** The design to take for less outage, and what each practice-hour less costs: bill and operation, without the cost of outages. */
export interface SaferPlan {
  readonly id: PlanId;
  readonly practiceHoursSaved: number;
  readonly euroPerHour: NetMonth;
}

/** Every admissible, priced design that another one dominates; of several the cheapest is named. */
export function dominated(quotes: readonly Compared[]): Dominated[] {
  const known = quotes.filter(({ isAdmissible, totalCost }) => isAdmissible && totalCost).sort((a, b) => paid(a).comparedTo(paid(b)));
  return known.flatMap((one) => {
    const by = known.find((other) => other !== one && beats(other, one));
    return by ? [{ id: one.id, by: by.id }] : [];
  });
}

/** The cheapest step to less outage from `from`, by what an hour less costs, without giving up a target or a gate; undefined if there is none. */
export function nextSafer(from: Compared, quotes: readonly Compared[]): SaferPlan | undefined {
  if (!from.totalCost) return undefined;
  const safer = quotes
    .filter(
      (one) =>
        one.isAdmissible &&
        one.totalCost &&
        one.availability.practiceHoursDown < from.availability.practiceHoursDown &&
        givesUpNothing(one, from),
    )
    .map((quote) => {
      const practiceHoursSaved = from.availability.practiceHoursDown - quote.availability.practiceHoursDown;
      const yearly = times(subtract(withoutOutage(quote), withoutOutage(from)), monthsPerYear);
      return { id: quote.id, practiceHoursSaved, euroPerHour: divide(yearly, practiceHoursSaved) };
    });
  return safer.sort((a, b) => a.euroPerHour.euro.comparedTo(b.euroPerHour.euro))[0];
}

function withoutOutage({ totalCost }: Compared): NetMonth {
  return subtract(totalCost!.sum, totalCost!.outage);
}

function paid(one: Compared) {
  return withoutOutage(one).euro;
}

function beats(other: Compared, one: Compared): boolean {
  const money = paid(other).comparedTo(paid(one));
  const down = other.availability.hoursDown - one.availability.hoursDown;
  const lost = other.totalLoss.inTenYears - one.totalLoss.inTenYears;
  return givesUpNothing(other, one) && money <= 0 && down <= 0 && lost <= 0 && (money < 0 || down < 0 || lost < 0);
}

/** Whether `other` misses no target that `one` reaches, and is shown to be lawful if `one` is. */
function givesUpNothing(other: Compared, one: Compared): boolean {
  const missed = new Set(one.misses.map(({ target }) => target));
  return other.misses.every(({ target }) => missed.has(target)) && (other.gates.legal === 'admissible' || one.gates.legal !== 'admissible');
}
