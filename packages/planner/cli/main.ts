#!/usr/bin/env node
/** The `ordiplan` command: chooses the subcommand, prints, exits. Everything it knows comes from the library. */
import { PlannerError, plannerVersion, words } from '@ordiplan/planner';
import { languageOf } from './language.ts';
import { done, type Outcome } from './outcome.ts';
import { manifests, manifestsHelp } from './manifests.ts';
import { plan, planHelp } from './plan.ts';
import { prices } from './prices/index.ts';
import { flagOf } from './scenario-flags.ts';

const help = `ordiplan - cost and architecture of hosting practice software

  ordiplan plan --tenants 25     which option for 25 practices, what it costs, when to move on
  ordiplan plan --help           all inputs of a plan
  ordiplan manifests --help      write the files that set a plan up
  ordiplan prices --help         check, explain, compare and refresh the price book
  ordiplan --version

Exit codes: 0 done, 1 fault of the program, its data or a vendor's answer, 2 wrong input, 3 a check found errors.
`;

function main([command, ...args]: readonly string[]): Outcome | Promise<Outcome> {
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') return done(help);
  if (command === '--version') return done(`${plannerVersion}\n`);
  if (command === 'plan') return done(asksForHelp(args) ? planHelp : plan(args));
  if (command === 'manifests') return asksForHelp(args) ? done(manifestsHelp) : manifests(args);
  if (command === 'prices') return prices(args);
  throw new PlannerError('cli.unknown-command', `"${command}" is not a command. Try "ordiplan plan --tenants 25" or "ordiplan --help".`);
}

function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

// A reader that closes the pipe early ("| head") has seen enough: that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  const { stdout, stderr = '', code } = await main(process.argv.slice(2));
  process.stderr.write(stderr);
  process.stdout.write(stdout);
  process.exitCode = code;
} catch (error) {
  if (!(error instanceof PlannerError)) throw error;
  const isInput = /^(scenario|cli|link|manifests)\./.test(error.code) && error.code !== 'cli.write';
  process.stderr.write(`ordiplan: ${words[languageOf(process.argv)].error(error, (key) => `--${flagOf(key)}`)}\n`);
  process.exitCode = isInput ? 2 : 1;
}
