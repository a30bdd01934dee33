/** Documents as data: texts in both languages beside commands that have none, and the one printer that makes Markdown of them. */

export const documentLanguages = ['de', 'en'] as const;
export type DocumentLanguage = (typeof documentLanguages)[number];

/** The same in both languages. */
export type Both = Readonly<Record<DocumentLanguage, string>>;

export function both(de: string, en: string): Both {
  return { de, en };
}

/** One thing to do, with what shows that it worked. */
export interface Step {
  readonly title: Both;
  /** Why, or what to mind. */
  readonly text?: Both;
  /** Lines of a shell on the administrator's machine, in the folder of the bundle. */
  readonly commands?: readonly string[];
  /** A command that shows that it worked, and what it then says. */
  readonly check?: { readonly command: string; readonly expect: Both };
  readonly minutes: number;
}

export type Part =
  | { readonly heading: Both; readonly level: 1 | 2 | 3; readonly anchor?: string }
  | { readonly text: Both }
  | { readonly list: readonly Both[] }
  | { readonly tasks: readonly Both[] }
  | { readonly steps: readonly Step[] }
  | { readonly head: readonly Both[]; readonly rows: readonly (readonly (Both | string)[])[] };

const checkWord = both('Prüfung', 'Check');
const minuteWord = both('min', 'min');

/** The parts as Markdown in one language. */
export function markdownOf(parts: readonly Part[], language: DocumentLanguage): string {
  return `${parts.map((part) => printed(part, language)).join('\n\n')}\n`;
}

function printed(part: Part, language: DocumentLanguage): string {
  if ('heading' in part) {
    const anchor = part.anchor === undefined ? '' : `<a id="${part.anchor}"></a>\n\n`;
    return `${anchor}${'#'.repeat(part.level)} ${part.heading[language]}`;
  }
  if ('text' in part) return part.text[language];
  if ('list' in part) return part.list.map((item) => `- ${item[language]}`).join('\n');
  if ('tasks' in part) return part.tasks.map((item) => `- [ ] ${item[language]}`).join('\n');
  if ('steps' in part) return part.steps.map((step, i) => printedStep(step, i + 1, language)).join('\n\n');
  const row = (cells: readonly (Both | string)[]) =>
    `| ${cells.map((cell) => (typeof cell === 'string' ? cell : cell[language])).join(' | ')} |`;
  return [row(part.head), `|${'---|'.repeat(part.head.length)}`, ...part.rows.map(row)].join('\n');
}

function printedStep({ title, text, commands = [], check, minutes }: Step, number: number, language: DocumentLanguage): string {
  const lines = [
    `${number}. **${title[language]}** (${minutes} ${minuteWord[language]})`,
    ...(text ? ['', text[language]] : []),
    ...(commands.length > 0 ? ['', '```sh', ...commands, '```'] : []),
    ...(check ? ['', `${checkWord[language]}: \`${check.command}\` → ${check.expect[language]}`] : []),
  ];
  // What belongs to a number stands as far right as its text: one more place from 10 on.
  const indent = ' '.repeat(`${number}. `.length);
  return lines.map((line, i) => (i === 0 || line === '' ? line : indent + line)).join('\n');
}

/** Hours as people say them: "40 s", "25 min", "3.5 h", "2 d". */
export function hoursBoth(hours: number): Both {
  const text = (value: number, unit: Both) => both(`${String(value).replace('.', ',')} ${unit.de}`, `${value} ${unit.en}`);
  const minutes = hours * 60;
  if (minutes < 1) return text(Math.max(1, Math.round(minutes * 60)), both('s', 's'));
  if (hours < 1) return text(Math.round(minutes), both('min', 'min'));
  return text(Math.round(hours * 2) / 2, both('h', 'h'));
}

/** The word for those who use the software: doctors in Austria run an "Ordination", in Germany a "Praxis". */
export function practices(jurisdiction: 'AT' | 'DE'): Both {
  return both(jurisdiction === 'AT' ? 'Ordinationen' : 'Praxen', 'practices');
}
