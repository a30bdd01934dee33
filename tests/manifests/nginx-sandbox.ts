/** A place to try an emitted nginx file: a temporary folder, a certificate of its own, loopback ports, one nginx process. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const domain = 'ordination.example';

/** Runs a tool to its end. Fails, rather than skip, if it is not installed. */
export function run(tool: string, args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { error, status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', timeout: 30_000 });
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
  readonly folder: string;
  /** The certificate, for clients that are to trust it. */
  readonly certificate: string;
  /** Puts an emitted file into the folder, with its paths to certificate and challenges led there. */
  readonly place: (path: string, text: string) => void;
  /** Asks nginx whether it would start. */
  readonly check: () => { status: number | null; stderr: string };
  /** Starts nginx and waits until it listens on `port`. Gives back how to end it. */
  readonly start: (port: number) => Promise<() => Promise<void>>;
  readonly remove: () => void;
}

export function sandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'ordiplan-nginx-'));
  chmodSync(folder, 0o755); // the workers of nginx run as another user
  for (const name of ['tls', 'acme', 'conf']) mkdirSync(join(folder, name));
  makeCertificate(join(folder, 'tls'));
  writeFileSync(join(folder, 'nginx.conf'), frame(folder));
  const invocation = ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')];
  return {
    folder,
    certificate: readFileSync(join(folder, 'tls/fullchain.pem'), 'utf8'),
    place: (path, text) => {
      const local = text
        // A cell has a name, and so a certificate, of its own; here one serves for all of them.
        .replaceAll(new RegExp(`/etc/letsencrypt/live/(cell-\\d+\\.)?${domain}`, 'g'), join(folder, 'tls'))
        .replaceAll('/var/www/acme', join(folder, 'acme'));
      writeFileSync(join(folder, 'conf', path.replaceAll('/', '_')), local);
    },
    check: () => run('nginx', ['-t', '-q', ...invocation]),
    start: (port) => start(invocation, port),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A port of the loopback address that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The probe has no port.');
  return address.port;
}

/** What a distribution puts around an emitted file, at its smallest. */
function frame(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${folder}/${name};\n`);
  return [
    `worker_processes 1;\npid ${folder}/nginx.pid;\n`,
    'events {\n  worker_connections 512;\n}\n',
    `http {\n  access_log off;\n${temporary.join('')}  include ${folder}/conf/*;\n}\n`,
  ].join('');
}

function makeCertificate(folder: string): void {
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const { status, stderr } = run('openssl', [
    'req',
    ...kind,
    '-subj',
    `/CN=${domain}`,
    '-addext',
    `subjectAltName=DNS:${domain}`,
    ...files,
  ]);
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`);
}

async function start(invocation: readonly string[], port: number): Promise<() => Promise<void>> {
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
    if (await answers(port)) return stop;
    await pause(100);
  }
  await stop();
  throw new Error(`nginx does not listen on port ${port}: ${said}`);
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const answer = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'close').then(() => false)]).catch(() => false);
  socket.destroy();
  return answer;
}
