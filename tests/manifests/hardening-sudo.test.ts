/** sudo: the emitted rules as sudo reads them, and what each user can really do. Needs root. */
import { chownSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { hardening } from '../../packages/planner/src/manifests/hardening.ts';
import { layoutOf, siteFor } from './bundles.ts';
import { accounts, asServer, eachText, run, serverTree, type Tree } from './server-tree.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const rules = '/etc/sudoers.d/ordination';

const trees: Tree[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) tree.remove();
});

test('visudo takes the file of every server, with owner and mode as the server has them', () => {
  for (const { layout, host } of eachText(hardening, rules)) expect(check(treeOf(layout, host)), `${layout}: ${host}`).toBe(true);
});

/** Who, as whom, what with: the answer, or "refused". */
const attempts: readonly (readonly [user: string, as: string, command: string, answer: string])[] = [
  ['admin', 'root', 'id -un', 'root'],
  ['admin', 'app', 'id -un', 'app'],
  ['deploy', 'app', '/usr/local/sbin/ordination-deploy 1.0.0 abc', 'app ordination-deploy 1.0.0 abc'],
  ['deploy', 'app', '/usr/local/sbin/ordination-rollback', 'app ordination-rollback'],
  ['deploy', 'root', '/usr/local/sbin/ordination-deploy 1.0.0 abc', 'refused'],
  ['deploy', 'root', 'id -un', 'refused'],
  ['deploy', 'app', 'id -un', 'refused'],
  ['deploy', 'app', '/usr/local/sbin/ordination-restore', 'refused'],
  ['deploy', 'app', '/usr/local/sbin/../sbin/ordination-restore', 'refused'],
  ['deploy', 'mongodb', '/usr/local/sbin/ordination-deploy 1.0.0 abc', 'refused'],
  ['deploy', 'admin', '/usr/local/sbin/ordination-deploy 1.0.0 abc', 'refused'],
  ['app', 'root', 'id -un', 'refused'],
  ['app', 'app', '/usr/local/sbin/ordination-deploy 1.0.0 abc', 'refused'],
  ['mongodb', 'root', 'id -un', 'refused'],
];

test('on a server with the software each user can do what the table says and nothing else', () => {
  expect(attempt(treeOf('pair', 'app-1'))).toEqual(attempts.map(([, , , answer]) => answer));
});

test('on a server of the database alone deploy can do nothing', () => {
  const expected = attempts.map(([user, , , answer]) => (user === 'deploy' ? 'refused' : answer));
  expect(attempt(treeOf('pair', 'vote-1'))).toEqual(expected);
});

const mutations: readonly (readonly [what: string, from: string | RegExp, to: string])[] = [
  ['deploy becomes root', 'deploy ALL=(app)', 'deploy ALL=(ALL)'],
  ['deploy runs anything', 'NOPASSWD: /usr/local/sbin/ordination-deploy', 'NOPASSWD: ALL, /usr/local/sbin/ordination-deploy'],
  ['deploy runs every script', 'ordination-rollback', '*'],
  ['deploy is asked for a password', 'deploy ALL=(app) NOPASSWD:', 'deploy ALL=(app)'],
  ['no way back', ', /usr/local/sbin/ordination-rollback', ''],
  ['administrators are asked for a password', 'ALL=(ALL:ALL) NOPASSWD:', 'ALL=(ALL:ALL)'],
  ['everybody becomes root', 'admin ALL=', 'ALL ALL='],
  ['a bracket is missing', '(app)', '(app'],
];

test.each(mutations)('a fault is seen: %s', (_what, from, to) => {
  const tree = treeOf('pair', 'app-1');
  tree.put(rules, tree.text(rules).replace(from, to), 0o440);
  const isRight = check(tree) && attempt(tree).every((answer, i) => answer === attempts[i]![3]);
  expect(isRight).toBe(false);
});

test('a file that others can write is refused', () => {
  const tree = treeOf('pair', 'app-1');
  tree.put(rules, tree.text(rules), 0o666);
  expect(check(tree)).toBe(false);
});

function treeOf(layout: string, host: string): Tree {
  const tree = serverTree(hardening(siteFor(layoutOf(layout))), host);
  trees.push(tree);
  tree.put(rules, tree.text(rules), 0o440);
  chownSync(tree.at(rules), 0, 0);
  return tree;
}

/** Owner and mode are checked too. */
function check(tree: Tree): boolean {
  const { status, stdout } = run('visudo', ['-c', '-O', '-P', '-f', tree.at(rules)]);
  return status === 0 && stdout.trim() === `${tree.at(rules)}: parsed OK`;
}

/** Tries everything where the emitted file is the only one of its folder. */
function attempt(tree: Tree): string[] {
  accounts(tree);
  for (const name of ['deploy', 'rollback', 'restore']) {
    tree.put(`/usr/local/sbin/ordination-${name}`, '#!/bin/bash\necho "$(id -un) $(basename "$0")${*:+ $*}"\n', 0o755);
  }
  const uid = { admin: 1000, deploy: 1001, app: 990, mongodb: 991 } as Record<string, number>;
  const lines = attempts.map(
    ([user, as, command]) =>
      `setpriv --reuid ${uid[user]} --regid ${uid[user]} --clear-groups sudo -n -u ${as} ${command} 2>>'${tree.at('/sudo.log')}' || echo refused`,
  );
  const { stdout, stderr } = asServer(tree, ['/etc/sudoers.d', '/usr/local/sbin'], `cd /\n${lines.join('\n')}`);
  if (stdout === '') throw new Error(`The attempts could not be made: ${stderr}`);
  return stdout.trim().split('\n');
}
