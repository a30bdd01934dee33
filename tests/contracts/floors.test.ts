/**
 * The floors of packages/planner/src: a folder may import the folders listed beside it, and itself. Outside of it, the
 * command line and the site see the public exports only.
 */
import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { importsOf, nodesOf, root, sourceOf, sourcesIn, type Source } from './sources.ts';

const src = 'packages/planner/src';

interface Floor {
  readonly imports: readonly string[];
  /** Floors of which only the types may be known. */
  readonly types?: readonly string[];
}

const floors: Readonly<Record<string, Floor>> = {
  'errors.ts': { imports: [] },
  'version.ts': { imports: [] },
  units: { imports: [] },
  prices: { imports: ['units'] },
  scenario: { imports: ['units'] },
  models: { imports: ['units', 'scenario'] },
  options: { imports: ['units', 'prices', 'scenario', 'models'] },
  advice: { imports: ['units', 'prices', 'scenario', 'models', 'options'] },
  'compare.ts': { imports: ['units', 'prices', 'scenario', 'models', 'options', 'advice'] },
  manifests: { imports: ['units', 'scenario'], types: ['options'] },
  'set-up.ts': { imports: ['units', 'scenario', 'options', 'advice', 'manifests'], types: ['compare.ts'] },
  report: { imports: ['units', 'prices', 'scenario', 'options', 'advice'], types: ['models', 'compare.ts'] },
  'link.ts': { imports: ['units', 'scenario', 'options', 'compare.ts', 'report'] },
  'changes.ts': {
    imports: ['units', 'scenario', 'manifests', 'set-up.ts', 'report', 'link.ts'],
    types: ['prices', 'options', 'advice', 'compare.ts'],
  },
  'index.ts': {
    imports: [
      'units',
      'prices',
      'scenario',
      'models',
      'options',
      'advice',
      'compare.ts',
      'manifests',
      'set-up.ts',
      'report',
      'link.ts',
      'changes.ts',
    ],
  },
};

/** Known to every floor: they know nobody themselves. */
const ground = ['errors.ts', 'version.ts'];

/** The packages that the pure library is built on. */
const packages = ['decimal.js', 'zod'];

const publicExports = ['@ordiplan/planner', '@ordiplan/planner/facts', '@ordiplan/planner/schema'];

it('every folder and top file of the library has its floor', () => {
  expect(readdirSync(join(root, src)).sort()).toEqual(Object.keys(floors).sort());
});

it.each(Object.keys(floors))('%s keeps to its floor', (floor) => {
  const files = floor.endsWith('.ts') ? [sourceOf(`${src}/${floor}`)] : sourcesIn(`${src}/${floor}`);
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(breaches)).toEqual([]);
});

it('the floors have no circle: each imports only floors that import it in no way', () => {
  const reaches = (from: string, seen: readonly string[] = []): readonly string[] =>
    [...(floors[from]?.imports ?? []), ...(floors[from]?.types ?? [])].reduce(
      (all, to) => (all.includes(to) ? all : reaches(to, [...all, to])),
      seen,
    );
  for (const floor of Object.keys(floors)) expect(reaches(floor)).not.toContain(floor);
});

it('the public surface only re-exports', () => {
  const file = ts.createSourceFile('index.ts', sourceOf(`${src}/index.ts`).text, ts.ScriptTarget.ESNext);
  const other = file.statements.filter((statement) => !ts.isExportDeclaration(statement) || !statement.moduleSpecifier);
  expect(other.map((statement) => ts.SyntaxKind[statement.kind])).toEqual([]);
});

it('the shipped facts know the public surface and the data', () => {
  const known = importsOf(sourceOf('packages/planner/facts.ts')).map(({ to }) => to);
  expect(known.filter((to) => !/^\.\/src\/index\.ts$|^\.\.\/\.\.\/data\/[a-z]+\.json$/.test(to))).toEqual([]);
});

it.each(['packages/planner/cli', 'packages/web/src'])('%s sees the public exports only', (folder) => {
  expect(sourcesIn(folder).flatMap((file) => trespasses(file, folder))).toEqual([]);
});

