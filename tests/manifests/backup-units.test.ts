/** Scripts and units of the backup, asked of the real tools: shellcheck, bash, mongosh, systemd-analyze. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { backup } from '../../packages/planner/src/manifests/backup.ts';
import { isExecutable } from '../../packages/planner/src/manifests/files.ts';
import { layouts, layoutOf, siteFor } from './bundles.ts';

const long = { timeout: 300_000 };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ordiplan-backup-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tool(name: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(name, args, { encoding: 'utf8', timeout: 240_000 });
  if (error) throw new Error(`"${name}" did not run (${error.message}). This test needs the real tool.`);
  return status === 0 ? stderr + (name === 'systemd-analyze' ? '' : stdout) : `${status}: ${stdout}${stderr}`;
}

/** Writes files once, however many layouts have them. */
function written(files: Readonly<Record<string, string>>): string[] {
  return Object.entries(files).map(([path, text]) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, isExecutable(text) ? 0o755 : 0o644);
    return file;
  });
}

const all = (name: string) => backup(siteFor(layoutOf(name)));
const isShell = (path: string) => /\/(sbin|bin)\/|\.sh$/.test(path);

describe('the scripts', long, () => {
  const distinct = () => {
    const seen = new Map<string, string>();
    for (const [i, { name }] of layouts.entries()) {
      for (const [path, text] of Object.entries(all(name))) if (isShell(path) && !seen.has(text)) seen.set(text, `scripts/${i}/${path}`);
    }
    return Object.fromEntries([...seen].map(([text, path]) => [path, text]));
  };

  it('please shellcheck, in every layout', () => {
    expect(tool('shellcheck', ['-S', 'style', ...written(distinct())])).toBe('');
  });

  it.each([
    ['a quote that is missing', '"$work"', '$work'],
    ['an end that is missing', 'esac\n', '\n'],
  ])('would not with %s', (_, from, to) => {
    const [path, text] = Object.entries(all('single')).find(([one, two]) => isShell(one) && two.includes(from))!;
    expect(tool('shellcheck', ['-S', 'style', ...written({ [`mutant/${path}`]: text.replace(from, to) })])).not.toBe('');
  });
});

describe('the units', long, () => {
  /** The units of a layout with the scripts that they start, as systemd sees them. */
  const verify = (mutate: (text: string) => string = (text) => text) => {
    const place = mkdtempSync(join(folder, 'units-'));
    const files = Object.entries(all('single'));
    const units = files
      .filter(([path]) => path.includes('/systemd/'))
      .map(([path, text]) => [path.split('/').at(-1)!, mutate(text)] as [string, string]);
    units.push(['ordination-alert@.service', '[Service]\nType=oneshot\nExecStart=/bin/true\n']);
    for (const script of ['ordination-backup', 'ordination-backup-check', 'ordination-restore-test']) {
      writeFileSync(join(place, script), '#!/bin/sh\n', { mode: 0o755 });
    }
    for (const [name, text] of units) writeFileSync(join(place, name), text.replaceAll('/usr/local/sbin/', `${place}/`));
    return tool('systemd-analyze', ['verify', '--man=no', ...units.map(([name]) => join(place, name))]);
  };

  it('please systemd without a word', () => expect(verify()).toBe(''));

  it.each([
    ['an unknown key', 'Nice=10', 'Nicce=10'],
    ['an impossible time', 'Sun *-*-* 04', 'Sun *-*-* 44'],
    ['a script that nobody emits', 'sbin/ordination-backup-check', 'sbin/ordination-backup-checks'],
    ['an unknown type', 'Type=oneshot', 'Type=onceshot'],
  ])('would not with %s', (_, from, to) => expect(verify((text) => text.replace(from, to))).not.toBe(''));
});

describe('the calendar', long, () => {
  /** The next starts of a timer from a fixed day on, in seconds, with how late each may be. */
  const starts = (name: string, unit: string): { readonly at: number; readonly latest: number }[] => {
    const [, text] = Object.entries(all(name)).find(([path]) => path.endsWith(`/${unit}.timer`))!;
    const calendar = /^OnCalendar=(.*)$/m.exec(text)![1]!;
    const delay = Number(/^RandomizedDelaySec=(\d+)$/m.exec(text)![1]);
    const { stdout } = spawnSync('systemd-analyze', ['calendar', '--base-time=2026-12-01 00:00:00 UTC', '--iterations=140', calendar], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    });
    const lines = [...stdout.matchAll(/(?:Next elapse|Iter\. #\d+|Iteration #\d+): \w+ (\S+ \S+) UTC/g)];
    return lines.map(([, when]) => Date.parse(`${when!.replace(' ', 'T')}Z`) / 1000).map((at) => ({ at, latest: at + delay }));
  };
  const month = 31 * 86_400;
  const from = Date.parse('2026-12-01T00:00:00Z') / 1000;
  const withTimers = layouts.map(({ name }) => name).filter((name) => !name.endsWith('as quoted'));

  it.each(withTimers)('%s: no start can meet the next one, and no gap is longer than the interval', (name) => {
    const units = ['ordination-backup', 'ordination-backup-check', 'ordination-restore-test'];
    const jobs = units.flatMap((unit) => starts(name, unit).filter(({ at }) => at < from + month)).sort((a, b) => a.at - b.at);
    expect(jobs.length).toBeGreaterThanOrEqual(31 + 4 + 1);
    for (const [i, { at }] of jobs.entries()) if (i > 0) expect(at).toBeGreaterThan(jobs[i - 1]!.latest);
    const backups = starts(name, 'ordination-backup');
    const gap = siteFor(layoutOf(name)).plan.backupIntervalHours * 3600;
    for (const [i, { at }] of backups.entries()) if (i > 0) expect(at - backups[i - 1]!.at).toBeLessThanOrEqual(gap);
    const trials = starts(name, 'ordination-restore-test').map(({ at }) => new Date(at * 1000));
    expect(trials.every((day) => day.getUTCDay() === 0 && day.getUTCDate() <= 7)).toBe(true);
  });
});

describe('what mongosh runs', long, () => {
  it('is a program that it can read', () => {
    const [, text] = Object.entries(all('single')).find(([path]) => path.endsWith('database-record.js'))!;
    // Without a database the first question fails; a fault of its grammar would be named differently.
    const [file] = written({ 'record.js': text });
    expect(tool('node_modules/.bin/mongosh', ['--nodb', '--quiet', file!])).not.toMatch(/SyntaxError/);
    const [mutant] = written({ 'mutant.js': text.replace('for (const', 'for const') });
    expect(tool('node_modules/.bin/mongosh', ['--nodb', '--quiet', mutant!])).toMatch(/SyntaxError/);
  });
});
