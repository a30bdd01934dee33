/**
 * Secrets and late values: the closed list of everything that no file contains. Files name a secret by the path of its
 * file or by its variable; who makes it, where it is kept and how often it changes stands here and in the documents.
 */
import { databaseUsers, paths, users } from './names.ts';
import type { Cell, Host, Site } from './site.ts';

export interface Secret {
  /** How files and documents name it. */
  readonly name: string;
  /** "secret": never readable by others; "value": not secret, but known only once the machines stand. */
  readonly kind: 'secret' | 'value';
  /**
   * Where it is used: a file of a server, a variable of OpenTofu, a variable of the shell that runs OpenTofu, a secret or a
   * variable of the repository, or "vault" if it is only kept.
   */
  readonly place: 'server' | 'tofu' | 'shell' | 'repository' | 'vault';
  /** Of a server: its file, and who may read it. A value is a variable in `paths.siteEnv`. */
  readonly file?: `/${string}`;
  readonly owner?: string;
  /** The command that makes it, or undefined if a vendor shows it. */
  readonly make: string | undefined;
  /** Days after which it is made anew; undefined if it stays. */
  readonly rotateDays: number | undefined;
  /** Which servers hold it. */
  readonly hosts: readonly Host[];
}

const yearly = 365;
const halfYearly = 182;

/** Words of 64 letters and digits: fit for every program that reads them. */
const random = 'openssl rand -hex 32';

/** The vendor of the box asks for a capital letter and another sign too. */
const boxPassword = 'echo "A-$(openssl rand -hex 32)"';

function secretFile(name: string): `/${string}` {
  return `${paths.secrets as `/${string}`}/${name}`;
}

/** Files of secrets, by what they hold. A file ends in `.env` if programs read it as VARIABLE=value lines. */
export const secretFiles = {
  /** MONGODB_URI, SESSION_SECRET and, with a bucket, FILES_ENDPOINT, FILES_BUCKET, FILES_ACCESS_KEY, FILES_SECRET_KEY, FILES_ENCRYPTION_KEY. */
  app: secretFile('app.env'),
  /** The password of the backup repository. */
  backupPassword: secretFile('backup-password'),
  /** The private key for the Storage Box. */
  backupKey: secretFile('backup-key'),
  /** The keys of the target where it is no Storage Box: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AZURE_ACCOUNT_NAME and AZURE_ACCOUNT_KEY. */
  backupTarget: secretFile('backup-target.env'),
  /** FILES_ENDPOINT, FILES_BUCKET, FILES_ACCESS_KEY, FILES_SECRET_KEY of a key that can only read the bucket. */
  bucketReader: secretFile('bucket-reader.env'),
  databaseKeyFile: secretFile('mongodb-keyfile'),
  databaseBackup: secretFile('mongodb-backup-password'),
  databaseRestore: secretFile('mongodb-restore-password'),
  databaseMonitoring: secretFile('mongodb-monitoring-password'),
  smtp: secretFile('smtp-password'),
  /** May assign the movable address. */
  addressToken: secretFile('hcloud-address-token'),
  /** The key with which the servers of a pair exchange files. */
  filesSyncKey: secretFile('files-sync-key'),
  /** The certificate of the server with its key in one file, and the authority that signed it. */
  databaseCertificate: `${paths.tls}/server.pem`,
  databaseAuthority: `${paths.tls}/ca.crt`,
} as const satisfies Record<string, `/${string}`>;

/** Variables in `paths.siteEnv`: not secret, known after `tofu apply`. */
export const siteVariables = {
  /** Host name and user of the sub-account of the Storage Box. */
  offSiteHost: 'OFFSITE_HOST',
  offSiteUser: 'OFFSITE_USER',
  /** Bucket or container of another vendor. */
  offSiteBucket: 'OFFSITE_BUCKET',
  /** The movable address and its number at the vendor. */
  serviceIp: 'SERVICE_IP',
  serviceIpId: 'SERVICE_IP_ID',
  /** The number of this server at the vendor. */
  serverId: 'SERVER_ID',
  smtpHost: 'SMTP_HOST',
  smtpUser: 'SMTP_USER',
} as const;

