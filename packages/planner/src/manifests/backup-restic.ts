/** The repository as restic keeps it: snapshots become part of the backup by their tags, once they are checked. */
import { exits, isBox, sshConfig, type Taker } from './backup-taker.ts';
import { kept } from './names.ts';
import { siteVariables } from './secrets.ts';
import { atLeast } from '../units/version.ts';

/** The name of the dump in its snapshot. */
export const archiveName = 'database.archive';

const weeksInYear = 52;

/** The class that the bill charges; without a word restic would store in the dearer standard one. */
function storageClass({ cell, target }: Taker): string {
  return target === 's3' && cell.offSite!.sku.endsWith('-ia') ? ' -o s3.storage-class=STANDARD_IA' : '';
}

export function resticFunctions(taker: Taker): string {
  const { host } = taker;
  const { offSiteHost, offSiteUser } = siteVariables;
  const ssh = `ssh -F ${sshConfig} -l $${offSiteUser} $${offSiteHost}`;
  return `
host=${host.name}
# Reading needs no lock: only the scripts of this server change the repository, one at a time, and a full target takes no lock.
restic=(restic${isBox(taker) ? ` -o "sftp.command=${ssh} -s sftp"` : storageClass(taker)})
reading=("\${restic[@]}" --no-lock)

make_repository() { run_at_repository "\${restic[@]}" init; }

# Removes the locks that killed programs of this server left behind, never those of a living one; finds a wrong password early.
open_repository() { run_at_repository "\${restic[@]}" unlock; }

# look: reads the list, for the functions below.
look() { run_at_repository "\${reading[@]}" snapshots --json --host "$host" > "$work/snapshots"; }

# list_backups: lines "kind run id bytes", oldest first. What was never checked is not among them.
list_backups() {
  jq -r 'sort_by(.time)[] | . as $one | (.tags // []) as $tags
    | ($tags[] | select(. == "database" or . == "files")) as $kind
    | ([$tags[] | select(startswith("run-"))][0] // "run-unknown")[4:] as $run
    | ([$tags[] | select(startswith("bytes-"))][0] // "bytes-0")[6:] as $bytes
    | "\\($kind) \\($run) \\($one.short_id) \\($bytes)"' "$work/snapshots"
}

# find_stored KIND RUN: the id of what has just been stored and is not checked yet.
find_stored() {
  jq -r --arg tag "unverified-$1-$2" '[.[] | select((.tags // []) | index($tag)) | .short_id][-1] // empty' "$work/snapshots"
}

bytes_of() { run_at_repository "\${reading[@]}" stats --json --mode restore-size "$1" | jq .total_size; }

# accept_stored ID KIND RUN BYTES: from now on a restore takes it.
accept_stored() { run_at_repository "\${restic[@]}" tag --set "$2" --set "run-$3" --set "bytes-$4" "$1" > /dev/null; }

${storeDatabase(taker)}
# store_files RUN PATHS
store_files() {
  local run=$1
  shift
  run_at_repository "\${restic[@]}" backup --quiet --host "$host" --tag "unverified,unverified-files-$run" -- "$@"
}

# print_database ID: the archive as mongodump wrote it.
print_database() { run_at_repository "\${reading[@]}" dump "$1" ${archiveName}; }

# files_of ID FOLDER: the paths of its files, one a line.
files_of() { run_at_repository "\${reading[@]}" ls --json --recursive "$1" "$2" | jq -r 'select(.type == "file") | .path'; }

# extract ID FOLDER PATHS: under their full paths below FOLDER. Signs that restic would take for patterns are quoted.
extract() {
  local id=$1 folder=$2 path includes=()
  shift 2
  for path in "$@"; do
    path=$(printf '%s' "$path" | sed 's/[][*?\\\\]/\\\\&/g')
    includes+=(--include "$path")
  done
  run_at_repository "\${reading[@]}" restore "$id" --target "$folder" "\${includes[@]}" > /dev/null
}

# The key of this server may delete: what protects against a thief of it are the snapshots of the target, which it cannot touch.
forget_old() {
  local kind
  for kind in database files; do
    run_at_repository "\${restic[@]}" forget --quiet --host "$host" --tag "$kind" --group-by host --keep-within 2d --keep-daily ${kept.daily} --keep-weekly ${kept.weekly} --keep-monthly ${kept.monthly}
  done
  run_at_repository "\${restic[@]}" forget --quiet --host "$host" --tag unverified --group-by host --keep-within 7d
  run_at_repository "\${restic[@]}" prune --quiet
}

# Within a year of weeks every stored byte is read once; the lists are read every time.
check_repository() {
  local week
  week=$(((10#$(date -u +%V) - 1) % ${weeksInYear} + 1))
  if ! "\${reading[@]}" check --read-data-subset "$week/${weeksInYear}" > "$work/check" 2>&1; then
    if grep -qE 'repository contains errors|ciphertext verification failed|invalid data returned' "$work/check"; then
      cat "$work/check" >&2
      fail ${exits.damaged} "The repository is damaged. Restore from an older snapshot of the target, and do not delete anything: see docs/*/recovery.md."
    fi
    explain "$work/check" 1
  fi
}

${usedShare(taker)}`;
}

