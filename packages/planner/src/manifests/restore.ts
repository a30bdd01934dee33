/** The script that brings a backup back. What lives is touched only after a typed confirmation, and never emptied unless that is asked for. */
import { bucketFunctions } from './backup-bucket.ts';
import { partsOf } from './backup-script.ts';
import { exits, recordFile, type Taker } from './backup-taker.ts';
import { usesTls } from './connection.ts';
import { databaseName, databaseUsers, paths, ports, replicaSet, scripts, units, users } from './names.ts';
import { scratchFunctions } from './restore-test.ts';
import { secretFiles } from './secrets.ts';

export function restoreScript(taker: Taker): string {
  const { keepsDatabase, keepsBucket, host } = taker;
  return `#!/bin/bash
# Brings a backup back. RUN is a moment that "list" shows, or "latest".
${usage(taker)
  .map((line) => `#   ${line}\n`)
  .join('')}# Ends with the codes of ${scripts.backup}, and ${exits.refused} if the confirmation is missing.
# Variables and functions come from the parts that are read below; stages are called by name.
# shellcheck disable=SC2034,SC2154,SC2317
set -euo pipefail
umask 077
${partsOf(taker)}
usage() {
  sed -n 's/^#   //p' "$0" >&2
  exit 2
}
${frame(taker)}${keepsDatabase ? scratchFunctions + databasePart(taker) : ''}${host.keepsFiles ? filesPart : ''}${keepsBucket ? bucketFunctions(taker) + bucketPart : ''}${everythingPart(taker)}
case "\${1:-}" in
  list) begin; show_list ;;
${keepsDatabase ? '  database) begin; restore_database "${2:-}" "${3:-}" "${4:-}" ;;\n' : ''}${host.keepsFiles ? '  files) begin; restore_files "${2:-}" "${3:-}" "${4:-}" ;;\n' : ''}${keepsBucket ? '  bucket) begin; restore_bucket "${2:-}" "${3:-}" ;;\n' : ''}  everything) begin; restore_everything "\${2:-}" ;;
  *) usage ;;
esac
`;
}

function usage({ keepsDatabase, keepsBucket, host }: Taker): string[] {
  const name = scripts.restore;
  return [
    `${name} list`,
    ...(keepsDatabase
      ? [
          `${name} database RUN scratch        into a database of its own on port ${ports.scratchDatabase}; also the way to a single practice`,
          `${name} database RUN production     into the living database; what is there stays`,
          `${name} database RUN production --drop   the same, but each collection of the dump replaces the living one`,
        ]
      : []),
    ...(host.keepsFiles
      ? [
          `${name} files RUN FOLDER [PATH]     files below FOLDER; PATH is one file or folder of them`,
          `${name} files RUN in-place [PATH]   over the living files; what was added since stays`,
        ]
      : []),
    ...(keepsBucket
      ? [`${name} bucket current FILE.env     objects into the bucket; FILE.env as ${secretFiles.bucketReader}, with a key that may write`]
      : []),
    `${name} everything RUN              onto a new server`,
  ];
}

function frame({ cell }: Taker): string {
  return `
begin() {
  take_lock
  look
  list_backups > "$work/list"
}

show_list() {
  printf '%-10s %-18s %-40s %s\\n' kind run id bytes
  while read -r kind run id bytes; do printf '%-10s %-18s %-40s %s\\n' "$kind" "$run" "$id" "$bytes"; done < "$work/list"
}

# choose KIND RUN: sets run, id and bytes.
choose() {
  [[ -n $2 ]] || usage
  read -r run id bytes < <(awk -v kind="$1" -v run="$2" '$1 == kind && (run == "latest" || $2 == run || $3 == run) { line = $2 " " $3 " " $4 } END { print line }' "$work/list") || true
  [[ -n $run ]] || fail ${exits.missing} "There is no backup of the $1 named \\"$2\\". Look at: ${scripts.restore} list"
}

# confirm WHAT: the words must be typed, so that no script and no tired hand does it.
confirmed=0
confirm() {
  local answer=
  if ((confirmed)); then return; fi
  say "This $1 of ${cell.domain} on $(uname -n). To go on, type: restore ${cell.domain}"
  read -r answer || true
  [[ $answer == "restore ${cell.domain}" ]] || fail ${exits.refused} "Not confirmed: nothing was changed."
  # Once for all parts of one restore.
  confirmed=1
}

