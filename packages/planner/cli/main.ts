/** Runs a command, prints what it hands back, ends. Everything it knows comes from the library. */
import { PlannerError, plannerVersion } from '@ordiplan/planner';
import { run } from './commands.ts';
import { fault, faultText } from './faults.ts';
import { isAboutInput } from './flags.ts';
import { languageOf } from './language.ts';
import { done } from './outcome.ts';

const args = process.argv.slice(2);
// The commands of the price book speak English only: a message in another language would stand alone.
const language = args[0] === 'prices' ? 'en' : languageOf(args);

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    // A reader that closes the pipe early ("| head") has seen enough: that is not an error.
    if (code === 'EPIPE') process.exit(0);
    process.stderr.write(`ordiplan: ${faultText(fault('cli.stream', { reason: code ?? 'unknown' }), language)}\n`);
    process.exit(1);
  });
}

try {
  const { stdout, stderr = '', code } = args[0] === '--version' ? done(`${plannerVersion}\n`) : await run(args);
  process.stderr.write(stderr);
  process.stdout.write(stdout);
  process.exitCode ??= code;
} catch (error) {
  if (!(error instanceof PlannerError)) throw error;
  process.stderr.write(`ordiplan: ${faultText(error, language)}\n`);
  process.exitCode = isAboutInput(error) ? 2 : 1;
}
