/** What a command is: one description from which its flags are read, its help is printed and its completion is made. */
import type { Language } from '@ordiplan/planner';
import type { Outcome } from './outcome.ts';

/** A text for people, in both languages. */
export type Told = Readonly<Record<Language, string>>;

export interface Flag {
  /** Without its hyphens. */
  readonly name: string;
  /** What stands for the value in help, such as "N"; absent for a switch. */
  readonly value?: string;
  /** All values that are allowed, if they can be listed. */
  readonly choices?: readonly string[];
  /** What a shell completes as the value. */
  readonly completes?: 'file' | 'folder';
  readonly about: Told;
}

/** Words that are no flags, such as the files of a comparison. */
export interface Positionals {
  /** As help writes them, e.g. "A". */
  readonly names: readonly string[];
  /** How many of them must be stated. */
  readonly least: number;
  readonly choices?: readonly string[];
  readonly completes?: 'file' | 'folder';
}

export interface Given {
  /** Each stated flag by its name; a switch that is set reads "true". */
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly words: readonly string[];
  readonly language: Language;
}

export interface Command {
  readonly name: string;
  /** What follows the name in the line that shows how to call it. */
  readonly usage: string;
  /** One line. */
  readonly about: Told;
  /** What a newcomer has to know beside the flags. */
  readonly more?: Told;
  /** Whether it takes a scenario, and with it all of its inputs. */
  readonly takesScenario: boolean;
  /** Beside those of the scenario, of `--lang` and of `--help`. */
  readonly flags: readonly Flag[];
  readonly words?: Positionals;
  /** Whole lines, each of which works as it stands. */
  readonly examples: readonly string[];
  readonly run: (given: Given) => Outcome | Promise<Outcome>;
}

/** A command that passes everything on to commands of its own. */
export interface Group {
  readonly name: string;
  readonly about: Told;
  readonly commands: readonly string[];
  readonly pass: (args: readonly string[]) => Outcome | Promise<Outcome>;
}
