/** The run book: what each alert means, where to look first, what cures it. */
import { anchorOf, type Alert, type AlertName } from '../alert.ts';
import { alertsOf } from '../alerts.ts';
import { documentNames, healthPath, paths, scriptPath, units } from '../names.ts';
import type { Host, Site } from '../site.ts';
import { both, type Both, type Part } from './text.ts';

/** Where to look, and what to do. */
interface Entry {
  readonly look: (host: Host, site: Site) => readonly string[];
  readonly cure: Both;
}

const unitsOf = (host: Host) => [`bin/on ${host.name} systemctl --failed`];
const journal = (unit: string) => (host: Host) => [`bin/on ${host.name} sudo journalctl -u ${unit} -n 30`];
const disks = (host: Host) => [`bin/on ${host.name} df -h`];
const memory = (host: Host) => [`bin/on ${host.name} free -h`, `bin/on ${host.name} ps aux --sort=-rss`];
const inRecovery = (de: string, en: string) => both(`${documentNames.recovery}: „${de}“.`, `${documentNames.recovery}: “${en}”.`);
const backupCure = inRecovery('Die Sicherung bricht immer wieder ab', 'The backup fails again and again');

const entries: Readonly<Record<AlertName, Entry>> = {
  HealthFailing: {
    look: (host) => [
      `bin/on ${host.name} sudo curl -s --unix-socket ${paths.liveSocket} http://localhost${healthPath}`,
      ...journal(units.app)(host),
    ],
    cure: both(
      'Nach einer Auslieferung: zurückgehen. Sonst die Datenbank ansehen, dann `systemctl restart ' + units.app + '`.',
      'After a deployment: go back. Otherwise look at the database, then `systemctl restart ' + units.app + '`.',
    ),
  },
  PublicHealthFailing: {
    look: (_host, { cells }) => [`curl -sv https://${cells[0]!.domain}${healthPath}`],
    cure: both(
      'Führt der Name noch hierher? Antwortet nginx? Dann wie `HealthFailing`.',
      'Does the name still lead here? Does nginx answer? Then as `HealthFailing`.',
    ),
  },
  SoftwareDown: {
    look: journal(units.app),
    cure: both(
      'Der andere Server arbeitet weiter. Diesen in Ruhe reparieren: zurückgehen oder neu ausliefern.',
      'The other server goes on working. Repair this one calmly: go back or deliver again.',
    ),
  },
  CertificateEnds: {
    look: (host) => [`bin/on ${host.name} sudo certbot certificates`],
    cure: inRecovery('Das Zertifikat ist abgelaufen oder läuft bald ab', 'The certificate has expired or soon will'),
  },
  AddressElsewhere: {
    look: journal(units.address),
    cure: inRecovery('Die Adresse folgt dem Server in Führung nicht', 'The address does not follow the server in charge'),
  },
  FilesSyncStale: {
    look: journal(units.filesSync),
    cure: both(
      'Meist ist der andere Server nicht erreichbar oder seine Platte voll. Bis es wieder läuft, fehlen nach einem Wechsel die neuesten Dateien.',
      'Mostly the other server cannot be reached or its disk is full. Until it runs again, the newest files are missing after a switch.',
    ),
  },
  NodeDown: { look: (host) => [`bin/on ${host.name} uptime`], cure: inRecovery('Ein Server ist verloren', 'A server is lost') },
  DataNotMounted: {
    look: journal(units.disk),
    cure: inRecovery('Nach einem Neustart bleibt die Platte verschlossen', 'After a restart the disk stays closed'),
  },
  DataDiskLow: { look: disks, cure: inRecovery('Eine Platte ist voll', 'A disk is full') },
  DataDiskFull: { look: disks, cure: inRecovery('Eine Platte ist voll', 'A disk is full') },
  SystemDiskLow: { look: disks, cure: inRecovery('Eine Platte ist voll', 'A disk is full') },
  MemoryLow: {
    look: memory,
    cure: both(
      'Wächst ein Prozess der Software, ist es ein Leck: PM2 startet ihn an seiner Grenze neu. Sonst den nächstgrößeren Server planen.',
      'If one process of the software grows, it is a leak: PM2 restarts it at its limit. Otherwise plan the next larger server.',
    ),
  },
  Swapping: {
    look: memory,
    cure: both(
      'Wie `MemoryLow`. Auslagern macht alles langsam, bevor etwas ausfällt.',
      'As `MemoryLow`. Swapping makes everything slow before anything fails.',
    ),
  },
  OutOfMemory: {
    look: (host) => [`bin/on ${host.name} sudo journalctl -k -g oom -n 20`],
    cure: both(
      'Der Kern hat einen Prozess beendet. Prüfen, ob er wieder läuft; dann wie `MemoryLow`.',
      'The kernel has ended a process. See whether it runs again; then as `MemoryLow`.',
    ),
  },
  LoadHigh: {
    look: (host) => [`bin/on ${host.name} top -b -n 1`],
    cure: both(
      'Zu den Stoßzeiten ist das die Grenze der Auslegung: im Rechner die nächste Stufe ansehen.',
      'At peak hours this is the limit of the sizing: look at the next step in the calculator.',
    ),
  },
  ClockSkew: {
    look: (host) => [`bin/on ${host.name} timedatectl timesync-status`],
    cure: both(
      '`systemctl restart systemd-timesyncd`. Eine falsche Uhr macht Zertifikate und Anmeldungen ungültig.',
      '`systemctl restart systemd-timesyncd`. A wrong clock invalidates certificates and logins.',
    ),
  },
  UnitFailed: {
    look: unitsOf,
    cure: both(
      'Protokoll der genannten Einheit lesen, Ursache beheben, neu starten.',
      'Read the log of the unit that is named, mend the cause, restart it.',
    ),
  },
  RebootRequired: {
    look: (host) => [`bin/on ${host.name} cat /var/run/reboot-required.pkgs`],
    cure: both(
      'Der geplante Neustart blieb aus. In einer ruhigen Stunde von Hand neu starten, einen Server nach dem anderen.',
      'The planned restart did not happen. Restart by hand in a quiet hour, one server after the other.',
    ),
  },
  DatabaseDown: {
    look: journal('mongod.service'),
    cure: both(
      'Platte voll? Kern zu neu (`' + scriptPath('preflight') + '`)? Sonst neu starten und das Protokoll lesen.',
      'Disk full? Kernel too new (`' + scriptPath('preflight') + '`)? Otherwise restart and read the log.',
    ),
  },
  NoPrimary: {
    look: journal('mongod.service'),
    cure: both(
      'Ohne Mehrheit schreibt niemand. Einen der fehlenden Server zurückbringen; ist das unmöglich, siehe ' + documentNames.recovery + '.',
      'Without a majority nobody writes. Bring one of the missing servers back; if that is impossible, see ' + documentNames.recovery + '.',
    ),
  },
  PrimaryChanged: {
    look: journal('mongod.service'),
    cure: both(
      'Die Führung hat gewechselt, die Arbeit geht weiter. Herausfinden, warum der andere Server fehlte.',
      'Another server is in charge, work goes on. Find out why the other one was missing.',
    ),
  },
  ReplicationLag: {
    look: disks,
    cure: both(
      'Der Rückstand würde bei einem Ausfall verloren gehen oder die Übernahme verzögern. Last, Platte und Netz dieses Servers ansehen.',
      'The lag would be lost in a failure, or delay taking over. Look at load, disk and network of this server.',
    ),
  },
  MembersMissing: {
    look: journal('mongod.service'),
    cure: inRecovery('Ein Mitglied der Datenbank fehlt länger', 'A member of the database is gone for longer'),
  },
  DatabaseCertificateEnds: {
    look: (host) => [`bin/on ${host.name} sudo openssl x509 -noout -enddate -in ${paths.tls}/server.pem`],
    cure: both(
      'Im Ordner `secrets` das Zertifikat des Servers beiseitelegen, `bin/make-secrets`, dann `bin/install --all`: ein Server nach dem anderen.',
      'Move the certificate of the server aside in the folder `secrets`, `bin/make-secrets`, then `bin/install --all`: one server after the other.',
    ),
  },
  DatabaseBackupOld: { look: journal(units.backup), cure: backupCure },
  DatabaseBackupAbsent: { look: journal(units.backup), cure: backupCure },
  FilesBackupOld: { look: journal(units.backup), cure: backupCure },
  FilesBackupAbsent: { look: journal(units.backup), cure: backupCure },
  BackupCheckOld: { look: journal(units.backupCheck), cure: backupCure },
  BackupCheckAbsent: { look: journal(units.backupCheck), cure: backupCure },
  RestoreTestOld: {
    look: journal(units.restoreTest),
    cure: both(
      'Grund im Protokoll. 15: kein Platz für den Versuch; 19: Es kam etwas anderes zurück, als gesichert wurde: sofort untersuchen.',
      'The log tells why. 15: no room for the trial; 19: something else came back than was stored: investigate at once.',
    ),
  },
  RestoreTestAbsent: {
    look: journal(units.restoreTest),
    cure: both(
      'Noch nie gelaufen: `systemctl start ' + units.restoreTest + '`.',
      'Never ran yet: `systemctl start ' + units.restoreTest + '`.',
    ),
  },
  BoxFilling: { look: journal(units.backup), cure: inRecovery('Das Ziel der Sicherung ist voll', 'The backup target is full') },
  BoxFull: { look: journal(units.backup), cure: inRecovery('Das Ziel der Sicherung ist voll', 'The backup target is full') },
  FiguresStale: {
    look: journal(units.metrics),
    cure: both(
      'Ohne neue Zahlen schweigen die anderen Alarme zu Unrecht. Das Protokoll nennt die Quelle, die nicht antwortet.',
      'Without new figures the other alerts are silent for the wrong reason. The log names the source that does not answer.',
    ),
  },
  AlertmanagerDown: {
    look: journal('prometheus-alertmanager.service'),
    cure: both(
      'Solange er steht, kommt keine Mail; der Blick von außen bleibt.',
      'While it is down no mail comes; the look from outside remains.',
    ),
  },
  AlertsNotSent: {
    look: journal('prometheus-alertmanager.service'),
    cure: both(
      'Der Mailserver nimmt nichts an: Zugang und Adresse in `secrets/site.env` prüfen, `bin/install`.',
      'The mail server accepts nothing: check access and address in `secrets/site.env`, `bin/install`.',
    ),
  },
  Watchdog: {
    look: () => [],
    cure: both(
      'Er feuert immer und wird nie gemailt: Bleibt er aus, schlägt `.github/workflows/watch.yml` an, und die Überwachung selbst ist zu reparieren.',
      'It always fires and is never mailed: if it stops, `.github/workflows/watch.yml` fails, and the monitoring itself must be repaired.',
    ),
  },
};