function storeDatabase({ host: { system } }: Taker): string {
  const own = `--quiet --host "$host" --tag "unverified,unverified-database-$1" --stdin-filename ${archiveName}`;
  if (atLeast(system.ships.restic, '0.17')) {
    return `# store_database RUN: restic starts the dump itself, and stores nothing unless that ends well.
store_database() {
  local said code=0
  said=$(mktemp "$work/said.XXXXXX")
  "\${restic[@]}" backup ${own} --stdin-from-command -- "\${dump[@]}" 2> "$said" || code=$?
  if ((code != 0)); then
    if grep -q 'command failed' "$said"; then
      cat "$said" >&2
      fail ${exits.dump} "The dump failed, so nothing was stored: see the lines above."
    fi
    explain "$said" "$code"
  fi
}
`;
  }
  return `# store_database RUN: this restic takes the end of its input for a good end, also when the dump has died. So this script keeps
# the pipe open until the dump has ended well; otherwise restic is killed before it sees an end. If the script itself is
# killed, what restic then stores is never checked, keeps its tag "unverified", and no restore takes it.
store_database() {
  local storing code=0 dumped=0
  mkfifo "$work/pipe"
  "\${restic[@]}" backup ${own} --stdin < "$work/pipe" 2> "$work/restic" &
  storing=$!
  exec 8> "$work/pipe"
  "\${dump[@]}" >&8 2> "$work/dump" 8>&- || dumped=$?
  cat "$work/dump" >&2
  if ((dumped != 0)); then kill -KILL "$storing" 2> /dev/null || true; fi
  # The end that restic sees.
  exec 8>&-
  wait "$storing" || code=$?
  rm -f "$work/pipe"
  # The lock of the restic that was killed would keep the files of this run from being counted.
  if ((dumped != 0)); then open_repository; fi
  # If restic had ended by itself, the dump failed because nobody read it.
  if ((dumped != 0 && (code == 0 || code == 137))); then
    fail ${exits.dump} "The dump failed with code $dumped, so nothing was stored: see the lines above."
  fi
  if ((code != 0)); then explain "$work/restic" "$code"; fi
}
`;
}

/** A box says how full it is, unless the key may only start borg; what is sold by the GB is never full. */
export function usedShare(taker: Taker): string {
  if (!isBox(taker)) return 'used_share() { :; }\n';
  const { offSiteHost, offSiteUser } = siteVariables;
  return `used_share() {
  ssh -F ${sshConfig} -l "$${offSiteUser}" "$${offSiteHost}" df 2> /dev/null |
    awk 'END { used = $(NF - 3); free = $(NF - 2); if (used + free > 0) print used / (used + free) }'
}
`;
}
