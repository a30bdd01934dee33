/** `ordiplan prices check`: is the price book sound? The rules are in the library; this reads files and chooses the printer. */
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { checkPrices, parseMachines, PlannerError, PriceBookShape, type Problem, toJson } from '@ordiplan/planner';
import { dayFlag, readFlags } from '../flags.ts';
import { done, type Outcome } from '../outcome.ts';
import { readJson, shippedBookFile, shippedMachinesFile } from './book-file.ts';
import { asGithub } from './check-github.ts';
import { linesOf } from './check-lines.ts';
import type { Report } from './check-report.ts';
import { asSarif } from './check-sarif.ts';
import { asText } from './check-text.ts';

const help = `ordiplan prices check [FILE] [--base FILE] [--machines FILE] [--today DAY] [--json | --github | --sarif]

Is the price book sound? FILE is data/pricing.json if not stated.

  --base FILE      the price book before the change: history must only be appended to
  --machines FILE  what the types can do (default: data/machines.json of the planner)
  --today DAY      the day from which ages are counted (default: today)
  --json           problems for programs
  --github         annotations beside the lines of a pull request
  --sarif          SARIF 2.1.0, for code scanning

Exit codes: 0 no errors (there may be warnings), 1 a file cannot be read, 2 wrong flags, 3 errors.
docs/prices-check.md says of every rule why it is there and how to satisfy it.
`;

const printers = { json: asJson, github: asGithub, sarif: asSarif } as const;
const flags = { base: 'text', machines: 'text', today: 'text', json: 'switch', github: 'switch', sarif: 'switch', help: 'switch' } as const;

export function check(args: readonly string[]): Outcome {
  const { values, words } = readFlags(args, flags, 'ordiplan prices check --help');
  if (values.help) return done(help);
  const [file = shippedBookFile, second] = words;
  if (second !== undefined) throw new PlannerError('cli.unexpected', `"${second}" is not expected here. State one price book.`);
  const outputs = (['json', 'github', 'sarif'] as const).filter((name) => values[name]);
  if (outputs.length > 1) {
    throw new PlannerError('cli.output', `"--${outputs.join('" and "--')}" exclude each other. State one of them, or none for text.`);
  }
  const report = reportOf(file, {
    base: values.base,
    machinesFile: values.machines ?? shippedMachinesFile,
    today: dayFlag('today', values.today),
  });
  const print = outputs[0] ? printers[outputs[0]] : asText;
  return { stdout: print(report), code: report.problems.some(({ severity }) => severity === 'error') ? 3 : 0 };
}

function reportOf(file: string, { base, machinesFile, today }: { base: string | undefined; machinesFile: string; today: string }): Report {
  const json = readable(file);
  const { lineOf, duplicates } = linesOf(readFileSync(file, 'utf8'));
  const machines = parseMachines(readJson(machinesFile));
  const problems = [
    ...duplicates.map(twice),
    ...checkPrices(json, { today, machines, ...(base !== undefined && { base: readable(base) }) }),
  ];
  return {
    file: relative(process.cwd(), file).split(sep).join('/'),
    today,
    checked: countOf(json),
    problems: problems.map((problem) => ({ ...problem, line: lineOf(problem.pointer) })),
  };
}

/** JSON keeps the last of two equal keys and says nothing, so only the text knows. */
function twice(pointer: string): Problem {
  const message = `"${pointer}" stands twice in one object, and only the last one counts. Take one out.`;
  return { rule: 'shape.duplicate-key', severity: 'error', pointer, message };
}

/** A price book that cannot be read is a fault of the data, not of the flags. */
function readable(file: string): unknown {
  try {
    return readJson(file);
  } catch (error) {
    throw error instanceof PlannerError ? new PlannerError('prices.unreadable', error.message) : error;
  }
}

function countOf(json: unknown): Report['checked'] {
  const { data } = PriceBookShape.safeParse(json);
  if (!data) return undefined;
  const records = Object.values(data.lists).flatMap(({ skus }) => Object.entries(skus));
  const prices = records.reduce((sum, [, record]) => sum + record.prices.length, 0);
  return { prices, skus: new Set(records.map(([sku]) => sku)).size };
}

function asJson({ problems, ...rest }: Report): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return toJson({ ...rest, errors, warnings: problems.length - errors, problems });
}
