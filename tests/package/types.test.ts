/** A stranger's program is checked against the declarations as strictly as TypeScript can. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run, write } from './run.ts';

const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');

const program = `
import { add, compare, erlangC, net, PlannerError, type Comparison, type Facts, type Quote } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { resultSchema, type JsonSchema } from '@ordiplan/planner/schema';

export const form: JsonSchema = resultSchema;
const facts: Facts = factsOn('2026-11-24');
const comparison: Comparison = compare({ tenants: 25 }, facts);
export const plans: readonly string[] = comparison.quotes.map((quote: Quote) => quote.id);
export const busy: number = erlangC(1, 2);
export const code = (error: unknown): string | undefined => (error instanceof PlannerError ? error.code : undefined);

// @ts-expect-error a scenario states its practices
compare({}, facts);
// @ts-expect-error an hour is no month
add(net('1', 'month'), net('1', 'hour'));
// @ts-expect-error nothing inside is public
import '@ordiplan/planner/src/compare.js';
`;

it.each([
  ['bundler', 'esnext'],
  ['nodenext', 'nodenext'],
])('with moduleResolution %s', async (moduleResolution, module) => {
  expect(await faults(program, { moduleResolution, module })).toBe('');
});

it('a wrong program is noticed', async () => {
  const wrong = program.replace('const busy: number', 'const busy: string');
  expect(await faults(wrong, { moduleResolution: 'nodenext', module: 'nodenext' })).toMatch(/^program\.ts\(\d+,\d+\): error TS2322/);
});

/** What the compiler says of a program and of every declaration it reaches. Those of zod name URL, hence the library of browsers. */
async function faults(text: string, resolution: Readonly<Record<string, string>>): Promise<string> {
  write('program.ts', text);
  const strictness = { strict: true, skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
  const compilerOptions = { ...resolution, ...strictness, target: 'es2023', lib: ['es2023', 'dom'], types: [], noEmit: true };
  write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['program.ts'] }));
  try {
    return (await run(process.execPath, [tsc, '--project', 'tsconfig.json'])).stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
