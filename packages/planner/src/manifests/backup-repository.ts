/** Where the backup lies: its address without any secret, how ssh reaches it, and what every script does alike. */
import { borgFunctions } from './backup-borg.ts';
import { localFunctions } from './backup-local.ts';
import { resticFunctions } from './backup-restic.ts';
import { backupEnv, exits, isBox, sshConfig, type Taker } from './backup-taker.ts';
import { paths, ports, scripts } from './names.ts';
import { secretFiles, siteVariables } from './secrets.ts';
import { atLeast } from '../units/version.ts';

const { offSiteHost, offSiteUser, offSiteBucket } = siteVariables;
const boxDomain = '.your-storagebox.de';
/** The repository on the target. Beside it lie the keys of the disks. */
export const repositoryFolder = 'ordination';
/** Seconds that a script waits for another one. */
const lockWait = 900;

export const sshClient = `# How the scripts reach the Storage Box. Only the host key that the administrator has compared counts.
Host *${boxDomain}
  Port ${ports.storageBox}
  IdentityFile ${secretFiles.backupKey}
  IdentitiesOnly yes
  UserKnownHostsFile ${paths.knownHosts}
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  PasswordAuthentication no
  BatchMode yes
  ConnectTimeout 20
  ServerAliveInterval 30
  ServerAliveCountMax 4
`;

/** The bash that the borg of this version asks for on the other side. */
export function borgRemote({ host: { system } }: Taker): string {
  return atLeast(system.ships.borg, '1.4') ? 'borg-1.4' : 'borg-1.2';
}

/** Read by bash with every variable exported; it also serves a person: \`set -a; . site.env; . backup.env; restic snapshots\`. */
export function environment(taker: Taker): string {
  const begin = `# shellcheck shell=bash
# Variables come from and go to the scripts that read this file.
# shellcheck disable=SC2034,SC2154
# Where the backup lies. Bash reads it, with every variable exported, after ${paths.siteEnv}. No secret stands here.
`;
  const password = `RESTIC_PASSWORD_FILE=${secretFiles.backupPassword}\nRESTIC_CACHE_DIR=/var/cache/ordination-restic\n`;
  switch (taker.target) {
    case 'local':
      return `${begin}# On the same disk: it dies with it. What it helps against is a mistake, not the loss of the server.\nLOCAL_BACKUP=${paths.localBackup}\n`;
    case 's3':
      return `${begin}# ${offSiteBucket} is written "host/bucket".\nRESTIC_REPOSITORY="s3:https://$${offSiteBucket}/${repositoryFolder}"\n${password}`;
    case 'azure':
      return `${begin}RESTIC_REPOSITORY="azure:$${offSiteBucket}:/${repositoryFolder}"\n${password}`;
    case 'storage-box':
      return `${begin}RESTIC_REPOSITORY="sftp:$${offSiteUser}@$${offSiteHost}:${repositoryFolder}"\n${password}`;
    case 'storage-box-borg':
      return `${begin}BORG_REPO="ssh://$${offSiteUser}@$${offSiteHost}:${ports.storageBox}/./${repositoryFolder}"
BORG_RSH="ssh -F ${sshConfig}"
BORG_REMOTE_PATH=${borgRemote(taker)}
BORG_PASSCOMMAND="cat ${secretFiles.backupPassword}"
BORG_BASE_DIR=${paths.state}/borg
`;
  }
}

/** What the scripts read first. */
export function repositoryFunctions(taker: Taker): string {
  return `# shellcheck shell=bash
# Variables come from and go to the scripts that read this file.
# shellcheck disable=SC2034,SC2154
# The repository of the backup, and what the scripts about it do alike. They read this file; it is not run by itself.
${frame(taker)}${explain(taker)}${flavour(taker)}`;
}

function flavour(taker: Taker): string {
  switch (taker.target) {
    case 'local':
      return localFunctions;
    case 'storage-box-borg':
      return borgFunctions(taker);
    default:
      return resticFunctions(taker);
  }
}

