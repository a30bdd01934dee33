/** What the newer models accept: numbers in their range. A wrong one is refused with its name, its value and the range. */
import { PlannerError } from '../errors.ts';

/** A probability or a share of time, 0 to 1. Throws `models.not-a-share`. */
export function requireShare(subject: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  refuse('models.not-a-share', subject, { value, wanted: 'A share lies between 0 and 1' });
}

/** Far beyond anything that is meant, and so far from where the numbers of the computer end that squares of it stay numbers. */
const largest = 1e100;
const smallest = 1 / largest;

/** A number of at least 0. Throws `models.negative`. */
export function requireNotNegative(subject: string, value: number): void {
  if (value >= 0 && value <= largest) return;
  refuse('models.negative', subject, { value, wanted: `It must be a number from 0 to ${largest}` });
}

/** A number above 0. Throws `models.not-positive`. */
export function requirePositive(subject: string, value: number): void {
  if (value >= smallest && value <= largest) return;
  refuse('models.not-positive', subject, { value, wanted: `It must be a number above 0, from ${smallest} to ${largest}` });
}

/** More than anybody counts, and few enough that a step for each takes no time. */
const largestCount = 1_000_000;

/** A whole number in `from`..`to`. Throws `models.not-a-count`. */
export function requireCount(subject: string, value: number, { from, to = largestCount }: { from: number; to?: number }): void {
  if (Number.isInteger(value) && value >= from && value <= to) return;
  refuse('models.not-a-count', subject, { value, wanted: `It must be a whole number from ${from} to ${to}` });
}

function refuse(code: string, subject: string, { value, wanted }: { value: number; wanted: string }): never {
  throw new PlannerError(code, `"${subject}" is ${value}. ${wanted}: state another one.`, { subject, value });
}
