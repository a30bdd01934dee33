/** Logging in to a server: what sshd makes of the emitted file, against a table written by hand, and real logins with real keys. Needs root. */
import { chownSync, mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hardening } from '../../packages/planner/src/manifests/hardening.ts';
import { siteOf } from '../../packages/planner/src/manifests/site.ts';
import { briefFor, layoutOf, writtenFor } from './bundles.ts';
import { accounts, asServer, eachText, run, serverTree, type Tree } from './server-tree.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const dropIn = '/etc/ssh/sshd_config.d/10-ordination.conf';
const installed = /OpenSSH_(\d+\.\d+)/.exec(run('ssh', ['-V']).stderr)![1]!;

/** Of every server, whoever logs in. */
const always: Readonly<Record<string, string>> = {
  port: '22',
  permitrootlogin: 'no',
  authenticationmethods: 'publickey',
  pubkeyauthentication: 'yes',
  passwordauthentication: 'no',
  kbdinteractiveauthentication: 'no',
  hostbasedauthentication: 'no',
  gssapiauthentication: 'no',
  permitemptypasswords: 'no',
  permituserenvironment: 'no',
  strictmodes: 'yes',
  maxauthtries: '3',
  maxsessions: '4',
  maxstartups: '10:30:60',
  logingracetime: '30',
  clientaliveinterval: '300',
  clientalivecountmax: '2',
  loglevel: 'VERBOSE',
  usedns: 'no',
  allowagentforwarding: 'no',
  allowstreamlocalforwarding: 'no',
  gatewayports: 'no',
  permittunnel: 'no',
  x11forwarding: 'no',
  kexalgorithms: 'sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org',
  ciphers: 'chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com',
  macs: 'hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com',
  hostkeyalgorithms: 'ssh-ed25519',
  pubkeyacceptedalgorithms: 'sk-ssh-ed25519@openssh.com,ssh-ed25519,rsa-sha2-512,rsa-sha2-256',
  requiredrsasize: '3072',
};

const confined = { allowtcpforwarding: 'no', disableforwarding: 'yes', permittty: 'no', permitopen: 'any' };
const shell = { allowtcpforwarding: 'no', disableforwarding: 'no', permittty: 'yes', permitopen: 'any' };
const tunnels = {
  ...shell,
  allowtcpforwarding: 'local',
  permitopen: '127.0.0.1:9090 127.0.0.1:9093 localhost:9090 localhost:9093',
};

/** By layout and server: who may log in, and whether its administrators may open tunnels to the monitoring. */
const expected: readonly (readonly [layout: string, host: string, logins: string, isMonitor: boolean])[] = [
  ['solo', 'app-1', 'admin deploy', true],
  ['single', 'app-1', 'admin deploy', true],
  ['single cells', 'cell-2-app-1', 'admin deploy', true],
  ['split', 'app-1', 'admin deploy', false],
  ['split', 'db-1', 'admin', true],
  ['managed database', 'app-1', 'admin deploy', true],
  ['managed database, balanced', 'app-1', 'admin deploy', false],
  ['managed database, balanced', 'app-2', 'admin deploy', true],
  ['pair', 'app-1', 'admin deploy app@10.0.0.12', false],
  ['pair', 'app-2', 'admin deploy app@10.0.0.11', false],
  ['pair', 'vote-1', 'admin', true],
  ['pair with an arbiter', 'vote-1', 'admin', true],
  ['pair as quoted', 'app-2', 'admin deploy app@10.0.0.11', true],
  ['pair cells', 'cell-2-app-1', 'admin deploy app@10.0.0.12', false],
  ['cluster', 'app-2', 'admin deploy', false],
  ['cluster', 'db-1', 'admin', false],
  ['cluster', 'db-3', 'admin', true],
];

const trees: Tree[] = [];
beforeAll(() => mkdirSync('/run/sshd', { recursive: true }));
afterAll(() => {
  for (const tree of trees) tree.remove();
});

test.each(expected)('in the layout "%s" sshd of %s lets in: %s', (layout, host, logins, isMonitor) => {
  const tree = treeOf(layout, host);
  expect(check(tree)).toEqual({ status: 0, stdout: '', stderr: '' });
  for (const [user, own] of [
    ['admin', isMonitor ? tunnels : shell],
    ['deploy', confined],
    ['app', confined],
  ] as const) {
    const settings = effective(tree, user);
    expect(settings).toMatchObject({ ...always, ...own, allowusers: logins });
    expect(settings.hostkey).toBe(tree.at('/etc/ssh/ssh_host_ed25519_key'));
  }
});

