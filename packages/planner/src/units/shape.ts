/** Data of strangers against a shape: what they say, or what is wrong with them. */
import { z } from 'zod';
import { oneLine } from '../errors.ts';
import { isIsoDate } from './time.ts';

const notADay = 'must be a day written YYYY-MM-DD';

/** A day of the calendar. The pattern is there for JSON Schema, which knows no calendar. */
export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, notADay)
  .refine(isIsoDate, notADay);

/** What zod says of the data; undefined for what cannot even be read, such as a property that throws. */
export function safely<Shape extends z.ZodType>(shape: Shape, json: unknown): z.ZodSafeParseResult<z.output<Shape>> | undefined {
  try {
    const result = shape.safeParse(json);
    // Faults are worded when they are first asked for, which fails for a key that is a symbol.
    if (!result.success) void result.error.issues;
    return result;
  } catch {
    return undefined;
  }
}

/** A fault of a file: where it stands, e.g. "vat.AT.rate", and why; each short and on one line, whatever the file contains. */
export interface ShapeFault {
  readonly place: string;
  readonly reason: string;
}

/** The data of a file, or its first fault. What cannot even be read is a fault as well. */
export function readShape<Shape extends z.ZodType>(
  shape: Shape,
  json: unknown,
): { readonly data: z.output<Shape> } | { readonly fault: ShapeFault } {
  const result = safely(shape, json);
  if (!result) return { fault: { place: '', reason: 'it cannot be read: give plain data' } };
  if (result.success) return { data: result.data };
  const issue = result.error.issues[0];
  const place = (issue?.path ?? []).map(String).join('.');
  return { fault: { place: oneLine(place, longest), reason: oneLine(issue?.message ?? 'unknown fault', longest) } };
}

const longest = 200;
