/** Packages of each server: which programs its role needs, and from which source. */
import { onHost, headed, type Files } from './files.ts';
import { paths, scripts, users } from './names.ts';
import { secretFiles, type Secret } from './secrets.ts';
import type { Cell, Host, Site } from './site.ts';

/** Where programs come from that Ubuntu does not have. The key is fetched from its maker and used only if it has this fingerprint. */
interface Source {
  readonly name: string;
  readonly key: string;
  readonly fingerprint: string;
  /** What follows the options of a line in the sources of apt. */
  readonly line: string;
}

function mongodbSource({ system }: Host, { versions }: Site): Source {
  const { version } = versions.programs.mongodb;
  return {
    name: `mongodb-org-${version}`,
    key: `https://pgp.mongodb.com/server-${version}.asc`,
    // The key of 8.0, as docker-library/mongo pins it; another major version has another one.
    fingerprint: '4B0752C1BCA238C0B4EE14DC41DE058A4E7DCA05',
    line: `https://repo.mongodb.org/apt/ubuntu ${system.codename}/mongodb-org/${version} multiverse`,
  };
}

function nodeSource({ versions }: Site): Source {
  return {
    name: 'nodesource',
    key: 'https://deb.nodesource.com/gpgkey/nodesource-repo.gpg.key',
    fingerprint: '6F71F525282841EEDAF851B42F59B5F99B1BE0B4',
    line: `https://deb.nodesource.com/node_${versions.programs.node.version}.x nodistro main`,
  };
}

/** Whether the server takes the dump of the database, and so tries restores in a database of its own. */
function dumpsDatabase(host: Host, { offSite, members }: Cell): boolean {
  return members.length > 0 && ((host.takesBackup && offSite?.keeps?.includes('database') === true) || host.keepsLocalBackup);
}

/** Whether the server belongs to the replica set. */
export function isMember(host: Host, { members }: Cell): boolean {
  return members.some((member) => member.host === host);
}

/** Whether a MongoDB server starts there, be it only to try a restore in. */
export function runsMongod(host: Host, cell: Cell): boolean {
  return isMember(host, cell) || dumpsDatabase(host, cell);
}

/** Servers that exchange files with each other. */
export function exchangesFiles({ keepsFiles }: Host, { apps }: Cell): boolean {
  return keepsFiles && apps.filter((app) => app.keepsFiles).length > 1;
}

/** Whether the server talks to the off-site target: for its backup, or for the key of its disk. */
export function reachesTarget({ takesBackup, isEncrypted }: Host, { offSite }: Cell): boolean {
  return offSite !== undefined && (takesBackup || isEncrypted);
}

/** Who owns a secret there, and its mode: a server without MongoDB has no such user; the certificate of the authority is for all to read. */
export function rightsOf({ owner, file }: Secret, host: Host, cell: Cell): { owner: string; mode: '0600' | '0644' } {
  return {
    owner: owner === users.database && !runsMongod(host, cell) ? 'root' : owner!,
    mode: file === secretFiles.databaseAuthority ? '0644' : '0600',
  };
}

const everywhere = ['auditd', 'curl', 'fail2ban', 'jq', 'msmtp', 'nftables', 'openssl', 'prometheus-node-exporter', 'rsync'];

/** Names of packages, sorted. */
export function packagesOf(host: Host, cell: Cell, { wishes }: Site): string[] {
  const mongod = runsMongod(host, cell);
  const reaches = reachesTarget(host, cell);
  const chosen = [
    ...everywhere,
    'unattended-upgrades',
    ...(host.runsApp ? ['certbot', 'nginx', 'nodejs'] : []),
    ...(exchangesFiles(host, cell) ? ['inotify-tools'] : []),
    // The standard kernel beside whatever the image came with; a pin of apt keeps the newer line out.
    ...(mongod ? ['linux-image-virtual', 'mongodb-database-tools', 'mongodb-mongosh', 'mongodb-org-server'] : []),
    ...(host.isEncrypted ? ['cryptsetup-bin', 'xfsprogs'] : []),
    ...(reaches ? ['rclone'] : []),
    ...(host.takesBackup && cell.offSite !== undefined ? [wishes.backupTo === 'storage-box-borg' ? 'borgbackup' : 'restic'] : []),
    ...(host.isMonitor ? ['prometheus', 'prometheus-alertmanager'] : []),
  ];
  return chosen.sort();
}

