/** The guide: from the accounts to the day on which practices work with it, step by step, each with its check. */
import { takersOf } from '../backup-taker.ts';
import { secretsFolder } from '../bin-secrets.ts';
import { publicRules } from '../firewall.ts';
import { databaseUsers, documentNames, healthPath, paths, ports, scriptPath, units } from '../names.ts';
import { secretsOf } from '../secrets.ts';
import type { Cell, Site } from '../site.ts';
import { both, practices, type Both, type Part, type Step } from './text.ts';

const vendors: Readonly<Record<string, string>> = {
  'storage-box': 'Hetzner',
  'storage-box-borg': 'Hetzner',
  s3: 'AWS',
  azure: 'Microsoft Azure',
};

export function guide(site: Site): Part[] {
  const steps = guideSteps(site);
  const minutes = steps.reduce((sum, step) => sum + step.minutes, 0);
  const hours = both(`${String(Math.round(minutes / 30) / 2).replace('.', ',')} Stunden`, `${Math.round(minutes / 30) / 2} hours`);
  const { de, en } = practices(site.wishes.jurisdiction);
  return [
    { heading: both('Einrichten, Schritt für Schritt', 'Setting up, step by step'), level: 1 },
    {
      text: both(
        `Von den Verträgen bis zum ersten Arbeitstag für ${site.plan.tenants} ${de} unter \`${site.plan.domain}\`: ${steps.length} Schritte, zusammen etwa ${hours.de} (geschätzt). Jeder endet mit einer Prüfung; gehen Sie erst weiter, wenn sie stimmt. Alle Befehle laufen auf Ihrem eigenen Rechner im Ordner dieser Dateien und können wiederholt werden.`,
        `From the contracts to the first working day of ${site.plan.tenants} ${en} at \`${site.plan.domain}\`: ${steps.length} steps, about ${hours.en} in all (estimated). Each ends with a check; go on only when it is right. All commands run on your own machine in the folder of these files, and can be repeated.`,
      ),
    },
    { steps },
    {
      text: both(
        `Danach: [\`${documentNames.checklist}\`](${documentNames.checklist}) abhaken, [\`${documentNames.recovery}\`](${documentNames.recovery}) ausdrucken.`,
        `Then: tick off [\`${documentNames.checklist}\`](${documentNames.checklist}), print [\`${documentNames.recovery}\`](${documentNames.recovery}).`,
      ),
    },
  ];
}

/** The steps of this plan, in order. */
export function guideSteps(site: Site): Step[] {
  return [
    accounts(site),
    tools(site),
    secrets(),
    order(site),
    ...(site.cells.some(({ movableAddress }) => movableAddress) ? [addressToken()] : []),
    names(site),
    ...(site.wishes.backupTo.startsWith('storage-box') && site.cells.some(({ offSite }) => offSite) ? [boxKey(site)] : []),
    install(site),
    ...(site.cells.some(({ members }) => members.length > 0) ? [database(site)] : []),
    release(site),
    certificates(site),
    ...(takersOf(site).length > 0 ? [firstBackup(site), restoreTest(site)] : []),
    alerts(site),
    fromOutside(site),
    goLive(),
  ];
}

function accounts({ cells, wishes }: Site): Step {
  const hasBackup = cells.some(({ offSite }) => offSite);
  const others = [
    ...(cells.some(({ managedDatabase }) => managedDatabase) ? ['MongoDB Atlas'] : []),
    ...(hasBackup ? [vendors[wishes.backupTo]!] : []),
  ];
  const all = [...new Set(['Hetzner', ...others])].join(', ');
  return {
    title: both('Konten und Verträge', 'Accounts and contracts'),
    text: both(
      `Legen Sie Konten an bei: ${all}. Schließen Sie mit jedem den Vertrag zur Auftragsverarbeitung (Art. 28 DSGVO), bevor Daten von Patientinnen und Patienten dort liegen. Schalten Sie überall die Anmeldung mit zweitem Faktor ein. Legen Sie bei Hetzner ein eigenes Projekt an und darin ein API-Token mit Schreibrecht.`,
      `Open accounts with: ${all}. Conclude the processing contract (Art. 28 GDPR) with each before patients' data lies there. Switch on a second factor everywhere. Make a project of its own at Hetzner, and in it an API token that may write.`,
    ),
    minutes: 45,
  };
}

