/** The examples of the front page print what it says, in the project of a stranger. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { project, run, write } from './run.ts';

const readme = readFileSync(join(project, 'node_modules/@ordiplan/planner/README.md'), 'utf8');
const examples = [...readme.matchAll(/```ts\n((?:(?!```)[\s\S])*)```\n\n```text\n([\s\S]*?)```/g)].map(([, program, shown]) => ({
  program: program!,
  shown: shown!,
}));
const commands = [...readme.matchAll(/```console\n\$ npx ([^\n]+)\n([\s\S]*?)```/g)].map(([, command, shown]) => ({
  command: command!,
  shown: shown!,
}));

it('every program on the front page shows what it prints', () => {
  expect(examples.length).toBe([...readme.matchAll(/^```ts$/gm)].length);
  expect([examples.length, commands.length].every((count) => count > 0)).toBe(true);
});

it.each(examples.map((example, i) => ({ ...example, number: i + 1 })))(
  'program $number prints what is shown',
  async ({ program, shown, number }) => {
    const { stdout, stderr } = await run(process.execPath, [write(`example-${number}.ts`, program)]);
    expect({ stdout: plain(stdout), stderr }).toEqual({ stdout: plain(shown), stderr: '' });
  },
);

it.each(commands)('$command prints what is shown', async ({ command, shown }) => {
  const { stdout } = await run('npx', ['--no-install', ...command.split(' ')]);
  expect(plain(stdout)).toBe(plain(shown));
});

/** Markdown on a screen has no non-breaking spaces worth comparing. */
function plain(text: string): string {
  return text.replace(/\u00a0/g, ' ');
}
