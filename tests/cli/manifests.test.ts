/** `ordiplan manifests` as a program: what it writes, what it refuses to write over, what the real tar makes of its archive. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compare, isExecutable, setUp, type PlanId, type ScenarioInput } from '@ordiplan/planner';
import { facts } from '../planner/answers.ts';
import { ordiplan, today } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ordiplan-out-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const out = () => join(folder, 'set-up');
const write = (...more: string[]) =>
  ordiplan(['manifests', '--tenants', '20', '--plan', 'single', '--today', today, '--lang', 'en', '--out', out(), ...more]);

describe('--out', () => {
  it('writes every file of the library with its run bit, and a list that sha256sum accepts', async () => {
    const { code, stdout, stderr } = await write();
    const files = library('single', { tenants: 20 });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`${Object.keys(files).length} files of the plan "single" written to ${out()}`);
    expect(allBelow(out()).filter((path) => path !== 'SHA256SUMS')).toEqual(Object.keys(files).sort());
    for (const [path, text] of Object.entries(files)) {
      expect(readFileSync(join(out(), path), 'utf8')).toBe(text);
      expect(statSync(join(out(), path)).mode & 0o777).toBe(isExecutable(text) ? 0o755 : 0o644);
    }
    expect(Object.values(files).some(isExecutable)).toBe(true);
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: out() });
  });

  it('writes the same bytes again, and leaves what is not its own', async () => {
    await write();
    mkdirSync(join(out(), 'secrets'));
    writeFileSync(join(out(), 'secrets/backup-password'), 'mine');
    const before = sumsBelow(out());
    expect((await write()).code).toBe(0);
    expect(sumsBelow(out())).toEqual(before);
  });

  it('does not write over a file that was changed by hand, unless forced', async () => {
    await write();
    const [path] = Object.keys(library('single', { tenants: 20 }));
    const file = join(out(), path!);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, 'by hand');
    const refused = await write();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(path);
    expect(refused.stderr).toContain('--force');
    expect(readFileSync(file, 'utf8')).toBe('by hand');
    expect((await write('--force')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('removes what a smaller plan has no more, but not what was changed by hand', async () => {
    const run = (id: string) => ordiplan(['manifests', '--tenants', '20', '--plan', id, '--today', today, '--lang', 'en', '--out', out()]);
    await run('pair');
    const [kept, gone] = allBelow(out()).filter((path) => path.startsWith('servers/app-2/'));
    writeFileSync(join(out(), kept!), 'by hand');
    const { code, stdout } = await run('single');
    expect(code).toBe(0);
    expect(stdout).toContain(`changed by hand and therefore left: ${kept}`);
    expect(existsSync(join(out(), gone!))).toBe(false);
    expect(allBelow(out()).filter((path) => path.startsWith('servers/app-2/'))).toEqual([kept]);
  });

  it('says what the system says if the disk refuses, and leaves no half file', async () => {
    // Root may write everywhere: a file where a folder is needed refuses everybody.
    writeFileSync(out(), '');
    const { code, stderr } = await write();
    expect(code).toBe(1);
    expect(stderr).toMatch(/could not be written: the system says E(NOTDIR|EXIST)\. Nothing was changed\./);
    expect(stderr).not.toContain('    at ');
    expect(readdirSync(folder)).toEqual(['set-up']);
  });

  it('leaves a disk that is full as it was', async () => {
    const small = join(folder, 'small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', small]);
    try {
      const { code, stderr } = await ordiplan([
        'manifests',
        '--tenants',
        '20',
        '--plan',
        'single',
        '--today',
        today,
        '--out',
        join(small, 'x'),
      ]);
      expect(code).toBe(1);
      expect(stderr).toContain('ENOSPC');
      expect(readdirSync(small)).toEqual([]);
    } finally {
      execFileSync('umount', [small]);
    }
  });
});

describe('--archive', () => {
  it('is unpacked by tar to the same files with the same run bits', async () => {
    const file = join(folder, 'set-up.tar.gz');
    const { code } = await ordiplan(['manifests', '--tenants', '40', '--plan', 'pair-cells', '--today', today, '--archive', file]);
    expect(code).toBe(0);
    execFileSync('tar', ['-xzf', file, '-C', folder]);
    const files = library('pair-cells', { tenants: 40 });
    const top = join(folder, 'ordination-pair-cells');
    expect(allBelow(top)).toEqual(Object.keys(files).sort());
    for (const [path, text] of Object.entries(files)) {
      expect(readFileSync(join(top, path), 'utf8')).toBe(text);
      expect((statSync(join(top, path)).mode & 0o111) !== 0).toBe(isExecutable(text));
    }
  });

  it('has the same bytes every time, and is not written over', async () => {
    const name = (n: number) => join(folder, `${n}.tar.gz`);
    const make = (file: string, ...more: string[]) =>
      ordiplan(['manifests', '--tenants', '20', '--plan', 'single', '--today', today, '--archive', file, ...more]);
    await make(name(1));
    await make(name(2));
    expect(readFileSync(name(1))).toEqual(readFileSync(name(2)));
    writeFileSync(name(2), 'mine');
    expect((await make(name(2))).code).toBe(2);
    expect(readFileSync(name(2), 'utf8')).toBe('mine');
    expect((await make(name(2), '--force')).code).toBe(0);
    expect(readFileSync(name(2))).toEqual(readFileSync(name(1)));
  });
});

describe('what is wrong is said:', () => {
  it.each([
    ['no output', [], 'seen: –'],
    ['two outputs', ['--list', '--out', 'x'], 'seen: --out, --list'],
    ['an unknown plan', ['--list', '--plan', 'triple'], '--plan is "triple"'],
    ['a plan that is only shown', ['--list', '--plan', 'three-mongods'], 'no files are written for it'],
    ['a file that is not there', ['--plan', 'single', '--show', 'servers/app-9/x'], '"servers/app-9/x" is not a file of this plan'],
    ['a domain that could end a line', ['--list', '--domain', 'a.at\nb'], 'a host name'],
    ['networks with host bits', ['--list', '--admin-networks', '192.0.2.1/24'], 'without host bits'],
  ])('%s', async (_what, flags, message) => {
    const { code, stdout, stderr } = await ordiplan(['manifests', '--tenants', '20', '--today', today, '--lang', 'en', ...flags]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});

it('--list and --show print what the library has', async () => {
  const files = library('managed-db', { tenants: 20 });
  const flags = ['manifests', '--tenants', '20', '--plan', 'managed-db', '--today', today];
  expect((await ordiplan([...flags, '--list'])).stdout).toBe(`${Object.keys(files).join('\n')}\n`);
  expect((await ordiplan([...flags, '--show', 'infra/versions.tf'])).stdout).toBe(files['infra/versions.tf']);
});

function library(id: PlanId, input: ScenarioInput) {
  return setUp(compare(input, facts), id, facts);
}

function allBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function sumsBelow(folder: string): Record<string, string> {
  return Object.fromEntries(
    allBelow(folder).map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex'),
    ]),
  );
}
