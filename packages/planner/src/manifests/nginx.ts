/** nginx in front of the app servers of a plan: TLS, rate limit per practice, health check, upstream. */
import type { Component, Plan } from '../options/plan.ts';
import { atLeast, header, type Files, type Stamp } from './files.ts';
import { print, type Directive } from './nginx-print.ts';

/** Where the app listens on its own server; the same port in every file that names it. */
const appPort = 3000;

/** A practice sits behind one address, so one address may bring ten times its share of the peak, at least this many a second. */
const leastRequestsPerSecond = 10;
const peakFactor = 10;

/** Mozilla's intermediate profile, guideline 6.0 of May 2026: no DHE any more. */
const ciphers = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/** X25519MLKEM768 would need OpenSSL 3.5: Ubuntu 24.04 (3.0.13) refuses to start with it. */
const curves = 'X25519:prime256v1:secp384r1';

/** Two years, as Mozilla recommends. */
const hstsSeconds = 63_072_000;

/** The site of every app server of the plan. */
export function nginx(plan: Plan, stamp: Stamp): Files {
  const apps = plan.components.filter((component) => component.runs.includes('app'));
  return Object.fromEntries(
    apps.map((self) => [`${self.id}/etc/nginx/conf.d/ordiplan.conf`, header('#', plan, stamp) + print(site(plan, self, apps))]),
  );
}

function site(plan: Plan, self: Component, apps: readonly Component[]): Directive[] {
  const perAddress = Math.max(leastRequestsPerSecond, Math.ceil((peakFactor * plan.load.peakRps) / plan.tenants));
  return [
    ['limit_req_zone', `$binary_remote_addr zone=practice:10m rate=${perAddress}r/s`],
    ['limit_req_status', '429'],
    // Every refused request is logged: at "warn" a flood does not fill the disk with errors.
    ['limit_req_log_level', 'warn'],
    ['upstream app', [...upstreamOf(plan, self, apps).map((app) => upstreamServer(app, self)), ['keepalive', '16']]],
    ['server', redirectToTls(nameOf(plan, self))],
    ['server', tlsServer(plan, nameOf(plan, self))],
  ];
}

/** The apps that may answer for `self`: those of its cell; behind a load balancer, which leaves out what does not answer, only its own. */
function upstreamOf(plan: Plan, self: Component, apps: readonly Component[]): readonly Component[] {
  if (plan.components.some(({ role }) => role === 'load-balancer')) return [self];
  return apps.filter(({ cell }) => cell === self.cell);
}

/** Each cell has a name of its own, e.g. "cell-2.ordination.example": a practice is told that of its cell. */
function nameOf(plan: Plan, { cell }: Component): string {
  return cell === undefined ? plan.domain : `cell-${cell}.${plan.domain}`;
}

/** The app on this server first; one on another server only while this one does not answer. */
function upstreamServer(app: Component, self: Component): Directive {
  return ['server', app === self ? `127.0.0.1:${appPort}` : `${app.privateIp}:${appPort} backup`];
}

function redirectToTls(name: string): Directive[] {
  return [
    ['listen', '80'],
    ['listen', '[::]:80'],
    ['server_name', name],
    ['location /.well-known/acme-challenge/', [['root', '/var/www/acme']]],
    // The name is fixed: a forged Host header must not choose where people are sent.
    ['location /', [['return', `301 https://${name}$request_uri`]]],
  ];
}

function tlsServer(plan: Plan, name: string): Directive[] {
  return [
    ...listenHttp2(plan.targets.nginx),
    ['server_name', name],
    ['ssl_certificate', `/etc/letsencrypt/live/${name}/fullchain.pem`],
    ['ssl_certificate_key', `/etc/letsencrypt/live/${name}/privkey.pem`],
    ['ssl_protocols', 'TLSv1.2 TLSv1.3'],
    ['ssl_ciphers', ciphers],
    ['ssl_ecdh_curve', curves],
    ['ssl_prefer_server_ciphers', 'off'],
    ['ssl_session_timeout', '1d'],
    ['ssl_session_cache', 'shared:tls:10m'],
    ['ssl_session_tickets', 'off'],
    ['add_header', `Strict-Transport-Security max-age=${hstsSeconds} always`],
    ['add_header', 'X-Content-Type-Options nosniff always'],
    ['server_tokens', 'off'],
    // Documents and images of a practice; the default of 1 MB refuses them.
    ['client_max_body_size', '20m'],
    ['location = /api/health', [['access_log', 'off'], ...proxy()]],
    ['location /', [['limit_req', 'zone=practice burst=40 nodelay'], ...proxy()]],
  ];
}

function proxy(): Directive[] {
  return [
    ['proxy_pass', 'http://app'],
    ['proxy_http_version', '1.1'],
    // The default, "close", would open a connection to the app for every request.
    ['proxy_set_header', 'Connection keep-alive'],
    ['proxy_set_header', 'Host $host'],
    ['proxy_set_header', 'X-Real-IP $remote_addr'],
    ['proxy_set_header', 'X-Forwarded-For $proxy_add_x_forwarded_for'],
    ['proxy_set_header', 'X-Forwarded-Proto $scheme'],
  ];
}

/** nginx 1.25.1 moved http2 out of `listen`; older ones refuse the new form, newer ones warn about the old. */
function listenHttp2(version: string): Directive[] {
  return atLeast(version, '1.25.1')
    ? [
        ['listen', '443 ssl'],
        ['listen', '[::]:443 ssl'],
        ['http2', 'on'],
      ]
    : [
        ['listen', '443 ssl http2'],
        ['listen', '[::]:443 ssl http2'],
      ];
}
