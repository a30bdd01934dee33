/** Updates: what apt and unattended-upgrades make of the emitted files beside those of the distribution. */
import { mkdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { hardening } from '../../packages/planner/src/manifests/hardening.ts';
import { layoutOf, siteFor } from './bundles.ts';
import { run, serverTree, type Tree } from './server-tree.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const parts = '/etc/apt/apt.conf.d';
const file = `${parts}/52ordination-upgrades`;
const pin = '/etc/apt/preferences.d/ordination-kernel';
const timer = '/etc/systemd/system/apt-daily-upgrade.timer.d/ordination.conf';

/** As Ubuntu has it. */
const ofDistribution = `Unattended-Upgrade::Allowed-Origins {
  "\${distro_id}:\${distro_codename}";
  "\${distro_id}:\${distro_codename}-security";
  "\${distro_id}ESMApps:\${distro_codename}-apps-security";
  "\${distro_id}ESM:\${distro_codename}-infra-security";
};
Unattended-Upgrade::Package-Blacklist { "vim"; };
`;

const settings = [
  'APT::Periodic::AutocleanInterval "7";',
  'APT::Periodic::Unattended-Upgrade "1";',
  'APT::Periodic::Update-Package-Lists "1";',
  'Unattended-Upgrade::Allowed-Origins:: "${distro_id}:${distro_codename}-security";',
  'Unattended-Upgrade::Automatic-Reboot "true";',
  'Unattended-Upgrade::Automatic-Reboot-Time "21:30";',
  'Unattended-Upgrade::Automatic-Reboot-WithUsers "true";',
  'Unattended-Upgrade::Package-Blacklist:: "^mongodb-";',
  'Unattended-Upgrade::Remove-Unused-Kernel-Packages "true";',
];

/** Packages of an archive, and whether the server may install them. */
const packages: Readonly<Record<string, boolean>> = {
  'linux-image-virtual': true,
  'linux-image-generic': true,
  'linux-image-6.8.0-151-generic': true,
  'linux-libc-dev': true,
  nginx: true,
  'linux-image-generic-hwe-24.04': false,
  'linux-image-virtual-hwe-24.04': false,
  'linux-generic-hwe-24.04-edge': false,
  'linux-headers-generic-hwe-24.04': false,
  'linux-oem-24.04c': false,
  'linux-image-7.0.0-43-generic': false,
  'linux-image-unsigned-7.0.0-43-generic': false,
  'linux-image-6.19.0-5-generic': false,
};

const trees: Tree[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) tree.remove();
});

test('only security fixes are installed by themselves, never the database; the lists of the distribution do not add to it', () => {
  expect(dump(treeOf())).toEqual(settings);
});

test('unattended-upgrades reads the same', () => {
  const { stdout, stderr, status } = run('unattended-upgrade', ['--dry-run', '-d'], { APT_CONFIG: aptOf(treeOf()) });
  const said = stdout + stderr;
  expect(said).toMatch(/Allowed origins are: o=Debian,a=\w+-security\n/);
  expect(said).toMatch(/Initial blacklist: \^mongodb-\n/);
  expect(status).toBe(0);
});

test('a server that runs or votes for the database cannot get a kernel on which it stops; others can', () => {
  expect(candidates(treeOf())).toEqual(packages);
  expect(candidates(treeOf('pair with an arbiter', 'vote-1'))).toEqual(packages);
  const all = Object.fromEntries(Object.keys(packages).map((name) => [name, true]));
  expect(candidates(treeOf('managed database', 'app-1'))).toEqual(all);
  expect(candidates(treeOf('cluster', 'app-1'))).toEqual(all);
});

test('updates are installed a quarter of an hour before the server may restart', () => {
  const tree = treeOf();
  expect(nextOf(tree)).toMatch(/ 21:15:00 UTC$/);
  expect(tree.text(timer)).toMatch(/^OnCalendar=\nOnCalendar=.*\nRandomizedDelaySec=0\n$/m);
});

