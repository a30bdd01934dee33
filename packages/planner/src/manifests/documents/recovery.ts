/** The recovery plan: for every mishap what to do, how long it takes, what is lost, and what shows that it is over. */
import { smallThings } from '../backup-script.ts';
import { takersOf } from '../backup-taker.ts';
import { documentNames, healthPath, paths, scriptPath, units } from '../names.ts';
import type { Host, Site } from '../site.ts';
import { initCommand } from './guide.ts';
import { both, hoursBoth, practices, type Both, type Part, type Step } from './text.ts';

/** One mishap. */
export interface Case {
  readonly title: Both;
  /** How one notices. */
  readonly sign: Both;
  /** Until work goes on. */
  readonly time: Both;
  readonly lost: Both;
  readonly steps: readonly Step[];
  /** What shows that it is over. */
  readonly check: string;
}

export function recovery(site: Site): Part[] {
  const words = practices(site.wishes.jurisdiction);
  const cases = recoveryCases(site);
  return [
    { heading: both('Wenn etwas passiert', 'If something happens'), level: 1 },
    {
      text: both(
        `Ruhig bleiben, den Fall suchen, die Schritte der Reihe nach. Zeiten sind Schätzungen aus der Auslegung dieses Plans, gerechnet ab dem Bemerken; gemessen ist erst, was Sie selbst geprobt haben. Sagen Sie den ${words.de} früh Bescheid.`,
        `Keep calm, find the case, do the steps in order. Times are estimates from the sizing of this plan, counted from the moment it is noticed; only what you have rehearsed yourself is measured. Tell the ${words.en} early.`,
      ),
    },
    {
      head: [both('Fall', 'Case'), both('wieder da nach', 'back after'), both('verloren höchstens', 'lost at most')],
      rows: cases.map(({ title, time, lost }, i) => [both(`${i + 1}. ${title.de}`, `${i + 1}. ${title.en}`), time, lost]),
    },
    ...cases.flatMap((one, i) => printedCase(one, i + 1)),
    ...stored(site),
  ];
}

/** What the backup holds: with it and the secrets of the vault everything can be built again. */
function stored(site: Site): Part[] {
  const rows = takersOf(site).map((taker) => {
    const { host, keepsDatabase, keepsBucket } = taker;
    const held = [...(host.keepsFiles || !keepsBucket ? [paths.files] : []), ...smallThings(taker), ...(host.runsApp ? [paths.app] : [])];
    const code = held.map((path) => `\`${path}\``).join(', ');
    const more = [...(keepsDatabase ? [both('Datenbank', 'database')] : []), ...(keepsBucket ? [both('Bucket', 'bucket')] : [])];
    return [`\`${host.name}\``, both([...more.map(({ de }) => de), code].join(', '), [...more.map(({ en }) => en), code].join(', '))];
  });
  if (rows.length === 0) return [];
  return [
    { heading: both('Was die Sicherung enthält', 'What the backup holds'), level: 2 },
    { text: both('Nicht darin sind die Geheimnisse: Sie liegen im Tresor.', 'The secrets are not in it: they lie in the vault.') },
    { head: [both('gesichert von', 'taken by'), both('Inhalt', 'Content')], rows },
  ];
}

function printedCase({ title, sign, time, lost, steps, check }: Case, number: number): Part[] {
  return [
    { heading: both(`${number}. ${title.de}`, `${number}. ${title.en}`), level: 2, anchor: `case-${number}` },
    {
      list: [
        both(`Zeichen: ${sign.de}`, `Sign: ${sign.en}`),
        both(`Wieder da nach: ${time.de}`, `Back after: ${time.en}`),
        both(`Verloren höchstens: ${lost.de}`, `Lost at most: ${lost.en}`),
      ],
    },
    { steps },
    { text: both(`Vorbei, wenn: \`${check}\` den erwarteten Zustand zeigt.`, `It is over when \`${check}\` shows the expected state.`) },
  ];
}

const none = both('nichts', 'nothing');
const unknown = both('nicht vorherzusagen', 'cannot be told in advance');