describe('a made-up wrong import is reported', () => {
  it.each([
    // file                     import                                             report
    ['units/bad.ts', "import { load } from '../models/load.ts';", 'units/bad.ts imports models/load.ts'],
    ['units/bad.ts', "import type { Load } from '../models/load.ts';", 'units/bad.ts imports models/load.ts'],
    ['prices/bad.ts', "import {\n  load,\n} from '../models/load.ts';", 'prices/bad.ts imports models/load.ts'],
    ['models/bad.ts', "export * from '../prices/bill.ts';", 'models/bad.ts imports prices/bill.ts'],
    ['models/bad.ts', "export const later = () => import('../prices/bill.ts');", 'models/bad.ts imports prices/bill.ts'],
    ['models/bad.ts', "type B = import('../prices/bill.ts').Bill;", 'models/bad.ts imports prices/bill.ts'],
    ['advice/bad.ts', "import { compare } from '../compare.ts';", 'advice/bad.ts imports compare.ts'],
    ['advice/bad.ts', "import { compare } from '../index.ts';", 'advice/bad.ts imports index.ts'],
    ['manifests/bad.ts', "import { options } from '../options/index.ts';", 'manifests/bad.ts imports options/index.ts'],
    ['manifests/bad.ts', "import { type Plan, design } from '../options/sizing.ts';", 'manifests/bad.ts imports options/sizing.ts'],
    ['report/bad.ts', "import { load } from '../models/load.ts';", 'report/bad.ts imports models/load.ts'],
    ['report/bad.ts', "import { Chart } from 'chart.js';", 'report/bad.ts imports chart.js'],
    ['units/bad.ts', "import { readFileSync } from 'node:fs';", 'units/bad.ts imports node:fs'],
    ['options/deep/bad.ts', "import { ranges } from '../../advice/ranges.ts';", 'options/deep/bad.ts imports advice/ranges.ts'],
    [
      'units/bad.ts',
      "import json from '../../../../data/pricing.json' with { type: 'json' };",
      'units/bad.ts imports ../../../data/pricing.json',
    ],
    ['compare.ts', "import { nginx } from './manifests/nginx.ts';", 'compare.ts imports manifests/nginx.ts'],
  ])('inside: %s, %s', (file, text, report) => {
    expect(breaches({ path: `${src}/${file}`, text })).toEqual([report]);
  });

  it.each([
    ['packages/web/src/a.svelte', `<script lang="ts">\n  import { load } from '../../planner/src/models/load.ts';\n</script>`],
    ['packages/web/src/a.svelte', `<script module>\n  import '@ordiplan/planner/src/index.ts';\n</script>\n<p>from 'here'</p>`],
    ['packages/web/src/lib/a.ts', "import { load } from '@ordiplan/planner/src/models/load.ts';"],
    ['packages/web/src/lib/a.ts', "import pricing from '../../../../data/pricing.json';"],
    ['packages/planner/cli/a.ts', "import { compare } from '../src/compare.ts';"],
    ['packages/planner/cli/a.ts', "import { factsOn } from '../facts.ts';"],
    ['packages/planner/cli/a.ts', "const planner = await import('../src/index.ts');"],
  ])('outside: %s, %s', (path, text) => {
    expect(trespasses({ path, text }, path.split('/').slice(0, 3).join('/'))).toHaveLength(1);
  });
});

it('a right import is not reported', () => {
  const within = "import type { Plan } from '../options/plan.ts';\nimport { PlannerError } from '../errors.ts';\nimport { z } from 'zod';";
  expect(breaches({ path: `${src}/manifests/good.ts`, text: within })).toEqual([]);
  const site =
    "<script lang='ts'>\n  import { compare } from '@ordiplan/planner';\n  import Key from './Key.svelte';\n  import { page } from '$app/state';\n</script>";
  expect(trespasses({ path: 'packages/web/src/lib/good.svelte', text: site }, 'packages/web/src')).toEqual([]);
});

it('a word in a comment or a text is no import', () => {
  const text = "// import { load } from '../models/load.ts';\nconst said = \"import x from '../models/load.ts'\";";
  expect(nodesOf({ path: `${src}/units/good.ts`, text }).length).toBeGreaterThan(1);
  expect(breaches({ path: `${src}/units/good.ts`, text })).toEqual([]);
});

/** What a file of the library imports although its floor does not allow it. */
function breaches(file: Source): string[] {
  const path = posix.relative(src, file.path);
  const own = path.split('/')[0]!;
  const { imports, types = [] } = floors[own]!;
  return importsOf(file).flatMap(({ to, isTypeOnly }) => {
    if (!to.startsWith('.')) return packages.includes(to) ? [] : [`${path} imports ${to}`];
    const target = posix.join(posix.dirname(path), to);
    const floor = target.split('/')[0]!;
    const allowed = [own, ...ground, ...imports, ...(isTypeOnly ? types : [])];
    return allowed.includes(floor) ? [] : [`${path} imports ${target}`];
  });
}

/** What a file outside of the library imports although it is no public export. */
function trespasses(file: Source, folder: string): string[] {
  return importsOf(file).flatMap(({ to }) => {
    const isOwn = to.startsWith('.') && !posix.relative(folder, posix.join(posix.dirname(file.path), to)).startsWith('..');
    const isForeign = !to.startsWith('.') && !to.startsWith('@ordiplan/');
    return isOwn || isForeign || publicExports.includes(to) ? [] : [`${file.path} imports ${to}`];
  });
}
