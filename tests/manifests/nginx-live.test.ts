/** The real nginx, started with the emitted file on loopback ports in front of small apps: who gets which answer. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { connect as tlsConnect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifests, type PlanId } from '@ordiplan/planner';
import { quoteFor } from '../planner/answers.ts';
import { domain, freePort, nginxVersion, sandbox, type Sandbox } from './nginx-sandbox.ts';

const minute = 60_000;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('in front of one server', () => {
  let site: Site;
  beforeAll(async () => {
    site = await open('single');
  }, minute);
  afterAll(() => site.close(), minute);

  it('plain requests are sent to the name of the plan', async () => {
    const { status, headers } = await site.plain('/befund?id=7', { host: domain });
    expect([status, headers.location]).toEqual([301, `https://${domain}/befund?id=7`]);
  });

  it('a forged Host header does not choose where people are sent', async () => {
    const { status, headers } = await site.plain('/', { host: 'evil.example' });
    expect([status, headers.location]).toEqual([301, `https://${domain}/`]);
  });

  it('a challenge of the certificate authority is answered without TLS', async () => {
    const { status, body } = await site.plain('/.well-known/acme-challenge/token', { host: domain });
    expect([status, body]).toEqual([200, 'proof']);
  });

  it('secure requests reach the app, which learns who asks for what', async () => {
    const { status, body } = await site.secure('/befund');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ app: 'local', url: '/befund', host: domain, from: '127.0.0.1', scheme: 'https', bytes: 0 });
  });

  it('browsers are told to stay with TLS for two years, also by errors', async () => {
    for (const path of ['/', '/missing']) {
      const { headers } = await site.secure(path);
      expect(headers['strict-transport-security']).toBe('max-age=63072000');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers.server).toBe('nginx'); // no version
    }
  });

  it('HTTP/2 is offered', async () => {
    expect(await site.protocol()).toBe('h2');
  });

  it('a document of 2 MB is let through, one of 21 MB is not', async () => {
    const { status, body } = await site.secure('/upload', { upload: 2 * 2 ** 20 });
    expect([status, (JSON.parse(body) as { bytes: number }).bytes]).toEqual([200, 2 * 2 ** 20]);
    expect((await site.secure('/upload', { upload: 21 * 2 ** 20, onlyAnnounced: true })).status).toBe(413);
  });

  it('a burst from one address is refused in part, its health checks never', async () => {
    const pages = Array.from({ length: 120 }, () => site.secure('/'));
    const checks = Array.from({ length: 60 }, () => site.secure('/api/health'));
    const statuses = (await Promise.all(pages)).map((answer) => answer.status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    // The allowance is 40 at once and 10 a second; the tests before have used up a few.
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(30);
    expect(new Set((await Promise.all(checks)).map((answer) => answer.status))).toEqual(new Set([200]));
  });

  it('nobody answers for an app that is down', async () => {
    await site.stopApp('local');
    expect((await site.secure('/api/health')).status).toBe(502);
  });
});

describe.each(['app-1', 'app-2'])('in front of a pair, on %s,', (server) => {
  let site: Site;
  beforeAll(async () => {
    site = await open('pair', server);
  }, minute);
  afterAll(() => site.close(), minute);

  it('the app of the same server answers', async () => {
    for (const path of ['/', '/api/health']) expect(await site.answeredBy(path)).toBe('local');
  });

  it('the app of the other server answers while the own one is down', async () => {
    await site.stopApp('local');
    for (const path of ['/', '/api/health']) expect(await site.answeredBy(path)).toBe('other');
  });
});

interface Site {
  readonly plain: (path: string, headers: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly secure: (path: string, sent?: { upload: number; onlyAnnounced?: boolean }) => Promise<Answer>;
  readonly answeredBy: (path: string) => Promise<string>;
  readonly protocol: () => Promise<string | false | null>;
  readonly stopApp: (name: 'local' | 'other') => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts the apps and nginx with the emitted file of `server`; only ports and addresses are changed in it. */
async function open(id: PlanId, server = 'app-1'): Promise<Site> {
  const place = sandbox();
  const [http, https] = [await freePort(), await freePort()];
  const apps = { local: await startApp('local'), other: await startApp('other') };
  place.place('site', onLoopback(emitted(id, server), { http, https, local: portOf(apps.local), other: portOf(apps.other) }));
  putChallenge(place);
  const stop = await place.start(https);
  const agent = new Agent({ keepAlive: true, maxSockets: 20, ca: place.certificate, servername: domain });
  const secure: Site['secure'] = (path, sent) =>
    ask(httpsRequest({ host: '127.0.0.1', port: https, path, agent, ...described(sent) }), sent);
  return {
    plain: (path, headers) => ask(httpRequest({ host: '127.0.0.1', port: http, path, headers })),
    secure,
    answeredBy: async (path) => (JSON.parse((await secure(path)).body) as { app: string }).app,
    protocol: async () => {
      const socket = tlsConnect({
        host: '127.0.0.1',
        port: https,
        servername: domain,
        ca: place.certificate,
        ALPNProtocols: ['h2', 'http/1.1'],
      });
      await once(socket, 'secureConnect');
      const { alpnProtocol } = socket;
      socket.destroy();
      return alpnProtocol;
    },
    stopApp: (name) => stopped(apps[name]),
    close: async () => {
      agent.destroy();
      await stop();
      await Promise.all(Object.values(apps).map(stopped));
      place.remove();
    },
  };
}

function emitted(id: PlanId, server: string): string {
  const plan = quoteFor(id, { tenants: 20, domain }).plan!;
  const files = manifests(
    { ...plan, targets: { ...plan.targets, nginx: nginxVersion() } },
    { prices: 'test', permalink: '?v=1&tenants=20' },
  );
  return files[`${server}/etc/nginx/conf.d/ordiplan.conf`]!;
}

function onLoopback(text: string, to: { http: number; https: number; local: number; other: number }): string {
  return text
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replaceAll('listen 80;', `listen 127.0.0.1:${to.http};`)
    .replaceAll('listen 443 ', `listen 127.0.0.1:${to.https} `)
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${to.local}`)
    .replaceAll(/10\.0\.0\.1[12]:3000/g, `127.0.0.1:${to.other}`);
}

function putChallenge(place: Sandbox): void {
  const folder = join(place.folder, 'acme/.well-known/acme-challenge');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'token'), 'proof');
}

/** An app that tells what it was asked. */
async function startApp(app: string): Promise<Server> {
  const server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (part: Buffer) => (bytes += part.length));
    request.on('end', () => {
      const { host, 'x-real-ip': from, 'x-forwarded-proto': scheme } = request.headers;
      response.statusCode = request.url === '/missing' ? 404 : 200;
      response.end(JSON.stringify({ app, url: request.url, host, from, scheme, bytes }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function stopped(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The app has no port.');
  return address.port;
}

function described(sent: { upload: number } | undefined) {
  return sent ? { method: 'POST', headers: { host: domain, 'content-length': sent.upload } } : { headers: { host: domain } };
}

/** Sends a request with as many bytes as it announces, unless it only announces them, and reads the whole answer. */
function ask(request: ReturnType<typeof httpRequest>, sent?: { upload: number; onlyAnnounced?: boolean }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body });
        if (sent?.onlyAnnounced) request.destroy();
      });
    });
    if (sent?.onlyAnnounced) request.flushHeaders();
    else request.end(sent && Buffer.alloc(sent.upload));
  });
}
