/** Text of a file or of standard input, bounded and certainly UTF-8. */
import { closeSync, openSync, readSync } from 'node:fs';
import { fault } from './faults.ts';

/** Bytes. A scenario has some thousand, a whole result with everything in it a little more than a million. */
export const mostBytes = 10_000_000;

/** "-" is standard input. Throws `cli.file`, `cli.too-big`, `cli.not-utf8`, `cli.empty`. */
export async function readText(file: string): Promise<string> {
  const bytes = file === '-' ? await standardInput() : bytesOf(file);
  const name = file === '-' ? 'stdin' : file;
  if (bytes.length > mostBytes) throw fault('cli.too-big', { file: name, most: mostBytes });
  const text = decoded(bytes, name);
  if (text.trim() === '') throw fault('cli.empty', { file: name });
  return text;
}

/** One byte more than allowed, at most: a file may have no end, as /dev/zero. */
function bytesOf(file: string): Uint8Array {
  try {
    const from = openSync(file, 'r');
    try {
      const room = Buffer.alloc(mostBytes + 1);
      let length = 0;
      for (let got = -1; got !== 0 && length < room.length; length += got) got = readSync(from, room, length, room.length - length, null);
      return room.subarray(0, length);
    } finally {
      closeSync(from);
    }
  } catch (error) {
    throw fault('cli.file', { file, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' });
  }
}

async function standardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBytes) break;
    }
  } catch (error) {
    throw fault('cli.file', { file: 'stdin', reason: (error as NodeJS.ErrnoException).code ?? 'unknown' });
  }
  return Buffer.concat(chunks);
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // UTF-16 of plain letters is valid UTF-8 with a zero after each.
    if (!text.includes('\0')) return text;
  } catch {
    // Told below.
  }
  throw fault('cli.not-utf8', { file });
}
