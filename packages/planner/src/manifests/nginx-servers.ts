/** The servers of nginx: practices, certificate challenges, the health check, and the other server of a pair. */
import { healthPath, network, paths, ports, software } from './names.ts';
import type { Directive } from './nginx-print.ts';
import { http2, securityHeaders } from './nginx-tls.ts';
import { challengesUpstream, fallsBack, liveUpstream, localUpstream, othersOf, peerSocket, peersUpstream } from './nginx-upstreams.ts';
import type { Cell, Host } from './site.ts';

/** Pages with their parts come at once. */
const practiceBurst = 40;
const loginBurst = 10;
/** Connections at once from one address, so that none can take them all. */
const connectionsPerAddress = 200;

const challenges = '/.well-known/acme-challenge/';
const authorities = '/etc/ssl/certs/ca-certificates.crt';

export function servers(self: Host, cell: Cell): Directive[] {
  return [
    ['server', plain(self, cell)],
    ['server', unknownName(self, cell)],
    ['server', practices(self, cell)],
    ['server', health(self, cell)],
    ...(fallsBack(self, cell) ? [['server', toPeers(cell)] as const, ['server', forPeers(self, cell)] as const] : []),
  ];
}

/** Without TLS: challenges, and the way to TLS. */
function plain(self: Host, cell: Cell): Directive[] {
  return [
    ...listen(cell, ports.http),
    ...realAddress(cell),
    ['access_log', 'off'],
    [`location ${challenges}`, ownChallenges(othersOf(self, cell).length > 0 ? ['try_files', '$uri @others'] : undefined)],
    // Each server has a certificate of its own, while the name leads to one of them: the others are asked.
    ...(othersOf(self, cell).length > 0 ? [['location @others', fromOthers] as const] : []),
    // The name is fixed: a forged Host header must not choose where people are sent.
    ['location /', [['return', `301 https://${cell.domain}$request_uri`]]],
  ];
}

function ownChallenges(otherwise?: Directive): Directive[] {
  return [['root', paths.acme], ...(otherwise ? [otherwise] : [])];
}

const fromOthers: readonly Directive[] = [
  ['proxy_pass', `http://${challengesUpstream}`],
  ['proxy_next_upstream', 'error timeout http_404'],
  ['proxy_connect_timeout', '2s'],
];

/** Whoever asks for no name or another one learns nothing. */
function unknownName(self: Host, cell: Cell): Directive[] {
  return [
    ...listen(cell, ports.https, `${http2(self).onListen} default_server`),
    ...http2(self).directives,
    ['access_log', 'off'],
    ['ssl_reject_handshake', 'on'],
    ['return', '444'],
  ];
}

function practices(self: Host, cell: Cell): Directive[] {
  return [
    ...listen(cell, ports.https, http2(self).onListen),
    ...http2(self).directives,
    ['server_name', cell.domain],
    ...realAddress(cell),
    ...securityHeaders,
    ['limit_conn', `connections ${connectionsPerAddress}`],
    [`location = ${healthPath}`, [['access_log', 'off'], pass(liveUpstream)]],
    [
      `location = ${software.loginPath}`,
      [
        ['limit_req', `zone=practice burst=${practiceBurst} nodelay`],
        ['limit_req', `zone=login burst=${loginBurst} nodelay`],
        pass(liveUpstream),
      ],
    ],
    ['location /', [['limit_req', `zone=practice burst=${practiceBurst} nodelay`], pass(liveUpstream)]],
  ];
}

/** What only this server and its neighbours ask: whether the software here answers, and for challenges that lie here. */
function health(self: Host, cell: Cell): Directive[] {
  return [
    ['listen', `127.0.0.1:${ports.health}`],
    ...(othersOf(self, cell).length > 0 || cell.balancer ? [['listen', `${self.privateIp}:${ports.health}`] as const] : []),
    ['access_log', 'off'],
    [`location = ${healthPath}`, [pass(localUpstream)]],
    [`location ${challenges}`, ownChallenges()],
    ['location /', [['return', '404']]],
  ];
}

/** Behind `peerSocket`: on to the other servers, which must prove the name. What was found out about the client goes along. */
function toPeers({ domain }: Cell): Directive[] {
  return [
    ['listen', `unix:${peerSocket}`],
    ['access_log', 'off'],
    [
      'location /',
      [
        ['proxy_pass', `https://${peersUpstream}`],
        ['proxy_ssl_server_name', 'on'],
        ['proxy_ssl_name', domain],
        ['proxy_ssl_verify', 'on'],
        ['proxy_ssl_verify_depth', '4'],
        ['proxy_ssl_trusted_certificate', authorities],
        ['proxy_ssl_protocols', 'TLSv1.3'],
        // Stating one header drops those of all servers: what the first server said about the client stays as it is.
        ...upgrade,
      ],
    ],
  ];
}

/** For the other servers: only the software of this one answers, so no request goes round in circles. */
function forPeers(self: Host, cell: Cell): Directive[] {
  return [
    ['listen', `${self.privateIp}:${ports.peer} ssl`],
    ['server_name', cell.domain],
    ...othersOf(self, cell).map(({ privateIp }): Directive => ['set_real_ip_from', privateIp]),
    ['real_ip_header', 'X-Real-IP'],
    ['access_log', 'off'],
    ['location /', [pass(localUpstream)]],
  ];
}

/** Behind a load balancer every connection begins with the address of the client. */
function listen({ balancer }: Cell, port: number, more?: string): Directive[] {
  const options = [more, balancer && 'proxy_protocol'].filter(Boolean).map((text) => ` ${text}`);
  return ['', '[::]:'].map((address): Directive => ['listen', `${address}${port}${options.join('')}`]);
}

function realAddress({ balancer }: Cell): Directive[] {
  return balancer === undefined
    ? []
    : [
        ['set_real_ip_from', network.balancerIp],
        ['real_ip_header', 'proxy_protocol'],
      ];
}

function pass(upstream: string): Directive {
  return ['proxy_pass', `http://${upstream}`];
}

const upgrade: readonly Directive[] = [
  ['proxy_set_header', 'Host $host'],
  ['proxy_set_header', 'Upgrade $http_upgrade'],
  ['proxy_set_header', 'Connection $upstream_connection'],
];

/** What all servers do when they pass a request on. */
export const passing: readonly Directive[] = [
  // Documents and images of a practice; the default of 1 MB refuses them.
  ['client_max_body_size', `${software.uploadMb}m`],
  ['proxy_http_version', '1.1'],
  ['proxy_connect_timeout', '5s'],
  ['proxy_read_timeout', `${software.proxySeconds}s`],
  ['proxy_send_timeout', `${software.proxySeconds}s`],
  // Documents of patients pass through: nginx writes none of them to the disk of the system, which is not encrypted.
  ['proxy_request_buffering', 'off'],
  ['proxy_max_temp_file_size', '0'],
  // WebSockets ask for an upgrade; all other requests share connections to the software.
  ['map $http_upgrade $upstream_connection', [['~.', 'upgrade']]],
  ...upgrade,
  ['proxy_set_header', 'X-Real-IP $remote_addr'],
  // Not what the client claims: only what nginx saw.
  ['proxy_set_header', 'X-Forwarded-For $remote_addr'],
  ['proxy_set_header', 'X-Forwarded-Proto https'],
];