function frame(taker: Taker): string {
  const secret = taker.target === 's3' || taker.target === 'azure' ? [secretFiles.backupTarget] : [];
  const files = [...(taker.target === 'local' ? [] : [paths.siteEnv]), ...secret, backupEnv];
  return `
say() { printf '%s\\n' "$*" >&2; }

# fail CODE MESSAGE: says what is wrong and what to do, and ends with that code.
fail() {
  local code=$1
  shift
  say "$*"
  exit "$code"
}

set -a
${files.map((file) => `# shellcheck source=/dev/null\n. ${file}\n`).join('')}set +a
${
  isBox(taker)
    ? `case "$${offSiteHost}" in
  *${boxDomain}) ;;
  *) fail ${exits.unreachable} "${offSiteHost} in ${paths.siteEnv} is \\"$${offSiteHost}\\", which is no Storage Box: its name ends in ${boxDomain}." ;;
esac
`
    : ''
}
# Only one script at a time works with the repository. Programs that a killed script left behind hold the lock until they end.
take_lock() {
  exec 9>${paths.locks}/${scripts.backup}.lock
  flock -w ${lockWait} 9 || fail ${exits.busy} "Another backup, check or restore test has been running for ${lockWait} seconds. Look for it with: fuser -v ${paths.locks}/${scripts.backup}.lock"
  # What a killed script left behind, passwords among it.
  rm -rf -- /run/${scripts.backup}.work.*
  make_work
}

make_work() {
  work=$(mktemp -d /run/${scripts.backup}.work.XXXXXX)
  trap 'rm -rf -- "$work"' EXIT
}

# write_figures NAME: what comes in becomes a file for the monitoring, in one step.
write_figures() {
  mkdir -p ${paths.metrics}
  cat > "${paths.metrics}/$1.prom.new"
  chmod 0644 "${paths.metrics}/$1.prom.new"
  mv -T "${paths.metrics}/$1.prom.new" "${paths.metrics}/$1.prom"
}

# stage FUNCTION ARGUMENTS: the next stage runs also when this one failed; the first failure decides how the script ends.
# A function after "||" would go on after its first error, hence the detour.
status=0
stage() {
  local code
  set +e
  (
    set -e
    "$@"
  )
  code=$?
  set -e
  if ((status == 0)); then status=$code; fi
}
`;
}

function explain(taker: Taker): string {
  // Borg can lose what ssh said.
  const ask = isBox(taker)
    ? `  if grep -qi 'connection closed' "$file"; then timeout 60 ssh -F ${sshConfig} -l "$${offSiteUser}" "$${offSiteHost}" true < /dev/null >> "$file" 2>&1 || true; fi\n`
    : '';
  return `
# explain FILE CODE: why the program failed that left its messages in FILE. An unknown reason is a failure like any other.
explain() {
  local file=$1 code=$2
${ask}  cat "$file" >&2
  # Also when ssh says only "Permission denied" after it: this is the reason.
  if grep -qiE 'host key verification failed|remote host identification has changed|host key is known' "$file"; then
    fail ${exits.hostKey} "The off-site target shows another host key than ${paths.knownHosts}. Somebody may stand in between. Compare with the key that the vendor publishes before you replace the file."
  elif grep -qiE 'permission denied \\(|access ?denied|authorizationfailure|authenticationfailed|invalidaccesskey|signaturedoesnotmatch' "$file"; then
    fail ${exits.access} "The off-site target refuses the key of this server. Put its key back, or make a new one, as docs/*/secrets.md says."
  elif grep -qiE 'wrong password|passphrase supplied.*incorrect' "$file"; then
    fail ${exits.password} "The password in ${secretFiles.backupPassword} does not open the repository. Take it from the vault; never make a new one for an old repository."
  elif grep -qiE 'no space left|quota|insufficient ?(free space|storage)' "$file" || target_is_full; then
    fail ${exits.full} "The target of the backup is full. What is stored can still be read. Order a larger one or delete old versions, then run ${scripts.backup} again."
  elif grep -qiE 'connection refused|timed out|could not resolve|no route to host|network is unreachable|no such host|connection (reset|closed)|dial tcp' "$file"; then
    fail ${exits.unreachable} "The target of the backup does not answer. Look at the vendor's status page and at the network of this server."
  elif grep -qiE 'is there a repository|repository .* does not exist|unable to open config file|not a valid repository' "$file"; then
    fail ${exits.missing} "There is no repository at the target. On the first day make it with: ${scripts.backup} --init. Later: find out who deleted it."
  fi
  fail 1 "The repository answered with code $code for an unknown reason: see the lines above."
}

# run_at_repository PROGRAM ARGUMENTS: its output passes on, its failure is explained.
run_at_repository() {
  local said code=0
  said=$(mktemp "$work/said.XXXXXX")
  "$@" 2> "$said" || code=$?
  if ((code != 0)); then explain "$said" "$code"; fi
  cat "$said" >&2
}

# used_share: how full the target is, 0 to 1; nothing if it does not say.
target_is_full() { used_share | awk '$1 >= 0.985 { full = 1 } END { exit !full }'; }
`;
}
