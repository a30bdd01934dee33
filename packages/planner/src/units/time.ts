/** Days and months as ISO text (`2026-11-24`). Reads no clock: today is always an argument. */
import { PlannerError, quoted } from '../errors.ts';

export const hoursPerYear = 8760;
export const daysPerYear = 365;
export const monthsPerYear = 12;
const msPerDay = 86_400_000;

/** Whether `text` is a real day of the calendar, written YYYY-MM-DD. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Whole days from `from` to `to`; negative if `to` comes first. Throws `time.not-a-day`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((msOf(to) - msOf(from)) / msPerDay);
}

/** The day that lies `days` after `from`, fractions rounded down, within the years 0 to 9999. Throws `time.not-a-day`. */
export function addDays(from: string, days: number): string {
  const ms = msOf(from) + Math.floor(days) * msPerDay;
  if (Number.isNaN(ms)) throw new PlannerError('time.not-a-number', 'The number of days is NaN. State a number.');
  return new Date(Math.min(Math.max(ms, firstMs), lastMs)).toISOString().slice(0, 10);
}

/** The first and the last day that can be written YYYY-MM-DD. */
const [firstMs, lastMs] = [Date.parse('0000-01-01'), Date.parse('9999-12-31')];
function msOf(day: string): number {
  if (isIsoDate(day)) return Date.parse(day);
  const value = quoted(String(day));
  throw new PlannerError('time.not-a-day', `The day is ${value}, but must be a day of the calendar written YYYY-MM-DD.`, { value });
}
