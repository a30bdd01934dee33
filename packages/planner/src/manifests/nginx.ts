/** nginx on the app servers: the whole of its file, its logs and its unit. Its servers are in `nginx-servers.ts`, certificates in `certificate.ts`. */
import { atLeast } from '../units/version.ts';
import { certificate } from './certificate.ts';
import { headed, onHost, type Files } from './files.ts';
import { logDays, paths, scriptPath, users } from './names.ts';
import { print, type Directive } from './nginx-print.ts';
import { passing, servers } from './nginx-servers.ts';
import { tls } from './nginx-tls.ts';
import { peerSocket, upstreams } from './nginx-upstreams.ts';
import type { Cell, Host, Site } from './site.ts';

/** A practice sits behind one address, so one address may bring ten times its share of the peak, at least this many a second. */
const leastRequestsPerSecond = 10;
const peakFactor = 10;

/** The staff of a practice can log in at once; whoever tries passwords gets ten tries a minute. */
const loginsPerMinute = 10;

const connectionsPerWorker = 8192;
/** Of a request: the client's and the one to the software; with room for logs. */
const filesPerConnection = 3;

export function nginx(site: Site): Files {
  const files = site.cells.flatMap((cell) =>
    cell.apps.flatMap((self) => {
      const at = (path: `/${string}`, text: string) => [onHost(self, path), headed('#', text, site)] as const;
      return [
        at('/etc/nginx/nginx.conf', print(wholeFile(self, cell, site))),
        // Under the name of the stock file, which knows no bound: two files for the same logs would be refused.
        at('/etc/logrotate.d/nginx', logRotation),
        at('/etc/systemd/system/nginx.service.d/20-ordination.conf', unit),
        ...Object.entries(certificate(cell, site)).map(([path, text]) => at(path as `/${string}`, text)),
      ];
    }),
  );
  return Object.fromEntries(files);
}

function wholeFile(self: Host, cell: Cell, site: Site): Directive[] {
  return [
    ['user', users.web],
    ['worker_processes', 'auto'],
    ['worker_rlimit_nofile', String(filesPerConnection * connectionsPerWorker)],
    // A renewed certificate is read by a reload; connections that stay open must not keep the former workers for ever.
    ['worker_shutdown_timeout', '10m'],
    ['pid', '/run/nginx.pid'],
    ['error_log', '/var/log/nginx/error.log error'],
    ['events', [['worker_connections', String(connectionsPerWorker)]]],
    ['http', [...basics(self), ...tls(self), ...log(cell), ...limits(site), ...passing, ...upstreams(self, cell), ...servers(self, cell)]],
  ];
}

function basics({ system }: Host): Directive[] {
  return [
    ['default_type', 'text/plain'],
    ['server_tokens', 'off'],
    ['client_header_timeout', '15s'],
    ['client_body_timeout', '30s'],
    ['send_timeout', '30s'],
    ['keepalive_timeout', '65s'],
    // A reload closes idle connections, which a client may be about to use; newer versions can wait.
    ...(atLeast(system.ships.nginx, '1.27.4') ? [['keepalive_min_timeout', '5s'] as const] : []),
  ];
}

/**
 * What is logged names nobody: no query, and of the path only its beginning, since the rest can be the number of a
 * patient. Refused requests stand in a log of their own, for fail2ban alone: their address and nothing else. Behind a load
 * balancer nobody can be shut out, so nobody logs them.
 */
function log({ balancer }: Cell): Directive[] {
  const refused: Directive[] = [
    ['log_format', 'refused $time_iso8601|$remote_addr|$status'],
    ['access_log', `${paths.webRefusedLog} refused if=$is_refused`],
  ];
  return [...named, ...(balancer ? [] : refused)];
}

const named: Directive[] = [
  [
    'map $uri $logged_path',
    [
      ['~^(?<api_path>/api/[a-z-]+)', '$api_path'],
      ['~^(?<top_path>/[a-z-]*)', '$top_path'],
    ],
  ],
  [
    'map $status $is_logged',
    [
      ['default', '1'],
      ['429', '0'],
    ],
  ],
  [
    'map $status $is_refused',
    [
      ['default', '0'],
      ['429', '1'],
    ],
  ],
  [
    'log_format',
    'nameless $time_iso8601|$remote_addr|$request_method|$logged_path|$status|$body_bytes_sent|$request_time|$upstream_response_time',
  ],
  ['access_log', '/var/log/nginx/access.log nameless if=$is_logged'],
];

function limits({ plan }: Site): Directive[] {
  const perAddress = Math.max(leastRequestsPerSecond, Math.ceil((peakFactor * plan.load.peakRps) / plan.tenants));
  return [
    ['limit_req_zone', `$binary_remote_addr zone=practice:10m rate=${perAddress}r/s`],
    ['limit_req_zone', `$binary_remote_addr zone=login:10m rate=${loginsPerMinute}r/m`],
    ['limit_req_status', '429'],
    ['limit_req_log_level', 'warn'],
    ['limit_conn_zone', '$binary_remote_addr zone=connections:10m'],
    ['limit_conn_status', '429'],
    ['limit_conn_log_level', 'warn'],
  ];
}

const logRotation = `\
/var/log/nginx/*.log {
  daily
  # Looked at every hour, so the logs stay below 2 x 15 x 100 MB.
  maxsize 100M
  rotate ${logDays}
  maxage ${logDays}
  missingok
  notifempty
  compress
  delaycompress
  create 0640 ${users.web} adm
  sharedscripts
  postrotate
    invoke-rc.d nginx rotate >/dev/null 2>&1
  endscript
}
`;

const unit = `\
[Unit]
# The private address can come up late, and nginx has no start without it: it is tried until it works.
StartLimitIntervalSec=0

[Service]
ExecStartPre=
ExecStartPre=${scriptPath('certificate')}
# A killed nginx leaves its socket behind and would not start over it.
ExecStartPre=/usr/bin/rm -f ${peerSocket}
ExecStartPre=/usr/sbin/nginx -t -q -g "daemon on; master_process on;"
Restart=on-failure
RestartSec=5
`;
