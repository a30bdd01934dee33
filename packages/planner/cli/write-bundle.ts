/**
 * Writing a bundle: every file whole or not at all, nothing over what is there unless asked to, and a list of what was
 * written, by which the next run knows what is its own.
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isExecutable, PlannerError, type Files } from '@ordiplan/planner';

/** The list of what was written, in the format of sha256sum. */
const sums = 'SHA256SUMS';

export interface Written {
  readonly files: number;
  /** Files of the run before that the plan has no more. */
  readonly removed: readonly string[];
  /** The same, but changed by hand since. */
  readonly left: readonly string[];
}

interface How {
  /** Whether files may be written over that this program did not write, or that were changed since. */
  readonly force: boolean;
}

/** Writes `files` below `folder`. Throws `cli.exists` before anything is written, `cli.write` if the disk refuses. */
export function writeBundle(folder: string, files: Files, { force }: How): Written {
  const before = listed(folder);
  const inTheWay = Object.keys(files).filter((path) => existsSync(join(folder, path)) && !isOurs(folder, path, before));
  const differing = inTheWay.filter((path) => !statSync(join(folder, path)).isFile() || contentOf(join(folder, path)) !== files[path]);
  if (differing.length > 0 && !force) {
    const more = differing.length > 3 ? ` and ${differing.length - 3} more` : '';
    throw new PlannerError(
      'cli.exists',
      `${differing.slice(0, 3).join(', ')}${more} in "${folder}" would be written over. Choose an empty folder, or state --force.`,
    );
  }
  const gone = [...before.keys()].filter((path) => !(path in files) && existsSync(join(folder, path)));
  const removed = gone.filter((path) => isOurs(folder, path, before));
  attempt(folder, () => {
    for (const [path, text] of Object.entries(files)) write(join(folder, path), text, isExecutable(text) ? 0o755 : 0o644);
    const list = Object.entries(files).map(([path, text]) => `${sumOf(text)}  ${path}\n`);
    write(join(folder, sums), list.join(''), 0o644);
    for (const path of removed) rmSync(join(folder, path));
  });
  return { files: Object.keys(files).length, removed, left: gone.filter((path) => !removed.includes(path)) };
}

/** Writes one file, or to standard output for "-": then undefined comes back. */
export function writeArchive(file: string, bytes: Uint8Array, { force }: How): string | undefined {
  if (file === '-') {
    process.stdout.write(bytes);
    return undefined;
  }
  if (existsSync(file) && !force)
    throw new PlannerError('cli.exists', `"${file}" is there already. Choose another name, or state --force.`);
  attempt(file, () => write(file, bytes, 0o644));
  return file;
}

/** The file appears with all its bytes and its mode, or not at all. */
function write(path: string, content: string | Uint8Array, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part-${process.pid}`;
  try {
    writeFileSync(part, content, { flag: 'wx' });
    chmodSync(part, mode);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** What the run before wrote: path to checksum. */
function listed(folder: string): ReadonlyMap<string, string> {
  const file = join(folder, sums);
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, sum, path] = /^([0-9a-f]{64}) {2}([a-zA-Z0-9.@_/-]+)$/.exec(line) ?? [];
      // The list can be edited: nothing outside of the folder is touched.
      return sum !== undefined && path !== undefined && !path.split('/').includes('..') ? [[path, sum] as const] : [];
    }),
  );
}

/** Whether a file is as the run before wrote it. */
function isOurs(folder: string, path: string, before: ReadonlyMap<string, string>): boolean {
  const file = join(folder, path);
  return statSync(file).isFile() && before.get(path) === sumOf(contentOf(file));
}

function contentOf(file: string): string {
  return readFileSync(file, 'utf8');
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Turns the refusal of a disk into a message: what could not be written, and what the system says. */
function attempt(target: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new PlannerError(
      'cli.write',
      `"${path ?? target}" could not be written: the system says ${code}. Files that are there are whole; mend the cause and run again.`,
    );
  }
}