function tools({ versions }: Site): Step {
  const { tofu } = versions.programs;
  return {
    title: both('Programme auf dem eigenen Rechner', 'Programs on your own machine'),
    text: both(
      `OpenTofu ${tofu.version} oder neuer, dazu ssh, rsync, jq und openssl.`,
      `OpenTofu ${tofu.version} or newer, and ssh, rsync, jq and openssl.`,
    ),
    check: { command: 'tofu version', expect: both(`${tofu.version} oder neuer`, `${tofu.version} or newer`) },
    minutes: 10,
  };
}

function secrets(): Step {
  return {
    title: both('Geheimnisse erzeugen', 'Make the secrets'),
    text: both(
      `Sie entstehen im Ordner \`secrets\`, den git nicht aufnimmt. Legen Sie danach den ganzen Ordner in den Passwort-Tresor: Ohne ihn ist keine Sicherung lesbar. Was nur ein Anbieter zeigen kann, nennt das Skript am Ende; ${documentNames.secrets} erklärt jedes.`,
      `They are made in the folder \`secrets\`, which git ignores. Then put the whole folder into the password vault: without it no backup can be read. At its end the script names what only a vendor can show; ${documentNames.secrets} explains each.`,
    ),
    commands: ['bin/make-secrets', 'ssh-keygen -t ed25519 -f secrets/admin-key -C admin'],
    check: { command: 'ls secrets', expect: both('die Namen aus secrets.md', 'the names of secrets.md') },
    minutes: 15,
  };
}

function order(site: Site): Step {
  const variables = [
    ...new Set(
      site.cells
        .flatMap((cell) => secretsOf(cell, site))
        .filter(({ place, kind }) => place === 'tofu' && kind === 'secret')
        .map(({ name }) => name),
    ),
  ];
  const shell = [
    ...new Map(
      site.cells
        .flatMap((cell) => secretsOf(cell, site))
        .filter(({ place }) => place === 'shell')
        .map((one) => [one.name, one]),
    ).values(),
  ];
  return {
    title: both('Bestellen', 'Order'),
    text: both(
      'Tragen Sie die beiden öffentlichen Schlüssel in `infra/terraform.tfvars` ein. Lesen Sie den Plan, bevor Sie zustimmen: Er zeigt genau die Teile der Rechnung. Ab dann fallen Kosten an.',
      'Enter the two public keys in `infra/terraform.tfvars`. Read the plan before you agree: it shows exactly the parts of the bill. From then on it costs money.',
    ),
    commands: [
      'cp infra/terraform.tfvars.example infra/terraform.tfvars',
      ...shell.map(({ name, kind }) => `read -r${kind === 'secret' ? 's' : ''}p '${name}: ' ${name} && export ${name}`),
      ...(site.wishes.backupTo === 'azure' ? ['az login'] : []),
      ...variables.map((name) => `read -rsp '${name}: ' TF_VAR_${name} && export TF_VAR_${name}`),
      'tofu -chdir=infra init',
      'tofu -chdir=infra apply',
    ],
    check: { command: 'tofu -chdir=infra plan -detailed-exitcode', expect: both('keine Änderung, Ende mit 0', 'no changes, exit 0') },
    minutes: 20,
  };
}

function addressToken(): Step {
  return {
    title: both('Token für die bewegliche Adresse', 'Token for the movable address'),
    text: both(
      'Die Server eines Paars weisen sich die Adresse selbst zu. Legen Sie dafür ein zweites API-Token an, damit Sie es allein zurückziehen können. Es darf alles im Projekt, engere Rechte bietet der Anbieter nicht: Betreiben Sie darin nichts anderes.',
      'The servers of a pair assign the address to themselves. Make a second API token for that, so that you can withdraw it alone. It may do everything in the project, since the vendor offers no narrower right: run nothing else in it.',
    ),
    commands: ["umask 077; read -rsp 'Token: ' token && printf '%s\\n' \"$token\" >secrets/hcloud-address-token"],
    check: { command: 'test -s secrets/hcloud-address-token && echo ok', expect: both('`ok`', '`ok`') },
    minutes: 5,
  };
}

