/** The command as a program among others: streams, pipes, encodings, sizes, disks and signals. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command, environment, ordiplan, today } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ordiplan-program-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a line of bash in which $O is the command; what bash says of its own goes to stderr as well. */
function bash(line: string, { input, env = {} }: { input?: string | Uint8Array; env?: Record<string, string> } = {}) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--norc', '-c', `O() { env LC_ALL=en_US.UTF-8 '${process.execPath}' '${command}' "$@"; }; ${line}`],
    {
      cwd: folder,
      env: { ...environment, ...env },
      maxBuffer: 100_000_000,
      ...(input === undefined ? {} : { input }),
    },
  );
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** One line of message, no stack, nothing on standard output. */
function expectRefusal(ending: { code: number | null; stdout: string; stderr: string }, code: number, message: RegExp): void {
  expect(ending.stderr).toMatch(message);
  expect(ending.stderr).not.toMatch(/ {4}at |Error:/);
  expect(ending.stderr.trim().split('\n')).toHaveLength(1);
  expect([ending.code, ending.stdout]).toEqual([code, '']);
}

const plan = `O plan --today ${today}`;

describe('standard input', () => {
  it('is read as JSON and as YAML, and says the same as flags', async () => {
    const flags = await ordiplan(['plan', '--tenants', '20', '--vat', 'DE', '--json', '--today', today]);
    expect(bash(`${plan} --scenario - --json`, { input: '{"tenants": 20, "vat": "DE"}' }).stdout).toBe(flags.stdout);
    expect(bash(`${plan} --scenario - --json`, { input: '# ours\ntenants: 20\nvat: DE\n' }).stdout).toBe(flags.stdout);
    // A whole result holds its scenario.
    expect(bash(`${plan} --scenario - --json`, { input: flags.stdout }).stdout).toBe(flags.stdout);
  });

  it.each([
    ['closed', `${plan} --scenario - <&-`, /stdin.*is empty/],
    ['empty', `${plan} --scenario - </dev/null`, /stdin.*is empty/],
    ['without an end', `${plan} --scenario - </dev/zero`, /stdin.*larger than 10000000 bytes/],
    ['a folder', `${plan} --scenario - <.`, /stdin.*EISDIR|stdin.*is empty/],
  ])('%s is refused with 2', (_what, line, message) => expectRefusal(bash(line), 2, message));

  it.each([
    ['a list', '[1, 2]', /stdin.*\[…\]/],
    ['a number', '7', /stdin.*"7"/],
    ['JSON that is cut off', '{"tenants": 20', /neither JSON nor YAML, line 1/],
    ['a key twice', 'tenants: 1\ntenants: 2\n', /line 2: Map keys must be unique/],
    ['two documents', 'tenants: 1\n---\ntenants: 2\n', /neither JSON nor YAML/],
    [
      'an alias that grows',
      `a: &a [x,x]\n${[...'bcdefghij'].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghij'[i]}`).join()}]`).join('\n')}`,
      /neither JSON nor YAML.*alias/i,
    ],
    ['a field that does not exist', 'tenants: 5\ncolour: red\n', /stdin: .*colour.*is not an input/],
    ['a wrong value', 'tenants: 0\n', /stdin: tenants is 0, but must be a whole number from 1 to 1,000/],
    ['no practices', 'vat: DE\n', /stdin: tenants is missing/],
    ['a prototype', '{"__proto__": {"tenants": 4}}', /tenants is missing|is not an input/],
  ])('%s is refused with 2 and its reason', (_what, input, message) => expectRefusal(bash(`${plan} --scenario -`, { input }), 2, message));

  it('that is not UTF-8 is refused, with a mark of its byte order it is read', () => {
    expectRefusal(
      bash(`${plan} --scenario -`, { input: Buffer.from('domain: pr\xe4xis.at\ntenants: 5\n', 'latin1') }),
      2,
      /not text in UTF-8/,
    );
    expectRefusal(bash(`${plan} --scenario -`, { input: Buffer.from('tenants: 5\n', 'utf16le') }), 2, /not text in UTF-8/);
    expect(bash(`${plan} --scenario - --markdown`, { input: '\ufefftenants: 5\n' }).code).toBe(0);
  });
});

describe('a file', () => {
  it.each([
    ['that is not there', 'O plan --scenario gone.yaml', /"gone.yaml" cannot be read: the system says ENOENT/],
    ['that is a folder', 'O plan --scenario .', /"\." cannot be read: the system says EISDIR/],
    ['without an end', 'O plan --scenario /dev/zero', /larger than 10000000 bytes/],
    ['and a link at once', "O plan --scenario a.yaml --link '?tenants=3'", /not from both/],
  ])('%s is refused with 2', (_what, line, message) => expectRefusal(bash(line), 2, message));

  it('is huge: 11 MB are refused, 1 MB is read', () => {
    writeFileSync(join(folder, 'huge.yaml'), `tenants: 5\n# ${'x'.repeat(11_000_000)}\n`);
    expectRefusal(bash('O plan --scenario huge.yaml'), 2, /larger than 10000000 bytes/);
    writeFileSync(join(folder, 'large.yaml'), `tenants: 5\n# ${'x'.repeat(999_000)}\n`);
    expect(bash(`${plan} --scenario large.yaml --json`).code).toBe(0);
  });

  it('gives way to flags, and a wrong flag is named as a flag', async () => {
    writeFileSync(join(folder, 'plan.yaml'), 'tenants: 20\nvat: DE\n');
    const flags = await ordiplan(['plan', '--tenants', '30', '--vat', 'DE', '--json', '--today', today]);
    expect(bash(`${plan} --scenario plan.yaml --tenants 30 --json`).stdout).toBe(flags.stdout);
    expectRefusal(bash('O plan --scenario plan.yaml --tenants 0'), 2, /^ordiplan: --tenants is 0/);
  });
});

