/** The rules of the firewalls as data: by layout and server, against tables written by hand. */
import { expect, test } from 'vitest';
import { firewall, privateRules, publicRules } from '../../../packages/planner/src/manifests/firewall.ts';
import { layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';

const web = ['anywhere 80', 'anywhere 443', 'administrators 22', 'anywhere icmp'];
const administered = ['administrators 22', 'anywhere icmp'];

const expected: readonly (readonly [layout: string, host: string, open: readonly string[], inside: readonly string[]])[] = [
  ['single', 'app-1', web, []],
  ['split', 'app-1', web, ['9100 41']],
  ['split', 'db-1', administered, ['27017 11']],
  ['pair', 'app-1', web, ['8080 12', '8443 12', '22 12', '27017 12,21', '9100 21']],
  ['pair', 'vote-1', administered, ['27017 11,12']],
  ['pair cells', 'cell-2-app-2', web, ['8080 11', '8443 11', '22 11', '27017 11,21', '9100 21']],
  ['managed database', 'app-1', web, []],
  ['managed database, balanced', 'app-1', administered, ['80 5', '443 5', '8080 5,12', '9100 12']],
  ['cluster', 'app-2', administered, ['80 5', '443 5', '8080 5,11', '9100 43']],
  ['cluster', 'db-1', administered, ['27017 11,12,42,43', '9100 43']],
  ['cluster', 'db-3', administered, ['27017 11,12,41,42']],
];

test.each(expected)('in the layout "%s" %s has the rules of the table', (layout, host, open, inside) => {
  const found = siteFor(layoutOf(layout)).cells.flatMap((cell) =>
    cell.hosts.filter(({ name }) => name === host).map((one) => ({ open: publicRules(one, cell), inside: privateRules(one, cell) })),
  );
  expect(found.map((one) => one.open.map(({ from, port, protocol }) => `${from} ${port ?? protocol}`))).toEqual([open]);
  expect(found.map((one) => one.inside.map(({ port, from }) => `${port} ${from.map((ip) => ip.split('.')[3]).join(',')}`))).toEqual([
    inside,
  ]);
});

test('no public rule opens a port of the database, the monitoring or another server, and sshd is for administrators', () => {
  for (const layout of layouts) {
    for (const cell of siteFor(layout).cells) {
      for (const rule of cell.hosts.flatMap((host) => publicRules(host, cell))) {
        expect([80, 443, 22, undefined]).toContain(rule.port);
        expect(rule.port === 22).toBe(rule.from === 'administrators');
      }
    }
  }
});

test('nothing limits what goes out, and every server has its file', () => {
  for (const layout of layouts) {
    const site = siteFor(layout);
    const files = firewall(site);
    expect(Object.keys(files)).toEqual(site.hosts.map(({ name }) => `servers/${name}/etc/nftables.conf`));
    for (const text of Object.values(files)) expect(text).not.toContain('hook output');
  }
});
