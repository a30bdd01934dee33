/** Every command of the program, in the order of its help. */
import { check } from './check.ts';
import type { Command, Group } from './command.ts';
import { compare } from './compare.ts';
import { completion } from './completion.ts';
import { curve } from './curve.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { fault, shown } from './faults.ts';
import { readDescribed } from './flags.ts';
import { commandHelp, flagsOf, programHelp } from './help.ts';
import { languageOf } from './language.ts';
import { manifests } from './manifests.ts';
import { nearest } from './nearest.ts';
import { done, type Outcome } from './outcome.ts';
import { plan } from './plan.ts';
import { priceCommands, prices } from './prices/index.ts';
import { schema } from './schema.ts';
import { serve } from './serve.ts';

export const commands: readonly (Command | Group)[] = [
  plan,
  compare,
  curve,
  check,
  diff,
  explain,
  manifests,
  {
    name: 'prices',
    about: { de: 'Das Preisbuch prüfen, erklären, vergleichen, auffrischen', en: 'Check, explain, compare and refresh the price book' },
    commands: priceCommands,
    pass: prices,
  },
  schema,
  serve,
  completion(() => commands),
];

/** Runs one command. Throws a `PlannerError` for whatever is wrong with what was typed. */
export function run([name, ...args]: readonly string[]): Outcome | Promise<Outcome> {
  const language = languageOf([name ?? '', ...args]);
  if (name === undefined || name === 'help' || name.startsWith('-')) return done(programHelp(commands, language));
  const found = commands.find((one) => one.name === name);
  if (!found) {
    const meant = nearest(
      name,
      commands.map((one) => one.name),
    );
    throw fault('cli.unknown-command', { word: name, help: 'ordiplan --help', ...(meant === undefined ? {} : { meant }) });
  }
  return 'pass' in found ? found.pass(args) : runCommand(found, args);
}

export function runCommand(command: Command, args: readonly string[]): Outcome | Promise<Outcome> {
  const language = languageOf(args);
  if (args.includes('--help') || args.includes('-h')) return done(commandHelp(command, language));
  const { values, words } = readDescribed(args, flagsOf(command), `ordiplan ${command.name} --help`);
  const { names = [], least = 0 } = command.words ?? {};
  const [extra] = words.slice(names.length);
  if (extra !== undefined) throw fault('cli.unexpected', { word: extra });
  if (words.length < least)
    throw fault('cli.few-words', { word: names[words.length]!, usage: `ordiplan ${command.name} ${command.usage}` });
  for (const [i, word] of words.entries()) oneOfWords(names[i]!, word, command.words?.choices);
  return command.run({ values, words, language });
}

function oneOfWords(name: string, word: string, choices: readonly string[] | undefined): void {
  if (!choices || choices.includes(word)) return;
  const meant = nearest(word, choices);
  throw fault('cli.word', { name, value: shown(word), allowed: choices.join(', '), ...(meant === undefined ? {} : { meant }) });
}
