/** fail2ban: addresses that try again and again are shut out for a while, administrators and the cell never. */
import { atLeast } from '../units/version.ts';
import { network, paths, ports } from './names.ts';
import type { Cell, Host, Site } from './site.ts';

/** OpenSSH from which another program than "sshd" writes what happens to a connection. */
const sessionProgramSince = '9.8';

/** Read after everything that the package brings. */
export function fail2ban(host: Host, { balancer }: Cell, { adminV4, adminV6 }: Site): Record<`/${string}`, string> {
  const ignored = ['127.0.0.0/8', '::1', network.range, ...adminV4, ...adminV6];
  const filter = atLeast(host.system.ships.openssh, sessionProgramSince)
    ? 'sshd[mode=aggressive, _daemon="sshd(?:-session)?", journalmatch="_SYSTEMD_UNIT=ssh.service + _COMM=sshd + _COMM=sshd-session"]'
    : 'sshd[mode=aggressive]';
  const text = `[DEFAULT]
ignoreip = ${ignored.join(' ')}
banaction = nftables-multiport
banaction_allports = nftables-allports

# The firewall lets only administrators come this far; this counts should it ever be opened.
[sshd]
enabled = true
port = ${ports.ssh}
backend = systemd
filter = ${filter}
maxretry = 4
findtime = 10m
bantime = 1h
`;
  // Behind a load balancer all packets come from the balancer: there is nobody to shut out.
  if (!host.runsApp || balancer !== undefined) return { '/etc/fail2ban/jail.local': text };
  return { '/etc/fail2ban/jail.local': text + flood, '/etc/fail2ban/filter.d/ordination-flood.conf': filterOfFlood };
}

const flood = `
# A whole practice shares one address: only a flood that goes on after nginx has refused 200 requests is shut out.
[ordination-flood]
enabled = true
filter = ordination-flood
port = ${ports.http},${ports.https}
backend = auto
logpath = ${paths.webRefusedLog}
maxretry = 200
findtime = 1m
bantime = 10m
`;

/** The lines that nginx writes: time, address, status, and nothing that names anybody. */
const filterOfFlood = `[Definition]
failregex = ^\\|<HOST>\\|429$
datepattern = ^%%Y-%%m-%%dT%%H:%%M:%%S%%z
`;