export function recoveryCases(site: Site): Case[] {
  const { cells } = site;
  const hasBackup = takersOf(site).some(({ target }) => target !== 'local');
  const keepsFiles = site.hosts.some((host) => host.keepsFiles);
  const dumps = takersOf(site).some(({ keepsDatabase }) => keepsDatabase);
  return [
    serverLost(site),
    ...(cells.some(({ members }) => members.filter(({ isArbiter }) => !isArbiter).length > 1)
      ? [memberLost(site), majorityLost(site)]
      : []),
    ...(dumps ? [deleted(site), onePractice(site)] : []),
    ...(cells.some(({ managedDatabase }) => managedDatabase) ? [pointInTime(site)] : []),
    ...(hasBackup && keepsFiles ? [filesGone(site)] : []),
    ...(hasBackup ? [attacked(site), targetLost(site)] : []),
    ...(hasBackup && site.wishes.backupTo.startsWith('storage-box') ? [targetFull(site)] : []),
    ...(takersOf(site).length > 0 ? [staleLock(site)] : []),
    badRelease(site),
    certificate(site),
    diskFull(site),
    ...(cells.some(({ movableAddress }) => movableAddress) ? [addressStuck(site)] : []),
    ...(site.hosts.some(({ isEncrypted }) => isEncrypted) ? [diskClosed(site)] : []),
    lockedOut(site),
  ];
}

function hours(value: number | undefined): Both {
  return value === undefined ? unknown : hoursBoth(value);
}

/** The figure of the quote for what is lost: of database and files the worse. */
function lostAtMost(site: Site, which: 'hostLoss' | 'logicalError'): Both {
  const { database, files } = site.brief.expectations.lost;
  const all = [database[which], files[which]];
  // The baseline has a backup beside the data: a mistake can be undone, but nobody can say how far back.
  if (which === 'logicalError' && takersOf(site).some(({ target }) => target === 'local')) return unknown;
  if (all.includes(undefined)) return both('alle Daten, die nur dort lagen', 'all data that lay only there');
  return hoursBoth(Math.max(...(all as number[])));
}

const healthy = ({ cells }: Site) => `curl -s https://${cells[0]!.domain}${healthPath}`;
const taker = (site: Site): Host => (takersOf(site)[0]?.host ?? site.hosts[0])!;

function step(title: Both, minutes: number, more: Omit<Step, 'title' | 'minutes'> = {}): Step {
  return { title, minutes, ...more };
}

