/** Which inputs of the scenario stand on this page, and how each is asked. */
import type { AssumptionWords, GivenKey } from './words.de.ts';

export const givenKeys = [
  'orderOn',
  'runningSince',
  'productionInMonths',
  'measuredAvailability',
  'queue',
  'databases',
  'sizeMargin',
  'targetAvailability',
  'targetAvailabilityOver',
  'targetHostLossHours',
  'targetErrorHours',
  'targetRestoreHours',
  'targetPointInTime',
  'targetEuroPerMonth',
  'targetOperatorHours',
] as const satisfies readonly GivenKey[];

export type ChoiceKey = keyof AssumptionWords['choices'];

const choiceKeys: readonly GivenKey[] = ['queue', 'databases', 'targetAvailabilityOver', 'targetPointInTime'] satisfies ChoiceKey[];

export function isChoice(key: GivenKey): key is ChoiceKey {
  return choiceKeys.includes(key);
}

export function isDay(key: GivenKey): boolean {
  return key === 'orderOn' || key === 'runningSince';
}

/** Targets that are numbers may be none at all. */
export function isTarget(key: GivenKey): boolean {
  return key.startsWith('target') && !isChoice(key);
}
