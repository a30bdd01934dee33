/**
 * The little colour that code needs to be read: what is a comment, what a text, which word says what is done. One reader for
 * all languages of the bundle; it never loses a letter, and what it does not understand stays plain.
 */
import { shellLine, shellStart, type ShellState } from './highlight-shell.ts';

/** A piece of a line. `kind` is undefined for what has no colour. */
export interface Part {
  readonly text: string;
  readonly kind?: 'comment' | 'string' | 'keyword';
}

export type CodeKind = 'shell' | 'script' | 'hcl' | 'yaml' | 'json' | 'markdown' | 'nginx' | 'ini' | 'plain';

const endings: readonly (readonly [RegExp, CodeKind])[] = [
  [/\.(c|m)?js$/, 'script'],
  [/\.(tf|tfvars|tfvars\.example)$/, 'hcl'],
  [/\.ya?ml$|\/mongod\.conf$/, 'yaml'],
  [/\.json$/, 'json'],
  [/\.md$/, 'markdown'],
  [/\.sh$|\/etc\/default\/|\.env$/, 'shell'],
  [/\/nginx\/|\/nftables\.conf$|\/logrotate\.d\//, 'nginx'],
  [/\.(service|timer|mount|socket|ini|local)$|\.(service|timer)\.d\/|\/(journald\.conf\.d|fail2ban)\/|\/rclone\.conf$/, 'ini'],
];

/** The language of a file: from its first line if that names a program, else from its name. */
export function kindOf(path: string, text: string): CodeKind {
  if (/^#!.*\bnode\b/.test(text)) return 'script';
  if (text.startsWith('#!')) return 'shell';
  return endings.find(([ending]) => ending.test(path))?.[1] ?? 'plain';
}

/** What of a line is meant when it begins: a text or a comment that an earlier line has opened, or code. */
interface State {
  readonly within: 'code' | 'comment' | 'string';
  /** What ends it. */
  readonly end: string;
}

const code: State = { within: 'code', end: '' };

/** The parts of each line of a file. Joined they are the line. */
export function highlight(kind: CodeKind, lines: readonly string[]): Part[][] {
  if (kind === 'shell') {
    let shell: ShellState = shellStart;
    return lines.map((line) => {
      const [parts, next] = shellLine(line, shell);
      shell = next;
      return parts;
    });
  }
  let state = code;
  return lines.map((line) => {
    const [parts, next] = lineOf(kind, line, state);
    state = next;
    return parts;
  });
}

function lineOf(kind: Exclude<CodeKind, 'shell'>, line: string, state: State): readonly [Part[], State] {
  if (kind === 'markdown') return markdownLine(line, state);
  const parts: Part[] = [];
  let at = 0;
  let now = state;
  if (now.within !== 'code') {
    const end = now.within === 'string' && now.end.length > 1 ? heredocEnd(line, now.end) : line.indexOf(now.end);
    if (end === -1) return [line === '' ? [] : [{ text: line, kind: now.within }], now];
    at = end + now.end.length;
    parts.push({ text: line.slice(0, at), kind: now.within });
    now = code;
  }
  const patterns = patternsOf[kind];
  let isFirst = parts.length === 0;
  while (at < line.length) {
    const [part, next] = nextPart(line, at, patterns, isFirst);
    add(parts, part);
    at += part.text.length;
    if (next) now = next;
    isFirst = isFirst && part.text.trim() === '';
  }
  return [parts, now];
}

/** A heredoc of HCL ends with its word alone on a line. */
function heredocEnd(line: string, word: string): number {
  return line.trim() === word ? line.indexOf(word) : -1;
}

function nextPart(line: string, at: number, { first, anywhere, open }: Patterns, isFirst: boolean): readonly [Part, State?] {
  const found = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(line);
  };
  for (const [pattern, kind] of isFirst ? [...first, ...anywhere] : anywhere) {
    const text = found(pattern)?.[0];
    if (text) return [{ text, kind }];
  }
  for (const [pattern, within, endOf] of open ?? []) {
    const one = found(pattern);
    if (one)
      return [
        { text: one[0], kind: within },
        { within, end: endOf(one) },
      ];
  }
  return [{ text: found(plainPart)![0] }];
}

/** A word, a run of spaces, or one other sign. */
const plainPart = /\w+|\s+|[^]/uy;

/** Neighbours of one kind are one part. */
export function add(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (last && last.kind === part.kind) parts[parts.length - 1] = { ...last, text: last.text + part.text };
  else parts.push(part);
}

type Pattern = readonly [RegExp, NonNullable<Part['kind']>];

/** They are looked for at one place of a line (sticky), and see what stands before it. */
interface Patterns {
  /** At the beginning of a line, after its spaces. */
  readonly first: readonly Pattern[];
  readonly anywhere: readonly Pattern[];
  /** What goes on to a later line; the function says what ends it. */
  readonly open?: readonly (readonly [RegExp, 'comment' | 'string', (found: RegExpExecArray) => string])[];
}

const doubleQuoted: Pattern = [/"(\\.|[^"\\])*"/y, 'string'];
const singleQuoted: Pattern = [/'(\\.|[^'\\])*'/y, 'string'];
const hashComment: Pattern = [/#.*/y, 'comment'];

const jsWords =
  /(?<![.\w$])(const|let|var|function|return|if|else|for|of|in|while|do|try|catch|finally|throw|new|typeof|await|async|switch|case|default|break|continue|class|import|export|from|delete|null|true|false|undefined|instanceof)(?![\w$])/y;

/** Within a text of HCL an expression may hold texts again: "a${join(",", b)}c". */
const hclText: Pattern = [/"(\\.|\$\{([^{}"]|"(\\.|[^"\\])*"|\{[^{}]*\})*\}|[^"\\])*"/y, 'string'];