const mutations: readonly (readonly [what: string, path: string, from: string | RegExp, to: string])[] = [
  ['the origins of the distribution stay', file, '#clear Unattended-Upgrade::Allowed-Origins;', ''],
  ['the exceptions of the distribution stay', file, '#clear Unattended-Upgrade::Package-Blacklist;', ''],
  ['all updates', file, '-security"', '-updates"'],
  ['the database too', file, '"^mongodb-";', ''],
  ['no restart', file, 'Automatic-Reboot "true"', 'Automatic-Reboot "false"'],
  ['another hour', file, '21:30', '02:00'],
  ['a semicolon is missing', file, '"true";', '"true"'],
  ['never', `${parts}/20auto-upgrades`, 'Unattended-Upgrade "1"', 'Unattended-Upgrade "0"'],
  ['newer kernels may come', pin, 'Pin-Priority: -1', 'Pin-Priority: 100'],
  ['the name of newer kernels is mistyped', pin, '-hwe-24.04*', '-hwe-2404*'],
  ['no newer kernel is named', pin, ' linux-image-7.0.*', ''],
  ['every kernel is held back', pin, 'linux-image-7.0.*', 'linux-image-*'],
];

test.each(mutations)('a fault is seen: %s', (_what, path, from, to) => {
  const tree = treeOf();
  const text = tree.text(path);
  tree.put(path, text.replace(from, to));
  expect(tree.text(path)).not.toBe(text);
  expect(isRight(tree)).toBe(false);
});

test('the emitted files themselves have no fault', () => {
  expect(isRight(treeOf())).toBe(true);
});

function isRight(tree: Tree): boolean {
  return isDeepStrictEqual(dump(tree), settings) && isDeepStrictEqual(candidates(tree), packages);
}

function treeOf(layout = 'pair', host = 'app-2'): Tree {
  const tree = serverTree(hardening(siteFor(layoutOf(layout))), host);
  trees.push(tree);
  tree.put(`${parts}/50unattended-upgrades`, ofDistribution);
  return tree;
}

/** A file that leads apt into the tree, with an archive of its own. */
function aptOf(tree: Tree): string {
  for (const folder of ['/lists/partial', '/cache/archives/partial', '/empty']) mkdirSync(tree.at(folder), { recursive: true });
  tree.put(
    '/archive/Packages',
    Object.keys(packages)
      .map((name) => `Package: ${name}\nVersion: 1\nArchitecture: amd64\nMaintainer: x\nFilename: ./${name}.deb\nSize: 1\nDescription: x\n`)
      .join('\n'),
  );
  tree.put('/sources.list', `deb [trusted=yes arch=amd64] file:${tree.at('/archive')} ./\n`);
  tree.put(
    '/apt.conf',
    `Dir::Etc::parts "${tree.at(parts)}";
Dir::Etc::preferencesparts "${tree.at('/etc/apt/preferences.d')}";
Dir::Etc::sourcelist "${tree.at('/sources.list')}";
Dir::Etc::sourceparts "${tree.at('/empty')}";
Dir::State::lists "${tree.at('/lists')}";
Dir::Cache "${tree.at('/cache')}";
APT::Architecture "amd64";
APT::Sandbox::User "root";
`,
  );
  return tree.at('/apt.conf');
}

/** The settings of updates as apt reads all files together; what is wrong as one line. */
function dump(tree: Tree): string[] {
  const { status, stdout, stderr } = run('apt-config', ['dump'], { APT_CONFIG: aptOf(tree) });
  if (status !== 0) return [stderr];
  return stdout
    .split('\n')
    .filter((line) => /^(Unattended-Upgrade|APT::Periodic)::/.test(line) && !line.endsWith(' "";'))
    .sort();
}

/** Which packages of the archive apt would install. */
function candidates(tree: Tree): Record<string, boolean> {
  const env = { APT_CONFIG: aptOf(tree) };
  mkdirSync(tree.at('/etc/apt/preferences.d'), { recursive: true });
  const update = run('apt-get', ['-q', 'update'], env);
  const { stdout, stderr } = run('apt-cache', ['policy', ...Object.keys(packages)], env);
  if (update.status !== 0 || /^[WE]:/m.test(stderr)) return { [update.stderr + stderr]: false };
  return Object.fromEntries(
    [...stdout.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm)].map(([, name, found]) => [name, found !== '(none)']),
  );
}

function nextOf(tree: Tree): string {
  const [, calendar = ''] = /^OnCalendar=(.+)$/m.exec(tree.text(timer)) ?? [];
  const { stdout } = run('systemd-analyze', ['calendar', calendar], { TZ: 'UTC' });
  return /Next elapse: (.*)/.exec(stdout)?.[1] ?? stdout;
}
