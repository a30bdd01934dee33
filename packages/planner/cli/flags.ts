/** Flags of a command, read strictly: an unknown flag or a missing value is an error that says what was probably meant. */
import { parseArgs } from 'node:util';
import { isIsoDate, type PlannerError } from '@ordiplan/planner';
import type { Flag } from './command.ts';
import { fault, shown } from './faults.ts';
import { nearest } from './nearest.ts';

/** "text" takes a value, "switch" does not. */
export type FlagKind = 'text' | 'switch';

export interface Flags {
  /** A switch that is set reads "true". */
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly words: readonly string[];
}

/**
 * Reads `args`. Throws `cli.flag` for an unknown flag, `cli.no-value`, `cli.no-switch-value` and `cli.twice`; `help`
 * names the command that lists all.
 */
export function readFlags(args: readonly string[], known: Readonly<Record<string, FlagKind>>, help: string): Flags {
  return read(
    args,
    Object.entries(known).map(([name, kind]) => ({ name, ...(kind === 'text' ? { value: 'VALUE' } : {}) })),
    help,
  );
}

/** The same for flags that are described: a value that is none of the choices throws `cli.choice`. */
export function readDescribed(args: readonly string[], flags: readonly Flag[], help: string): Flags {
  const found = read(args, flags, help);
  for (const { name, choices } of flags) if (choices) oneOf(name, found.values[name], choices);
  return found;
}

function read(args: readonly string[], flags: readonly Pick<Flag, 'name' | 'value'>[], help: string): Flags {
  const valueOf = new Map(flags.map(({ name, value }) => [name, value]));
  const options = Object.fromEntries(flags.map(({ name, value }) => [name, { type: value ? ('string' as const) : ('boolean' as const) }]));
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  const values: Record<string, string> = {};
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName: flag, value, inlineValue: isInline } = token;
    if (!valueOf.has(name) || !flag.startsWith('--')) {
      const like = nearest(name, [...valueOf.keys()]);
      throw fault('cli.flag', { flag, help, ...(like ? { meant: `--${like}` } : {}) });
    }
    const sign = valueOf.get(name);
    if (sign === undefined && value !== undefined) throw fault('cli.no-switch-value', { flag, value: shown(value), help });
    if (sign !== undefined && (value === undefined || (!isInline && /^-\D/.test(value))))
      throw fault('cli.no-value', { flag, value: sign, help });
    if (Object.hasOwn(values, name)) throw fault('cli.twice', { flag });
    values[name] = value ?? 'true';
  }
  return { values, words };
}

/** The day of a flag, or today. Throws `cli.day` for anything that is not a day. */
export function dayFlag(name: string, stated: string | undefined): string {
  if (stated === undefined) return new Date().toISOString().slice(0, 10);
  if (isIsoDate(stated)) return stated;
  throw fault('cli.day', { flag: `--${name}`, value: shown(stated) });
}

/** Throws `cli.choice` if a flag is stated and its value is not one of `allowed`. */
export function oneOf(name: string, stated: string | undefined, allowed: readonly string[]): void {
  if (stated === undefined || allowed.includes(stated)) return;
  const like = nearest(stated, allowed);
  throw fault('cli.choice', { flag: `--${name}`, value: shown(stated), allowed: allowed.join(', '), ...(like ? { meant: like } : {}) });
}

/** A whole number of a flag, or `otherwise`. Throws `cli.number`. */
export function countFlag(
  name: string,
  stated: string | undefined,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  if (stated === undefined) return otherwise;
  const count = /^\d{1,9}$/.test(stated) ? Number(stated) : Number.NaN;
  if (count >= least && count <= most) return count;
  throw fault('cli.number', { flag: `--${name}`, value: shown(stated), least, most });
}

/** Whether an error is about what was typed, and not about the program or a disk. */
export function isAboutInput({ code }: PlannerError): boolean {
  const notTyped = ['cli.write', 'cli.port'];
  return /^(scenario|cli|link|manifests|explain)\./.test(code) && !notTyped.includes(code);
}
