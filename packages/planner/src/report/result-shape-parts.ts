/** Parts of the shape of the result document: what is written again and again, and the names under which the schema shows it. */
import { z } from 'zod';

/** Names and meanings of parts, for the definitions of the JSON Schema. Apart from zod's own registry, which all programs share. */
export const resultParts = z.registry<{ readonly id: string; readonly description: string }>();

/** A part with a name of its own in the schema. */
export function named<Shape extends z.ZodType>(id: string, description: string, shape: Shape): Shape {
  resultParts.add(shape, { id, description });
  return shape;
}

/** What is null where nobody knows it, or where there is none. Its key is always there. */
export const known = <Shape extends z.ZodType>(shape: Shape) => z.nullable(shape);

export const Text = z.string();
export const Day = named('Day', 'A day written YYYY-MM-DD.', z.string().regex(/^\d{4}-\d{2}-\d{2}$/));

/** A share of time, of a limit or of draws. */
export const Share = named('Share', 'A share from 0 to 1.', z.number().min(0).max(1));
export const Count = named('Count', 'A whole number of at least 0.', z.int().nonnegative());
export const Amount = named('Amount', 'A number of at least 0.', z.number().nonnegative());

const Euro = named('Euro', 'Exact euro as decimal text with at least two decimals.', z.string().regex(/^-?\d+\.\d{2,}$/));

const money = <Basis extends 'net' | 'gross'>(basis: Basis) =>
  z.strictObject({ euro: Euro, basis: z.literal(basis), per: z.literal('month') });
export const Net = named('Net', 'Euro a month without VAT.', money('net'));
export const Gross = named('Gross', 'Euro a month with VAT.', money('gross'));

const spread = <Money extends z.ZodType>(one: Money) => z.strictObject({ low: one, likely: known(one), high: one });
export const NetSpread = named('NetSpread', 'A span without VAT; "likely" is null if the source names only two ends.', spread(Net));
export const GrossSpread = named('GrossSpread', 'A span with VAT.', spread(Gross));
