/** The software on its servers: PM2, the unit that supervises it, its folders and its logs. How versions change is in `deploy.ts`. */
import { headed, onHost, type Files } from './files.ts';
import { colours, logDays, paths, processPrefix, scriptPath, socketOf, software, units, users } from './names.ts';
import { secretFiles } from './secrets.ts';
import type { Cell, Host, Site } from './site.ts';

/** Where PM2 keeps what it knows; its own log too. */
export const pm2Home = `${paths.state}/pm2`;

/** Longer than the software has to end its last answer. */
const stopSeconds = software.killSeconds + 25;

const msPerSecond = 1000;

export function app(site: Site): Files {
  const files = site.cells.flatMap((cell) =>
    cell.hosts.flatMap((host) => {
      const at = (path: `/${string}`, text: string, comment: '#' | '//' = '#') =>
        [onHost(host, path), headed(comment, text, site)] as const;
      return [
        at('/etc/systemd/system/logrotate.timer.d/20-ordination.conf', rotateHourly),
        ...(host.runsApp
          ? [
              at(paths.ecosystem, ecosystem(host, cell), '//'),
              at(`/etc/systemd/system/${units.app}`, unit(host)),
              at('/etc/tmpfiles.d/ordination-app.conf', folders),
              at('/etc/logrotate.d/ordination-app', logRotation),
              at(scriptPath('start'), start),
            ]
          : []),
      ];
    }),
  );
  return Object.fromEntries(files);
}

function ecosystem({ provision }: Host, { bucket }: Cell): string {
  return `\
const { readlinkSync } = require('node:fs');
const { basename } = require('node:path');

/** The release that the link of a colour leads to. */
function versionOf(colour) {
  try {
    return basename(readlinkSync(\`${paths.app}/\${colour}\`));
  } catch {
    return 'none';
  }
}

function software(colour) {
  return {
    name: \`${processPrefix}\${colour}\`,
    cwd: \`${paths.app}/\${colour}\`,
    script: '${software.startFile}',
    exec_mode: 'cluster',
    instances: ${provision.workers},
    // Each process reads the secrets by itself: PM2 never sees them, and a reload is enough after a change.
    node_args: ['--env-file=${secretFiles.app}'],
    env: {
      NODE_ENV: 'production',
      LISTEN: \`${paths.sockets}/\${colour}.sock\`,
      COLOUR: colour,
      VERSION: versionOf(colour),
      MONGODB_POOL: '${provision.connectionsPerWorker}',${bucket === undefined ? `\n      FILES_DIR: '${paths.files}',` : ''}
    },
    max_memory_restart: '${provision.workerMb}M',
    wait_ready: true,
    listen_timeout: ${software.readySeconds * msPerSecond},
    kill_timeout: ${software.killSeconds * msPerSecond},
    // One that crashes is started again, ever more slowly and without end.
    exp_backoff_restart_delay: 100,
    max_restarts: 1000000,
    out_file: \`${paths.appLogs}/\${colour}.log\`,
    error_file: \`${paths.appLogs}/\${colour}-error.log\`,
    merge_logs: true,
    vizion: false,
    pmx: false,
  };
}

module.exports = { apps: [${colours.map((colour) => `'${colour}'`).join(', ')}].map(software) };
`;
}

/** PM2 holds the sockets of the software: if it is killed, everything is down until it is started again. */
function unit({ isEncrypted }: Host): string {
  return `\
[Unit]
Description=The software, supervised by PM2
After=network-online.target ${units.disk} mongod.service
Wants=network-online.target
${isEncrypted ? `Requires=${units.disk}\n` : ''}\
OnFailure=${units.alert.replace('@', '@%n')}
StartLimitIntervalSec=300
StartLimitBurst=10

[Service]
Type=forking
User=${users.app}
Group=${users.app}
UMask=0007
Environment=PM2_HOME=${pm2Home}
PIDFile=${pm2Home}/pm2.pid
ExecStartPre=+/usr/bin/install -d -o ${users.app} -g ${users.app} -m 0750 ${paths.appLogs}
ExecStart=${scriptPath('start')}
ExecReload=/usr/bin/env pm2 reload all
ExecStop=/usr/bin/env pm2 kill
TimeoutStartSec=300
TimeoutStopSec=${stopSeconds}
Restart=on-failure
RestartSec=2
# One process that takes too much memory must not stop all others.
OOMPolicy=continue
LimitNOFILE=65536

# No MemoryDenyWriteExecute: JavaScript is compiled while it runs.
CapabilityBoundingSet=
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=${paths.state} ${paths.sockets} ${paths.data}
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native

[Install]
WantedBy=multi-user.target
`;
}

const folders = `\
# The group of the folder passes to the sockets, so that nginx may connect.
d ${paths.sockets} 2750 ${users.app} ${users.web} -
d ${paths.state} 0755 ${users.app} ${users.app} -
d ${pm2Home} 0700 ${users.app} ${users.app} -
# The software may replace its own links here, and nothing that belongs to root.
d ${paths.app} 1775 root ${users.app} -
d ${paths.releases} 0750 ${users.app} ${users.app} -
d ${paths.incoming} 2770 ${users.deploy} ${users.app} -
d ${paths.acme} 0755 root root -
`;

/** PM2 writes on into the same file, so it is copied and emptied. */
const logRotation = `\
${paths.appLogs}/*.log ${pm2Home}/pm2.log {
  su ${users.app} ${users.app}
  daily
  # Looked at every hour, so the logs stay below 5 x 15 x 50 MB.
  maxsize 50M
  rotate ${logDays}
  maxage ${logDays}
  missingok
  notifempty
  compress
  copytruncate
}
`;

/** Once a day would be too late for a log that grows fast. */
const rotateHourly = `\
[Timer]
OnCalendar=
OnCalendar=hourly
RandomizedDelaySec=0
`;

/** What was confirmed last comes back: a switch that was cut off by the reboot is undone. */
const start = `\
#!/usr/bin/env bash
# Starts PM2 and the colour that was live, and leads nginx to it. Run by ${units.app}.
set -euo pipefail

colour=$(cat ${paths.liveColour} 2>/dev/null || true)
if [[ -z $colour ]]; then
  colour=$(basename "$(readlink ${paths.liveSocket} || true)" .sock)
fi
# A PM2 that was killed leaves its sockets behind, and nothing can listen over them.
rm -f ${colours.map(socketOf).join(' ')}

if [[ -z $colour ]]; then
  echo 'No release was deployed yet: PM2 starts without one.'
  pm2 ping
  exit
fi
ln -sfn "${paths.sockets}/$colour.sock" ${paths.liveSocket}.next
mv -T ${paths.liveSocket}.next ${paths.liveSocket}
pm2 start ${paths.ecosystem} --only "${processPrefix}$colour"
`;
