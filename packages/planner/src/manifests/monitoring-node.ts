/** On every server: node_exporter on the private address, and mail for units that fail. */
import { paths, ports, scriptPath, units } from './names.ts';
import { secretFiles, siteVariables } from './secrets.ts';
import type { Host, Site } from './site.ts';

export function nodeDefaults({ privateIp }: Host): string {
  return `# Debian's own default listens to every address.
ARGS="--web.listen-address=${privateIp}:${ports.nodeMetrics} --collector.textfile.directory=${paths.metrics} --collector.systemd --no-collector.wifi --no-collector.hwmon --no-collector.ipvs"
`;
}

/** System-wide settings of msmtp. The late values are read from their file whenever a mail is sent; the password is root's. */
export function msmtprc({ wishes }: Site): string {
  return `defaults
auth on
tls on
tls_starttls on
tls_trust_file /etc/ssl/certs/ca-certificates.crt
timeout 30
syslog LOG_MAIL

account default
port ${ports.smtp}
from ${wishes.alertEmail}
eval sed -n 's/^${siteVariables.smtpHost}=/host /p' ${paths.siteEnv}
eval sed -n 's/^${siteVariables.smtpUser}=/user /p' ${paths.siteEnv}
passwordeval cat ${secretFiles.smtp}
`;
}

/** One mail for a unit that failed, at most one an hour. */
export function alertScript(host: Host, { wishes }: Site): string {
  return `#!/usr/bin/env bash
# Sends one mail about a unit that failed. Usage: ordination-alert UNIT
set -euo pipefail

unit=\${1:?"Usage: ordination-alert UNIT"}
stamps=\${RUNTIME_DIRECTORY:-/run/ordination-alert}
stamp=$stamps/$unit

# A unit that fails every minute is one mail an hour.
mkdir -p "$stamps"
if [[ -n $(find "$stamps" -path "$stamp" -mmin -60) ]]; then
  echo "ordination-alert: a mail about $unit was sent less than an hour ago."
  exit 0
fi

# Lines of the journal leave the server only for units that do not handle what patients are told, and without the names of files.
last_lines() {
  case $unit in
    ordination-app.* | ordination-files-sync.* | nginx.* | mongod.* | ssh*)
      echo "(not sent: its lines can name people)"
      ;;
    *)
      journalctl --unit="$unit" --lines=20 --no-pager --output=cat | sed 's#${paths.data}/.*#${paths.data}/... (left out)#'
      ;;
  esac
}

lines=$(last_lines)
msmtp -- ${wishes.alertEmail} <<MAIL
From: ${wishes.alertEmail}
To: ${wishes.alertEmail}
Subject: [failed] $unit on ${host.name}
Content-Type: text/plain; charset=utf-8

$unit failed on ${host.name}. Look there: journalctl --unit=$unit

$lines
MAIL
touch "$stamp"
`;
}

export function alertUnit(): string {
  return `[Unit]
Description=Mail about %i, which failed
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
ExecStart=${scriptPath('alert')} %i
# Remembers what was sent until the next boot.
RuntimeDirectory=ordination-alert
RuntimeDirectoryPreserve=yes
TimeoutStartSec=120
`;
}

/** Beside the unit of the package: the private address may come up late, so it is tried until it works. */
export function nodeUnit(): string {
  return `[Unit]
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
Restart=always
RestartSec=10
`;
}

export function metricsUnit(): string {
  return `[Unit]
Description=Figures about this server for Prometheus
After=network-online.target

[Service]
Type=oneshot
ExecStart=${scriptPath('metrics')}
# The shell of the database writes a log below HOME at each run: it goes when the unit ends.
Environment=HOME=/run/ordination-metrics
RuntimeDirectory=ordination-metrics
StateDirectory=ordination-metrics
TimeoutStartSec=300
Nice=10
`;
}

export function metricsTimer(): string {
  return `[Unit]
Description=${units.metrics} every minute

[Timer]
OnCalendar=*-*-* *:*:00 UTC
AccuracySec=1s
RandomizedDelaySec=5s
Persistent=true

[Install]
WantedBy=timers.target
`;
}
