/** Questions to a vendor over HTTP: bounded in time, size, pages and tries. Knows no vendor. */
import { setTimeout as pause } from 'node:timers/promises';
import { PlannerError } from '@ordiplan/planner';
import { z } from 'zod';
import { withoutSecret } from './secret.ts';

export interface Client {
  readonly timeoutSeconds: number;
  /** Sent as a bearer token, and taken out of every message. */
  readonly token?: string;
  /** Told each address before it is asked. */
  readonly onAsk: (address: string) => void;
}

const mostRetries = 3;
const mostPages = 40;
const mostBytes = 8_000_000;
/** The first wait; each further one is twice as long. */
const firstWaitSeconds = 0.25;
/** Nobody waits longer for a vendor than this; a scheduled run comes again. */
const longestWaitSeconds = 60;
const passing = [429, 502, 503, 504];
const excerptLength = 80;

/** An answer that was worth another try, or not; `waitSeconds` is what the vendor asked for. */
interface Fault {
  readonly error: PlannerError;
  readonly isPassing: boolean;
  readonly waitSeconds?: number;
}

/** Asks one address and checks the shape of the answer. Throws `refresh.*`; no message holds the token. */
export async function askJson<T>(client: Client, address: string, shape: z.ZodType<T>): Promise<T> {
  const text = await ask(client, address);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw fault(
      'broken',
      address,
      `answered ${text.length} characters that are not whole JSON, beginning ${excerpt(text)}. Try again later.`,
    );
  }
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const place = issue.path.join('.') || 'the whole answer';
  throw fault(
    'shape',
    address,
    `answered ${valueAt(json, issue.path)} at "${place}": ${issue.message}. The interface may have changed: compare docs/prices-refresh.md.`,
  );
}

const Paging = z.looseObject({
  meta: z.looseObject({
    pagination: z.looseObject({ page: z.int(), next_page: z.int().nullable(), total_entries: z.int().nullish() }),
  }),
});

/** All entries under `key`, page after page. Throws `refresh.pages` if the pages go on for ever or do not add up. */
export async function askAll<T>(
  client: Client,
  address: string,
  { key, of }: { readonly key: string; readonly of: z.ZodType<T> },
): Promise<T[]> {
  const shape = z.looseObject({ [key]: z.array(of) }).and(Paging);
  const entries: T[] = [];
  for (let page = 1; page <= mostPages;) {
    const answer = await askJson(client, `${address}?page=${page}`, shape);
    entries.push(...(answer[key] as T[]));
    const { next_page: next, total_entries: total } = answer.meta.pagination;
    if (next === null) {
      if ((total ?? entries.length) === entries.length) return entries;
      throw fault(
        'pages',
        address,
        `says it has ${total} entries and answered ${entries.length} on ${page} pages: a partial answer. Try again later.`,
      );
    }
    if (next <= page) throw fault('pages', address, `names page ${next} as the one after page ${page}. Report it to the vendor.`);
    page = next;
  }
  throw fault('pages', address, `has more than ${mostPages} pages. Raise the limit in cli/prices/refresh/http.ts if that is right.`);
}

async function ask(client: Client, address: string): Promise<string> {
  for (let retry = 0; ; retry++) {
    client.onAsk(address);
    const answer = await askOnce(client, address);
    if (typeof answer === 'string') return answer;
    const wait = answer.waitSeconds ?? firstWaitSeconds * 2 ** retry;
    if (!answer.isPassing || wait > longestWaitSeconds) throw answer.error;
    if (retry === mostRetries) {
      const { code, message } = answer.error;
      throw new PlannerError(code, `${message} It was asked ${mostRetries + 1} times.`);
    }
    await pause(wait * 1000);
  }
}

async function askOnce({ token, timeoutSeconds }: Client, address: string): Promise<string | Fault> {
  const safe = (text: string) => withoutSecret(text, token);
  try {
    const response = await fetch(address, {
      headers: { accept: 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      // The token goes to the address that was stated and to no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const body = await bodyOf(response);
    if (body === undefined) return lasting(fault('too-large', address, `answered more than ${mostBytes} bytes. Check the address.`));
    return judge(response, safe(body), address);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'TimeoutError') {
      return {
        isPassing: true,
        error: fault('timeout', address, `did not answer within ${timeoutSeconds} s. Try again later, or raise --timeout.`),
      };
    }
    return {
      isPassing: true,
      error: fault('unreachable', address, `cannot be reached: ${safe(reasonOf(error))}. Check the network and the address.`),
    };
  }
}

function judge(response: Response, body: string, address: string): string | Fault {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? 'nothing';
  if (status === 429) {
    const waitSeconds = waitAskedFor(headers);
    const when = waitSeconds === undefined ? 'Try again later.' : `It asks to wait ${Math.ceil(waitSeconds)} s.`;
    return {
      error: fault('rate-limit', address, `refuses more requests for now: status 429. ${when}`),
      isPassing: true,
      ...(waitSeconds === undefined ? {} : { waitSeconds }),
    };
  }
  if (status === 401 || status === 403) {
    return lasting(fault('token', address, `refuses the token: status ${status}, ${excerpt(body)}. Set HCLOUD_TOKEN to a valid one.`));
  }
  if (status >= 300 && status < 400)
    return lasting(fault('moved', address, `is elsewhere: status ${status}. State the new address with its flag.`));
  if (status !== 200) {
    return {
      error: fault('status', address, `answered status ${status}, ${excerpt(body)}. Check the address, or try again later.`),
      isPassing: passing.includes(status),
    };
  }
  if (/[/+]json\b/i.test(type)) return body;
  return lasting(fault('not-json', address, `answered ${type} instead of JSON, beginning ${excerpt(body)}. Check the address.`));
}

/** Retry-After in seconds or as a date. RateLimit-Reset is when the limit is full again; it refills before, so waiting is cut. */
function waitAskedFor(headers: Headers): number | undefined {
  const after = headers.get('retry-after');
  if (after !== null) {
    const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
    return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
  }
  const reset = Number(headers.get('ratelimit-reset') ?? Number.NaN);
  return Number.isNaN(reset) ? undefined : Math.min(longestRefillSeconds, Math.max(0, reset - Date.now() / 1000));
}

/** Hetzner gives one request back each second. */
const longestRefillSeconds = 2;

async function bodyOf(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) return undefined;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

function reasonOf(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

function fault(what: string, address: string, text: string): PlannerError {
  return new PlannerError(`refresh.${what}`, `"${address}" ${text}`);
}

function lasting(error: PlannerError): Fault {
  return { error, isPassing: false };
}

/** The first words on one line. The token must be out of `text` already: a cut could leave half of it. */
function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return JSON.stringify(line.length > excerptLength ? `${line.slice(0, excerptLength)}…` : line);
}

function valueAt(json: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | null | undefined)?.[key], json);
  return value === undefined ? 'nothing' : excerpt(JSON.stringify(value)).slice(1, -1).replaceAll('\\"', '"');
}
