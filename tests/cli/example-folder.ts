/** The folder in which an example is run: what a reader has who put a plan beside other files and installed the package. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { read } from './markdown-blocks.ts';
import { command as program, root, today } from './run.ts';

let made: string | undefined;

/** After each test, so that no example finds what another one wrote. */
export function removeFolder(): void {
  if (made !== undefined) rmSync(made, { recursive: true, force: true });
  made = undefined;
}

/** A folder as a reader has it, new for every test that asks: a repository with a plan, a price book and the package. */
export function folder(): string {
  if (made !== undefined) return made;
  made = mkdtempSync(join(tmpdir(), 'ordiplan-examples-'));
  const plan = read('examples/plan.yaml');
  place('plan.yaml', plan);
  place('before.yaml', plan);
  place('after.yaml', plan.replace(/^tenants: .+$/m, 'tenants: 60'));
  place('data/pricing.json', read('data/pricing.json'));
  place('package.json', '{ "type": "module" }\n');
  place('packages/web/build/index.html', '<!doctype html>\n');
  mkdirSync(join(made, 'node_modules/@ordiplan'), { recursive: true });
  symlinkSync(join(root, 'packages/planner'), join(made, 'node_modules/@ordiplan/planner'));
  place('bin/ordiplan', calling, 0o755);
  place('bin/npx', '#!/bin/sh\n[ "$1" = ordiplan ] || exit 9\nshift\nexec ordiplan "$@"\n', 0o755);
  const author = '-c user.name=a -c user.email=a@b.example';
  bash(
    `git init --quiet && git add data plan.yaml && git ${author} commit --quiet -m prices && git update-ref refs/remotes/origin/main HEAD`,
  );
  return made;
}

/** Our command, on the day of the tests unless the example names one. */
const calling = `#!/usr/bin/env bash
day=()
case "$1 \${2:-}" in
  -* | 'prices history' | 'prices diff') ;;
  'prices explain') [[ " $* " == *' --on '* ]] || day=(--on ${today}) ;;
  *) [[ " $* " == *' --today '* ]] || day=(--today ${today}) ;;
esac
exec '${process.execPath}' '${program}' "$@" "\${day[@]}"
`;

/** Runs a line of shell in the folder, with our command in front of every other. */
export function bash(line: string) {
  const env = { PATH: `${join(folder(), 'bin')}:${dirname(process.execPath)}:${process.env.PATH}`, HOME: folder(), LANG: 'C.UTF-8' };
  return spawnSync('bash', ['-c', line], { cwd: folder(), encoding: 'utf8', env, maxBuffer: 2 ** 26 });
}

/** Writes a file of the folder. */
export function place(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(folder(), path)), { recursive: true });
  writeFileSync(join(folder(), path), text, { mode });
}
