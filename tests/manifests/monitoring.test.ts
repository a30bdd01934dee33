/** The monitoring in the hands of its own programs: promtool, amtool, systemd, yamllint; and once as a whole, until the mail arrives. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Files } from '../../packages/planner/src/manifests/files.ts';
import { monitoring } from '../../packages/planner/src/manifests/monitoring.ts';
import { layoutOf, layouts, siteFor } from './bundles.ts';
import { run, serverTree, type Answer } from './server-tree.ts';

const minutes = 60_000;
const yamlRules = '{extends: relaxed, rules: {line-length: disable}}';
const prometheusYml = '/etc/prometheus/prometheus.yml';
const rulesYml = '/etc/prometheus/rules/ordination.yml';
const alertmanagerYml = '/etc/prometheus/alertmanager.yml';

/** Layouts whose rules differ: the others differ in the program of the backup, the release or the place. */
const distinct = layouts.filter(
  ({ name }) => !['single, borg', 'single, Azure', 'managed database, Ubuntu 26.04', 'pair, borg', 'pair on two sites'].includes(name),
);

describe.each(distinct)('the rules of $name', (layout) => {
  it(
    'are what promtool reads, and every alert fires when it must and is silent when it must',
    () => {
      const bundle = placed(monitoring(siteFor(layout)));
      for (const { name } of siteFor(layout).hosts.filter(({ isMonitor }) => isMonitor)) {
        expect(checkConfig(bundle.at(`servers/${name}`))).toMatchObject({ status: 0 });
        expect(run('amtool', ['check-config', bundle.at(`servers/${name}${alertmanagerYml}`)])).toMatchObject({ status: 0 });
      }
      expect(lintYaml(bundle.folder)).toEqual({ status: 0, stdout: '', stderr: '' });
      for (const test of bundle.tests) expect(testRules(test)).toMatchObject({ status: 0 });
      bundle.remove();
    },
    20 * minutes,
  );
});

