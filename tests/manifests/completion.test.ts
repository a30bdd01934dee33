/** The completions of zsh and fish, asked by the real shells. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ordiplan } from '../cli/run.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ordiplan-completion-'));
  for (const shell of ['zsh', 'fish']) writeFileSync(join(folder, shell), (await ordiplan(['completion', shell, '--lang', 'en'])).stdout);
  writeFileSync(join(folder, 'example.yaml'), 'tenants: 5\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['ordiplan pl', ['plan']],
  ['ordiplan plan --tena', ['--tenants', '--tenants-in-12-months']],
  ['ordiplan plan --profile g', ['growth']],
  ['ordiplan schema s', ['scenario']],
  ['ordiplan prices hi', ['history']],
  ['ordiplan diff ex', ['example.yaml']],
])('fish completes "%s" to %j', (line, expected) => {
  const said = execFileSync('fish', ['--no-config', '-c', 'source ./fish; complete -C $argv[1]', line], { cwd: folder, encoding: 'utf8' });
  expect(
    said
      .split('\n')
      .filter(Boolean)
      .map((one) => one.split('\t')[0]),
  ).toEqual(expected);
});

it.each([
  ['ordiplan pl', 'ordiplan plan '],
  ['ordiplan plan --prof', 'ordiplan plan --profile '],
  ['ordiplan plan --profile g', 'ordiplan plan --profile growth '],
  ['ordiplan schema s', 'ordiplan schema scenario '],
  ['ordiplan prices hi', 'ordiplan prices history '],
])('zsh completes "%s" to "%s"', (line, expected) => {
  // A terminal of its own, in which a key prints the line as it was completed.
  const script = `
    zmodload zsh/zpty
    zpty shell zsh -f -i
    zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D; source ./zsh; show() { print -r -- "<$BUFFER>"; exit }; zle -N show; bindkey "^X" show; print ready'
    until zpty -r shell said '*ready*ready*'; do :; done
    zpty -w -n shell $1$'\\t'
    zpty -w -n shell $'\\C-X'
    zpty -r shell said '*<*>*'
    print -r -- $said
  `;
  const said = execFileSync('zsh', ['-f', '-c', script, 'zsh', line], { cwd: folder, encoding: 'utf8', timeout: 30_000 });
  expect(said).toContain(`<${expected}>`);
});
