/** A software that keeps the contract, as releases of several kinds, and a client that counts every request that fails. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { domain, put, run, webPorts, type Sandbox } from './nginx-sandbox.ts';

/** What is wrong with a release; "nothing" with a good one. */
export type Fault = 'nothing' | 'unhealthy' | 'other version' | 'crashes at start' | 'unhealthy through nginx';

const server = (fault: Fault) => `\
const { createServer } = require('node:http');
const fault = ${JSON.stringify(fault)};
const { LISTEN, COLOUR, VERSION, SESSION_SECRET } = process.env;
if (fault === 'crashes at start') throw new Error('a fault of the release');
const server = createServer((request, response) => {
  let bytes = 0;
  request.on('data', (part) => (bytes += part.length));
  request.on('end', () => setTimeout(() => {
    const isHealth = request.url === '/api/health';
    const isBad = fault === 'unhealthy' || (fault === 'unhealthy through nginx' && request.headers['x-real-ip']);
    response.statusCode = isHealth && isBad ? 503 : 200;
    const version = fault === 'other version' ? '0' : VERSION;
    response.end(JSON.stringify({ status: 'ok', version, colour: COLOUR, bytes, secret: SESSION_SECRET }));
  }, Math.random() * 8));
});
server.keepAliveTimeout = 65000;
server.listen(LISTEN, () => process.send('ready'));
process.on('SIGINT', () => server.close(() => process.exit(0)));
`;

export interface Release {
  readonly version: string;
  readonly digest: string;
}

/** Packs a release and puts it where the deployment looks for it. */
export function upload({ at }: Sandbox, version: string, fault: Fault = 'nothing', migration = 'none'): Release {
  const folder = mkdtempSync(join(tmpdir(), 'op-release-'));
  put(join(folder, 'server.js'), server(fault));
  put(join(folder, 'MIGRATION'), `${migration}\n`);
  const archive = at(`/opt/ordination/incoming/${version}.tar.gz`);
  const { status, stderr } = run('tar', ['-czf', archive, '-C', folder, '.']);
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`tar made no release: ${stderr}`);
  return { version, digest: createHash('sha256').update(readFileSync(archive)).digest('hex') };
}

export interface Load {
  /** Requests so far. */
  readonly count: () => number;
  /** What went wrong, one line for each failed request. */
  readonly failures: readonly string[];
  /** Versions that answered, in the order in which they first did. */
  readonly versions: Set<string>;
  readonly stop: () => Promise<void>;
}

/** Forty clients that keep their connections, GET and POST in turn. Everything but a 200 counts as failed. */
export function load({ address, certificate }: Sandbox, clients = 40): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: clients, ca: certificate, servername: domain });
  const failures: string[] = [];
  const versions = new Set<string>();
  let [isOver, count] = [false, 0];
  const one = (method: 'GET' | 'POST') =>
    new Promise<void>((resolve) => {
      const fail = (why: string) => {
        failures.push(`${method}: ${why}`);
        resolve();
      };
      const asked = request({ host: address, port: webPorts.https, path: '/api/records', method, agent, headers: { host: domain } });
      asked.on('error', ({ message }) => fail(message));
      asked.on('response', (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (part: string) => (body += part));
        response.on('error', ({ message }) => fail(message));
        response.on('end', () => {
          if (response.statusCode !== 200) return fail(String(response.statusCode));
          versions.add((JSON.parse(body) as { version: string }).version);
          resolve();
        });
      });
      asked.end(method === 'POST' ? 'x'.repeat(2000) : undefined);
    });
  const client = async () => {
    for (let turn = 0; !isOver; turn++) {
      await one(turn % 2 === 0 ? 'GET' : 'POST');
      count++;
      await pause(40);
    }
  };
  const all = Array.from({ length: clients }, client);
  return {
    count: () => count,
    failures,
    versions,
    stop: async () => {
      isOver = true;
      await Promise.all(all);
      agent.destroy();
    },
  };
}
