/** Numbers as somebody types them, and as a field shows them: with all digits, so that what is shown can be read back. */
import type { Language } from '@ordiplan/planner';

/** `ambiguous`: it may hold a separator of thousands, and then it would be a thousand times as much. */
export type NumberReading = { readonly value: number } | { readonly fault: 'none' | 'ambiguous' };

const decimalSign: Readonly<Record<Language, string>> = { de: ',', en: '.' };

const plain = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?$/i;
/** `1.500` and `12,500`, but not `0.125`: nobody begins a group of thousands with a zero. */
const likeThousands = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
/** Digits with more than one separator, or with a space or apostrophe between them. */
const grouped = /^[+-]?\d[\d.,'’\s]*\d$/;

/** Reads a decimal comma and a decimal point alike. The sign of the other language is refused where it may separate thousands. */
export function readNumber(text: string, language: Language): NumberReading {
  const typed = text.trim().replace('\u2212', '-');
  if (!plain.test(typed)) return { fault: grouped.test(typed) ? 'ambiguous' : 'none' };
  if (likeThousands.test(typed) && !typed.includes(decimalSign[language])) return { fault: 'ambiguous' };
  return { value: Number(typed.replace(',', '.')) };
}

/** Zeros after the decimal sign that a reader still counts. */
const mostZeros = 12;

/** A number with all its digits and no separator of thousands: `0,000000001`. */
export function fieldText(value: number, language: Language): string {
  return withoutPower(String(value)).replace('.', decimalSign[language]);
}

function withoutPower(text: string): string {
  const [, whole, fraction = '', power] = /^(\d)(?:\.(\d+))?e-(\d+)$/.exec(text) ?? [];
  return whole === undefined || Number(power) > mostZeros ? text : `0.${'0'.repeat(Number(power) - 1)}${whole}${fraction}`;
}
