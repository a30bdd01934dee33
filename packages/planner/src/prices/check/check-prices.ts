/** The check of a price book: what the shape cannot say, because it takes two places to see it. Pure: today and machines are given. */
import type { z } from 'zod';
import { rules } from './rules.ts';
import { pointerPart, subjectOf, type Problem, type Sizes } from './subject.ts';
import { safely } from '../../units/shape.ts';
import { PriceBook } from '../schema.ts';

/** What a price book is held against. */
export interface CheckQuestion {
  /** ISO day from which ages are counted. */
  readonly today: string;
  readonly machines: Sizes;
  /** The JSON of the price book before the change; with it, history must only be appended to. */
  readonly base?: unknown;
}

/** Every rule with what it says, also those that need no book. Only a command that has the text finds a key that stands twice. */
export const priceRules: readonly { readonly id: string; readonly says: string }[] = [
  { id: 'shape', says: 'The file has the published shape.' },
  { id: 'shape.duplicate-key', says: 'Each key stands once in its object.' },
  ...rules.map(({ id, says }) => ({ id, says })),
  { id: 'append.base', says: 'The book before the change can be read.' },
];

/** All problems of a price book, those of the shape alone if that is wrong. Never throws for wrong data. */
export function checkPrices(json: unknown, { today, machines, base }: CheckQuestion): Problem[] {
  const parsed = read(json);
  if (!parsed.success) return parsed.error.issues.flatMap((issue) => shapeProblems(issue, json));
  const before = base === undefined ? undefined : read(base);
  const subject = subjectOf(parsed.data, { today, sizes: machines, ...(before?.success && { base: before.data }) });
  const found = rules.flatMap(({ id, find }) => find(subject).map((fault): Problem => ({ rule: id, severity: 'error', ...fault })));
  return before?.success === false ? [...found, unreadableBase] : found;
}

const unreadableBase: Problem = {
  rule: 'append.base',
  severity: 'warning',
  pointer: '',
  message: '"base" is not a price book of this shape, so nothing can be said about edited history. Compare by eye.',
};

/** An unknown key is a problem of its own, so that it is found in the file. */
function shapeProblems(issue: z.core.$ZodIssue, json: unknown): Problem[] {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => {
    const pointer = path.map((part) => `/${pointerPart(String(part))}`).join('');
    const sku = path[2] === 'skus' && path[3] !== undefined ? { sku: String(path[3]) } : {};
    const message = `"${pointer || '/'}" is ${seen(json, path)}: ${issue.message}. Correct it.`;
    return { rule: 'shape', severity: 'error', pointer, ...sku, message };
  });
}

/** The book, or its faults; what cannot be read is no book. */
function read(json: unknown) {
  return safely(PriceBook, json) ?? PriceBook.safeParse(undefined);
}

function seen(json: unknown, path: readonly PropertyKey[]): string {
  try {
    let value = json;
    for (const part of path)
      value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined;
    // What JSON has no word for, such as a function, is no value of a file either.
    const text = JSON.stringify(value) ?? 'missing';
    return text.length > 60 ? `${text.slice(0, 60)}...` : text;
  } catch {
    return 'no plain data';
  }
}