function serverLost(site: Site): Case {
  const { brief, cells, hosts } = site;
  const isRedundant = cells[0]!.apps.length > 1;
  const app = cells[0]!.apps[0]!;
  const takers = takersOf(site);
  const hasBackup = takers.some(({ target }) => target !== 'local');
  const isRented = cells[0]!.managedDatabase !== undefined;
  const isOneMember = cells[0]!.members.length === 1;
  const restores = hasBackup && (isOneMember || (isRented && app.keepsFiles));
  const sign = isRedundant
    ? both('Alarm `NodeDown`; die Arbeit geht weiter.', 'Alert `NodeDown`; work goes on.')
    : both('`watch.yml` schlägt an, niemand kann arbeiten.', '`watch.yml` fails, nobody can work.');
  const hopeless = !hasBackup && !isRedundant && !isRented;
  return {
    title: both('Ein Server ist verloren', 'A server is lost'),
    sign,
    time: hopeless
      ? both('gar nicht mit Daten: Die einzige Sicherung lag auf derselben Platte', 'never with data: the only backup lay on the same disk')
      : hours(brief.expectations.afterServerLoss),
    lost: hopeless ? both('alle Daten', 'all data') : lostAtMost(site, 'hostLoss'),
    steps: [
      step(both('Nachsehen, ob er nur neu startet', 'See whether it is only restarting'), 5, {
        text: both('Konsole des Anbieters; ein Neustart dauert wenige Minuten.', "The vendor's console; a restart takes a few minutes."),
      }),
      step(both('Server neu bestellen', 'Order the server anew'), 15, {
        text: both(
          'Der Schutz vor Löschen wird beim Anbieter und für diesen einen Server in `infra/servers.tf` (`prevent_destroy`) aufgehoben und danach wieder gesetzt. Die Adresse bleibt.',
          'Lift the protection against deletion at the vendor and, for this one server, in `infra/servers.tf` (`prevent_destroy`), and set it again afterwards. The address stays.',
        ),
        commands: [`tofu -chdir=infra apply -replace=hcloud_server.${app.name.replaceAll('-', '_')}`],
      }),
      step(both('Dateien und Geheimnisse aufspielen', 'Install files and secrets'), 15, {
        commands: [`ssh-keygen -R ${app.name} -f secrets/servers_known_hosts`, `bin/install ${app.name}`],
      }),
      ...(restores && isOneMember
        ? [
            step(both('Datenbank anlegen und alles zurückholen', 'Make the database and bring everything back'), 60, {
              text: both('Die Bestätigung wird abgefragt.', 'It asks for a confirmation.'),
              commands: [initCommand(cells[0]!, site), `bin/on ${taker(site).name} sudo ${scriptPath('restore')} everything latest`],
            }),
          ]
        : []),
      ...(restores && isRented
        ? [
            step(both('Dateien zurückholen', 'Bring the files back'), 60, {
              commands: [`bin/on ${taker(site).name} sudo ${scriptPath('restore')} files latest in-place`],
            }),
          ]
        : []),
      ...(!restores && cells[0]!.members.length > 1
        ? [
            step(both('Daten nachwachsen lassen', 'Let the data grow back'), 30, {
              text: both(
                'Der neue Server holt sich die Datenbank von den anderen. Ist er so weit, zeigt ihn die Prüfung als SECONDARY.',
                'The new server fetches the database from the others. When it is done, the check shows it as SECONDARY.',
              ),
            }),
          ]
        : []),
      step(both('Software ausliefern', 'Deliver the software'), 10, {
        text: both('Den letzten Ablauf `deploy` noch einmal starten.', 'Start the last `deploy` workflow once more.'),
      }),
    ],
    check: hosts.length > 1 ? 'bin/check' : healthy(site),
  };
}

/** With fewer votes the loss of one takes the majority away. */
const leastVotes = 3;

function memberLost(site: Site): Case {
  const { cells, brief } = site;
  const [cell] = cells;
  const arbiter = cell!.members.find(({ isArbiter }) => isArbiter);
  const [first, second] = cell!.members;
  const script = scriptPath('database');
  return {
    title: both('Ein Mitglied der Datenbank fehlt länger', 'A member of the database is gone for longer'),
    sign: both('Alarm `MembersMissing`.', 'Alert `MembersMissing`.'),
    time:
      cell!.members.length < leastVotes
        ? both('von selbst gar nicht: zwei Stimmen haben ohne die andere keine Mehrheit', 'not by itself: of two votes one is no majority')
        : both(
            `die Übernahme dauert etwa ${Math.round(brief.expectations.failoverSeconds)} s`,
            `taking over lasts about ${Math.round(brief.expectations.failoverSeconds)} s`,
          ),
    lost: arbiter ? both('die letzten Sekunden', 'the last seconds') : none,
    steps: [
      ...(arbiter
        ? [
            step(both('Dem verlorenen Server die Stimme nehmen', 'Take the vote from the lost server'), 5, {
              text: both(
                'Die Arbeit geht weiter. Solange ein Datenserver fehlt, bestätigt aber keine Mehrheit mehr: Die Datenbank hält Unbestätigtes im Speicher, der sich füllt.',
                'Work goes on. But while a data server is missing no majority confirms: the database keeps what is unconfirmed in memory, which fills.',
              ),
              commands: [`bin/on ${first!.host.name} sudo ${script} member-out.js MEMBER=${second!.host.name}`],
            }),
          ]
        : []),
      step(both('Den Server ersetzen', 'Replace the server'), 45, { text: both('Wie in Fall 1.', 'As in case 1.') }),
      ...(arbiter
        ? [
            step(both('Ihm die Stimme zurückgeben, sobald er aufgeholt hat', 'Give the vote back once it has caught up'), 5, {
              commands: [`bin/on ${first!.host.name} sudo ${script} member-back.js MEMBER=${second!.host.name}`],
            }),
          ]
        : []),
    ],
    check: `bin/on ${first!.host.name} sudo grep members_healthy ${paths.metrics}/ordination-database.prom`,
  };
}