/** Everything that one cell needs and no file contains. */
export function secretsOf(cell: Cell, { wishes }: Site): Secret[] {
  const { hosts, apps, members, offSite, bucket, managedDatabase, movableAddress } = cell;
  const on = (which: (host: Host) => boolean) => hosts.filter(which);
  const data = members.filter(({ isArbiter }) => !isArbiter).map(({ host }) => host);
  const voters = members.map(({ host }) => host);
  const backup = on(({ takesBackup }) => takesBackup && offSite !== undefined);
  const dumps = backup.length > 0 && offSite!.keeps!.includes('database') ? backup : on(({ keepsLocalBackup }) => keepsLocalBackup);
  const encrypted = on(({ isEncrypted }) => isEncrypted);
  const isBox = wishes.backupTo.startsWith('storage-box');
  const isRemote = hosts.length > 1 && members.length > 0;
  // An encrypted server fetches the key of its disk from the off-site target, so it can reach that too.
  const reachesTarget = hosts.filter((host) => offSite !== undefined && (host.takesBackup || host.isEncrypted));
  const all: (Secret | false)[] = [
    { name: 'HCLOUD_TOKEN', kind: 'secret', place: 'shell', make: undefined, rotateDays: halfYearly, hosts: [] },
    { name: 'admin_public_key', kind: 'value', place: 'tofu', make: 'ssh-keygen -t ed25519 -f admin-key', rotateDays: yearly, hosts: [] },
    {
      name: 'deploy_public_key',
      kind: 'value',
      place: 'tofu',
      make: 'ssh-keygen -t ed25519 -N "" -f deploy-key',
      rotateDays: yearly,
      hosts: [],
    },
    secret('app.env', secretFiles.app, users.app, apps, undefined, halfYearly),
    members.length > 0 &&
      secret('mongodb-keyfile', secretFiles.databaseKeyFile, users.database, voters, 'openssl rand -base64 756', yearly),
    isRemote && secret('server.pem', secretFiles.databaseCertificate, users.database, hosts, 'bin/make-secrets', yearly),
    isRemote && secret('ca.crt', secretFiles.databaseAuthority, users.database, hosts, 'bin/make-secrets', yearly),
    isRemote && { name: 'database-ca.key', kind: 'secret', place: 'vault', make: 'bin/make-secrets', rotateDays: yearly, hosts: [] },
    members.length > 0 && {
      name: `mongodb-${databaseUsers.admin}-password`,
      kind: 'secret',
      place: 'vault',
      make: random,
      rotateDays: yearly,
      hosts: [],
    },
    dumps.length > 0 && members.length > 0 && secret('mongodb-backup-password', secretFiles.databaseBackup, 'root', dumps, random, yearly),
    dumps.length > 0 &&
      members.length > 0 &&
      secret('mongodb-restore-password', secretFiles.databaseRestore, 'root', dumps, random, yearly),
    members.length > 0 && secret('mongodb-monitoring-password', secretFiles.databaseMonitoring, 'root', data, random, yearly),
    offSite !== undefined && secret('backup-password', secretFiles.backupPassword, 'root', backup, random, undefined),
    isBox &&
      offSite !== undefined &&
      secret('backup-key', secretFiles.backupKey, 'root', reachesTarget, 'ssh-keygen -t ed25519 -N "" -f backup-key', yearly),
    !isBox && offSite !== undefined && secret('backup-target.env', secretFiles.backupTarget, 'root', reachesTarget, undefined, halfYearly),
    isBox && offSite !== undefined && tofu('storage_box_password', boxPassword),
    isBox && offSite !== undefined && tofu('storage_box_subaccount_password', boxPassword),
    encrypted.length > 0 && {
      name: 'disk-recovery-passphrase',
      kind: 'secret',
      place: 'vault',
      make: random,
      rotateDays: undefined,
      hosts: [],
    },
    bucket !== undefined && secret('bucket-reader.env', secretFiles.bucketReader, 'root', backup, undefined, halfYearly),
    bucket !== undefined && tofu('bucket_access_key', undefined),
    bucket !== undefined && tofu('bucket_secret_key', undefined),
    movableAddress !== undefined && secret('hcloud-address-token', secretFiles.addressToken, 'root', apps, undefined, halfYearly),
    apps.filter(({ keepsFiles }) => keepsFiles).length > 1 &&
      secret('files-sync-key', secretFiles.filesSyncKey, users.app, apps, 'ssh-keygen -t ed25519 -N "" -f files-sync-key', yearly),
    wishes.backupTo === 's3' && offSite !== undefined && shell('AWS_ACCESS_KEY_ID', 'secret'),
    wishes.backupTo === 's3' && offSite !== undefined && shell('AWS_SECRET_ACCESS_KEY', 'secret'),
    wishes.backupTo === 'azure' && offSite !== undefined && shell('ARM_SUBSCRIPTION_ID', 'value'),
    managedDatabase !== undefined && {
      name: 'MONGODB_ATLAS_CLIENT_ID',
      kind: 'secret',
      place: 'shell',
      make: undefined,
      rotateDays: yearly,
      hosts: [],
    },
    managedDatabase !== undefined && {
      name: 'MONGODB_ATLAS_CLIENT_SECRET',
      kind: 'secret',
      place: 'shell',
      make: undefined,
      rotateDays: yearly,
      hosts: [],
    },
    managedDatabase !== undefined && {
      name: 'atlas_project_id',
      kind: 'value',
      place: 'tofu',
      make: undefined,
      rotateDays: undefined,
      hosts: [],
    },
    managedDatabase !== undefined && tofu('atlas_app_password', random),
    secret('smtp-password', secretFiles.smtp, 'root', hosts, undefined, halfYearly),
    {
      name: 'DEPLOY_SSH_KEY',
      kind: 'secret',
      place: 'repository',
      make: 'ssh-keygen -t ed25519 -N "" -f deploy-key',
      rotateDays: yearly,
      hosts: [],
    },
    {
      name: 'DEPLOY_KNOWN_HOSTS',
      kind: 'value',
      place: 'repository',
      // bin/install pins the keys of all servers there, under their names.
      make: 'cat secrets/servers_known_hosts',
      rotateDays: undefined,
      hosts: [],
    },
    // What the workflows are told about servers: where each is reached, and the one for trials.
    { name: 'DEPLOY_HOSTS', kind: 'value', place: 'repository', make: undefined, rotateDays: undefined, hosts: [] },
    { name: 'STAGING_HOST', kind: 'value', place: 'repository', make: undefined, rotateDays: undefined, hosts: [] },
    isBox && offSite !== undefined && value(siteVariables.offSiteHost, reachesTarget),
    isBox && offSite !== undefined && value(siteVariables.offSiteUser, reachesTarget),
    !isBox && offSite !== undefined && value(siteVariables.offSiteBucket, reachesTarget),
    movableAddress !== undefined && value(siteVariables.serviceIp, apps),
    movableAddress !== undefined && value(siteVariables.serviceIpId, apps),
    movableAddress !== undefined && value(siteVariables.serverId, apps),
    value(siteVariables.smtpHost, hosts),
    value(siteVariables.smtpUser, hosts),
  ];
  return all.filter((one) => one !== false);
}

function secret(
  name: string,
  file: `/${string}`,
  owner: string,
  hosts: readonly Host[],
  make: string | undefined,
  rotateDays: number | undefined,
): Secret {
  return { name, kind: 'secret', place: 'server', file, owner, make, rotateDays, hosts };
}

function tofu(name: string, make: string | undefined): Secret {
  return { name, kind: 'secret', place: 'tofu', make, rotateDays: yearly, hosts: [] };
}

/** What the provider of another vendor reads where OpenTofu runs; at Azure, "az login" does the rest. */
function shell(name: string, kind: Secret['kind']): Secret {
  return { name, kind, place: 'shell', make: undefined, rotateDays: kind === 'secret' ? halfYearly : undefined, hosts: [] };
}

/** A line VARIABLE=value in `paths.siteEnv`. */
function value(name: string, hosts: readonly Host[]): Secret {
  return { name, kind: 'value', place: 'server', file: paths.siteEnv, owner: 'root', make: undefined, rotateDays: undefined, hosts };
}