const urgencies: Readonly<Record<Alert['severity'], Both>> = {
  critical: both('Sofort, auch nachts.', 'At once, also at night.'),
  warning: both('Am nächsten Arbeitstag.', 'On the next working day.'),
  none: both('Keine Mail.', 'No mail.'),
};

export function runbook(site: Site): Part[] {
  const alerts = [...new Map(site.cells.flatMap((cell) => alertsOf(cell, site)).map((alert) => [alert.name, alert])).values()];
  return [
    { heading: both('Alarme', 'Alerts'), level: 1 },
    {
      text: both(
        `Jede Mail nennt einen dieser Namen und den Server. Die Befehle laufen auf dem Rechner der Administration; setzen Sie den Server aus der Mail ein. Antwortet jemand auf einen Alarm nicht binnen einer halben Stunde, ist die Vertretung an der Reihe.`,
        `Every mail names one of these and the server. The commands run on the administrator's machine; put in the server from the mail. If nobody answers an alert within half an hour, it is the deputy's turn.`,
      ),
    },
    ...alerts.flatMap((alert) => entry(alert, site)),
  ];
}

function entry({ name, severity, text }: Alert, site: Site): Part[] {
  const { look, cure } = entries[name];
  const host = hostFor(name, site);
  const commands = look(host, site);
  return [
    { heading: both(name, name), level: 2, anchor: anchorOf(name) },
    { text: both(`${text.de} ${urgencies[severity].de}`, `${text.en} ${urgencies[severity].en}`) },
    ...(commands.length > 0 ? [{ text: both(fenced(commands), fenced(commands)) }] : []),
    { text: cure },
  ];
}

/** A server on which the commands make sense: one that takes the backup, runs the database, or serves. */
function hostFor(name: AlertName, { hosts }: Site): Host {
  const which = (is: (host: Host) => boolean) => hosts.find(is) ?? hosts[0]!;
  if (/Backup|RestoreTest|Box/.test(name)) return which(({ takesBackup }) => takesBackup);
  if (/Database|Primary|Replication|Members/.test(name)) return which(({ runsDatabase }) => runsDatabase);
  if (/DataNot/.test(name)) return which(({ isEncrypted }) => isEncrypted);
  if (/Alert|Figures/.test(name)) return which(({ isMonitor }) => isMonitor);
  return which(({ runsApp }) => runsApp);
}

function fenced(commands: readonly string[]): string {
  return ['```sh', ...commands, '```'].join('\n');
}
