/** Monitoring: figures of every server, and on one server of each cell Prometheus with its rules and Alertmanager with its mail. */
import { alertsOf } from './alerts.ts';
import { headed, onHost, type Comment, type Files } from './files.ts';
import { databaseFigures, databaseFiguresPath, metricsScript } from './metrics-script.ts';
import { alertScript, alertUnit, metricsTimer, metricsUnit, msmtprc, nodeDefaults, nodeUnit } from './monitoring-node.ts';
import { rules, ruleTests } from './monitoring-rules.ts';
import {
  alertmanager,
  alertmanagerDefaults,
  alertmanagerScript,
  alertmanagerUnit,
  prometheus,
  prometheusDefaults,
  prometheusUnit,
} from './monitoring-server.ts';
import { scriptPath, units } from './names.ts';
import type { Cell, Host, Site } from './site.ts';

type File = readonly [path: `/${string}`, text: string, comment?: Comment];

export function monitoring(site: Site): Files {
  const files = site.cells.flatMap((cell) => [
    ...cell.hosts.flatMap((host) =>
      [...ofEach(host, cell, site), ...(host.isMonitor ? ofMonitor(cell, site) : [])].map(
        ([path, text, comment = '#']) => [onHost(host, path), headed(comment, text, site)] as const,
      ),
    ),
    ...ruleTestsOf(cell, site),
  ]);
  return Object.fromEntries(files);
}

const rulesPath = '/etc/prometheus/rules/ordination.yml';

/** Run them with: promtool test rules monitoring/*.test.yml. What takes days has a file of its own, with steps of an hour. */
function ruleTestsOf(cell: Cell, site: Site): (readonly [path: string, text: string])[] {
  const alerts = alertsOf(cell, site);
  const rulesFile = `../${onHost(monitorOf(cell), rulesPath)}`;
  return [
    [`monitoring/${cell.prefix}rules.test.yml`, headed('#', ruleTests(alerts, '1m', rulesFile), site)],
    [`monitoring/${cell.prefix}rules-slow.test.yml`, headed('#', ruleTests(alerts, '1h', rulesFile), site)],
  ];
}

/** The server that watches its cell. */
export function monitorOf({ hosts }: Cell): Host {
  return hosts.find(({ isMonitor }) => isMonitor)!;
}

function ofEach(host: Host, cell: Cell, site: Site): File[] {
  const isMember = cell.members.some((member) => member.host === host);
  return [
    ['/etc/default/prometheus-node-exporter', nodeDefaults(host)],
    ['/etc/systemd/system/prometheus-node-exporter.service.d/20-ordination.conf', nodeUnit()],
    ['/etc/msmtprc', msmtprc(site)],
    [scriptPath('alert') as `/${string}`, alertScript(host, site)],
    [`/etc/systemd/system/${units.alert}`, alertUnit()],
    [scriptPath('metrics') as `/${string}`, metricsScript(host, cell)],
    ...(isMember ? ([[databaseFiguresPath, databaseFigures(host, cell), '//']] as const) : []),
    [`/etc/systemd/system/${units.metrics}`, metricsUnit()],
    [`/etc/systemd/system/${units.metricsTimer}`, metricsTimer()],
  ];
}

function ofMonitor(cell: Cell, site: Site): File[] {
  return [
    ['/etc/prometheus/prometheus.yml', prometheus(cell)],
    [rulesPath, rules(alertsOf(cell, site))],
    ['/etc/prometheus/alertmanager.yml', alertmanager(site)],
    ['/etc/default/prometheus', prometheusDefaults()],
    ['/etc/default/prometheus-alertmanager', alertmanagerDefaults()],
    ['/etc/systemd/system/prometheus.service.d/20-ordination.conf', prometheusUnit()],
    ['/etc/systemd/system/prometheus-alertmanager.service.d/20-ordination.conf', alertmanagerUnit()],
    [scriptPath('alertmanager') as `/${string}`, alertmanagerScript()],
  ];
}
