/** The compliance record: what lies where, protected how, kept how long, and what this set-up does not do. A basis for those who answer for it, no legal advice. */
import { takersOf } from '../backup-taker.ts';
import { documentNames, kept, logDays, paths } from '../names.ts';
import type { Site } from '../site.ts';
import { both, type Both, type Part } from './text.ts';

const places: Readonly<Record<string, Both>> = {
  nbg1: both('Nürnberg, Deutschland (Hetzner)', 'Nuremberg, Germany (Hetzner)'),
  fsn1: both('Falkenstein, Deutschland (Hetzner)', 'Falkenstein, Germany (Hetzner)'),
  hel1: both('Helsinki, Finnland (Hetzner)', 'Helsinki, Finland (Hetzner)'),
  'eu-central-1': both('Frankfurt, Deutschland (AWS)', 'Frankfurt, Germany (AWS)'),
  germanywestcentral: both('Frankfurt, Deutschland (Azure)', 'Frankfurt, Germany (Azure)'),
};

const gateNames: Readonly<Record<string, Both>> = {
  'off-site-backup': both('Sicherung an einem anderen Ort', 'Backup at another place'),
  capacity: both('Auslegung ausreichend', 'Sizing sufficient'),
  'encryption-at-rest': both('Verschlüsselung ruhender Daten', 'Encryption at rest'),
  'data-location': both('Ort der Daten', 'Place of the data'),
  'processor-contract': both('Verträge mit Auftragsverarbeitern', 'Contracts with processors'),
  'c5-attestation': both('C5-Testat Typ 2', 'C5 type 2 attestation'),
  orderable: both('Teile bestellbar', 'Parts can be ordered'),
};

const statusWords = {
  admissible: both('erfüllt', 'met'),
  inadmissible: both('nicht erfüllt', 'not met'),
  unknown: both('nicht belegt', 'not shown'),
} as const;

export function compliance(site: Site): Part[] {
  return [
    { heading: both('Nachweise zum Datenschutz', 'Data protection record'), level: 1 },
    {
      text: both(
        `Für ${site.plan.tenants} Kundinnen und Kunden unter \`${site.plan.domain}\`. Eine Grundlage für das Verzeichnis der Verarbeitungen und die Folgenabschätzung, keine Rechtsberatung. Was hier steht, gilt, sobald ${documentNames.checklist} abgehakt ist.`,
        `For ${site.plan.tenants} customers at \`${site.plan.domain}\`. A basis for the record of processing and the impact assessment, no legal advice. What stands here holds once ${documentNames.checklist} is ticked.`,
      ),
    },
    ...where(site),
    ...gates(site),
    ...measures(site),
    ...retention(site),
    ...missing(site),
    ...versions(site),
    { heading: both('Durchgesehen', 'Reviewed'), level: 2 },
    { head: [both('Tag', 'Day'), both('Name', 'Name'), both('Offen', 'Open')], rows: [['', '', '']] },
  ];
}

function where({ plan, hosts }: Site): Part[] {
  const rows = plan.components
    .filter(({ role }) => role !== 'address')
    .map(({ id, role, site, runs, keeps = [], isEncrypted }) => {
      const host = hosts.find(({ name }) => name === id);
      const data = new Set([
        ...runs.filter((slot) => slot === 'database' || slot === 'files'),
        ...keeps,
        ...(runs.includes('local-backup') ? ['backup'] : []),
      ]);
      const words = [...data].map((one) => dataWords[one] ?? both(one, one));
      const content =
        words.length === 0
          ? both('keine ruhenden', 'none at rest')
          : both(words.map(({ de }) => de).join(', '), words.map(({ en }) => en).join(', '));
      return [
        `\`${host?.name ?? id}\``,
        places[site] ?? both(site, site),
        content,
        encryption(role, words.length > 0, isEncrypted === true),
      ];
    });
  return [
    { heading: both('Was wo liegt', 'What lies where'), level: 2 },
    {
      head: [
        both('Teil', 'Part'),
        both('Ort', 'Place'),
        both('Daten', 'Data'),
        both('Verschlüsselung ruhender Daten', 'Encryption at rest'),
      ],
      rows,
    },
  ];
}

