/** More readers for the numbered invariants from 38 on: scripts of a shell, timers, Markdown. */
import type { Files } from '@ordiplan/planner';
import { found, hostsOf } from './reading.ts';

/** The tree of one server: path there to text. */
export function filesOn(files: Files, host: string): Readonly<Record<string, string>> {
  const folder = `servers/${host}`;
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => (path.startsWith(`${folder}/`) ? [[path.slice(folder.length), text] as const] : [])),
  );
}

/** Every file of that path, on any server, with the server. */
export function onServers(files: Files, path: string): { readonly host: string; readonly text: string }[] {
  return hostsOf(files).flatMap((host) => {
    const text = files[`servers/${host}${path}`];
    return text === undefined ? [] : [{ host, text }];
  });
}

/** The body of a function of a shell script, or undefined. */
export function bodyOf(script: string, name: string): string | undefined {
  return (
    new RegExp(`^${name}\\(\\) \\{\\n([\\s\\S]*?)^\\}$`, 'm').exec(script)?.[1] ??
    new RegExp(`^${name}\\(\\) \\{ (.*) \\}$`, 'm').exec(script)?.[1]
  );
}

/** Expects of a fault list: nothing if the condition holds. */
export function unless(holds: boolean, fault: string): string[] {
  return holds ? [] : [fault];
}

/* --- Timers --- */

export interface Timer {
  /** Minutes since the first Monday, 0 o'clock UTC, on which it starts; of ten weeks. */
  readonly starts: readonly number[];
  readonly delayMinutes: number;
}

const minutesPerDay = 24 * 60;
const days = 70;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** 2026-11-30 is a Monday. */
const firstDay = Date.UTC(2026, 10, 30);

/** Reads the forms of OnCalendar that are emitted: "[Sun ]*-*-*|01..07 HH[,HH]:MM[:SS] UTC". Throws for another one. */
export function timerOf(unit: string): Timer {
  const calendar = /^OnCalendar=(.+)$/m.exec(unit)?.[1] ?? '';
  const match = /^(?:([A-Z][a-z]{2}) )?\*-\*-(\*|01\.\.07) ([\d,]+|\*):(\d\d|\*)(?::00)? UTC$/.exec(calendar);
  if (!match) throw new Error(`"${calendar}" is no calendar that is known here.`);
  const [, weekday, dates, hours, minute] = match;
  const all = (text: string, count: number) => (text === '*' ? Array.from({ length: count }, (_, i) => i) : text.split(',').map(Number));
  const starts = Array.from({ length: days }, (_, day) => day)
    .filter((day) => weekday === undefined || weekdays[day % 7] === weekday)
    .filter((day) => dates === '*' || new Date(firstDay + day * minutesPerDay * 60_000).getUTCDate() <= 7)
    .flatMap((day) => all(hours!, 24).flatMap((hour) => all(minute!, 60).map((one) => day * minutesPerDay + hour * 60 + one)));
  const delay = /^RandomizedDelaySec=(\d+)s?$/m.exec(unit)?.[1] ?? '0';
  return { starts, delayMinutes: Number(delay) / 60 };
}

/** The longest time between two starts, in hours. */
export function longestGapHours({ starts, delayMinutes }: Timer): number {
  return (Math.max(...starts.slice(1).map((start, i) => start - starts[i]!)) + delayMinutes) / 60;
}

/* --- Markdown --- */

/** Lines in fenced blocks. */
export function fencedLines(markdown: string): string[] {
  return [...markdown.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].flatMap(([, block]) =>
    block!
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

/** Spans of code outside fenced blocks. */
export function spans(markdown: string): string[] {
  return found(markdown.replace(/^ *```[\s\S]*?^ *```$/gm, ''), /`([^`\n]+)`/g);
}

export const languages = ['de', 'en'] as const;

/** Rows of all tables, without their heads. */
export function rowsOf(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line, i, all) => line.startsWith('|') && !/^\|(---\|)+$/.test(line) && !/^\|(---\|)+$/.test(all[i + 1] ?? ''))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** "40 s", "25 min", "3,5 h" as hours; undefined if it begins with no such figure. */
export function hoursIn(text: string): number | undefined {
  const match = /^(\d+(?:[.,]\d+)?) (s|min|h|d)$/.exec(text);
  if (!match) return undefined;
  const perUnit = { s: 1 / 3600, min: 1 / 60, h: 1, d: 24 }[match[2]!]!;
  return Number(match[1]!.replace(',', '.')) * perUnit;
}
