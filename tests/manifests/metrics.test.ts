/** The scripts that leave figures and send mail, run with fakes for what is elsewhere and the real openssl, jq and mongosh. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { monitoring } from '../../packages/planner/src/manifests/monitoring.ts';
import { layoutOf, layouts, siteFor } from './bundles.ts';
import { run, serverTree, type Answer, type Tree } from './server-tree.ts';

const metricsDirectory = '/var/lib/prometheus/node-exporter';
const healthy = '{"status":"ok","version":"7","colour":"blue"}';
const scripts = ['ordination-metrics', 'ordination-alert', 'ordination-alertmanager'];

describe.each(layouts)('the scripts of $name', (layout) => {
  it('are what bash and shellcheck accept', () => {
    const site = siteFor(layout);
    const files = monitoring(site);
    for (const { name } of site.hosts) {
      const tree = serverTree(files, name);
      const paths = scripts.map((script) => tree.at(`/usr/local/sbin/${script}`)).filter((path) => existsSync(path));
      expect(run('shellcheck', ['-S', 'style', ...paths])).toEqual({ status: 0, stdout: '', stderr: '' });
      for (const path of paths) expect(run('bash', ['-n', path])).toMatchObject({ status: 0 });
      tree.remove();
    }
  }, 60_000);
});

describe('the figures of a server of a pair', () => {
  it('are all there, and promtool finds nothing wrong with them', () => {
    const server = open('pair', 'app-1');
    server.tree.put('/run/reboot-required', '');
    server.tree.put('/var/lib/ordination/files-sync.stamp', '');
    utimesSync(server.tree.at('/var/lib/ordination/files-sync.stamp'), 1_800_000_000, 1_800_000_000);
    const before = Math.floor(Date.now() / 1000);
    expect(server.measure()).toMatchObject({ status: 0, stderr: '' });
    const figures = server.figures();
    expect(figures).toMatchObject({
      ordination_health_up: 1,
      ordination_software_up: 1,
      ordination_database_up: 1,
      ordination_reboot_required: 1,
      ordination_files_sync_last_success_timestamp_seconds: 1_800_000_000,
    });
    for (const use of ['site', 'database']) {
      const begin = figures[`ordination_certificate_not_before_timestamp_seconds{use="${use}"}`]!;
      const end = figures[`ordination_certificate_not_after_timestamp_seconds{use="${use}"}`]!;
      expect([use, (end - begin) / 86_400]).toEqual([use, use === 'site' ? 90 : 365]);
    }
    expect(figures.ordination_metrics_last_run_timestamp_seconds).toBeGreaterThanOrEqual(before);
    for (const file of server.files()) {
      expect(run('bash', ['-c', `promtool check metrics <'${file}'`])).toEqual({ status: 0, stdout: '', stderr: '' });
      expect(statSync(file).mode & 0o777).toBe(0o644);
    }
    server.tree.remove();
  });

  it('a fault in the file format is seen by promtool', () => {
    const server = open('pair', 'app-1');
    server.measure();
    const file = join(server.tree.at(metricsDirectory), 'ordination-health.prom');
    const text = readFileSync(file, 'utf8');
    for (const [from, to] of [
      ['# HELP', '# HELLO'],
      ['gauge', 'gouge'],
      ['_up 1', '_up one'],
      ['ordination_health_up 1', 'ordination-health_up 1'],
    ] as const) {
      server.tree.put('/mutated', text.replace(from, to));
      expect([from, run('bash', ['-c', `promtool check metrics <'${server.tree.at('/mutated')}'`]).status]).not.toEqual([from, 0]);
    }
    server.tree.remove();
  });

  it('ask nginx under the name of the site, and the software on its socket', () => {
    const server = open('pair', 'app-1');
    server.measure();
    expect(server.calls('curl')).toContain('--resolve ordination.example:443:127.0.0.1 https://ordination.example/api/health');
    expect(server.calls('curl')).toMatch(/--unix-socket \S+\/var\/lib\/ordination\/live\.sock http:\/\/localhost\/api\/health/);
    server.tree.remove();
  });

  it.each([
    ['does not answer', ''],
    ['answers something else', '{"status":"starting","version":"7"}'],
  ])('say 0 if the software %s', (_, answer) => {
    const server = open('pair', 'app-1');
    server.tree.put('/fakes/health', answer);
    expect(server.measure().status).toBe(0);
    expect(server.figures()).toMatchObject({ ordination_health_up: 0, ordination_software_up: 0, ordination_database_up: 1 });
    server.tree.remove();
  });

  it('say 0 for the database if its shell fails, and nothing else about it', () => {
    const server = open('pair', 'app-1');
    server.fake('mongosh', 'echo half; exit 1');
    expect(server.measure().status).toBe(0);
    expect(Object.entries(server.figures()).filter(([name]) => name.includes('database_') && !name.includes('{'))).toEqual([
      ['ordination_database_up', 0],
    ]);
    server.tree.remove();
  });

  it('one source that fails loses its own old figures and no others, and the unit fails', () => {
    const server = open('pair', 'app-1');
    expect(server.measure().status).toBe(0);
    const all = Object.keys(server.figures()).length;
    server.tree.put('/etc/ordination/tls/server.pem', 'no certificate');
    const { status, stderr } = server.measure();
    expect(status).toBe(1);
    expect(stderr).toContain('ordination-metrics: no figures of: database_certificate.');
    expect(Object.keys(server.figures()).length).toBe(all - 2);
    expect(server.figures()).toMatchObject({ ordination_health_up: 1, ordination_reboot_required: 0 });
    expect(server.leftOver()).toEqual([]);
    server.tree.remove();
  });

  it('the password of the database is nobody’s argument', () => {
    const server = open('pair', 'app-1');
    server.measure();
    expect(server.calls('mongosh')).toMatch(/^--quiet --nodb \S+\/database-figures\.js\n$/);
    server.tree.remove();
  });
});

it('behind a load balancer nginx is greeted as the balancer greets it', () => {
  const server = open('cluster', 'app-1');
  server.measure();
  expect(server.calls('curl')).toContain('--haproxy-protocol --resolve ordination.example:443:127.0.0.1');
  server.tree.remove();
});

describe('the sign of life for the look from outside', () => {
  const watchdog = '/var/www/acme/.well-known/acme-challenge/ordination-watchdog';
  const alerts = (...names: string[]) => JSON.stringify(names.map((alertname) => ({ labels: { alertname } })));

  it.each([
    ['the watchdog fires', alerts('Watchdog'), true],
    ['no alert is there', alerts(), false],
    ['mail is not taken', alerts('Watchdog', 'AlertsNotSent'), false],
    ['Alertmanager is down', '', false],
  ])('where the monitoring runs beside the software, if %s: %s', (_, answer, isAlive) => {
    const server = open('single', 'app-1');
    server.tree.put('/fakes/alerts', answer);
    server.measure();
    expect(existsSync(server.tree.at(watchdog))).toBe(isAlive);
    if (isAlive) expect(Math.abs(Number(server.tree.text(watchdog)) - Date.now() / 1000)).toBeLessThan(60);
    server.tree.remove();
  });

  it('after five silent minutes the server sends a mail past Alertmanager, not before', () => {
    const server = open('single', 'app-1');
    server.tree.put('/fakes/alerts', alerts());
    for (let minute = 1; minute <= 4; minute += 1) server.measure();
    expect(server.calls('systemctl')).toBe('');
    server.measure();
    expect(server.calls('systemctl')).toBe('start --no-block ordination-alert@prometheus.service\n');
    server.tree.put('/fakes/alerts', alerts('Watchdog'));
    server.measure();
    server.tree.put('/fakes/alerts', alerts());
    server.measure();
    expect(server.calls('systemctl').split('\n').length).toBe(2);
    server.tree.remove();
  });

  it.each([
    // requests so far, a minute later: one of them is our own
    ['someone else fetched the figures', 100, 103, true],
    ['only the script itself did', 100, 101, false],
    ['node_exporter was restarted', 100, 2, false],
  ])('elsewhere, if %s', (_, first, second, isAlive) => {
    const server = open('pair', 'app-1');
    for (const count of [first, second]) {
      expect(existsSync(server.tree.at(watchdog))).toBe(false);
      server.tree.put(
        '/fakes/node',
        `promhttp_metric_handler_requests_total{code="200"} ${count}\npromhttp_metric_handler_requests_total{code="500"} 9\n`,
      );
      server.measure();
    }
    expect(existsSync(server.tree.at(watchdog))).toBe(isAlive);
    server.tree.remove();
  });
});

describe('what the database says about itself', () => {
  const optime = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000);
  const member = (stateStr: string, seconds: number, self = false) => ({ stateStr, optimeDate: optime(seconds), self });

  it('a secondary that is 7 seconds behind, in a set of which one member is down', () => {
    const members = [member('PRIMARY', 7), member('SECONDARY', 0, true), member('(not reachable/healthy)', -99)];
    expect(ask('pair', 'app-2', { members, term: 12n })).toEqual({
      ordination_database_up: 1,
      ordination_database_is_primary: 0,
      ordination_database_term: 12,
      ordination_database_members_healthy: 2,
      ordination_database_replication_lag_seconds: 7,
    });
  });

  it('a primary is behind nobody', () => {
    const members = [member('PRIMARY', 7, true), member('SECONDARY', 9), member('ARBITER', 0)];
    expect(ask('pair', 'app-1', { members, term: 1n })).toMatchObject({
      ordination_database_is_primary: 1,
      ordination_database_members_healthy: 3,
      ordination_database_replication_lag_seconds: 0,
    });
  });

  it('without a primary there is no lag to speak of', () => {
    const members = [member('SECONDARY', 7, true), member('(not reachable/healthy)', 7)];
    expect(ask('pair', 'app-1', { members, term: 1n })).not.toHaveProperty('ordination_database_replication_lag_seconds');
  });

  it('an arbiter is only asked whether it is there, without a password', () => {
    expect(ask('pair with an arbiter', 'vote-1', { arbiterOnly: true })).toEqual({ ordination_database_up: 1 });
    const text = monitoring(siteFor(layoutOf('pair with an arbiter')))['servers/vote-1/usr/local/lib/ordination/database-figures.js']!;
    expect(text).not.toMatch(/auth|password/i);
  });

  it('a fault is 0 and no other figure', () => {
    expect(ask('pair', 'app-1', {})).toEqual({ ordination_database_up: 0 });
  });

  it('the real mongosh runs the file, and finds no database', () => {
    const tree = serverTree(monitoring(siteFor(layoutOf('single'))), 'app-1');
    const file = '/usr/local/lib/ordination/database-figures.js';
    tree.put('/password', 'x\n');
    tree.put(
      file,
      tree
        .text(file)
        .replace('27017', '1')
        .replace('/etc/ordination/secrets/mongodb-monitoring-password', tree.at('/password'))
        .replace('TimeoutMS=5000', 'TimeoutMS=500'),
    );
    const { status, stdout, stderr } = run('node_modules/.bin/mongosh', ['--quiet', '--nodb', tree.at(file)], { HOME: tree.root });
    expect([status, figuresIn(stdout)]).toEqual([0, { ordination_database_up: 0 }]);
    expect(stderr + stdout).toContain('The database does not answer: MongoNetworkError');
    tree.remove();
  }, 120_000);
});

describe('the mail about a unit that failed', () => {
  it('says which, where, and the last lines, but not the names of files', () => {
    const server = open('pair', 'app-2');
    server.fake('journalctl', 'echo "$*" >>"$0.calls"; echo "error: /srv/ordination/files/huber maria/befund.pdf: no room"; echo done');
    expect(server.alert('ordination-backup.service')).toMatchObject({ status: 0 });
    const mail = server.tree.text('/fakes/mail');
    expect(mail).toContain('Subject: [failed] ordination-backup.service on app-2\n');
    expect(mail).toContain('To: alerts@ordination.example\n');
    expect(mail).toContain('error: /srv/ordination/... (left out)\ndone\n');
    expect(mail).not.toMatch(/huber|befund/);
    expect(server.calls('journalctl')).toContain('--unit=ordination-backup.service --lines=20');
    server.tree.remove();
  });

  it.each(['ordination-app.service', 'ordination-files-sync.service', 'nginx.service', 'mongod.service'])(
    '%s: no line leaves the server',
    (unit) => {
      const server = open('pair', 'app-2');
      server.fake('journalctl', 'echo "Huber Maria"');
      server.alert(unit);
      expect(server.tree.text('/fakes/mail')).toContain('not sent: its lines can name people');
      expect(server.tree.text('/fakes/mail')).not.toContain('Huber');
      server.tree.remove();
    },
  );

  it('a unit that fails every minute is one mail an hour, another unit another mail', () => {
    const server = open('pair', 'app-2');
    server.fake('journalctl', 'echo line');
    for (const unit of ['a.service', 'a.service', 'b.service']) expect(server.alert(unit).status).toBe(0);
    expect(server.calls('msmtp').split('\n').filter(Boolean).length).toBe(2);
    const hourAgo = Date.now() / 1000 - 61 * 60;
    utimesSync(server.tree.at('/run/ordination-alert/a.service'), hourAgo, hourAgo);
    server.alert('a.service');
    expect(server.calls('msmtp').split('\n').filter(Boolean).length).toBe(3);
    server.tree.remove();
  });

  it('a mail that was not taken is tried again the next time', () => {
    const server = open('pair', 'app-2');
    server.fake('journalctl', 'echo line');
    server.fake('msmtp', 'cat >/dev/null; echo "$*" >>"$0.calls"; exit 69');
    expect(server.alert('a.service').status).not.toBe(0);
    server.alert('a.service');
    expect(server.calls('msmtp').split('\n').filter(Boolean).length).toBe(2);
    server.tree.remove();
  });
});

it('msmtp finds host and user in the values of the site, and the password in its file', () => {
  const text = monitoring(siteFor(layoutOf('single')))['servers/app-1/etc/msmtprc']!;
  const tree = serverTree({}, 'app-1');
  tree.put('/site.env', 'OFFSITE_HOST=box\nSMTP_HOST=mail.example.net\nSMTP_USER=alerts@example.net\n');
  const lines = [...text.matchAll(/^eval (.*)$/gm)].map(
    ([, command]) => run('sh', ['-c', command!.replace('/etc/ordination/site.env', tree.at('/site.env'))]).stdout,
  );
  expect(lines).toEqual(['host mail.example.net\n', 'user alerts@example.net\n']);
  expect(text).toContain('passwordeval cat /etc/ordination/secrets/smtp-password\n');
  expect(text).not.toMatch(/^password /m);
  tree.remove();
});

interface Server {
  readonly tree: Tree;
  readonly fake: (name: string, body: string) => void;
  readonly measure: () => Answer;
  readonly alert: (unit: string) => Answer;
  readonly calls: (name: string) => string;
  readonly figures: () => Record<string, number>;
  readonly files: () => string[];
  /** What is in the folder of the figures without being one. */
  readonly leftOver: () => string[];
}

