/** The encrypted part of the disk: its container, how it is opened at boot, and the swap inside. Servers without it get the folders only. */
import { diskScript } from './disk-script.ts';
import { headed, onHost, type Files } from './files.ts';
import { paths, ports, scriptPath, units } from './names.ts';
import { isMember, reachesTarget } from './packages.ts';
import { secretFiles } from './secrets.ts';
import type { Cell, Host, Site } from './site.ts';

/** How rclone reaches the off-site target: under this name, with this file. */
export const rcloneConfig = `${paths.config}/rclone.conf` as const;

export function disk(site: Site): Files {
  const files = site.cells.flatMap((cell) => cell.hosts.flatMap((host) => filesOf(host, cell, site)));
  return Object.fromEntries(files);
}

function filesOf(host: Host, cell: Cell, site: Site): [string, string][] {
  const on = (path: `/${string}`, text: string): [string, string] => [onHost(host, path), headed('#', text, site)];
  return [
    on(scriptPath('disk') as `/${string}`, diskScript(host, cell, site)),
    on(`/etc/systemd/system/${units.disk}`, diskUnit(host, cell)),
    ...dependentsOf(host, cell).map((unit) => on(`/etc/systemd/system/${unit}.d/10-disk.conf`, afterDisk(host))),
    ...(reachesTarget(host, cell) ? [on(rcloneConfig, remote(site))] : []),
  ];
}

/** Units that keep something below the folder for data. */
function dependentsOf(host: Host, cell: Cell): string[] {
  return [
    ...(isMember(host, cell) ? ['mongod.service'] : []),
    ...(host.runsApp ? [units.app] : []),
    ...((host.takesBackup && cell.offSite !== undefined) || host.keepsLocalBackup ? [units.backup] : []),
  ];
}

function diskUnit(host: Host, cell: Cell): string {
  const dependents = dependentsOf(host, cell);
  const programs = dependents.filter((unit) => unit !== units.backup);
  return `[Unit]
Description=${host.isEncrypted ? 'Encrypted disk for data' : 'Folders for data and swap'}
${
  host.isEncrypted
    ? `# The key comes over the network.
Wants=network-online.target
After=network-online.target
`
    : ''
}After=local-fs.target
${dependents.length > 0 ? `Before=${dependents.join(' ')}\n` : ''}${
    programs.length > 0
      ? `# If the key came late, these start after all: they had given up with the first attempt.
Wants=${programs.join(' ')}
`
      : ''
  }OnFailure=${units.alert.replace('@', '@%n')}
StartLimitIntervalSec=0

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${scriptPath('disk')} open
ExecStop=${scriptPath('disk')} close
Restart=on-failure
RestartSec=60
TimeoutStartSec=600

[Install]
WantedBy=multi-user.target
`;
}

function afterDisk({ isEncrypted }: Host): string {
  return `[Unit]
Requires=${units.disk}
After=${units.disk}
${isEncrypted ? `# Nothing is ever written into the folder below the disk, which is not encrypted.\nAssertPathIsMountPoint=${paths.data}\n` : ''}`;
}

/** Host, user, bucket and keys come from the environment that the scripts set: none of them stands here. */
function remote({ cells, wishes: { backupTo } }: Site): string {
  switch (backupTo) {
    case 's3':
      return `[offsite]
type = s3
provider = Other
env_auth = true
${cells[0]!.offSite?.sku.endsWith('-ia') ? '# The class that the bill charges.\nstorage_class = STANDARD_IA\n' : ''}`;
    case 'azure':
      return `[offsite]
type = azureblob
`;
    default:
      return `[offsite]
type = sftp
port = ${ports.storageBox}
key_file = ${secretFiles.backupKey}
known_hosts_file = ${paths.knownHosts}
shell_type = none
md5sum_command = none
sha1sum_command = none
disable_hashcheck = true
`;
  }
}
