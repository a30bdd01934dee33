/** fail2ban: the emitted jails in a copy of the installed settings, and what it makes of them. */
import { cpSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { hardening } from '../../packages/planner/src/manifests/hardening.ts';
import { siteOf } from '../../packages/planner/src/manifests/site.ts';
import { briefFor, layoutOf, writtenFor } from './bundles.ts';
import { eachText, run, serverTree, type Tree } from './server-tree.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const file = '/etc/fail2ban/jail.local';
const log = '/var/log/nginx/refused.log';
const ignored = ['127.0.0.0/8', '::1', '10.0.0.0/16', '198.51.100.7/32', '2001:db8:1::/48'];

interface Jail {
  readonly backend: string;
  readonly maxretry: number;
  readonly findtime: string;
  readonly bantime: string;
  readonly ignoreip: readonly string[];
  readonly action: string;
  readonly port: string;
  readonly logs: readonly string[];
}
const sshd: Jail = {
  backend: 'systemd',
  maxretry: 4,
  findtime: '10m',
  bantime: '1h',
  ignoreip: ignored,
  action: 'nftables-multiport',
  port: '22',
  logs: [],
};
const requests: Jail = { ...sshd, backend: 'auto', maxretry: 200, findtime: '1m', bantime: '10m', port: '80,443', logs: [log] };

/** By layout and server: the jails. */
const expected: readonly (readonly [layout: string, host: string, jails: Readonly<Record<string, Jail>>])[] = [
  ['single', 'app-1', { sshd, 'ordination-flood': requests }],
  ['pair', 'app-2', { sshd, 'ordination-flood': requests }],
  ['pair', 'vote-1', { sshd }],
  ['split', 'db-1', { sshd }],
  ['cluster', 'app-1', { sshd }],
  ['cluster', 'db-1', { sshd }],
];

const trees: Tree[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) tree.remove();
});

test.each(expected)('in the layout "%s" %s has the jails of the table', (layout, host, jails) => {
  const tree = treeOf(layout, host);
  expect(faults(tree)).toBe('');
  expect(jailsOf(tree)).toEqual(jails);
});

test('the file of every server of every layout passes', () => {
  for (const { layout, host } of eachText(hardening, file)) expect(faults(treeOf(layout, host)), `${layout}: ${host}`).toBe('');
});

test('the log that a jail reads is made before it starts', () => {
  const tree = treeOf('single', 'app-1');
  expect(tree.text('/etc/tmpfiles.d/ordination.conf')).toContain(`\nf ${log} `);
});

test('what nginx writes of a refused request counts against its address, and nothing else does', () => {
  const tree = treeOf('single', 'app-1');
  const matched = (line: string) => {
    const { stdout } = run('fail2ban-regex', [
      '-c',
      tree.at('/etc/fail2ban'),
      '--print-all-matched',
      line,
      tree.at('/etc/fail2ban/filter.d/ordination-flood.conf'),
    ]);
    return /Lines: 1 lines, 0 ignored, (\d) matched/.exec(stdout)?.[1];
  };
  expect(matched('2026-11-24T13:50:25+00:00|203.0.113.9|429')).toBe('1');
  expect(matched('2026-11-24T13:50:25+00:00|2001:db8::7|429')).toBe('1');
  expect(matched('2026-11-24T13:50:25+00:00|203.0.113.9|200')).toBe('0');
  expect(matched('2026-11-24T13:50:25+00:00|203.0.113.9|429|')).toBe('0');
});

test('from OpenSSH 9.8 on, failures are written by another program and are still seen', () => {
  const line = (program: string) => `Nov 23 10:00:00 app-1 ${program}[7]: Invalid user guest from 203.0.113.9 port 4711`;
  const matches = (ships: string, program: string) => {
    const tree = treeOf('single', 'app-1', { openssh: ships });
    const filter = /^filter = (sshd.*)$/m.exec(tree.text(file))![1]!;
    const { stdout } = run('fail2ban-regex', ['-c', tree.at('/etc/fail2ban'), line(program), filter]);
    return /Lines: 1 lines, 0 ignored, (\d) matched/.exec(stdout)?.[1];
  };
  expect(matches('9.6', 'sshd')).toBe('1');
  expect(matches('9.6', 'sshd-session')).toBe('0');
  expect(matches('10.2', 'sshd-session')).toBe('1');
  expect(matches('10.2', 'sshd')).toBe('1');
});

