/** The files of a pair, rehearsed on the loopback: two folders as two servers, each with a real sshd, rsync and rrsync between them. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failOver } from '../../packages/planner/src/manifests/fail-over.ts';
import { layoutOf, siteFor } from './bundles.ts';

const emitted = failOver(siteFor(layoutOf('pair')));
const node = process.execPath;
const inCharge = '0';
const notInCharge = '1';
const today = new Date().toISOString().slice(0, 10);

/** One of the two: its folder, its sshd, and what its script has told. */
interface Server {
  readonly name: 'app-1' | 'app-2';
  readonly folder: string;
  readonly port: number;
  told: string;
}

let folder: string;
let children: ChildProcess[];
let one: Server;
let two: Server;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ordiplan-files-'));
  children = [];
  mkdirSync('/run/sshd', { recursive: true });
  const [first, second] = [await freePort(), await freePort()];
  one = { name: 'app-1', folder: join(folder, 'one'), port: first, told: '' };
  two = { name: 'app-2', folder: join(folder, 'two'), port: second, told: '' };
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')]);
  for (const server of [one, two]) await setUp(server);
  const known = [one, two].map((server) => `[127.0.0.1]:${server.port} ${readFileSync(at(server, 'host.pub'), 'utf8')}`);
  writeFileSync(join(folder, 'known_hosts'), known.join(''));
});

