/** The one exception of the library. It knows codes and messages; it does not know who catches it. */

/** Figures and words that a caller needs to say the same thing in another language. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/**
 * A wrong call or wrong data. `code` is stable (`area.what`), `message` is a full English sentence that names
 * the subject, the value seen and what to do, on one line; `details` carries the same facts for other languages.
 */
export class PlannerError extends Error {
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(oneLine(message, longestText));
    this.name = 'PlannerError';
    this.code = code;
    this.details = Object.fromEntries(
      Object.entries(details).map(([key, value]) => [key, typeof value === 'string' ? oneLine(value, longestText) : value]),
    );
  }
}

/** Far more than any sentence needs. */
const longestText = 1500;

/** Errors repeat what strangers wrote: cut, and without the signs that would end a line of a terminal or a log. */
export function oneLine(text: string, most: number): string {
  const line = text.slice(0, most).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return text.length > most ? `${line}…` : line;
}

/** Text as a message repeats it: in quotes, its beginning only. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, shownSigns));
}

/** Enough to find the text again. */
const shownSigns = 40;
