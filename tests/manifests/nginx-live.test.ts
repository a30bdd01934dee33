/** The real nginx, started with the emitted file on loopback addresses in front of small apps: who gets which answer. */
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { briefFor, layoutOf, writtenFor } from './bundles.ts';
import { domain, nginxVersion, ownNet, run, sandbox, webPorts, type Placing, type Sandbox } from './nginx-sandbox.ts';
import { appFiles } from './part-c.ts';

const minute = 60_000;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('in front of one server', () => {
  let site: Site;
  beforeAll(async () => {
    site = await open('single', 'app-1');
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

  it('whoever asks for another name with TLS gets no answer', async () => {
    await expect(site.protocol('evil.example')).rejects.toThrow(/unrecognized name/);
  });

  it('a challenge of the certificate authority is answered without TLS', async () => {
    putChallenge(site.place, 'token', 'proof');
    const { status, body } = await site.plain('/.well-known/acme-challenge/token', { host: domain });
    expect([status, body]).toEqual([200, 'proof']);
  });

  it('secure requests reach the app, which learns who asks for what, whatever the client claims', async () => {
    const { status, body } = await site.secure('/befund', { headers: { 'x-forwarded-for': '6.6.6.6', 'x-real-ip': '6.6.6.6' } });
    expect(status).toBe(200);
    const from = site.client;
    expect(JSON.parse(body)).toEqual({ app: 'app-1', url: '/befund', host: domain, from, forwarded: from, scheme: 'https', bytes: 0 });
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
    expect(await site.protocol(domain)).toBe('h2');
  });

  it.each(['-tls1', '-tls1_1'])('openssl cannot connect with %s', (version) => {
    const to = `${site.place.address}:${webPorts.https}`;
    const { stdout } = run('openssl', ['s_client', version, '-cipher', 'ALL:@SECLEVEL=0', '-servername', domain, '-connect', to]);
    expect(stdout).toContain('Cipher is (NONE)');
  });

  it('a document of 2 MB is let through, one of 21 MB is not', async () => {
    const { status, body } = await site.secure('/upload', { upload: 2 * 2 ** 20 });
    expect([status, (JSON.parse(body) as { bytes: number }).bytes]).toEqual([200, 2 * 2 ** 20]);
    expect((await site.secure('/upload', { upload: 21 * 2 ** 20, onlyAnnounced: true })).status).toBe(413);
  });

  it('a WebSocket is opened through nginx', async () => {
    const socket = tlsConnect({ host: site.place.address, port: webPorts.https, servername: domain, ca: site.place.certificate });
    await once(socket, 'secureConnect');
    socket.write(`GET /socket HTTP/1.1\r\nHost: ${domain}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    const [answer] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    socket.write('ping');
    expect(await once(socket, 'data')).toEqual(['ping']);
    socket.destroy();
  });

  it('the health check of the server itself reaches its app, and nothing else does there', async () => {
    const asked = (path: string) => ask(httpRequest({ host: site.place.loopback, port: 8080, path }));
    expect((await asked('/api/health')).status).toBe(200);
    expect((await asked('/befund')).status).toBe(404);
  });

  it('the log names no query and no number of a patient', async () => {
    await site.secure('/patients/4711?name=Muster');
    await site.secure('/api/patients/4712/letters?name=Muster');
    const log = readFileSync(site.place.at('/var/log/nginx/access.log'), 'utf8');
    expect(log).toMatch(/\|GET\|\/patients\|200\|/);
    expect(log).toMatch(/\|GET\|\/api\/patients\|200\|/);
    expect(log).not.toMatch(/471[12]|Muster|letters/);
  });

  it('of thirty logins at once, eleven get through', async () => {
    const asked = await Promise.all(Array.from({ length: 30 }, () => site.secure('/api/auth/login')));
    const statuses = asked.map(({ status }) => status);
    // One, ten more at once, and one every six seconds.
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(11);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(13);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
  });

  it('a flood from one address is refused in part, its health checks never, and it fills no log', async () => {
    const size = () => ['access.log', 'error.log'].map((name) => readFileSync(site.place.at(`/var/log/nginx/${name}`)).length);
    // What was asked before fills the same bucket; it is empty again within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const before = size();
    const pages = Array.from({ length: 600 }, () => site.secure('/'));
    const checks = Array.from({ length: 60 }, () => site.secure('/api/health'));
    const statuses = (await Promise.all(pages)).map((answer) => answer.status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    const passed = statuses.filter((status) => status === 200).length;
    expect(passed).toBeGreaterThanOrEqual(30);
    expect(new Set((await Promise.all(checks)).map((answer) => answer.status))).toEqual(new Set([200]));
    // fail2ban counts them: one line each, with the address and nothing else.
    const refused = readFileSync(site.place.at('/var/log/nginx/refused.log'), 'utf8').trimEnd().split('\n');
    expect(refused.length).toBeGreaterThanOrEqual(statuses.length - passed);
    for (const line of refused) expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:+]+\|127\.\d+\.\d+\.\d+\|429$/);
    const [access, error] = size().map((bytes, i) => bytes - before[i]!);
    expect(error).toBe(0);
    expect(access).toBeLessThanOrEqual(passed * 120);
  });

  it('nobody answers for an app that is down', async () => {
    await site.stopApp();
    expect((await site.secure('/api/health')).status).toBe(502);
  });
});

describe('in front of a pair', () => {
  let [one, two]: Site[] = [];
  beforeAll(async () => {
    const net = ownNet();
    [one, two] = [await open('pair', 'app-1', { net }), await open('pair', 'app-2', { net })];
  }, minute);
  afterAll(async () => {
    await one!.close();
    await two!.close();
  }, minute);

  it('the app of the same server answers', async () => {
    for (const path of ['/', '/api/health']) {
      expect(await one!.answeredBy(path)).toBe('app-1');
      expect(await two!.answeredBy(path)).toBe('app-2');
    }
  });

  it('a challenge that lies on the other server is found there', async () => {
    putChallenge(two!.place, 'of-two', 'proof of two');
    expect(await one!.plain('/.well-known/acme-challenge/of-two', { host: domain })).toMatchObject({ status: 200, body: 'proof of two' });
    expect(await one!.plain('/.well-known/acme-challenge/of-nobody', { host: domain })).toMatchObject({ status: 404 });
  });

  it('the app of the other server answers while the own one is down, and learns who asks', async () => {
    await one!.stopApp();
    for (const path of ['/', '/api/health']) {
      const { status, body } = await one!.secure(path, { headers: { 'x-real-ip': '6.6.6.6' } });
      expect(status).toBe(200);
      expect(JSON.parse(body)).toMatchObject({ app: 'app-2', host: domain, from: one!.client, forwarded: one!.client });
    }
  });

  it('a document goes to the other server as well', async () => {
    const { status, body } = await one!.secure('/upload', { upload: 2 * 2 ** 20 });
    expect([status, JSON.parse(body)]).toMatchObject([200, { app: 'app-2', bytes: 2 * 2 ** 20 }]);
  });

  it('the check of the server itself says that its own app is down', async () => {
    expect((await ask(httpRequest({ host: one!.place.address, port: 8080, path: '/api/health' }))).status).toBe(502);
  });

  it('with both down nobody answers, and no request goes round in circles', async () => {
    await two!.stopApp();
    expect((await one!.secure('/')).status).toBe(502);
  });
});

describe('a pair whose other server shows a certificate that nobody trusts', () => {
  it('gets no answer from there', { timeout: minute }, async () => {
    const net = ownNet();
    const distrust = (text: string) => text.replace('proxy_ssl_name ordination.example', 'proxy_ssl_name other.example');
    const [one, two] = [await open('pair', 'app-1', { net, change: distrust }), await open('pair', 'app-2', { net })];
    await one.stopApp();
    expect((await one.secure('/')).status).toBe(502);
    await one.close();
    await two.close();
  });
});

describe('behind a load balancer', () => {
  let site: Site;
  beforeAll(async () => {
    site = await open('managed database, balanced', 'app-1');
  }, minute);
  afterAll(() => site.close(), minute);

  const seen = async (from: string, claimed: string) => {
    const socket = connect({ host: site.place.address, port: webPorts.https, localAddress: from });
    await once(socket, 'connect');
    socket.write(`PROXY TCP4 ${claimed} 192.0.2.1 40000 443\r\n`);
    const { body } = await site.secure('/', { through: socket });
    return (JSON.parse(body) as { from: string }).from;
  };

  it('the app learns the address of the client from the load balancer', async () => {
    expect(await seen(`${site.net}.5`, '203.0.113.9')).toBe('203.0.113.9');
  });

  it('nobody else can claim an address', async () => {
    expect(await seen(`${site.net}.6`, '203.0.113.9')).toBe(`${site.net}.6`);
  });

  it('one practice that floods does not lock out another one', async () => {
    const from = (client: string) => seen(`${site.net}.5`, client).catch(({ message }: Error) => `refused: ${message}`);
    const flood = await Promise.all(Array.from({ length: 80 }, () => from('203.0.113.20')));
    expect(flood.filter((answer) => answer.startsWith('refused')).length).toBeGreaterThan(0);
    expect(await from('203.0.113.21')).toBe('203.0.113.21');
  });

  it('the load balancer asks in the private network, without TLS and without the address of a client', async () => {
    expect((await ask(httpRequest({ host: site.place.address, port: 8080, path: '/api/health' }))).status).toBe(200);
  });
});

interface Sent {
  readonly upload?: number;
  readonly onlyAnnounced?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** A connection that is there already. */
  readonly through?: Socket;
}

interface Site {
  readonly place: Sandbox;
  readonly net: string;
  /** The address that requests come from. */
  readonly client: string;
  readonly plain: (path: string, headers: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly secure: (path: string, sent?: Sent) => Promise<Answer>;
  readonly answeredBy: (path: string) => Promise<string>;
  readonly protocol: (name: string) => Promise<string | false | null>;
  readonly stopApp: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts an app on the live socket and nginx with the emitted file of `host`; only paths, ports and addresses are changed in it. */
async function open(layout: string, host: string, placing: Placing = {}): Promise<Site> {
  const net = placing.net ?? ownNet();
  const files = appFiles(writtenFor(briefFor(layoutOf(layout)), { nginx: nginxVersion(), openssl: '3.0.13' }));
  const place = sandbox(files, host, { ...placing, net });
  const app = await startApp(host, place);
  const stop = await place.start();
  const client = '127.0.0.1';
  const agent = new Agent({ keepAlive: true, maxSockets: 20, ca: place.certificate, servername: domain, localAddress: client });
  const secure: Site['secure'] = (path, sent = {}) => {
    const headers = { host: domain, ...(sent.upload && { 'content-length': sent.upload }), ...sent.headers };
    const method = sent.upload ? 'POST' : 'GET';
    const through = sent.through && {
      agent: undefined,
      createConnection: () => tlsConnect({ socket: sent.through!, servername: domain, ca: place.certificate }),
    };
    return ask(httpsRequest({ host: place.address, port: webPorts.https, path, method, headers, agent, ...through }), sent);
  };
  return {
    place,
    net,
    client,
    plain: (path, headers) => ask(httpRequest({ host: place.address, port: webPorts.http, path, headers })),
    secure,
    answeredBy: async (path) => (JSON.parse((await secure(path)).body) as { app: string }).app,
    protocol: async (servername) => {
      const ALPNProtocols = ['h2', 'http/1.1'];
      const socket = tlsConnect({ host: place.address, port: webPorts.https, servername, ca: place.certificate, ALPNProtocols });
      await once(socket, 'secureConnect');
      const { alpnProtocol } = socket;
      socket.destroy();
      return alpnProtocol;
    },
    stopApp: () => stopped(app),
    close: async () => {
      agent.destroy();
      await stop();
      await stopped(app);
      place.remove();
    },
  };
}

function putChallenge({ at }: Sandbox, name: string, text: string): void {
  const folder = at('/var/www/acme/.well-known/acme-challenge');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}`, text);
}

/** An app that tells what it was asked, on the socket of the blue colour, which is live. */
async function startApp(app: string, { at }: Sandbox): Promise<Server> {
  const server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (part: Buffer) => (bytes += part.length));
    request.on('end', () => {
      const { host, 'x-real-ip': from, 'x-forwarded-for': forwarded, 'x-forwarded-proto': scheme } = request.headers;
      response.statusCode = request.url === '/missing' ? 404 : 200;
      response.end(JSON.stringify({ app, url: request.url, host, from, forwarded, scheme, bytes }));
    });
  });
  server.on('upgrade', (_request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.pipe(socket);
  });
  const path = at('/run/ordination/blue.sock');
  server.listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o770); // as with the umask of the unit
  rmSync(at('/var/lib/ordination/live.sock'), { force: true });
  symlinkSync(path, at('/var/lib/ordination/live.sock'));
  return server;
}

async function stopped(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

/** Sends a request with as many bytes as it announces, unless it only announces them, and reads the whole answer. */
function ask(request: ReturnType<typeof httpRequest>, { upload = 0, onlyAnnounced = false }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body });
        if (onlyAnnounced) request.destroy();
      });
    });
    if (onlyAnnounced) request.flushHeaders();
    else request.end(upload > 0 ? Buffer.alloc(upload) : undefined);
  });
}
