/** Prints HCL as `tofu fmt` leaves it. Knows the language of OpenTofu and nothing about plans. */

/** Code that is not quoted: a reference, a call. */
export interface Expression {
  readonly hcl: string;
}
export type Value = string | number | boolean | Expression | readonly Value[] | Fields;
export interface Fields {
  readonly [name: string]: Value;
}
export type Attribute = readonly [name: string, value: Value];
export interface Block {
  /** Its type and its labels, e.g. `['resource', 'hcloud_network', 'main']`. */
  readonly words: readonly [type: string, ...labels: string[]];
  readonly body: readonly Line[];
}
/** A text is a comment, the empty text a blank line. */
export type Line = string | Attribute | Block;

export function hcl(code: string): Expression {
  return { hcl: code };
}

export function block(words: string, body: readonly Line[]): Block {
  const [type = '', ...labels] = words.split(' ');
  return { words: [type, ...labels], body };
}

/** A name that code may refer to: "cell-1-app-1" becomes "cell_1_app_1". */
export function nameOf(id: string): string {
  return id.replaceAll('-', '_');
}

/** A reference to an attribute of what is made for a part. */
export function refer(type: string, id: string, attribute: string): Expression {
  return hcl(`${type}.${nameOf(id)}.${attribute}`);
}

/** Blocks with a blank line between two of them. */
export function apart(blocks: readonly Block[]): Line[] {
  return blocks.flatMap((one, i) => (i === 0 ? [one] : ['', one]));
}

const step = '  ';

export function print(lines: readonly Line[], indent = ''): string {
  return lines
    .map((line, i) => {
      if (typeof line === 'string') return line === '' ? '\n' : `${indent}# ${line}\n`;
      if (isAttribute(line)) return `${indent}${attribute(line, widthAt(lines, i), indent)}\n`;
      const [type, ...labels] = line.words;
      const head = [type, ...labels.map(quoted)].join(' ');
      return line.body.length === 0 ? `${indent}${head} {}\n` : `${indent}${head} {\n${print(line.body, indent + step)}${indent}}\n`;
    })
    .join('');
}

/** A string in quotes: nothing in it can end it or be taken for a template. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text)
    .replace(/\\[bf]/g, (escape) => (escape === '\\b' ? '\\u0008' : '\\u000c'))
    .replace(/[\u007f-\u009f\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return escaped.replace(/([$%])\{/g, '$1$1{');
}

function isAttribute(line: Line | undefined): line is Attribute {
  return Array.isArray(line);
}

function attribute([name, value]: Attribute, width: number, indent: string): string {
  return `${name.padEnd(width)} = ${valueOf(value, indent)}`;
}

/** The equals signs of attributes of one line each that follow one another stand below each other. */
function widthAt(lines: readonly Line[], at: number): number {
  const fits = (i: number) => isOneLine(lines[i]);
  if (!fits(at)) return 0;
  let [first, last] = [at, at];
  while (fits(first - 1)) first--;
  while (fits(last + 1)) last++;
  return Math.max(...lines.slice(first, last + 1).map((line) => (line as Attribute)[0].length));
}

function isOneLine(line: Line | undefined): boolean {
  return isAttribute(line) && !valueOf(line[1], '').includes('\n');
}

function valueOf(value: Value, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map((one) => valueOf(one, indent)).join(', ')}]`;
  if (isExpression(value)) return value.hcl;
  const fields = Object.entries(value).map(([name, field]): Attribute => [/^[A-Za-z_]\w*$/.test(name) ? name : quoted(name), field]);
  return fields.length === 0 ? '{}' : `{\n${print(fields, indent + step)}${indent}}`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isExpression(value: Expression | Fields): value is Expression {
  return typeof value['hcl'] === 'string';
}