afterEach(async () => {
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    // The whole group: bash does not end what it has started.
    process.kill(-child.pid!, 'SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('the server in charge', () => {
  it('pushes what changes, and the other one keeps what was deleted or replaced', async () => {
    write(one, 'files/7/scan.pdf', 'first');
    start(one);
    start(two);
    await until(() => read(two, 'files/7/scan.pdf') === 'first');
    await until(() => existsSync(at(one, 'stamp')) && existsSync(at(two, 'stamp')));
    write(one, 'files/7/scan.pdf', 'second');
    write(one, 'files/8/new.pdf', 'new');
    await until(() => read(two, 'files/7/scan.pdf') === 'second' && read(two, 'files/8/new.pdf') === 'new');
    expect(read(two, `files/.deleted/${today}/7/scan.pdf`)).toBe('first');
    rmSync(at(one, 'files/8'), { recursive: true });
    await until(() => !existsSync(at(two, 'files/8/new.pdf')));
    expect(read(two, `files/.deleted/${today}/8/new.pdf`)).toBe('new');
    expect(existsSync(at(one, 'files/.deleted'))).toBe(false);
  });

  it('is another one after a fail-over: files go the other way, and nothing goes the old one', async () => {
    write(one, 'files/a', 'a');
    start(one);
    start(two);
    await until(() => read(two, 'files/a') === 'a');
    write(one, 'role', notInCharge);
    write(two, 'role', inCharge);
    write(two, 'files/b', 'b');
    await until(() => read(one, 'files/b') === 'b');
    // What only the former one had is kept for the time of grace.
    write(one, 'files/c', 'only here');
    await until(() => read(one, `files/.deleted/${today}/c`) === 'only here');
    expect(existsSync(at(two, 'files/c'))).toBe(false);
    expect(one.told).toContain('not in charge and waits');
  });

  it('takes nothing: two that both believe to lead overwrite nothing of each other', async () => {
    write(one, 'files/a', 'of one');
    write(two, 'files/a', 'of two');
    write(two, 'role', inCharge);
    start(one);
    start(two);
    await until(() => /in a row failed/.test(one.told) && /in a row failed/.test(two.told));
    expect([read(one, 'files/a'), read(two, 'files/a')]).toEqual(['of one', 'of two']);
    expect(one.told).toContain('This server is in charge: it takes no files.');
    expect(existsSync(at(one, 'stamp'))).toBe(false);
  });

  it('gives up with an error, and so with a mail, after ten pushes that failed', async () => {
    write(two, 'role', inCharge);
    const child = start(one);
    await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(one.told).toContain('Push number 10 in a row failed.');
  });

  it('pushes to no server but the one whose key is pinned', async () => {
    writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${two.port} ${readFileSync(at(one, 'host.pub'), 'utf8')}`);
    write(one, 'files/a', 'a');
    start(two);
    start(one);
    await until(() => /in a row failed/.test(one.told));
    expect(one.told).toMatch(/Host key verification failed/);
    expect(existsSync(at(two, 'files/a'))).toBe(false);
  });

  it('does not empty the other one because its own disk is empty', async () => {
    for (let i = 0; i < 10; i += 1) write(two, `files/${i}`, String(i));
    start(two);
    start(one, (text) => text.replace('--max-delete=1000', '--max-delete=3'));
    await until(() => /in a row failed/.test(one.told));
    expect(readdirSync(at(two, `files/.deleted/${today}`)).length).toBeLessThanOrEqual(6);
    expect(one.told).toMatch(/max-delete|deletions stopped/i);
  });
});

describe('a transfer that is killed', () => {
  it('leaves no half file, and the next one brings it whole', async () => {
    const big = Buffer.alloc(24 * 1024 * 1024, 'x');
    start(two);
    await until(() => existsSync(at(two, 'home/.ssh/authorized_keys')));
    write(one, 'files/big', '');
    writeFileSync(at(one, 'files/big'), big);
    const child = start(one, (text) => text.replace('rsync --archive', 'rsync --bwlimit=4000 --archive'));
    const parts = () => readdirSync(at(two, 'files')).filter((name) => name.startsWith('.big.'));
    await until(() => parts().some((name) => (statSync(at(two, `files/${name}`), { throwIfNoEntry: false })?.size ?? 0) > 200_000));
    expect(existsSync(at(two, 'files/big'))).toBe(false);
    process.kill(-child.pid!, 'SIGKILL');
    await once(child, 'exit');
    await pause(1000);
    expect(existsSync(at(two, 'files/big'))).toBe(false);
    start(one);
    await until(() => existsSync(at(two, 'files/big')));
    expect(readFileSync(at(two, 'files/big')).equals(big)).toBe(true);
  });
});

describe('the time of grace', () => {
  it('ends after 30 days', async () => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    for (const days of [29, 33]) {
      write(two, `files/.deleted/${days}/a`, 'a');
      utimesSync(at(two, `files/.deleted/${days}`), daysAgo(days), daysAgo(days));
    }
    start(two);
    await until(() => !existsSync(at(two, 'files/.deleted/33')));
    expect(read(two, 'files/.deleted/29/a')).toBe('a');
  });
});

describe('the key of the pair', () => {
  it.each([[['id']], [['cat', '/etc/hostname']], [['rsync', '--server', '--sender', '-logDtpre.iLsfxCIvu', '.', '/etc/']], [[]]])(
    'opens nothing but a push: %j',
    async (command) => {
      start(two);
      await until(() => existsSync(at(two, 'home/.ssh/authorized_keys')));
      expect(readFileSync(at(two, 'home/.ssh/authorized_keys'), 'utf8')).toMatch(
        /^restrict,from="127\.0\.0\.1,10\.0\.0\.12",command=".*--receive" ssh-ed25519 /,
      );
      const known = join(folder, 'known_hosts');
      const options = ['-i', join(folder, 'key'), '-o', `UserKnownHostsFile=${known}`, '-o', 'BatchMode=yes', '-p', String(two.port)];
      const result = spawnSync('ssh', [...options, 'root@127.0.0.1', ...command], { encoding: 'utf8', timeout: 20_000 });
      expect(result.status).not.toBe(0);
      expect(result.stdout).not.toMatch(/uid=|\w{3,}/);
    },
  );
});

describe('the script', () => {
  it('runs once only', async () => {
    start(one);
    await until(() => one.told.includes('This server is in charge'));
    const second = start(one);
    await once(second, 'exit');
    expect([second.exitCode, one.told]).toEqual([1, expect.stringContaining('It runs already.')]);
  });

  it('ends, to be started anew, when nothing tells it of changes any more', async () => {
    writeFileSync(at(one, 'bin/inotifywait'), '#!/bin/sh\nexit 1\n');
    start(two);
    const child = start(one);
    await once(child, 'exit');
    expect([child.exitCode, one.told]).toEqual([1, expect.stringContaining('fs.inotify.max_user_watches')]);
  });
});

function at(server: Server, path: string): string {
  return join(server.folder, path);
}

function write(server: Server, path: string, text: string): void {
  mkdirSync(dirname(at(server, path)), { recursive: true });
  writeFileSync(at(server, path), text);
}

function read(server: Server, path: string): string | undefined {
  return existsSync(at(server, path)) ? readFileSync(at(server, path), 'utf8') : undefined;
}

async function setUp(server: Server): Promise<void> {
  for (const path of ['files', 'home', 'bin', 'run']) mkdirSync(at(server, path), { recursive: true });
  write(server, 'role', server === one ? inCharge : notInCharge);
  write(server, 'hello', `#!/bin/sh\nexit "$(cat '${at(server, 'role')}')"\n`);
  // As inotifywait would, with what this machine has.
  write(
    server,
    'bin/inotifywait',
    `#!${node}\nrequire('node:fs').watch('${at(server, 'files')}', { recursive: true }, (_event, name) => {
  if (!String(name).startsWith('.deleted')) console.log('x');
});\n`,
  );
  for (const path of ['hello', 'bin/inotifywait']) chmodSync(at(server, path), 0o755);
  place(server, 'sync', (text) => text);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(server, 'host')]);
  write(
    server,
    'sshd_config',
    `Port ${server.port}
ListenAddress 127.0.0.1
HostKey ${at(server, 'host')}
AuthorizedKeysFile ${at(server, 'home/.ssh/authorized_keys')}
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
`,
  );
  const sshd = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', at(server, 'sshd_config')], { detached: true, stdio: 'ignore' });
  children.push(sshd);
  await until(() => sshd.exitCode !== null || spawnSync('bash', ['-c', `: </dev/tcp/127.0.0.1/${server.port}`]).status === 0);
  if (sshd.exitCode !== null) throw new Error('sshd did not start. Install it: tests/manifests/install-tools.');
}

/** The emitted script with what belongs to a server led into its folder. */
function place(server: Server, name: string, change: (text: string) => string): string {
  const peer = server === one ? two : one;
  const text = emitted[`servers/${server.name}/usr/local/sbin/ordination-files-sync`]!;
  const swaps: readonly (readonly [string, string])[] = [
    ["node '/opt/ordination/database/hello.cjs'", `'${at(server, 'hello')}'`],
    ['/usr/local/sbin/ordination-files-sync', at(server, 'sync')],
    ['/srv/ordination/files', at(server, 'files')],
    ['/etc/ordination/known_hosts', join(folder, 'known_hosts')],
    ['/etc/ordination/secrets/files-sync-key', join(folder, 'key')],
    ['/var/lib/ordination/files-sync.stamp', at(server, 'stamp')],
    ['/run/ordination-files-sync/', `${at(server, 'run')}/`],
    [`app@${peer.name}`, 'root@127.0.0.1'],
    ['ssh -p 22 ', `ssh -p ${peer.port} `],
    ['from="10.0.0.11', 'from="127.0.0.1'],
  ];
  let own = text;
  for (const [right, wrong] of swaps) {
    if (!own.includes(right)) throw new Error(`The script has no "${right}" to be led elsewhere.`);
    own = own.replaceAll(right, wrong);
  }
  write(server, name, change(own));
  chmodSync(at(server, name), 0o755);
  return at(server, name);
}

function start(server: Server, change: (text: string) => string = (text) => text): ChildProcess {
  const script = place(server, 'watch', change);
  const env = { PATH: `${at(server, 'bin')}:${process.env['PATH']}`, HOME: at(server, 'home'), LONGEST_WAIT: '1', PAUSE: '0.1' };
  const child = spawn(script, [], { detached: true, env });
  children.push(child);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (server.told += part.toString()));
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until(isTrue: () => boolean, seconds = 40): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(20)) if (isTrue()) return;
  throw new Error(`Not within ${seconds} seconds: ${isTrue.toString()}. Told:\n${one.told}\n--\n${two.told}`);
}
