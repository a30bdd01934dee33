/**
 * Builds the package that goes to npm into a folder: the library file by file, the command as one bundle, what it reads
 * and what a reader needs. In the repository nobody needs it: there the sources run as they are.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type InlineConfig } from 'tsdown';
import { licencesOf } from './licences.ts';
import { published, type Manifest } from './manifest.ts';

const source = join(import.meta.dirname, '..');
const repository = join(source, '../..');

/** What the command may contain of others. A package that is missing here fails the build: it needs a look at its licence. */
const bundled = ['yaml', 'fastest-levenshtein', 'sirv', '@polka/url', 'mrmime', 'totalist'];

const shared = {
  config: false,
  cwd: source,
  format: 'esm',
  target: 'es2023',
  fixedExtension: false,
  hash: false,
  report: false,
  logLevel: 'error',
  checks: { pluginTimings: false },
} as const satisfies InlineConfig;

/** Writes the package into `folder`, which is emptied first. Throws if anything cannot be built. */
export async function buildPackage(folder: string): Promise<void> {
  const manifest = readManifest(join(source, 'package.json'));
  rmSync(folder, { recursive: true, force: true });
  await buildLibrary(Object.values(manifest.exports), folder);
  const modules = await buildCommand(manifest.bin.ordiplan, join(folder, 'cli'));
  copyTexts(folder);
  writeFileSync(join(folder, 'LICENSE-THIRD-PARTY.md'), licencesOf(modules, readFileSync(join(repository, 'LICENSE'), 'utf8')));
  const { engines } = readManifest(join(repository, 'package.json'));
  const files = readdirSync(folder).sort();
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published({ ...manifest, engines }, files), undefined, 2)}\n`);
}

/** One file for each source file, so that a bundler drops those that a program does not use. */
async function buildLibrary(entries: readonly string[], folder: string): Promise<void> {
  await build({ ...shared, entry: [...entries], root: source, outDir: folder, platform: 'neutral', unbundle: true, dts: true });
}

/** Few files, because a command has to answer at once and two hundred take longer to open. Returns the paths of its modules. */
async function buildCommand(entry: string, folder: string): Promise<string[]> {
  const own = /^@ordiplan\/planner/;
  const bundles = await build({
    ...shared,
    entry: [entry],
    outDir: folder,
    platform: 'node',
    dts: false,
    // The package promises that loading a module does nothing. That holds for the library; the command runs by being loaded.
    treeshake: { moduleSideEffects: [{ test: /\/planner\/cli\//, sideEffects: true }] },
    deps: { alwaysBundle: [own, ...bundled], onlyBundle: bundled },
  });
  return bundles.flatMap(({ chunks }) => chunks.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : [])));
}

/** What is no code: the files that `ordiplan prices` reads, the schemas for editors, and the texts. */
function copyTexts(folder: string): void {
  const data = readdirSync(join(repository, 'data')).filter((name) => /^(pricing|machines)\.json$|\.schema\.json$/.test(name));
  mkdirSync(join(folder, 'data'), { recursive: true });
  for (const name of data) copyFileSync(join(repository, 'data', name), join(folder, 'data', name));
  const texts = [join(source, 'README.md'), join(repository, 'LICENSE'), join(repository, 'CHANGELOG.md')];
  for (const text of texts) copyFileSync(text, join(folder, basename(text)));
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

if (import.meta.main) {
  const folder = join(source, 'dist');
  await buildPackage(folder);
  process.stdout.write('The package is in packages/planner/dist. Look at it with "npm pack --dry-run ./packages/planner/dist".\n');
}
