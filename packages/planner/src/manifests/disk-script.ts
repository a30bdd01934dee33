/** The script that makes, opens and closes the disk for data. The key is held in memory only, and fetched anew at each start. */
import { paths, scripts, users } from './names.ts';
import { isMember } from './packages.ts';
import { secretFiles } from './secrets.ts';
import type { Cell, Host, Site } from './site.ts';

/** GB of swap: a server that runs short slows down instead of losing a program. */
const swapGb = 2;

export function diskScript(host: Host, cell: Cell, site: Site): string {
  return host.isEncrypted ? encrypted(host, cell, site) : plain(host, cell);
}

const head = `#!/bin/bash
# ${scripts.disk} create | open | close | status. Each can be repeated at any time, also after it was killed.
set -euo pipefail
umask 077

data=${paths.data}
swap=${paths.swap}

fail() {
  echo "${scripts.disk}: $*" >&2
  exit 1
}
`;

/** Folders with their owners, and the swap; the same on every server. */
function folders(host: Host, cell: Cell): string {
  const folder = (owner: string, mode: string, path: string) => `  install -d -o ${owner} -g ${owner} -m ${mode} ${path}\n`;
  return `
make_folders() {
  chmod 0755 "$data"
${isMember(host, cell) ? folder(users.database, '0700', paths.databaseFiles) : ''}${
    host.runsApp ? folder(users.app, '0750', paths.files) + folder(users.app, '0750', paths.appLogs) : ''
  }${folder('root', '0711', paths.scratch)}}

start_swap() {
  if swapon --show=NAME --noheadings | grep -qx "$swap"; then return 0; fi
  # Half a swap file, left by a kill, has no name of its own yet.
  if [[ ! -e "$swap" ]]; then
    rm -f "$swap.new"
    fallocate -l ${swapGb}G "$swap.new" || fail "No room for ${swapGb} GB of swap in $data. Free some space, then run this again."
    mkswap --quiet "$swap.new"
    mv -T "$swap.new" "$swap"
  fi
  swapon "$swap"
}

stop_swap() {
  if swapon --show=NAME --noheadings | grep -qx "$swap"; then swapoff "$swap"; fi
}
`;
}

function plain(host: Host, cell: Cell): string {
  return `${head}${folders(host, cell)}
case "\${1:-}" in
  create | open)
    install -d -m 0755 "$data"
    make_folders
    start_swap
    ;;
  close) stop_swap ;;
  status) echo "not encrypted" ;;
  *) fail "Say create, open, close or status." ;;
esac
`;
}

function encrypted(host: Host, cell: Cell, site: Site): string {
  return `${head}
container=${paths.container}
mapping=ordination-data
size_gb=${host.provision.dataGb}
key_file=keys/${host.name}.key
${reach(site)}${folders(host, cell)}${keys}${making}${opening}
# Two at once would open the same container twice.
exec 9>${paths.locks}/${scripts.disk}.lock
flock -w 300 9 || fail "Another ${scripts.disk} has been running for five minutes. Look for it with: fuser -v ${paths.locks}/${scripts.disk}.lock"

case "\${1:-}" in
  create)
    [[ -e "$container" ]] || create
    open
    ;;
  open) open ;;
  close) close ;;
  status)
    if mountpoint -q "$data"; then echo open; elif [[ -e "$container" ]]; then echo closed; else echo missing; fi
    ;;
  *) fail "Say create, open, close or status." ;;
esac
`;
}

/** The variables through which rclone learns host, user, bucket and keys. */
function reach({ wishes: { backupTo } }: Site): string {
  const source = (file: string) => `set -a\n# shellcheck source=/dev/null\n. ${file}\nset +a\n`;
  const begin = `
export RCLONE_CONFIG=${paths.config}/rclone.conf
`;
  switch (backupTo) {
    case 's3':
      return `${begin}${source(paths.siteEnv)}${source(secretFiles.backupTarget)}# OFFSITE_BUCKET is written "host/bucket", as for restic.
export RCLONE_CONFIG_OFFSITE_ENDPOINT="https://\${OFFSITE_BUCKET%%/*}"
target="offsite:\${OFFSITE_BUCKET#*/}/"
`;
    case 'azure':
      return `${begin}${source(paths.siteEnv)}${source(secretFiles.backupTarget)}export RCLONE_CONFIG_OFFSITE_ACCOUNT="$AZURE_ACCOUNT_NAME"
export RCLONE_CONFIG_OFFSITE_KEY="$AZURE_ACCOUNT_KEY"
target="offsite:$OFFSITE_BUCKET/"
`;
    default:
      return `${begin}${source(paths.siteEnv)}export RCLONE_CONFIG_OFFSITE_HOST="$OFFSITE_HOST"
export RCLONE_CONFIG_OFFSITE_USER="$OFFSITE_USER"
target=offsite:
`;
  }
}

