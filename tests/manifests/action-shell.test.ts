/** The shell of the action and of the examples, in the hands of shellcheck; and its expression for jq, in those of jq. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const action = '.github/actions/plan-difference/plan-difference';
const scripts = [action, 'examples/check.sh'];
const folder = mkdtempSync(join(tmpdir(), 'ordiplan-action-shell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string) => readFileSync(join(root, path), 'utf8');

function shellcheck(text: string) {
  const file = join(folder, 'script');
  writeFileSync(file, text);
  const { status, stdout, error } = spawnSync('shellcheck', ['-S', 'style', file], { encoding: 'utf8' });
  if (error) throw error;
  return { status, stdout };
}

it.each(scripts)('shellcheck finds nothing in %s, and it stops at the first fault', (path) => {
  const text = read(path);
  expect(shellcheck(text)).toEqual({ status: 0, stdout: '' });
  expect(text).toMatch(/^#!\/usr\/bin\/env bash\n[\s\S]*?^set -euo pipefail$/m);
});

it.each([
  [action, '"${command[@]}"', '${command[@]}'],
  [action, '"$work/said-first"', '$work/said-first'],
  ['examples/check.sh', '"$scenario"', '$scenario'],
])('one change of %s is seen: %s', (path, from, to) => {
  const text = read(path);
  expect(text).toContain(from);
  expect(shellcheck(text.replace(from, to)).status).not.toBe(0);
});

it('jq chooses our comments by their first line, and those of strangers never', () => {
  const [, expression] = /--jq '([^']+)'/.exec(read(action))!;
  const comment = (id: number, body: string, type: string, association: string) => ({
    id,
    body,
    user: { type },
    author_association: association,
  });
  const mark = '<!-- ordiplan:plan.yaml -->';
  const comments = [
    comment(1, `${mark}\ntext`, 'User', 'NONE'),
    comment(2, `${mark}\ntext`, 'User', 'CONTRIBUTOR'),
    comment(3, `${mark}\r\ntext`, 'Bot', 'NONE'),
    comment(4, `${mark}\ntext`, 'User', 'MEMBER'),
    comment(5, '', 'User', 'OWNER'),
    comment(6, `text\n${mark}`, 'Bot', 'NONE'),
  ];
  const { stdout, stderr } = spawnSync('jq', ['-r', expression!], { input: JSON.stringify(comments), encoding: 'utf8' });
  expect({ stderr, lines: stdout.split('\n') }).toEqual({ stderr: '', lines: [`3\t${mark}`, `4\t${mark}`, '5\t', '6\ttext', ''] });
});
