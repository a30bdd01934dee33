/** A place to try the emitted files of an app server: its whole tree below a temporary folder, loopback addresses, a certificate, one nginx. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isExecutable, type Files } from '../../packages/planner/src/manifests/files.ts';

export const domain = 'ordination.example';

/** Instead of 80 and 443, which may be taken. All other ports stay. */
export const webPorts = { http: 10_080, https: 10_443 } as const;

/** Runs a tool to its end. Fails, rather than skip, if it is not installed. */
export function run(tool: string, args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  const { error, status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', timeout: 60_000, input });
  if (error) {
    throw new Error(`"${tool}" did not run (${error.message}). This test needs the real tool: apt-get install nginx openssl.`);
  }
  return { status, stdout, stderr };
}

/** The version of the nginx on this machine, e.g. "1.24.0": the files are written for it. */
export function nginxVersion(): string {
  const { stderr } = run('nginx', ['-v']);
  const version = /nginx\/(\d+\.\d+\.\d+)/.exec(stderr)?.[1];
  if (!version) throw new Error(`"nginx -v" names no version: ${stderr}`);
  return version;
}

export interface Sandbox {
  /** Where "/" of the server lies. */
  readonly root: string;
  /** The address of this server that stands for its private and its public one. */
  readonly address: string;
  /** What stands for its 127.0.0.1. */
  readonly loopback: string;
  /** For clients that are to trust it. */
  readonly certificate: string;
  /** Where a path of the server lies. */
  readonly at: (path: string) => string;
  /** Asks nginx whether it would start. */
  readonly check: () => { status: number | null; stderr: string };
  /** Starts nginx and waits until it listens. Gives back how to end it. */
  readonly start: () => Promise<() => Promise<void>>;
  readonly remove: () => void;
}

export interface Placing {
  /** Three numbers, e.g. "127.8.15": the network 10.0.0.0/24 of the set-up. Servers of one network reach each other. */
  readonly net?: string;
  readonly change?: (text: string, path: string) => string;
}

/** A network of the loopback device that no other test has. */
export function ownNet(): string {
  const number = () => 1 + Math.floor(Math.random() * 254);
  return `127.${number()}.${number()}`;
}

/** The server `host` of a bundle, below a temporary folder. */
export function sandbox(files: Files, host: string, { net = ownNet(), change = (text) => text }: Placing = {}): Sandbox {
  const root = mkdtempSync(join(tmpdir(), 'op-')); // short: the path of a socket has at most 107 signs
  chmodSync(root, 0o755); // the workers of nginx run as another user
  const at = (path: string) => join(root, path);
  const conf = files[`servers/${host}/etc/nginx/nginx.conf`] ?? '';
  const own = /listen 10\.0\.0\.(\d+):/.exec(conf)?.[1] ?? '11';
  const prefix = `servers/${host}`;
  for (const [path, text] of Object.entries(files)) {
    if (path.startsWith(`${prefix}/`)) put(at(path.slice(prefix.length)), change(onLoopback(below(text, root), net, own), path));
  }
  makeFolders(at);
  const { certificate, key } = ownCertificate();
  put(at('/etc/nginx/tls/web.crt'), certificate);
  put(at('/etc/nginx/tls/web.key'), key);
  put(at('/etc/ssl/certs/ca-certificates.crt'), certificate);
  const invocation = ['-e', 'stderr', '-c', at('/etc/nginx/nginx.conf')];
  return {
    root,
    address: `${net}.${own}`,
    loopback: `${net}.1${own}`,
    certificate,
    at,
    check: () => run('nginx', ['-t', '-q', ...invocation]),
    start: () => start(invocation, `${net}.${own}`),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

export function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  if (isExecutable(text)) chmodSync(path, 0o755);
}

/** Paths that a server has lie below `root`; programs stay where they are. */
export function below(text: string, root: string): string {
  return text.replaceAll(/(^|[\s:=("'`<>])\/((?:etc|opt|run|srv|var)\/|usr\/local\/sbin\/)/gm, `$1${root}/$2`);
}

function onLoopback(text: string, net: string, own: string): string {
  return text
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replaceAll('listen 80', `listen ${net}.${own}:${webPorts.http}`)
    .replaceAll('listen 443', `listen ${net}.${own}:${webPorts.https}`)
    .replaceAll('127.0.0.1:', `${net}.1${own}:`)
    .replaceAll(/\b10\.0\.0\.(\d+)/g, `${net}.$1`);
}

/** As `/etc/tmpfiles.d/ordination-app.conf` makes them; all belong to whoever runs the tests, sockets to the group of nginx. */
function makeFolders(at: Sandbox['at']): void {
  const folders = ['/run/lock', '/run/ordination', '/var/lib/ordination/pm2', '/opt/ordination/releases', '/opt/ordination/incoming'];
  for (const path of [...folders, '/srv/ordination/log', '/srv/ordination/files', '/var/www/acme', '/var/log/nginx']) {
    mkdirSync(at(path), { recursive: true });
  }
  const group = Number(run('id', ['-g', 'www-data']).stdout);
  chownSync(at('/run/ordination'), process.getuid!(), group);
  chmodSync(at('/run/ordination'), 0o2750);
}

let made: { certificate: string; key: string } | undefined;

function ownCertificate(): { certificate: string; key: string } {
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), 'op-tls-'));
  const [key, certificate] = [join(folder, 'key'), join(folder, 'crt')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', `/CN=${domain}`, '-addext', `subjectAltName=DNS:${domain}`];
  const { status, stderr } = run('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', certificate]);
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`);
  made = { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
}

async function start(invocation: readonly string[], address: string): Promise<() => Promise<void>> {
  const nginx = spawn('nginx', [...invocation, '-g', 'daemon off;'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  nginx.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const hasEnded = () => nginx.exitCode !== null || nginx.signalCode !== null;
  const stop = async () => {
    if (hasEnded()) return;
    nginx.kill('SIGTERM');
    await once(nginx, 'exit');
  };
  for (let attempt = 0; attempt < 300; attempt++) {
    if (hasEnded()) throw new Error(`nginx ended by itself: ${said}`);
    if (await answers(address)) return stop;
    await pause(100);
  }
  await stop();
  throw new Error(`nginx does not listen on ${address}: ${said}`);
}

async function answers(address: string): Promise<boolean> {
  const socket = connect(webPorts.https, address);
  const answer = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'close').then(() => false)]).catch(() => false);
  socket.destroy();
  return answer;
}
