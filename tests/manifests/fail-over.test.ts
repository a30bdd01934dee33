/** What moves in a pair, for real on the loopback: the address against a vendor's API that we play, the files over a real sshd. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failOver } from '../../packages/planner/src/manifests/fail-over.ts';
import { layoutOf, layouts, siteFor } from './bundles.ts';
import { certificateIn, fakeMongod, type FakeMongod } from './fake-mongod.ts';

const files = failOver(siteFor(layoutOf('pair')));
const node = join(import.meta.dirname, '../../node_modules/.bin/node');
const token = 'not-a-real-token-0123456789';
const tickMs = 25;

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ordiplan-fail-over-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) await end(child, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('the programs read', () => {
  const unique = [...new Map(layouts.flatMap((layout) => Object.entries(failOver(siteFor(layout))))).entries()];

  it.each(unique.filter(([path]) => path.endsWith('/ordination-files-sync')))('%s: shellcheck and bash find nothing', (_path, text) => {
    expect(shellFaults(text)).toBe('');
  });

  it.each([
    ['a key that falls into words', '%s\\n\' "$public"', "%s\\n' $public"],
    ['a case that does not end', '\nesac', ''],
    ['a number that nobody reads', 'is_in_charge || answer=$?\n    if', 'is_in_charge || anwser=$?\n    if'],
  ])('and find %s', (_what, right, wrong) => {
    const text = files['servers/app-1/usr/local/sbin/ordination-files-sync']!;
    expect(text).toContain(right);
    expect(shellFaults(text.replace(right, wrong))).not.toBe('');
  });

  it('the units: systemd says nothing', () => {
    for (const name of ['ordination-address.service', 'ordination-files-sync.service']) {
      const text = files[`servers/app-1/etc/systemd/system/${name}`]!;
      expect(unitFaults(name, text)).toBe('');
      expect(unitFaults(name, text.replace('Restart=always', 'Restart=allways'))).not.toBe('');
      expect(unitFaults(name, text.replace('MemoryMax', 'MemoryMost'))).toContain('MemoryMost');
      expect(unitFaults(name, text.replace(/^ExecStart=.*/m, 'ExecStart=/usr/local/sbin/nothing'))).not.toBe('');
      expect(text).toContain('OnFailure=ordination-alert@%n.service');
    }
  });
});

describe('hello.cjs', () => {
  it('asks "hello" of the database "admin", and tells the answer by its exit code', async () => {
    certificateIn(folder, 'app-1');
    const mongod = await fakeMongod(folder);
    const command = hello(mongod.port);
    expect(await codeOf(command)).toBe(1);
    mongod.isPrimary = true;
    expect(await codeOf(command)).toBe(0);
    expect(mongod.questions).toEqual([
      { hello: 1, $db: 'admin' },
      { hello: 1, $db: 'admin' },
    ]);
    mongod.isPrimary = undefined;
    expect(await codeOf(command)).toBe(2);
    await mongod.close();
    expect(await codeOf(command)).toBe(2);
  });

  it('believes no server whose certificate names another one', async () => {
    certificateIn(folder, 'app-2');
    const mongod = await fakeMongod(folder);
    mongod.isPrimary = true;
    expect(await codeOf(hello(mongod.port))).toBe(2);
    expect(mongod.questions).toEqual([]);
    await mongod.close();
  });
});