test('the file of every server of every layout passes', () => {
  for (const { layout, host } of eachText(hardening, dropIn)) {
    expect(check(treeOf(layout, host)), `${layout}: ${host}`).toMatchObject({ status: 0, stderr: '' });
  }
});

test('the key exchange fits the release', () => {
  const kex = (name: string) =>
    /KexAlgorithms (.*)/.exec(Object.entries(hardening(siteOf(briefFor(layoutOf(name))))).find(([path]) => path.endsWith(dropIn))![1])![1];
  expect(kex('managed database')).toBe(always.kexalgorithms);
  expect(kex('managed database, Ubuntu 26.04')).toBe(`mlkem768x25519-sha256,${always.kexalgorithms}`);
});

describe('real logins', () => {
  /** From whom, as whom, what: the answer, or "refused". */
  const logins: readonly (readonly [source: string, user: string, more: string, answer: string])[] = [
    ['203.0.113.9', 'admin', '', 'admin'],
    ['203.0.113.9', 'deploy', '', 'deploy'],
    ['203.0.113.9', 'root', '', 'refused'],
    ['203.0.113.9', 'app', '', 'refused'],
    ['203.0.113.9', 'mongodb', '', 'refused'],
    ['10.0.0.12', 'app', '', 'app'],
    ['10.0.0.21', 'app', '', 'refused'],
    ['10.0.0.12', 'mongodb', '', 'refused'],
    ['203.0.113.9', 'admin', '-o KexAlgorithms=diffie-hellman-group14-sha256', 'refused'],
    ['203.0.113.9', 'admin', '-c aes128-ctr', 'refused'],
    ['203.0.113.9', 'admin', '-o PubkeyAuthentication=no', 'refused'],
    ['203.0.113.9', 'admin', '-i small-rsa -o IdentitiesOnly=yes', 'refused'],
  ];

  test('on a server of a pair they end as the table says', () => {
    const tree = readyFor('pair', 'app-1');
    const answers = logIn(tree, logins);
    expect(answers).toEqual(logins.map(([, , , answer]) => answer));
  });

  test('deploy opens no tunnel, and administrators only to the monitoring', () => {
    const tunnel = (target: string) => `-W ${target}`;
    const rows: typeof logins = [
      ['203.0.113.9', 'deploy', tunnel('127.0.0.1:9090'), 'refused'],
      ['203.0.113.9', 'admin', tunnel('127.0.0.1:27017'), 'refused'],
      ['203.0.113.9', 'admin', tunnel('127.0.0.1:9090'), 'page'],
      ['203.0.113.9', 'admin', tunnel('localhost:9093'), 'page'],
    ];
    expect(logIn(readyFor('single', 'app-1'), rows)).toEqual(rows.map(([, , , answer]) => answer));
    const other: typeof logins = [['203.0.113.9', 'admin', tunnel('127.0.0.1:9090'), 'refused']];
    expect(logIn(readyFor('split', 'app-1'), other)).toEqual(['refused']);
  });
});

/** Changes of the emitted file. sshd refuses it, or the table differs. */
const mutations: readonly (readonly [what: string, from: string | RegExp, to: string])[] = [
  ['root', 'PermitRootLogin no', 'PermitRootLogin yes'],
  ['root by key', 'PermitRootLogin no', 'PermitRootLogin prohibit-password'],
  ['passwords', 'PasswordAuthentication no', 'PasswordAuthentication yes'],
  ['questions', 'KbdInteractiveAuthentication no', 'KbdInteractiveAuthentication yes'],
  ['any method', /AuthenticationMethods.*/, 'AuthenticationMethods any'],
  ['no list of users', /AllowUsers.*\n/, ''],
  ['app from anywhere', 'app@10.0.0.12', 'app'],
  ['one user more', 'AllowUsers admin', 'AllowUsers admin ubuntu'],
  ['no administrator', 'AllowUsers admin ', 'AllowUsers '],
  ['another port', 'Port 22', 'Port 2222'],
  ['a key exchange nobody knows', 'curve25519-sha256,', 'curve25519-sha512,'],
  ['a weak cipher', 'aes128-gcm@openssh.com', 'aes128-cbc'],
  ['a weak code', 'hmac-sha2-256-etm@openssh.com', 'hmac-sha1'],
  ['agents', 'AllowAgentForwarding no', 'AllowAgentForwarding yes'],
  ['X11', 'X11Forwarding no', 'X11Forwarding yes'],
  ['small keys', 'RequiredRSASize 3072', 'RequiredRSASize 1024'],
  ['a typing error', 'MaxAuthTries', 'MaxAuthTrys'],
  ['tunnels of deploy', 'DisableForwarding yes', 'DisableForwarding no'],
];

