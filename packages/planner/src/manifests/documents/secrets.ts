/** The list of secrets: what each is for, how it is made, where it is kept, how often it changes. */
import { paths } from '../names.ts';
import { secretsOf, type Secret } from '../secrets.ts';
import type { Site } from '../site.ts';
import { both, type Both, type Part } from './text.ts';

const purposes: Readonly<Record<string, Both>> = {
  HCLOUD_TOKEN: both('OpenTofu bestellt damit bei Hetzner.', 'OpenTofu orders at Hetzner with it.'),
  admin_public_key: both('öffentlicher Schlüssel der Administration', 'public key of the administrators'),
  deploy_public_key: both('öffentlicher Schlüssel der Auslieferung', 'public key of the deployment'),
  'app.env': both('Verbindung zur Datenbank und Schlüssel der Software', 'connection to the database and keys of the software'),
  'mongodb-keyfile': both(
    'Daran erkennen sich die Mitglieder des Replikat-Satzes.',
    'The members of the replica set know each other by it.',
  ),
  'server.pem': both('Zertifikat und Schlüssel der Datenbank auf diesem Server', 'certificate and key of the database on this server'),
  'ca.crt': both('Stelle, die diese Zertifikate ausstellt', 'authority that issues these certificates'),
  'database-ca.key': both('stellt neue Zertifikate der Datenbank aus', 'issues new certificates of the database'),
  'mongodb-admin-password': both(
    'legt Benutzer der Datenbank an; nur zur Einrichtung',
    'creates users of the database; for the set-up only',
  ),
  'mongodb-backup-password': both('liest die Datenbank zur Sicherung', 'reads the database for the backup'),
  'mongodb-restore-password': both('schreibt bei einer Wiederherstellung', 'writes at a restore'),
  'mongodb-monitoring-password': both('liest den Zustand der Datenbank', 'reads the state of the database'),
  'backup-password': both('verschlüsselt die Sicherung', 'encrypts the backup'),
  'backup-key': both('Zugang des Servers zum Ziel der Sicherung', "the server's access to the backup target"),
  'backup-target.env': both('Zugang des Servers zum Ziel der Sicherung', "the server's access to the backup target"),
  storage_box_password: both('Hauptkonto der Storage Box; kein Server kennt es', 'main account of the Storage Box; no server knows it'),
  storage_box_subaccount_password: both('Unterkonto der Storage Box', 'sub-account of the Storage Box'),
  'disk-recovery-passphrase': both('öffnet die Platten, wenn das Ziel der Sicherung fehlt', 'opens the disks if the backup target is gone'),
  'bucket-reader.env': both('liest den Bucket mit den Dateien zur Sicherung', 'reads the bucket with the files for the backup'),
  bucket_access_key: both('OpenTofu legt damit den Bucket an.', 'OpenTofu makes the bucket with it.'),
  bucket_secret_key: both('OpenTofu legt damit den Bucket an.', 'OpenTofu makes the bucket with it.'),
  'hcloud-address-token': both('weist dem Server in Führung die Adresse zu', 'assigns the address to the server in charge'),
  'files-sync-key': both('überträgt Dateien zwischen den beiden Servern', 'transfers files between the two servers'),
  MONGODB_ATLAS_CLIENT_ID: both('OpenTofu bestellt damit bei Atlas.', 'OpenTofu orders at Atlas with it.'),
  MONGODB_ATLAS_CLIENT_SECRET: both('OpenTofu bestellt damit bei Atlas.', 'OpenTofu orders at Atlas with it.'),
  atlas_project_id: both('Projekt bei Atlas', 'project at Atlas'),
  atlas_app_password: both('Benutzer der Software in der Datenbank', 'user of the software in the database'),
  'smtp-password': both('verschickt Alarme', 'sends alerts'),
  DEPLOY_SSH_KEY: both('liefert die Software aus', 'delivers the software'),
  DEPLOY_KNOWN_HOSTS: both('Schlüssel der Server, von einem Menschen verglichen', 'host keys of the servers, compared by a person'),
  DEPLOY_HOSTS: both('Adressen der Server mit der Software', 'addresses of the servers with the software'),
  STAGING_HOST: both('Adresse des Servers für Proben', 'address of the server for trials'),
  AWS_ACCESS_KEY_ID: both('OpenTofu legt damit das Ziel der Sicherung an.', 'OpenTofu makes the backup target with it.'),
  AWS_SECRET_ACCESS_KEY: both('OpenTofu legt damit das Ziel der Sicherung an.', 'OpenTofu makes the backup target with it.'),
  ARM_SUBSCRIPTION_ID: both('Abonnement bei Azure', 'subscription at Azure'),
  OFFSITE_HOST: both('Adresse des Ziels der Sicherung', 'address of the backup target'),
  OFFSITE_USER: both('Benutzer am Ziel der Sicherung', 'user at the backup target'),
  OFFSITE_BUCKET: both('Bucket oder Behälter der Sicherung', 'bucket or container of the backup'),
  SERVICE_IP: both('bewegliche Adresse', 'movable address'),
  SERVICE_IP_ID: both('ihre Nummer beim Anbieter', 'its number at the vendor'),
  SERVER_ID: both('Nummer des Servers beim Anbieter', 'number of the server at the vendor'),
  SMTP_HOST: both('Mailserver', 'mail server'),
  SMTP_USER: both('Benutzer am Mailserver', 'user at the mail server'),
};