const dataWords: Readonly<Record<string, Both>> = {
  database: both('Datenbank', 'database'),
  files: both('Dateien', 'files'),
  backup: both('Sicherung', 'backup'),
};

function encryption(role: string, hasData: boolean, isEncrypted: boolean): Both {
  if (role === 'managed-database') return both('durch den Anbieter', 'by the vendor');
  if (!hasData) return both('-', '-');
  if (!isEncrypted) return both('keine', 'none');
  if (role === 'file-store') return both('durch die Software, vor dem Hochladen', 'by the software, before the upload');
  if (role === 'off-site-backup')
    return both('durch das Sicherungsprogramm, vor dem Übertragen', 'by the backup program, before the transfer');
  return both('LUKS2; Schlüssel am Ziel der Sicherung und im Tresor', 'LUKS2; key at the backup target and in the vault');
}

function gates({ brief, wishes }: Site): Part[] {
  return [
    { heading: both('Bedingungen', 'Conditions'), level: 2 },
    {
      text: both(
        `Recht: ${wishes.jurisdiction === 'AT' ? 'Österreich' : 'Deutschland'}. „Nicht belegt“ heißt: Es fehlt ein Nachweis, den Sie beschaffen müssen.`,
        `Law: ${wishes.jurisdiction === 'AT' ? 'Austria' : 'Germany'}. “Not shown” means: evidence is missing that you have to get.`,
      ),
    },
    {
      head: [both('Bedingung', 'Condition'), both('Stand', 'State')],
      rows: brief.expectations.gates.map(({ id, status }) => [gateNames[id] ?? both(id, id), statusWords[status]]),
    },
  ];
}

function measures({ hosts, cells, wishes }: Site): Part[] {
  const isTls = cells.some(({ hosts: all, members }) => members.length > 0 && all.length > 1);
  return [
    { heading: both('Maßnahmen', 'Measures'), level: 2 },
    {
      list: [
        both('Übertragung: TLS 1.2 und 1.3 nach außen, HSTS.', 'Transfer: TLS 1.2 and 1.3 outwards, HSTS.'),
        ...(isTls
          ? [
              both(
                'Auch zwischen den Servern spricht die Datenbank nur TLS, mit eigener Zertifikatsstelle.',
                'Between the servers, too, the database speaks TLS only, with an authority of its own.',
              ),
            ]
          : []),
        both(
          `Zugang: nur mit Schlüssel, nur aus ${wishes.adminNetworks.split(',').join(', ')}; kein Passwort, kein root.`,
          `Access: with a key only, only from ${wishes.adminNetworks.split(',').join(', ')}; no passwords, no root.`,
        ),
        both(
          'Jeder Dienst hat seinen Benutzer und nur die Rechte, die er braucht.',
          'Every service has its own user and only the rights it needs.',
        ),
        both(
          'Angriffe: Grenzen für Anfragen, fail2ban, Firewall beim Anbieter und auf jedem Server.',
          'Attacks: request limits, fail2ban, a firewall at the vendor and on every server.',
        ),
        both(
          'Sicherheitsupdates spielen sich selbst ein; Neustarte sind über die Server verteilt.',
          'Security updates install themselves; restarts are spread over the servers.',
        ),
        both(
          `Protokolle: auditd hält fest, wer Einstellungen und Geheimnisse ändert (${hosts.length} Server); die Zugriffsprotokolle von nginx nennen keine Patientinnen und Patienten.`,
          `Logs: auditd records who changes settings and secrets (${hosts.length} servers); the access logs of nginx name no patients.`,
        ),
      ],
    },
  ];
}