const keys = `
# Whether the target holds a key for this server: 0 yes, 1 no, 2 the target does not answer.
has_key() {
  local found status=0
  found=$(rclone lsf --files-only "\${target}keys/" 2>&1) || status=$?
  case "$status" in
    0) grep -qx "\${key_file#keys/}" <<<"$found" ;;
    3) return 1 ;; # the folder is not there yet
    *)
      echo "$found" >&2
      return 2
      ;;
  esac
}

# Leaves the key in $key. At boot the network can be late: twelve attempts in two minutes.
fetch_key() {
  local attempt status
  for attempt in {1..12}; do
    status=0
    has_key || status=$?
    if [[ "$status" == 0 ]] && key=$(rclone cat "$target$key_file"); then
      [[ "$key" =~ ^[0-9a-f]{128}$ ]] || fail "$key_file at the off-site target is no whole key; an upload may have been cut off. If this server never had a disk, delete that file and run this again; else put the key back from the vault."
      return 0
    fi
    if [[ "$status" == 1 ]]; then
      fail "The off-site target answers but holds no $key_file. Put the key back from the vault, or open the disk by hand: cryptsetup open $container $mapping, with the recovery passphrase; then run this again."
    fi
    echo "The off-site target does not answer (attempt $attempt of 12)." >&2
    sleep 10
  done
  fail "The off-site target is unreachable, so there is no key. Check ${paths.siteEnv}, ${paths.knownHosts} and the firewall (port 23 outwards), then: systemctl restart ordination-disk. Without the target: cryptsetup open $container $mapping, with the recovery passphrase from the vault."
}
`;

const making = `
# A new key, stored at the target before anything depends on it. One that is there already is kept: another container may need it.
provide_key() {
  local status=0
  has_key || status=$?
  case "$status" in
    0) fetch_key ;;
    1)
      key=$(openssl rand -hex 64)
      printf '%s' "$key" | rclone rcat "$target$key_file" || fail "The key could not be stored at the off-site target. Check its quota and rights, then run this again."
      [[ "$(rclone cat "$target$key_file")" == "$key" ]] || fail "The off-site target gives back another key than was stored. Nothing was encrypted."
      ;;
    *) fail "The off-site target is unreachable. Check ${paths.siteEnv}, ${paths.knownHosts} and the secret for the target, then run this again." ;;
  esac
}

# The container gets its name only when it is complete, so a killed run leaves nothing that would be opened.
create() {
  local passphrase='' key new=$container.new
  IFS= read -r -t 60 passphrase || [[ -n "$passphrase" ]] || fail "No recovery passphrase on standard input. Give the one from the vault: ${scripts.disk} create <secrets/disk-recovery-passphrase"
  ((\${#passphrase} >= 20)) || fail "The recovery passphrase has fewer than 20 characters. Make it with bin/make-secrets."
  if [[ -e "/dev/mapper/$mapping-new" ]]; then cryptsetup close "$mapping-new"; fi
  rm -f "$new"
  provide_key
  fallocate -l "\${size_gb}GB" "$new" || {
    rm -f "$new"
    fail "The disk is too full for a container of $size_gb GB. Free some space (df -h /), then run this again."
  }
  # The key is random, so stretching it adds nothing; the passphrase is stretched.
  printf '%s' "$key" | cryptsetup luksFormat --batch-mode --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file - "$new"
  cryptsetup luksAddKey --batch-mode --key-file <(printf '%s' "$key") "$new" <(printf '%s' "$passphrase")
  printf '%s' "$key" | cryptsetup open --type luks2 --key-file - "$new" "$mapping-new"
  mkfs.xfs -q "/dev/mapper/$mapping-new"
  cryptsetup close "$mapping-new"
  sync -f "$new"
  mv -T "$new" "$container"
}
`;

const opening = `
open() {
  local key status loop
  [[ -e "$container" ]] || fail "There is no container $container. Make it with: ${scripts.disk} create, or restore the server as the recovery plan says."
  if ! mountpoint -q "$data"; then
    if [[ ! -e "/dev/mapper/$mapping" ]]; then
      fetch_key
      status=0
      printf '%s' "$key" | cryptsetup open --type luks2 --key-file - "$container" "$mapping" || status=$?
      case "$status" in
        0) ;;
        2) fail "The key at the off-site target is not the key of this container. Open it with the recovery passphrase: cryptsetup open $container $mapping; then run this again." ;;
        *) fail "cryptsetup could not open $container (status $status, its message is above)." ;;
      esac
    fi
    # The cache of the file below would hold everything a second time.
    loop=$(losetup --noheadings --output NAME --associated "$container" | head -n 1)
    if [[ -n "$loop" ]]; then losetup --direct-io=on "$loop" || echo "The disk below does not allow direct access; memory is used twice." >&2; fi
    install -d -m 0755 "$data"
    mount -t xfs -o noatime,nodev,nosuid "/dev/mapper/$mapping" "$data"
  fi
  make_folders
  start_swap
}

close() {
  if mountpoint -q "$data"; then
    stop_swap
    umount "$data" || fail "Something still uses $data. Find it with: fuser -vm $data"
  fi
  if [[ -e "/dev/mapper/$mapping" ]]; then cryptsetup close "$mapping"; fi
}
`;
