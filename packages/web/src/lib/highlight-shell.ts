/** The shell needs a reader of its own: texts within texts, documents within scripts, and a command after every pipe. */
import { add, type Part } from './highlight.ts';

/** What is open at the end of a line: quotes and substitutions, innermost last; documents that begin on the next line. */
export interface ShellState {
  readonly open: readonly Open[];
  /** Whether the next word is a command. */
  readonly isCommand: boolean;
  readonly documents: readonly { readonly word: string; readonly isIndented: boolean }[];
  /** The first of the documents has begun. */
  readonly isDocument: boolean;
}

/** A text in either quotes, a substitution, a pair of brackets. */
type Open = "'" | '"' | '$(' | '(' | '${' | '((';

export const shellStart: ShellState = { open: [], isCommand: true, documents: [], isDocument: false };

/** After these a command stands again. */
const leading = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', 'time', 'exec', 'sudo', '!', '{']);
const closing = new Set(['fi', 'done', 'esac', '}']);
const keywords = new Set([...leading, ...closing, 'for', 'in', 'case', 'function', 'select']);
/** These take assignments. */
const declaring = new Set(['local', 'readonly', 'export', 'declare']);

/** The parts of a line and what it leaves open. */
export function shellLine(line: string, before: ShellState): readonly [Part[], ShellState] {
  const [waiting] = before.documents;
  if (before.isDocument && waiting) return documentLine(line, before, waiting);
  const reader = new Reader(line, before);
  reader.read();
  return [reader.parts, reader.state()];
}

function documentLine(
  line: string,
  before: ShellState,
  { word, isIndented }: ShellState['documents'][number],
): readonly [Part[], ShellState] {
  const isEnd = (isIndented ? line.replace(/^\t+/, '') : line) === word;
  const documents = isEnd ? before.documents.slice(1) : before.documents;
  const parts: Part[] = line === '' ? [] : [{ text: line, kind: 'string' }];
  return [parts, { ...before, documents, isDocument: documents.length > 0, isCommand: isEnd || before.isCommand }];
}

class Reader {
  readonly parts: Part[] = [];
  private at = 0;
  private readonly open: Open[];
  private isCommand: boolean;
  private readonly documents: { word: string; isIndented: boolean }[] = [];
  private isContinued = false;
  private readonly line: string;

  constructor(line: string, before: ShellState) {
    this.line = line;
    this.open = [...before.open];
    this.isCommand = before.isCommand;
  }

  state(): ShellState {
    const isInText = this.isText();
    return {
      open: this.open,
      isCommand: isInText || this.isContinued ? this.isCommand : true,
      documents: this.documents,
      isDocument: this.documents.length > 0,
    };
  }

  read(): void {
    while (this.at < this.line.length) {
      const inner = this.open.at(-1);
      if (inner === "'") this.readSingle();
      else if (inner === '"') this.readDouble();
      else this.readCode();
    }
  }

  private isText(): boolean {
    return this.open.includes('"') || this.open.includes("'");
  }

  private take(text: string, kind?: Part['kind']): void {
    const shown = this.isText() ? (kind === 'keyword' ? 'keyword' : 'string') : kind;
    add(this.parts, shown === undefined ? { text } : { text, kind: shown });
    this.at += text.length;
  }

  private readSingle(): void {
    const end = this.line.indexOf("'", this.at);
    this.take(this.line.slice(this.at, end === -1 ? undefined : end + 1), 'string');
    if (end !== -1) this.open.pop();
  }

  private readDouble(): void {
    const rest = this.line.slice(this.at);
    const [text] = /^(\\.|\\$|\$(?![({])|[^"$\\])+/.exec(rest) ?? [''];
    if (text !== '') this.take(text);
    else if (rest.startsWith('"')) {
      this.take('"');
      this.open.pop();
    } else this.enter(rest);
  }

  /** A substitution within a text. */
  private enter(rest: string): void {
    const [, sign] = /^(\$\(\(|\$\(|\$\{)/.exec(rest)!;
    this.take(sign!);
    this.open.push(sign === '$((' ? '((' : (sign as Open));
    if (sign === '$(') this.isCommand = true;
  }

  private readCode(): void {
    const rest = this.line.slice(this.at);
    const inner = this.open.at(-1);
    const [space] = /^\s+/.exec(rest) ?? [''];
    if (space !== '') return this.take(space);
    if (rest.startsWith('#') && inner !== '${' && inner !== '((' && (this.at === 0 || /[\s;(]/.test(this.line[this.at - 1]!))) {
      return this.take(rest, this.isText() ? undefined : 'comment');
    }
    if (rest === '\\') {
      this.isContinued = true;
      return this.take(rest);
    }
    if (/^\$[({]/.test(rest)) return this.enter(rest);
    // Within a text a single quote of "${1:-it's}" is a letter.
    const isLetter = inner === '${' && this.open.at(-2) === '"';
    if ((rest.startsWith("'") && !isLetter) || rest.startsWith('"')) return this.quote(rest[0] as Open);
    if (this.closes(rest, inner)) return;
    if (inner === '${' || inner === '((') return this.take(/^(\\.|[\w.-]+|[^])/u.exec(rest)![0]);
    if (this.document(rest)) return;
    const [operator] = /^(&&|\|\||;;|[;|&]|\()/.exec(rest) ?? [''];
    if (operator !== '') return this.operate(operator);
    const [redirect] = /^[<>]+&?[\d-]?/.exec(rest) ?? [''];
    if (redirect !== '') return this.take(redirect);
    this.word(rest);
  }

  private quote(sign: Open): void {
    this.open.push(sign);
    this.take(sign, 'string');
    this.isCommand = false;
  }

  private closes(rest: string, inner: Open | undefined): boolean {
    const end = { '$(': ')', '(': ')', '${': '}', '((': '))' }[inner as string];
    if (end === undefined || !rest.startsWith(end)) return false;
    this.take(end);
    this.open.pop();
    this.isCommand = false;
    return true;
  }

  private operate(operator: string): void {
    const isArithmetic = this.line.startsWith('((', this.at);
    this.take(isArithmetic ? '((' : operator);
    if (isArithmetic) this.open.push('((');
    else if (operator === '(') this.open.push('(');
    this.isCommand = !isArithmetic;
  }

  /** "<<'END'": its text begins on the next line. */
  private document(rest: string): boolean {
    const found = /^<<(-?)\s*(["']?)(\w+)\2/.exec(rest);
    if (!found || rest.startsWith('<<<')) return false;
    this.documents.push({ word: found[3]!, isIndented: found[1] === '-' });
    this.take(found[0], 'string');
    return true;
  }

  private word(rest: string): void {
    const [text] = /^(\\.|[^\s"'\\$;|&()<>`]|\$(?![({]))+/.exec(rest) ?? [rest.slice(0, 1)];
    const after = rest.slice(text.length);
    // A pattern of "case", a name that gets a value, an option: no command.
    const isPlain = !this.isCommand || after.startsWith(')') || /^[\w[\]]+\+?=/.test(text) || !/^[\w./!{}[:-]/.test(text);
    const isKeyword = this.isCommand && !after.startsWith(')') && keywords.has(text);
    this.take(text, isKeyword || !isPlain ? 'keyword' : undefined);
    if (leading.has(text) && isKeyword) return;
    if (/^[\w[\]]+\+?=/.test(text) && this.isCommand) {
      // "NAME=value command": a blank after it brings the command.
      this.isCommand = /^\s/.test(after) && !declaring.has(text);
      return;
    }
    // "pattern)" of a case: a command follows.
    if (after.startsWith(')') && this.open.at(-1) !== '(' && this.open.at(-1) !== '$(') {
      this.take(')');
      this.isCommand = true;
      return;
    }
    this.isCommand = false;
  }
}
