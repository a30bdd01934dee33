/** The script that puts the files of a server in their places: all of them after every check has passed, or none. */
import { applyActivation } from './apply-activation.ts';
import { headed, onHost, type Files } from './files.ts';
import { paths, scriptPath, scripts, users } from './names.ts';
import { packagesPath } from './packages.ts';
import type { Cell, Host, Site } from './site.ts';

/** Where bin/install puts the tree of a server, for ordination-apply to look at. Only root can write there. */
export const stagedPath = '/var/lib/ordination-staged';

export function apply(site: Site): Files {
  const files = site.cells.flatMap((cell) =>
    cell.hosts.map((host) => [onHost(host, scriptPath('apply') as `/${string}`), headed('#', script(host, cell, site), site)]),
  );
  return Object.fromEntries(files) as Files;
}

function script(host: Host, cell: Cell, site: Site): string {
  return `#!/bin/bash
# Takes the files of ${host.name} from ${stagedPath}, checks them with the programs that read them, and starts or
# reloads what has changed. If a check fails, the former files are back in their places and nothing was restarted.
# Reads the recovery passphrase of the disk from standard input if the disk has still to be made.
set -euo pipefail

staged=${stagedPath}
# The files that were replaced, until the checks have passed.
former=/var/lib/ordination-former
# What has changed and is not active yet; it outlives a killed run.
pending=/var/lib/ordination-pending
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

fail() {
  echo "${scripts.apply}: $*" >&2
  exit 1
}
${files}${checks(host)}${applyActivation(host, cell, site)}
[[ -d "$staged/etc" ]] || fail "There are no files in $staged. Bring them with: bin/install ${host.name}"
exec 9>${paths.locks}/${scripts.apply}.lock
flock -n 9 || fail "Another ${scripts.apply} is running. Wait for its end."

if [[ -d "$former" ]]; then
  echo "An earlier run was killed before its checks had passed: the former files are put back first."
  put_back
fi
check_before
changes=$(list_changes)
if grep -qx ${packagesPath} <<<"$changes"; then "$staged${packagesPath}"; fi
replace
check_after
touch "$pending"
printf '%s\\n' "$changes" >>"$pending"
mv -T "$former" "$former.done"
rm -rf "$former.done"
activate
rm -f "$pending"
echo "${host.name} runs with these files."
`;
}

const files = `
mode_of() {
  case "$1" in
    /etc/sudoers.d/*) echo 440 ;;
    *) if [[ "$(head -c 2 "$staged$1")" == '#!' ]]; then echo 755; else echo 644; fi ;;
  esac
}

# Paths whose text or mode differs from what is in place.
list_changes() {
  local path
  while IFS= read -r -d '' path; do
    path=\${path#"$staged"}
    if ! cmp -s "$staged$path" "$path" || [[ "$(stat -c %a "$path")" != "$(mode_of "$path")" ]]; then echo "$path"; fi
  done < <(find "$staged" -type f -print0 | sort -z)
}

# Keeps what stands in the places of the changed files, then replaces them one by one; no reader ever sees half a file.
replace() {
  local path
  rm -rf "$former.new" "$former.done"
  install -d -m 0700 "$former.new/tree"
  touch "$former.new/added"
  while IFS= read -r path; do
    [[ -n "$path" ]] || continue
    if [[ -e "$path" ]]; then
      install -d "$former.new/tree$(dirname "$path")"
      cp -p "$path" "$former.new/tree$path"
    else
      echo "$path" >>"$former.new/added"
    fi
  done <<<"$changes"
  mv -T "$former.new" "$former"
  while IFS= read -r path; do
    [[ -n "$path" ]] || continue
    install -D -m "$(mode_of "$path")" "$staged$path" "$path.ordination-new"
    mv -T "$path.ordination-new" "$path"
  done <<<"$changes"
}

put_back() {
  local path
  while IFS= read -r -d '' path; do
    path=\${path#"$former/tree"}
    cp -p "$former/tree$path" "$path.ordination-new"
    mv -T "$path.ordination-new" "$path"
  done < <(find "$former/tree" -type f -print0)
  while IFS= read -r path; do rm -f "$path" "$path.ordination-new"; done <"$former/added"
  mv -T "$former" "$former.done"
  rm -rf "$former.done"
}
`;

