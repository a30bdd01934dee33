/** One answer in the output that was asked for: a table to read, JSON, CSV or Markdown. */
import { csv, markdown, toJson, type Block } from '@ordiplan/planner';
import { blocksText } from './blocks-text.ts';
import type { Flag, Given } from './command.ts';
import { fault } from './faults.ts';
import { paintFor } from './paint.ts';

export const outputFlags: readonly Flag[] = [
  {
    name: 'json',
    about: { de: 'das ganze Ergebnis als JSON; Unbekanntes ist null', en: 'the whole result as JSON; unknown figures are null' },
  },
  { name: 'csv', about: { de: 'die Tabellen als CSV', en: 'the tables as CSV' } },
  { name: 'markdown', about: { de: 'der Text als Markdown', en: 'the text as Markdown' } },
];

/** An answer in each of its outputs; only the one that is asked for is made. */
export interface Answer {
  readonly blocks: () => readonly Block[];
  readonly json: () => unknown;
  /** Default: every table of the blocks. */
  readonly csv?: () => string;
}

/** Throws `cli.output` if several outputs are stated: call it before anything is computed. */
export function outputOf({ values }: Pick<Given, 'values'>): 'text' | 'json' | 'csv' | 'markdown' {
  const outputs = (['json', 'csv', 'markdown'] as const).filter((name) => values[name] !== undefined);
  if (outputs.length > 1)
    throw fault('cli.output', { allowed: '--json, --csv, --markdown', seen: outputs.map((name) => `--${name}`).join(', ') });
  return outputs[0] ?? 'text';
}

/** Tables wider than `width` letters are printed row by row. */
export function print(given: Given, answer: Answer, { width = Infinity }: { width?: number } = {}): string {
  const { language } = given;
  switch (outputOf(given)) {
    case 'json':
      return toJson(answer.json());
    case 'csv':
      return answer.csv?.() ?? csv(answer.blocks(), language);
    case 'markdown':
      return markdown(answer.blocks());
    case 'text':
      return blocksText(answer.blocks(), { width, paint: paintFor(process.stdout) });
  }
}
