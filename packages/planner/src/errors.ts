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
    super(oneLine(message));
    this.name = 'PlannerError';
    this.code = code;
    this.details = Object.fromEntries(
      Object.entries(details).map(([key, value]) => [key, typeof value === 'string' ? oneLine(value) : value]),
    );
  }
}

/** Far more than any sentence needs. */
const longestText = 1500;

/** Errors repeat what strangers wrote: cut, and without the signs that would end a line of a terminal or a log. */
function oneLine(text: string): string {
  const line = text.slice(0, longestText).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return text.length > longestText ? `${line}…` : line;
}
