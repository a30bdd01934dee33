/** What the software must do so that this set-up can run it. */
import { documentNames, healthPath, paths, socketOf } from '../names.ts';
import type { Site } from '../site.ts';
import { both, type Both, type Part } from './text.ts';

export function appContract(site: Site): Part[] {
  const { cells, versions, plan } = site;
  const { apps } = cells[0]!;
  const counts = [...new Set(apps.map(({ provision }) => provision.workers))];
  const workers =
    counts.length === 1 ? String(counts[0]) : apps.map(({ shortName, provision }) => `${provision.workers} (${shortName})`).join(', ');
  const hasBucket = cells.some(({ bucket }) => bucket);
  const rows: (readonly [string, Both])[] = [
    [
      'LISTEN',
      both(
        `Unix-Socket, auf dem die Software antwortet, z. B. \`${socketOf('blue')}\``,
        `Unix socket on which the software answers, e.g. \`${socketOf('blue')}\``,
      ),
    ],
    [
      'COLOUR',
      both(
        '`blue` oder `green`: in der Antwort auf die Prüfung zu nennen',
        '`blue` or `green`: to be named in the answer to the health check',
      ),
    ],
    ['VERSION', both('ebenso', 'likewise')],
    ['NODE_ENV', both('`production`', '`production`')],
    ['MONGODB_URI', both('Verbindung zur Datenbank, aus der geheimen Datei', 'connection to the database, from the secret file')],
    [
      'MONGODB_POOL',
      both(
        'so viele Verbindungen je Prozess, wie die Auslegung rechnet',
        'as many connections for each process as the sizing reckons with',
      ),
    ],
    ['SESSION_SECRET', both('unterschreibt Sitzungen', 'signs sessions')],
    ...(hasBucket
      ? ([
          [
            'FILES_ENDPOINT',
            both(
              'Bucket mit den Dateien, auch FILES_BUCKET, FILES_ACCESS_KEY, FILES_SECRET_KEY',
              'bucket with the files, also FILES_BUCKET, FILES_ACCESS_KEY, FILES_SECRET_KEY',
            ),
          ],
          [
            'FILES_ENCRYPTION_KEY',
            both(
              'Damit verschlüsselt die Software jede Datei vor dem Hochladen.',
              'The software encrypts every file with it before the upload.',
            ),
          ],
        ] as const)
      : ([['FILES_DIR', both(`Ordner der Dateien, \`${paths.files}\``, `folder of the files, \`${paths.files}\``)]] as const)),
  ];
  return [
    { heading: both('Was die Software können muss', 'What the software must be able to do'), level: 1 },
    {
      text: both(
        `Node.js ${versions.programs.node.version}, gestartet von PM2 als Benutzer \`app\`, ${workers} Prozesse je Farbe. Zwei Farben lösen sich ab: Die neue Version startet neben der alten und übernimmt, sobald sie antwortet.`,
        `Node.js ${versions.programs.node.version}, started by PM2 as the user \`app\`, ${workers} processes for each colour. Two colours take turns: the new version starts beside the old one and takes over once it answers.`,
      ),
    },
    { heading: both('Umgebung', 'Environment'), level: 2 },
    { head: [both('Variable', 'Variable'), both('Bedeutung', 'Meaning')], rows: rows.map(([name, text]) => [`\`${name}\``, text]) },
    { heading: both('Verhalten', 'Behaviour'), level: 2 },
    {
      list: [
        both(
          'Die Startdatei heißt `server.js` und liegt oben im Archiv. Sie ruft `process.send("ready")`, sobald sie antworten kann (höchstens 30 Sekunden).',
          'The start file is `server.js` at the top of the archive. It calls `process.send("ready")` once it can answer (within 30 seconds).',
        ),
        both(
          `\`GET ${healthPath}\` antwortet mit 200 und \`{"status":"ok","version":"…","colour":"…"}\`, sobald Datenbank und Dateien erreichbar sind, sonst mit 503.`,
          `\`GET ${healthPath}\` answers 200 and \`{"status":"ok","version":"…","colour":"…"}\` once database and files can be reached, else 503.`,
        ),
        both(
          'Auf SIGINT nimmt sie keine neuen Verbindungen an, schließt ruhende sofort, beendet laufende Anfragen und endet; nach 65 Sekunden wird sie beendet.',
          'On SIGINT it accepts no new connections, closes idle ones at once, finishes running requests and ends; after 65 seconds it is ended.',
        ),
        both(
          'Ihr `keepAliveTimeout` ist länger als das von nginx, mindestens 65 Sekunden; wer WebSockets nutzt, sendet alle 30 Sekunden ein Lebenszeichen.',
          'Its `keepAliveTimeout` is longer than that of nginx, at least 65 seconds; whoever uses WebSockets sends a sign of life every 30 seconds.',
        ),
        both(
          'Anmeldungen gehen an `/api/auth/login`: Dort gilt die strengere Grenze für Anfragen je Adresse.',
          'Logins go to `/api/auth/login`: there the stricter limit of requests for each address holds.',
        ),
        both(
          'Eine Anfrage ist höchstens 20 MB groß; eine Antwort ist binnen 55 Sekunden zu Ende.',
          'A request has at most 20 MB; an answer ends within 55 seconds.',
        ),
        both(
          'Adressen und Protokolle nennen keine Patientinnen und Patienten: keine Namen, keine Versicherungsnummern.',
          'Addresses and logs name no patients: no names, no insurance numbers.',
        ),
        both(
          `Sie führt ein Protokoll darüber, wer welche Akte angesehen hat, in der Datenbank; die Protokolle in \`${paths.appLogs}\` ersetzen es nicht.`,
          `It keeps a record of who looked at which file in the database; the logs in \`${paths.appLogs}\` are no replacement.`,
        ),
      ],
    },
    { heading: both('Änderungen an der Datenbank', 'Changes of the database'), level: 2 },
    {
      text: both(
        'Das Archiv enthält eine Datei `MIGRATION` mit einem Wort: `none`, `compatible` (die alte Version kann mit der geänderten Datenbank weiterarbeiten) oder `breaking`. Da beide Versionen kurz nebeneinander laufen, wird `breaking` nur mit `--maintenance` und einer Unterbrechung ausgeliefert.',
        'The archive contains a file `MIGRATION` with one word: `none`, `compatible` (the old version can go on with the changed database) or `breaking`. Since both versions run side by side for a moment, `breaking` is delivered only with `--maintenance` and an interruption.',
      ),
    },
    {
      text: both(
        `Ausgeliefert wird mit \`.github/workflows/deploy.yml\`; Namen und Geheimnisse dafür in ${documentNames.secrets}. Ausgelegt ist der Plan für ${plan.tenants} Kundinnen und Kunden.`,
        `It is delivered by \`.github/workflows/deploy.yml\`; names and secrets for that in ${documentNames.secrets}. The plan is sized for ${plan.tenants} customers.`,
      ),
    },
  ];
}
