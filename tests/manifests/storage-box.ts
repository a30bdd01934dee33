/**
 * A place to try backup and restore: the emitted scripts below a folder of their own, a small volume behind a real sshd as
 * Storage Box, real restic and borg, and stand-ins for MongoDB that stream known bytes.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { backup } from '../../packages/planner/src/manifests/backup.ts';
import { paths } from '../../packages/planner/src/manifests/names.ts';
import { siteOf } from '../../packages/planner/src/manifests/site.ts';
import { briefFor, layoutOf, writtenFor } from './bundles.ts';

/** The programs that are installed here. */
const installed = { restic: '0.14.0', borg: '1.2.4' };
const boxMb = 60;
/** What the emitted files name; here it all lies below one folder. */
const places =
  /(?<=\$(?:scratch|rest|staged)|[^\w.]|^)\/(etc\/(ordination|letsencrypt)|srv\/ordination|var\/(lib\/ordination|backups\/ordination|cache\/ordination-restic|lib\/prometheus)|opt\/ordination|usr\/local\/(lib|sbin)|run)(?=[/\s"'.)}*]|$)/gm;

export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
}

export interface StorageBox {
  /** The folder that stands for "/". */
  readonly root: string;
  /** The folder of the box. */
  readonly volume: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The text of an emitted file, where the stand-ins read it. */
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string | Buffer) => void;
  readonly start: (script: string, args?: readonly string[], input?: string) => Running;
  readonly run: (script: string, args?: readonly string[], input?: string) => Promise<Outcome>;
  /** Any program with the variables of the scripts. */
  readonly tool: (command: string) => { status: number | null; stdout: string; stderr: string };
  /** The figures that the scripts left. */
  readonly figures: () => Record<string, number>;
  /** Lets sshd read other keys: "server" and "admin". */
  readonly authorize: (lines: (key: (name: 'server' | 'admin') => string) => string) => void;
  readonly close: () => Promise<void>;
}

