/** The script that takes the backup: database, then files, each checked before it counts. */
import { bucketFunctions } from './backup-bucket.ts';
import { databaseShell, exits, isBox, recordFile, repositoryShell, type Taker } from './backup-taker.ts';
import { figures, paths, scripts } from './names.ts';
import { secretFiles } from './secrets.ts';

/** A backup with less than this share of the one before is not believed. */
const leastPercent = 50;

/** Beside the files of the practices: the small things without which a new server would take longer. The password of the repository is none of them. */
export function smallThings({ host, keepsDatabase }: Taker): string[] {
  return [
    paths.siteEnv,
    ...(host.runsApp ? ['/etc/letsencrypt', paths.ecosystem, paths.liveColour] : []),
    ...(keepsDatabase ? [recordFile] : []),
    ...(host.runsDatabase ? [secretFiles.databaseKeyFile] : []),
  ];
}

export function sourceLines(files: readonly string[]): string {
  return files.map((file) => `# shellcheck source=/dev/null\n. ${file}\n`).join('');
}

/** The parts that a script about this backup reads. */
export function partsOf({ keepsDatabase }: Taker): string {
  return sourceLines([repositoryShell, ...(keepsDatabase ? [databaseShell] : [])]);
}

export function backupScript(taker: Taker): string {
  const { keepsDatabase, keepsBucket, target } = taker;
  return `#!/bin/bash
# Takes the backup${target === 'local' ? ' onto the same disk, with which it dies' : ''}. --init makes the repository, once; --accept-less believes one that is much smaller than the last.
# Ends with 0 only if everything was stored and checked. Other codes: ${exits.busy} another one runs, ${exits.unreachable} target unreachable, ${exits.hostKey} other host key,
# ${exits.access} key refused, ${exits.password} wrong password, ${exits.full} target full, ${exits.missing} no repository, ${exits.dump} dump failed, ${exits.doubtful} result doubtful, 1 unknown.
# Variables and functions come from the parts that are read below; stages are called by name.
# shellcheck disable=SC2034,SC2154,SC2317
set -euo pipefail
umask 077
${partsOf(taker)}
accepts_less=0
case "\${1:-}" in
  '') ;;
  --init)
    take_lock
    make_repository
    exit
    ;;
  --accept-less) accepts_less=1 ;;
  *) fail 2 "Say nothing, --init or --accept-less." ;;
esac
${keepsDatabase ? databaseStage : ''}${keepsBucket ? bucketFunctions(taker) : ''}${filesStage(taker)}${accept}
# Versions that are no longer kept.
forget_stage() { forget_old; }
${isBox(taker) ? usedStage : ''}
take_lock
run=$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p ${paths.state}/backup
open_repository
${keepsDatabase ? 'stage database_stage\n' : ''}stage files_stage
stage forget_stage
${isBox(taker) ? 'stage used_stage\n' : ''}if ((status == 0)); then say "Backup $run is stored and checked."; fi
exit "$status"
`;
}

const databaseStage = `
database_stage() {
  local when
  # If the dump fails, the record of an older one must not stand beside what is stored next.
  rm -f ${recordFile}
  prepare_dump
  record_of before > "$work/before"
  store_database "$run"
  record_of after > "$work/after"
  accept database
  {
    printf 'run\\t%s\\n' "$run"
    for when in before after; do cat "$work/$when"; done
  } > ${recordFile}.new
  mv -T ${recordFile}.new ${recordFile}
}
`;

function filesStage(taker: Taker): string {
  const { host, keepsBucket } = taker;
  const disk = host.isEncrypted
    ? `  mountpoint -q ${paths.data} || fail ${exits.doubtful} "${paths.data} is not open, so there is nothing to store. Open it with: ${scripts.disk} open"\n`
    : '';
  const files = host.keepsFiles
    ? `${disk}  [[ -d ${paths.files} ]] || fail ${exits.doubtful} "${paths.files} is missing: without it the backup would be worth nothing."\n  sources=(${paths.files})\n`
    : '  sources=()\n';
  const release = host.runsApp
    ? `  # The release in use. Its older ones can be built again.
  if [[ -e ${paths.liveColour} ]]; then sources+=("$(readlink -f "${paths.app}/$(< ${paths.liveColour})")"); fi
`
    : '';
  return `
files_stage() {
  local path sources
${files}  for path in ${smallThings(taker).join(' ')}; do
    if [[ -e $path ]]; then sources+=("$path"); fi
  done
${release}${keepsBucket ? '  copy_bucket "$run"\n' : ''}  store_files "$run" "\${sources[@]}"
  accept files
}
`;
}

const accept = `
# accept KIND: looks up what was stored. It counts only if it is there, and not much smaller than the last one; then the
# figure of its success is written, and not before.
accept() {
  local kind=$1 id bytes last
  look
  id=$(find_stored "$kind" "$run")
  if [[ -z $id ]]; then fail ${exits.doubtful} "The $kind of $run are not in the repository, although storing them reported no error."; fi
  bytes=$(bytes_of "$id")
  last=$(list_backups | awk -v kind="$kind" '$1 == kind { bytes = $4 } END { print bytes + 0 }')
  if ((bytes == 0 || (bytes * 100 < last * ${leastPercent} && !accepts_less))); then
    fail ${exits.doubtful} "The backup of the $kind holds $bytes bytes, the last one $last. It is not counted as a backup. If this is right, run this once with --accept-less."
  fi
  accept_stored "$id" "$kind" "$run" "$bytes"
  look
  if [[ $(list_backups | awk -v kind="$kind" '$1 == kind { run = $2 } END { print run }') != "$run" ]]; then
    fail ${exits.doubtful} "The newest backup of the $kind is not that of $run."
  fi
  write_figures "${scripts.backup}-$kind" << END
${figures.backupSuccess}{kind="$kind"} $(date +%s)
${figures.backupBytes}{kind="$kind"} $bytes
END
}
`;

const usedStage = `
used_stage() {
  local share
  share=$(used_share)
  if [[ -n $share ]]; then echo "${figures.offSiteUsed} $share" | write_figures ${scripts.backup}-used; fi
}
`;