function majorityLost(site: Site): Case {
  const [cell] = site.cells;
  const [first, ...others] = cell!.members;
  const script = scriptPath('database');
  return {
    title: both('Die meisten Mitglieder der Datenbank sind verloren', 'Most members of the database are lost'),
    sign: both(
      'Alarm `NoPrimary`; ein Datenserver lebt noch, aber niemand kann schreiben.',
      'Alert `NoPrimary`; one data server is alive, but nobody can write.',
    ),
    time: hoursBoth(0.5),
    lost: lostAtMost(site, 'hostLoss'),
    steps: [
      step(both('Die verlorenen Server beim Anbieter abschalten', 'Switch the lost servers off at the vendor'), 5, {
        text: both(
          'Unbedingt zuerst: Kämen sie später mit eigenem Stand zurück, gäbe es zwei Wahrheiten.',
          'Without fail first: if they came back later with a state of their own, there would be two truths.',
        ),
      }),
      step(both('Der lebende Server macht allein weiter', 'The living server goes on alone'), 10, {
        commands: [`bin/on ${first!.host.name} sudo ${script} take-over.js "CONFIRM='all others are off'"`],
      }),
      step(both('Die anderen ersetzen und zurücknehmen', 'Replace the others and take them back'), 60, {
        text: both('Wie in Fall 1, dann für jeden:', 'As in case 1, then for each:'),
        commands: others.map(({ host }) => `bin/on ${first!.host.name} sudo ${script} member-back.js MEMBER=${host.name}`),
      }),
    ],
    check: `bin/on ${first!.host.name} sudo grep members_healthy ${paths.metrics}/ordination-database.prom`,
  };
}

function deleted(site: Site): Case {
  const { name } = taker(site);
  return {
    title: both('Daten wurden gelöscht oder verfälscht', 'Data was deleted or damaged'),
    sign: both(
      'Jemand meldet es. Ein zweiter Server hilft hier nicht: Er hat den Fehler Sekunden später auch.',
      'Somebody reports it. A second server does not help here: it has the error seconds later too.',
    ),
    time: hours(site.brief.expectations.fromBackup),
    lost: lostAtMost(site, 'logicalError'),
    steps: [
      step(both('Weiteren Schaden verhindern', 'Prevent further damage'), 5, {
        text: both(
          'War es eine neue Version: zurückgehen. War es ein Mensch: seinen Zugang sperren.',
          'If it was a new release: go back. If it was a person: block the access.',
        ),
      }),
      step(both('Den letzten guten Stand suchen', 'Find the last good state'), 5, {
        commands: [`bin/on ${name} sudo ${scriptPath('restore')} list`],
      }),
      step(both('Ihn daneben aufmachen und ansehen', 'Open it beside and look'), 30, {
        text: both('Ersetzen Sie RUN durch den gewählten Stand.', 'Put the chosen state for RUN.'),
        commands: [`bin/on ${name} sudo ${scriptPath('restore')} database RUN scratch`],
      }),
      step(both('Zurückholen, was fehlt', 'Bring back what is missing'), 30, {
        text: both(
          'Bevorzugt nur das Fehlende, wie in Fall „Eine einzelne Praxis“. Den ganzen Stand nur, wenn alle später Eingegebene verloren gehen darf.',
          'Rather only what is missing, as in the case of a single practice. The whole state only if everything entered later may be lost.',
        ),
        commands: [`bin/on ${name} sudo ${scriptPath('restore')} database RUN production --drop`],
      }),
    ],
    check: healthy(site),
  };
}

