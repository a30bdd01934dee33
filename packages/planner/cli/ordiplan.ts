#!/usr/bin/env node
/** The `ordiplan` command: chooses the subcommand, prints, exits. Everything it knows comes from the library. */
import { PlannerError, plannerVersion, words } from '@ordiplan/planner';
import { languageOf } from './language.ts';
import { flagOf, plan, planHelp } from './plan.ts';

/** 0 done · 1 fault of the program or its data · 2 wrong input. */
type ExitCode = 0 | 1 | 2;

const help = `ordiplan - cost and architecture of hosting practice software

  ordiplan plan --tenants 25     which option for 25 practices, what it costs, when to move on
  ordiplan plan --help           all inputs of a plan
  ordiplan --version

Exit codes: 0 done, 1 fault of the program or its data, 2 wrong input.
`;

function main([command, ...flags]: readonly string[]): ExitCode {
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') return say(help);
  if (command === '--version') return say(`${plannerVersion}\n`);
  if (command === 'plan') return flags.includes('--help') || flags.includes('-h') ? say(planHelp) : say(plan(flags));
  throw new PlannerError('cli.unknown-command', `"${command}" is not a command. Try "ordiplan plan --tenants 25" or "ordiplan --help".`);
}

function say(text: string): ExitCode {
  process.stdout.write(text);
  return 0;
}

// A reader that closes the pipe early ("| head") has seen enough: that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof PlannerError)) throw error;
  const isInput = /^(scenario|cli|link)\./.test(error.code);
  process.stderr.write(`ordiplan: ${words[languageOf(process.argv)].error(error, (key) => `--${flagOf(key)}`)}\n`);
  process.exitCode = isInput ? 2 : 1;
}
