/** `ordiplan prices`: everything about the price book itself. */
import { PlannerError } from '@ordiplan/planner';
import { done, type Outcome } from '../outcome.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { history } from './history.ts';
import { refresh } from './refresh.ts';

const commands: Readonly<Record<string, (args: readonly string[]) => Outcome | Promise<Outcome>>> = {
  check,
  diff,
  explain,
  history,
  refresh,
};

/** The names, for completion. */
export const priceCommands: readonly string[] = Object.keys(commands);

const help = `ordiplan prices COMMAND

  check [FILE]                    is the price book sound? (--base FILE, --today DAY, --json, --github, --sarif)
  diff A B                        what changed between two price books
  history SKU [FILE]              every price of a SKU with its evidence
  explain SKU [FILE]              the price on a day (--on DAY) of a contract ordered on a day (--ordered DAY), and why
  refresh                         ask the vendors and write a proposal (--out FILE)

FILE is data/pricing.json if not stated. Every command takes --json and --help.
`;

export function prices([command, ...args]: readonly string[]): Outcome | Promise<Outcome> {
  if (command === undefined || command === '--help' || command === '-h') return done(help);
  const run = commands[command];
  if (!run) {
    throw new PlannerError('cli.unknown-command', `"prices ${command}" is not a command. "ordiplan prices --help" lists them.`);
  }
  return run(args);
}
