/** The token: read from the environment, and taken out of every text that leaves the program. */
import { PlannerError } from '@ordiplan/planner';

const hidden = '[token]';
/** The shortest end of a text that is still taken for the beginning of the token: a broken answer may cut it. */
const shortestPart = 4;

/** The token in HCLOUD_TOKEN. Throws `cli.token` if it is missing or can be no token; says nothing of its value. */
export function tokenFrom(environment: NodeJS.ProcessEnv): string {
  const token = environment.HCLOUD_TOKEN?.trim();
  if (!token) {
    throw new PlannerError(
      'cli.token',
      '"HCLOUD_TOKEN" is not set. Set it to a token of a Hetzner Cloud project (reading is enough), or state --only ecb.',
    );
  }
  if (/^[\w.~+/=-]{8,}$/.test(token)) return token;
  throw new PlannerError(
    'cli.token',
    '"HCLOUD_TOKEN" is no token: it is shorter than 8 characters, or holds a space, a quotation mark or another character that no token has. Copy it again.',
  );
}

/** `text` without the token, also where only its beginning is left at the end. Apply it before a text is cut. */
export function withoutSecret(text: string, secret: string | undefined): string {
  if (secret === undefined) return text;
  const whole = text.replaceAll(secret, hidden).replaceAll(encodeURIComponent(secret), hidden);
  for (let length = secret.length - 1; length >= shortestPart; length--) {
    if (whole.endsWith(secret.slice(0, length))) return whole.slice(0, -length) + hidden;
  }
  return whole;
}