function names({ cells }: Site): Step {
  const domains = cells.map(({ domain }) => `\`${domain}\``).join(', ');
  return {
    title: both('Namen eintragen', 'Enter the names'),
    text: both(
      `Tragen Sie bei Ihrem DNS-Anbieter die Adressen ein, die OpenTofu nennt, für: ${domains}. Setzen Sie vorher die Gültigkeit (TTL) auf 300 Sekunden.`,
      `Enter the addresses that OpenTofu names at your DNS provider, for: ${domains}. Set the lifetime (TTL) to 300 seconds before.`,
    ),
    commands: ['tofu -chdir=infra output -json dns | jq .'],
    check: { command: `getent ahostsv4 ${cells[0]!.domain}`, expect: both('die Adresse von OpenTofu', 'the address of OpenTofu') },
    minutes: 15,
  };
}

function boxKey(site: Site): Step {
  const reached = site.cells.map((cell) => [cell, cell.hosts.find(({ takesBackup }) => takesBackup)!] as const);
  const target = (host: string) =>
    `"$(tofu -chdir=infra output -json site_env | jq -r '."${host}" | .OFFSITE_USER + "@" + .OFFSITE_HOST')"`;
  const [first, host] = reached[0]!;
  return {
    title: both('Schlüssel auf die Storage Box', 'The key onto the Storage Box'),
    text: both(
      'Einmal mit dem Passwort des Unterkontos; danach melden sich die Server mit dem Schlüssel an. Vergleichen Sie den Fingerabdruck mit dem, den der Anbieter veröffentlicht.',
      'Once with the password of the sub-account; from then on the servers log in with the key. Compare the fingerprint with the one that the vendor publishes.',
    ),
    commands: reached.map(
      ([cell, { name }]) => `ssh-copy-id -p ${ports.storageBox} -s -i ${secretsFolder(cell)}/backup-key.pub ${target(name)}`,
    ),
    check: {
      command: `echo pwd | sftp -P ${ports.storageBox} -i ${secretsFolder(first)}/backup-key ${target(host.name)}`,
      expect: both('ein Pfad, keine Frage nach dem Passwort', 'a path, no question for a password'),
    },
    minutes: 5,
  };
}

function install({ hosts }: Site): Step {
  const isEncrypted = hosts.some((host) => host.isEncrypted);
  return {
    title: both('Dateien auf die Server bringen', 'Bring the files to the servers'),
    text: both(
      `Das Skript wartet, bis jeder Server seinen ersten Start beendet hat, überträgt Dateien und Geheimnisse, lässt jedes Programm seine Einstellungen prüfen und schaltet sie erst dann ein.${isEncrypted ? ` Dabei entsteht der verschlüsselte Teil der Platte (\`${paths.data}\`).` : ''}`,
      `The script waits for the first boot of each server, transfers files and secrets, has every program check its settings and only then switches them on.${isEncrypted ? ` It also makes the encrypted part of the disk (\`${paths.data}\`).` : ''}`,
    ),
    commands: ['bin/install --all'],
    check: { command: 'bin/check', expect: both('`All servers are ready.`', '`All servers are ready.`') },
    minutes: 15 * Math.max(1, hosts.length),
  };
}

function database(site: Site): Step {
  const [cell] = site.cells;
  const text = concernText(cell!);
  return {
    title: both('Datenbank einrichten', 'Set up the database'),
    text: both(
      `Einmal auf dem ersten Server: Replikat-Satz, Benutzer mit je einer Aufgabe, Bestätigung von Schreibvorgängen. Die Passwörter kommen aus dem Ordner \`secrets\` und stehen in keiner Befehlszeile.${text.de}`,
      `Once on the first server: replica set, users with one duty each, confirmation of writes. The passwords come from the folder \`secrets\` and stand in no command line.${text.en}`,
    ),
    commands: site.cells.map((one) => initCommand(one, site)),
    check: {
      command: `bin/on ${cell!.members[0]!.host.name} sudo grep database_up ${paths.metrics}/ordination-database.prom`,
      expect: both('nach einer Minute der Wert 1', 'the value 1 after a minute'),
    },
    minutes: 10,
  };
}

/** Hands over one password after the other, in the order in which the script asks for them. */
export function initCommand(cell: Cell, site: Site): string {
  const folder = secretsFolder(cell);
  const held = secretsOf(cell, site).map(({ name }) => name);
  const others = ['backup', 'restore', 'monitoring'].map((user) => `mongodb-${user}-password`).filter((name) => held.includes(name));
  const parts = [
    `cat ${folder}/mongodb-${databaseUsers.admin}-password`,
    `sed -n 's|^MONGODB_URI=.*${databaseUsers.app}:\\([^@]*\\)@.*|\\1|p' ${folder}/app.env`,
    `cat ${others.map((name) => `${folder}/${name}`).join(' ')}`,
  ];
  return `{ ${parts.join('; ')}; } | bin/on ${cell.members[0]!.host.name} sudo ${scriptPath('databaseInit')}`;
}