/** Each is one change of an emitted file; the named tool must refuse it. */
const mutations: readonly (readonly [
  what: string,
  tool: 'config' | 'rules' | 'rules by the hour' | 'amtool' | 'yaml',
  from: string,
  to: string,
])[] = [
  ['a key of Prometheus with a typing error', 'config', 'scrape_interval', 'scrape_intervall'],
  ['an interval without a unit', 'config', 'evaluation_interval: 30s', 'evaluation_interval: 30'],
  ['rules that are not there', 'config', 'rules/ordination.yml', 'rules/ordinations.yml'],
  ['two jobs of one name', 'config', 'job_name: prometheus', 'job_name: node'],
  ['a target with a scheme', 'config', "['127.0.0.1:9090']", "['http://127.0.0.1:9090']"],
  ['a typing error in an expression', 'rules', 'up{job="node"} == 0', 'up{job="node" == 0'],
  ['an alert that looks at another job', 'rules', `'up{job="node"} == 0'`, `'up{job="nodes"} == 0'`],
  ['a disk that is called low too late', 'rules', ' < 0.2', ' < 0.15'],
  ['a disk that is called full too early', 'rules', ' < 0.1', ' < 0.12'],
  ['the wrong way round', 'rules', 'node_memory_MemTotal_bytes < 0.08', 'node_memory_MemTotal_bytes > 0.08'],
  ['another duration', 'rules', "ordination_database_up == 0'\n        for: 2m", "ordination_database_up == 0'\n        for: 20m"],
  ['a severity that nobody routes', 'rules', 'severity: critical', 'severity: urgent'],
  ['a lag in milliseconds', 'rules', 'lag_seconds > 60', 'lag_seconds > 60000'],
  ['a set that is whole with two of three', 'rules', 'members_healthy) < 3', 'members_healthy) < 2'],
  ['any figure instead of a primary', 'rules', 'absent(ordination_database_is_primary == 1)', 'absent(ordination_database_is_primary)'],
  ['elections that are not seen', 'rules', '[15m])) > 0', '[15m])) > 1'],
  ['a clock that may be wrong by a second', 'rules', 'abs(node_timex_offset_seconds) > 0.2', 'abs(node_timex_offset_seconds) > 1'],
  ['a clock that may only be late', 'rules', 'abs(node_timex_offset_seconds)', 'node_timex_offset_seconds'],
  ['a unit that may fail', 'rules', 'state="failed"', 'state="activating"'],
  ['a box that may be full', 'rules', 'used_ratio > 0.85', 'used_ratio > 85'],
  ['a box that fills unseen', 'rules', 'used_ratio > 0.7', 'used_ratio > 0.8'],
  ['files that may be old', 'rules', '> 900', '> 9000'],
  ['an address that may be lost', 'rules', 'address_last_success_timestamp_seconds > 120', 'address_last_success_timestamp_seconds > 1200'],
  ['a watchdog that sleeps', 'rules', 'vector(1)', 'vector(1) > 1'],
  ['another text', 'rules', 'runbook.md#node-down', 'runbook.md#nodedown'],
  ['a backup that may be a day late', 'rules by the hour', '> 93600', '> 180000'],
  ['a backup that may be an hour late only', 'rules by the hour', '> 93600', '> 82800'],
  [
    'files that are not looked at',
    'rules by the hour',
    'absent(ordination_backup_last_success_timestamp_seconds{kind="files"})',
    'absent(ordination_backup_last_success_timestamp_seconds)',
  ],
  ['a restore test a year ago', 'rules by the hour', '> 3456000', '> 31536000'],
  ['a check that is missed for a month', 'rules by the hour', '> 691200', '> 2592000'],
  ['a certificate for which a tenth is enough', 'rules by the hour', ') / 3', ') / 10'],
  ['a certificate of the database that ends tomorrow', 'rules by the hour', '< 2592000', '< 86400'],
  ['a reboot that nobody misses', 'rules by the hour', 'for: 3d', 'for: 30d'],
  ['a receiver that is not there', 'amtool', 'receiver: mail\n  group_by', 'receiver: mails\n  group_by'],
  ['a matcher without a value', 'amtool', 'matchers: [severity = critical]', 'matchers: [severity]'],
  ['a password in the file beside its file', 'amtool', 'smtp_require_tls: true', 'smtp_require_tls: true\n  smtp_auth_password: x'],
  ['mail to nobody', 'amtool', "- to: 'alerts@ordination.example'", "- too: 'alerts@ordination.example'"],
  ['a template with a typing error', 'yaml', '  routes:\n', '  routes:\n  routes:\n'],
];

describe('one change is seen:', () => {
  const files = monitoring(siteFor(layoutOf('pair')));
  it.each(mutations)(
    '%s (%s)',
    (_, tool, from, to) => {
      const bundle = placed(files);
      const target = {
        config: prometheusYml,
        rules: rulesYml,
        'rules by the hour': rulesYml,
        amtool: alertmanagerYml,
        yaml: alertmanagerYml,
      }[tool];
      const path = bundle.at(`servers/vote-1${target}`);
      const before = readFileSync(path, 'utf8');
      expect(before).toContain(from);
      const tests = tool.startsWith('rules') ? onlyOf(alertAt(before, from), bundle, tool === 'rules' ? 'rules' : 'rules-slow') : '';
      const look = {
        config: () => checkConfig(bundle.at('servers/vote-1')),
        rules: () => testRules(tests),
        'rules by the hour': () => testRules(tests),
        amtool: () => run('amtool', ['check-config', path]),
        yaml: () => lintYaml(bundle.folder),
      }[tool];
      expect(look()).toMatchObject({ status: 0 });
      writeFileSync(path, before.replace(from, to));
      expect(look().status).not.toBe(0);
      bundle.remove();
    },
    minutes,
  );
});

