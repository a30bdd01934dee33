/** Files of facts against their shape: what they say, or the first thing that is wrong with them. */
import type { z } from 'zod';

/** A fault of a file: where it stands, e.g. "vat.AT.rate", and why; each short and on one line, whatever the file contains. */
export interface ShapeFault {
  readonly place: string;
  readonly reason: string;
}

/** The data of a file, or its first fault. What cannot even be read, such as a property that throws, is a fault as well. */
export function readShape<Shape extends z.ZodType>(
  shape: Shape,
  json: unknown,
): { readonly data: z.output<Shape> } | { readonly fault: ShapeFault } {
  try {
    const result = shape.safeParse(json);
    if (result.success) return { data: result.data };
    const issue = result.error.issues[0];
    return { fault: { place: oneLine((issue?.path ?? []).map(String).join('.')), reason: oneLine(issue?.message ?? 'unknown fault') } };
  } catch {
    return { fault: { place: '', reason: 'it cannot be read: give plain data' } };
  }
}

const longest = 200;

function oneLine(text: string): string {
  const line = text.slice(0, longest).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return text.length > longest ? `${line}…` : line;
}
