/**
 * What runs at GitHub: it asks for no more than it needs, takes its actions at a stated version, puts nothing that a
 * stranger can write into a script, and calls only commands and files that are there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './sources.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description?: string; readonly default?: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const workflows = readdirSync(join(root, '.github/workflows')).map((file) => {
  return [file, parse(read(`.github/workflows/${file}`)) as Workflow] as const;
});
const actions = readdirSync(join(root, '.github/actions')).map((name) => {
  return [name, parse(read(`.github/actions/${name}/action.yml`)) as Action] as const;
});
const steps = [
  ...workflows.flatMap(([file, { jobs }]) => Object.values(jobs).flatMap((job) => job.steps.map((step) => ({ file, ...step })))),
  ...actions.flatMap(([file, { runs }]) => runs.steps.map((step) => ({ file, ...step }))),
];
const scripts = steps.flatMap(({ file, run }) => (run === undefined ? [] : [[file, run] as const]));

it.each(workflows)('%s asks for no more than it needs, ends in time and does not overtake itself', (_file, workflow) => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(workflow.concurrency).toBeDefined();
  for (const job of Object.values(workflow.jobs)) {
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    for (const permission of Object.keys(job.permissions ?? {})) expect(['contents', 'pull-requests']).toContain(permission);
  }
});

it('only the refresh may write, since it opens a pull request', () => {
  const writing = workflows.filter(([, { jobs }]) => Object.values(jobs).some((job) => job.permissions));
  expect(writing.map(([file]) => file)).toEqual(['prices-refresh.yml']);
});

it('every action is taken at a stated version', () => {
  const used = steps.flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(0);
  for (const uses of used) expect(uses).toMatch(/^[\w-]+\/[\w/-]+@(v\d+(\.\d+)*|[0-9a-f]{40})$/);
  expect([...new Set(used)].sort()).toEqual(['actions/checkout@v7', 'actions/setup-node@v7']);
});

describe('a script', () => {
  it.each(scripts)('of %s holds no expression: what comes from outside comes as a variable', (_file, run) => {
    expect(expressions(run)).toEqual([]);
  });

  it.each(scripts)('of %s is one that bash can read', (_file, run) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.each(scripts)('of %s names files that are there', (_file, run) => {
    for (const file of files(run)) expect(existsSync(join(root, file)), file).toBe(true);
  });

  it.each([
    ['echo ${{ github.event.pull_request.title }}', ['github.event.pull_request.title']],
    ['git checkout ${{ github.head_ref }}', ['github.head_ref']],
    ['git show "origin/$BASE_REF:data/pricing.json"', []],
  ] as const)('with "%s" would be found out', (run, found) => expect(expressions(run)).toEqual(found));
});

it('a secret is given to the one step that needs it', () => {
  const withToken = steps.filter(({ env }) => Object.values(env ?? {}).some((value) => value.includes('secrets.HCLOUD_TOKEN')));
  expect(withToken.map(({ file, run }) => [file, commandsIn(run!).map(({ name }) => name)])).toEqual([['prices-refresh.yml', ['refresh']]]);
  for (const [file] of workflows) expect(/^env:|^ {4}env:/m.test(read(`.github/workflows/${file}`)), file).toBe(false);
});

it.each(scripts.flatMap(([file, run]) => commandsIn(run).map((command) => [command.name, file, command] as const)))(
  'ordiplan prices %s of %s is a command with such flags',
  (name, _file, { flags }) => {
    const { status, stdout } = spawnSync(process.execPath, ['packages/planner/cli/ordiplan.ts', 'prices', name, '--help'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    for (const flag of flags) expect(stdout).toContain(flag);
  },
);

it('every command of the price book that a workflow should run is run', () => {
  const names = scripts.flatMap(([file, run]) => commandsIn(run).map(({ name }) => `${file} ${name}`));
  expect(names).toEqual(
    expect.arrayContaining(['prices.yml check', 'prices.yml diff', 'prices-refresh.yml refresh', 'check-prices check']),
  );
});

const inputsOf: Readonly<Record<string, readonly string[]>> = {
  'check-prices': ['base', 'file', 'format', 'machines'],
  'plan-difference': ['base', 'check', 'command', 'language', 'scenario', 'token', 'version'],
};

it.each(actions)('the action %s is composite, states its shell and describes its inputs', (name, { inputs, runs }) => {
  expect(runs.using).toBe('composite');
  for (const step of runs.steps.filter(({ run }) => run !== undefined)) expect(step.shell).toBe('bash');
  expect(Object.keys(inputs).sort()).toEqual(inputsOf[name]);
  for (const input of Object.values(inputs)) expect(input.description).toMatch(/\.$/);
});

function expressions(run: string): string[] {
  return [...run.matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)].map((match) => match[1]!);
}

/** Each call of `ordiplan prices` with its flags, those that a list adds as well. */
function commandsIn(run: string): { name: string; flags: string[] }[] {
  const added = [...run.matchAll(/flags\+=\("?(--[\w-]+)/g)].map((match) => match[1]!);
  // Behind a backtick stands a mention, not a call.
  return [...run.matchAll(/(?<!`)ordiplan(?:\.ts")? prices (\w+)([^\n|>]*)/g)].map((match) => {
    const own = [...match[2]!.matchAll(/(?<=\s)--[\w-]+/g)].map(([flag]) => flag);
    return { name: match[1]!, flags: match[2]!.includes('${flags[@]}') ? [...own, ...added] : own };
  });
}

/** Paths inside of the repository that a script names. */
function files(run: string): string[] {
  return [...run.matchAll(/(?:GITHUB_ACTION_PATH\/\.\.\/\.\.\/\.\.\/|[\s:])((?:data|packages)\/[\w./-]+)/g)].map((match) => match[1]!);
}
