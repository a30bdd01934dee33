/** The checklist before the first practice works with it: what to tick, and where one sees it. */
import { takersOf } from '../backup-taker.ts';
import { documentNames, kept, paths, restoreTestAlertDays, units } from '../names.ts';
import type { Site } from '../site.ts';
import { both, type Both, type Part } from './text.ts';

export interface CheckGroup {
  readonly title: Both;
  readonly items: readonly Both[];
}

export function checklist(site: Site): Part[] {
  return [
    { heading: both('Checkliste vor dem Betrieb', 'Checklist before going live'), level: 1 },
    {
      text: both(
        'Jede Zeile nennt, woran man sie sieht. Erst wenn alle abgehakt sind, arbeiten Menschen damit.',
        'Each line names what shows it. Only when all are ticked do people work with it.',
      ),
    },
    ...checkGroups(site).flatMap(({ title, items }): Part[] => [{ heading: title, level: 2 }, { tasks: items }]),
  ];
}

export function checkGroups(site: Site): CheckGroup[] {
  return [access(site), protection(site), backups(site), operation(site), law(site)].filter(({ items }) => items.length > 0);
}

function access({ hosts, wishes }: Site): CheckGroup {
  return {
    title: both('Zugang', 'Access'),
    items: [
      both(
        'Bei jedem Anbieter ist der zweite Faktor eingeschaltet, und zwei Personen kommen hinein.',
        'A second factor is on at every vendor, and two people can get in.',
      ),
      both(
        `Anmelden geht nur mit Schlüssel und nur aus ${code(wishes.adminNetworks)}: \`bin/on ${hosts[0]!.name} sudo sshd -T\` zeigt \`passwordauthentication no\`.`,
        `Logging in works with a key only, and only from ${code(wishes.adminNetworks)}: \`bin/on ${hosts[0]!.name} sudo sshd -T\` shows \`passwordauthentication no\`.`,
      ),
      both('Ein zweiter Schlüssel liegt im Tresor und wurde ausprobiert.', 'A second key lies in the vault and has been tried.'),
      both(
        `Jedes Geheimnis aus ${documentNames.secrets} liegt im Tresor, außerhalb der Server.`,
        `Every secret of ${documentNames.secrets} lies in the vault, outside of the servers.`,
      ),
      both(
        '`git status` zeigt keine Datei aus `secrets` und keinen Zustand von OpenTofu.',
        '`git status` shows no file of `secrets` and no state of OpenTofu.',
      ),
    ],
  };
}

function protection({ hosts, cells }: Site): CheckGroup {
  const encrypted = hosts.filter(({ isEncrypted }) => isEncrypted);
  const open = hosts.filter((host) => !host.isEncrypted && (host.runsDatabase || host.keepsFiles));
  return {
    title: both('Schutz der Daten', 'Protection of the data'),
    items: [
      ...encrypted.map(({ name }) =>
        both(
          `\`${name}\`: \`bin/on ${name} sudo cryptsetup status ordination-data\` zeigt \`LUKS2\`.`,
          `\`${name}\`: \`bin/on ${name} sudo cryptsetup status ordination-data\` shows \`LUKS2\`.`,
        ),
      ),
      ...(encrypted.length > 0
        ? [
            both(
              'Die Passphrase zur Rettung der Platten liegt im Tresor und öffnet sie: Neustart einmal ohne das Ziel der Sicherung geprobt.',
              'The recovery passphrase of the disks lies in the vault and opens them: a restart without the backup target was rehearsed once.',
            ),
          ]
        : []),
      ...open.map(({ name }) =>
        both(
          `\`${name}\` verschlüsselt seine Platte nicht: So hat die Analyse es bepreist. Für Gesundheitsdaten reicht das nicht.`,
          `\`${name}\` does not encrypt its disk: so the analysis priced it. For health data that is not enough.`,
        ),
      ),
      ...(cells.some(({ bucket }) => bucket)
        ? [
            both(
              `Die Software verschlüsselt Dateien, bevor sie in den Bucket gehen (${documentNames.contract}); ein Stück wurde ohne die Software geöffnet und war unlesbar.`,
              `The software encrypts files before they go into the bucket (${documentNames.contract}); one was opened without the software and was unreadable.`,
            ),
          ]
        : []),
      ...(cells.some(({ managedDatabase }) => managedDatabase)
        ? [
            both(
              'Bei Atlas ist die „Backup Compliance Policy“ eingeschaltet: Erst dann kann niemand Abbilder vor der Zeit löschen, wie die Auslegung es annimmt. Sie lässt sich nicht zurücknehmen und verlangt den Namen einer verantwortlichen Person.',
              'At Atlas the “Backup Compliance Policy” is on: only then can nobody delete snapshots early, as the sizing supposes. It cannot be undone and wants the name of a person in charge.',
            ),
          ]
        : []),
      both('`bin/check` meldet `All servers are ready.`', '`bin/check` says `All servers are ready.`'),
    ],
  };
}

