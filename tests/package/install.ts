/**
 * Builds the package, packs it as npm would for publishing, and installs the tarball in an empty project: once for all tests
 * here. Its two dependencies are packed from what this repository has installed, so no network is needed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPackage } from '../../packages/planner/package/build.ts';

const root = join(import.meta.dirname, '../..');

/** What the tests are told. */
export interface Installed {
  /** An empty project that has installed the package and nothing else. */
  readonly project: string;
  readonly tarball: string;
  /** A Node of every version at hand: that of the tests, and the first one on the path that is not of this repository. */
  readonly nodes: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly installed: Installed;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ordiplan-package-')));
  const [dist, tarballs, project] = ['dist', 'tarballs', 'project'].map((name) => join(folder, name)) as [string, string, string];
  await buildPackage(dist);
  for (const made of [tarballs, project]) mkdirSync(made);
  const dependencies = ['zod', 'decimal.js'].map((name) => join(root, 'node_modules', name));
  npm(tarballs, 'pack', '--silent', '--ignore-scripts', dist, ...dependencies);
  const files = readdirSync(tarballs).map((name) => join(tarballs, name));
  writeFileSync(join(project, 'package.json'), '{ "name": "stranger", "private": true, "type": "module" }\n');
  npm(project, 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--save', ...files);
  const tarball = files.find((file) => basename(file).startsWith('ordiplan-'))!;
  provide('installed', { project, tarball, nodes: [process.execPath, ...otherNodes()] });
  return () => rmSync(folder, { recursive: true, force: true });
}

function npm(cwd: string, ...args: readonly string[]): void {
  execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** npm puts the Node of this repository first on the path; the one of the machine, if there is one, lies behind it. */
function otherNodes(): string[] {
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  const found = folders.map((folder) => join(folder, 'node')).filter((file) => existsSync(file));
  return found.filter((file) => versionOf(file) !== process.version).slice(0, 1);
}

function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
}
