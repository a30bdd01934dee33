/** Kernel settings, audit rules and folders: loaded or made by the real tools. Needs root; audit rules go into the running kernel and out again. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { hardening } from '../../packages/planner/src/manifests/hardening.ts';
import { layoutOf, siteFor } from './bundles.ts';
import { accounts, eachText, run, serverTree, type Tree } from './server-tree.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const sysctl = '/etc/sysctl.d/60-ordination.conf';
const rules = '/etc/audit/rules.d/70-ordination.rules';
const last = '/etc/audit/rules.d/99-finalize.rules';
const folders = '/etc/tmpfiles.d/ordination.conf';
const memory = '/etc/tmpfiles.d/ordination-memory.conf';

const trees: Tree[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) tree.remove();
});

test('the kernel knows every setting', () => {
  for (const { layout, host } of eachText(hardening, sysctl)) expect(unknownSettings(treeOf(layout, host))).toBe('');
});

test('memory is set as the database asks for it, on servers that run it', () => {
  const has = (layout: string, host: string) => {
    const tree = treeOf(layout, host);
    const set = (key: string) => new RegExp(`^${key.replaceAll('.', '\\.')} = (.*)$`, 'm').exec(tree.text(sysctl))?.[1];
    return [set('vm.swappiness'), set('vm.overcommit_memory'), set('net.ipv4.tcp_keepalive_time'), existsSync(tree.at(memory))];
  };
  expect(has('single', 'app-1')).toEqual(['1', '1', '120', true]);
  expect(has('pair with an arbiter', 'vote-1')).toEqual(['1', undefined, '120', true]);
  expect(has('cluster', 'app-1')).toEqual(['1', undefined, '120', false]);
  expect(treeOf('single', 'app-1').text(memory)).toContain('\nw /sys/kernel/mm/transparent_hugepage/enabled - - - - always\n');
});

/** What each server watches, beside what every one does. */
const watched: readonly (readonly [layout: string, host: string, more: readonly string[]])[] = [
  ['single', 'app-1', ['/etc/mongod.conf', '/etc/nginx', '/opt/ordination/ecosystem.config.cjs']],
  ['pair', 'vote-1', ['/etc/mongod.conf']],
  ['cluster', 'app-1', ['/etc/nginx', '/opt/ordination/ecosystem.config.cjs']],
  ['cluster', 'db-2', ['/etc/mongod.conf']],
];
const always = [
  '/etc/apt',
  '/etc/audit',
  '/etc/fail2ban',
  '/etc/group',
  '/etc/nftables.conf',
  '/etc/ordination',
  '/etc/pam.d',
  '/etc/passwd',
  '/etc/shadow',
  '/etc/ssh',
  '/etc/sudoers',
  '/etc/sudoers.d',
  '/etc/sysctl.d',
  '/etc/systemd/system',
  '/usr/local/sbin',
];

/** What is recorded beside changes of files, by key. */
const ofPeople = ['secrets-read', 'root-commands', 'modules', 'time'];

test.each(watched)('in the layout "%s" the kernel takes the audit rules of %s', (layout, host, more) => {
  const { loaded, fault } = load(treeOf(layout, host));
  expect(fault).toBe('');
  const changes = loaded.filter((rule) => rule.includes('-p wa')).map((rule) => /-w (\S+)/.exec(rule)![1]!.replace(/(.)\/$/, '$1'));
  expect(changes.toSorted()).toEqual([...always, ...more].toSorted());
  const keys = loaded.map((rule) => /(?:-k |key=)(\S+)/.exec(rule)?.[1]);
  expect(new Set(keys).size).toBe(loaded.length);
  for (const key of ofPeople) expect(keys).toContain(`ordination-${key}`);
});

test('the rules of every server of every layout end by closing them', () => {
  for (const { layout, host } of eachText(hardening, rules)) expect(isClosed(treeOf(layout, host))).toBe(true);
});

test('the folders are made with their owners', () => {
  expect(made(treeOf('single', 'app-1'))).toEqual({
    '/etc/ordination': '755 0:0',
    '/etc/ordination/secrets': '711 0:0',
    '/var/log/nginx': '755 0:4',
    '/var/log/nginx/refused.log': '640 33:4',
  });
  expect(made(treeOf('split', 'db-1'))).toEqual({ '/etc/ordination': '755 0:0', '/etc/ordination/secrets': '711 0:0' });
});

