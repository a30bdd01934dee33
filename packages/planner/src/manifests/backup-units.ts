/** When backup, check and restore test run. All times are UTC, and none waits for another one in the normal course. */
import type { Taker } from './backup-taker.ts';
import { night, scriptPath, units } from './names.ts';

const hoursInDay = 24;
const minutesInHour = 60;
/** Seconds by which a start may be late, so that not all servers begin at once; at most this share of the gap to the next one. */
const latest = 600;
const shareOfGap = 0.1;
const secondsInHour = 3600;

type Place = `/${string}`;

export function unitsOf({ site, target }: Taker): [Place, string][] {
  const hours = site.plan.backupIntervalHours;
  const backupDelay = Math.min(latest, Math.floor(hours * secondsInHour * shareOfGap));
  const clock = ({ hour, minute }: { hour: number; minute: number }) => `${two(hour)}:${two(minute)}:00 UTC`;
  const jobs = [
    ['backup', 'Backup', backupTimes(hours), backupDelay],
    ['backupCheck', 'Check of the backup', `Sun *-*-* ${clock(night.backupCheck)}`, latest],
    ['restoreTest', 'Trial of a restore', `Sun *-*-01..07 ${clock(night.restoreTest)}`, latest],
  ] as const;
  return jobs.flatMap(([script, what, calendar, delay]): [Place, string][] => [
    [`/etc/systemd/system/${units[script]}`, service(script, what, target !== 'local')],
    [`/etc/systemd/system/${units[`${script}Timer`]}`, timer(what, calendar, delay)],
  ]);
}

/**
 * The times of a day at which a backup starts, e.g. "*-*-* 01,07,13,19:15:00 UTC": the first as named, the others by the
 * interval, so that no gap is longer. Below an hour it starts at even parts of each hour.
 */
export function backupTimes(intervalHours: number): string {
  const { hour, minute } = night.backup;
  if (intervalHours < 1) {
    const step = Math.max(1, Math.floor(intervalHours * minutesInHour));
    const minutes = Array.from({ length: Math.ceil(minutesInHour / step) }, (_, i) => (minute + i * step) % minutesInHour);
    return `*-*-* *:${numbers(minutes)}:00 UTC`;
  }
  const step = Math.min(hoursInDay, Math.floor(intervalHours));
  const hours = Array.from({ length: Math.ceil(hoursInDay / step) }, (_, i) => (hour + i * step) % hoursInDay);
  return `*-*-* ${numbers(hours)}:${two(minute)}:00 UTC`;
}

function numbers(all: readonly number[]): string {
  return [...all]
    .sort((a, b) => a - b)
    .map(two)
    .join(',');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function service(script: 'backup' | 'backupCheck' | 'restoreTest', what: string, isRemote: boolean): string {
  return `[Unit]
Description=${what}
${isRemote ? 'Wants=network-online.target\nAfter=network-online.target\n' : ''}OnFailure=${units.alert.replace('@', '@%n')}

[Service]
Type=oneshot
ExecStart=${scriptPath(script)}
# Requests come first.
Nice=10
IOSchedulingClass=idle
# One that hangs must not block the next ones.
TimeoutStartSec=12h
PrivateTmp=yes
NoNewPrivileges=yes
`;
}

function timer(what: string, calendar: string, delay: number): string {
  return `[Unit]
Description=${what}: when

[Timer]
OnCalendar=${calendar}
# A server that was off at that time makes up for it.
Persistent=yes
RandomizedDelaySec=${delay}

[Install]
WantedBy=timers.target
`;
}