describe('the address', () => {
  it('is left alone, and the vendor with it, by a server that does not lead', async () => {
    const { vendor, mongods, watch, stop } = await play(1);
    watch(0);
    await until(() => mongods[0]!.questions.length > 10);
    expect(vendor.requests).toEqual([]);
    expect(figure(0)).toBeGreaterThan(0);
    await stop();
  });

  it('is taken once by the server that leads, and then looked at only now and then', async () => {
    const { vendor, mongods, watch, stop } = await play(1);
    mongods[0]!.isPrimary = true;
    const child = watch(0);
    await until(() => vendor.owner === 101);
    const asked = mongods[0]!.questions.length;
    await until(() => mongods[0]!.questions.length > asked + 25);
    expect(vendor.assigns).toEqual([101]);
    expect(vendor.requests.length).toBeLessThanOrEqual(4);
    expect(vendor.tokens).toEqual(new Set([`Bearer ${token}`]));
    const listed = spawnSync('ps', ['-eo', 'args']).stdout.toString() + readFileSync(`/proc/${child.pid}/environ`, 'utf8');
    expect(listed).toContain('ordination-address');
    expect(listed).not.toContain(token);
    await stop();
  });

  it('is asked for again after errors, ever more slowly, and never twice', async () => {
    const { vendor, mongods, watch, told, stop } = await play(1);
    vendor.failures.push(500, 503, 429);
    mongods[0]!.isPrimary = true;
    watch(0);
    await until(() => vendor.owner === 101);
    await pause(20 * tickMs);
    expect(vendor.assigns).toEqual([101]);
    const waits = [...told(0).matchAll(/answered with (\d+)\); next try in ([\d.]+) s/g)].map(([, status, wait]) => [
      status,
      (Number(wait) * 1000) / tickMs,
    ]);
    expect(waits).toEqual([
      ['500', 2],
      ['503', 4],
      ['429', 8],
    ]);
    await stop();
  });

  it('is not asked for again if only the answer to the assignment was lost', async () => {
    const { vendor, mongods, watch, stop } = await play(1);
    vendor.losesAnswer = true;
    mongods[0]!.isPrimary = true;
    watch(0);
    await until(() => vendor.owner === 101);
    await pause(20 * tickMs);
    expect(vendor.assigns).toEqual([101]);
    await stop();
  });

  it('is left alone while the own database does not answer', async () => {
    const { vendor, mongods, watch, told, stop } = await play(1);
    await mongods[0]!.close();
    watch(0);
    await until(() => told(0).includes('does not answer'));
    await pause(10 * tickMs);
    expect(vendor.requests).toEqual([]);
    expect(told(0).match(/does not answer/g)).toHaveLength(1);
    expect(existsSync(join(folder, '0/metrics/address.prom'))).toBe(false);
    await stop();
  });

  it('follows the primary from server to server, with one assignment for each move', async () => {
    const { vendor, mongods, watch, stop } = await play(2);
    mongods[0]!.isPrimary = true;
    watch(0);
    watch(1);
    await until(() => vendor.owner === 101);
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const) {
      mongods[from]!.isPrimary = false;
      await pause(6 * tickMs);
      mongods[to]!.isPrimary = true;
      await until(() => vendor.owner === 101 + to);
    }
    await pause(12 * tickMs);
    expect(vendor.assigns).toEqual([101, 102, 101]);
    await stop();
  });

  it('stays with the new primary while the old one, cut off, does not know yet that it was voted out', async () => {
    const { vendor, mongods, watch, stop } = await play(2);
    mongods[0]!.isPrimary = true;
    watch(0);
    await until(() => vendor.owner === 101);
    // It has led for longer than a new primary.
    const led = mongods[0]!.questions.length;
    await until(() => mongods[0]!.questions.length > led + 12);
    mongods[1]!.isPrimary = true;
    watch(1);
    await until(() => vendor.owner === 102);
    // Five ticks of two seconds: then it steps down, as MongoDB does within ten seconds.
    const split = mongods[0]!.questions.length;
    await until(() => mongods[0]!.questions.length > split + 5);
    mongods[0]!.isPrimary = false;
    await pause(20 * tickMs);
    expect([vendor.owner, vendor.assigns]).toEqual([102, [101, 102]]);
    await stop();
  });

  it('is taken back in the end by a primary that stays one', async () => {
    const { vendor, mongods, watch, stop } = await play(1);
    mongods[0]!.isPrimary = true;
    watch(0);
    await until(() => vendor.owner === 101);
    const led = mongods[0]!.questions.length;
    await until(() => mongods[0]!.questions.length > led + 12);
    vendor.owner = 999;
    await until(() => vendor.owner === 101);
    expect(vendor.assigns).toEqual([101, 101]);
    await stop();
  });

  it.each([
    ['no number of the address', { SERVICE_IP_ID: '' }],
    ['a name instead of a number', { SERVER_ID: 'app-1' }],
  ])('is not watched with %s', async (_what, env) => {
    const { watch, told, stop } = await play(1);
    const child = watch(0, env);
    await once(child, 'exit');
    expect([child.exitCode, told(0)]).toEqual([
      1,
      'SERVICE_IP_ID and SERVER_ID must be numbers of the vendor. Write them into /etc/ordination/site.env.\n',
    ]);
    await stop();
  });
});

/** The vendor, as far as the program knows it. */
interface Vendor {
  owner: number;
  readonly assigns: number[];
  readonly requests: string[];
  readonly tokens: Set<string | undefined>;
  /** Answers to give first. */
  readonly failures: number[];
  losesAnswer: boolean;
}

