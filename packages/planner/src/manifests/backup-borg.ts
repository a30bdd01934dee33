/** The repository as borg keeps it: archives become part of the backup by their names, once they are checked. The key of the server can only add. */
import { archiveName, usedShare } from './backup-restic.ts';
import { exits, type Taker } from './backup-taker.ts';

/** Seconds of the weekly check: it goes on next week where it stopped. */
const checkSeconds = 7200;

export function borgFunctions(taker: Taker): string {
  const { host } = taker;
  return `
host=${host.name}
mkdir -p "$BORG_BASE_DIR"
# Reading needs no lock: a full target takes none.
reading=(borg --bypass-lock)

make_repository() { run_at_repository borg init --encryption=repokey-blake2; }

# Borg removes the lock of a killed program of this server by itself; finds a wrong password early.
open_repository() { run_at_repository borg --lock-wait 60 list --last 1 > /dev/null; }

# look: reads the list, for the functions below.
look() { run_at_repository "\${reading[@]}" list --sort-by timestamp --format '{name}{NL}' > "$work/archives"; }

# list_backups: lines "kind run id bytes", oldest first. What was never checked is not among them.
list_backups() {
  local name rest
  while read -r name; do
    rest=\${name#"$host-"}
    # host-kind-run-bytes; a half archive of a killed run ends in ".checkpoint".
    if [[ $rest =~ ^(database|files)-([0-9TZ]+)-([0-9]+)$ ]]; then
      printf '%s %s %s %s\\n' "\${BASH_REMATCH[1]}" "\${BASH_REMATCH[2]}" "$name" "\${BASH_REMATCH[3]}"
    fi
  done < "$work/archives"
}

# find_stored KIND RUN: the id of what has just been stored and is not checked yet.
find_stored() { grep -Fx "unverified-$host-$1-$2" "$work/archives" || true; }

bytes_of() { run_at_repository "\${reading[@]}" info --json "::$1" | jq '.archives[0].stats.original_size'; }

# accept_stored ID KIND RUN BYTES: from now on a restore takes it.
accept_stored() { run_at_repository borg rename "::$1" "$host-$2-$3-$4"; }

# store_database RUN: borg starts the dump itself, and stores nothing unless that ends well.
store_database() {
  local said code=0
  said=$(mktemp "$work/said.XXXXXX")
  borg create --lock-wait 60 --compression zstd --stdin-name ${archiveName} --content-from-command "::unverified-$host-database-$1" -- "\${dump[@]}" 2> "$said" || code=$?
  if ((code != 0)); then
    if grep -qE 'exited with status|Command .* (failed|terminated)' "$said"; then
      cat "$said" >&2
      fail ${exits.dump} "The dump failed, so nothing was stored: see the lines above."
    fi
    explain "$said" "$code"
  fi
}

# store_files RUN PATHS
store_files() {
  local run=$1
  shift
  run_at_repository borg create --lock-wait 60 --compression zstd --numeric-ids "::unverified-$host-files-$run" "$@"
}

# print_database ID: the archive as mongodump wrote it.
print_database() { run_at_repository "\${reading[@]}" extract --stdout "::$1" ${archiveName}; }

# files_of ID FOLDER: the paths of its files, one a line.
files_of() { run_at_repository "\${reading[@]}" list --format '{type}/{path}{NL}' "::$1" "\${2#/}" | sed -n 's|^-/|/|p'; }

# extract ID FOLDER PATHS: under their full paths below FOLDER. A path that is not in the backup is left out, as restic does.
extract() {
  local id=$1 folder=$2 said code=0
  shift 2
  said=$(mktemp "$work/said.XXXXXX")
  (cd "$folder" && exec "\${reading[@]}" extract --numeric-ids "::$id" "\${@#/}") 2> "$said" || code=$?
  if ((code > 1)) || { ((code == 1)) && grep -qv 'never matched' "$said"; }; then explain "$said" "$code"; fi
}

# The key of this server can only add: an administrator deletes old versions with a key of their own, by bin/prune-backups.
forget_old() { :; }

check_repository() {
  local part
  for part in "--repository-only --max-duration ${checkSeconds}" "--archives-only --last 2"; do
    # shellcheck disable=SC2086 # two words
    if ! borg check --lock-wait 60 $part > "$work/check" 2>&1; then
      if grep -qiE 'integrity|mismatch|errors found|corrupt|missing' "$work/check"; then
        cat "$work/check" >&2
        fail ${exits.damaged} "The repository is damaged. Restore from an older snapshot of the target, and do not delete anything: see docs/*/recovery.md."
      fi
      explain "$work/check" 1
    fi
  done
}

${usedShare(taker)}`;
}
