/** Writes a file whole or not at all: beside it first, then in its place. */
import { closeSync, existsSync, fsyncSync, lstatSync, openSync, readFileSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
import { PlannerError } from '@ordiplan/planner';

/**
 * Puts `text` in the place of `file`. On any fault the file is as it was and nothing else is left. `expected` is what the
 * file must still hold: somebody may have edited it since it was read.
 */
export function writeWhole(file: string, text: string, expected?: string): void {
  const { path, mode } = targetOf(file);
  const draft = `${path}.${process.pid}.tmp`;
  const handle = attempt(file, () => openSync(draft, 'wx', mode));
  try {
    attempt(file, () => fill(handle, text));
    if (expected !== undefined && attempt(file, () => readFileSync(path, 'utf8')) !== expected) {
      throw new PlannerError(
        'refresh.changed',
        `"${file}" was changed by somebody else in the meantime. Nothing was written; refresh again.`,
      );
    }
    attempt(file, () => renameSync(draft, path));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** A link is followed, so that it stays a link. Anything that is no plain file (a folder, a device) is refused. */
function targetOf(file: string): { path: string; mode: number } {
  if (!existsSync(file)) return { path: file, mode: 0o644 };
  const path = attempt(file, () => realpathSync(file));
  const stat = attempt(file, () => lstatSync(path));
  if (stat.isFile()) return { path, mode: stat.mode };
  throw new PlannerError('refresh.write', `"${file}" is no plain file. Nothing was written; state another --out.`);
}

function fill(handle: number, text: string): void {
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A fault of the file system as one that names the file and says what to do. */
function attempt<T>(file: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new PlannerError(
      'refresh.write',
      `"${file}" cannot be written: ${reason}. Nothing was written; make room for it, or state another --out.`,
    );
  }
}
