/** Flags of a command, read strictly: an unknown flag or a missing value is an error that says where to look. */
import { parseArgs } from 'node:util';
import { isIsoDate, limits, PlannerError } from '@ordiplan/planner';

/** "text" takes a value, "switch" does not. */
export type FlagKind = 'text' | 'switch';

export interface Flags {
  /** A switch that is set reads "true". */
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly words: readonly string[];
}

/** Reads `args`. Throws `cli.flag` for an unknown flag or a missing value; `help` names the command that lists all. */
export function readFlags(args: readonly string[], known: Readonly<Record<string, FlagKind>>, help: string): Flags {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, kind]) => [name, { type: kind === 'text' ? ('string' as const) : ('boolean' as const) }]),
  );
  try {
    const { values, positionals, tokens } = parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
    const named = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const twice = named.find((name, i) => named.indexOf(name) !== i);
    if (twice !== undefined) throw new Error(`--${twice} is stated twice`);
    const texts = Object.entries(values).map(([name, value]) => [name, value === undefined ? undefined : String(value)]);
    return { values: Object.fromEntries(texts), words: positionals };
  } catch (error) {
    // parseArgs says which flag is unknown or lacks its value, in a first sentence.
    const [reason] = (error as Error).message.split(/\.\s/);
    throw new PlannerError('cli.flag', `${reason}. "${help}" lists all inputs.`);
  }
}

/** The day of a flag, or today. Throws `cli.day` for anything that is not a day. */
export function dayFlag(name: string, stated: string | undefined): string {
  if (stated === undefined) return new Date().toISOString().slice(0, 10);
  if (isIsoDate(stated)) return stated;
  throw new PlannerError('cli.day', `--${name} is "${stated}", but must be ${limits.orderOn}.`);
}

/** Throws an error of that code if a flag is stated and its value is not one of `allowed`. */
export function oneOf(name: string, stated: string | undefined, allowed: readonly string[], code: string): void {
  if (stated === undefined || allowed.includes(stated)) return;
  throw new PlannerError(code, `--${name} is "${stated}", but must be one of ${allowed.join(', ')}.`);
}
