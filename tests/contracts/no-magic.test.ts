/** The rules of thumb of the analysis (20, 24, 30, 50, 55 practices) come out of the model: none of them stands in it. */
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { nodesOf, sourcesIn, type Source } from './sources.ts';

const rules = [20, 24, 25, 30, 50, 55, 56];

/** Where such a number stands and means something else. */
const allowed = [
  { path: 'packages/planner/src/scenario/scenario.ts', text: 'default(20)', because: 'euro an hour of outage, an input' },
  { path: 'packages/planner/src/scenario/set-up.ts', text: '24', because: 'letters of the name of a project' },
  { path: 'packages/planner/src/options/provision.ts', text: '20', because: 'steps of a gigabyte to which a cache is rounded' },
] as const;

/** Emitted files state settings of programs (days to keep, megabytes, hours): they print a plan, and which plan it is was decided before. */
const emitted = 'packages/planner/src/manifests/';

const files = ['packages/planner/src', 'packages/planner/cli'].flatMap(sourcesIn).filter(({ path }) => !path.startsWith(emitted));

it.each(files.map((file) => [file.path, file] as const))('%s contains no rule of thumb', (path, file) => {
  const exceptions: readonly string[] = allowed.filter((exception) => exception.path === path).map((exception) => exception.text);
  expect(thumbs(file).filter((found) => !exceptions.includes(found))).toEqual([]);
});

it.each(allowed)('the exception $text is still needed: $because', ({ path, text }) => {
  expect(thumbs(files.find((file) => file.path === path)!)).toContain(text);
});

describe('a rule of thumb is found', () => {
  it.each([
    ['const most = tenants > 50;', '50'],
    ['const most = 2e1;', '2e1'],
    ['const most = 24.0;', '24.0'],
    ["const most = net('30', 'month');", "'30'"],
    ['const most = `55`;', '`55`'],
    ["const size = '25GB';", "'25GB'"],
  ])('in %s', (text, found) => {
    expect(thumbs({ path: 'made-up.ts', text })).toEqual([found]);
  });

  it.each([
    '// 50 practices',
    '/** 24 */',
    'const a = 200;',
    "const a = 'CX32 carries 24 practices';",
    'const a = 0.5;',
    "const a = '1.24.0';",
  ])('but not in %s', (text) => expect(thumbs({ path: 'made-up.ts', text })).toEqual([]));
});

/** Every number, or text that is only a number with a unit, that equals a rule; with its call if it is an argument of `default`. */
function thumbs(file: Source): string[] {
  return nodesOf(file).flatMap((node) => {
    const isRule = ts.isNumericLiteral(node)
      ? rules.includes(Number(node.text))
      : ts.isStringLiteralLike(node) && rules.includes(amount(node.text));
    if (!isRule) return [];
    const { parent } = node;
    const isDefault =
      ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression) && parent.expression.name.text === 'default';
    return [isDefault ? `default(${node.getText()})` : node.getText()];
  });
}

function amount(text: string): number {
  return Number(/^(\d+(?:\.\d+)?)\s?[a-z%]*$/i.exec(text)?.[1] ?? Number.NaN);
}