describe('systemd', () => {
  it.each(layouts)(
    'reads the units of $name without a word',
    (layout) => {
      const site = siteFor(layout);
      const files = monitoring(site);
      for (const { name, isMonitor } of site.hosts) {
        const tree = serverTree(files, name);
        const programs = ['prometheus-node-exporter', ...(isMonitor ? ['prometheus', 'prometheus-alertmanager'] : [])];
        for (const program of programs) tree.put(`/etc/systemd/system/${program}.service`, `[Service]\nExecStart=/bin/true\n`);
        expect(verifyUnits(tree.root, tree.text)).toEqual({ status: 0, stdout: '', stderr: '' });
        tree.remove();
      }
    },
    minutes,
  );

  it.each([
    ['a script that is not there', 'ordination-metrics.service', 'sbin/ordination-metrics', 'sbin/ordination-metric'],
    ['a key with a typing error', 'ordination-metrics.timer', 'Persistent', 'Persistant'],
    ['a time with a typing error', 'ordination-metrics.timer', '*-*-* *:*:00 UTC', '*-*-* *:*:00:00 UTC'],
    ['an alert unit of another kind', 'ordination-alert@.service', 'Type=oneshot', 'Type=oneshots'],
    ['a drop-in with a typing error', 'prometheus-alertmanager.service.d/20-ordination.conf', 'LoadCredential', 'LoadCredentials'],
  ])('sees %s', (_, unit, from, to) => {
    const tree = serverTree(monitoring(siteFor(layoutOf('single'))), 'app-1');
    for (const program of ['prometheus-node-exporter', 'prometheus', 'prometheus-alertmanager']) {
      tree.put(`/etc/systemd/system/${program}.service`, `[Service]\nExecStart=/bin/true\n`);
    }
    const path = `/etc/systemd/system/${unit}`;
    expect(tree.text(path)).toContain(from);
    tree.put(path, tree.text(path).replace(from, to));
    const { status, stdout, stderr } = verifyUnits(tree.root, tree.text);
    expect(status === 0 && stdout + stderr === '').toBe(false);
    tree.remove();
  });
});

describe('Alertmanager is started with the late values', () => {
  const tree = serverTree(monitoring(siteFor(layoutOf('single'))), 'app-1');
  afterAll(() => tree.remove());
  const script = '/usr/local/sbin/ordination-alertmanager';
  const start = (env: Record<string, string>): Answer => {
    mkdirSync(tree.at('/run'), { recursive: true });
    const text = tree.text(script).replaceAll('/etc/prometheus', tree.at('/etc/prometheus'));
    tree.put('/started', text, 0o755);
    return run(tree.at('/started'), [], { RUNTIME_DIRECTORY: tree.at('/run'), ...env });
  };

  it('which it finds in the environment, and amtool agrees', () => {
    expect(start({ SMTP_HOST: 'mail.example.net', SMTP_USER: 'alerts@example.net' })).toMatchObject({ status: 0 });
    const text = tree.text('/run/alertmanager.yml');
    expect(text).toContain("smtp_smarthost: 'mail.example.net:587'");
    expect(text).toContain("smtp_auth_username: 'alerts@example.net'");
    expect(text).not.toMatch(/@SMTP_/);
  });

  it.each([
    ['no host', { SMTP_USER: 'alerts' }, 'SMTP_HOST'],
    ['no user', { SMTP_HOST: 'mail.example.net' }, 'SMTP_USER'],
    ['a host that would end the line', { SMTP_HOST: "x'\nroute:", SMTP_USER: 'alerts' }, 'SMTP_HOST'],
  ])('but not with %s', (_, env, named) => {
    const { status, stderr } = start(env as Record<string, string>);
    expect(status).toBe(1);
    expect(stderr).toContain(`${named} in /etc/ordination/site.env`);
  });
});

