/** Prints nginx directives. Knows the syntax of nginx and nothing about plans. */
import { PlannerError } from '../errors.ts';

export type Directive = readonly [name: string, value: string | readonly Directive[]];

/** What could end a directive, open a block, start a comment or run a command. */
const unsafe = /[;{}#"'`\\\r\n]|\$\(/;

/** The text of the directives. Throws `manifests.unsafe` rather than print a text that could close its directive. */
export function print(directives: readonly Directive[], depth = 0): string {
  const indent = '  '.repeat(depth);
  return directives
    .map(([name, value]) =>
      typeof value === 'string'
        ? `${indent}${safe(name)} ${safe(value)};\n`
        : `${indent}${safe(name)} {\n${print(value, depth + 1)}${indent}}\n`,
    )
    .join('');
}

function safe(text: string): string {
  if (!unsafe.test(text)) return text;
  throw new PlannerError(
    'manifests.unsafe',
    `${JSON.stringify(text)} cannot be written into an nginx file: it contains a character that ends or opens a directive. Correct the input it comes from.`,
  );
}
