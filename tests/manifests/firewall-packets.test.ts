/** Who reaches which port of which server: real connections between network namespaces, against tables written by hand. Needs root. */
import { describe, expect, test, vi } from 'vitest';
import { firewall } from '../../packages/planner/src/manifests/firewall.ts';
import { onHost } from '../../packages/planner/src/manifests/files.ts';
import { layoutOf, siteFor } from './bundles.ts';
import { packetLab, type Lab } from './packet-lab.ts';

// A busy machine needs long to make the namespaces.
vi.setConfig({ testTimeout: 180_000 });

/** By server: the ports that answer, by who asks; who is not named reaches nothing. */
type Matrix = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

const web = { stranger: [80, 443], 'stranger/6': [80, 443], neighbour: [80, 443], 'neighbour/6': [80, 443] };
const administered = { admin: [22], 'admin/6': [22] };
const webAdministered = { ...web, admin: [22, 80, 443], 'admin/6': [22, 80, 443] };

const pair: Matrix = {
  'app-1': { ...webAdministered, 'app-2': [22, 8080, 8443, 27017], 'vote-1': [9100, 27017] },
  'app-2': { ...webAdministered, 'app-1': [22, 8080, 8443, 27017], 'vote-1': [9100, 27017] },
  'vote-1': { ...administered, 'app-1': [27017], 'app-2': [27017] },
};

const expected: readonly (readonly [layout: string, Matrix])[] = [
  ['solo', { 'app-1': webAdministered }],
  ['single', { 'app-1': webAdministered }],
  ['split', { 'app-1': { ...webAdministered, 'db-1': [9100] }, 'db-1': { ...administered, 'app-1': [27017] } }],
  ['managed database', { 'app-1': webAdministered }],
  [
    'managed database, balanced',
    {
      'app-1': { ...administered, balancer: [80, 443, 8080], 'app-2': [8080, 9100] },
      'app-2': { ...administered, balancer: [80, 443, 8080], 'app-1': [8080] },
    },
  ],
  ['pair', pair],
  ['pair with an arbiter', pair],
  [
    'pair as quoted',
    {
      'app-1': { ...webAdministered, 'app-2': [22, 8080, 8443, 9100, 27017] },
      'app-2': { ...webAdministered, 'app-1': [22, 8080, 8443, 27017] },
    },
  ],
  [
    'cluster',
    {
      'app-1': { ...administered, balancer: [80, 443, 8080], 'app-2': [8080], 'db-3': [9100] },
      'app-2': { ...administered, balancer: [80, 443, 8080], 'app-1': [8080], 'db-3': [9100] },
      'db-1': { ...administered, 'app-1': [27017], 'app-2': [27017], 'db-2': [27017], 'db-3': [9100, 27017] },
      'db-2': { ...administered, 'app-1': [27017], 'app-2': [27017], 'db-1': [27017], 'db-3': [9100, 27017] },
      'db-3': { ...administered, 'app-1': [27017], 'app-2': [27017], 'db-1': [27017], 'db-2': [27017] },
    },
  ],
];

test.each(expected)('in the layout "%s" everybody reaches exactly what the table says', async (name, matrix) => {
  await inLab(name, async (lab, { hosts }) => {
    const seen = await Promise.all(hosts.map(async (host) => [host.shortName, onlyOpen(await lab.reached(host))] as const));
    expect(Object.fromEntries(seen)).toEqual(matrix);
  });
});

test('nobody outside passes as a server of the private network', async () => {
  await inLab('pair', async (lab, { hosts }) => {
    const [host, peer] = hosts;
    expect(await lab.isDeceived(host!, peer!.privateIp, '203.0.113.10')).toBe(false);
    expect(await lab.isDeceived(host!, peer!.privateIp, host!.privateIp)).toBe(false);
    // Both lines against it are needed for these two.
    const rules = rulesOf('pair');
    lab.load(host!, rules.replace(/.*fib saddr.*\n/, ''));
    expect(await lab.isDeceived(host!, peer!.privateIp, host!.privateIp)).toBe(true);
    lab.load(host!, rules.replace(/.*(fib saddr|daddr !=).*\n/g, ''));
    expect(await lab.isDeceived(host!, peer!.privateIp, '203.0.113.10')).toBe(true);
  });
});