/** One server of a plan: its files below a folder, and fakes of what it would ask. */
function open(layout: string, host: string): Server {
  const tree = serverTree(monitoring(siteFor(layoutOf(layout))), host);
  const here = (text: string) => text.replaceAll(/(?<![\w/.])\/(etc|var|run|usr\/local)\//g, `${tree.root}/$1/`);
  const fake = (name: string, body: string) => tree.put(`/fakes/${name}`, `#!/bin/bash\n${body}\n`, 0o755);
  const start = (script: string, args: string[]) => {
    tree.put('/started', here(tree.text(`/usr/local/sbin/${script}`)), 0o755);
    return run(tree.at('/started'), args, { PATH: `${tree.at('/fakes')}:${process.env.PATH!}` });
  };
  tree.put(`${metricsDirectory}/other.prom`, 'other 1\n');
  tree.put('/fakes/health', healthy);
  tree.put('/fakes/alerts', '[]');
  tree.put('/fakes/node', '');
  tree.put('/fakes/served', `subject: x\n${certificate(tree, 90)}`);
  tree.put('/etc/ordination/tls/server.pem', certificate(tree, 365));
  fake('curl', curl);
  fake(
    'mongosh',
    'echo "$*" >>"$0.calls"; printf "# HELP ordination_database_up x.\\n# TYPE ordination_database_up gauge\\nordination_database_up 1\\n"',
  );
  fake('systemctl', 'echo "$*" >>"$0.calls"');
  fake('msmtp', 'echo "$*" >>"$0.calls"; cat >"${0%/*}/mail"');
  const directory = tree.at(metricsDirectory);
  const own = () => readdirSync(directory).filter((name) => name.startsWith('ordination-') && name.endsWith('.prom'));
  return {
    tree,
    fake,
    measure: () => start('ordination-metrics', []),
    alert: (unit) => start('ordination-alert', [unit]),
    calls: (name) => (existsSync(tree.at(`/fakes/${name}.calls`)) ? tree.text(`/fakes/${name}.calls`) : ''),
    figures: () =>
      figuresIn(
        own()
          .map((name) => readFileSync(join(directory, name), 'utf8'))
          .join(''),
      ),
    files: () => own().map((name) => join(directory, name)),
    leftOver: () => readdirSync(directory).filter((name) => name !== 'other.prom' && !own().includes(name)),
  };
}

/** Answers by what it is asked for; an empty answer is one that never came. */
const curl = `echo "$*" >>"$0.calls"
here=\${0%/*}
case "$*" in
  *certs*) cat "$here/served" ;;
  *api/v2/alerts*) [[ -s $here/alerts ]] && cat "$here/alerts" ;;
  *:9100/metrics*) cat "$here/node" ;;
  *) [[ -s $here/health ]] && cat "$here/health" ;;
esac`;

function certificate(tree: Tree, days: number): string {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', tree.at('/key')];
  return execFileSync('openssl', ['req', '-x509', ...key, '-days', String(days), '-subj', '/CN=x'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Runs the program of mongosh with a database that gives one answer to everything. */
function ask(layout: string, host: string, answer: object): Record<string, number> {
  const text = monitoring(siteFor(layoutOf(layout)))[`servers/${host}/usr/local/lib/ordination/database-figures.js`]!;
  let printed = '';
  class Mongo {
    getDB() {
      return { auth: () => 1, runCommand: () => answer };
    }
  }
  const seen = {
    Mongo,
    console: { error: () => undefined },
    print: (line: string) => {
      printed += `${line}\n`;
    },
    require: () => ({ readFileSync: () => 'x\n' }),
  };
  runInContext(text, createContext(seen));
  return figuresIn(printed);
}

function figuresIn(text: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => /^[a-z_]+(\{.*\})? \S+$/.test(line) && line.startsWith('ordination_'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}
