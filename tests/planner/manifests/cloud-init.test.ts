/** cloud-init and packages without tools: who gets an account and which programs each role needs, against tables written by hand. */
import { expect, it } from 'vitest';
import { cloudInit } from '../../../packages/planner/src/manifests/cloud-init.ts';
import { packagesOf } from '../../../packages/planner/src/manifests/packages.ts';
import { layoutOf, siteFor } from '../../manifests/bundles.ts';

const everywhere = [
  'auditd',
  'curl',
  'fail2ban',
  'jq',
  'msmtp',
  'nftables',
  'openssl',
  'prometheus-node-exporter',
  'rsync',
  'unattended-upgrades',
];
const app = ['certbot', 'nginx', 'nodejs'];
const mongod = ['linux-image-virtual', 'mongodb-database-tools', 'mongodb-mongosh', 'mongodb-org-server'];
const disk = ['cryptsetup-bin', 'rclone', 'xfsprogs'];
const monitor = ['prometheus', 'prometheus-alertmanager'];

it.each([
  ['solo', 'app-1', [app, mongod, monitor]],
  ['single', 'app-1', [app, mongod, disk, monitor, 'restic']],
  ['single, borg', 'app-1', [app, mongod, disk, monitor, 'borgbackup']],
  ['split', 'app-1', [app, mongod, disk, 'restic']], // tries restores in a database of its own
  ['split', 'db-1', [mongod, disk, monitor]],
  ['managed database', 'app-1', [app, disk, monitor, 'restic']],
  ['managed database as quoted', 'app-1', [app, monitor]],
  ['managed database, balanced', 'app-1', [app]],
  ['managed database, balanced', 'app-2', [app, monitor, 'rclone', 'restic']],
  ['pair', 'app-1', [app, mongod, disk, 'inotify-tools']],
  ['pair', 'app-2', [app, mongod, disk, 'inotify-tools', 'restic']],
  ['pair', 'vote-1', [mongod, disk, monitor]],
  ['pair with an arbiter', 'vote-1', [mongod, monitor]],
  ['pair as quoted', 'app-2', [app, mongod, 'inotify-tools', monitor]],
  ['cluster', 'app-1', [app]],
  ['cluster', 'db-3', [mongod, disk, monitor, 'restic']],
] as const)('%s: %s gets the packages of its role', (layout, name, parts) => {
  const site = siteFor(layoutOf(layout));
  const [cell] = site.cells;
  const host = cell!.hosts.find((one) => one.name === name)!;
  expect(packagesOf(host, cell!, site)).toEqual([...everywhere, ...parts.flat()].sort());
});

it.each([
  ['single', 'app-1', 'admin:/bin/bash deploy:/bin/bash app:/usr/sbin/nologin'],
  ['pair', 'app-1', 'admin:/bin/bash deploy:/bin/bash app:/bin/bash'], // files come by ssh
  ['pair', 'vote-1', 'admin:/bin/bash'],
  ['cluster', 'app-2', 'admin:/bin/bash deploy:/bin/bash app:/usr/sbin/nologin'],
  ['cluster', 'db-1', 'admin:/bin/bash'],
])('%s: %s has the accounts of its role', (layout, name, accounts) => {
  const text = cloudInit(siteFor(layoutOf(layout)))[`cloud-init/${name}.yaml`]!;
  const found = [...text.matchAll(/^ {2}- name: (\S+)$[^]*?^ {4}shell: (\S+)$/gm)].map(([, user, shell]) => `${user}:${shell}`);
  expect(found.join(' ')).toBe(accounts);
});

it('names lead to the private addresses of the own cell only', () => {
  const files = cloudInit(siteFor(layoutOf('pair cells')));
  const hosts = files['servers/cell-2-app-1/etc/hosts']!;
  expect(hosts.match(/^10\..*$/gm)).toEqual(['10.0.0.11 cell-2-app-1', '10.0.0.12 cell-2-app-2', '10.0.0.21 cell-2-vote-1']);
  expect(hosts).not.toMatch(/^127\.\S+ cell/m);
});