test.each(mutations)('a fault is seen: %s', (_what, from, to) => {
  const tree = treeOf('pair', 'app-1');
  const text = tree.text(dropIn);
  tree.put(dropIn, text.replace(from, to));
  expect(tree.text(dropIn)).not.toBe(text);
  const isRight =
    check(tree).status === 0 &&
    (
      [
        ['admin', shell],
        ['deploy', confined],
      ] as const
    ).every(([user, own]) => {
      const table: Record<string, string> = { ...always, ...own, allowusers: 'admin deploy app@10.0.0.12' };
      const settings = effective(tree, user);
      return Object.entries(table).every(([key, value]) => settings[key] === value);
    });
  expect(isRight).toBe(false);
});

function filesOf(layout: string) {
  return hardening(siteOf(writtenFor(briefFor(layoutOf(layout)), { openssh: installed })));
}

/** The tree of a server with host keys, and the main file as the distribution has it. */
function treeOf(layout: string, host: string): Tree {
  const tree = serverTree(filesOf(layout), host);
  trees.push(tree);
  const key = '/etc/ssh/ssh_host_ed25519_key';
  run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', tree.at(key)]);
  tree.put(dropIn, tree.text(dropIn).replace(key, tree.at(key)));
  // What the image of a cloud brings: it must not win.
  tree.put('/etc/ssh/sshd_config.d/50-cloud-init.conf', 'PasswordAuthentication yes\nPermitRootLogin yes\n');
  tree.put(
    '/etc/ssh/sshd_config',
    `Include ${tree.at('/etc/ssh/sshd_config.d')}/*.conf\nKbdInteractiveAuthentication yes\nUsePAM yes\nX11Forwarding yes\nPidFile none\n`,
  );
  return tree;
}

function check(tree: Tree) {
  return run('/usr/sbin/sshd', ['-t', '-f', tree.at('/etc/ssh/sshd_config')]);
}

function effective(tree: Tree, user: string): Record<string, string> {
  const { stdout } = run('/usr/sbin/sshd', ['-T', '-f', tree.at('/etc/ssh/sshd_config'), '-C', `user=${user},host=h,addr=10.0.0.12`]);
  const found: Record<string, string> = {};
  for (const line of stdout.trim().split('\n')) {
    const [key = '', ...values] = line.split(' ');
    found[key] = [...(found[key] === undefined ? [] : [found[key]]), ...values].join(' ');
  }
  return found;
}

/** Every account trusts the same two keys, so that only the settings of sshd decide. */
function readyFor(layout: string, host: string): Tree {
  const tree = treeOf(layout, host);
  accounts(tree);
  run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', tree.at('/key')]);
  run('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', tree.at('/small-rsa')]);
  for (const [name, uid] of [
    ['root', 0],
    ['admin', 1000],
    ['deploy', 1001],
    ['app', 990],
    ['mongodb', 991],
  ] as const) {
    const path = `/home/${name}/.ssh/authorized_keys`;
    tree.put(path, tree.text('/key.pub') + tree.text('/small-rsa.pub'));
    chownSync(tree.at(`/home/${name}`), uid, uid);
  }
  return tree;
}

function logIn(tree: Tree, rows: readonly (readonly [source: string, user: string, more: string, answer: string])[]): string[] {
  const common = `-F none -n -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=5`;
  const attempts = rows.map(([source, user, more]) => {
    const key = more.includes('small-rsa') ? '' : '-i key -o IdentitiesOnly=yes';
    return `(timeout 10 ssh ${common} ${key} ${more} -b ${source} ${user}@10.0.0.11 ${more.startsWith('-W') ? '' : 'id -un'} 2>>client.log || echo refused) | head -n 1`;
  });
  const pages = [9090, 9093, 27017].map(
    (port) => `node -e 'require("net").createServer((s) => s.end("page\\n")).listen(${port}, "127.0.0.1")' &`,
  );
  const { status, stdout, stderr } = asServer(
    tree,
    [],
    `cd '${tree.root}'
PATH="${process.execPath.replace(/\/node$/, '')}:$PATH"
for address in 10.0.0.11 10.0.0.12 10.0.0.21 203.0.113.9; do ip address add "$address/32" dev lo; done
${pages.join('\n')}
/usr/sbin/sshd -D -f etc/ssh/sshd_config -E '${tree.at('/sshd.log')}' &
for _ in $(seq 50); do if ss -ltn | grep -q ':9090 ' && ss -ltn | grep -q ':22 '; then break; fi; sleep 0.1; done
${attempts.join('\n')}`,
  );
  if (status !== 0) throw new Error(`The logins could not be tried: ${stderr}`);
  return stdout.trim().split('\n');
}