function onePractice(site: Site): Case {
  const { name } = taker(site);
  return {
    title: both('Die Daten einer einzelnen Praxis sollen zurück', 'The data of a single practice must come back'),
    sign: both('Eine Praxis meldet es.', 'One practice reports it.'),
    time: hours(site.brief.expectations.fromBackup),
    lost: lostAtMost(site, 'logicalError'),
    steps: [
      step(both('Den Stand in einer eigenen Datenbank öffnen', 'Open the state in a database of its own'), 30, {
        text: both(
          'Das Skript nennt am Ende den Befehl, der nur die Daten dieser Praxis überträgt.',
          'At its end the script names the command that transfers only the data of this practice.',
        ),
        commands: [`bin/on ${name} sudo ${scriptPath('restore')} database RUN scratch`],
      }),
      step(both('Diese Praxis übertragen, mit ihr gemeinsam prüfen', 'Transfer this practice, check together with it'), 30),
      step(both('Die eigene Datenbank beenden und löschen', 'End the database of its own and delete it'), 5, {
        text: both('Wie das Skript es nannte.', 'As the script told.'),
      }),
    ],
    check: `bin/on ${name} sudo ls ${paths.scratch}`,
  };
}

function pointInTime(site: Site): Case {
  const { database } = site.brief.expectations.lost;
  return {
    title: both('Die gemietete Datenbank auf einen Zeitpunkt zurücksetzen', 'Set the rented database back to a moment'),
    sign: both('Jemand meldet gelöschte oder verfälschte Daten.', 'Somebody reports deleted or damaged data.'),
    time: hours(site.brief.expectations.fromBackup),
    lost: hours(database.logicalError),
    steps: [
      step(both('Bei Atlas „Backup“, „Point in Time Restore“', 'At Atlas “Backup”, “Point in Time Restore”'), 45, {
        text: both(
          'Zuerst in einen neuen Cluster, ansehen, dann das Fehlende übertragen. In den laufenden nur, wenn alles später Eingegebene verloren gehen darf.',
          'First into a new cluster, look, then transfer what is missing. Into the living one only if everything entered later may be lost.',
        ),
      }),
      step(both('Den neuen Cluster wieder löschen', 'Delete the new cluster again'), 5, {
        text: both('Er kostet, solange er läuft, und steht nicht in der Rechnung.', 'It costs as long as it runs and is not in the bill.'),
      }),
    ],
    check: healthy(site),
  };
}

function filesGone(site: Site): Case {
  const { name } = taker(site);
  return {
    title: both('Dateien fehlen', 'Files are missing'),
    sign: both('Befunde oder Bilder lassen sich nicht öffnen.', 'Reports or images cannot be opened.'),
    time: hours(site.brief.expectations.fromBackup),
    lost: lostAtMost(site, 'logicalError'),
    steps: [
      step(both('Daneben auspacken und vergleichen', 'Unpack beside and compare'), 30, {
        commands: [`bin/on ${name} sudo ${scriptPath('restore')} files latest ${paths.scratch}/files`],
      }),
      step(both('Zurücklegen; neuere Dateien bleiben', 'Put back; newer files stay'), 30, {
        commands: [`bin/on ${name} sudo ${scriptPath('restore')} files latest in-place`],
      }),
    ],
    check: healthy(site),
  };
}

function attacked(site: Site): Case {
  const { name } = taker(site);
  return {
    title: both('Angriff: Daten verschlüsselt, Server übernommen', 'Attack: data encrypted, server taken over'),
    sign: both('Lösegeldforderung, fremde Anmeldungen, Dateien unlesbar.', 'A ransom note, foreign logins, unreadable files.'),
    time: unknown,
    lost: lostAtMost(site, 'logicalError'),
    steps: [
      step(both('Vom Netz nehmen, nicht ausschalten', 'Take it off the network, do not switch it off'), 5, {
        text: both(
          'In der Konsole des Anbieters alle Regeln der Firewall entfernen. Der Zustand ist ein Beweis.',
          "Remove all firewall rules in the vendor's console. The state is evidence.",
        ),
      }),
      step(both('Alle Geheimnisse als bekannt ansehen', 'Take all secrets as known'), 30, {
        text: both(
          `Sperren und neu erzeugen, wie in ${documentNames.secrets}.`,
          `Block them and make new ones, as in ${documentNames.secrets}.`,
        ),
      }),
      step(both('Den Stand der Sicherung vor dem Angriff sichern', 'Secure the state of the backup from before the attack'), 30, {
        text: both(
          'Der Schlüssel des Servers konnte am Ziel löschen, nicht aber dessen Abbilder oder Versionen: Beim Anbieter das Abbild von vor dem Angriff wiederherstellen. Bei borg vorher auf dem Rechner der Administration den Zwischenspeicher leeren, sonst hält es den alten Stand für einen Angriff.',
          "The server's key could delete at the target, but not its snapshots or versions: at the vendor restore the snapshot from before the attack. With borg first empty the cache on the administrator's machine, or it takes the old state for an attack.",
        ),
        ...(site.wishes.backupTo === 'storage-box-borg' ? { commands: ['rm -rf ~/.cache/borg ~/.config/borg/security'] } : {}),
      }),
      step(both('Neue Server, nie die alten', 'New servers, never the old ones'), 60, {
        text: both('Wie in Fall 1, mit neuen Geheimnissen.', 'As in case 1, with new secrets.'),
      }),
      step(both('Melden', 'Report'), 30, {
        text: both(
          'Binnen 72 Stunden an die Datenschutzbehörde (Art. 33 DSGVO), an die Kundinnen und Kunden sofort.',
          'Within 72 hours to the data protection authority (Art. 33 GDPR), to the customers at once.',
        ),
      }),
    ],
    check: `bin/on ${name} sudo ${scriptPath('restore')} list`,
  };
}

