/** The completion of bash, asked by the real bash. Those of zsh and fish are asked in tests/manifests. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ordiplan } from './run.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ordiplan-completion-'));
  const { code, stdout } = await ordiplan(['completion', 'bash']);
  expect(code).toBe(0);
  writeFileSync(join(folder, 'completion'), stdout);
  writeFileSync(join(folder, 'example.yaml'), 'tenants: 5\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What bash proposes for the last word. */
function proposed(...words: string[]): string[] {
  const line =
    'source ./completion; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ordiplan; printf "%s\\n" "${COMPREPLY[@]}"; complete -p ordiplan >&2';
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', line, 'bash', 'ordiplan', ...words], {
    cwd: folder,
  });
  expect([status, stderr.toString()]).toEqual([0, 'complete -F _ordiplan ordiplan\n']);
  return stdout.toString().split('\n').filter(Boolean);
}

it.each([
  [['pl'], ['plan']],
  [['c'], ['compare', 'curve', 'check', 'completion']],
  [
    ['plan', '--tena'],
    ['--tenants', '--tenants-in-12-months'],
  ],
  [
    ['plan', '--profile', ''],
    ['start', 'production', 'growth', 'none'],
  ],
  [
    ['plan', '--os', 'ubuntu-2'],
    ['ubuntu-24.04', 'ubuntu-26.04'],
  ],
  [['check', '--plan', 'pair-t'], ['pair-two-sites']],
  [['prices', 'h'], ['history']],
  [
    ['schema', ''],
    ['scenario', 'prices', 'result', '--today', '--lang', '--help'],
  ],
  [
    ['explain', 'use.r'],
    ['use.ram', 'use.restore'],
  ],
  [['plan', '--scenario', 'ex'], ['example.yaml']],
  [['diff', 'ex'], ['example.yaml']],
])('ordiplan %j is completed to %j', (words, expected) => expect(proposed(...words)).toEqual(expected));
