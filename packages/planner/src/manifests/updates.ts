/** Updates: security fixes by themselves, a restart at an hour of the server's own, and never a kernel on which the database stops. */
import { night } from './names.ts';
import type { Cell, Host } from './site.ts';

const minutesPerHour = 60;

/** Updates are installed so long before the server may restart: programs that they restart do not meet those of another server. */
const leadMinutes = 15;

/** When a server restarts after updates that ask for it, as "21:30" UTC. */
export function rebootTime(host: Host): string {
  return clock(rebootMinute(host));
}

export function updates(host: Host, { members }: Cell): Record<`/${string}`, string> {
  // Also where restores are tried, in a database of its own.
  const runsMongod = members.length > 0 && (host.takesBackup || members.some((member) => member.host === host));
  return {
    '/etc/apt/apt.conf.d/20auto-upgrades': schedule,
    '/etc/apt/apt.conf.d/52ordination-upgrades': upgrades(host),
    '/etc/systemd/system/apt-daily-upgrade.timer.d/ordination.conf': timer(host),
    ...(runsMongod ? { '/etc/apt/preferences.d/ordination-kernel': kernelPin(host) } : {}),
  };
}

const schedule = `APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
APT::Periodic::AutocleanInterval "7";
`;

/** apt adds to lists, so those of the distribution are emptied first. */
function upgrades(host: Host): string {
  return `#clear Unattended-Upgrade::Allowed-Origins;
#clear Unattended-Upgrade::Origins-Pattern;
#clear Unattended-Upgrade::Package-Blacklist;

Unattended-Upgrade::Allowed-Origins {
  "\${distro_id}:\${distro_codename}-security";
};

// The database is updated by hand, one member after the other.
Unattended-Upgrade::Package-Blacklist {
  "^mongodb-";
};

Unattended-Upgrade::Remove-Unused-Kernel-Packages "true";
Unattended-Upgrade::Automatic-Reboot "true";
Unattended-Upgrade::Automatic-Reboot-WithUsers "true";
Unattended-Upgrade::Automatic-Reboot-Time "${rebootTime(host)}";
`;
}

function timer(host: Host): string {
  return `[Timer]
OnCalendar=
OnCalendar=*-*-* ${clock(rebootMinute(host) - leadMinutes)} UTC
RandomizedDelaySec=0
`;
}

function rebootMinute({ order }: Host): number {
  const { hour, minute, stepMinutes } = night.reboot;
  return hour * minutesPerHour + minute + order * stepMinutes;
}

function clock(minutes: number): string {
  const twoDigits = (part: number) => String(part).padStart(2, '0');
  return `${twoDigits(Math.floor(minutes / minutesPerHour))}:${twoDigits(minutes % minutesPerHour)}`;
}

/** The names of the newer kernels of the release, and the kernels themselves. */
function kernelPin({ system }: Host): string {
  const release = system.id.slice('ubuntu-'.length);
  const names = [
    `linux-*-hwe-${release}*`,
    `linux-oem-${release}*`,
    'linux-image-6.19.*',
    'linux-image-7.0.*',
    'linux-image-unsigned-7.0.*',
  ];
  return `# MongoDB 8 does not start on Linux 6.19 to 7.0.13: only the standard kernel of the release is installed.
Package: ${names.join(' ')}
Pin: release *
Pin-Priority: -1
`;
}
