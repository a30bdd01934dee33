/** Every example that a reader can copy is run, and what is shown as its output is its output. */
import { spawn } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseScenario } from '@ordiplan/planner';
import { commands, run } from '../../packages/planner/cli/commands.ts';
import { bash, folder, place, removeFolder } from './example-folder.ts';
import { blocksIn, commandsIn, isShown, mentionsIn, pages, plain, read, sessionsIn, type Block, type Shown } from './markdown-blocks.ts';
import { command as program, today } from './run.ts';

/** Blocks that are not run, each with the reason. */
const notRun: readonly { readonly file: string; readonly language: string; readonly begins?: string; readonly reason: string }[] = [
  { file: 'docs/method.md', language: '', reason: 'formulas; their reference results have tests of their own' },
  {
    file: 'README.md',
    language: '',
    begins: 'npm ci',
    reason: 'installs and tests this repository; that the scripts exist: contracts/readme.test.ts',
  },
  { file: 'CONTRIBUTING.md', language: '', begins: 'npm ci', reason: 'the same' },
  {
    file: 'packages/planner/README.md',
    language: '',
    begins: 'npm install',
    reason: 'needs the registry; tests/package installs the packed package',
  },
  {
    file: 'docs/prices-refresh.md',
    language: 'yaml',
    begins: 'steps:',
    reason: 'part of a workflow of another repository; that the action is sound: contracts/workflows.test.ts',
  },
  {
    file: 'data/README.md',
    language: 'json',
    begins: '"hetzner.cloud.cx33"',
    reason: 'a record of the price book, whose schema has tests of its own',
  },
  {
    file: 'data/README.md',
    language: 'json',
    begins: '"contactsPerDay"',
    reason: 'a record of the assumptions, which are read whole in every test',
  },
];

/** Commands that ask vendors; fakes of those stand in tests/cli/prices-refresh*.test.ts. Their flags are looked up in the help. */
const needsNetwork = /\bordiplan prices refresh\b/;
const setsToken = /^export HCLOUD_TOKEN=/;

/** The slowest example computes 36 months and every flip. */
const patience = 300_000;

const blocks = pages.flatMap((file) => blocksIn(file));
const examples = ['plan.yaml', 'github-workflow.yml', 'gitlab-ci.yml', 'check.sh'].map((name) => ({
  name,
  text: read(`examples/${name}`),
}));

const kinds = {
  quote: blocks.filter(({ text }) => examples.some((one) => one.text === text)),
  session: ofLanguage('console'),
  shell: ofLanguage('sh', 'bash'),
  program: ofLanguage('ts'),
  output: blocks.filter(({ language, after }) => language === 'text' && after?.language === 'ts'),
  scenario: ofLanguage('json', 'yaml').filter(({ text }) => /^ *"?tenants"?:/m.test(text)),
};

afterEach(removeFolder);

describe('every block', () => {
  it('is run, or stands in the list with its reason', () => {
    const known = new Set<Block>(Object.values(kinds).flat());
    const unknown = blocks.filter((block) => !known.has(block) && !notRun.some((one) => isOf(block, one)));
    expect(unknown.map(where)).toEqual([]);
    expect([kinds.session, kinds.shell, kinds.program, kinds.output, kinds.quote].every((some) => some.length > 0)).toBe(true);
  });

  it('that stands in the list is there, and calls no command of ours', () => {
    for (const one of notRun) {
      const found = blocks.filter((block) => isOf(block, one));
      expect(found.length, `${one.file} ${one.begins ?? ''}`).toBeGreaterThan(0);
      for (const { text } of found) expect(text).not.toMatch(/^(\$ )?(npx )?ordiplan /m);
    }
  });
});

describe('an example of the shell ends as it says', () => {
  it.each(named(kinds.shell.filter((block) => !kinds.quote.includes(block))))(
    '%s',
    (_, block) => commandsIn(block).forEach(expectEnding),
    patience,
  );
});

describe('a session shows what a reader gets', () => {
  it.each(named(kinds.session))('%s', (_, block) => sessionsIn(block).forEach(expectEnding), patience);
});

describe('a program runs and prints what is shown', () => {
  it.each(named(kinds.program))(
    '%s',
    (_, block) => {
      place('example.ts', block.text);
      const { stdout, stderr, status } = bash(`'${process.execPath}' example.ts`);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const expected = kinds.output.find(({ after }) => after === block);
      if (expected) expect(plain(stdout)).toBe(plain(expected.text));
    },
    patience,
  );
});

