/** What may come of a call with anything: a sound answer, or an error of the planner that says in one line what is wrong. */
import { PlannerError } from '@ordiplan/planner';

const longestMessage = 2000;
const slowestMs = 5000;

/** Calls so far of all properties of this process, how many were refused, and the slowest. */
export const tally = { inputs: 0, refused: 0, slowestMs: 0, slowest: '' };

/** Checks one call. Throws what is wrong with its outcome; `isSound` says what is wrong with an answer. */
export function check<Answer>(name: string, call: () => Answer, faultOf: (answer: Answer) => string | undefined = noWrongNumber): void {
  const begin = performance.now();
  tally.inputs++;
  try {
    const fault = faultOf(call());
    if (fault !== undefined) throw new Unsound(`${name} answers with ${fault}`);
  } catch (error) {
    if (error instanceof Unsound) throw error;
    refuse(name, error);
  }
  const ms = performance.now() - begin;
  if (ms > tally.slowestMs) Object.assign(tally, { slowestMs: ms, slowest: name });
  if (ms > slowestMs) throw new Unsound(`${name} took ${Math.round(ms)} ms`);
}

class Unsound extends Error {}

function refuse(name: string, error: unknown): void {
  if (!(error instanceof PlannerError)) throw new Unsound(`${name} throws ${String(error).slice(0, 300)}`, { cause: error });
  const fault = faultOfError(error);
  if (fault !== undefined) throw new Unsound(`${name} refuses ${fault}: ${error.code} ${error.message.slice(0, 500)}`);
  tally.refused++;
}

/** What is wrong with an error of the planner, thrown or handed back. */
export function faultOfError({ code, message, details }: PlannerError): string | undefined {
  if (!/^[a-z]+(\.[a-z-]+)+$/.test(code)) return `with the code ${code}`;
  if (message.length < 10 || message.length > longestMessage) return `in ${message.length} signs`;
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(message)) return 'on several lines';
  const long = Object.entries(details).find(([, value]) => String(value).length > longestMessage);
  return long && `with details "${long[0]}" of ${String(long[1]).length} signs`;
}

/** A number that is none, anywhere in an answer. Money is a number too. */
export function noWrongNumber(answer: unknown): string | undefined {
  return wrongNumber(answer, () => false);
}

/** The same, where an answer may be endless: a queue that only grows. */
export function endless(answer: unknown): string | undefined {
  return wrongNumber(answer, (value) => value === Infinity);
}

/** The same, for answers with bills of draws in which no machine is large enough. */
export const endlessBills = (answer: unknown): string | undefined =>
  wrongNumber(answer, (value, place) => value === Infinity && /\.netEuro\.p[1-9]0$/.test(place));

function wrongNumber(part: unknown, mayBe: (value: number, place: string) => boolean, place = ''): string | undefined {
  if (typeof part === 'number') return Number.isFinite(part) || mayBe(part, place) ? undefined : `${place || 'the number'} = ${part}`;
  if (typeof part !== 'object' || part === null) return undefined;
  if ('isFinite' in part && typeof part.isFinite === 'function') return part.isFinite() ? undefined : `${place} = ${String(part)}`;
  for (const [key, inner] of Object.entries(part)) {
    const fault = wrongNumber(inner, mayBe, `${place}.${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** A word in a text for people that no person writes. */
export function noMachineWord(text: string): string | undefined {
  return /\b(NaN|undefined|-?Infinity)\b|\[object /.exec(text)?.[0];
}

/** Nothing to say about an answer: it only must come. */
export const any = (): undefined => undefined;