function backups(site: Site): CheckGroup {
  const takers = takersOf(site);
  if (takers.length === 0) {
    return {
      title: both('Sicherung', 'Backup'),
      items: [
        both(
          'Dieser Plan sichert die Dateien nicht: So hat die Analyse ihn bepreist. Klären Sie, wo sie sonst noch liegen.',
          'This plan does not back up the files: so the analysis priced it. Settle where else they lie.',
        ),
      ],
    };
  }
  const isLocal = takers.some(({ target }) => target === 'local');
  return {
    title: both('Sicherung', 'Backup'),
    items: [
      ...(isLocal
        ? [
            both(
              `Die Sicherung liegt nur in \`${paths.localBackup}\` auf derselben Platte: Mit dem Server ist alles verloren. Nicht für den Betrieb.`,
              `The backup lies only in \`${paths.localBackup}\` on the same disk: with the server everything is lost. Not for production.`,
            ),
          ]
        : [
            both(
              'Das Passwort der Sicherung liegt im Tresor; ohne es ist sie wertlos.',
              'The password of the backup lies in the vault; without it the backup is worthless.',
            ),
            both(
              'Am Ziel der Sicherung kann der Schlüssel des Servers alte Stände nicht endgültig löschen: Abbilder oder Versionen sind eingeschaltet.',
              'At the backup target the key of the server cannot delete old states for good: snapshots or versions are on.',
            ),
          ]),
      ...takers.map(({ host: { name } }) =>
        both(
          `\`bin/on ${name} systemctl list-timers\` nennt \`${units.backupTimer}\` und \`${units.restoreTestTimer}\` mit ihrem nächsten Lauf.`,
          `\`bin/on ${name} systemctl list-timers\` names \`${units.backupTimer}\` and \`${units.restoreTestTimer}\` with their next run.`,
        ),
      ),
      both(
        `Eine Wiederherstellung wurde geprobt und ihre Dauer aufgeschrieben; ohne einen Erfolg in ${restoreTestAlertDays} Tagen kommt ein Alarm.`,
        `A restore was tried and its duration written down; without a success in ${restoreTestAlertDays} days there is an alert.`,
      ),
      both(
        `Aufgehoben werden ${kept.daily} Tage, ${kept.weekly} Wochen und ${kept.monthly} Monate; das Löschkonzept nennt dieselben Zahlen.`,
        `Kept are ${kept.daily} days, ${kept.weekly} weeks and ${kept.monthly} months; the concept of deletion names the same figures.`,
      ),
    ],
  };
}

function operation({ wishes, cells }: Site): CheckGroup {
  return {
    title: both('Überwachung und Betrieb', 'Monitoring and operation'),
    items: [
      both(`Ein Probealarm kam bei \`${wishes.alertEmail}\` an.`, `A trial alert arrived at \`${wishes.alertEmail}\`.`),
      both(
        'Es steht fest, wer nachts, am Wochenende und im Urlaub reagiert.',
        'It is settled who reacts at night, at weekends and during holidays.',
      ),
      both('Der Blick von außen (`.github/workflows/watch.yml`) läuft.', 'The look from outside (`.github/workflows/watch.yml`) runs.'),
      both(
        'Eine Auslieferung und ein Rückweg wurden geprobt, während jemand mit der Software arbeitete.',
        'A deployment and a way back were rehearsed while somebody worked with the software.',
      ),
      ...(cells.some(({ members }) => members.length > 1)
        ? [
            both(
              'Ein Server wurde im Betrieb angehalten, und die Arbeit ging weiter.',
              'A server was stopped in operation, and work went on.',
            ),
          ]
        : []),
      both(
        `${documentNames.recovery} liegt ausgedruckt bei der Person, die Dienst hat.`,
        `${documentNames.recovery} lies printed with the person on duty.`,
      ),
    ],
  };
}

function law({ wishes, cells }: Site): CheckGroup {
  const isRented = cells.some(({ managedDatabase }) => managedDatabase);
  return {
    title: both('Recht', 'Law'),
    items: [
      both(
        'Verträge nach Art. 28 DSGVO: mit jedem Anbieter, und mit jeder Kundin und jedem Kunden.',
        'Contracts of Art. 28 GDPR: with every vendor, and with every customer.',
      ),
      both('Die Datenschutz-Folgenabschätzung liegt vor.', 'The data protection impact assessment is done.'),
      both(
        `${documentNames.compliance} ist durchgesehen und unterschrieben; was dort offen ist, hat einen Namen und einen Tag.`,
        `${documentNames.compliance} is reviewed and signed; what is open there has a name and a day.`,
      ),
      ...(isRented || wishes.backupTo === 's3' || wishes.backupTo === 'azure'
        ? [
            both(
              'Standardvertragsklauseln für Anbieter aus den USA liegen bei.',
              'Standard contractual clauses for vendors from the US are attached.',
            ),
          ]
        : []),
      ...(wishes.jurisdiction === 'DE'
        ? [
            both(
              'Von jedem Anbieter liegt ein C5-Testat Typ 2 vor, das diesen Dienst nennt.',
              'Every vendor has shown a C5 type 2 attestation that names this service.',
            ),
            both(
              'Geklärt ist, ob der Betreiber selbst ein C5-Testat und eine Niederlassung in Deutschland braucht (§ 393 SGB V).',
              'It is settled whether the operator needs a C5 attestation and an establishment in Germany of its own (§ 393 SGB V).',
            ),
          ]
        : []),
    ],
  };
}

/** Texts of the scenario in a code span. */
function code(text: string): string {
  return text
    .split(',')
    .map((one) => `\`${one}\``)
    .join(', ');
}