describe('Prometheus and Alertmanager as a whole', () => {
  let place: Whole;
  beforeAll(async () => {
    place = await whole();
  }, minutes);
  afterAll(() => place.end(), minutes);

  it(
    'a unit that fails on a server arrives as one mail, in both languages, and the watchdog as none',
    async () => {
      const mail = await place.mail(2 * minutes);
      expect(mail).toContain('To: alerts@ordination.example');
      expect(mail).toContain('Subject: [firing] UnitFailed (ordination.example)');
      expect(mail).toContain('UnitFailed app-1 firing');
      expect(mail).toContain('A unit of a server has failed.');
      expect(mail).toContain('runbook.md#unit-failed');
      expect(place.mails().filter((text) => text.includes('Watchdog'))).toEqual([]);
    },
    3 * minutes,
  );

  it(
    'Alertmanager has the alert that always fires, as the look from outside asks for it',
    async () => {
      await expect
        .poll(() => place.alerts('alertname=~"Watchdog|AlertsNotSent"'), { timeout: 1.5 * minutes, interval: 500 })
        .toEqual(['Watchdog']);
    },
    2 * minutes,
  );
});

interface Placed {
  readonly folder: string;
  readonly at: (path: string) => string;
  readonly tests: readonly string[];
  readonly remove: () => void;
}

