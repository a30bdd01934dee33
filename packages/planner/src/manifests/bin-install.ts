/** bin/install: brings the files and secrets of a server to it, and has the server check and start them. */
import { stagedPath } from './apply.ts';
import { reach } from './bin-reach.ts';
import { secretsFolder } from './bin-secrets.ts';
import { paths, scriptPath, scripts, users } from './names.ts';
import { rightsOf } from './packages.ts';
import { secretFiles, secretsOf } from './secrets.ts';
import type { Cell, Host, Site } from './site.ts';

export function installScript(site: Site): string {
  const boxes = site.cells.flatMap(({ offSite }) => offSite ?? []).length > 0 && site.wishes.backupTo.startsWith('storage-box');
  return `#!/bin/bash
# bin/install HOST... | --all
# Brings a server its files, its secrets and what is known of the site, then has it check and start them (${scripts.apply}).
# It can be repeated at any time; without changes nothing is restarted. With --all the servers take turns, and the first
# failure ends it.
set -euo pipefail
umask 077
cd "$(dirname "$0")/.."
${reach}
all_hosts='${site.hosts.map(({ name }) => name).join(' ')}'
# The server in charge comes last of the replica set, so that it hands over to one that is done.
order=(${site.cells
    .flatMap(installOrder)
    .map(({ name }) => name)
    .join(' ')})

# Files are written beside their place and moved, and what has changed is noted for ${scripts.apply}.
# send HOST LOCAL OWNER MODE PATH
send() {
  local host=$1 local_file=$2 owner=$3 mode=$4 path=$5
  [[ -s "$local_file" ]] || fail "$local_file is missing or empty. Run bin/make-secrets and read what it says is still needed."
  on "$host" "sudo sh -euc 'umask 077; cat >$path.new; chown $owner:$owner $path.new; chmod $mode $path.new
    cmp -s $path.new $path || echo $path >>/var/lib/ordination-pending; mv $path.new $path'" <"$local_file"
}

site_env() {
  jq -er --arg host "$1" '.site_env.value[$host] // {} | to_entries[] | "\\(.key)=\\(.value)"' <<<"$outputs" || true
  cat secrets/site.env
}

# Learns the host keys of the servers that talk to each other, and the one of the off-site target.
known_hosts() {
  cat secrets/servers_known_hosts
${boxes ? `  cat "secrets/offsite_known_hosts"\n` : ''}}
${boxes ? pinTarget : ''}
install_on() {
  local host=$1 folder=$2 passphrase=$3 peer
  shift 3
  [[ -d "servers/$host" ]] || fail "There is no server \\"$host\\". The servers are: $all_hosts"
  echo "== $host"
  # Status 1 is a first boot that failed; 2 is one with remarks.
  on "$host" "cloud-init status --wait >/dev/null; [ \\$? -ne 1 ] || { cloud-init status --long; exit 1; }" </dev/null
  for peer in "$@"; do
    on "$peer" true </dev/null || echo "$peer does not answer yet: $host does not know its host key. Run bin/install $host again later." >&2
  done
${boxes ? `  pin_target "$host"\n` : ''}  rsync --recursive --times --delete --chmod=D0700,F0600 --rsync-path='sudo rsync' \\
    --rsh="ssh $(printf '%q ' "\${ssh_options[@]}") -o HostKeyAlias=$host" "servers/$host/" "${users.admin}@$(address_of "$host"):${stagedPath}/"
  "secrets_of_$(tr - _ <<<"$host")" "$folder"
  site_env "$host" >secrets/.site.env
  send "$host" secrets/.site.env root 0644 ${paths.siteEnv}
  known_hosts >secrets/.known_hosts
  send "$host" secrets/.known_hosts root 0644 ${paths.knownHosts}
  rm -f secrets/.site.env secrets/.known_hosts
  on "$host" sudo bash ${stagedPath}${scriptPath('preflight')} --before </dev/null
  on "$host" sudo bash ${stagedPath}${scriptPath('apply')} <"$passphrase"
}
${site.hosts.map((host) => secretsFunction(host, cellOf(host, site), site)).join('')}
install_host() {
  case "$1" in
${site.hosts.map((host) => `    ${host.name}) ${call(host, cellOf(host, site))} ;;\n`).join('')}    *) fail "There is no server \\"$1\\". The servers are: $all_hosts" ;;
  esac
}

case "\${1:-}" in
  '') fail "Say which server, or --all. The servers are: $all_hosts" ;;
  --all) set -- "\${order[@]}" ;;
esac
for host in "$@"; do install_host "$host"; done
`;
}

/** The least important member first, then what is not in the replica set. */
export function installOrder({ hosts, members }: Cell): Host[] {
  const voters = members.map(({ host }) => host);
  return [...voters.toReversed(), ...hosts.filter((host) => !voters.includes(host))];
}

function cellOf(host: Host, { cells }: Site): Cell {
  return cells.find(({ hosts }) => hosts.includes(host))!;
}

function call(host: Host, cell: Cell): string {
  const folder = secretsFolder(cell);
  const peers = cell.hosts.filter((other) => other !== host).map(({ name }) => name);
  return ['install_on', host.name, folder, host.isEncrypted ? `${folder}/disk-recovery-passphrase` : '/dev/null', ...peers].join(' ');
}

/** A server gets what it uses and nothing else. */
function secretsFunction(host: Host, cell: Cell, site: Site): string {
  const own = secretsOf(cell, site).filter(({ kind, place, hosts }) => kind === 'secret' && place === 'server' && hosts.includes(host));
  const lines = own.map((secret) => {
    const { owner, mode } = rightsOf(secret, host, cell);
    const local = secret.file === secretFiles.databaseCertificate ? `tls/${host.name}.pem` : secret.name;
    return `  send ${host.name} "$1/${local}" ${owner} ${mode} ${secret.file}\n`;
  });
  return `
secrets_of_${host.name.replaceAll('-', '_')}() {
${lines.join('')}}
`;
}

const pinTarget = `
# Asked once for each target; the host key that was accepted is the only one from then on.
pin_target() {
  local target found answer
  target=$(jq -r --arg host "$1" '.site_env.value[$host].OFFSITE_HOST // empty' <<<"$outputs")
  touch secrets/offsite_known_hosts
  if [[ -z "$target" ]] || grep -qF "[$target]:23 " secrets/offsite_known_hosts; then return 0; fi
  found=$(ssh-keyscan -T 15 -t ed25519 -p 23 "$target" 2>/dev/null) || true
  [[ -n "$found" ]] || fail "$target does not answer on port 23. Is SSH support switched on?"
  echo "The off-site target $target shows this host key:"
  ssh-keygen -l -f - <<<"$found"
  read -r -p "Compare it with the fingerprint that the vendor publishes. Is it the same (yes/no)? " answer </dev/tty
  [[ "$answer" == yes ]] || fail "The host key was not accepted, so nothing was sent."
  echo "$found" >>secrets/offsite_known_hosts
}
`;
