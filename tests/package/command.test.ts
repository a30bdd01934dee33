/** The installed command answers as the one in the repository does. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plannerVersion } from '@ordiplan/planner';
import { ordiplan } from '../cli/run.ts';
import { nodes, project, run } from './run.ts';

const installed = join(project, 'node_modules/@ordiplan/planner/cli/ordiplan.js');
const day = ['--today', '2026-11-24'];

/** What the command in the repository says to the same. */
const answers = new Map<string, ReturnType<typeof ordiplan>>();

const calls = [
  ['plan', '--tenants', '25', '--json', ...day],
  ['prices', 'check', ...day],
  ['prices', 'explain', 'cx33', '--ordered', '2026-04-15'],
  ['manifests', '--tenants', '25', '--show', 'servers/app-1/etc/nftables.conf', ...day],
  ['--help'],
].map((args) => ({ args, said: args.join(' ') }));

describe.each(nodes)('in %s', (node) => {
  it.each(calls)('ordiplan $said', async ({ args, said }) => {
    if (!answers.has(said)) answers.set(said, ordiplan(args));
    expect({ ...(await run(node, [installed, ...args])), code: 0 }).toEqual(await answers.get(said));
  });
});

it('npx finds it and it says its version', async () => {
  const { stdout } = await run('npx', ['--no-install', 'ordiplan', '--version']);
  expect(stdout).toBe(`${plannerVersion}\n`);
});
