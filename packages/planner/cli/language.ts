/** The language of the output: `--lang`, else that of the terminal, else German. */
import { languages, type Language } from '@ordiplan/planner';

/** Works on the raw arguments, so that even a message about wrong arguments is in the right language. */
export function languageOf(args: readonly string[]): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const stated = at === -1 ? undefined : args[at]!.includes('=') ? args[at]!.slice('--lang='.length) : args[at + 1];
  const terminal = process.env.LC_ALL || process.env.LANG || '';
  return languages.find((language) => language === stated) ?? languages.find((language) => terminal.startsWith(language)) ?? 'de';
}
