/** Hands the answer to the visitor as a file or as text, made in the browser: nothing is sent anywhere. */
import type { ExportKind, ExportQuestion } from './export.worker.ts';

const mediaTypes: Readonly<Record<ExportKind, string>> = { json: 'application/json', csv: 'text/csv', md: 'text/markdown' };

/** The text of a file. Rejects if the worker fails. */
export function fileText(question: ExportQuestion): Promise<string> {
  const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    worker.onerror = () => reject(new Error('The file could not be made.'));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

export function saveText(text: string, name: string, kind: ExportKind): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${mediaTypes[kind]};charset=utf-8` }));
  link.download = `${name}.${kind}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Whether the clipboard took the text: browsers may refuse, or have none. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