function targetLost(site: Site): Case {
  const { name } = taker(site);
  return {
    title: both('Das Ziel der Sicherung ist verloren', 'The backup target is lost'),
    sign: both('Alarme über alte Sicherungen; Fehler 11.', 'Alerts about old backups; error 11.'),
    time: both('die Arbeit geht weiter', 'work goes on'),
    lost: both('die alten Stände; die lebenden Daten nicht', 'the old states; not the living data'),
    steps: [
      step(both('Ein neues Ziel bestellen', 'Order a new target'), 20, { commands: ['tofu -chdir=infra apply'] }),
      step(both('Server darauf einstellen', 'Direct the servers to it'), 15, {
        text: both(
          'Auch die Schlüssel der Platten lagen dort: Bis sie wieder dort liegen, keinen Server neu starten.',
          'The keys of the disks lay there too: until they are there again, restart no server.',
        ),
        commands: ['bin/install --all'],
      }),
      step(both('Sicherung neu beginnen', 'Begin the backup anew'), 60, {
        commands: [`bin/on ${name} sudo ${scriptPath('backup')} --init`, `bin/on ${name} sudo systemctl start ${units.backup}`],
      }),
    ],
    check: `bin/on ${name} sudo ${scriptPath('restore')} list`,
  };
}

function targetFull(site: Site): Case {
  const { name } = taker(site);
  const withoutLock = site.wishes.backupTo === 'storage-box-borg' ? '--bypass-lock' : '--no-lock';
  return {
    title: both('Das Ziel der Sicherung ist voll', 'The backup target is full'),
    sign: both('Alarm `BoxFull`; Sicherung endet mit 15.', 'Alert `BoxFull`; the backup ends with 15.'),
    time: both('die Arbeit geht weiter', 'work goes on'),
    lost: both('nichts, solange bald wieder gesichert wird', 'nothing, as long as backups go on soon'),
    steps: [
      step(both('Größer bestellen', 'Order a larger one'), 15, {
        text: both(
          `Die Praxiszahl im Rechner erhöhen, Dateien neu erzeugen, anwenden. Lesen geht auch auf einem vollen Ziel: Das Skript nimmt dann \`${withoutLock}\`.`,
          `Raise the number of practices in the calculator, make the files anew, apply. Reading works on a full target too: the script then takes \`${withoutLock}\`.`,
        ),
        commands: ['tofu -chdir=infra apply'],
      }),
      step(both('Sichern', 'Back up'), 30, { commands: [`bin/on ${name} sudo systemctl start ${units.backup}`] }),
    ],
    check: `bin/on ${name} systemctl show --property=Result ${units.backup}`,
  };
}

