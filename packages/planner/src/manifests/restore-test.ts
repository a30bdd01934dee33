/** The monthly trial: the newest backup is restored beside the living database and compared with what it held. */
import { bucketFunctions } from './backup-bucket.ts';
import { partsOf } from './backup-script.ts';
import { exits, recordFile, recordProgram, type Taker } from './backup-taker.ts';
import { figures, paths, ports, scripts, users } from './names.ts';

/** Files that are compared byte by byte. */
const sampleSize = 20;

/** A database of its own, on loopback only, with little memory. `scratch` is the folder. */
export const scratchFunctions = `
# The trial needs room for the dump and its indexes; when in doubt it does not start, since a full disk stops the living database.
require_room() {
  local needed=$1 free
  free=$(df --output=avail -B1 ${paths.scratch} | tail -n 1)
  if ((free < needed * 2)); then
    fail ${exits.full} "${paths.scratch} has $free bytes free, and restoring takes up to $((needed * 2)). Make room or try on another server."
  fi
}

start_scratch() {
  local second
  mkdir -p "$scratch/db"
  chmod 0711 "$scratch"
  chown ${users.database}: "$scratch/db"
  runuser -u ${users.database} -- mongod --dbpath "$scratch/db" --port ${ports.scratchDatabase} --bind_ip 127.0.0.1 --wiredTigerCacheSizeGB 0.25 > "$scratch/mongod.log" 2>&1 8>&- 9>&- &
  mongod=$!
  for ((second = 0; second < 60; second++)); do
    if ! kill -0 "$mongod" 2> /dev/null; then break; fi
    if mongosh --quiet --norc mongodb://127.0.0.1:${ports.scratchDatabase}/ --eval 'db.hello().ok' > /dev/null 2>&1; then return; fi
    sleep 1
  done
  tail -n 5 "$scratch/mongod.log" >&2
  fail 1 "The database for the trial did not start on port ${ports.scratchDatabase}: see the lines above."
}

# The dump goes there whole: the changes made during the dump can be replayed in no other way.
fill_scratch() {
  print_database "$1" | mongorestore --host=127.0.0.1 --port=${ports.scratchDatabase} --archive --oplogReplay || fail ${exits.damaged} "The dump cannot be restored: see the lines above. Try the one before, and take a new backup."
}
`;

export function restoreTestScript(taker: Taker): string {
  const { keepsDatabase, keepsBucket, host } = taker;
  const samples = keepsBucket || host.keepsFiles;
  return `#!/bin/bash
# Restores the newest backup${keepsDatabase ? ' into a database of its own, compares it with what the living one held,' : ''} and compares files byte by byte. Changes nothing else.
# Ends with the codes of ${scripts.backup}, and ${exits.damaged} if what comes back is not what was stored.
# Variables and functions come from the parts that are read below; stages are called by name.
# shellcheck disable=SC2034,SC2154,SC2317
set -euo pipefail
umask 077
${partsOf(taker)}${keepsDatabase ? `${scratchFunctions}${databaseTrial}` : ''}${keepsBucket ? bucketFunctions(taker) + bucketTrial : host.keepsFiles ? filesTrial : ''}
take_lock
started=$(date +%s)
scratch=$(mktemp -d ${paths.scratch}/restore-test.XXXXXX)
mongod=
clean_up() {
  if [[ -n $mongod ]]; then
    kill "$mongod" 2> /dev/null || true
    wait "$mongod" || true
  fi
  rm -rf -- "$scratch" "$work"
}
trap clean_up EXIT

open_repository
look
list_backups > "$work/list"
${keepsDatabase ? 'try_database\n' : ''}${samples ? 'try_files\n' : ''}
write_figures ${scripts.restoreTest} << END
${figures.restoreTestSuccess} $(date +%s)
${figures.restoreTestSeconds} $(($(date +%s) - started))
END
say "What was restored is what was stored."
`;
}

const databaseTrial = `
try_database() {
  local run id bytes
  read -r run id bytes < <(awk '$1 == "database" { line = $2 " " $3 " " $4 } END { print line }' "$work/list") || true
  [[ -n $run ]] || fail ${exits.doubtful} "There is no backup of the database that could be tried."
  files_id=$(awk -v run="$run" '$1 == "files" && $2 == run { print $3 }' "$work/list")
  [[ -n $files_id ]] || fail ${exits.doubtful} "The backup of the database of $run has no files beside it, and so no record to compare with."
  extract "$files_id" "$scratch" ${recordFile}
  [[ $(sed -n 's/^run\\t//p' "$scratch${recordFile}") == "$run" ]] || fail ${exits.doubtful} "The record beside the dump of $run belongs to another one."
  require_room "$bytes"
  start_scratch
  fill_scratch "$id"
  mongosh --quiet --norc mongodb://127.0.0.1:${ports.scratchDatabase}/ ${recordProgram} | sed 's/^/restored\\t/' > "$work/restored"
  find_faults "$scratch${recordFile}" "$work/restored" > "$work/faults"
  if [[ -s $work/faults ]]; then
    cat "$work/faults" >&2
    fail ${exits.damaged} "The restored database differs from the one that was stored: see the lines above."
  fi
}
`;

const filesTrial = `
# Files that did not change since they were stored, drawn by lot.
try_files() {
  local run id since path
  read -r run id < <(awk '$1 == "files" { line = $2 " " $3 } END { print line }' "$work/list") || true
  [[ -n $run ]] || fail ${exits.doubtful} "There is no backup of the files that could be tried."
  since=$(date -u -d "\${run:0:4}-\${run:4:2}-\${run:6:2} \${run:9:2}:\${run:11:2}:\${run:13:2}" +%s)
  files_of "$id" ${paths.files} > "$work/stored"
  mapfile -t sample < <(shuf "$work/stored" | while read -r path; do
    if [[ -f $path ]] && (($(stat -c %Z "$path") < since)); then printf '%s\\n' "$path"; fi
  done | head -n ${sampleSize})
  if ((\${#sample[@]} == 0)); then
    if [[ -s $work/stored ]]; then say "No stored file is unchanged since: none was compared."; fi
    return
  fi
  extract "$id" "$scratch" "\${sample[@]}"
  for path in "\${sample[@]}"; do
    cmp -- "$path" "$scratch$path" >&2 || fail ${exits.damaged} "$path does not come back as it was stored."
  done
}
`;

const bucketTrial = `
# Some objects of the encrypted copy, drawn by lot, are read whole and compared with the bucket.
try_files() {
  reach_bucket
  run_rclone lsf --recursive --files-only sealed:current > "$work/stored"
  shuf -n ${sampleSize} "$work/stored" > "$work/sample"
  # One that was deleted from the bucket since is not at fault.
  rclone lsf --recursive --files-only --files-from-raw "$work/sample" "source:$FILES_BUCKET" > "$work/living"
  if [[ ! -s $work/living ]]; then return; fi
  rclone check --download --one-way --files-from-raw "$work/living" sealed:current "source:$FILES_BUCKET" || fail ${exits.damaged} "An object does not come back from the copy as it lies in the bucket: see the lines above."
}
`;
