/** The commands of the documents, as bash and shellcheck read them, in both languages of every layout. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { filesFor, layouts } from './bundles.ts';

const folder = mkdtempSync(join(tmpdir(), 'ordiplan-documents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Block {
  readonly path: string;
  readonly text: string;
}

/** Fenced blocks, without the indentation of the step that they belong to; and the commands of the checks. */
function blocksOf(path: string, markdown: string): Block[] {
  const fenced = [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(([, indent, text]) =>
    text!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
  const checks = [...markdown.matchAll(/^ *(?:Prüfung|Check): `([^`]+)`|^(?:Vorbei, wenn|It is over when):? `([^`]+)`/gm)].map(
    ([, one, other]) => `${one ?? other}\n`,
  );
  return [...fenced, ...checks].map((text) => ({ path, text }));
}

/** Each different block once, with the first place where it stands. */
const blocks = [
  ...new Map(
    layouts.flatMap((layout) =>
      Object.entries(filesFor(layout))
        .flatMap(([path, text]) => (path.endsWith('.md') ? blocksOf(`${layout.name}: ${path}`, text) : []))
        .map((block) => [block.text, block] as const),
    ),
  ).values(),
];

function written(text: string, name = 'block.sh'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What a program says, with its status; a program that is missing fails with its name. */
function verdict(program: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) throw new Error(`"${program}" cannot be started. Install it with tests/manifests/install-tools.`, { cause: error });
  return status === 0 ? '' : `${status}: ${stdout}${stderr}`;
}

const shellcheck = (...files: string[]) => verdict('shellcheck', '-s', 'bash', '-S', 'warning', ...files);

describe('the commands of the documents', () => {
  it('are many', () => expect(blocks.length).toBeGreaterThan(100));

  it('are what bash can read', () => {
    const faults = blocks.flatMap(({ path, text }) => {
      const said = verdict('bash', '-n', written(text));
      return said === '' ? [] : [`${path}: ${text}${said}`];
    });
    expect(faults).toEqual([]);
  });

  it('leave shellcheck nothing to warn of', () => {
    const files = blocks.map(({ text }, i) => written(text, `block-${i}.sh`));
    expect(shellcheck(...files)).toBe('');
  });

  it.each([
    ['a quote without an end', "bin/on app-1 sudo grep 'database_up /var/lib/x\n"],
    ['a group without an end', '{ cat secrets/app.env\n'],
    ['a pipe to nothing', 'tofu -chdir=infra output -json dns |\n'],
  ])('%s is seen by bash', (_what, text) => {
    expect(verdict('bash', '-n', written(text))).not.toBe('');
  });

  it.each([
    ['a name that is never set', 'printf \'%s\\n\' "$tokn" >secrets/hcloud-address-token\n'],
    ['a folder that may be empty', 'folder=\nrm -rf "$folder/"*\n'],
    ['a word that is split', 'for file in $(ls secrets); do cat $file; done\n'],
    ['an order of redirections that cannot be meant', 'bin/check 2>&1 >/dev/null\n'],
  ])('%s is seen by shellcheck', (_what, text) => {
    expect(shellcheck(written(text))).not.toBe('');
  });
});