/** What the third vote means for writes; empty for a single member. */
export function concernText({ members }: Cell): Both {
  const arbiter = members.find(({ isArbiter }) => isArbiter);
  if (members.length < 2) return both('', '');
  if (arbiter) {
    return both(
      ` Zwei Server halten Daten, \`${arbiter.host.name}\` stimmt nur mit ab, weil seine Platte für eine dritte Kopie zu klein ist. Ein Schreibvorgang gilt darum, sobald ein Server ihn hat: Geht dieser sofort danach verloren, fehlen die letzten Sekunden. Solange ein Datenserver fehlt, bestätigt keine Mehrheit mehr: Fehlt er länger, ist ihm die Stimme zu nehmen (${documentNames.recovery}).`,
      ` Two servers keep data, \`${arbiter.host.name}\` only votes, since its disk is too small for a third copy. So a write counts once one server has it: if that one is lost at once, the last seconds are missing. While a data server is missing, no majority confirms any more: if it is gone for longer, take the vote from it (${documentNames.recovery}).`,
    );
  }
  if (members.length === 2) {
    return both(
      ' Nur zwei Stimmen: Fällt einer der Server aus, gibt es keine Mehrheit und niemand kann schreiben. So hat die Analyse es bepreist; empfohlen wird es nicht.',
      ' Only two votes: if one of the servers is lost there is no majority and nobody can write. So the analysis priced it; it is not recommended.',
    );
  }
  return both(
    ' Drei Server halten Daten. Ein Schreibvorgang gilt, sobald zwei ihn haben: Der Verlust eines Servers verliert nichts, was bestätigt war, und unterbricht nur kurz.',
    ' Three servers keep data. A write counts once two have it: the loss of one server loses nothing that was confirmed, and interrupts only briefly.',
  );
}

function release({ cells }: Site): Step {
  const [app] = cells[0]!.apps;
  return {
    title: both('Software ausliefern', 'Deliver the software'),
    text: both(
      `Was die Software dafür können muss, steht in ${documentNames.contract}. Legen Sie im Repository die Umgebungen, Geheimnisse und Variablen an, die am Anfang von \`.github/workflows/deploy.yml\` stehen, und starten Sie den Ablauf. Von Hand geht es mit demselben Befehl, den der Ablauf gibt.`,
      `What the software must be able to do for that is told in ${documentNames.contract}. In the repository make the environments, secrets and variables named at the top of \`.github/workflows/deploy.yml\`, and start the workflow. By hand it is the same command that the workflow gives.`,
    ),
    check: {
      command: `bin/on ${app!.name} sudo curl -s --unix-socket ${paths.liveSocket} http://localhost${healthPath}`,
      expect: both('`"status":"ok"` mit der neuen Version', '`"status":"ok"` with the new version'),
    },
    minutes: 30,
  };
}

function certificates(site: Site): Step {
  const apps = site.cells.flatMap(({ apps }) => apps);
  const [cell] = site.cells;
  return {
    title: both('Zertifikat holen', 'Get the certificate'),
    text: both(
      'Sobald der Name zum Server führt, holt sich jeder Server mit der Software sein eigenes und erneuert es selbst. Die Ausgabestelle gibt für denselben Namen fünf in einer Woche.',
      'Once the name leads to the server, every server with the software gets its own and renews it by itself. The authority gives five for the same name in a week.',
    ),
    commands: [`bin/install ${apps.map(({ name }) => name).join(' ')}`],
    check: { command: `curl -sI https://${cell!.domain}${healthPath}`, expect: both('`200`, keine Warnung', '`200`, no warning') },
    minutes: 10,
  };
}

function firstBackup(site: Site): Step {
  const takers = takersOf(site);
  return {
    title: both('Erste Sicherung', 'First backup'),
    text: firstBackupText(takers.some(({ target }) => target === 'storage-box-borg')),
    commands: takers.flatMap(({ host, target }) => [
      ...(target === 'local' ? [] : [`bin/on ${host.name} sudo ${scriptPath('backup')} --init`]),
      `bin/on ${host.name} sudo systemctl start ${units.backup}`,
    ]),
    check: {
      command: `bin/on ${takers[0]!.host.name} sudo ${scriptPath('restore')} list`,
      expect: both('eine Zeile je Art', 'one line for each kind'),
    },
    minutes: 15,
  };
}

