/** The examples of a Markdown file: its fenced blocks, and the commands that its sentences mention. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.ts';

export interface Block {
  /** From the root of the repository. */
  readonly file: string;
  /** Of the fence. */
  readonly line: number;
  /** What stands behind the fence, e.g. "sh"; "" if nothing does. */
  readonly language: string;
  readonly text: string;
  /** The block before, if nothing but an empty line lies between. */
  readonly after?: Block;
}

/** What people read to learn how to use this: generated pages and records of decisions are none. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'packages/planner/README.md',
  'data/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/^(api|decisions)\//.test(file))
    .sort()
    .map((file) => `docs/${file}`),
];

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Throws if a fence is not closed. */
export function blocksIn(file: string, markdown = read(file)): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const fence = /^( *)```(\S*)/.exec(lines[at]!);
    if (!fence) continue;
    const end = lines.findIndex((line, i) => i > at && line.trim() === '```');
    if (end === -1) throw new Error(`${file}:${at + 1}: the block does not end.`);
    const inner = lines.slice(at + 1, end).map((line) => line.slice(fence[1]!.length));
    const before = blocks.at(-1);
    const isAdjacent = before && lines.slice(0, at).join('\n').trimEnd().split('\n').length === endOf(before);
    blocks.push({ file, line: at + 1, language: fence[2]!, text: `${inner.join('\n')}\n`, ...(isAdjacent ? { after: before } : {}) });
    at = end;
  }
  return blocks;
}

/** The line of the closing fence. */
function endOf({ line, text }: Block): number {
  return line + text.split('\n').length;
}

/** A command line with what a reader is told to expect. */
export interface Shown {
  readonly command: string;
  /** Said behind the command as "# exit 3", otherwise 0. */
  readonly code: number;
  /** Undefined if nothing is shown. */
  readonly output: string | undefined;
}

/** The lines of a block of shell. A comment behind a command may begin with the code that it ends with. */
export function commandsIn({ text }: Block): Shown[] {
  const lines = text.replace(/\\\n/g, ' ').split('\n');
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).map((command) => shown(command, undefined));
}

/** The lines behind "$ ", each with the output below it. */
export function sessionsIn({ text }: Block): Shown[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((session) => {
      const [command, ...output] = session.split('\n');
      return shown(command!, output.join('\n').trim() === '' ? undefined : output.join('\n'));
    });
}

function shown(command: string, output: string | undefined): Shown {
  return { command, code: Number(/ # exit (\d+)/.exec(command)?.[1] ?? 0), output };
}

/** Whether `seen` is what is shown. A line "..." stands for any number of lines; a non-breaking space is one. */
export function isShown(seen: string, expected: string): boolean {
  const escaped = plain(expected)
    .split(/^\.\.\.$/m)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('[\\s\\S]*?')}$`).test(plain(seen));
}

export function plain(text: string): string {
  return text
    .replace(/\u00a0/g, ' ')
    .replace(/ +$/gm, '')
    .trim();
}

/** Each `ordiplan …` that a sentence mentions, as words. */
export function mentionsIn(file: string): string[][] {
  const sentences = read(file).replace(/^ *```[\s\S]*?^ *```/gm, '');
  return [...sentences.matchAll(/`(?:npx )?ordiplan ([^`]+)`/g)].map(([, words]) => words!.trim().split(/\s+/));
}
