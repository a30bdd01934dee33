/** The emitted files of one server in a temporary folder, as its own tree, for the tools that check them there. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from '../../packages/planner/src/manifests/files.ts';
import type { Site } from '../../packages/planner/src/manifests/site.ts';
import { layouts, siteFor } from './bundles.ts';

export interface Tree {
  readonly root: string;
  /** Where a file of the server lies here. */
  readonly at: (path: string) => string;
  readonly text: (path: string) => string;
  /** Puts a file there, or another text in its place. */
  readonly put: (path: string, text: string, mode?: number) => void;
  readonly remove: () => void;
}

export function serverTree(files: Files, host: string): Tree {
  const root = mkdtempSync(join(tmpdir(), 'ordiplan-server-'));
  chmodSync(root, 0o755);
  const at = (path: string) => join(root, path);
  const put = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
    chmodSync(at(path), mode);
  };
  const prefix = `servers/${host}`;
  for (const [path, text] of Object.entries(files)) if (path.startsWith(`${prefix}/`)) put(path.slice(prefix.length), text);
  return { root, at, put, text: (path) => readFileSync(at(path), 'utf8'), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A server for each different text that is emitted for `path`, whatever its header says. */
export function eachText(emit: (site: Site) => Files, path: string): { layout: string; host: string }[] {
  const found = new Map<string, { layout: string; host: string }>();
  for (const layout of layouts) {
    const site = siteFor(layout);
    const files = emit(site);
    for (const { name } of site.hosts) {
      const [, body = ''] = /\n\n([^]*)/.exec(files[`servers/${name}${path}`] ?? '') ?? [];
      found.set(body, { layout: layout.name, host: name });
    }
  }
  return [...found.values()];
}

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a tool to its end. Fails, rather than skip, if it is not installed. */
export function run(tool: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Answer {
  const { error, status, stdout, stderr } = spawnSync(tool, args, {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, LC_ALL: 'C', ...env },
  });
  if (error) throw new Error(`"${tool}" did not run (${error.message}). This test needs root and the real tool.`);
  return { status, stdout, stderr };
}

/** Users and groups as a server has them, in files that take the place of those of this machine. */
export function accounts(tree: Tree): void {
  const people = [
    ['admin', 1000],
    ['deploy', 1001],
    ['app', 990],
    ['mongodb', 991],
  ] as const;
  const line = (name: string, uid: number) => `${name}:x:${uid}:${uid}::${tree.at(`/home/${name}`)}:/bin/bash\n`;
  tree.put(
    '/etc/passwd',
    `root:x:0:0::${tree.at('/home/root')}:/bin/bash\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\nsshd:x:100:65534::/run/sshd:/usr/sbin/nologin\nnobody:x:65534:65534::/:/usr/sbin/nologin\n${people.map(([name, uid]) => line(name, uid)).join('')}`,
  );
  tree.put(
    '/etc/group',
    `root:x:0:\nadm:x:4:\nwww-data:x:33:\nnogroup:x:65534:\n${people.map(([name, uid]) => `${name}:x:${uid}:\n`).join('')}`,
  );
  tree.put(
    '/etc/shadow',
    ['root', 'sshd', 'nobody', ...people.map(([name]) => name)].map((name) => `${name}:*:20000:0:99999:7:::\n`).join(''),
    0o640,
  );
}

/** Runs lines of bash where these accounts and files are those of the machine, in a network of its own. */
export function asServer(tree: Tree, replaced: readonly string[], lines: string): Answer {
  const mounts = ['/etc/passwd', '/etc/group', '/etc/shadow', ...replaced].map((path) => `mount --bind '${tree.at(path)}' '${path}'\n`);
  return run('unshare', [
    '--mount',
    '--net',
    '--pid',
    '--fork',
    '--kill-child',
    'bash',
    '-c',
    `set -eu\n${mounts.join('')}ip link set lo up\n${lines}`,
  ]);
}
