/** The list of alerts, the rules printed from it, and where the monitoring listens. */
import { describe, expect, it } from 'vitest';
import { alertNames, anchorOf } from '../../../packages/planner/src/manifests/alert.ts';
import { alertsOf } from '../../../packages/planner/src/manifests/alerts.ts';
import { monitoring } from '../../../packages/planner/src/manifests/monitoring.ts';
import { layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';

const always = [
  'HealthFailing',
  'PublicHealthFailing',
  'CertificateEnds',
  'NodeDown',
  'SystemDiskLow',
  'MemoryLow',
  'Swapping',
  'OutOfMemory',
];
const alwaysToo = [
  'LoadHigh',
  'ClockSkew',
  'UnitFailed',
  'RebootRequired',
  'FiguresStale',
  'AlertmanagerDown',
  'AlertsNotSent',
  'Watchdog',
];
const disk = ['DataDiskLow', 'DataDiskFull'];
const encrypted = ['DataNotMounted'];
const database = ['DatabaseDown', 'NoPrimary'];
const replicas = ['PrimaryChanged', 'ReplicationLag', 'MembersMissing'];
const tls = ['DatabaseCertificateEnds'];
const tried = ['BackupCheckOld', 'BackupCheckAbsent', 'RestoreTestOld', 'RestoreTestAbsent'];
const files = ['FilesBackupOld', 'FilesBackupAbsent', ...tried];
const both = ['DatabaseBackupOld', 'DatabaseBackupAbsent', ...files];
const box = ['BoxFilling', 'BoxFull'];
const pair = ['SoftwareDown', 'FilesSyncStale'];

describe('a plan has the alerts of its parts, and no other', () => {
  it.each([
    ['solo', [...disk, ...database, ...both]],
    ['single', [...disk, ...encrypted, ...database, ...both, ...box]],
    ['single, borg', [...disk, ...encrypted, ...database, ...both, ...box]],
    ['single, S3', [...disk, ...encrypted, ...database, ...both]],
    ['single, Azure', [...disk, ...encrypted, ...database, ...both]],
    ['single cells', [...disk, ...encrypted, ...database, ...both, ...box]],
    ['split', [...disk, ...encrypted, ...database, ...tls, ...both, ...box]],
    ['managed database', [...disk, ...encrypted, ...files, ...box]],
    ['managed database as quoted', disk],
    ['managed database, balanced', ['SoftwareDown', ...files, ...box]],
    ['pair', [...pair, 'AddressElsewhere', ...disk, ...encrypted, ...database, ...replicas, ...tls, ...both, ...box]],
    ['pair with an arbiter', [...pair, 'AddressElsewhere', ...disk, ...encrypted, ...database, ...replicas, ...tls, ...both, ...box]],
    ['pair as quoted', [...pair, ...disk, ...database, ...replicas, ...tls]],
    ['pair cells', [...pair, 'AddressElsewhere', ...disk, ...encrypted, ...database, ...replicas, ...tls, ...both, ...box]],
    ['cluster', ['SoftwareDown', ...disk, ...encrypted, ...database, ...replicas, ...tls, ...both, ...box]],
  ])('%s', (name, own) => {
    const site = siteFor(layoutOf(name));
    for (const cell of site.cells) {
      expect(namesOf(alertsOf(cell, site)).sort()).toEqual([...always, ...alwaysToo, ...own].sort());
    }
  });

  it('together the plans need every alert of the list', () => {
    const used = layouts.flatMap((layout) => {
      const site = siteFor(layout);
      return site.cells.flatMap((cell) => namesOf(alertsOf(cell, site)));
    });
    expect([...new Set(used)].sort()).toEqual([...alertNames].sort());
  });
});

it.each([
  ['single', 26 * 60 * 60],
  ['single, every 6 hours', 8 * 60 * 60],
])('a backup of "%s" is missed after %i seconds: its interval and two hours', (name, seconds) => {
  for (const kind of ['Database', 'Files'] as const) {
    expect(alertOf(name, `${kind}BackupOld`).expression).toMatch(new RegExp(` > ${seconds}$`));
    expect(alertOf(name, `${kind}BackupAbsent`).holds).toBe(`${seconds / 3600}h`);
  }
});

it.each([
  ['pair', 3],
  ['pair with an arbiter', 3],
  ['pair as quoted', 2],
  ['cluster', 3],
])('the replica set of "%s" is whole with %i members', (name, count) => {
  expect(alertOf(name, 'MembersMissing').expression).toMatch(new RegExp(` < ${count}$`));
});

it('a certificate is judged by its own lifetime: lifetimes get shorter', () => {
  expect(alertOf('single', 'CertificateEnds').expression).not.toMatch(/\d{4}/);
  expect(alertOf('single', 'CertificateEnds').expression).toContain('/ 3');
});

it.each([
  ['NodeDown', 'node-down'],
  ['DatabaseBackupOld', 'database-backup-old'],
  ['CertificateEnds', 'certificate-ends'],
] as const)('the part of the run book about %s is "%s"', (name, anchor) => {
  expect(anchorOf(name)).toBe(anchor);
});

it('every alert has an anchor of its own', () => {
  expect(new Set(alertNames.map(anchorOf)).size).toBe(alertNames.length);
});

it('every alert says what it means in both languages, as a sentence', () => {
  for (const layout of layouts) {
    const site = siteFor(layout);
    for (const { text } of site.cells.flatMap((cell) => alertsOf(cell, site))) {
      for (const sentence of [text.de, text.en]) expect(sentence).toMatch(/^[A-ZÄÖÜ].*[.]$/);
      expect(text.de).not.toBe(text.en);
    }
  }
});

describe.each(layouts)('the monitoring of $name', (layout) => {
  const site = siteFor(layout);
  const emitted = monitoring(site);

  it('listens to loopback or to a private address', () => {
    for (const [path, text] of Object.entries(emitted).filter(([path]) => path.includes('/etc/default/'))) {
      const addresses = [...text.matchAll(/--web\.listen-address=(\S+?)[\s"]/g)].map(([, address]) => address!);
      const host = site.hosts.find(({ name }) => path.startsWith(`servers/${name}/`))!;
      const expected = {
        'prometheus-node-exporter': `${host.privateIp}:9100`,
        prometheus: '127.0.0.1:9090',
        'prometheus-alertmanager': '127.0.0.1:9093',
      };
      expect(addresses).toEqual([expected[path.split('/').at(-1) as keyof typeof expected]]);
    }
    // Without this Alertmanager would listen to every address on port 9094.
    for (const monitor of site.hosts.filter(({ isMonitor }) => isMonitor)) {
      expect(emitted[`servers/${monitor.name}/etc/default/prometheus-alertmanager`]).toMatch(/--cluster\.listen-address="/);
    }
  });

  it('keeps its figures for a bounded time and in bounded room', () => {
    for (const [, text] of Object.entries(emitted).filter(([path]) => path.endsWith('/etc/default/prometheus'))) {
      expect(text).toContain('--storage.tsdb.retention.time=30d --storage.tsdb.retention.size=1GB');
    }
  });

  it('asks every server of its cell, under its name', () => {
    for (const cell of site.cells) {
      const text = emitted[`servers/${cell.hosts.find(({ isMonitor }) => isMonitor)!.name}/etc/prometheus/prometheus.yml`]!;
      const asked = [...text.matchAll(/\['(10\.[\d.]+):9100'\]\n\s+labels:\n\s+instance: (\S+)/g)].map(([, ip, name]) => `${name} ${ip}`);
      expect(asked).toEqual(cell.hosts.map(({ name, privateIp }) => `${name} ${privateIp}`));
    }
  });

  it('holds no secret: passwords are read from files', () => {
    for (const text of Object.values(emitted)) expect(text).not.toMatch(/auth_password:|password\s*=|--password|:\/\/[^/\s]+:[^/\s]+@/);
  });
});

function namesOf(alerts: readonly { readonly name: string }[]): string[] {
  return alerts.map(({ name }) => name);
}

function alertOf(layout: string, name: (typeof alertNames)[number]) {
  const site = siteFor(layoutOf(layout));
  return alertsOf(site.cells[0]!, site).find((alert) => alert.name === name)!;
}