const mutations: readonly (readonly [what: string, path: string, from: string | RegExp, to: string])[] = [
  ['an unknown setting', sysctl, 'vm.swappiness', 'vm.swapiness'],
  ['a setting without value', sysctl, 'fs.suid_dumpable = 0', 'fs.suid_dumpable'],
  ['rules stay open', last, '-e 2', '-e 1'],
  ['something after the last rule', last, '-e 2\n', '-e 2\n-D\n'],
  ['an unknown call', rules, 'init_module', 'initial_module'],
  ['an unknown field', rules, '-F auid', '-F auser'],
  ['an unknown right', rules, 'perm=wa', 'perm=wz'],
  ['a key twice', rules, 'key=ordination-ssh', 'key=ordination-sudo'],
  ['secrets are not watched', rules, /.*key=ordination-settings\n/, ''],
  ['nginx cannot write its log', folders, '0640 www-data adm', '0640 root adm'],
  ['everybody reads secrets', folders, '0711', '0777'],
  ['a typing error', folders, 'd /var', 'dd /var'],
];

test.each(mutations)('a fault is seen: %s', (_what, path, from, to) => {
  const tree = treeOf('single', 'app-1');
  const folders = JSON.stringify(made(tree));
  expect(isRight(tree, folders)).toBe(true);
  const text = tree.text(path);
  tree.put(path, text.replace(from, to));
  expect(tree.text(path)).not.toBe(text);
  expect(isRight(tree, folders)).toBe(false);
});

/** The checks above on one server with the software and the database. */
function isRight(tree: Tree, folders: string): boolean {
  const { loaded, fault } = load(tree);
  const keys = new Set(loaded.map((rule) => /(?:-k |key=)(\S+)/.exec(rule)?.[1]));
  const expectedKeys = always.length + watched[0]![2].length + ofPeople.length;
  return (
    unknownSettings(tree) === '' && isClosed(tree) && fault === '' && keys.size === expectedKeys && JSON.stringify(made(tree)) === folders
  );
}

function treeOf(layout: string, host: string): Tree {
  const tree = serverTree(hardening(siteFor(layoutOf(layout))), host);
  trees.push(tree);
  return tree;
}

/** Settings of every kernel of Ubuntu that the one of a sandbox can lack. */
const ofUbuntu = /^kernel\.(sysrq|yama\.ptrace_scope) = \d\n/gm;

function unknownSettings(tree: Tree): string {
  tree.put('/sysctl.conf', tree.text(sysctl).replaceAll(ofUbuntu, ''));
  const { status, stderr } = run('sysctl', ['--dry-run', '-q', '-p', tree.at('/sysctl.conf')]);
  return status === 0 ? stderr : `ends with ${status}: ${stderr}`;
}

function isClosed(tree: Tree): boolean {
  const lines = (tree.text(rules) + tree.text(last)).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.at(-1) === '-e 2' && lines.filter((line) => !line.startsWith('-a always,exit ')).length === 1;
}

/** Loads the rules into the kernel of this machine, whose folders need not be there, and takes them out again. */
function load(tree: Tree): { loaded: string[]; fault: string } {
  const text = tree.text(rules);
  const local = text.replaceAll(/-F (dir|path)=(\S+)/g, (_all, kind: string, path: string) => {
    const folder = tree.at(`/watched${kind === 'dir' ? path : dirname(path)}`);
    mkdirSync(folder, { recursive: true });
    return `-F ${kind}=${tree.at(`/watched${path}`)}`;
  });
  tree.put('/local.rules', local);
  try {
    const { status, stderr } = run('auditctl', ['-R', tree.at('/local.rules')]);
    const { stdout } = run('auditctl', ['-l']);
    return {
      loaded: stdout.trim().replaceAll(tree.at('/watched'), '').split('\n'),
      fault: status === 0 ? '' : `ends with ${status}: ${stderr}`,
    };
  } finally {
    run('auditctl', ['-D']);
  }
}

/** What systemd-tmpfiles makes in an empty tree: mode and owner of each path. */
function made(tree: Tree): Record<string, string> {
  accounts(tree);
  const { status, stderr } = run('systemd-tmpfiles', ['--create', `--root=${tree.root}`, tree.at(folders)]);
  if (status !== 0 || stderr !== '') return { fault: `ends with ${status}: ${stderr}` };
  const found = ['/etc/ordination', '/etc/ordination/secrets', '/var/log/nginx', '/var/log/nginx/refused.log'].filter((path) =>
    existsSync(tree.at(path)),
  );
  return Object.fromEntries(
    found.map((path) => {
      const { mode, uid, gid } = statSync(tree.at(path));
      return [path, `${(mode & 0o7777).toString(8)} ${uid}:${gid}`];
    }),
  );
}