const places: Readonly<Record<Secret['place'], Both>> = {
  server: both('Server', 'server'),
  tofu: both('Variable von OpenTofu', 'variable of OpenTofu'),
  shell: both('Umgebung der Shell', 'environment of the shell'),
  repository: both('Repository', 'repository'),
  vault: both('nur im Tresor', 'vault only'),
};

const days = (count: number) => both(`alle ${count} Tage`, `every ${count} days`);

export function secrets(site: Site): Part[] {
  const all = site.cells.flatMap((cell) => secretsOf(cell, site));
  const rows = [...new Map(all.map((one) => [one.name, all.filter(({ name }) => name === one.name)])).values()].map((same) => row(same));
  const kinds = (kind: Secret['kind']) => rows.filter(({ secret }) => secret.kind === kind).map(({ cells }) => cells);
  const head = [
    both('Name', 'Name'),
    both('Wofür', 'What for'),
    both('Wo', 'Where'),
    both('Rechte', 'Rights'),
    both('Woher', 'How made'),
    both('Wechsel', 'Rotation'),
  ];
  return [
    { heading: both('Geheimnisse und späte Werte', 'Secrets and late values'), level: 1 },
    {
      text: both(
        'Keine Datei dieses Ordners enthält eines davon. Sie entstehen auf dem Rechner der Administration in `secrets` (`bin/make-secrets`), liegen als Kopie im Tresor und kommen mit `bin/install` nur auf die Server, die sie brauchen. Verantwortlich ist, wer den Tresor führt; tragen Sie den Namen dort ein.',
        'No file of this folder contains one of them. They are made on the administrator’s machine in `secrets` (`bin/make-secrets`), are copied into the vault and come with `bin/install` only to the servers that need them. Whoever keeps the vault is responsible; enter the name there.',
      ),
    },
    { heading: both('Geheimnisse', 'Secrets'), level: 2 },
    { head, rows: kinds('secret') },
    { heading: both('Werte, die erst später bekannt sind', 'Values that are known only later'), level: 2 },
    {
      text: both(
        `Sie sind nicht geheim. Auf den Servern stehen sie in \`${paths.siteEnv}\`; \`bin/install\` schreibt sie aus dem Ergebnis von OpenTofu und aus \`secrets/site.env\`.`,
        `They are no secrets. On the servers they stand in \`${paths.siteEnv}\`; \`bin/install\` writes them from the outputs of OpenTofu and from \`secrets/site.env\`.`,
      ),
    },
    { head, rows: kinds('value') },
    { heading: both('Wenn eines bekannt wurde', 'If one of them leaked'), level: 2 },
    {
      list: [
        both(
          'Beim Aussteller sofort sperren: Token, Schlüssel, Passwort.',
          'Block it at once with whoever issued it: token, key, password.',
        ),
        both(
          'In `secrets` beiseitelegen, mit `bin/make-secrets` neu erzeugen, mit `bin/install --all` verteilen.',
          'Move it aside in `secrets`, make a new one with `bin/make-secrets`, distribute it with `bin/install --all`.',
        ),
        both(
          'Das Passwort der Sicherung lässt sich nicht zurückholen: Wer es und die Daten hat, liest sie. Legen Sie dann eine neue Sicherung an und löschen Sie die alte.',
          'The password of the backup cannot be taken back: whoever has it and the data can read them. Then make a new backup repository and delete the old one.',
        ),
        both(
          'Binnen 72 Stunden prüfen, ob zu melden ist (Art. 33 DSGVO).',
          'Within 72 hours settle whether it must be reported (Art. 33 GDPR).',
        ),
      ],
    },
  ];
}

function row(same: readonly Secret[]): { readonly secret: Secret; readonly cells: readonly (Both | string)[] } {
  const [secret] = same as [Secret];
  const hosts = [...new Set(same.flatMap((one) => one.hosts.map(({ name }) => name)))];
  const where =
    secret.file === undefined
      ? places[secret.place]
      : both(`\`${secret.file}\` (${hosts.join(', ')})`, `\`${secret.file}\` (${hosts.join(', ')})`);
  const rights =
    secret.owner === undefined ? '' : `${secret.owner}, ${secret.kind === 'secret' && !secret.file?.endsWith('.crt') ? '0600' : '0644'}`;
  return {
    secret,
    cells: [
      `\`${secret.name}\``,
      purposes[secret.name] ?? both(secret.name, secret.name),
      where,
      rights,
      secret.make === undefined ? both('vom Anbieter', 'from the vendor') : `\`${secret.make}\``,
      secret.rotateDays === undefined ? both('bleibt', 'stays') : days(secret.rotateDays),
    ],
  };
}
