/** Help: how the program and each command are called, printed from their descriptions. */
import { languages, type Language } from '@ordiplan/planner';
import type { Command, Flag, Group } from './command.ts';
import { inputFlags, sourceFlags } from './scenario-source.ts';

/** What every command takes. */
export const commonFlags: readonly Flag[] = [
  {
    name: 'today',
    value: 'DAY',
    about: {
      de: 'der Tag, von dem an Alter und Fristen zählen (sonst: heute)',
      en: 'the day from which ages and dates are counted (default: today)',
    },
  },
  {
    name: 'lang',
    value: languages.join('|'),
    choices: languages,
    about: {
      de: 'Sprache des Textes (sonst: die des Terminals, sonst Deutsch)',
      en: 'language of the text (default: that of the terminal, else German)',
    },
  },
  { name: 'help', about: { de: 'diese Hilfe', en: 'this help' } },
];

const titles = {
  de: { source: 'Szenario, eines von', inputs: 'Angaben und was sie sein können', flags: 'Ausgabe und Weiteres', examples: 'Beispiele' },
  en: { source: 'Scenario, one of', inputs: 'Inputs, with what each may be', flags: 'Output and more', examples: 'Examples' },
} as const;

/** All flags of a command, in the order of its help. */
export function flagsOf({ takesScenario, flags }: Command): readonly Flag[] {
  return [...(takesScenario ? [...sourceFlags, ...inputFlags] : []), ...flags, ...commonFlags];
}

export function commandHelp(command: Command, language: Language): string {
  const { name, usage, about, more, takesScenario, flags, examples } = command;
  const title = titles[language];
  const width = Math.max(...flagsOf(command).map((flag) => signature(flag).length));
  const part = (head: string, lines: readonly string[]) => [`${head}:`, ...lines.map((line) => `  ${line}`), ''];
  const list = (all: readonly Flag[]) => all.map((flag) => `${signature(flag).padEnd(width)}  ${flag.about[language]}`);
  return [
    `ordiplan ${name} ${usage}`.trim(),
    '',
    about[language],
    ...(more ? [more[language]] : []),
    '',
    ...(takesScenario ? [...part(title.source, list(sourceFlags)), ...part(title.inputs, list(inputFlags))] : []),
    ...part(title.flags, list([...flags, ...commonFlags])),
    ...part(title.examples, examples),
  ].join('\n');
}

function signature({ name, value }: Flag): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

const program = {
  de: {
    about: 'ordiplan: Kosten und Architektur für den Betrieb von Ordinationssoftware',
    first: 'Zum Anfang:',
    commands: 'Befehle („ordiplan BEFEHL --help“ erklärt jeden):',
    source:
      'Ein Szenario steht in Angaben (--tenants 25), in einer Datei (--scenario plan.yaml), in der Standardeingabe\n(--scenario -) oder in einem Link der Seite (--link "…"). Einzelne Angaben gehen vor.',
    codes:
      'Endet mit 0: getan. 1: Fehler des Programms, seiner Daten, einer Platte oder eines Anbieters. 2: falsche Angabe.\n3: eine Prüfung ist nicht bestanden. 130 und 143: abgebrochen.',
    env: 'NO_COLOR schaltet Farben ab; LC_ALL oder LANG wählt die Sprache, wenn --lang fehlt.',
  },
  en: {
    about: 'ordiplan: cost and architecture of hosting practice software',
    first: 'To begin with:',
    commands: 'Commands ("ordiplan COMMAND --help" explains each):',
    source:
      'A scenario stands in flags (--tenants 25), in a file (--scenario plan.yaml), in standard input (--scenario -)\nor in a link of the site (--link "…"). Single flags go before the rest.',
    codes:
      "Exit codes: 0 done. 1 a fault of the program, its data, a disk or a vendor's answer. 2 wrong input.\n3 a check was not passed. 130 and 143 interrupted.",
    env: 'NO_COLOR switches colours off; LC_ALL or LANG chooses the language where --lang is missing.',
  },
} as const;

export function programHelp(commands: readonly (Command | Group)[], language: Language): string {
  const say = program[language];
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    say.about,
    '',
    say.first,
    '  ordiplan plan --tenants 25',
    '',
    say.commands,
    ...commands.map(({ name, about }) => `  ${name.padEnd(width)}  ${about[language]}`),
    '',
    say.source,
    '',
    say.codes,
    say.env,
    '',
  ].join('\n');
}