it.each(named(kinds.scenario))('the scenario %s is one', (_, { text }) => {
  const { $schema, ...scenario } = parse(text) as Record<string, unknown>;
  expect(() => parseScenario(scenario, today)).not.toThrow();
  expect($schema === undefined || typeof $schema === 'string').toBe(true);
});

it.each(examples)('docs/ci.md shows examples/$name as it is', ({ text }) => {
  expect(blocksIn('docs/ci.md').filter((block) => block.text === text)).toHaveLength(1);
});

describe('an example of the help works as it stands', () => {
  const all = commands.flatMap((one) => ('examples' in one ? one.examples.map((example) => ({ name: one.name, example })) : []));

  it.each(all.filter(({ name }) => name !== 'serve'))(
    '$example',
    ({ name, example }) => {
      const { status, stderr } = bash(example);
      expect({ fault: faultIn(stderr), isFine: status === 0 || (name === 'check' && status === 3) }).toEqual({ isFine: true });
    },
    patience,
  );

  // Any free port, since the usual one may be taken on this machine.
  it.each(all.filter(({ name }) => name === 'serve'))('$example', async ({ example }) => {
    const words = example
      .replace(/ --port \d+/, '')
      .split(' ')
      .slice(1);
    const child = spawn(process.execPath, [program, ...words, '--port', '0'], { cwd: folder() });
    const address = await new Promise<string>((resolve) => child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())));
    const { status } = await fetch(address);
    child.kill('SIGTERM');
    expect([status, await new Promise((resolve) => child.once('close', resolve))]).toEqual([200, 0]);
  });

  it('and every command has one', () => {
    expect(commands.filter((one) => 'examples' in one && one.examples.length === 0)).toEqual([]);
  });
});

const mentioned = pages.flatMap((file) => mentionsIn(file).map((words) => [file, words] as const));

it.each(mentioned.map(([file, words]) => [`${file}: ${words.join(' ')}`, words] as const))(
  '%s is a command with such flags',
  async (_, words) => {
    const path = words[0] === 'prices' ? words.slice(0, 2) : words.slice(0, 1);
    const help = await helpOf(path);
    for (const flag of words.flatMap((word) => /^--[a-z-]+/.exec(word)?.[0] ?? [])) expect(help).toContain(flag);
  },
);

it.each([
  ['a\nb\n', 'a\nb', true],
  ['a\u00a0b', 'a b', true],
  ['a\nb\nc\nd', 'a\n...\nd', true],
  ['a\nb', 'a', false],
  ['a\nb\nc', 'a\n...\nb', false],
  ['a.b', 'a+b', false],
  ['a', 'b', false],
])('%j shown as %j: %s', (seen, expected, is) => expect(isShown(seen, expected)).toBe(is));

function expectEnding({ command, code, output }: Shown): void {
  if (setsToken.test(command)) return;
  if (needsNetwork.test(command)) {
    const help = bash('ordiplan prices refresh --help').stdout;
    for (const [flag] of command.replace(/#.*/, '').matchAll(/--[a-z-]+/g)) expect(help).toContain(flag);
    return;
  }
  const { status, stdout, stderr } = bash(command);
  expect({ command, status, fault: code === 0 ? faultIn(stderr) : undefined }).toEqual({ command, status: code });
  // Where they differ, the two texts side by side say more than "false".
  if (output !== undefined && !isShown(stdout, output)) expect(plain(stdout)).toBe(plain(output));
}

/** A message about a fault; what the command tells of its progress is none. */
function faultIn(stderr: string): string | undefined {
  return /^(ordiplan|bash|fatal|error|warning): .*/m.exec(stderr)?.[0];
}

/** The help of a command, e.g. ["prices", "check"]; throws if there is none. */
async function helpOf(path: readonly string[]): Promise<string> {
  if (path[0] === '--version') return '--version';
  return (await run(path[0]!.startsWith('--') ? path : [...path, '--help'])).stdout;
}

function ofLanguage(...languages: readonly string[]): Block[] {
  return blocks.filter(({ language }) => languages.includes(language));
}

function isOf({ file, language, text }: Block, one: (typeof notRun)[number]): boolean {
  return file === one.file && language === one.language && text.startsWith(one.begins ?? '');
}

function named(some: readonly Block[]): (readonly [string, Block])[] {
  return some.map((block) => [where(block), block]);
}

function where({ file, line, language }: Block): string {
  return `${file}:${line} ${language}`.trim();
}
