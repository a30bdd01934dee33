/** The library is pure: it reads no clock, draws no numbers of its own and reaches nothing outside. */
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { importsOf, nodesOf, sourcesIn, type Source } from './sources.ts';

const src = 'packages/planner/src';

/** Names of what lies outside: the machine, the network, the page, the clock. */
const outside = new Set([
  ...['process', 'globalThis', 'global', 'require', 'console', 'Buffer', 'performance', 'crypto'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
]);

it.each(sourcesIn(src).map((file) => [file.path, file] as const))('%s is pure', (_path, file) => {
  expect(impurities(file)).toEqual([]);
});

describe('what is not pure is reported:', () => {
  it.each([
    ['const now = Date.now();', 'Date.now'],
    ['const now = new Date();', 'new Date()'],
    ['const now = Date();', 'Date()'],
    ['const luck = Math.random();', 'Math.random'],
    ['const home = process.env.HOME;', 'process'],
    ['const answer = await fetch(url);', 'fetch'],
    ['const width = window.innerWidth;', 'window'],
    ['document.title = title;', 'document'],
    ['const g = globalThis;', 'globalThis'],
    ['console.log(1);', 'console'],
    ["import { readFileSync } from 'node:fs';", 'node:fs'],
    ["import fs from 'fs';", 'fs'],
    ["const fs = await import('node:fs');", 'node:fs'],
    ['const f = { now: () => performance.now() };', 'performance'],
    ['const f = { fetch };', 'fetch'],
  ])('%s', (text, report) => {
    expect(impurities({ path: 'made-up.ts', text })).toEqual([report]);
  });
});

it.each([
  'const day = new Date(text).toISOString();',
  'const day = Date.parse(text);',
  'const x = Math.max(1, 2);',
  'const plan = { process: 1, document: 2 };',
  'const name = plan.document;',
  'const window = 6; const nightly = 1 / window;', // a name of its own
  '// Date.now() and fetch in a comment',
  "const said = 'Math.random() and window';",
  "import { z } from 'zod';",
])('what is pure is not: %s', (text) => {
  expect(impurities({ path: 'made-up.ts', text })).toEqual([]);
});

function impurities(file: Source): string[] {
  const imported = importsOf(file)
    .map(({ to }) => to)
    .filter((to) => !to.startsWith('.') && to !== 'zod' && to !== 'decimal.js');
  const nodes = nodesOf(file);
  const own = new Set(nodes.flatMap((node) => (ts.isVariableDeclaration(node) || ts.isParameter(node) ? [node.name.getText()] : [])));
  return [...imported, ...nodes.flatMap(impurity).filter((name) => !own.has(name))];
}

function impurity(node: ts.Node): string[] {
  if (ts.isPropertyAccessExpression(node) && ['Date.now', 'Math.random'].includes(node.getText())) return [node.getText()];
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return ['new Date()'];
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return ['Date()'];
  return ts.isIdentifier(node) && outside.has(node.text) && !isName(node) ? [node.text] : [];
}

/** Whether an identifier only names a property, as in `plan.document` or `{ document: 1 }`. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node;
}
