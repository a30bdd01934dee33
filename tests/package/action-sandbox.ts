/** A repository of a stranger, with a GitHub and an npx of our own in front of the real programs. Nothing here asks the network. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { command, today } from '../cli/run.ts';

export const script = join(import.meta.dirname, '../../.github/actions/plan-difference/plan-difference');

/** A call of `gh api`, with what it was given as text. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly type: 'Bot' | 'User' };
  readonly author_association: 'NONE' | 'OWNER';
}

const token = 'token-of-the-job';

/** Plays the three addresses of GitHub's comments. What jq would choose is chosen here; the expression is tried with jq itself elsewhere. */
const fakeGh = `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const after = (flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
const path = args.find((arg) => arg.startsWith('repos/'));
const method = after('--method') ?? 'GET';
const body = after('-F') === 'body=@-' ? readFileSync(0, 'utf8') : undefined;
appendFileSync(process.env.LAB + '/calls', JSON.stringify({ method, path, body }) + '\\n');
if (args[0] !== 'api' || process.env.GH_TOKEN !== '${token}') process.exit(4);
if (process.env.GH_ANSWER && method !== 'GET') {
  process.stderr.write('gh: ' + process.env.GH_ANSWER + '\\n');
  process.exit(1);
}
const file = process.env.LAB + '/comments.json';
const comments = JSON.parse(readFileSync(file, 'utf8'));
const save = (all) => writeFileSync(file, JSON.stringify(all));
if (method === 'POST') save([...comments, { id: 9000 + comments.length, body, user: { type: 'Bot' }, author_association: 'NONE' }]);
if (method === 'PATCH') save(comments.map((one) => (path.endsWith('/' + one.id) ? { ...one, body } : one)));
if (method !== 'GET') process.exit(0);
if (!args.includes('--paginate') || !after('--jq')) process.exit(5);
for (const { id, body, user, author_association } of comments) {
  if (user.type === 'Bot' || author_association !== 'NONE') console.log(id + '\\t' + body.split('\\n')[0]);
}
`;

/** Calls our command in place of the published one, on the day of the tests. */
const fakeNpx = `#!/usr/bin/env bash
printf '%s\\n' "$@" >"$LAB/npx-arguments"
pwd >"$LAB/npx-folder"
env >"$LAB/npx-environment"
while [[ $1 != ordiplan ]]; do shift; done
exec '${process.execPath}' '${command}' "\${@:2}" --today ${today}
`;

/** Files of a commit; `undefined` deletes one. */
export type Texts = Readonly<Record<string, string | undefined>>;

export interface Lab {
  readonly folder: string;
  readonly repository: string;
  readonly bin: string;
  readonly base: string;
  /** Runs the script of the action. */
  readonly act: (inputs?: Readonly<Record<string, string>>) => { code: number | null; stdout: string; stderr: string };
  readonly calls: () => Call[];
  readonly comments: (all?: readonly Comment[]) => Comment[];
  readonly summary: () => string;
  /** What a fake noted, such as "npx-arguments". */
  readonly noted: (name: string) => string;
}

const made: string[] = [];

export function removeLabs(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A repository with two commits, and everything that a runner of GitHub sets. */
export function lab(before: Texts, after: Texts): Lab {
  const folder = mkdtempSync(join(tmpdir(), 'ordiplan-ci-'));
  made.push(folder);
  const [repository, bin, runner] = ['repository', 'bin', 'runner'].map((name) => join(folder, name)) as [string, string, string];
  for (const one of [repository, bin, runner]) mkdirSync(one);
  program(bin, 'gh', fakeGh);
  program(bin, 'npx', fakeNpx);
  writeFileSync(join(folder, 'comments.json'), '[]');
  git(repository, 'init', '--quiet', '--initial-branch=main');
  const base = commit(repository, { 'README.md': 'A repository.\n', ...before });
  commit(repository, after);
  const env = {
    ...outside(folder, bin),
    RUNNER_TEMP: runner,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    GITHUB_REPOSITORY: 'owner/plans',
    GITHUB_RUN_ID: '77',
    ...{ SCENARIO: 'plan.yaml', BASE: base, REPORT_LANGUAGE: 'en', CHECK: 'false', VERSION: '0.1.0', COMMAND: '' },
    ...{ GH_TOKEN: token, PULL_REQUEST: '12' },
  };
  const read = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
  return {
    folder,
    repository,
    bin,
    base,
    act: (inputs = {}) => {
      const { status, stdout, stderr } = spawnSync('bash', [script], { cwd: repository, encoding: 'utf8', env: { ...env, ...inputs } });
      return { code: status, stdout, stderr };
    },
    calls: () =>
      read('calls')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Call),
    comments: (all) => {
      if (all) writeFileSync(join(folder, 'comments.json'), JSON.stringify(all));
      return JSON.parse(read('comments.json')) as Comment[];
    },
    summary: () => read('summary'),
    noted: read,
  };
}

/** All that a program gets of the environment: the fakes first, then this Node, then what the machine has. */
export function outside(folder: string, bin: string): Record<string, string> {
  return { PATH: [bin, dirname(process.execPath), process.env.PATH].join(':'), LAB: folder, HOME: folder, LANG: 'C.UTF-8' };
}

/** Puts a program in front of the real one of its name. */
export function program(bin: string, name: string, text: string): void {
  writeFileSync(join(bin, name), text);
  chmodSync(join(bin, name), 0o755);
}

export function commit(repository: string, texts: Texts): string {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    if (text === undefined) rmSync(join(repository, path));
    else writeFileSync(join(repository, path), text);
  }
  git(repository, 'add', '--all');
  git(repository, '-c', 'user.name=a', '-c', 'user.email=a@b.example', 'commit', '--quiet', '--allow-empty', '--message=change');
  return git(repository, 'rev-parse', 'HEAD');
}

export function git(repository: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim();
}
