/** The repository of the baseline: a folder on the same disk, which dies with it. */
import { archiveName } from './backup-restic.ts';
import { exits } from './backup-taker.ts';
import { kept } from './names.ts';

export const localFunctions = `
# This backup lies on the disk of the server: fire, theft, a broken disk or a thief with root rights take both at once.
make_repository() { mkdir -p "$LOCAL_BACKUP"; }

open_repository() {
  mkdir -p "$LOCAL_BACKUP/database" "$LOCAL_BACKUP/files"
  rm -rf -- "$LOCAL_BACKUP"/*/*.unverified
}

look() { :; }

# list_backups: lines "kind run id bytes", oldest first. What was never checked is not among them.
list_backups() {
  local one
  for one in "$LOCAL_BACKUP"/*/*Z; do
    if [[ -e $one.bytes ]]; then
      printf '%s %s %s %s\\n' "$(basename "$(dirname "$one")")" "$(basename "$one")" "$one" "$(cat "$one.bytes")"
    fi
  done
}

# find_stored KIND RUN: the id of what has just been stored and is not checked yet.
find_stored() { if [[ -d $LOCAL_BACKUP/$1/$2.unverified ]]; then echo "$LOCAL_BACKUP/$1/$2.unverified"; fi; }

bytes_of() { du --apparent-size --bytes --summarize "$1" | cut -f 1; }

# accept_stored ID KIND RUN BYTES: from now on a restore takes it.
accept_stored() {
  local one=$LOCAL_BACKUP/$2/$3
  mv -T "$1" "$one"
  echo "$4" > "$one.bytes"
}

# store_database RUN
store_database() {
  local folder=$LOCAL_BACKUP/database/$1.unverified
  mkdir "$folder"
  if ! "\${dump[@]}" > "$folder/${archiveName}"; then
    rm -rf -- "$folder"
    if (($(df --output=avail -B1 "$LOCAL_BACKUP" | tail -n 1) < 1000000)); then fail ${exits.full} "The disk is full: delete what is not needed, then try again."; fi
    fail ${exits.dump} "The dump failed, so nothing was stored: see the lines above."
  fi
  (cd "$folder" && sha256sum ${archiveName} > checksums)
}

# store_files RUN PATHS: what did not change is a second name of the same file, and takes no room.
store_files() {
  local folder=$LOCAL_BACKUP/files/$1.unverified last
  shift
  last=$(list_backups | awk '$1 == "files" { print $3 }' | tail -n 1)
  mkdir "$folder"
  rsync -aHR \${last:+--link-dest="$last"} "$@" "$folder/" || fail 1 "Copying the files failed: see the lines above."
}

print_database() { cat "$1/${archiveName}"; }

# files_of ID FOLDER: the paths of its files, one a line.
files_of() { find "$1$2" -type f -printf "$2/%P\\\\n"; }

# extract ID FOLDER PATHS: under their full paths below FOLDER.
extract() {
  local id=$1 folder=$2 path
  shift 2
  for path in "$@"; do rsync -aHR "$id/.$path" "$folder/"; done
}

forget_old() {
  local kind
  for kind in database files; do
    list_backups | awk -v kind="$kind" '$1 == kind { print $3 }' | head -n -${kept.daily} | while read -r one; do
      # Without its size it is no longer part of the backup, should this be interrupted.
      rm -f -- "$one.bytes"
      rm -rf -- "$one"
    done
  done
}

check_repository() {
  local kind run id bytes
  while read -r kind run id bytes; do
    if [[ $kind == database ]] && ! (cd "$id" && sha256sum --quiet --check checksums); then
      fail ${exits.damaged} "The dump of $run ($bytes bytes) is damaged: the disk may be dying. Restore from another one and replace the disk."
    fi
  done < <(list_backups)
}

used_share() { :; }
`;