/** The bundle in a folder of its own. */
function placed(files: Files): Placed {
  const folder = mkdtempSync(join(tmpdir(), 'ordiplan-monitoring-'));
  const at = (path: string) => join(folder, path);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  }
  const tests = Object.keys(files).filter((path) => path.startsWith('monitoring/'));
  return { folder, at, tests: tests.map(at), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function checkConfig(server: string): Answer {
  return run('promtool', ['check', 'config', '--lint=all', '--lint-fatal', join(server, prometheusYml)]);
}

/** Takes seconds of work: each trial is a store of its own. */
function testRules(path: string): Answer {
  const { error, status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', path], { encoding: 'utf8', timeout: 5 * minutes });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** The alert whose rule holds the text. */
function alertAt(rules: string, text: string): string {
  return /.*- alert: (\w+)/s.exec(rules.slice(0, rules.indexOf(text) + text.length))![1]!;
}

/** The trials of one alert, as a file beside those of all. */
function onlyOf(alert: string, bundle: Placed, name: string): string {
  const [head = '', ...trials] = readFileSync(bundle.at(`monitoring/${name}.test.yml`), 'utf8').split(/^(?= {2}- name: )/m);
  const own = trials.filter((trial) => trial.startsWith(`  - name: ${alert} `));
  expect(own.length).toBe(alert === 'Watchdog' ? 1 : 2);
  const path = bundle.at('monitoring/one.test.yml');
  writeFileSync(path, head + own.join(''));
  return path;
}

/** Every warning counts. */
function lintYaml(folder: string): Answer {
  return run('yamllint', ['--strict', '-d', yamlRules, folder]);
}

/** Units and scripts where they lie here; a word of the tool is a fault. */
function verifyUnits(root: string, text: (path: string) => string): Answer {
  const units = join(root, 'etc/systemd/system');
  for (const unit of ['ordination-alert@.service', 'ordination-metrics.service', 'ordination-metrics.timer']) {
    writeFileSync(join(units, unit), text(`/etc/systemd/system/${unit}`).replaceAll('/usr/local/sbin', join(root, 'usr/local/sbin')));
  }
  run('chmod', ['-R', 'u+x', join(root, 'usr/local/sbin')]);
  for (const name of ['prometheus-alertmanager']) {
    const path = join(units, `${name}.service.d/20-ordination.conf`);
    try {
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('/usr/local/sbin', join(root, 'usr/local/sbin')));
    } catch {
      // Only the monitor has it.
    }
  }
  const names = [
    'ordination-alert@mongod.service.service',
    'ordination-metrics.service',
    'ordination-metrics.timer',
    'prometheus-node-exporter.service',
  ];
  const more = run('ls', [units])
    .stdout.split('\n')
    .filter((name) => /^prometheus(-alertmanager)?\.service$/.test(name));
  writeFileSync(join(units, 'ordination-alert@mongod.service.service'), readFileSync(join(units, 'ordination-alert@.service'), 'utf8'));
  return run('systemd-analyze', ['verify', '--man=no', ...[...names, ...more].map((name) => join(units, name))], {
    SYSTEMD_UNIT_PATH: `${units}:`,
  });
}

interface Whole {
  /** Names of the alerts that Alertmanager has. */
  readonly alerts: (filter: string) => Promise<string[]>;
  readonly mails: () => readonly string[];
  /** The first mail about a unit that failed. */
  readonly mail: (within: number) => Promise<string>;
  readonly end: () => Promise<void>;
}

/** Both programs with the emitted files on other ports, a server that shows figures, and one that takes mail. */
async function whole(): Promise<Whole> {
  const tree = serverTree(monitoring(siteFor(layoutOf('single'))), 'app-1');
  const mails: string[] = [];
  const mail = smtpSink(mails);
  const node = createHttpServer((_, answer) => answer.end('node_systemd_unit_state{name="x.service",state="failed",type="simple"} 1\n'));
  const [smtp, exporter, prometheus, alertmanager] = [await portOf(mail), await portOf(node), await freePort(), await freePort()];
  // Ports, and waiting times cut to seconds; everything else is as emitted.
  const text = tree.text(prometheusYml).replaceAll('30s', '1s').replace('10.0.0.11:9100', `127.0.0.1:${exporter}`);
  tree.put(
    prometheusYml,
    text.replaceAll('127.0.0.1:9090', `127.0.0.1:${prometheus}`).replaceAll('127.0.0.1:9093', `127.0.0.1:${alertmanager}`),
  );
  tree.put(rulesYml, tree.text(rulesYml).replace(/(state="failed"} == 1'\n\s+for:) 5m/, '$1 2s'));
  tree.put('/password', 'unused\n');
  const mailText = tree.text(alertmanagerYml).replace('@SMTP_HOST@:587', `127.0.0.1:${smtp}`).replace('@SMTP_USER@', 'alerts');
  tree.put(
    alertmanagerYml,
    mailText
      .replace('smtp_require_tls: true', 'smtp_require_tls: false')
      .replace(/password_file: .*/, `password_file: ${tree.at('/password')}`)
      .replace('group_wait: 30s', 'group_wait: 1s'),
  );
  const started = [
    spawn(
      'prometheus-alertmanager',
      [
        `--config.file=${tree.at(alertmanagerYml)}`,
        `--web.listen-address=127.0.0.1:${alertmanager}`,
        '--cluster.listen-address=',
        `--storage.path=${tree.at('/am')}`,
      ],
      { stdio: 'ignore' },
    ),
    spawn(
      'prometheus',
      [
        `--config.file=${tree.at(prometheusYml)}`,
        `--web.listen-address=127.0.0.1:${prometheus}`,
        `--storage.tsdb.path=${tree.at('/tsdb')}`,
        '--storage.tsdb.retention.time=30d',
        '--storage.tsdb.retention.size=1GB',
      ],
      { stdio: 'ignore' },
    ),
  ];
  return {
    alerts: async (filter) => {
      const answer = await fetch(`http://127.0.0.1:${alertmanager}/api/v2/alerts?${new URLSearchParams({ filter })}`);
      return ((await answer.json()) as { labels: { alertname: string } }[]).map(({ labels }) => labels.alertname);
    },
    mails: () => mails,
    mail: async (within) => {
      const end = Date.now() + within;
      for (;;) {
        const found = mails.find((one) => one.includes('UnitFailed'));
        if (found !== undefined) return found;
        if (Date.now() > end) throw new Error(`No mail about the unit arrived, but ${mails.length} others.`);
        await pause(200);
      }
    },
    end: async () => {
      await Promise.all(started.map(stop));
      mail.close();
      node.close();
      tree.remove();
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Takes every mail, as SMTP asks for it. */
function smtpSink(mails: string[]): Server {
  return createServer((socket) => {
    let data: string | undefined;
    let rest = '';
    socket.write('220 sink\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data === undefined) {
          if (line === 'DATA') data = '';
          socket.write(line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
        } else if (line === '.') {
          mails.push(data);
          data = undefined;
          socket.write('250 taken\r\n');
        } else data += `${line}\n`;
      }
    });
  });
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  server.close();
  return port;
}
