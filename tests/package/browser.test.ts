/** A bundler for browsers needs no stand-in for Node, and takes only what a program uses. */
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { build, createLogger, type Rolldown } from 'vite';
import { compare, erlangC, toJson } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { project, write } from './run.ts';

/** What a page loaded for each when this was last looked at, with gzip, and what it may grow by until somebody has to look again. */
const measuredKb = { formula: 0.55, comparison: 82.3 };
const headroom = 1.1;

const formula = "import { erlangC } from '@ordiplan/planner';\nglobalThis.answer = erlangC(1, 2);\n";

const comparison = `
import { compare, toJson } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
globalThis.answer = toJson(compare({ tenants: 25 }, factsOn('2026-11-24')));
`;

it(`a formula costs a page ${measuredKb.formula} kB or little more`, async () => {
  const code = await bundle(formula);
  expect(answerOf(code)).toBe(erlangC(1, 2));
  expectNear('formula', code);
});

it(`the whole comparison with its facts runs in a browser and costs a page ${measuredKb.comparison} kB or little more`, async () => {
  const code = await bundle(comparison);
  expect(code.includes('node:fs')).toBe(false);
  expect(answerOf(code)).toBe(toJson(compare({ tenants: 25 }, factsOn('2026-11-24'))));
  expectNear('comparison', code);
});

it('the sentences, the readings and the files of a plan stay away from a page that only compares', async () => {
  const code = await bundle(comparison);
  const whole = await bundle("import * as planner from '@ordiplan/planner';\nglobalThis.answer = planner;\n");
  const far = ['limit_req_zone', 'Zweitbeste', 'Second best'];
  expect(far.map((word) => [whole.includes(word), code.includes(word)])).toEqual(far.map(() => [true, false]));
});

it('a program that needs Node is noticed', async () => {
  await expect(bundle("import { readFileSync } from 'node:fs';\nglobalThis.answer = readFileSync('x');\n")).rejects.toThrow('stand-in');
});

/** The program as one classic script. Throws if the bundler has anything to remark, as it does of modules of Node. */
async function bundle(program: string): Promise<string> {
  const entry = write('page.js', program);
  const remarks: string[] = [];
  const customLogger = createLogger('warn');
  customLogger.warn = customLogger.warnOnce = (remark) => remarks.push(remark);
  const { output } = (await build({
    ...{ root: project, configFile: false, logLevel: 'warn', customLogger },
    build: { write: false, modulePreload: false, rolldownOptions: { input: entry, output: { format: 'iife' } } },
  })) as Rolldown.RolldownOutput;
  const code = output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
  if (code.includes('has been externalized for browser compatibility')) remarks.push('There is a stand-in for a module of Node.');
  if (remarks.length > 0) throw new Error(remarks.join('\n'));
  return code;
}

/** Runs a bundle where there is nothing but the language and what every browser has. */
function answerOf(code: string): unknown {
  const page: { answer?: unknown; URL: typeof URL } = { URL };
  runInNewContext(code, page);
  return page.answer;
}

function expectNear(program: keyof typeof measuredKb, code: string): void {
  const kb = gzipSync(code).length / 1000;
  console.log(`${program}: ${kb.toFixed(2)} kB`);
  expect(kb).toBeLessThan(measuredKb[program] * headroom);
}
