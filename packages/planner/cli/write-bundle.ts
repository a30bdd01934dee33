/**
 * Writing a bundle: every file whole or not at all, nothing over what is there unless asked to, and a list of what was
 * written, by which the next run knows what is its own.
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { isExecutable, type Files } from '@ordiplan/planner';
import { fault } from './faults.ts';

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
  const before = readable(folder, () => listed(folder));
  const inTheWay = Object.keys(files).filter((path) => existsSync(join(folder, path)) && !isOurs(folder, path, before));
  const differing = inTheWay.filter((path) => !statSync(join(folder, path)).isFile() || contentOf(join(folder, path)) !== files[path]);
  if (differing.length > 0 && !force) {
    const more = differing.length > mostNamed ? `, … (${differing.length})` : '';
    throw fault('cli.exists', { paths: differing.slice(0, mostNamed).join(', ') + more, folder });
  }
  const gone = [...before.keys()].filter((path) => !(path in files) && existsSync(join(folder, path)));
  const removed = gone.filter((path) => isOurs(folder, path, before));
  const list = Object.entries(files).map(([path, text]) => `${sumOf(text)}  ${path}\n`);
  write([
    ...Object.entries(files).map(([path, text]) => ({ path: join(folder, path), content: text, mode: isExecutable(text) ? 0o755 : 0o644 })),
    // The list comes last: what it names is there.
    { path: join(folder, sums), content: list.join(''), mode: 0o644 },
  ]);
  for (const path of removed) rmSync(join(folder, path));
  return { files: Object.keys(files).length, removed, left: gone.filter((path) => !removed.includes(path)) };
}

/** So many paths are named in a message. */
const mostNamed = 3;

/** Writes one file, or to standard output for "-": then undefined comes back. */
export function writeArchive(file: string, bytes: Uint8Array, { force }: How): string | undefined {
  if (file === '-') {
    process.stdout.write(bytes);
    return undefined;
  }
  if (existsSync(file) && !force) throw fault('cli.archive-exists', { file });
  write([{ path: file, content: bytes, mode: 0o644 }]);
  return file;
}

interface Item {
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly mode: number;
}

/**
 * All files or none: each is written whole beside its place, and only when all are there do they take their places. A
 * disk that is full or refuses leaves everything as it was. Throws `cli.write`.
 */
function write(items: readonly Item[]): void {
  uninterrupted(() => {
    const made: string[] = [];
    const parts: string[] = [];
    try {
      for (const { path, content, mode } of items) {
        makeFolders(dirname(path), made);
        const part = partOf(path);
        parts.push(part);
        writeFileSync(part, content, { flag: 'wx' });
        chmodSync(part, mode);
      }
    } catch (error) {
      for (const part of parts) rmSync(part, { force: true });
      for (const folder of made.reverse()) rmdirSync(folder);
      throw refusal(error, { isChanged: false });
    }
    for (const [i, { path }] of items.entries()) {
      try {
        renameSync(partOf(path), path);
      } catch (error) {
        for (const part of parts) rmSync(part, { force: true });
        throw refusal(error, { isChanged: i > 0 });
      }
    }
  });
}

function partOf(path: string): string {
  return `${path}.part-${process.pid}`;
}

/** Makes `folder` and those above it that are missing, and adds them to `made`. */
function makeFolders(folder: string, made: string[]): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  if (dirname(folder) !== folder) makeFolders(dirname(folder), made);
  mkdirSync(folder);
  made.push(folder);
}

/** A signal that comes meanwhile is obeyed afterwards: nothing is left between two states. */
function uninterrupted(act: () => void): void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const obey = (signal: NodeJS.Signals) => {
    process.exitCode = signalBase + constants.signals[signal];
  };
  for (const signal of signals) process.on(signal, obey);
  try {
    act();
  } finally {
    // Signals of the meantime are told before this.
    setImmediate(() => signals.forEach((signal) => process.off(signal, obey)));
  }
}

/** A shell adds the number of the signal to this. */
const signalBase = 128;

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

/** Reads what is there before anything is written. */
function readable<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw refusal(error, { isChanged: false, path: folder });
  }
}

/** The refusal of a disk as a message: what could not be written, what the system says, and how things stand now. */
function refusal(error: unknown, { isChanged, path }: { readonly isChanged: boolean; readonly path?: string }): unknown {
  const { code, path: refused } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return fault('cli.write', { path: (refused ?? path ?? '').replace(/\.part-\d+$/, ''), reason: code, isChanged: isChanged ? 1 : 0 });
}