describe('a link', () => {
  it('of the site is a scenario, whatever stands around its inputs', async () => {
    const flags = await ordiplan(['plan', '--tenants', '20', '--vat', 'DE', '--json', '--today', today]);
    for (const link of [
      'https://x.example/en/?v=1&tenants=20&vat=DE#top',
      '?v=1&tenants=20&vat=DE',
      'v=1&tenants=20&vat=DE&at=2026-11-24~0.1.0~single~14.03',
    ])
      expect(bash(`${plan} --link '${link}' --json`).stdout).toBe(flags.stdout);
  });

  it.each([
    ['without inputs', 'https://x.example/en/', /is not a link of the calculator/],
    ['of another version', '?v=2&tenants=20', /link: .*version/],
    ['with a wrong value', '?v=1&tenants=0', /link: tenants is 0/],
  ])('%s is refused with 2', (_what, link, message) => expectRefusal(bash(`O plan --link '${link}'`), 2, message));
});

describe('standard output', () => {
  it('that is closed early ends the program quietly', () => {
    const { stdout, stderr } = bash(`${plan} --tenants 25 --json | head -c 10; echo " \${PIPESTATUS[0]}"`);
    expect(stdout).toMatch(/^\{\n.* (0|141)\n$/s);
    expect(stderr).toBe('');
  });

  it('on a full disk is told, with 1', () =>
    expectRefusal(bash(`${plan} --tenants 25 > /dev/full`), 1, /The output could not be written: the system says ENOSPC/));

  it('holds only the answer, standard error only messages', () => {
    const { code, stdout, stderr } = bash(`${plan} --tenants 25 --flips`);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toBe('');
  });

  it('has colours on a terminal only, and none with NO_COLOR or a dumb terminal', () => {
    const escape = '\u001b[';
    const onTerminal = (env: Record<string, string>) =>
      bash(`script -qec "'${process.execPath}' '${command}' plan --tenants 25 --today ${today}" /dev/null`, { env });
    expect(onTerminal({ TERM: 'xterm' }).stdout).toContain(`${escape}36m▸  A`);
    expect(onTerminal({ TERM: 'xterm', NO_COLOR: '1' }).stdout).not.toContain(escape);
    expect(onTerminal({ TERM: 'dumb' }).stdout).not.toContain(escape);
    expect(bash(`${plan} --tenants 25`, { env: { TERM: 'xterm' } }).stdout).not.toContain(escape);
    expect(bash(`${plan} --tenants 25`, { env: { FORCE_COLOR: '1' } }).stdout).toContain(escape);
  });

  it('a bar on the terminal tells how far a long search is, and is gone at the end', () => {
    const { stdout } = bash(`script -qec "'${process.execPath}' '${command}' plan --tenants 25 --flips --today ${today}" /dev/null`, {
      env: { TERM: 'xterm' },
    });
    const clearLine = '\r\u001b[K';
    const bars = stdout
      .split(clearLine)
      .filter((line) => /^[█░]{32} /.test(line))
      .map((line) => line.lastIndexOf('█'));
    expect(bars.length).toBeGreaterThan(2);
    expect(bars).toEqual(bars.toSorted((a, b) => a - b));
    expect(stdout.split(clearLine).at(-1)).not.toMatch(/[█░]/);
  });
});

describe('what is misspelt is answered with what was probably meant', () => {
  it.each([
    ['O plam', /Did you mean "plan"/],
    ['O plan --tennants 5', /Did you mean "--tenants"/],
    ['O plan --tenants 5 --reading ownr', /Did you mean "owner"/],
    ['O check --tenants 5 --plan cluser', /Did you mean "cluster"/],
    ['O explain nett --tenants 5', /Did you mean "net"/],
    ['O schema scenaro', /Did you mean "scenario"/],
    ['O completion bsh', /Did you mean "bash"/],
    ['O manifests --tenants 5 --show infra/version.tf', /Did you mean "infra\/versions.tf"/],
    ['O plan -t 5', /"-t" is not a flag/],
    ['O plan --tenants 5 --tenants 6', /--tenants is stated twice/],
    ['O curve --from 9 --to 3', /--to is "3", but must be a whole number from 9 to 1000/],
    ['O diff', /A is missing/],
    ["O diff '?tenants=5'", /B is missing/],
    ['O diff - -', /Only one of the two/],
    ['O diff a b c', /"c" is not expected/],
  ])('%s', (line, message) => {
    const ending = bash(line);
    expectRefusal(ending, 2, message);
  });
});

describe('writing', () => {
  const write = (...more: string[]) => `O manifests --tenants 20 --plan single --today ${today} --out set-up ${more.join(' ')}`;
  const parts = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.part-'));

  it.each([
    ['that is read-only', 'ro'],
    ['that is full', 'size=32k'],
  ])('to a folder %s changes nothing, and says so', (_what, option) => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', option, 'tmpfs', disk]);
    try {
      expectRefusal(bash(`cd disk && ${write()}`), 1, /could not be written: the system says (EROFS|ENOSPC)\. Nothing was changed\./);
      expect(readdirSync(disk)).toEqual([]);
      expectRefusal(
        bash(`O manifests --tenants 20 --plan single --archive disk/x.tar.gz`),
        option === 'ro' ? 1 : bash('exit 1').code!,
        /EROFS|ENOSPC/,
      );
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('without the right to do so changes nothing', () => {
    const mine = join(folder, 'set-up');
    mkdirSync(mine);
    chmodSync(mine, 0o555);
    // Root without the power to pass over the bits of a folder is anybody.
    const anybody = 'setpriv --bounding-set -dac_override,-dac_read_search env LC_ALL=en_US.UTF-8';
    const line = `${anybody} '${process.execPath}' '${command}' manifests --tenants 20 --plan single --out set-up`;
    expectRefusal(bash(line), 1, /could not be written: the system says EACCES\. Nothing was changed\./);
    expect(readdirSync(mine)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('that %s interrupts leaves everything or nothing', async (signal) => {
    let times = 0;
    for (let i = 0; i < 5; i++) {
      rmSync(join(folder, 'set-up'), { recursive: true, force: true });
      const { code, wasSignalled } = await interrupted(signal);
      if (wasSignalled) times++;
      // It may come after the last file.
      expect([0, signal === 'SIGINT' ? 130 : 143]).toContain(code);
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: join(folder, 'set-up') });
      expect(parts()).toEqual([]);
    }
    // A busy machine tells of the folder too late now and then, never always.
    expect(times).toBeGreaterThan(0);
  });

  it('that is killed leaves no half file in its place', async () => {
    await interrupted('SIGKILL');
    expect(bash(`O manifests --tenants 20 --plan single --today ${today} --out whole`).code).toBe(0);
    const left = readdirSync(join(folder, 'set-up'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of left) {
      const path = join(parentPath, name);
      if (!name.includes('.part-')) expect(readFileSync(path, 'utf8')).toBe(readFileSync(path.replace('/set-up/', '/whole/'), 'utf8'));
    }
    // What is left of it does not hinder the next run.
    expect(bash(write()).code).toBe(0);
  });

  /** Sends the signal as soon as the folder appears: in the middle of writing. */
  async function interrupted(signal: NodeJS.Signals) {
    let wasSignalled = false;
    const child = spawn(process.execPath, [command, ...write().trim().split(' ').slice(1)], {
      cwd: folder,
      env: environment,
      stdio: 'ignore',
    });
    const watcher = watch(folder, () => {
      if (!wasSignalled) wasSignalled = child.kill(signal);
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    watcher.close();
    return { code, wasSignalled };
  }

  it('SIGINT while it waits for input ends it at once, with nothing written', async () => {
    const child = spawn(process.execPath, [command, 'manifests', '--scenario', '-', '--out', 'set-up'], {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    // It has begun to read when it has taken the first byte.
    await new Promise<void>((resolve) => child.stdin!.write('t', () => resolve()));
    child.kill('SIGINT');
    const [code, by] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => child.on('close', (...end) => resolve(end)));
    expect([code, by]).toEqual([null, 'SIGINT']);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('serve', () => {
  it('shows a folder on the loopback address only, until it is told to end', async () => {
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site/index.html'), '<!doctype html><title>x</title>');
    writeFileSync(join(folder, 'secret.txt'), 'not of the site');
    const child = spawn(process.execPath, [command, 'serve', 'site', '--port', '0'], { cwd: folder, env: environment });
    const url = await new Promise<string>((resolve) => child.stdout.on('data', (text: Buffer) => resolve(text.toString().trim())));
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await (await fetch(url)).text()).toContain('<title>x</title>');
    for (const path of ['gone', '../secret.txt', '%2e%2e/secret.txt', '..%2fsecret.txt'])
      expect((await fetch(url + path)).status).toBe(404);
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });

  it('says what to do where no site was built, and where the port is taken', async () => {
    expectRefusal(bash('O serve .'), 2, /no built site in "\."/);
    writeFileSync(join(folder, 'index.html'), '');
    const first = spawn(process.execPath, [command, 'serve', '.', '--port', '0'], { cwd: folder, env: environment });
    const url = await new Promise<string>((resolve) => first.stdout.on('data', (text: Buffer) => resolve(text.toString().trim())));
    const { port } = new URL(url);
    expectRefusal(bash(`O serve . --port ${port}`), 1, new RegExp(`port ${port} is not free: the system says EADDRINUSE`));
    first.kill();
    await new Promise((resolve) => first.on('close', resolve));
  });
});
