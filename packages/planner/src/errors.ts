/** The one exception of the library. It knows codes and messages; it does not know who catches it. */

/** Figures and words that a caller needs to say the same thing in another language. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/**
 * A wrong call or wrong data. `code` is stable (`area.what`), `message` is a full English sentence that names
 * the subject, the value seen and what to do; `details` carries the same facts for other languages.
 */
export class PlannerError extends Error {
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'PlannerError';
    this.code = code;
    this.details = details;
  }
}
