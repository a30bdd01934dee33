/** Targets: what a plan must reach, how it misses one, and the profiles that stand for the phases of the analysis. */
import type { NetMonth } from '../units/money.ts';
import type { Availability } from './outages.ts';
import type { Lost, LostWork } from './losses.ts';
import type { Kept } from '../options/plan.ts';
import type { Targets } from '../scenario/targets.ts';

/** One target that a plan misses: what was wanted and what the plan reaches. `reached` is undefined where nobody knows. */
export interface Miss {
  readonly target: keyof Targets;
  readonly wanted: number | true;
  readonly reached: number | 'everything' | 'never' | false | undefined;
}

/** What targets are asked of. */
export interface Reached {
  readonly availability: Availability;
  readonly hoursAfterServerLoss: number | undefined;
  readonly lostWork: Readonly<Record<Kept, LostWork>>;
  readonly hasPointInTime: boolean;
  /** The bill a month, net; undefined if a price is unknown. */
  readonly bill: NetMonth | undefined;
  readonly operatorHours: number;
}

const hundred = 100;

/** Every target that is missed; none if all are reached. What is unknown is not reached. */
export function missesOf(targets: Targets, reached: Reached): Miss[] {
  const { availability, availabilityOver, hostLossHours, errorHours, restoreHours, pointInTime, euroPerMonth, operatorHours } = targets;
  const misses: Miss[] = [];
  const percent = hundred * (availabilityOver === 'year' ? reached.availability.total : reached.availability.inOpeningHours);
  if (availability !== 'any' && percent < availability) misses.push({ target: 'availability', wanted: availability, reached: percent });
  atMost('hostLossHours', hostLossHours, worst(reached.lostWork, 'hostLoss'));
  atMost('errorHours', errorHours, worst(reached.lostWork, 'logicalError'));
  atMost('restoreHours', restoreHours, reached.hoursAfterServerLoss ?? 'never');
  if (pointInTime && !reached.hasPointInTime) misses.push({ target: 'pointInTime', wanted: true, reached: false });
  atMost('euroPerMonth', euroPerMonth, reached.bill?.euro.toNumber());
  atMost('operatorHours', operatorHours, reached.operatorHours);
  return misses;

  function atMost(target: Miss['target'], wanted: number | 'any', value: Miss['reached']): void {
    if (wanted === 'any' || (typeof value === 'number' && value <= wanted)) return;
    misses.push({ target, wanted, reached: value });
  }
}

/** The worse of database and files, at worst. */
function worst(lost: Readonly<Record<Kept, LostWork>>, event: keyof LostWork): number | 'everything' {
  const hours = (one: Lost) => (one === 'everything' ? Infinity : one.worst);
  const most = Math.max(hours(lost.database[event]), hours(lost.files[event]));
  return Number.isFinite(most) ? most : 'everything';
}
