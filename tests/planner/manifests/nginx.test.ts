/** nginx, the software and its deployment: who serves whom in each layout, and that no two files disagree about a name, a port or a time. */
import { describe, expect, it } from 'vitest';
import { app } from '../../../packages/planner/src/manifests/app.ts';
import { deploy } from '../../../packages/planner/src/manifests/deploy.ts';
import { nginx } from '../../../packages/planner/src/manifests/nginx.ts';
import { siteOf, type Brief } from '../../../packages/planner/src/manifests/site.ts';
import { briefFor, layoutOf, layouts, siteFor, writtenFor } from '../../manifests/bundles.ts';

const conf = '/etc/nginx/nginx.conf';
const script = '/usr/local/sbin/ordination-deploy';
const unit = '/etc/systemd/system/ordination-app.service';
const ecosystem = '/opt/ordination/ecosystem.config.cjs';

function filesOf(brief: Brief) {
  const site = siteOf(brief);
  return { ...nginx(site), ...app(site), ...deploy(site) };
}

function fileOf(layout: string, path: string, host = 'app-1'): string {
  return filesOf(briefFor(layoutOf(layout)))[`servers/${host}${path}`]!;
}

describe('requests go to', () => {
  const live = 'unix:/var/lib/ordination/live.sock';
  const peer = 'unix:/run/nginx-peer.sock backup';
  // Per server: the software itself and the other way, then where that leads; then where challenges are looked for.
  it.each([
    ['solo', { 'app-1': { live: [live] } }],
    ['single', { 'app-1': { live: [live] } }],
    ['split', { 'app-1': { live: [live] } }],
    ['managed database', { 'app-1': { live: [live] } }],
    ['managed database as quoted', { 'app-1': { live: [live] } }],
    ['single cells', { 'cell-1-app-1': { live: [live] }, 'cell-2-app-1': { live: [live] } }],
    // Each node serves its own software and falls back to the other one; the third vote serves nobody.
    [
      'pair',
      {
        'app-1': { live: [live, peer], peers: ['10.0.0.12:8443'], challenges: ['10.0.0.12:8080'] },
        'app-2': { live: [live, peer], peers: ['10.0.0.11:8443'], challenges: ['10.0.0.11:8080'] },
      },
    ],
    // The load balancer leaves out what does not answer; challenges may lie on any of them.
    [
      'managed database, balanced',
      { 'app-1': { live: [live], challenges: ['10.0.0.12:8080'] }, 'app-2': { live: [live], challenges: ['10.0.0.11:8080'] } },
    ],
  ])('%s: %j', (name, expected) => {
    const files = Object.entries(filesOf(briefFor(layoutOf(name)))).filter(([path]) => path.endsWith(conf));
    const found = files.map(([path, text]) => {
      const upstreams = [...text.matchAll(/upstream (\w+) \{([^}]*)\}/g)]
        .filter(([, upstream]) => upstream !== 'local')
        .map(([, upstream, body]) => [upstream, all(body!, /server (.+);/g).map((server) => server.replace(' fail_timeout=3s', ''))]);
      return [path.split('/')[1], Object.fromEntries(upstreams)];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it.each(layouts)('no address that is not a part of "$name"', (layout) => {
    const site = siteFor(layout);
    for (const cell of site.cells) {
      const own = ['127.0.0.1', ...cell.apps.map(({ privateIp }) => privateIp), ...(cell.balancer ? ['10.0.0.5'] : [])];
      for (const { name } of cell.apps) {
        for (const address of all(nginx(site)[`servers/${name}${conf}`]!, /^[^#]*\b(\d+\.\d+\.\d+\.\d+)\b/gm))
          expect(own).toContain(address);
      }
    }
  });
});

describe.each(layouts)('in "$name"', (layout) => {
  const site = siteFor(layout);
  const files = filesOf(briefFor(layout));
  const servers = site.cells.flatMap((cell) =>
    cell.apps.map((host) => ({ cell, host, of: (path: string) => files[`servers/${host.name}${path}`]! })),
  );

  it('every app server has all of its files, no other server has one', () => {
    const names = Object.keys(files)
      .filter((path) => !path.includes('logrotate.timer.d'))
      .map((path) => path.split('/').slice(0, 2).join('/'));
    expect(new Set(names)).toEqual(new Set(servers.map(({ host }) => `servers/${host.name}`)));
    for (const { of } of servers) for (const path of [conf, script, unit, ecosystem]) expect(of(path)).toBeDefined();
  });

  it('the name of the cell is the only one', () => {
    for (const { cell, of } of servers) {
      expect(new Set(all(of(conf), /^ *server_name (.+);/gm))).toEqual(new Set([cell.domain]));
      expect(all(of(conf), /return 301 (.+);/g)).toEqual([`https://${cell.domain}$request_uri`]);
      expect(of('/usr/local/sbin/ordination-certificate')).toContain(`/etc/letsencrypt/live/${cell.domain}\n`);
    }
  });

  it('the health check is the same for nginx and the deployment, and no limit stands before it', () => {
    for (const { of } of servers) {
      for (const block of of(conf).split('location = /api/health {').slice(1)) expect(block.split('}')[0]).not.toContain('limit_');
      expect(of(conf)).toContain('listen 127.0.0.1:8080;');
      expect(of(script)).toContain('http://127.0.0.1:8080/api/health');
      expect(of(script)).toContain('http://localhost/api/health');
      expect(of(script)).toContain('.version == $v and .colour == $c');
    }
  });

  it('processes, sockets, links and the folder of PM2 are called the same everywhere', () => {
    for (const { of } of servers) {
      const scripts = of(script) + of('/usr/local/sbin/ordination-start');
      expect(new Set(all(scripts, /--only "(.+?)"/g))).toEqual(new Set(['ordination-$1', 'ordination-$colour']));
      expect(of(ecosystem)).toContain('name: `ordination-${colour}`');
      expect(of(ecosystem)).toContain('LISTEN: `/run/ordination/${colour}.sock`');
      expect(scripts).toContain('/run/ordination/$1.sock');
      expect(of(conf)).toContain('server unix:/var/lib/ordination/live.sock');
      expect(scripts).toContain('mv -T /var/lib/ordination/live.sock.next /var/lib/ordination/live.sock');
      expect(new Set(all(of(script) + of(unit), /PM2_HOME=(\S+)/g))).toEqual(new Set(['/var/lib/ordination/pm2']));
      expect(of('/etc/logrotate.d/ordination-app')).toContain('/srv/ordination/log/*.log /var/lib/ordination/pm2/pm2.log {');
      expect(all(of(ecosystem), /_file: `(.+)`/g)).toEqual([
        '/srv/ordination/log/${colour}.log',
        '/srv/ordination/log/${colour}-error.log',
      ]);
    }
  });

  it('whoever waits, waits longer than whom it waits for', () => {
    for (const { of } of servers) {
      const seconds = (path: string, pattern: RegExp) => Number(pattern.exec(of(path))![1]);
      const proxy = seconds(conf, /proxy_read_timeout (\d+)s/);
      const kill = seconds(ecosystem, /kill_timeout: (\d+)000/);
      const use = seconds(conf, /keepalive_time (\d+)s/) + Number(/upstream live \{[^}]*keepalive_timeout (\d+)s/.exec(of(conf))![1]);
      expect(proxy).toBeGreaterThan(55); // the software's own limit, as its contract says
      expect(kill).toBeGreaterThan(proxy);
      expect(seconds(unit, /TimeoutStopSec=(\d+)/)).toBeGreaterThan(kill);
      expect(seconds(script, /drain_seconds=(\d+)/)).toBeGreaterThan(use);
      expect(use).toBeLessThan(10); // the software closes resting connections no earlier
      expect(seconds(script, /healthy_seconds=(\d+)/)).toBeGreaterThan(seconds(ecosystem, /listen_timeout: (\d+)000/));
    }
  });

  it('a release is trusted after an answer of each process', () => {
    for (const { host, of } of servers) {
      const needed = Number(/needed_answers=(\d+)/.exec(of(script))![1]);
      expect(needed).toBeGreaterThanOrEqual(Math.max(5, host.provision.workers));
    }
  });

  it('limits are used where they are defined, logins more strictly', () => {
    for (const { of } of servers) {
      const [defined, used] = [all(of(conf), /_zone \S+ zone=(\w+):/g), all(of(conf), /limit_req zone=(\w+)/g)];
      expect(new Set([...used, 'connections'])).toEqual(new Set(defined));
      expect(of(conf)).toContain('zone=login:10m rate=10r/m;');
      expect(of(conf)).toMatch(/location = \/api\/auth\/login \{\s+limit_req zone=practice[^}]+limit_req zone=login burst=10 nodelay;/);
    }
  });

  it('clients behind a load balancer are known by their address, and only it may tell that', () => {
    for (const { cell, of } of servers) {
      const publicPorts = all(of(conf), /listen ((?:\[::\]:)?(?:80|443)\b.*);/g);
      expect(publicPorts.every((listen) => listen.endsWith(' proxy_protocol'))).toBe(cell.balancer !== undefined);
      if (cell.balancer) expect(new Set(all(of(conf), /set_real_ip_from (.+);/g))).toEqual(new Set(['10.0.0.5']));
    }
  });
});

describe('the rate of one address', () => {
  it.each([
    // practices  peak a second   rate
    [80, 96.2, 13], // ten times 1.2025, rounded up
    [20, 15.3, 10], // 7.65: at least ten
    [20, 20, 10], // exactly ten
    [20, 20.01, 11],
    [1, 0.76, 10],
    [1, 7.7, 77],
  ])('for %i practices with %d requests a second is %i', (tenants, peakRps, rate) => {
    const brief = briefFor(layoutOf('single'));
    const { plan } = brief;
    const text = filesOf({ ...brief, plan: { ...plan, tenants, load: { ...plan.load, peakRps } } })[`servers/app-1${conf}`]!;
    expect(all(text, /zone=practice:10m rate=(\S+);/g)).toEqual([`${rate}r/s`]);
  });
});

describe('http2', () => {
  it.each([
    ['1.18.0', '443 ssl http2', []],
    ['1.24.0', '443 ssl http2', []],
    ['1.25.0', '443 ssl http2', []],
    ['1.25.1', '443 ssl', ['on', 'on']],
    ['1.9.5', '443 ssl http2', []],
    ['1.29.3', '443 ssl', ['on', 'on']],
  ])('for nginx %s is written as %j and %j', (version, listen, http2) => {
    const text = filesOf(writtenFor(briefFor(layoutOf('single')), { nginx: version }))[`servers/app-1${conf}`]!;
    expect(all(text, /listen (443.*);/g)).toEqual([`${listen} default_server`, listen]);
    expect(all(text, /http2 (.+);/g).filter((value) => value === 'on')).toEqual(http2);
  });
});

it.each([
  ['3.0.13', 'X25519:prime256v1:secp384r1'],
  ['3.4.9', 'X25519:prime256v1:secp384r1'],
  ['3.5.0', 'X25519MLKEM768:X25519:prime256v1:secp384r1'],
])('for OpenSSL %s the curves are %s', (openssl, curves) => {
  const text = filesOf(writtenFor(briefFor(layoutOf('single')), { openssl }))[`servers/app-1${conf}`]!;
  expect(all(text, /ssl_ecdh_curve (.+);/g)).toEqual([curves]);
});

it('no protocol older than TLS 1.2, no key exchange without forward secrecy, nothing is stapled', () => {
  const text = fileOf('single', conf);
  expect(all(text, /ssl_protocols (.+);/g)).toEqual(['TLSv1.2 TLSv1.3']);
  for (const cipher of all(text, /ssl_ciphers (.+);/g)[0]!.split(':')) expect(cipher).toMatch(/^ECDHE-/);
  expect(text).not.toContain('stapling');
});

it('nothing of a request is written to the disk of the system', () => {
  const text = fileOf('single', conf);
  expect(text).toContain('proxy_request_buffering off;');
  expect(text).toContain('proxy_max_temp_file_size 0;');
  expect(text).not.toMatch(/log_format[^;]*\$(request|request_uri|args|query_string|http_referer|uri)\b/);
});

it('the software starts after the disk with its data, and not without it', () => {
  expect(fileOf('pair', unit)).toContain('Requires=ordination-disk.service');
  expect(fileOf('pair', unit)).toMatch(/After=.*ordination-disk\.service/);
});

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!);
}