function staleLock(site: Site): Case {
  const { name } = taker(site);
  return {
    title: both('Die Sicherung bricht immer wieder ab', 'The backup fails again and again'),
    sign: both(
      'Alarm über eine alte Sicherung; der Fehler im Protokoll hat eine Nummer.',
      'Alert about an old backup; the error in the log has a number.',
    ),
    time: both('die Arbeit geht weiter', 'work goes on'),
    lost: none,
    steps: [
      step(both('Grund lesen', 'Read the reason'), 5, { commands: [`bin/on ${name} sudo journalctl -u ${units.backup} -n 30`] }),
      step(both('Noch einmal', 'Once more'), 30, {
        text: both(
          'Eine liegengebliebene eigene Sperre räumt das Skript selbst weg. 12: Das Ziel zeigt einen anderen Schlüssel: erst beim Anbieter vergleichen. 14: falsches Passwort. 18: viel kleiner als zuletzt: erst verstehen, dann `--accept-less`.',
          'The script removes a stale lock of its own by itself. 12: the target shows another host key: first compare it at the vendor. 14: wrong password. 18: much smaller than the last: understand first, then `--accept-less`.',
        ),
        commands: [`bin/on ${name} sudo systemctl start ${units.backup}`],
      }),
      step(both('Bestand prüfen', 'Check what is stored'), 60, { commands: [`bin/on ${name} sudo systemctl start ${units.backupCheck}`] }),
    ],
    check: `bin/on ${name} systemctl show --property=Result ${units.backupCheck}`,
  };
}

function badRelease(site: Site): Case {
  const apps = site.cells.flatMap(({ apps: all }) => all);
  return {
    title: both('Eine neue Version macht Fehler', 'A new release makes errors'),
    sign: both('Meldungen kurz nach einer Auslieferung.', 'Reports shortly after a deployment.'),
    time: both('etwa eine Minute', 'about a minute'),
    lost: both('nichts, wenn die Änderung der Datenbank verträglich war', 'nothing if the change of the database was compatible'),
    steps: [
      step(both('Zurück zur vorigen', 'Back to the former one'), 2, {
        commands: apps.map(({ name }) => `bin/on ${name} sudo -u app ${scriptPath('rollback')}`),
      }),
    ],
    check: healthy(site),
  };
}

function certificate(site: Site): Case {
  const apps = site.cells.flatMap(({ apps: all }) => all);
  return {
    title: both('Das Zertifikat ist abgelaufen oder läuft bald ab', 'The certificate has expired or soon will'),
    sign: both('Alarm `CertificateEnds`; Browser warnen.', 'Alert `CertificateEnds`; browsers warn.'),
    time: hoursBoth(0.25),
    lost: none,
    steps: [
      step(both('Grund lesen und erneuern', 'Read the reason and renew'), 10, {
        text: both(
          'Meist führt der Name nicht mehr hierher, oder Port 80 ist zu.',
          'Mostly the name no longer leads here, or port 80 is closed.',
        ),
        commands: [`bin/on ${apps[0]!.name} sudo certbot renew`, `bin/on ${apps[0]!.name} sudo systemctl reload nginx`],
      }),
    ],
    check: `curl -sI https://${site.cells[0]!.domain}${healthPath}`,
  };
}

function diskFull(site: Site): Case {
  const holder = site.hosts.find(({ keepsFiles, runsDatabase }) => keepsFiles || runsDatabase);
  const host = holder ?? site.cells[0]!.apps[0]!;
  const alerts = holder ? '`DataDiskFull`' : '`SystemDiskLow`';
  return {
    title: both('Eine Platte ist voll', 'A disk is full'),
    sign: both(`Alarm ${alerts}.`, `Alert ${alerts}.`),
    time: hoursBoth(0.5),
    lost: none,
    steps: [
      step(both('Was wächst?', 'What grows?'), 5, { commands: [`bin/on ${host.name} sudo du -xh --max-depth=2 ${paths.data}`] }),
      step(both('Platz schaffen', 'Make room'), 20, {
        text: both(
          'Zuerst liegengebliebene Versuche in `' + paths.scratch + '`, dann alte Protokolle. Nie Dateien der Datenbank von Hand löschen.',
          'First trials left in `' + paths.scratch + '`, then old logs. Never delete files of the database by hand.',
        ),
        commands: [`bin/on ${host.name} sudo journalctl --vacuum-size=200M`],
      }),
      step(both('Größeren Server planen', 'Plan a larger server'), 15, {
        text: both(
          'Im Rechner: bei wie vielen Praxen die Platte voll ist, steht unter Wachstum.',
          'In the calculator: at how many practices the disk is full stands under growth.',
        ),
      }),
    ],
    check: `bin/on ${host.name} df -h ${paths.data}`,
  };
}

