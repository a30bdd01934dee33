/** The bundle as one tar archive (ustar): folders, run bits, the same bytes for the same files. */
import { PlannerError } from '../errors.ts';
import { isExecutable, type Files } from './files.ts';

const block = 512;
const longestName = 100;
const longestPrefix = 155;
const modes = { file: 0o644, script: 0o755, folder: 0o755 } as const;

/** The files below `folder` as a tar archive. Throws `manifests.path` for a path that the format cannot hold. */
export function tar(files: Files, folder: string): Uint8Array<ArrayBuffer> {
  const paths = Object.keys(files).sort();
  const folders = new Set([`${folder}/`, ...paths.flatMap((path) => foldersOf(`${folder}/${path}`))]);
  const parts = [
    ...[...folders].sort().map((path) => header(path, { mode: modes.folder, size: 0, type: '5' })),
    ...paths.flatMap((path) => {
      const text = files[path]!;
      const bytes = utf8(text);
      const mode = isExecutable(text) ? modes.script : modes.file;
      return [header(`${folder}/${path}`, { mode, size: bytes.length, type: '0' }), padded(bytes)];
    }),
    new Uint8Array(2 * block),
  ];
  const archive = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    archive.set(part, at);
    at += part.length;
  }
  return archive;
}

/** "a/b/c" lies in "a/" and "a/b/". */
function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, i) => `${names.slice(0, i + 1).join('/')}/`);
}

function header(path: string, { mode, size, type }: { mode: number; size: number; type: '0' | '5' }): Uint8Array {
  const [prefix, name] = split(path);
  const bytes = new Uint8Array(block);
  const put = (at: number, text: string) => bytes.set(utf8(text), at);
  put(0, name);
  put(100, octal(mode, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(size, 11));
  // No day: the bytes depend on the files only.
  put(136, octal(0, 11));
  put(148, ' '.repeat(8));
  put(156, type);
  put(257, 'ustar\x0000');
  put(345, prefix);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\x00 `);
  return bytes;
}

/** A path of more than 100 bytes is cut at a slash: the part before it has a field of its own. */
function split(path: string): readonly [prefix: string, name: string] {
  if (path.length <= longestName) return ['', path];
  const at = path.indexOf('/', path.length - longestName - 1);
  if (at === -1 || at > longestPrefix || at === path.length - 1) {
    throw new PlannerError('manifests.path', `The path "${path}" is too long for an archive. Shorten the name of the project.`);
  }
  return [path.slice(0, at), path.slice(at + 1)];
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function padded(bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(Math.ceil(bytes.length / block) * block);
  all.set(bytes);
  return all;
}

/** The bytes of a text: the language itself has no encoder, but escapes bytes in links. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  // Half of a pair is no sign; everybody writes this one in its place.
  const escaped = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
  for (let i = 0; i < escaped.length; i++) {
    const isByte = escaped[i] === '%';
    bytes.push(isByte ? parseInt(escaped.slice(i + 1, i + 3), 16) : escaped.charCodeAt(i));
    if (isByte) i += 2;
  }
  return Uint8Array.from(bytes);
}