const mutations: readonly (readonly [what: string, from: string | RegExp, to: string])[] = [
  ['a number in words', 'maxretry = 4', 'maxretry = fünf'],
  ['another number', 'maxretry = 200', 'maxretry = 2'],
  ['another time', 'bantime = 1h', 'bantime = 1m'],
  ['an unknown filter', 'filter = ordination-flood', 'filter = ordination-floods'],
  ['an unknown action', 'banaction = nftables-multiport', 'banaction = nftables-many'],
  ['the wrong port', 'port = 22', 'port = 2222'],
  ['a log that is not there', log, '/var/log/nginx/refuse.log'],
  ['a log for what has none', 'backend = systemd', 'backend = auto'],
  ['administrators are shut out', ' 198.51.100.7/32', ''],
  ['the cell is shut out', ' 10.0.0.0/16', ''],
  ['a jail is off', '[sshd]\nenabled = true', '[sshd]\nenabled = false'],
  ['a broken head', '[sshd]', '[sshd'],
];

test.each(mutations)('a fault is seen: %s', (_what, from, to) => {
  const change = (text: string) => text.replace(from, to);
  const tree = treeOf('single', 'app-1', {}, change);
  expect(tree.text(file)).not.toBe(treeOf('single', 'app-1').text(file).replaceAll(trees.at(-1)!.root, tree.root));
  expect(isRight(tree)).toBe(false);
});

test('the emitted file itself has no fault', () => {
  expect(isRight(treeOf('single', 'app-1'))).toBe(true);
});

function isRight(tree: Tree): boolean {
  return faults(tree) === '' && isDeepStrictEqual(jailsOf(tree), { sshd, 'ordination-flood': requests });
}

function treeOf(layout: string, host: string, ships: Parameters<typeof writtenFor>[1] = {}, change = (text: string) => text): Tree {
  const tree = serverTree(hardening(siteOf(writtenFor(briefFor(layoutOf(layout)), ships))), host);
  trees.push(tree);
  const text = tree.text(file);
  cpSync('/etc/fail2ban', tree.at('/etc/fail2ban'), { recursive: true });
  tree.put(log, '');
  // Without it fail2ban warns of a gap in the settings of the package.
  tree.put('/etc/fail2ban/fail2ban.local', '[Definition]\nallowipv6 = auto\n');
  tree.put(file, change(text).replaceAll('/var/log/nginx', tree.at('/var/log/nginx')));
  return tree;
}

/** What fail2ban finds wrong; it only warns of values that it does not understand. */
function faults(tree: Tree): string {
  const { status, stdout, stderr } = run('fail2ban-client', ['-c', tree.at('/etc/fail2ban'), '-t']);
  const words = `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !line.startsWith('OK: configuration test is successful'));
  return status === 0 ? words.join('\n') : `ends with ${status}: ${words.join('\n')}`;
}

/** The jails as fail2ban would start them. */
function jailsOf(tree: Tree): Record<string, Jail> {
  const { stdout } = run('fail2ban-client', ['-c', tree.at('/etc/fail2ban'), '-d']);
  const names = [...stdout.matchAll(/^\['add', '([^']+)', '([^']+)'\]$/gm)];
  return Object.fromEntries(
    names.map(([, name = '', backend = '']) => {
      const set = (key: string) => new RegExp(`^\\['set', '${name}', '${key}', (.*)\\]$`, 'm').exec(stdout)?.[1]?.replaceAll("'", '') ?? '';
      const lists = [...stdout.matchAll(new RegExp(`^\\['(?:multi-)?set', '${name}', 'addignoreip', (.*)\\]$`, 'gm'))];
      const [, action = ''] = new RegExp(`^\\['set', '${name}', 'addaction', '([^']+)'`, 'm').exec(stdout) ?? [];
      const [, port = ''] = new RegExp(`^\\['multi-set', '${name}', 'action', '[^']+', .*\\['port', '([^']*)'\\]`, 'm').exec(stdout) ?? [];
      const logs = [...stdout.matchAll(new RegExp(`^\\['set', '${name}', 'addlogpath', '([^']+)'`, 'gm'))];
      const jail: Jail = {
        backend,
        maxretry: Number(set('maxretry')),
        findtime: set('findtime'),
        bantime: set('bantime'),
        ignoreip: lists.flatMap(([, list = '']) => list.replaceAll("'", '').split(', ')),
        action,
        port,
        logs: logs.map(([, path = '']) => path.slice(tree.root.length)),
      };
      return [name, jail];
    }),
  );
}
