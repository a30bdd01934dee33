/** `ordiplan prices refresh`: asks the vendors, proposes, writes, checks. Every rule of a price is in the library. */
import { readFileSync } from 'node:fs';
import {
  checkPrices,
  parseMachines,
  parsePriceBook,
  PlannerError,
  proposeBook,
  type Observations,
  type PriceBook,
  type Problem,
  toJson,
} from '@ordiplan/planner';

import { done, type Outcome } from '../outcome.ts';
import { readJson, shippedMachinesFile } from './book-file.ts';
import { bookText } from './refresh/book-text.ts';
import { readRate } from './refresh/ecb.ts';
import { readBoxes, readCloud } from './refresh/hetzner.ts';
import type { Client } from './refresh/http.ts';
import { reportJson, reportText } from './refresh/report.ts';
import { tokenFrom, withoutSecret } from './refresh/secret.ts';
import { refreshHelp, settingsOf, type Settings, type Source } from './refresh/settings.ts';
import { writeWhole } from './refresh/write.ts';

// Not the shipped facts: a fault of the shipped book must not stop the command that may mend it.
const nameOf: Readonly<Record<Source, string>> = {
  hetzner: 'Hetzner Cloud',
  'storage-box': 'Hetzner Storage Box',
  ecb: 'European Central Bank',
};

const readOf: Readonly<Record<Source, (client: Client, address: string) => Promise<Observations>>> = {
  hetzner: readCloud,
  'storage-box': readBoxes,
  ecb: readRate,
};

export async function refresh(args: readonly string[]): Promise<Outcome> {
  const settings = settingsOf(args, process.env);
  if (settings.isHelp) return done(refreshHelp);
  const json = readJson(settings.book);
  parsePriceBook(json);
  const token = settings.only.some((source) => source !== 'ecb') ? tokenFrom(process.env) : undefined;
  try {
    // The checked file itself, not its parsed copy: the order of the keys stays as it was written.
    const outcome = await refreshed(json as PriceBook, settings, token);
    return { ...outcome, stdout: withoutSecret(outcome.stdout, token) };
  } catch (error) {
    throw withoutSecretIn(error, token);
  }
}

async function refreshed(book: PriceBook, settings: Settings, token: string | undefined): Promise<Outcome> {
  const { day, out, isInPlace, only } = settings;
  const before = readFileSync(settings.book, 'utf8');
  const proposal = proposeBook(book, await observe(settings, token), { day });
  const text = bookText(proposal.book);
  const isNew = proposal.changes.length > 0;
  if (isNew) writeWhole(out, text, isInPlace ? before : undefined);
  const problems = isNew ? problemsOf(proposal.book, { day, base: book }) : [];
  const report = { day, asked: only.map((source) => nameOf[source]), proposal, problems, ...(isNew ? { file: out } : {}) };
  const stdout = settings.isJson ? toJson(reportJson(report)) : reportText(report);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors === 0) return done(stdout);
  return {
    stdout,
    stderr: `ordiplan: "${out}" was written, but its check found ${errors} errors. Correct them before you use it.\n`,
    code: 3,
  };
}

/** One source after the other; a fault of one ends all, so that a proposal is never half of what was asked. */
async function observe({ only, addressOf, timeoutSeconds }: Settings, token: string | undefined): Promise<Observations> {
  const onAsk = (address: string) => void (process.stderr.isTTY && process.stderr.write(`asking ${address}\n`));
  const all: Observations[] = [];
  for (const source of only) {
    const client = { timeoutSeconds, onAsk, ...(token === undefined || source === 'ecb' ? {} : { token }) };
    all.push(await readOf[source](client, addressOf[source]));
  }
  return {
    asked: all.flatMap(({ asked }) => asked),
    prices: all.flatMap(({ prices }) => prices),
    stock: all.flatMap(({ stock }) => stock),
    rates: all.flatMap(({ rates }) => rates),
  };
}

/** What `ordiplan prices check` says of the proposal beside the book that it came from. */
function problemsOf(book: PriceBook, { day, base }: { readonly day: string; readonly base: PriceBook }): readonly Problem[] {
  return checkPrices(book, { today: day, machines: parseMachines(readJson(shippedMachinesFile)), base });
}

function withoutSecretIn(error: unknown, token: string | undefined): unknown {
  if (error instanceof PlannerError) return new PlannerError(error.code, withoutSecret(error.message, token));
  if (!(error instanceof Error)) return error;
  error.message = withoutSecret(error.message, token);
  error.stack = withoutSecret(error.stack ?? '', token);
  return error;
}