# extract_over ID PATH: beside it first, since restic does not replace links. What was added since stays.
extract_over() {
  local staged
  staged=$(mktemp -d ${paths.scratch}/restoring.XXXXXX)
  extract "$1" "$staged" "$2"
  [[ -e $staged$2 || -L $staged$2 ]] || fail ${exits.missing} "$2 is not in this backup: nothing was changed."
  # The folders above keep their own modes.
  rsync -aHR --no-implied-dirs "$staged/.$2" /
  rm -rf -- "$staged"
}

# own FOLDER: a new server may number its users in another way.
own() {
  if id -u ${users.app} > /dev/null 2>&1; then chown -R ${users.app}: "$1"; fi
}
`;
}

function databasePart({ cell }: Taker): string {
  const set = usesTls(cell) ? `${replicaSet}/$(IFS=,; echo "\${members[*]}")` : '${members[0]}';
  return `
restore_database() {
  local place=$2 drop=()
  case "$place $3" in
    'scratch ') restore_to_scratch "$1" ;;
    'production ') fill_production "$1" ;;
    'production --drop')
      drop=(--drop)
      fill_production "$1"
      ;;
    *) usage ;;
  esac
}

# The whole dump: the changes made during it can be replayed in no other way. So a single practice comes back by this detour.
restore_to_scratch() {
  choose database "$1"
  require_room "$bytes"
  scratch=${paths.scratch}/restored-$run
  [[ ! -e $scratch ]] || fail 2 "$scratch is there already. End its database and delete it first."
  mkdir "$scratch"
  start_scratch
  fill_scratch "$id"
  disown "$mongod"
  say "The database of $run runs on 127.0.0.1:${ports.scratchDatabase}, as number $mongod. One practice is copied by its own field, for example:"
  say "  mongodump --port=${ports.scratchDatabase} --db=${databaseName} --collection=NAME --query='{\\"tenant\\":\\"NUMBER\\"}' --archive | mongorestore --archive ..."
  say "When you are done: kill $mongod, then: rm -rf $scratch"
}

fill_production() {
  choose database "$1"
  if ((\${#drop[@]} > 0)); then
    confirm "replaces every collection of the living database by that of $run: later work is lost. It concerns all practices"
  else
    confirm "adds what is missing in the living database from $run. It concerns all practices"
  fi
  password_file restore ${secretFiles.databaseRestore}
  print_database "$id" | mongorestore --config="$work/restore.yaml" --host="${set}" --username=${databaseUsers.restore} --authenticationDatabase=admin "\${tool_tls[@]}" "\${drop[@]}" --archive --oplogReplay ||
    fail 1 "Restoring the database failed: see the lines above. The living database may hold a part of $run."
  say "The database of $run is restored."
}
`;
}

const filesPart = `
restore_files() {
  local folder=$2 path=\${3:-${paths.files}}
  choose files "$1"
  [[ $path == ${paths.files} || $path == ${paths.files}/* ]] || fail 2 "$path does not lie below ${paths.files}."
  case "$folder" in
    in-place)
      confirm "writes $path of $run over the living files"
      extract_over "$id" "$path"
      own "$path"
      ;;
    /*)
      mkdir -p "$folder"
      extract "$id" "$folder" "$path"
      say "$path of $run lies in $folder$path"
      ;;
    *) usage ;;
  esac
}
`;

const bucketPart = `
# Objects that were replaced or deleted lie in sealed:versions/RUN: RUN is the backup that found them changed.
restore_bucket() {
  local from=$1 writer=$2
  [[ -n $from && -r $writer ]] || usage
  confirm "copies $from of the encrypted copy into the bucket"
  reach_bucket "$writer"
  run_rclone copy "sealed:$from" "source:$FILES_BUCKET"
}
`;

function everythingPart({ keepsDatabase, host }: Taker): string {
  return `
restore_everything() {
  local drop=() rest
  choose files "$1"
  rest=${paths.scratch}/restored-$run-rest
  confirm "brings back everything of $run onto a new server: files, and what is missing in its database"
  mkdir -p "$rest"
${
  host.keepsFiles
    ? `  extract_over "$id" ${paths.files}
  own ${paths.files}
`
    : ''
}  extract "$id" "$rest" ${host.runsApp ? `/etc/letsencrypt ${paths.app} ` : ''}/etc/ordination ${paths.state}
${keepsDatabase ? '  fill_production_of "$run"\n' : ''}  say "Settings, certificates, the release and the record of $run lie in $rest: compare before you copy anything. Then start: systemctl start ${units.app}"
}
${
  keepsDatabase
    ? `
# The database of the same run; the record beside the files says which.
fill_production_of() {
  [[ -e $rest${recordFile} ]] || say "There is no record beside the files of $1: its database may have failed."
  fill_production "$1"
}
`
    : ''
}`;
}
