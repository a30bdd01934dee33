/** Prometheus and Alertmanager on the server that watches its cell. They listen to loopback only: administrators come by ssh. */
import { paths, ports, scriptPath, units } from './names.ts';
import { secretFiles, siteVariables } from './secrets.ts';
import type { Cell, Site } from './site.ts';

/** How long figures are kept: whichever comes first. */
const kept = { days: 30, size: '1GB' };

/** Made at each start of Alertmanager: its configuration with the late values, and the password, readable by it alone. */
const alertmanagerRuntime = 'ordination-alertmanager';
const alertmanagerFile = `/run/${alertmanagerRuntime}/alertmanager.yml`;
const alertmanagerTemplate = '/etc/prometheus/alertmanager.yml';
const passwordName = 'smtp-password';
const passwordFile = `/run/credentials/prometheus-alertmanager.service/${passwordName}`;

export function prometheus(cell: Cell): string {
  const target = (address: string, instance: string) =>
    `      - targets: ['${address}']\n        labels:\n          instance: ${instance}\n`;
  return `global:
  scrape_interval: 30s
  evaluation_interval: 30s
  external_labels:
    site: ${cell.domain}

rule_files:
  - rules/ordination.yml

alerting:
  alertmanagers:
    - static_configs:
        - targets: ['127.0.0.1:${ports.alertmanager}']

scrape_configs:
  - job_name: node
    static_configs:
${cell.hosts.map(({ privateIp, name }) => target(`${privateIp}:${ports.nodeMetrics}`, name)).join('')}
  - job_name: prometheus
    static_configs:
${target(`127.0.0.1:${ports.prometheus}`, 'prometheus')}
  - job_name: alertmanager
    static_configs:
${target(`127.0.0.1:${ports.alertmanager}`, 'alertmanager')}`;
}

export function prometheusDefaults(): string {
  return `# Debian's own default listens to every address.
ARGS="--web.listen-address=127.0.0.1:${ports.prometheus} --storage.tsdb.retention.time=${kept.days}d --storage.tsdb.retention.size=${kept.size}"
`;
}

/** A template: Alertmanager reads no variables, so `@NAME@` is filled in before it starts. */
export function alertmanager({ wishes }: Site): string {
  const { smtpHost, smtpUser } = siteVariables;
  return `# A template: ${scriptPath('alertmanager')} fills in the values of ${paths.siteEnv} at each start.
global:
  smtp_smarthost: '@${smtpHost}@:${ports.smtp}'
  smtp_from: '${wishes.alertEmail}'
  smtp_auth_username: '@${smtpUser}@'
  smtp_auth_password_file: ${passwordFile}
  smtp_require_tls: true

route:
  receiver: mail
  group_by: [alertname]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 1d
  routes:
    # Always firing, so that its absence can be seen from outside.
    - receiver: nobody
      matchers: [alertname = Watchdog]
    - receiver: mail
      matchers: [severity = critical]
      repeat_interval: 2h

inhibit_rules:
  # A server that is gone is one alert, not ten.
  - source_matchers: [alertname = NodeDown]
    target_matchers: [severity = warning]
    equal: [instance]

receivers:
  - name: nobody
  - name: mail
    email_configs:
      - to: '${wishes.alertEmail}'
        send_resolved: true
        headers:
          Subject: '[{{ .Status }}] {{ .GroupLabels.alertname }} ({{ .CommonLabels.site }})'
        html: ''
        text: |
          {{ range .Alerts }}{{ .Labels.alertname }} {{ .Labels.instance }} {{ .Status }}
          {{ .Annotations.de }}
          {{ .Annotations.en }}
          {{ .Annotations.runbook }}

          {{ end }}
`;
}

export function alertmanagerDefaults(): string {
  return `# An empty cluster address: it would listen to every address for other Alertmanagers.
ARGS="--config.file=${alertmanagerFile} --web.listen-address=127.0.0.1:${ports.alertmanager} --cluster.listen-address="
`;
}

/** Fills the template in. Runs as the user of Alertmanager, with the values of `paths.siteEnv` in the environment. */
export function alertmanagerScript(): string {
  const { smtpHost, smtpUser } = siteVariables;
  return `#!/usr/bin/env bash
# Fills ${smtpHost} and ${smtpUser} into the configuration of Alertmanager and checks the result.
set -euo pipefail

template=${alertmanagerTemplate}
target="\${RUNTIME_DIRECTORY:?is set by systemd: start prometheus-alertmanager.service instead}/alertmanager.yml"

text=$(<"$template")
for name in ${smtpHost} ${smtpUser}; do
  value=\${!name:-}
  if [[ ! $value =~ ^[A-Za-z0-9._@+-]+$ ]]; then
    echo "ordination-alertmanager: $name in ${paths.siteEnv} is \\"$value\\". Write the name that the mail provider shows there." >&2
    exit 1
  fi
  text=\${text//@$name@/$value}
done
printf '%s\\n' "$text" >"$target"
amtool check-config "$target"
`;
}

/** Beside the unit of the package: what it needs, and a mail if it does not stay up. */
export function prometheusUnit(): string {
  return `[Unit]
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=600
StartLimitBurst=20
OnFailure=${units.alert.replace('@', '@%n')}

[Service]
RestartSec=10
`;
}

export function alertmanagerUnit(): string {
  return `${prometheusUnit()}EnvironmentFile=${paths.siteEnv}
# Root's file, handed to the user of the unit.
LoadCredential=${passwordName}:${secretFiles.smtp}
RuntimeDirectory=${alertmanagerRuntime}
RuntimeDirectoryMode=0700
ExecStartPre=${scriptPath('alertmanager')}
`;
}
