/** Hands files of a set-up to the visitor, made in the browser: nothing is sent anywhere. */
import { tar, type Files } from '@ordiplan/planner';

/** All files as one .tar.gz, with folders and run bits. Fails where the browser cannot compress. */
export async function saveArchive(files: Files, name: string): Promise<void> {
  const packed = new Blob([tar(files, name)]).stream().pipeThrough(new CompressionStream('gzip'));
  save(await new Response(packed).blob(), `${name}.tar.gz`);
}

/** One file under its own name. As bytes: with the type of a text a browser would put ".txt" behind it. */
export function saveFile(text: string, path: string): void {
  save(new Blob([text], { type: 'application/octet-stream' }), path.split('/').at(-1)!);
}

/** Long enough for a browser to begin with the file. */
const keptMs = 60_000;

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), keptMs);
}
