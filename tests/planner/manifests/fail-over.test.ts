/** What moves in a pair: where its programs and units are, and what they may touch. How they behave is rehearsed with real tools. */
import { describe, expect, it } from 'vitest';
import { failOver, pairOf } from '../../../packages/planner/src/manifests/fail-over.ts';
import { layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';

const hello = '/opt/ordination/database/hello.cjs';
const address = ['/usr/local/sbin/ordination-address', '/etc/systemd/system/ordination-address.service'];
const sync = ['/usr/local/sbin/ordination-files-sync', '/etc/systemd/system/ordination-files-sync.service'];

/** By hand: what lies on each server, where anything does. */
const pair = { 'app-1': [hello, ...address, ...sync], 'app-2': [hello, ...address, ...sync] };
const expected: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  pair,
  'pair with an arbiter': pair,
  'pair, borg': pair,
  'pair on two sites': pair,
  // The analysis buys no address that moves.
  'pair as quoted': { 'app-1': [hello, ...sync], 'app-2': [hello, ...sync] },
  'pair cells': Object.fromEntries([1, 2].flatMap((cell) => Object.entries(pair).map(([name, files]) => [`cell-${cell}-${name}`, files]))),
};

it.each(layouts)('$name has them where two servers stand in for each other, and nowhere else', (layout) => {
  const found: Record<string, string[]> = {};
  for (const path of Object.keys(failOver(siteFor(layout)))) {
    const [, name, rest] = /^servers\/([^/]+)(\/.*)$/.exec(path)!;
    (found[name!] ??= []).push(rest!);
  }
  expect(found).toEqual(expected[layout.name] ?? {});
});

describe('each server of a pair', () => {
  const site = siteFor(layoutOf('pair cells'));
  const files = failOver(site);

  it.each(site.cells.flatMap((cell) => pairOf(cell).map((host) => ({ name: host.name, cell, host }))))(
    '$name pushes to the other one of its cell and believes only its own certificate',
    ({ name, cell, host }) => {
      const other = pairOf(cell).find((one) => one !== host)!;
      const text = files[`servers/${name}/usr/local/sbin/ordination-files-sync`]!;
      expect(text).toContain(`peer='app@${other.name}'`);
      expect(text).toContain('from="10.0.0.11,10.0.0.12"');
      expect(text).not.toContain(`app@${name}'`);
      expect(files[`servers/${name}${hello}`]).toContain(`servername: '${name}'`);
    },
  );

  it('shows no token and no key in a command line, and names each by its file', () => {
    for (const [path, text] of Object.entries(files)) {
      expect(text, path).not.toMatch(/Bearer [A-Za-z0-9]|curl|--header/);
      if (path.endsWith('sbin/ordination-address')) expect(text).toContain("readFileSync('/etc/ordination/secrets/hcloud-address-token'");
      if (path.endsWith('sbin/ordination-files-sync')) expect(text).toContain("key='/etc/ordination/secrets/files-sync-key'");
    }
  });

  it('raises an alert if either unit fails, and has its address from the first start', () => {
    for (const [path, text] of Object.entries(files).filter(([one]) => one.endsWith('.service'))) {
      expect(text, path).toContain('OnFailure=ordination-alert@%n.service');
      expect(text, path).toContain('Restart=always');
      if (path.endsWith('ordination-address.service'))
        expect(text).toContain('ExecStartPre=+/usr/sbin/ip address replace ${SERVICE_IP}/32 dev lo');
      if (path.endsWith('ordination-files-sync.service')) expect(text).toContain('User=app');
    }
  });
});
