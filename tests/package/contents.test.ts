/** What is in the tarball: all that a stranger needs, nothing that is only ours. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plannerVersion } from '@ordiplan/planner';
import sourceManifest from '../../packages/planner/package.json' with { type: 'json' };
import { importsOf, sourcesIn } from '../contracts/sources.ts';
import { project, run, tarball } from './run.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(project, 'node_modules/@ordiplan/planner');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => statSync(join(folder, file)).isFile())
  .sort();
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as typeof sourceManifest & Record<string, unknown>;

it('lies flat: texts, data, command, entries, and one file for each source', () => {
  expect(files.filter((file) => !file.startsWith('src/') && !/^(data|cli)\/[\w-]+\.js$/.test(file))).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'LICENSE-THIRD-PARTY.md',
    'README.md',
    'data/machines.json',
    'data/pricing.json',
    'data/pricing.schema.json',
    'data/result.schema.json',
    'data/scenario.schema.json',
    'facts.d.ts',
    'facts.js',
    'package.json',
    'schema.d.ts',
    'schema.js',
  ]);
  const sources = readdirSync(join(root, 'packages/planner/src'), { recursive: true, encoding: 'utf8' });
  const strangers = files.filter((file) => file.startsWith('src/') && !sources.includes(sourceOf(file)));
  expect(strangers).toEqual([]);
});

it('holds JavaScript and declarations, no sources and no tests', () => {
  expect(files.filter((file) => !/\.(js|d\.ts|json|md)$|^LICENSE$/.test(file))).toEqual([]);
  expect(files.filter((file) => /test|spec/.test(file) && !sourceExists(file))).toEqual([]);
});

it('names no folder of the machine that built it', () => {
  const ours = [root, homedir(), tmpdir()].filter((path) => path.split('/').length > 2);
  const absolute = /["'`](?:file:\/\/)?\/(?:home|Users|work|root|tmp)\//;
  const found = files.filter(
    (file) => ours.some((path) => read(file).includes(path)) || (/\.d\.ts$/.test(file) && absolute.test(read(file))),
  );
  expect(found).toEqual([]);
});

it('the library imports zod, decimal.js and itself, with no attributes that a bundler would have to know', () => {
  const library = files.filter((file) => /\.(js|d\.ts)$/.test(file) && !file.startsWith('cli/'));
  const imports = library.flatMap((file) => [...read(file).matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^"]+)"([^;]*);/gm)]);
  expect([...new Set(imports.map(([, from]) => from!).filter((from) => !from.startsWith('.')))].sort()).toEqual(['decimal.js', 'zod']);
  expect(imports.filter(([, , attributes]) => attributes !== '')).toEqual([]);
  expect(
    library.filter((file) => /\brequire\(|\bimport\(/.test(read(file)) && file.endsWith('.js') && !file.startsWith('src/manifests/')),
  ).toEqual([]);
});

it('the manifest is that of the sources, made public', () => {
  const { name, license, type, sideEffects, description, dependencies } = sourceManifest;
  expect(manifest).toMatchObject({ name, license, type, sideEffects, description, dependencies, version: plannerVersion });
  expect(manifest).toMatchObject({
    engines: { node: '>=20.19' },
    publishConfig: { access: 'public' },
    bin: { ordiplan: 'cli/ordiplan.js' },
  });
  expect(Object.keys(manifest.exports)).toEqual([...Object.keys(sourceManifest.exports), './package.json']);
  expect([sourceManifest.private, 'private' in manifest]).toEqual([true, false]);
  expect(Object.keys(manifest.dependencies)).toEqual(['decimal.js', 'zod']);
  expect('devDependencies' in manifest || 'scripts' in manifest).toBe(false);
});

it('every file that an export or the command names is there, types first', () => {
  const conditions = Object.values(manifest.exports as unknown as Record<string, string | Record<string, string>>).slice(0, -1);
  for (const entry of conditions) expect(Object.keys(entry)).toEqual(['types', 'default']);
  const named = [...conditions.flatMap((entry) => Object.values(entry)), manifest.bin.ordiplan].map((file) => file.replace('./', ''));
  expect(named.filter((file) => !files.includes(file))).toEqual([]);
});

it('the command is executable and says who runs it', () => {
  expect(read('cli/ordiplan.js')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(statSync(join(folder, 'cli/ordiplan.js')).mode & 0o111).toBe(0o111);
});

it('declarations keep what the sources say', () => {
  expect(read('src/models/multi-server.d.ts')).toContain("P(an arrival must wait), Erlang's second formula");
});

it('the licences of all whose work is inside are there', () => {
  const command = files.filter((file) => file.startsWith('cli/')).map(read);
  const inside = command.flatMap((text) =>
    [...text.matchAll(/^\/\/#region .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(([, name]) => name!),
  );
  const imported = sourcesIn('packages/planner/cli')
    .flatMap(importsOf)
    .map(({ to }) => to);
  const bundled = imported.filter((name) => /^[a-z]/.test(name) && !name.startsWith('node:') && !(name in sourceManifest.dependencies));
  const notices = read('LICENSE-THIRD-PARTY.md');
  expect([...notices.matchAll(/^## (\S+) \d\S+ \(\S+\)$/gm)].map(([, name]) => name)).toEqual([...new Set([...inside, ...bundled])].sort());
  expect(notices).toContain('CC BY-SA 4.0');
});

it('publint has nothing to say', async () => {
  const { stdout } = await run(tool('publint', 'src/cli.js'), [tarball, '--strict']);
  expect(stdout).toContain('All good!');
});

it('types resolve the same way everywhere (attw)', async () => {
  const { stdout } = await run(tool('@arethetypeswrong/cli', 'dist/index.js'), [
    tarball,
    '--profile',
    'esm-only',
    '--no-definitely-typed',
    '--format',
    'json',
  ]);
  const { analysis } = JSON.parse(stdout) as { analysis: { types: { kind: string } } };
  expect(analysis.types.kind).toBe('included');
});

function tool(name: string, file: string): string {
  return join(root, 'node_modules', name, file);
}

function sourceOf(file: string): string {
  return file.replace(/^src\//, '').replace(/(\.d\.ts|\.js)$/, '.ts');
}

function sourceExists(file: string): boolean {
  return readdirSync(join(root, 'packages/planner/src'), { recursive: true, encoding: 'utf8' }).includes(sourceOf(file));
}