async function play(servers: number) {
  certificateIn(folder, 'app-1');
  const vendor: Vendor = { owner: 0, assigns: [], requests: [], tokens: new Set(), failures: [], losesAnswer: false };
  const api: Server = createServer((request, response) => {
    vendor.requests.push(`${request.method} ${request.url}`);
    vendor.tokens.add(request.headers.authorization);
    const failure = vendor.failures.shift();
    if (failure) return void response.writeHead(failure).end('{}');
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      if (request.method === 'GET' && request.url === '/v1/floating_ips/55') {
        response.end(JSON.stringify({ floating_ip: { id: 55, server: vendor.owner || null } }));
      } else if (request.method === 'POST' && request.url === '/v1/floating_ips/55/actions/assign') {
        const { server } = JSON.parse(body) as { server: number };
        vendor.assigns.push(server);
        vendor.owner = server;
        if (vendor.losesAnswer) response.destroy();
        else response.writeHead(201).end(JSON.stringify({ action: { id: 1, status: 'running' } }));
      } else response.writeHead(404).end('{}');
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const mongods: FakeMongod[] = [];
  for (let i = 0; i < servers; i += 1) mongods.push(await fakeMongod(folder));
  const output: string[] = mongods.map(() => '');
  const watch = (i: number, env: Record<string, string> = {}) => {
    const helloPath = place(`${i}/hello.cjs`, led(files['servers/app-1/opt/ordination/database/hello.cjs']!, i, mongods[i]!.port));
    place(`${i}/secrets/hcloud-address-token`, `${token}\n`);
    mkdirSync(join(folder, `${i}/metrics`), { recursive: true });
    const text = led(files['servers/app-1/usr/local/sbin/ordination-address']!, i, mongods[i]!.port).replace(
      '/opt/ordination/database/hello.cjs',
      helloPath,
    );
    const script = place(`${i}/ordination-address`, text);
    const child = spawn(node, [script], {
      env: {
        PATH: process.env['PATH'],
        HCLOUD_API: `http://127.0.0.1:${(api.address() as AddressInfo).port}/v1`,
        SERVICE_IP_ID: '55',
        SERVER_ID: String(101 + i),
        TICK_MS: String(tickMs),
        ...env,
      },
    });
    children.push(child);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output[i] += part.toString()));
    return child;
  };
  const stop = async () => {
    for (const child of children) await end(child, 'SIGTERM');
    for (const mongod of mongods) await mongod.close();
    api.closeAllConnections();
    await new Promise((resolve) => api.close(resolve));
  };
  return { vendor, mongods, watch, told: (i: number) => output[i]!, stop };
}

function hello(port: number): string {
  return place('hello.cjs', led(files['servers/app-1/opt/ordination/database/hello.cjs']!, 0, port));
}

/** The text with the paths of a server led into the folder. */
function led(text: string, server: number, port: number): string {
  const own = join(folder, String(server));
  return text
    .replace('port: 27017', `port: ${port}`)
    .replace('/etc/ordination/tls/ca.crt', join(folder, 'ca.crt'))
    .replace('/etc/ordination/secrets/hcloud-address-token', join(own, 'secrets/hcloud-address-token'))
    .replaceAll('/var/lib/prometheus/node-exporter', join(own, 'metrics'));
}

function figure(server: number): number {
  const text = readFileSync(join(folder, `${server}/metrics/address.prom`), 'utf8');
  return Number(/^ordination_address_last_success_timestamp_seconds (\d+)\n$/.exec(text)?.[1]);
}

function place(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, text.startsWith('#!') ? 0o755 : 0o644);
  return path;
}

async function codeOf(script: string): Promise<number | null> {
  const child = spawn(node, [script], { stdio: 'ignore' });
  children.push(child);
  await once(child, 'exit');
  return child.exitCode;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function until(isTrue: () => boolean, seconds = 30): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(10)) if (isTrue()) return;
  throw new Error(`not within ${seconds} seconds: ${isTrue.toString()}`);
}

function run(program: string, args: readonly string[], env: Record<string, string> = {}) {
  const result = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  if (result.error) throw new Error(`"${program}" did not run (${result.error.message}). Install it: tests/manifests/install-tools.`);
  return result;
}

function shellFaults(text: string): string {
  const path = place('script', text);
  return run('shellcheck', ['-S', 'style', path]).stdout + run('bash', ['-n', path]).stderr;
}

/** Of systemd, with the programs of the unit in their places. */
function unitFaults(name: string, text: string): string {
  const program = place('program', '#!/bin/true\n');
  const unit = place(
    `units/${name}`,
    text.replace(/^(ExecStart=)\/usr\/local\/sbin\/ordination-\S+/m, `$1${program}`).replace(/=\+\S+/g, `=+${program}`),
  );
  place('units/ordination-alert@.service', `[Service]\nType=oneshot\nExecStart=${program} %i\n`);
  place('units/ordination-disk.service', `[Service]\nType=oneshot\nExecStart=${program}\n`);
  const { stdout, stderr, status } = run('systemd-analyze', ['verify', '--man=no', unit], {
    SYSTEMD_UNIT_PATH: `${join(folder, 'units')}:`,
  });
  return stdout + stderr + (status === 0 ? '' : `status ${status}`);
}
