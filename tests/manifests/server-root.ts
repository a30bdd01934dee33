/** A server to try emitted scripts on: a root folder of its own in a mount namespace, the real tools of this machine, and fakes before them on PATH. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from '@ordiplan/planner';

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ServerRoot {
  readonly folder: string;
  readonly write: (path: string, text: string, mode?: number) => void;
  /** Puts the tree of a server in, as the bundle has it. */
  readonly place: (files: Files, host: string, below?: string) => void;
  readonly read: (path: string) => string;
  readonly has: (path: string) => boolean;
  readonly remove: (path: string) => void;
  /** A program before the real one of the same name. It writes down how it was called. */
  readonly fake: (name: string, body?: string) => void;
  readonly run: (command: string, stdin?: string, env?: Readonly<Record<string, string>>) => Answer;
  /** Calls of the fakes since the last look. */
  readonly calls: () => string[];
  /** Path to mode and text of everything below the folders. */
  readonly tree: (...folders: readonly string[]) => Record<string, string>;
  readonly end: () => void;
}

const folders = [
  'usr',
  'dev/mapper',
  'proc',
  'sys',
  'etc',
  'tmp',
  'run/lock',
  'srv',
  'root',
  'home',
  'opt',
  'var/lib',
  'var/log',
  'fake',
  'sbin-local',
];
const links = ['bin', 'sbin', 'lib', 'lib64'];
const devices = ['null', 'zero', 'urandom', 'random'];
const people = ['root:0', 'admin:1000', 'deploy:1001', 'app:990', 'mongodb:991', 'www-data:33'].map((text) => text.split(':'));

/** Mounts the real programs into the folder, then runs a command there. Nothing of it is seen, or stays, outside. */
const enter = `set -eu
root=$1
shift
mount --bind /usr "$root/usr"
mount --bind "$root/sbin-local" "$root/usr/local/sbin"
for device in ${devices.join(' ')}; do : >>"$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
mount -t proc proc "$root/proc"
for file in cpuinfo meminfo; do if [ -e "$root/fake-$file" ]; then mount --bind "$root/fake-$file" "$root/proc/$file"; fi; done
exec chroot "$root" /usr/bin/setsid --wait "$@"
`;

export function serverRoot(): ServerRoot {
  const folder = mkdtempSync(join(tmpdir(), 'ordiplan-server-'));
  chmodSync(folder, 0o755);
  for (const name of folders) mkdirSync(join(folder, name), { recursive: true });
  const at = (path: string) => join(folder, path.replace(/^\/usr\/local\/sbin/, '/sbin-local'));
  const write: ServerRoot['write'] = (path, text, mode = text.startsWith('#!') ? 0o755 : 0o644) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
    chmodSync(at(path), mode);
  };
  spawnSync('ln', ['-s', ...links.map((name) => `usr/${name}`), folder]);
  spawnSync('ln', ['-s', '/proc/self/fd', join(folder, 'dev/fd')]);
  spawnSync('ln', ['-s', '/proc/self/fd/0', join(folder, 'dev/stdin')]);
  // Debian leads to some programs by links in /etc.
  spawnSync('ln', ['-s', realpathSync('/usr/bin/awk'), join(folder, 'fake/awk')]);
  write('/etc/passwd', people.map(([name, id]) => `${name}:x:${id}:${id}::/:/bin/bash\n`).join(''));
  write('/etc/group', people.map(([name, id]) => `${name}:x:${id}:\n`).join(''));
  let seen = 0;
  return {
    folder,
    write,
    place: (files, host, below = '') => {
      for (const [path, text] of Object.entries(files)) {
        if (path.startsWith(`servers/${host}/`)) write(below + path.slice(`servers/${host}`.length), text);
      }
    },
    read: (path) => readFileSync(at(path), 'utf8'),
    has: (path) => existsSync(at(path)),
    remove: (path) => rmSync(at(path), { recursive: true, force: true }),
    fake: (name, body = '') => {
      // "KILL_AT=n" ends everything at the nth call, as a power cut would.
      const text = `#!/bin/bash\necho "\${0##*/} $*" >>/calls\nif [[ "$(wc -l </calls)" == "\${KILL_AT:-}" ]]; then kill -9 0; fi\n${body}\n`;
      write(`/fake/${name}`, text);
    },
    run: (command, stdin = '', env = {}) => {
      const words = ['--mount', '--propagation', 'private', 'sh', '-c', enter, 'enter', folder];
      const inside = [
        '/usr/bin/env',
        '-i',
        'PATH=/fake:/usr/local/sbin:/usr/sbin:/usr/bin',
        'HOME=/root',
        ...Object.entries(env).map((pair) => pair.join('=')),
      ];
      const { error, status, stdout, stderr } = spawnSync('unshare', [...words, ...inside, 'bash', '-c', command], {
        input: stdin,
        encoding: 'utf8',
        timeout: 120_000,
      });
      if (error) throw new Error(`"unshare" did not run (${error.message}). This test needs util-linux and root.`);
      return { status, stdout, stderr };
    },
    calls: () => {
      if (!existsSync(join(folder, 'calls'))) return [];
      const all = readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh;
    },
    tree: (...below) => Object.fromEntries(below.flatMap((path) => entries(at(path), path)).sort()),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function entries(local: string, path: string): [string, string][] {
  if (!existsSync(local)) return [];
  return readdirSync(local, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [path + file.slice(local.length), `${(statSync(file).mode & 0o777).toString(8)} ${readFileSync(file, 'latin1')}`];
    });
}

/** Changes one text into another, and fails if the first is not there: a mutation that changes nothing shows nothing. */
export function mutated(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${from} is not in the text.`);
  return changed;
}
