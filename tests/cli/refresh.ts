/** One refresh in a folder of its own: a book, vendors on loopback, the program. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { parsePriceBook, type PriceBook, type Sku } from '@ordiplan/planner';
import { answersOn, fakeVendors, token, type Answers, type Interceptor } from './fake-vendors.ts';
import { bookText } from '../../packages/planner/cli/prices/refresh/book-text.ts';
import { bookOn } from '../planner/prices/book-on.ts';
import { ordiplan, today, type Ending } from './run.ts';

/** The price book of the repository on the day of the tests. */
export const shipped = bookText(bookOn(today));

const folders = mkdtempSync(join(tmpdir(), 'ordiplan-refresh-'));
let count = 0;
afterAll(() => rmSync(folders, { recursive: true, force: true }));

/** A folder with a book in it, gone after the tests of the file. */
export function newFolder(book = shipped): string {
  const folder = join(folders, String(++count));
  mkdirSync(folder);
  writeFileSync(join(folder, 'pricing.json'), book);
  return folder;
}

export interface RefreshInput {
  readonly answers?: Answers;
  readonly intercept?: Interceptor;
  /** Behind the flags that every run has. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The text of the book; that of the repository if not stated. */
  readonly from?: string;
  readonly bookName?: string;
  readonly prepare?: (folder: string) => void;
  readonly addressesByEnvironment?: boolean;
}

export interface Refreshed {
  readonly ending: Ending;
  readonly folder: string;
  /** The text of the book afterwards, and the names of all files. */
  readonly book: string;
  readonly files: readonly string[];
  readonly asked: readonly string[];
  readonly authorizations: readonly (string | undefined)[];
}

export async function refresh(input: RefreshInput = {}): Promise<Refreshed> {
  const { answers = answersOn(today), intercept, args = [], from = shipped, bookName = 'pricing.json' } = input;
  const folder = newFolder(from);
  input.prepare?.(folder);
  const vendors = await fakeVendors(answers, intercept);
  const [hetzner, box, ecb] = [1, 3, 5].map((at) => vendors.flags[at]!);
  const addresses = input.addressesByEnvironment
    ? { ORDIPLAN_HETZNER_API: hetzner!, ORDIPLAN_STORAGE_BOX_API: box!, ORDIPLAN_ECB_API: ecb! }
    : {};
  const flags = input.addressesByEnvironment ? [] : vendors.flags;
  const ending = await ordiplan(['prices', 'refresh', '--book', join(folder, bookName), '--today', today, ...flags, ...args], {
    // Sixty programs start faster if the first one keeps what it compiled.
    env: { ...(input.env ?? { HCLOUD_TOKEN: token }), ...addresses, NODE_COMPILE_CACHE: join(tmpdir(), 'ordiplan-node-cache') },
  });
  await vendors.close();
  const { asked, authorizations } = vendors;
  return { ending, folder, book: readFileSync(join(folder, bookName), 'utf8'), files: readdirSync(folder).sort(), asked, authorizations };
}

export function bookIn(folder: string, file: string): PriceBook {
  return parsePriceBook(JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

export function recordOf(text: string, sku: string): Sku {
  return parsePriceBook(JSON.parse(text)).lists.current.skus[sku]!;
}

/** A refresh that must fail as a vendor's fault does: exit code 1, one line, the book as it was, no draft, no token. */
export async function failing(input: RefreshInput) {
  const done = await refresh(input);
  expect(done.ending).toMatchObject({ code: 1, stdout: '' });
  expect(done.ending.stderr).toMatch(/^ordiplan: .*\n$/);
  expect(hash(done.book)).toBe(hash(shipped));
  expect(done.files).toEqual(['pricing.json']);
  // Not even a part of it.
  expect(done.ending.stderr).not.toContain(token.slice(0, 8));
  return done;
}

export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
