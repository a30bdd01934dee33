/** The alerts as rules of Prometheus, and as the tests of promtool that show when each fires and when not. */
import { anchorOf, type Alert, type Series } from './alert.ts';
import { documentNames } from './names.ts';

/** Text as a YAML scalar in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function rules(alerts: readonly Alert[]): string {
  return `groups:
  - name: ordination
    rules:
${alerts.map(rule).join('')}`;
}

function rule(alert: Alert): string {
  return `      - alert: ${alert.name}
        expr: ${quoted(alert.expression)}
        for: ${alert.holds}
        labels:
          severity: ${alert.severity}
        annotations:
${Object.entries(annotations(alert))
  .map(([name, text]) => `          ${name}: ${quoted(text)}\n`)
  .join('')}`;
}

/** What the mail says. */
function annotations({ name, text }: Alert): Record<string, string> {
  return { de: text.de, en: text.en, runbook: `${documentNames.runbook}#${anchorOf(name)}` };
}

/** The trials of one step. `rulesFile`: the path of the rules, seen from the test. */
export function ruleTests(all: readonly Alert[], step: Alert['trial']['step'], rulesFile: string): string {
  const alerts = all.filter(({ trial }) => trial.step === step);
  return `rule_files:
  - ${rulesFile}
evaluation_interval: ${step}
tests:
${alerts.map(trials).join('')}`;
}

function trials(alert: Alert): string {
  const { fires, silent } = alert.trial;
  return trial(alert, 'fires', fires) + (silent ? trial(alert, 'is silent', silent) : '');
}

function trial(alert: Alert, does: 'fires' | 'is silent', input: readonly Series[]): string {
  const { name } = alert;
  const { step, at } = alert.trial;
  return `  - name: ${name} ${does}
    interval: ${step}
${series(input)}    alert_rule_test:
      - alertname: ${name}
        eval_time: ${at}
${does === 'fires' ? expected(alert) : '        exp_alerts: []\n'}`;
}

function series(all: readonly Series[]): string {
  if (all.length === 0) return '    input_series: []\n';
  return `    input_series:
${all.map(([name, values]) => `      - series: ${quoted(name)}\n        values: ${quoted(values)}\n`).join('')}`;
}

function expected(alert: Alert): string {
  const lines = (all: Readonly<Record<string, string>>) =>
    Object.entries(all)
      .map(([name, text]) => `              ${name}: ${quoted(text)}\n`)
      .join('');
  return `        exp_alerts:
          - exp_labels:
${lines({ severity: alert.severity, ...alert.trial.labels })}            exp_annotations:
${lines(annotations(alert))}`;
}