/** Those of them that are upgraded by hand only. */
export function heldPackages(host: Host, cell: Cell, site: Site): string[] {
  return packagesOf(host, cell, site).filter((name) => name.startsWith('mongodb-'));
}

export const packagesPath = `${paths.scripts}/ordination-packages` as const;

export function packages(site: Site): Files {
  const files = site.cells.flatMap((cell) =>
    cell.hosts.map((host) => [onHost(host, packagesPath), installScript(host, cell, site)] as const),
  );
  return Object.fromEntries(files);
}

function installScript(host: Host, cell: Cell, site: Site): string {
  const sources = [...(host.runsApp ? [nodeSource(site)] : []), ...(runsMongod(host, cell) ? [mongodbSource(host, site)] : [])];
  const held = heldPackages(host, cell, site);
  const { pm2 } = site.versions.programs;
  const last = [
    ...(held.length > 0
      ? ['# An upgrade of the database is a step of its own, one server after the other.', `apt-mark hold ${held.join(' ')}`]
      : []),
    ...(runsMongod(host, cell) && !isMember(host, cell)
      ? ['# It is started by the restore test only, with a configuration of its own.', 'systemctl disable --now mongod.service']
      : []),
    ...(host.runsApp
      ? [
          '# The page that Ubuntu serves by itself.',
          'rm -f /etc/nginx/sites-enabled/default',
          `npm install --global --no-fund --no-audit pm2@${pm2.version}`,
        ]
      : []),
  ];
  return headed(
    '#',
    `#!/bin/bash
# Installs the programs of ${host.name}. The first boot runs it, and ${scripts.apply} whenever this file has changed; it can be repeated at any time.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

packages=(
${packagesOf(host, cell, site)
  .map((name) => `  ${name}\n`)
  .join('')})

work=$(mktemp -d)
policy=/usr/sbin/policy-rc.d

finish() {
  rm -rf "$work" "$policy"
}
trap finish EXIT

# No program starts with the settings of its package: ${scripts.apply} starts it with ours.
printf '#!/bin/sh\\nexit 101\\n' >"$policy"
chmod 0755 "$policy"

# Networks and mirrors fail now and then, above all on the first boot.
again() {
  local attempt
  for attempt in 1 2 3 4 5; do
    if "$@"; then return 0; fi
    echo "Attempt $attempt of 5 failed: $*" >&2
    sleep 15
  done
  echo "Gave up: $*. Correct the cause (network, DNS, address of the source) and run $0 again." >&2
  return 1
}
${
  sources.length === 0
    ? ''
    : `
# add_source NAME KEY_URL FINGERPRINT LINE
add_source() {
  local name=$1 url=$2 wanted=$3 line=$4 found
  again curl -fsSL --proto '=https' -o "$work/$name.asc" "$url"
  found=$(gpg --batch --show-keys --with-colons "$work/$name.asc" | awk -F: '$1 == "fpr" && before == "pub" { print $10 } { before = $1 }')
  if [[ "$found" != "$wanted" ]]; then
    echo "The key at $url has the fingerprint \\"$found\\", not $wanted: it is not used. Ask its maker before you change the fingerprint." >&2
    return 1
  fi
  gpg --batch --yes --dearmor -o "$work/$name.gpg" "$work/$name.asc"
  install -m 0644 "$work/$name.gpg" "/usr/share/keyrings/$name.gpg"
  echo "deb [ arch=amd64,arm64 signed-by=/usr/share/keyrings/$name.gpg ] $line" >"/etc/apt/sources.list.d/$name.list"
}
`
}
again apt-get -q update
again apt-get -q -y install ca-certificates curl gnupg
${sources.map(({ name, key, fingerprint, line }) => `add_source ${name} ${key} ${fingerprint} '${line}'\n`).join('')}${sources.length > 0 ? 'again apt-get -q update\n' : ''}again apt-get -q -y -o Dpkg::Options::=--force-confold install "\${packages[@]}"
${last.map((line) => `${line}\n`).join('')}`,
    site,
  );
}
