/** What the command line itself refuses, in both languages; what the library refuses is in its words. */
import { PlannerError, words, type ErrorDetails, type Language } from '@ordiplan/planner';
import { flagOf } from './flag-name.ts';

type Say = (details: ErrorDetails) => string;

/** A word that was probably meant, or nothing. */
const meant = (say: (word: string | number) => string) => (details: ErrorDetails) => (details.meant ? ` ${say(details.meant)}` : '');
const meantDe = meant((word) => `Gemeint ist wohl „${word}“.`);
const meantEn = meant((word) => `Did you mean "${word}"?`);

const faults = {
  'cli.unknown-command': {
    de: (d) => `„${d.word}“ ist kein Befehl.${meantDe(d)} Alle Befehle zeigt „${d.help}“.`,
    en: (d) => `"${d.word}" is not a command.${meantEn(d)} "${d.help}" lists them all.`,
  },
  'cli.flag': {
    de: (d) => `„${d.flag}“ gibt es hier nicht.${meantDe(d)} Alle Angaben zeigt „${d.help}“.`,
    en: (d) => `"${d.flag}" is not a flag of this command.${meantEn(d)} "${d.help}" lists all inputs.`,
  },
  'cli.no-value': {
    de: (d) => `${d.flag} braucht einen Wert: ${d.flag} ${d.value}. Alle Angaben zeigt „${d.help}“.`,
    en: (d) => `${d.flag} needs a value: ${d.flag} ${d.value}. "${d.help}" lists all inputs.`,
  },
  'cli.no-switch-value': {
    de: (d) => `${d.flag} steht ohne Wert, hat aber ${d.value}. Alle Angaben zeigt „${d.help}“.`,
    en: (d) => `${d.flag} stands without a value, but has ${d.value}. "${d.help}" lists all inputs.`,
  },
  'cli.twice': {
    de: (d) => `${d.flag} steht zweimal da. Einmal genügt; welcher Wert gilt, ist sonst nicht zu wissen.`,
    en: (d) => `${d.flag} is stated twice. State it once: which value counts cannot be known.`,
  },
  'cli.day': {
    de: (d) => `${d.flag} ist ${d.value}, erlaubt ist ein Tag des Kalenders in der Form JJJJ-MM-TT.`,
    en: (d) => `${d.flag} is ${d.value}, but must be a day of the calendar written YYYY-MM-DD.`,
  },
  'cli.choice': {
    de: (d) => `${d.flag} ist ${d.value}, erlaubt ist eines von ${d.allowed}.${meantDe(d)}`,
    en: (d) => `${d.flag} is ${d.value}, but must be one of ${d.allowed}.${meantEn(d)}`,
  },
  'cli.number': {
    de: (d) => `${d.flag} ist ${d.value}, erlaubt ist eine ganze Zahl von ${d.least} bis ${d.most}.`,
    en: (d) => `${d.flag} is ${d.value}, but must be a whole number from ${d.least} to ${d.most}.`,
  },
  'cli.output': {
    de: (d) => `Höchstens eine Ausgabe von ${d.allowed} ist möglich, angegeben: ${d.seen}.`,
    en: (d) => `State at most one of ${d.allowed}; seen: ${d.seen}.`,
  },
  'cli.no-output': {
    de: (d) => `Genau eines von ${d.allowed} ist anzugeben, angegeben: ${d.seen}.`,
    en: (d) => `State exactly one of ${d.allowed}; seen: ${d.seen}.`,
  },
  'cli.unexpected': {
    de: (d) => `„${d.word}“ wird hier nicht erwartet. Angaben beginnen mit zwei Strichen: --tenants 25.`,
    en: (d) => `"${d.word}" is not expected here. Inputs are flags: --tenants 25.`,
  },
  'cli.few-words': {
    de: (d) => `Es fehlt ${d.word}: ${d.usage}`,
    en: (d) => `${d.word} is missing: ${d.usage}`,
  },
  'cli.two-sources': {
    de: () => 'Ein Szenario kommt aus --scenario oder aus --link, nicht aus beiden.',
    en: () => 'A scenario comes from --scenario or from --link, not from both.',
  },
  'cli.one-stdin': {
    de: () => 'Nur eines der beiden Szenarien kann von der Standardeingabe kommen.',
    en: () => 'Only one of the two scenarios can come from standard input.',
  },
  'cli.file': {
    de: (d) => `„${d.file}“ kann nicht gelesen werden: Das System meldet ${d.reason}. Pfad und Rechte prüfen.`,
    en: (d) => `"${d.file}" cannot be read: the system says ${d.reason}. Check the path and the rights.`,
  },
  'cli.too-big': {
    de: (d) => `„${d.file}“ ist größer als ${d.most} Byte und wurde nicht gelesen. Ein Szenario hat einige tausend.`,
    en: (d) => `"${d.file}" is larger than ${d.most} bytes and was not read. A scenario has some thousand.`,
  },
  'cli.not-utf8': {
    de: (d) => `„${d.file}“ ist kein Text in UTF-8. Die Datei in UTF-8 speichern.`,
    en: (d) => `"${d.file}" is not text in UTF-8. Save the file as UTF-8.`,
  },
  'cli.empty': {
    de: (d) => `„${d.file}“ ist leer. Erwartet wird ein Szenario wie {"tenants": 25}.`,
    en: (d) => `"${d.file}" is empty. A scenario such as {"tenants": 25} is expected.`,
  },
  'cli.not-yaml': {
    de: (d) => `„${d.file}“ ist weder JSON noch YAML, Zeile ${d.line}: ${d.reason}.`,
    en: (d) => `"${d.file}" is neither JSON nor YAML, line ${d.line}: ${d.reason}.`,
  },
  'cli.not-scenario': {
    de: (d) => `„${d.file}“ enthält ${d.value}. Erwartet wird ein Szenario wie {"tenants": 25}.`,
    en: (d) => `"${d.file}" holds ${d.value}. A scenario such as {"tenants": 25} is expected.`,
  },
  'cli.link': {
    de: (d) => `${d.value} ist kein Link des Rechners. Er enthält Angaben wie „?v=1&tenants=25“.`,
    en: (d) => `${d.value} is not a link of the calculator. It holds inputs such as "?v=1&tenants=25".`,
  },
  'cli.plan': {
    de: () => 'Für diese Angaben wird kein Plan empfohlen. Einen nennen: --plan single.',
    en: () => 'No plan is recommended for these inputs. State one: --plan single.',
  },
  'cli.word': {
    de: (d) => `${d.name} ist ${d.value}, erlaubt ist eines von ${d.allowed}.${meantDe(d)}`,
    en: (d) => `${d.name} is ${d.value}, but must be one of ${d.allowed}.${meantEn(d)}`,
  },
  'cli.path': {
    de: (d) => `„${d.path}“ ist keine Datei dieses Plans.${meantDe(d)} „--list“ zeigt alle Pfade.`,
    en: (d) => `"${d.path}" is not a file of this plan.${meantEn(d)} "--list" shows all paths.`,
  },
  'cli.exists': {
    de: (d) => `${d.paths} in „${d.folder}“ würde überschrieben. Einen leeren Ordner wählen oder --force angeben.`,
    en: (d) => `${d.paths} in "${d.folder}" would be written over. Choose an empty folder, or state --force.`,
  },
  'cli.archive-exists': {
    de: (d) => `„${d.file}“ gibt es schon. Einen anderen Namen wählen oder --force angeben.`,
    en: (d) => `"${d.file}" is there already. Choose another name, or state --force.`,
  },
  'cli.stream': {
    de: (d) => `Die Ausgabe konnte nicht geschrieben werden: Das System meldet ${d.reason}. Was da ist, ist nicht vollständig.`,
    en: (d) => `The output could not be written: the system says ${d.reason}. What is there is not complete.`,
  },
  'cli.write': {
    de: (d) =>
      `„${d.path}“ konnte nicht geschrieben werden: Das System meldet ${d.reason}. ${d.isChanged ? 'Einige Dateien sind neu, jede davon ist ganz; Ursache beheben und noch einmal ausführen.' : 'Es wurde nichts geändert. Ursache beheben und noch einmal ausführen.'}`,
    en: (d) =>
      `"${d.path}" could not be written: the system says ${d.reason}. ${d.isChanged ? 'Some files are new, each of them whole; mend the cause and run again.' : 'Nothing was changed. Mend the cause and run again.'}`,
  },
  'cli.no-site': {
    de: (d) => `In „${d.folder}“ liegt keine gebaute Seite. Im Projekt „npm run build“ ausführen oder ihren Ordner angeben.`,
    en: (d) => `There is no built site in "${d.folder}". Run "npm run build" in the project, or state its folder.`,
  },
  'cli.port': {
    de: (d) => `Der Port ${d.port} ist nicht frei: Das System meldet ${d.reason}. Einen anderen wählen: --port ${d.next}.`,
    en: (d) => `The port ${d.port} is not free: the system says ${d.reason}. Choose another: --port ${d.next}.`,
  },
} as const satisfies Record<string, Readonly<Record<Language, Say>>>;

export type FaultCode = keyof typeof faults;

/** An error that knows its sentence in both languages. */
class Fault extends PlannerError {
  readonly sentence: Readonly<Record<Language, string>>;

  constructor(code: FaultCode, details: ErrorDetails) {
    const sentence = { de: faults[code].de(details), en: faults[code].en(details) };
    super(code, sentence.en, details);
    this.sentence = sentence;
  }
}

export function fault(code: FaultCode, details: ErrorDetails = {}): PlannerError {
  return new Fault(code, details);
}

/** Any error of the planner as one line. An input is called as it was stated: as a flag, or as a field of its file. */
export function faultText(error: PlannerError, language: Language): string {
  if (error instanceof Fault) return error.sentence[language];
  const { source } = error.details;
  if (source === undefined) return words[language].error(error, (key) => `--${flagOf(key)}`);
  return `${source}: ${words[language].error(error, (key) => key)}`;
}

/** A value as a message shows it: short, on one line, in quotes. */
export function shown(value: string): string {
  return JSON.stringify(value.length > mostShown ? `${value.slice(0, mostShown)}…` : value);
}

const mostShown = 60;
