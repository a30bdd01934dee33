/**
 * Formulas as text and as MathML, from one line of notation: `{a}/{b}` is a fraction, `x_{i}` and `x^{2}` carry an index
 * and a power, `√{x}` is a root, quotation marks hold words. What is read aloud and what is set are the same formula.
 */
export type MathNode =
  | { readonly kind: 'name' | 'number' | 'sign' | 'word'; readonly text: string }
  | { readonly kind: 'row'; readonly parts: readonly MathNode[] }
  | { readonly kind: 'fraction'; readonly over: MathNode; readonly under: MathNode }
  | { readonly kind: 'root'; readonly of: MathNode }
  | { readonly kind: 'script'; readonly base: MathNode; readonly below?: MathNode; readonly above?: MathNode };

const token = /\s*("[^"]*"|\d+(?:\.\d+)?|[\p{L}][\p{L}\d]*|[^\s])/uy;
const big = /^[ΣΠ]$/u;

/** Reads one formula. Throws where the notation is broken, so that a wrong one never reaches the page. */
export function parseMath(source: string): MathNode {
  const tokens = tokensOf(source);
  let at = 0;
  const row = parseRow();
  if (at < tokens.length) throw new Error(`"${source}": there is a "${tokens[at]}" too many.`);
  return row;

  function parseRow(): MathNode {
    const parts: MathNode[] = [];
    while (at < tokens.length && tokens[at] !== '}') parts.push(parseScripted());
    return parts.length === 1 ? parts[0]! : { kind: 'row', parts };
  }

  function parseScripted(): MathNode {
    const isGroup = tokens[at] === '{';
    let base = parseAtom();
    if (isGroup && tokens[at] === '/' && tokens[at + 1] === '{') {
      at += 1;
      base = { kind: 'fraction', over: base, under: parseAtom() };
    }
    let below: MathNode | undefined;
    let above: MathNode | undefined;
    for (; tokens[at] === '_' || tokens[at] === '^';) {
      const isBelow = tokens[at] === '_';
      at += 1;
      if (isBelow) below = parseAtom();
      else above = parseAtom();
    }
    return below || above ? { kind: 'script', base, ...(below && { below }), ...(above && { above }) } : base;
  }

  function parseAtom(): MathNode {
    const text = tokens[at];
    if (text === undefined) throw new Error(`"${source}" ends too early.`);
    at += 1;
    if (text === '√') return { kind: 'root', of: parseAtom() };
    if (text === '{') {
      const inside = parseRow();
      if (tokens[at] !== '}') throw new Error(`"${source}": a brace is open.`);
      at += 1;
      return inside;
    }
    if (text.startsWith('"')) return { kind: 'word', text: text.slice(1, -1) };
    if (/^\d/.test(text)) return { kind: 'number', text };
    return { kind: /^\p{L}/u.test(text) && !big.test(text) ? 'name' : 'sign', text };
  }
}

function tokensOf(source: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(source); match; match = token.exec(source)) found.push(match[1]!);
  return found;
}

const open = new Set(['(', '[', '⌈', '⌊', '√']);
const close = new Set([')', ']', '⌉', '⌋', ',', '!', ';']);

/** The formula on one line, as people type it: what a screen reader says and a copy holds. */
export function mathText(node: MathNode): string {
  switch (node.kind) {
    case 'row':
      return node.parts.reduce((line, part, i) => {
        const [before, text] = [node.parts[i - 1], mathText(part)];
        return line + (before && needsSpace(before, part) ? ' ' : '') + text;
      }, '');
    case 'fraction':
      return `${inBrackets(node.over)} / ${inBrackets(node.under)}`;
    case 'root':
      return `√${inBrackets(node.of)}`;
    case 'script':
      return `${mathText(node.base)}${node.below ? `_${inBrackets(node.below)}` : ''}${node.above ? `^${inBrackets(node.above)}` : ''}`;
    default:
      return node.text;
  }
}

function inBrackets(node: MathNode): string {
  return node.kind === 'row' || node.kind === 'fraction' ? `(${mathText(node)})` : mathText(node);
}

function needsSpace(before: MathNode, after: MathNode): boolean {
  const last = before.kind === 'sign' ? before.text : '';
  const next = after.kind === 'sign' ? after.text : '';
  if (open.has(last) || close.has(next)) return false;
  // A function keeps to its bracket: P(x), min(x).
  return !(next === '(' && (before.kind === 'name' || before.kind === 'script'));
}
