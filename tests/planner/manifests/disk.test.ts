/** Files of the disk without tools: which server gets which of them, and that none of them names a secret. */
import { expect, it } from 'vitest';
import { disk } from '../../../packages/planner/src/manifests/disk.ts';
import { layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';

const unit = '/etc/systemd/system/ordination-disk.service';
const script = '/usr/local/sbin/ordination-disk';
const rclone = '/etc/ordination/rclone.conf';
const before = (name: string) => `/etc/systemd/system/${name}.service.d/10-disk.conf`;

it.each([
  ['solo', 'app-1', ['mongod', 'ordination-app', 'ordination-backup'], false, false],
  ['single', 'app-1', ['mongod', 'ordination-app', 'ordination-backup'], true, true],
  ['split', 'app-1', ['ordination-app', 'ordination-backup'], true, true],
  ['split', 'db-1', ['mongod'], true, true],
  ['managed database', 'app-1', ['ordination-app', 'ordination-backup'], true, true],
  ['managed database, balanced', 'app-1', ['ordination-app'], false, false],
  ['managed database, balanced', 'app-2', ['ordination-app', 'ordination-backup'], true, false],
  ['pair', 'vote-1', ['mongod'], true, true],
  ['pair with an arbiter', 'vote-1', ['mongod'], false, false],
  ['pair as quoted', 'app-2', ['mongod', 'ordination-app'], false, false],
  ['cluster', 'db-3', ['mongod', 'ordination-backup'], true, true],
])('%s: %s', (layout, name, waiting, reachesTarget, isEncrypted) => {
  const files = disk(siteFor(layoutOf(layout)));
  const folder = `servers/${name}`;
  const own = Object.keys(files)
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length));
  expect(own.sort()).toEqual([unit, script, ...waiting.map(before), ...(reachesTarget ? [rclone] : [])].sort());
  expect(files[folder + script]!.includes('cryptsetup')).toBe(isEncrypted);
  for (const one of waiting) {
    const text = files[folder + before(one)]!;
    expect(text).toMatch(/^Requires=ordination-disk\.service\nAfter=ordination-disk\.service$/m);
    expect(text.includes('AssertPathIsMountPoint=/srv/ordination')).toBe(isEncrypted);
    expect(files[folder + unit]).toMatch(new RegExp(`^Before=.*\\b${one}\\.service`, 'm'));
  }
});

it.each([
  ['single', 'sftp'],
  ['single, borg', 'sftp'],
  ['single, S3', 's3'],
  ['single, Azure', 'azureblob'],
])('%s fetches the key by %s, and the file has no host, user or secret', (layout, type) => {
  const text = disk(siteFor(layoutOf(layout)))['servers/app-1/etc/ordination/rclone.conf']!;
  expect(text).toMatch(new RegExp(`^\\[offsite\\]\ntype = ${type}$`, 'm'));
  expect(text).not.toMatch(/^(host|user|pass|access_key_id|secret_access_key|account|key) =/m);
});

it('the container is as large as the plan says, and its key has the name of the server', () => {
  for (const layout of layouts) {
    const site = siteFor(layout);
    for (const host of site.hosts.filter(({ isEncrypted }) => isEncrypted)) {
      const text = disk(site)[`servers/${host.name}/usr/local/sbin/ordination-disk`]!;
      expect(text).toContain(`\nsize_gb=${host.provision.dataGb}\n`);
      expect(text).toContain(`\nkey_file=keys/${host.name}.key\n`);
    }
  }
});
