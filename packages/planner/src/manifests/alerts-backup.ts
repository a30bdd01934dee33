/** Alerts about the backup: its age for each kind of data, whether it can be read, whether it was ever restored, room for it. */
import type { Kept } from '../options/plan.ts';
import { ofNode, type Alert, type AlertName, type Series } from './alert.ts';
import { isBox, takersOf } from './backup-taker.ts';
import { figures, restoreTestAlertDays } from './names.ts';
import type { Cell, Host, Site } from './site.ts';

const secondsPerHour = 60 * 60;
const secondsPerDay = 24 * secondsPerHour;
/** Hours after its interval at which a backup counts as missed: it takes time, and may start late. */
const graceHours = 2;
/** The check runs every Sunday. */
const checkDays = 8;

export function backupAlerts(cell: Cell, site: Site): Alert[] {
  const taker = takersOf(site).find((one) => one.cell === cell);
  if (!taker) return [];
  const { host } = taker;
  const kinds: readonly Kept[] = taker.keepsDatabase ? ['database', 'files'] : ['files'];
  return [
    ...kinds.flatMap((kind) => age(kind, site.plan.backupIntervalHours, host)),
    ...check(host),
    ...restoreTest(host),
    ...(isBox(taker) ? room(host) : []),
  ];
}

function age(kind: Kept, intervalHours: number, host: Host): Alert[] {
  const [old, none]: readonly AlertName[] =
    kind === 'database' ? ['DatabaseBackupOld', 'DatabaseBackupAbsent'] : ['FilesBackupOld', 'FilesBackupAbsent'];
  const what = kind === 'database' ? { de: 'der Datenbank', en: 'the database' } : { de: 'der Dateien', en: 'the files' };
  const success = `${figures.backupSuccess}{kind="${kind}"}`;
  const hours = intervalHours + graceHours;
  const last = ofNode('ordination_backup_last_success_timestamp_seconds', host, `kind="${kind}"`);
  const other = ofNode('ordination_backup_last_success_timestamp_seconds', host, 'kind="another"');
  return [
    {
      name: old!,
      severity: 'critical',
      expression: `time() - max(${success}) > ${hours * secondsPerHour}`,
      holds: '5m',
      text: {
        de: `Die letzte Sicherung ${what.de} ist älter als ${hours} Stunden.`,
        en: `The last backup of ${what.en} is more than ${hours} hours old.`,
      },
      // One backup at the start; against it one two hours later, which is just young enough when it is asked for.
      trial: {
        step: '1h',
        at: `${hours + 2}h`,
        fires: [[last, `0x${hours + 5}`]],
        silent: [[last, `${2 * secondsPerHour}x${hours + 5}`]],
        labels: {},
      },
    },
    {
      name: none!,
      severity: 'critical',
      expression: `absent(${success})`,
      holds: `${hours}h`,
      text: {
        de: `Von keiner Sicherung ${what.de} ist etwas bekannt.`,
        en: `No backup of ${what.en} is known of.`,
      },
      trial: {
        step: '1h',
        at: `${hours + 2}h`,
        fires: [[other, `0x${hours + 5}`]],
        silent: [[last, `0x${hours + 5}`]],
        labels: { kind },
      },
    },
  ];
}

function check(host: Host): Alert[] {
  return aged(['BackupCheckOld', 'BackupCheckAbsent'], figures.backupCheckSuccess, checkDays, {
    last: ofNode('ordination_backup_check_last_success_timestamp_seconds', host),
    old: {
      de: `Die Sicherung wurde seit mehr als ${checkDays} Tagen nicht mit Erfolg nachgelesen.`,
      en: `The backup has not been read back with success for more than ${checkDays} days.`,
    },
    absent: {
      de: 'Die Sicherung wurde noch nie nachgelesen: einmal von Hand starten.',
      en: 'The backup has never been read back: start it once by hand.',
    },
  });
}

function restoreTest(host: Host): Alert[] {
  return aged(['RestoreTestOld', 'RestoreTestAbsent'], figures.restoreTestSuccess, restoreTestAlertDays, {
    last: ofNode('ordination_restore_test_last_success_timestamp_seconds', host),
    old: {
      de: `Seit mehr als ${restoreTestAlertDays} Tagen wurde keine Sicherung zur Probe zurückgespielt.`,
      en: `No backup has been restored as a trial for more than ${restoreTestAlertDays} days.`,
    },
    absent: {
      de: 'Noch nie wurde eine Sicherung zur Probe zurückgespielt: einmal von Hand starten.',
      en: 'No backup has ever been restored as a trial: start it once by hand.',
    },
  });
}

interface Aged {
  readonly last: string;
  readonly old: Alert['text'];
  readonly absent: Alert['text'];
}

/** A success that must not be older than some days, and that must be there a day after the set-up. */
function aged([old, none]: readonly [AlertName, AlertName], figure: string, days: number, words: Aged): Alert[] {
  // Time starts at 0 in a trial, so that a success some days ago is a negative time.
  const daysAgo = (count: number): Series[] => [[words.last, `${-count * secondsPerDay}x5`]];
  return [
    {
      name: old,
      severity: 'warning',
      expression: `time() - max(${figure}) > ${days * secondsPerDay}`,
      holds: '1h',
      text: words.old,
      trial: { step: '1h', at: '2h', fires: daysAgo(days), silent: daysAgo(days - 1), labels: {} },
    },
    {
      name: none,
      severity: 'warning',
      expression: `absent(${figure})`,
      holds: '1d',
      text: words.absent,
      trial: { step: '1h', at: '26h', fires: [], silent: [[words.last, '0x30']], labels: {} },
    },
  ];
}

function room(host: Host): Alert[] {
  const used = (share: string): Series[] => [[ofNode('ordination_offsite_used_ratio', host), `${share}x70`]];
  const labels = { instance: host.name, job: 'node' };
  return [
    {
      name: 'BoxFilling',
      severity: 'warning',
      expression: `${figures.offSiteUsed} > 0.7`,
      holds: '30m',
      text: {
        de: 'Der Speicher der Sicherung ist zu mehr als 70 % voll: den nächstgrößeren bestellen.',
        en: 'The box of the backup is more than 70 % full: order the next larger one.',
      },
      trial: { step: '1m', at: '40m', fires: used('0.71'), silent: used('0.69'), labels },
    },
    {
      name: 'BoxFull',
      severity: 'critical',
      expression: `${figures.offSiteUsed} > 0.85`,
      holds: '30m',
      text: {
        de: 'Der Speicher der Sicherung ist zu mehr als 85 % voll: bald gelingt keine Sicherung mehr.',
        en: 'The box of the backup is more than 85 % full: backups will soon fail.',
      },
      trial: { step: '1m', at: '40m', fires: used('0.86'), silent: used('0.84'), labels },
    },
  ];
}