/** Emits the backup of a layout, each file changed by `mutate`, and starts its box. */
export async function storageBox(layout: string, mutate: (path: string, text: string) => string = (_, text) => text): Promise<StorageBox> {
  const root = mkdtempSync(join(tmpdir(), 'ordiplan-box-'));
  chmodSync(root, 0o755);
  const volume = join(root, 'box');
  const port = await freePort();
  for (const folder of ['box', 'bin', 'box-bin', 'stand-in', 'run/lock', 'srv/ordination/files', 'srv/ordination/scratch', 'keys']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  must('mount', ['-t', 'tmpfs', '-o', `size=${boxMb}m,mode=755`, 'tmpfs', volume]);
  const site = siteOf(writtenFor(briefFor(layoutOf(layout)), installed));
  const server = 'servers/app-1/';
  const place = (text: string) =>
    text
      .replaceAll(places, `${root}/$1`)
      .replace(/^ {2}Port 23$/m, `  Port ${port}\n  HostName 127.0.0.1\n  HostKeyAlias storage-box`)
      .replace('.your-storagebox.de:23/', `.your-storagebox.de:${port}/`)
      .replace('OFFSITE_HOST:23/', `OFFSITE_HOST:${port}/`)
      .replaceAll('"ssh://$box:23/', `"ssh://$box:${port}/`)
      .replace('flock -w 900', 'flock -w 5');
  const write = (path: string, text: string | Buffer) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, text.toString('latin1', 0, 2).startsWith('#!') ? 0o755 : 0o600);
  };
  for (const [path, text] of Object.entries(backup(site))) {
    write(path.startsWith(server) ? path.slice(server.length) : path, place(mutate(path, text)));
  }
  for (const [name, text] of Object.entries(standIns)) write(`bin/${name}`, text.replaceAll('STAND_IN', join(root, 'stand-in')));
  symlinkSync('/usr/bin/borg', join(root, 'box-bin/borg-1.2'));
  write('box-bin/df', `#!/bin/sh\nexec /bin/df ${volume}\n`);
  write('etc/ordination/secrets/backup-password', 'the password of the repository\n');
  write('etc/ordination/secrets/mongodb-backup-password', 'secret-of-the-dump\n');
  write('etc/ordination/secrets/mongodb-restore-password', 'secret-of-the-restore\n');
  write('etc/ordination/site.env', 'OFFSITE_HOST=u1.your-storagebox.de\nOFFSITE_USER=root\n');
  for (const key of ['host', 'server', 'admin']) must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(root, 'keys', key)]);
  write('etc/ordination/secrets/backup-key', readFileSync(join(root, 'keys/server')));
  const publicKey = (name: string) => readFileSync(join(root, 'keys', `${name}.pub`), 'utf8').trim();
  write('etc/ordination/known_hosts', `storage-box ${publicKey('host')}\n`);
  const authorize: StorageBox['authorize'] = (lines) =>
    write(
      'keys/authorized',
      lines((name) => publicKey(name)),
    );
  const session = `command="cd ${volume} && PATH=${root}/box-bin:$PATH exec sh -c \\"$SSH_ORIGINAL_COMMAND\\"",restrict`;
  authorize((key) => `${session} ${key('server')}\n${session} ${key('admin')}\n`);
  const sshd = await startSshd(root, port);
  const environment = { ...process.env, PATH: `${join(root, 'bin')}:${process.env['PATH']}`, HOME: root };

  const start: StorageBox['start'] = (script, args = [], input = '') => {
    const file = script.startsWith('/') ? script : join(root, 'usr/local/sbin', script);
    const child = spawn(file, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    // "exit", not "close": what a killed script left running keeps its output open.
    const ended = once(child, 'exit').then(async ([status, signal]) => {
      await pause(30);
      return { status: status as number | null, signal: signal as NodeJS.Signals | null, said };
    });
    return { child, ended };
  };

  return {
    root,
    volume,
    environment,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    write,
    start,
    run: (script, args, input) => start(script, args, input).ended,
    tool: (command) => {
      const prelude = `set -a; . ${root}/etc/ordination/site.env; . ${root}/etc/ordination/backup.env; set +a; ssh="ssh -F ${root}/etc/ordination/ssh_config -l $OFFSITE_USER $OFFSITE_HOST"; `;
      return spawnSync('bash', ['-c', prelude + command], { env: environment, encoding: 'utf8', timeout: 60_000 });
    },
    figures: () => {
      const folder = join(root, paths.metrics);
      const files = existsSync(folder) ? readdirSync(folder) : [];
      const lines = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'));
      return Object.fromEntries(lines.map((line) => [line.split(' ')[0]!, Number(line.split(' ')[1])]));
    },
    authorize,
    close: async () => {
      sshd.kill('SIGTERM');
      if (sshd.exitCode === null) await once(sshd, 'exit');
      must('umount', ['--lazy', volume]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A tree as practices have it: umlauts, spaces, signs of patterns, links, empty folders, modes. */
export function fillFiles(box: StorageBox): void {
  const at = (path: string) => join(box.root, 'srv/ordination/files', path);
  for (const folder of ['Befunde Müller', 'leer', 'a/b/c']) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('Befunde Müller/Röntgen 2026 [1].dcm'), randomBytes(1_500_000));
  writeFileSync(at('a/b/c/*?.txt'), 'signs of patterns\n');
  writeFileSync(at('a/b/c/back\\slash'), 'a backslash\n');
  writeFileSync(at('nichts'), '');
  symlinkSync('../a/b/c/back\\slash', at('leer/Verweis'));
  symlinkSync('does not exist', at('a/dangling'));
  chmodSync(at('nichts'), 0o400);
  chmodSync(at('a/b/c/back\\slash'), 0o640);
  chmodSync(at('leer'), 0o2750);
}

/** Gives the stand-in for the database this much to dump; returns it. */
export function fillDatabase(box: StorageBox, bytes = 3_000_000): Buffer {
  const archive = Buffer.concat([randomBytes(bytes), Buffer.from('end of archive')]);
  box.write('stand-in/archive', archive);
  box.write('stand-in/record', 'ordination\tpatients\t1200\t600000123\t_id_,name_1\nordination\tvisits\t0\t0\t_id_\n');
  return archive;
}

/** How the stand-in for mongodump behaves: "die" after half of its bytes, or "wait" there. */
export function dumpMode(box: StorageBox, mode: 'ok' | 'die' | 'wait'): void {
  box.write('stand-in/mode', mode);
}

/** Waits until a file below the folder exists. */
export async function appears(box: StorageBox, path: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (existsSync(join(box.root, path))) return;
    await pause(50);
  }
  throw new Error(`${path} did not appear within 30 seconds.`);
}

/** Kills every process of that name that belongs to the box, as the kernel does when memory runs out. */
export function killAll(box: StorageBox, name: string): void {
  const mine = must('bash', [
    '-c',
    `for p in $(pgrep -x '${name.slice(0, 15)}'); do grep -qs '${box.root}' /proc/$p/cmdline /proc/$p/environ && echo $p; done; true`,
  ]);
  const ids = mine.trim().split('\n').map(Number);
  if (mine === '') throw new Error(`No "${name}" is running.`);
  for (const id of ids) process.kill(id, 'SIGKILL');
}

/** Waits until all that a killed script left behind has ended. */
export function allEnded(box: StorageBox): void {
  must('flock', ['-w', '50', join(box.root, 'run/lock/ordination-backup.lock'), 'true']);
}

/** Fills the box to its last byte. Gives back how to free it. */
export function fillVolume(box: StorageBox): () => void {
  const file = join(box.volume, 'ballast');
  writeFileSync(file, '');
  try {
    for (;;) appendFileSync(file, Buffer.alloc(4096));
  } catch {
    return () => rmSync(file);
  }
}

/** Stand-ins for MongoDB, and for what needs a real disk or users of a server. */
const standIns = {
  mongodump: `#!/bin/bash
printf '%s\\n' "$@" > STAND_IN/mongodump.args
for word in "$@"; do case $word in --config=*) cp "\${word#--config=}" STAND_IN/mongodump.yaml ;; esac; done
size=$(stat -c %s STAND_IN/archive)
head -c $((size / 2)) STAND_IN/archive
case $(cat STAND_IN/mode 2>/dev/null) in
  die) echo 'error: connection to the database is lost' >&2; exit 3 ;;
  wait) touch STAND_IN/halfway; while [[ ! -e STAND_IN/go ]]; do sleep 0.05; done; [[ $(cat STAND_IN/go) != die ]] || exit 3 ;;
esac
tail -c +$((size / 2 + 1)) STAND_IN/archive
`,
  mongosh: `#!/bin/bash
case "$*" in
  *--eval*) echo true ;;
  *:27117/*) cmp -s STAND_IN/restored STAND_IN/archive && cat STAND_IN/record || sed 's/1200/1199/' STAND_IN/record ;;
  *) cat STAND_IN/record ;;
esac
`,
  mongorestore: `#!/bin/bash
printf '%s\\n' "$@" > STAND_IN/mongorestore.args
cat > STAND_IN/restored
[[ $(tail -c 14 STAND_IN/restored | tr -d '\\0') == 'end of archive' ]] || { echo 'archive io error: unexpected EOF' >&2; exit 1; }
`,
  mongod: `#!/bin/bash
printf '%s\\n' "$@" > STAND_IN/mongod.args
echo $$ > STAND_IN/mongod.pid
exec sleep 600
`,
  runuser: `#!/bin/bash
while [[ $1 != -- ]]; do shift; done
shift
exec "$@"
`,
  mountpoint: '#!/bin/bash\n[[ ! -e STAND_IN/closed ]]\n',
  chown: '#!/bin/bash\nexit 0\n',
};

async function startSshd(root: string, port: number): Promise<ChildProcess> {
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  writeFileSync(
    join(root, 'sshd_config'),
    `ListenAddress 127.0.0.1:${port}
HostKey ${root}/keys/host
PidFile none
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
AuthorizedKeysFile ${root}/keys/authorized
Subsystem sftp /usr/lib/openssh/sftp-server
MaxStartups 100
# A bash that believes to be the first one would read all that root's own shell reads.
SetEnv SHLVL=2
`,
  );
  const sshd = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(root, 'sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  sshd.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  for (let attempt = 0; attempt < 200; attempt++) {
    if (said.includes('Server listening')) return sshd;
    if (sshd.exitCode !== null) break;
    await pause(25);
  }
  throw new Error(`sshd does not listen: ${said}. This test needs it: apt-get install openssh-server.`);
}

/** Runs a tool to its end. Fails, rather than skip, if it is missing. */
export function must(tool: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', timeout: 60_000 });
  if (error || status !== 0) throw new Error(`"${tool} ${args.join(' ')}" failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** A port of the loopback address that nobody uses at this moment. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The probe has no port.');
  return address.port;
}