/** Checks in place need the files in place: nginx, sshd and systemd read whole folders. What can be checked before, is. */
function checks({ runsApp }: Host): string {
  return `
refused=0

# check WHAT COMMAND...: refused if the command fails.
check() {
  local what=$1
  shift
  if "$@" >"$answer" 2>&1 </dev/null; then return 0; fi
  echo "Refused: $what" >&2
  sed 's/^/  /' "$answer" >&2
  refused=1
}

# Some programs warn of a word they do not know and go on: here every word counts.
silent() {
  "$@" && [[ ! -s "$answer" ]]
}

has() {
  [[ -e "$staged$1" ]]
}

staged_in() {
  if [[ -d "$staged$1" ]]; then find "$staged$1" -maxdepth 1 -type f | sort; fi
}

check_before() {
  local file
  # Whoever applies this comes in again only with a key.
  check "no key of the user ${users.admin} in /home/${users.admin}/.ssh/authorized_keys" test -s /home/${users.admin}/.ssh/authorized_keys
  while IFS= read -r file; do check "sudo rules" visudo -c -f "$file"; done < <(staged_in /etc/sudoers.d)
  if has /etc/nftables.conf; then check "firewall" nft -c -f "$staged/etc/nftables.conf"; fi
  while IFS= read -r file; do check "settings of apt" apt-config -c "$file" dump; done < <(staged_in /etc/apt/apt.conf.d)
  [[ "$refused" == 0 ]] || fail "Nothing was changed. Correct what is named above, then run bin/install again."
}

admin_may_log_in() {
  local settings users
  settings=$(sshd -T -C user=${users.admin},host=localhost,addr=127.0.0.1) || return 1
  users=$(awk '$1 == "allowusers" { print $2 }' <<<"$settings") || return 1
  [[ -z "$users" ]] || grep -qx ${users.admin} <<<"$users"
}

# Folders that programs want to see before they say that their settings are right.
make_folders() {
  mkdir -p /run/sshd
  systemd-tmpfiles --create || echo "systemd-tmpfiles could not do everything; its messages are above." >&2
}

check_after() {
  local file units=()
  make_folders
  check "sshd" sshd -t
  check "sshd does not let in the user ${users.admin}" admin_may_log_in
  while IFS= read -r file; do units+=("\${file#"$staged"}"); done < <(staged_in /etc/systemd/system)
  check "units of systemd" silent systemd-analyze verify --man=no --recursive-errors=no "\${units[@]}"
${runsApp ? `  # nginx does not start without a certificate.\n  check "certificate" ${scriptPath('certificate')}\n` : ''}  if has /etc/nginx; then check "nginx" nginx -t -q; fi
  if has /etc/mongod.conf; then check "mongod" mongod --config /etc/mongod.conf --outputConfig; fi
  if has /etc/fail2ban; then check "fail2ban" fail2ban-client -t; fi
  if has /etc/prometheus/prometheus.yml; then check "Prometheus" promtool check config /etc/prometheus/prometheus.yml; fi
  if has /etc/prometheus/alertmanager.yml; then check "Alertmanager" amtool check-config /etc/prometheus/alertmanager.yml; fi
  while IFS= read -r file; do check "logrotate" logrotate -d "\${file#"$staged"}"; done < <(staged_in /etc/logrotate.d)
  [[ "$refused" == 0 ]] && return 0
  put_back
  fail "The former files are back, nothing was restarted. Correct what is named above, then run bin/install again."
}
`;
}
