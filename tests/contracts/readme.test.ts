/** What the README shows is what a reader gets. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ordiplan, root } from '../cli/run.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

it('the worked example is the output of its command', async () => {
  const [, command, shown] = /```console\n\$ npx ordiplan ([^\n]+)\n([\s\S]*?)```/.exec(readme)!;
  const { stdout, code } = await ordiplan(command!.split(' '));
  expect(code).toBe(0);
  expect(plain(stdout)).toBe(plain(shown!));
});

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

/** Markdown on a screen has no non-breaking spaces worth comparing. */
function plain(text: string): string {
  return text.replace(/\u00a0/g, ' ').trim();
}