function addressStuck(site: Site): Case {
  const [first, second] = site.cells[0]!.apps;
  return {
    title: both('Die Adresse folgt dem Server in Führung nicht', 'The address does not follow the server in charge'),
    sign: both('Alarm `AddressElsewhere`; Praxen erreichen niemanden.', 'Alert `AddressElsewhere`; practices reach nobody.'),
    time: hoursBoth(0.25),
    lost: none,
    steps: [
      step(both('Grund lesen', 'Read the reason'), 5, { commands: [`bin/on ${second!.name} sudo journalctl -u ${units.address} -n 30`] }),
      step(both('Noch einmal versuchen lassen', 'Have it try again'), 2, {
        commands: [
          `bin/on ${first!.name} sudo systemctl restart ${units.address}`,
          `bin/on ${second!.name} sudo systemctl restart ${units.address}`,
        ],
      }),
      step(both('Von Hand zuweisen', 'Assign it by hand'), 5, {
        text: both(
          'In der Konsole des Anbieters, dem Server, dessen Datenbank PRIMARY ist.',
          "In the vendor's console, to the server whose database is PRIMARY.",
        ),
      }),
    ],
    check: healthy(site),
  };
}

function diskClosed(site: Site): Case {
  const host = site.hosts.find(({ isEncrypted }) => isEncrypted)!;
  return {
    title: both('Nach einem Neustart bleibt die Platte verschlossen', 'After a restart the disk stays closed'),
    sign: both(
      'Alarm `DataNotMounted`; das Ziel der Sicherung antwortet nicht.',
      'Alert `DataNotMounted`; the backup target does not answer.',
    ),
    time: hoursBoth(0.25),
    lost: none,
    steps: [
      step(both('Grund lesen, noch einmal versuchen', 'Read the reason, try again'), 5, {
        commands: [
          `bin/on ${host.name} sudo journalctl -u ${units.disk} -n 20`,
          `bin/on ${host.name} sudo systemctl restart ${units.disk}`,
        ],
      }),
      step(both('Mit der Passphrase aus dem Tresor', 'With the passphrase from the vault'), 10, {
        text: both('Sie wird abgefragt.', 'It is asked for.'),
        commands: [
          `bin/on ${host.name} sudo cryptsetup open ${paths.container} ordination-data`,
          `bin/on ${host.name} sudo systemctl restart ${units.disk}`,
        ],
      }),
    ],
    check: `bin/on ${host.name} sudo ${scriptPath('disk')} status`,
  };
}

function lockedOut(site: Site): Case {
  return {
    title: both('Niemand kommt mehr auf einen Server', 'Nobody gets into a server any more'),
    sign: both('ssh antwortet nicht: anderes Netz, verlorener Schlüssel.', 'ssh does not answer: another network, a lost key.'),
    time: hoursBoth(0.5),
    lost: none,
    steps: [
      step(both('Aus einem erlaubten Netz versuchen', 'Try from an allowed network'), 5, {
        text: both(
          `Erlaubt sind ${site.wishes.adminNetworks.split(',').join(', ')}. Ein neues Netz: im Rechner angeben, Dateien neu erzeugen, anwenden.`,
          `Allowed are ${site.wishes.adminNetworks.split(',').join(', ')}. A new network: state it in the calculator, make the files anew, apply.`,
        ),
        commands: ['tofu -chdir=infra apply'],
      }),
      step(both('Über das Rettungssystem des Anbieters', "By the vendor's rescue system"), 20, {
        text: both(
          'Server dort starten, den neuen Schlüssel in `/home/admin/.ssh/authorized_keys` eintragen, das Netz in `/etc/nftables.conf`, neu starten.',
          'Start the server there, enter the new key in `/home/admin/.ssh/authorized_keys` and the network in `/etc/nftables.conf`, restart.',
        ),
      }),
    ],
    check: 'bin/check',
  };
}
