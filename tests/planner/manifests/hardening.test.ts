/** The hardening as text: what must agree between servers and between files. */
import { expect, test } from 'vitest';
import { hardening } from '../../../packages/planner/src/manifests/hardening.ts';
import { rebootTime } from '../../../packages/planner/src/manifests/updates.ts';
import { layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';

const minute = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

test('no two servers of a cell restart within half an hour of each other, and none on the way to the backup', () => {
  for (const layout of layouts) {
    for (const { hosts } of siteFor(layout).cells) {
      const times = hosts.map((host) => minute(rebootTime(host))).toSorted((a, b) => a - b);
      for (const [i, time] of times.entries()) {
        if (i > 0) expect(time - times[i - 1]!).toBeGreaterThanOrEqual(30);
        // The backups of a day: at 01:15, and every six hours after it where the layout asks for that.
        for (const backup of ['19:15', '25:15'].map(minute)) expect(Math.abs(time - backup)).toBeGreaterThan(60);
      }
    }
  }
});

test('restarts follow the order of the servers', () => {
  const times = (name: string) => siteFor(layoutOf(name)).hosts.map(rebootTime);
  expect(times('pair')).toEqual(['21:00', '21:30', '22:00']);
  expect(times('cluster')).toEqual(['21:00', '21:30', '22:00', '22:30', '23:00']);
});

test('sshd, its jail and the firewall speak of one port', () => {
  const files = hardening(siteFor(layoutOf('single')));
  expect(files['servers/app-1/etc/ssh/sshd_config.d/10-ordination.conf']).toContain('\nPort 22\n');
  expect(files['servers/app-1/etc/fail2ban/jail.local']).toContain('\n[sshd]\nenabled = true\nport = 22\n');
});

test('every file is plain: one final line feed, no trailing blanks, no tabs', () => {
  for (const layout of layouts) {
    for (const [path, text] of Object.entries(hardening(siteFor(layout)))) {
      expect(text, path).toMatch(/[^\n]\n$/);
      expect(text, path).not.toMatch(/[ \t]$|\t/m);
    }
  }
});
