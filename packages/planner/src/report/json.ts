/** JSON for programs: exact money as text, unknown figures as null instead of a missing key. */
import { Decimal } from 'decimal.js';
import { PlannerError } from '../errors.ts';

/**
 * Two spaces of indentation and a final line feed. What is unknown (undefined) and what no machine reaches (infinite) is
 * null. Throws `json.not-data` for what has no end or no JSON: a value that contains itself, or a BigInt.
 */
export function toJson(value: unknown): string {
  return `${textOf(value) ?? 'null'}\n`;
}

/** Undefined for what JSON leaves out, such as a function. */
function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, asJson, 2);
  } catch {
    throw new PlannerError(
      'json.not-data',
      'The value cannot be written as JSON: it is nested too deep, contains itself or a BigInt. Give plain data.',
    );
  }
}

function asJson(key: string, part: unknown): unknown {
  if (part === undefined || part === Infinity) return null;
  return key === 'euro' && (typeof part === 'string' || typeof part === 'number') ? withCents(String(part)) : part;
}

/** As a Decimal writes itself; three digits of exponent reach as far as any number of the computer. */
const amount = /^-?\d+(\.\d+)?(e[+-]\d{1,3})?$/;

/** At least two decimals and no exponent, so that 25.7 euro read as money: "25.70". What is no finite amount is unknown. */
function withCents(euro: string): string | null {
  if (!amount.test(euro)) return null;
  const [whole, fraction = ''] = (euro.includes('e') ? new Decimal(euro).toFixed() : euro).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}
