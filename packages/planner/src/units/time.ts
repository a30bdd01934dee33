/** Days and months as ISO text (`2026-11-24`). Reads no clock: today is always an argument. */

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

/** Whole days from `from` to `to`; negative if `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / msPerDay);
}

/** The day that lies `days` after `from`, fractions rounded down. */
export function addDays(from: string, days: number): string {
  return new Date(Date.parse(from) + Math.floor(days) * msPerDay).toISOString().slice(0, 10);
}
