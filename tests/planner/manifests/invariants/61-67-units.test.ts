/** Invariants 61 to 67: units and timers, restarts, audit rules, alerts with their tests and run book, and what the monitoring listens on. */
import { describe } from 'vitest';
import { parse } from 'yaml';
import type { Files } from '@ordiplan/planner';
import { addressesOf, bare, cellOf, cellsOf, edit, found, has, holds, hostsOf, on, withFile, without } from './reading.ts';
import { filesOn, languages, timerOf, unless } from './reading-later.ts';

const units = '/etc/systemd/system/';

/** Programs of the system that units start. */
const systemPrograms = ['/usr/bin/env', '/usr/bin/install', '/usr/bin/rm', '/usr/sbin/ip', '/usr/sbin/nginx', '/usr/bin/test'];

describe('invariant 61: what a unit starts is there and can be run; timers make up for what they missed, in UTC, and do not drift into each other', () => {
  const check = (files: Files) =>
    hostsOf(files).flatMap((host) => {
      const tree = filesOn(files, host);
      const all = Object.entries(tree).filter(([path]) => path.startsWith(units));
      const timers = all.filter(([path]) => path.endsWith('.timer'));
      const daily = timers.filter(([path]) => !path.includes('metrics')).map(([path, text]) => ({ path, ...timerOf(text) }));
      return [
        ...all.flatMap(([path, text]) =>
          found(text, /^Exec\w+=[-+!@:]*(\/\S+)/gm).flatMap((program) =>
            unless(
              systemPrograms.includes(program) || tree[program]?.startsWith('#!') === true,
              `${host}: ${path} starts ${program}, which is not there or cannot be run`,
            ),
          ),
        ),
        ...timers.flatMap(([path, text]) => [
          ...unless(/^Persistent=(yes|true)$/m.test(text), `${host}: ${path} does not make up for a missed run`),
          ...unless(/^OnCalendar=.* UTC$/m.test(text), `${host}: ${path} has no time zone`),
          ...unless(path.replace('.timer', '.service') in tree, `${host}: ${path} starts nothing`),
        ]),
        ...daily.flatMap((one) =>
          daily.flatMap((other) =>
            one === other
              ? []
              : unless(
                  one.starts.every((start) => other.starts.every((next) => next < start || next - start > one.delayMinutes)),
                  `${host}: ${one.path} can be so late that it meets ${other.path}`,
                ),
          ),
        ),
      ];
    });
  holds(check, [
    ['a script that is not there', 'single', without(/sbin\/ordination-backup-check$/)],
    ['a script that cannot be run', 'single', edit(/sbin\/ordination-disk$/, /^#!.*\n/, '')],
    ['a timer that forgets', 'pair', edit(/ordination-backup\.timer$/, 'Persistent=yes', 'Persistent=no')],
    ['local time', 'pair', edit(/ordination-restore-test\.timer$/, ' UTC', '')],
    ['a delay of three hours', 'single', edit(/ordination-backup\.timer$/, 'RandomizedDelaySec=600', 'RandomizedDelaySec=10800')],
  ]);
});

describe('invariant 62: no two servers of a cell restart at once, and none while its backup can be running', () => {
  /** From the installation of updates until a server is surely back, and how long a backup may take before it counts as late. */
  const downMinutes = 25;
  const backupMinutes = 60;
  const minutes = (text: string | undefined) => Number(text?.slice(0, 2)) * 60 + Number(text?.slice(3));
  const check = (files: Files) =>
    cellsOf(files).flatMap((hosts) => {
      const restarts = hosts.map((host) => {
        const tree = filesOn(files, host);
        const at = minutes(/Automatic-Reboot-Time "(\d\d:\d\d)"/.exec(tree['/etc/apt/apt.conf.d/52ordination-upgrades'] ?? '')?.[1]);
        const installs = minutes(
          /^OnCalendar=\*-\*-\* (\d\d:\d\d) UTC$/m.exec(tree[`${units}apt-daily-upgrade.timer.d/ordination.conf`] ?? '')?.[1],
        );
        return { host, at, installs, tree };
      });
      return [
        ...restarts.flatMap(({ host, at, installs }) =>
          unless(at > installs && at - installs <= 30, `${host}: restarts at ${at}, updates come at ${installs}`),
        ),
        ...restarts.flatMap((one) =>
          restarts.flatMap((other) =>
            one.host === other.host
              ? []
              : unless(Math.abs(one.at - other.at) >= downMinutes, `${one.host} and ${other.host} restart together`),
          ),
        ),
        ...restarts.flatMap(({ host, at, tree }) =>
          ['backup', 'backup-check', 'restore-test'].flatMap((name) => {
            const text = tree[`${units}ordination-${name}.timer`];
            const starts = text === undefined ? [] : [...new Set(timerOf(text).starts.map((start) => start % 1440))];
            return starts.flatMap((start) =>
              unless(at < start - downMinutes || at > start + backupMinutes, `${host}: restarts during ${name}`),
            );
          }),
        ),
      ];
    });
  holds(check, [
    ['both servers of a pair at once', 'pair', edit(/app-2\/.*52ordination-upgrades$/, '21:30', '21:00')],
    ['a restart during the backup', 'single', edit(/52ordination-upgrades$/, '21:00', '01:30')],
    ['updates after the restart', 'single', edit(/apt-daily-upgrade\.timer\.d\/ordination\.conf$/, '20:45', '22:45')],
  ]);
});

describe('invariant 64: the audit rules end with the lock, watch secrets, settings and scripts, and have a key each', () => {
  const check = (files: Files) =>
    hostsOf(files).flatMap((host) => {
      const rules = Object.entries(filesOn(files, host))
        .filter(([path]) => path.startsWith('/etc/audit/rules.d/'))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, text]) => bare(text).split('\n'))
        .filter((line) => line.trim() !== '');
      const keys = rules.flatMap((line) => found(line, /-F key=(\S+)/g));
      const watched = rules.flatMap((line) => found(line, /-F (?:dir|path)=(\S+)/g));
      const own = Object.keys(filesOn(files, host)).filter((path) =>
        /^\/(etc\/(ordination|nginx|ssh|sudoers\.d|nftables|mongod|systemd\/system|fail2ban|sysctl|apt|audit)|usr\/local\/sbin|opt\/ordination\/ecosystem)/.test(
          path,
        ),
      );
      return [
        ...unless(
          rules.at(-1) === '-e 2' && rules.filter((line) => line.startsWith('-e')).length === 1,
          `${host}: the rules can be changed`,
        ),
        ...unless(new Set(keys).size === keys.length && keys.length === rules.length - 1, `${host}: a key is missing or used twice`),
        ...unless(
          rules.some((line) => line.includes('dir=/etc/ordination/secrets') && /perm=\S*r/.test(line)),
          `${host}: reading secrets is not noted`,
        ),
        ...own.flatMap((path) =>
          unless(
            watched.some((one) => path === one || path.startsWith(`${one}/`)),
            `${host}: nobody sees a change of ${path}`,
          ),
        ),
      ];
    });
  holds(check, [
    ['rules that can be changed', 'single', edit(/99-finalize\.rules$/, '-e 2', '-e 1')],
    ['a key used twice', 'pair', edit(/70-ordination\.rules$/, 'key=ordination-scripts', 'key=ordination-settings')],
    ['secrets that nobody watches', 'single', edit(/70-ordination\.rules$/, /^.*perm=r.*\n/m, '')],
    ['settings of nginx that nobody watches', 'single', edit(/70-ordination\.rules$/, /^.*dir=\/etc\/nginx.*\n/m, '')],
  ]);
});

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert?: string;
      readonly labels?: { readonly severity: string };
      readonly annotations?: { readonly runbook: string };
    }[];
  }[];
}
interface RuleTests {
  readonly rule_files: readonly string[];
  readonly tests: readonly {
    readonly alert_rule_test?: readonly { readonly alertname: string; readonly exp_alerts?: readonly unknown[] }[];
  }[];
}
interface Routes {
  readonly route: { readonly receiver: string };
  readonly receivers: readonly { readonly name: string; readonly email_configs?: readonly unknown[] }[];
}

