/** Reads the emitted OpenTofu files: with the parser of HCL, into resources, variables and outputs; and the names that code refers to. */
import { parse } from '@cdktf/hcl2json';

/** A value as the parser gives it; code is a text with `${...}`. */
export type Parsed = string | number | boolean | null | readonly Parsed[] | Body;
export interface Body {
  readonly [name: string]: Parsed;
}

export interface Resource {
  readonly kind: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  readonly body: Body;
}

/** All files of a folder as one, as OpenTofu reads them. */
export interface Module {
  readonly resources: readonly Resource[];
  readonly variables: Readonly<Record<string, Body>>;
  readonly outputs: Readonly<Record<string, Body>>;
  readonly locals: Body;
  readonly terraform: Body;
  readonly providers: Readonly<Record<string, Body>>;
}

/** The parser returns blocks as lists, labels as nested objects. */
type Labelled = Readonly<Record<string, readonly Body[]>>;
interface File {
  readonly resource?: Readonly<Record<string, Labelled>>;
  readonly data?: Readonly<Record<string, Labelled>>;
  readonly variable?: Labelled;
  readonly output?: Labelled;
  readonly provider?: Labelled;
  readonly locals?: readonly Body[];
  readonly terraform?: readonly Body[];
}

/** Rejects if a file is not HCL, or if a name is declared twice. */
export async function moduleOf(files: Readonly<Record<string, string>>): Promise<Module> {
  const texts = Object.entries(files).filter(([path]) => path.endsWith('.tf'));
  const all: File[] = await Promise.all(texts.map(([path, text]) => parse(path, text)));
  const named = (kind: 'variable' | 'output' | 'provider') => {
    const blocks = all.flatMap((file) => Object.entries(file[kind] ?? {}));
    return onceEach(blocks.flatMap(([name, bodies]) => bodies.map((body) => [name, body] as const)));
  };
  const made = (kind: 'resource' | 'data') =>
    all.flatMap((file) =>
      Object.entries(file[kind] ?? {}).flatMap(([type, byName]) =>
        Object.entries(byName).flatMap(([name, bodies]) => bodies.map((body): Resource => ({ kind, type, name, body }))),
      ),
    );
  const resources = [...made('resource'), ...made('data')];
  onceEach(resources.map((one) => [addressOf(one), one] as const));
  return {
    resources,
    variables: named('variable'),
    outputs: named('output'),
    providers: named('provider'),
    locals: onceEach(all.flatMap(({ locals = [] }) => locals.flatMap((body) => Object.entries(body)))),
    terraform: onceEach(all.flatMap(({ terraform = [] }) => terraform.map((body) => ['terraform', body] as const)))['terraform'] ?? {},
  };
}

function onceEach<Of>(all: readonly (readonly [name: string, value: Of])[]): Readonly<Record<string, Of>> {
  const names = all.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`"${twice}" is declared twice.`);
  return Object.fromEntries(all);
}

export function addressOf({ kind, type, name }: Pick<Resource, 'kind' | 'type' | 'name'>): string {
  return `${kind === 'data' ? 'data.' : ''}${type}.${name}`;
}

/** The resources of one type, by name. */
export function ofType({ resources }: Module, type: string): readonly Resource[] {
  return resources.filter((one) => one.type === type);
}

/** A block or an object inside a body: blocks come as lists of one. */
export function within(body: Parsed | undefined, ...path: readonly string[]): Parsed | undefined {
  const only = Array.isArray(body) && body.length === 1 ? (body[0] as Parsed) : undefined;
  const here = isBody(only) ? only : body;
  const [first, ...rest] = path;
  if (first === undefined) return here;
  return isBody(here) ? within(here[first], ...rest) : undefined;
}

export function isBody(value: Parsed | undefined): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every text in a value. */
export function textsIn(value: Parsed): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? (value as Parsed[]) : Object.values(value)).flatMap(textsIn);
}

/** The code in a text, without what stands in quotes there. */
export function codeIn(text: string): string {
  let code = '';
  let at = 0;
  // "text" is a template from the start; "code" is what stands in ${...}.
  const template = (end: string | undefined) => {
    while (at < text.length && text[at] !== end) {
      if (text.startsWith('$${', at) || text.startsWith('%%{', at)) at += 3;
      else if (text.startsWith('${', at)) {
        at += 2;
        code += ' ';
        expression();
      } else at += end !== undefined && text[at] === '\\' ? 2 : 1;
    }
    at++;
  };
  const expression = () => {
    let depth = 0;
    for (; at < text.length; at++) {
      const sign = text[at]!;
      if (sign === '"') {
        at++;
        code += '""';
        template('"');
        at--;
      } else {
        if (sign === '{') depth++;
        if (sign === '}' && depth-- === 0) break;
        code += sign;
      }
    }
    at++;
  };
  template(undefined);
  return code;
}

/** What code refers to, e.g. "var.admin_public_key" or "hcloud_network.main.id". */
export function namesIn(code: string): string[] {
  return [...code.matchAll(/(?<![\w.-])[a-z_][\w-]*(?:\.[a-z_][\w-]*)+/g)].map(([name]) => name);
}

/** The functions that code calls. */
export function callsIn(code: string): string[] {
  return [...code.matchAll(/([a-z_]\w*)\(/g)].map(([, name]) => name!);
}

/** A value in which references to locals are replaced by what they stand for. */
export function withLocals(value: Parsed | undefined, { locals }: Module): Parsed | undefined {
  const name = typeof value === 'string' ? /^\$\{local\.(\w+)\}$/.exec(value)?.[1] : undefined;
  return name === undefined ? value : locals[name];
}