const patternsOf: Readonly<Record<Exclude<CodeKind, 'shell' | 'markdown'>, Patterns>> = {
  script: {
    first: [],
    anywhere: [
      [/#!.*/y, 'comment'],
      [/\/\/.*/y, 'comment'],
      [/\/\*.*?\*\//y, 'comment'],
      doubleQuoted,
      singleQuoted,
      [/`(\\.|[^`\\])*`/y, 'string'],
      // A pattern, so that a quote in it opens no text.
      [/(?<=[=(,:!&|?;{}\s])\/(?![/*\s])(\\.|\[(\\.|[^\]\\])*\]|[^/\\[])+\/[a-z]*/y, 'string'],
      [jsWords, 'keyword'],
    ],
    open: [
      [/\/\*.*/y, 'comment', () => '*/'],
      [/`.*/y, 'string', () => '`'],
    ],
  },
  hcl: {
    first: [[/[a-z][a-z_]*(?=\s+("|\{))/y, 'keyword']],
    anywhere: [hashComment, [/\/\/.*/y, 'comment'], [/\/\*.*?\*\//y, 'comment'], hclText],
    open: [
      [/\/\*.*/y, 'comment', () => '*/'],
      [/<<-?([A-Z_]+)\s*$/y, 'string', ([, word]) => word!],
    ],
  },
  yaml: {
    first: [hashComment, [/(- )*("[^"]*"|'[^']*'|[\w./$-]+)(?=:(\s|$))/y, 'keyword']],
    anywhere: [
      [/\s#.*/y, 'comment'],
      [/(?<![\w])"(\\.|[^"\\])*"/y, 'string'],
      [/'([^']|'')*'(?!\w)/y, 'string'],
    ],
  },
  json: { first: [[/"(\\.|[^"\\])*"(?=\s*:)/y, 'keyword']], anywhere: [doubleQuoted, [/(true|false|null)\b/y, 'keyword']] },
  nginx: { first: [hashComment, [/[\w./@-]+/y, 'keyword']], anywhere: [[/\s#.*/y, 'comment'], doubleQuoted, singleQuoted] },
  ini: {
    first: [
      [/[#;].*/y, 'comment'],
      [/\[[^\]]*\]/y, 'keyword'],
      [/[\w.-]+(?=\s*=)/y, 'keyword'],
    ],
    anywhere: [doubleQuoted, [/'[^']*'/y, 'string']],
  },
  plain: {
    first: [
      [/(#|\/\/).*/y, 'comment'],
      [/[\w.:*/-]+(?=\s|$)/y, 'keyword'],
    ],
    anywhere: [[/\s#\s.*/y, 'comment'], doubleQuoted],
  },
};

/** Headings are bold, code is a text, a remark a comment; the rest is prose. */
function markdownLine(line: string, state: State): readonly [Part[], State] {
  const isFence = /^\s*```/.test(line);
  if (isFence) return [[{ text: line, kind: 'string' }], state.within === 'string' ? code : { within: 'string', end: '```' }];
  if (state.within === 'string') return [line === '' ? [] : [{ text: line, kind: 'string' }], state];
  if (/^\s*<!--.*-->\s*$/.test(line)) return [[{ text: line, kind: 'comment' }], state];
  if (/^#{1,6} /.test(line)) return [[{ text: line, kind: 'keyword' }], state];
  const parts: Part[] = [];
  for (const text of line.split(/(`[^`]+`)/)) {
    if (text !== '') add(parts, /^`[^`]+`$/.test(text) ? { text, kind: 'string' } : { text });
  }
  return [parts, state];
}