function firstBackupText(isBorg: boolean): Both {
  const monthly = isBorg
    ? both(
        ' Alte Stände löscht nur die Administration: jeden Monat `bin/prune-backups` auf dem eigenen Rechner; am Anfang des Skripts steht auch, wie der Schlüssel des Servers auf das Hinzufügen beschränkt wird.',
        ' Only the administrators delete old states: every month `bin/prune-backups` on the own machine; the top of the script also tells how the key of the server is restricted to adding.',
      )
    : both('', '');
  return both(
    `Danach läuft sie von selbst, jedes Mal geprüft und gemessen.${monthly.de}`,
    `From then on it runs by itself, checked and measured every time.${monthly.en}`,
  );
}

function restoreTest(site: Site): Step {
  const takers = takersOf(site);
  return {
    title: both('Wiederherstellung erproben', 'Try the restore'),
    text: both(
      'Eine Sicherung, die niemand zurückgeholt hat, ist keine. Der Versuch stellt sie in eine eigene Datenbank und vergleicht; später läuft er jeden Monat von selbst.',
      'A backup that nobody has brought back is none. The trial restores it into a database of its own and compares; later it runs every month by itself.',
    ),
    commands: takers.map(({ host }) => `bin/on ${host.name} sudo systemctl start ${units.restoreTest}`),
    check: {
      command: `bin/on ${takers[0]!.host.name} systemctl show --property=Result ${units.restoreTest}`,
      expect: both('`Result=success`', '`Result=success`'),
    },
    minutes: 20,
  };
}

function alerts(site: Site): Step {
  const [host] = site.hosts;
  return {
    title: both('Alarm erproben', 'Try an alert'),
    text: both(
      `Er muss als Mail bei \`${site.wishes.alertEmail}\` ankommen, und jemand muss sie nachts lesen.`,
      `It must arrive as mail at \`${site.wishes.alertEmail}\`, and somebody must read it at night.`,
    ),
    commands: [`bin/on ${host!.name} sudo ${scriptPath('alert')} ${units.metrics}`],
    check: {
      command: `bin/on ${host!.name} sudo journalctl -t msmtp -n 3`,
      expect: both('die Mail ist angenommen', 'the mail is accepted'),
    },
    minutes: 10,
  };
}

function fromOutside(site: Site): Step {
  const [cell] = site.cells;
  const open = [
    ...new Set(
      site.hosts
        .flatMap((host) => publicRules(host, cell!))
        .flatMap(({ from, port }) => (from === 'anywhere' && port !== undefined ? [port] : [])),
    ),
  ];
  const list = open.length > 0 ? open.join(', ') : '-';
  return {
    title: both('Von außen ansehen', 'Look from outside'),
    text: both(
      `Von einem Netz, das nicht Ihres ist, dürfen nur diese Ports der Server antworten: ${list}. Port ${ports.database} und ${ports.ssh} dürfen es nicht. Schalten Sie \`.github/workflows/watch.yml\` ein: Es sieht von außen, was die Überwachung von innen nicht sehen kann.`,
      `From a network that is not yours only these ports of the servers may answer: ${list}. Ports ${ports.database} and ${ports.ssh} must not. Switch on \`.github/workflows/watch.yml\`: it sees from outside what the monitoring inside cannot see.`,
    ),
    check: { command: `curl -s https://${cell!.domain}${healthPath}`, expect: both('`"status":"ok"`', '`"status":"ok"`') },
    minutes: 10,
  };
}

function goLive(): Step {
  return {
    title: both('Freigeben', 'Go live'),
    text: both(
      `Erst wenn jede Zeile von ${documentNames.checklist} abgehakt ist. Proben Sie einen Fall aus ${documentNames.recovery}, solange noch niemand arbeitet.`,
      `Only when every line of ${documentNames.checklist} is ticked. Rehearse one case of ${documentNames.recovery} while nobody is working yet.`,
    ),
    check: { command: 'bin/check', expect: both('`All servers are ready.`', '`All servers are ready.`') },
    minutes: 30,
  };
}
