/** Hands the files of a set-up to the visitor as one .tar.gz, made in the browser: nothing is sent anywhere. */
import { tar, type Files } from '@ordiplan/planner';

export async function saveArchive(files: Files, name: string): Promise<void> {
  const packed = new Blob([tar(files, name)]).stream().pipeThrough(new CompressionStream('gzip'));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await new Response(packed).blob());
  link.download = `${name}.tar.gz`;
  link.click();
  URL.revokeObjectURL(link.href);
}