describe('invariant 66: every alert was seen to fire and to be silent, reaches somebody and has its place in the run book', () => {
  const always = [
    'HealthFailing',
    'NodeDown',
    'SystemDiskLow',
    'MemoryLow',
    'ClockSkew',
    'UnitFailed',
    'CertificateEnds',
    'FiguresStale',
    'Watchdog',
  ];
  const check = (files: Files) => {
    const rulesFiles = withFile(files, '/etc/prometheus/rules/ordination.yml');
    const tests = Object.entries(files)
      .filter(([path]) => path.startsWith('monitoring/'))
      .map(([, text]) => parse(text) as RuleTests);
    return [
      ...unless(rulesFiles.length === cellsOf(files).length, 'a cell that nobody watches'),
      ...rulesFiles.flatMap((host) => {
        const alerts = (parse(on(files, host, '/etc/prometheus/rules/ordination.yml')) as Rules).groups
          .flatMap(({ rules }) => rules)
          .filter(({ alert }) => alert !== undefined);
        const names = alerts.map(({ alert }) => alert!);
        const own = tests
          .filter(({ rule_files }) => rule_files.some((file) => file.includes(`/${host}/`)))
          .flatMap(({ tests: all }) => all.flatMap(({ alert_rule_test: each = [] }) => each));
        const { route, receivers } = parse(on(files, host, '/etc/prometheus/alertmanager.yml')) as Routes;
        const cell = hostsOf(files).filter((one) => cellOf(one) === cellOf(host));
        const members = cell.filter((one) => has(files, one, '/etc/mongod.conf'));
        const wanted = [
          ...always,
          ...(members.length > 0 ? ['DatabaseDown'] : []),
          ...(members.length > 1 ? ['NoPrimary', 'PrimaryChanged', 'ReplicationLag', 'MembersMissing'] : []),
          ...(cell.some((one) => has(files, one, '/usr/local/sbin/ordination-backup'))
            ? ['FilesBackupOld', 'FilesBackupAbsent', 'RestoreTestOld', 'BackupCheckOld']
            : []),
          ...(cell.some((one) => has(files, one, '/usr/local/sbin/ordination-address')) ? ['AddressElsewhere'] : []),
          ...(cell.some((one) => Object.values(filesOn(files, one)).some((text) => text.includes('AssertPathIsMountPoint=')))
            ? ['DataNotMounted']
            : []),
          ...(cell.some((one) => (filesOn(files, one)['/usr/local/lib/ordination/repository.sh'] ?? '').includes('"$OFFSITE_HOST" df'))
            ? ['BoxFilling', 'BoxFull']
            : []),
        ];
        return [
          ...wanted.flatMap((name) => unless(names.includes(name), `${host}: no alert ${name}`)),
          ...unless(new Set(names).size === names.length, `${host}: an alert twice`),
          ...unless(
            (receivers.find(({ name }) => name === route.receiver)?.email_configs?.length ?? 0) > 0,
            `${host}: alerts reach nobody`,
          ),
          ...alerts.flatMap(({ alert, annotations }) => {
            const each = own.filter(({ alertname }) => alertname === alert);
            const [book, anchor = ''] = annotations?.runbook.split('#') ?? [];
            return [
              ...unless(
                each.some(({ exp_alerts: all }) => (all?.length ?? 0) > 0),
                `${alert}: never seen to fire`,
              ),
              ...(alert === 'Watchdog'
                ? []
                : unless(
                    each.some(({ exp_alerts: all }) => (all?.length ?? 0) === 0),
                    `${alert}: never seen to be silent`,
                  )),
              ...languages.flatMap((language) => {
                const text = files[`docs/${language}/${book}`] ?? '';
                return [
                  ...unless(
                    text.includes(`<a id="${anchor}"></a>\n\n## ${alert}\n`),
                    `${alert}: docs/${language}/${book} has no ${anchor}`,
                  ),
                  ...unless(
                    (text.split(`<a id="${anchor}"></a>`)[1] ?? '').split('<a id=')[0]!.trim().split('\n\n').length >
                      (alert === 'Watchdog' ? 2 : 3),
                    `${alert}: docs/${language}/${book} says nothing of where to look and what to do`,
                  ),
                ];
              }),
            ];
          }),
        ];
      }),
    ];
  };
  holds(check, [
    ['an anchor that is gone', 'pair', edit(/docs\/en\/runbook\.md$/, '<a id="node-down">', '<a id="nodedown">')],
    ['an alert that never fired in a test', 'single', edit(/monitoring\/.*\.yml$/, 'alertname: DataDiskLow', 'alertname: DataDiskFull')],
    ['an alert that reaches nobody', 'single', edit(/alertmanager\.yml$/, '\n  receiver: mail', '\n  receiver: nobody')],
    ['no alert about the certificate', 'single', edit(/rules\/ordination\.yml$/, 'alert: CertificateEnds', 'alert: CertificateEnd')],
    ['an alert without a cure', 'single', edit(/docs\/de\/runbook\.md$/, /(?<=## MemoryLow\n\n.*\n\n)```sh[^`]*```\n\n.*\n/, '')],
  ]);
});

describe('invariant 67: the monitoring listens on the loopback or the private address only', () => {
  const check = async (files: Files) => {
    const addresses = await addressesOf(files);
    return hostsOf(files).flatMap((host) => {
      const listens = Object.entries(filesOn(files, host))
        .filter(([path]) => path.startsWith('/etc/default/prometheus'))
        .flatMap(([path, text]) => {
          const all = found(text, /--(?:web|cluster)\.listen-address=([^\s"]*)/g);
          return [
            ...unless(found(text, /--(web)\.listen-address=/g).length === 1, `${host}: ${path} says nothing, so everything is open`),
            ...all.flatMap((one) =>
              unless(
                one === '' || /^127\.0\.0\.1:\d+$/.test(one) || one.startsWith(`${addresses.get(host)}:`),
                `${host}: ${path} listens on ${one}`,
              ),
            ),
            ...(path.endsWith('alertmanager')
              ? unless(/--cluster\.listen-address=[ "]/.test(text), `${host}: Alertmanager listens for others`)
              : []),
          ];
        });
      const targets = has(files, host, '/etc/prometheus/prometheus.yml')
        ? found(on(files, host, '/etc/prometheus/prometheus.yml'), /targets: \['([\d.]+):\d+'\]/g)
        : [];
      return [
        ...listens,
        ...targets.flatMap((one) => unless(one === '127.0.0.1' || [...addresses.values()].includes(one), `${host}: looks at ${one}`)),
      ];
    });
  };
  holds(check, [
    ['Prometheus on every address', 'pair', edit(/default\/prometheus$/, '127.0.0.1:9090', '0.0.0.0:9090')],
    ['the figures of a server on every address', 'pair', edit(/prometheus-node-exporter$/, /--web\.listen-address=\S+ /, '')],
    ['Alertmanager for others', 'single', edit(/prometheus-alertmanager$/, ' --cluster.listen-address=', '')],
  ]);
});
