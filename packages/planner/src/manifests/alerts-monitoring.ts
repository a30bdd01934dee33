/** Alerts about the monitoring itself. */
import { ofNode, type Alert, type Series } from './alert.ts';
import { figures } from './names.ts';
import type { Cell } from './site.ts';

export function monitoringAlerts({ hosts }: Cell): Alert[] {
  const { name } = hosts[0]!;
  const up: Series = [ofNode('up', { name }), '1x30'];
  const run = ofNode('ordination_metrics_last_run_timestamp_seconds', { name });
  const sender = 'instance="alertmanager",job="alertmanager"';
  const failed = `alertmanager_notifications_failed_total{${sender},integration="email"}`;
  return [
    {
      name: 'FiguresStale',
      severity: 'warning',
      expression: `time() - ${figures.metricsRun} > 600 or (up{job="node"} == 1 unless on (instance) ${figures.metricsRun})`,
      holds: '5m',
      text: {
        de: 'Ein Server misst seit mehr als zehn Minuten nichts: seine übrigen Alarme schweigen zu Unrecht.',
        en: 'A server has measured nothing for more than ten minutes: its other alerts are silent without reason.',
      },
      trial: {
        step: '1m',
        at: '20m',
        fires: [up, [run, '60x30']],
        silent: [up, [run, '0+60x30']],
        labels: { instance: name, job: 'node' },
      },
    },
    {
      name: 'AlertmanagerDown',
      severity: 'critical',
      expression: 'up{job="alertmanager"} == 0',
      holds: '5m',
      text: {
        de: 'Der Versand der Alarme steht. Das meldet nur der Blick von außen.',
        en: 'Nothing sends the alerts. Only the look from outside reports this.',
      },
      trial: {
        step: '1m',
        at: '8m',
        fires: [[`up{${sender}}`, '0x10']],
        silent: [[`up{${sender}}`, '1x10']],
        labels: { instance: 'alertmanager', job: 'alertmanager' },
      },
    },
    {
      name: 'AlertsNotSent',
      severity: 'critical',
      expression: 'increase(alertmanager_notifications_failed_total[30m]) > 0',
      holds: '0m',
      text: {
        de: 'Alarme wurden vom Mailserver nicht angenommen. Das meldet nur der Blick von außen.',
        en: 'The mail server did not take alerts. Only the look from outside reports this.',
      },
      trial: {
        step: '1m',
        at: '10m',
        fires: [[failed, '0x5 1x10']],
        silent: [[failed, '1x15']],
        labels: { instance: 'alertmanager', job: 'alertmanager', integration: 'email' },
      },
    },
    {
      name: 'Watchdog',
      severity: 'none',
      expression: 'vector(1)',
      holds: '0m',
      text: {
        de: 'Immer gemeldet: fehlt dieser Alarm, steht die Überwachung.',
        en: 'Always raised: if it is missing, the monitoring is down.',
      },
      trial: { step: '1m', at: '1m', fires: [], silent: undefined, labels: {} },
    },
  ];
}
