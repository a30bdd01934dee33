/** Who takes a backup, of what, and where it goes: what every file about backups is printed from. */
import type { BackupTarget } from '../scenario/set-up.ts';
import { paths } from './names.ts';
import type { Cell, Host, Site } from './site.ts';

export interface Taker {
  readonly host: Host;
  readonly cell: Cell;
  readonly site: Site;
  /** "local": a folder of the same disk, of the baseline only. */
  readonly target: BackupTarget | 'local';
  readonly keepsDatabase: boolean;
  /** Files lie in a bucket, of which the target holds one whole copy and the versions that were replaced. */
  readonly keepsBucket: boolean;
}

/** The server of each cell that takes its backup; none where the vendor of the database does it all, or nobody. */
export function takersOf(site: Site): Taker[] {
  return site.cells.flatMap((cell) => cell.hosts.flatMap((host) => takerOf(host, cell, site)));
}

function takerOf(host: Host, cell: Cell, site: Site): Taker[] {
  const { offSite, bucket, members } = cell;
  if (host.takesBackup && offSite !== undefined) {
    const keepsDatabase = members.length > 0 && offSite.keeps!.includes('database');
    return [{ host, cell, site, target: site.wishes.backupTo, keepsDatabase, keepsBucket: bucket !== undefined }];
  }
  return host.keepsLocalBackup ? [{ host, cell, site, target: 'local', keepsDatabase: true, keepsBucket: false }] : [];
}

export function isBox({ target }: Taker): boolean {
  return target === 'storage-box' || target === 'storage-box-borg';
}

/** Parts of the scripts that several of them read. */
export const shellFolder = '/usr/local/lib/ordination' as const;
export const repositoryShell = `${shellFolder}/repository.sh` as const;
export const databaseShell = `${shellFolder}/database.sh` as const;
export const recordProgram = `${shellFolder}/database-record.js` as const;
export const backupEnv = `${paths.config}/backup.env` as const;
export const sshConfig = `${paths.config}/ssh_config` as const;

/** What the database held when it was dumped: a restore test compares with it. */
export const recordFile = `${paths.state}/backup/record` as const;

/** How scripts end when they fail: alerts and the run book tell them apart. */
export const exits = {
  busy: 10,
  unreachable: 11,
  hostKey: 12,
  access: 13,
  password: 14,
  full: 15,
  missing: 16,
  dump: 17,
  doubtful: 18,
  damaged: 19,
  refused: 20,
} as const;