function retention(site: Site): Part[] {
  const takers = takersOf(site);
  return [
    { heading: both('Aufbewahren und löschen', 'Keeping and deleting'), level: 2 },
    {
      list: [
        ...(takers.length > 0
          ? [
              both(
                `Die Sicherung hält ${kept.daily} Tage, ${kept.weekly} Wochen und ${kept.monthly} Monate: Was gelöscht wurde, ist nach einem Jahr auch aus ihr verschwunden.`,
                `The backup keeps ${kept.daily} days, ${kept.weekly} weeks and ${kept.monthly} months: what was deleted is gone from it after a year, too.`,
              ),
            ]
          : [both('Dieser Plan hat keine eigene Sicherung der Dateien.', 'This plan has no backup of the files of its own.')]),
        both(
          'Die Pflicht, Krankengeschichten aufzubewahren (in Österreich mindestens 10 Jahre, erwogen werden 30), betrifft die lebenden Daten; eine Sicherung ist kein Archiv.',
          'The duty to keep medical records (in Austria at least 10 years, 30 are considered) concerns the living data; a backup is no archive.',
        ),
        both(
          `Protokolle der Software liegen in \`${paths.appLogs}\` und gehen nach ${logDays} Tagen, bei großer Menge früher.`,
          `Logs of the software lie in \`${paths.appLogs}\` and go after ${logDays} days, sooner if there are many.`,
        ),
      ],
    },
  ];
}

function missing({ cells, wishes }: Site): Part[] {
  const isForeign = cells.some(({ managedDatabase }) => managedDatabase) || wishes.backupTo === 's3' || wishes.backupTo === 'azure';
  return [
    { heading: both('Was diese Einrichtung nicht leistet', 'What this set-up does not do'), level: 2 },
    {
      list: [
        both(
          'Wer einen laufenden Server beherrscht, kann dessen Daten lesen: Die Verschlüsselung der Platte schützt, was das Haus des Anbieters verlässt.',
          'Whoever controls a running server can read its data: the encryption of the disk protects what leaves the house of the vendor.',
        ),
        both(
          'Das Protokoll, wer welche Akte ansah, muss die Software führen.',
          'The record of who looked at which file must be kept by the software.',
        ),
        both(
          'Verträge, Folgenabschätzung, Löschkonzept, Schulung und Bereitschaft sind Ihre Sache.',
          'Contracts, impact assessment, concept of deletion, training and people on duty are yours.',
        ),
        ...(isForeign
          ? [
              both(
                'Ein Anbieter gehört einem Konzern in den USA: Standardvertragsklauseln, Zugriffe aus Drittländern prüfen.',
                'A vendor belongs to a US group: standard contractual clauses, check access from third countries.',
              ),
            ]
          : []),
        both(
          'Der Blick von außen und die Auslieferung laufen bei GitHub; dort liegen keine Daten von Patientinnen und Patienten.',
          'The look from outside and the deployment run at GitHub; no data of patients lies there.',
        ),
      ],
    },
  ];
}

function versions({ hosts, versions: known, cells }: Site): Part[] {
  const systems = [...new Map(hosts.map(({ system }) => [system.id, system])).values()];
  const { mongodb, mongosh, node, pm2, tofu } = known.programs;
  const used = [...(cells.some(({ members }) => members.length > 0) ? [mongodb, mongosh] : []), node, pm2, tofu];
  const unknown = both('nicht bekannt', 'not known');
  return [
    { heading: both('Versionen und ihr Ende', 'Versions and their end'), level: 2 },
    {
      text: both(
        `Stand ${known.asOf}. Planen Sie den Wechsel sechs Monate davor.`,
        `As of ${known.asOf}. Plan the change six months ahead.`,
      ),
    },
    {
      head: [both('Programm', 'Program'), both('Version', 'Version'), both('Unterstützt bis', 'Supported until')],
      rows: [
        ...systems.map(({ label, kernel, endsOn }) => [label, both(`Kern ${kernel}`, `kernel ${kernel}`), endsOn]),
        ...used.map(({ label, version, endsOn }) => [label, version, endsOn ?? unknown]),
      ],
    },
  ];
}
