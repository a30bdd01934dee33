/** What the README points to is there. That its examples show what a reader gets: tests/cli/examples.test.ts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../cli/run.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

it('the first two commands are the ones that the scripts have', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const commands = [...readme.matchAll(/^npm ci && npm (\w+)/gm)].map(([, script]) => script!);
  expect(commands).toEqual(['start', 'test']);
  expect(commands.every((script) => script in scripts)).toBe(true);
});

it('every file that the README points to exists', () => {
  const targets = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target!);
  expect(targets.length).toBeGreaterThan(5);
  expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
});
