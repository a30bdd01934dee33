/** The emitted nftables files: what the kernel has after loading one, against the rules that the firewall of the vendor gets. Needs root. */
import { expect, test, vi } from 'vitest';
import { firewall, privateRules, publicRules } from '../../packages/planner/src/manifests/firewall.ts';
import { onHost } from '../../packages/planner/src/manifests/files.ts';
import { layoutOf, siteFor } from './bundles.ts';
import { eachText, run, serverTree } from './server-tree.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const file = '/etc/nftables.conf';

test('what is loaded, twice in a row, equals the public rules and the private ones', () => {
  for (const { layout, host: name } of eachText(firewall, file)) {
    const site = siteFor(layoutOf(layout));
    const cell = site.cells.find(({ hosts }) => hosts.some((one) => one.name === name))!;
    const host = cell.hosts.find((one) => one.name === name)!;
    const { fault, input, others } = loaded(firewall(site)[onHost(host, file)]!);
    const open = publicRules(host, cell).flatMap(({ protocol, port, from }) => {
      if (protocol === 'icmp') return [];
      if (from === 'anywhere') return [`tcp dport ${port} accept`];
      return [`ip saddr @administrators_v4 tcp dport ${port} accept`, `ip6 saddr @administrators_v6 tcp dport ${port} accept`];
    });
    const inside = privateRules(host, cell).map(({ port, from }) => {
      const source =
        from.length === 1 ? from[0] : `{ ${from.toSorted((a, b) => Number(a.split('.')[3]) - Number(b.split('.')[3])).join(', ')} }`;
      return `ip saddr ${source} tcp dport ${port} accept`;
    });
    expect(fault, `${layout}: ${name}`).toBe('');
    expect(input).toEqual([
      'type filter hook input priority filter; policy drop;',
      'iif "lo" accept',
      'ct state established,related accept',
      'ct state invalid drop',
      'meta l4proto { icmp, ipv6-icmp } accept',
      'fib saddr . iif oif missing drop',
      `ip saddr 10.0.0.0/16 ip daddr != ${host.privateIp} drop`,
      'ip saddr 10.0.0.0/16 goto private',
      ...open,
    ]);
    expect(others).toEqual([...inside, 'drop', 'type filter hook forward priority filter; policy drop;']);
  }
});

test('networks of administrators that lie within each other, or are of one family only, load', () => {
  for (const adminNetworks of ['198.51.100.0/24,198.51.100.7/32', '2001:db8:1::/48,2001:db8:1:2::/64']) {
    const site = siteFor({ id: 'single', input: { tenants: 20, adminNetworks } });
    expect(loaded(firewall(site)[onHost(site.hosts[0]!, file)]!).fault).toBe('');
  }
});

const mutations: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a set that is not there', '@administrators_v4', '@administrators'],
  ['a port that does not exist', 'dport 27017', 'dport 270170'],
  ['a network that does not exist', '10.0.0.0/16', '10.0.0.0/33'],
  ['a bracket is missing', 'chain private {', 'chain private'],
  ['a chain that is not there', 'goto private', 'goto cell'],
  ['an unknown word', 'ct state', 'ct status'],
  ['a family in the wrong set', '2001:db8:1::/48', '198.51.100.9'],
];

test.each(mutations)('nft refuses a faulty file: %s', (_what, from, to) => {
  const site = siteFor(layoutOf('pair'));
  const text = firewall(site)[onHost(site.hosts[0]!, file)]!;
  expect(text).toContain(from);
  expect(loaded(text.replace(from, to)).fault).not.toBe('');
});

/** Loads the file in a network of its own and lists the chains as the kernel has them, without comments. */
function loaded(text: string): { fault: string; input: string[]; others: string[] } {
  const tree = serverTree({}, '');
  try {
    tree.put('/rules', text);
    const { status, stdout, stderr } = run('unshare', [
      '--net',
      'bash',
      '-c',
      `nft -c -f '${tree.at('/rules')}' && nft -f '${tree.at('/rules')}' && nft -f '${tree.at('/rules')}' && nft list table inet ordination`,
    ]);
    const chains = [...stdout.matchAll(/\tchain \w+ \{\n([^]*?)\n\t\}/g)].map(([, body = '']) =>
      body.split('\n').map((line) => line.trim().replace(/ comment ".*"$/, '')),
    );
    return { fault: status === 0 && stderr === '' ? '' : stderr, input: chains[0] ?? [], others: chains.slice(1).flat() };
  } finally {
    tree.remove();
  }
}