test('every server answers an echo request of both families, and a reload of the rules cuts no connection', async () => {
  await inLab('pair', async (lab, { hosts }) => {
    const [host] = hosts;
    expect([await lab.answersPing(host!, 4), await lab.answersPing(host!, 6)]).toEqual([true, true]);
    expect(await lab.survives(host!, () => lab.load(host!, rulesOf('pair')))).toBe(true);
    const deaf = rulesOf('pair').replace(/.*meta l4proto.*\n/, '');
    const forgetful = rulesOf('pair')
      .replace(/.*established.*\n/, '')
      .replace('tcp dport 443 ', 'tcp flags syn tcp dport 443 ');
    expect(await lab.survives(host!, () => lab.load(host!, forgetful))).toBe(false);
    lab.load(host!, deaf);
    expect(await lab.answersPing(host!, 4)).toBe(false);
  });
});

/** Changes of the rules of the first server of a pair; the matrix must show each. */
const mutations: readonly (readonly [what: string, change: (rules: string) => string])[] = [
  ['the policy is to accept', (rules) => rules.replace('priority filter; policy drop', 'priority filter; policy accept')],
  ['the database is open to all of the private network', (rules) => rules.replace(/ip saddr \{[^}]*\} (tcp dport 27017)/, '$1')],
  ['the database is open to the internet', (rules) => rules.replace('tcp dport 443', 'tcp dport { 443, 27017 }')],
  ['the database has another port', (rules) => rules.replace('tcp dport 27017', 'tcp dport 27018')],
  ['the database is closed to a member', (rules) => rules.replace('10.0.0.12, 10.0.0.21', '10.0.0.12')],
  ['all the world administers', (rules) => rules.replace('198.51.100.7/32', '0.0.0.0/0')],
  ['all the world administers by IPv6', (rules) => rules.replace('2001:db8:1::/48', '::/0')],
  ['the network of the administrators is wider', (rules) => rules.replace('198.51.100.7/32', '198.51.100.0/24')],
  ['sshd is open to everybody', (rules) => rules.replace('ip saddr @administrators_v4 tcp', 'tcp')],
  ['administrators are not let in by IPv6', (rules) => rules.replace(/.*@administrators_v6.*\n/, '')],
  [
    'established connections are forgotten',
    (rules) => rules.replace('ct state established,related accept', 'ct state established,related drop'),
  ],
  ['the private network is trusted', (rules) => rules.replace(/ {4}drop\n/, '    accept\n')],
  ['the private network comes last', (rules) => rules.replace(/.*goto private\n/, '')],
  ['the website is closed', (rules) => rules.replace(/.*tcp dport 443 .*\n/, '')],
  ['the other server cannot pass on requests', (rules) => rules.replace(/.*tcp dport 8443 .*\n/, '')],
  ['the figures are open to all of the cell', (rules) => rules.replace('ip saddr { 10.0.0.21 } tcp', 'tcp')],
  ['the third member may copy files', (rules) => rules.replace('ip saddr { 10.0.0.12 } tcp dport 22', 'tcp dport 22')],
  ['the network of the cell is another one', (rules) => rules.replaceAll('10.0.0.0/16', '10.1.0.0/16')],
];

describe('the matrix shows each fault of the rules', () => {
  test(`all ${mutations.length} of them`, { timeout: 300_000 }, async () => {
    await inLab('pair', async (lab, { hosts }) => {
      const [host] = hosts;
      for (const [what, change] of mutations) {
        const rules = rulesOf('pair');
        expect(change(rules), `"${what}" changes something`).not.toBe(rules);
        lab.load(host!, change(rules));
        expect(onlyOpen(await lab.reached(host!)), what).not.toEqual(pair['app-1']);
      }
      lab.load(host!, rulesOf('pair'));
      expect(onlyOpen(await lab.reached(host!))).toEqual(pair['app-1']);
    });
  });
});

function rulesOf(name: string): string {
  const site = siteFor(layoutOf(name));
  return firewall(site)[onHost(site.hosts[0]!, '/etc/nftables.conf')]!;
}

async function inLab(name: string, look: (lab: Lab, cell: ReturnType<typeof siteFor>['cells'][number]) => Promise<void>): Promise<void> {
  const site = siteFor(layoutOf(name));
  const [cell] = site.cells;
  const lab = await packetLab(cell!, firewall(site));
  try {
    await look(lab, cell!);
  } finally {
    lab.remove();
  }
}

function onlyOpen(reached: Readonly<Record<string, readonly number[]>>): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(reached).filter(([, open]) => open.length > 0));
}
