/** Of borg: the two keys of the box, and what only the administrator's key may do. */
import { borgRemote, repositoryFolder } from './backup-repository.ts';
import type { Taker } from './backup-taker.ts';
import { headed, type Files } from './files.ts';
import { kept, ports } from './names.ts';
import type { Site } from './site.ts';

export function pruneBackups(takers: readonly Taker[], site: Site): Files {
  const [borg] = takers.filter(({ target }) => target === 'storage-box-borg');
  return borg ? { 'bin/prune-backups': headed('#', script(borg), site) } : {};
}

function script(taker: Taker): string {
  const remote = borgRemote(taker);
  return `#!/bin/bash
# Deletes old versions from the Storage Box: prune-backups USER@HOST HOST-NAME, e.g. prune-backups u1-sub1@u1.your-storagebox.de ${taker.host.name}
# Run it on the administrator's machine every month, with the administrator's key; borg asks for the password of the repository.
#
# The snapshots of the box protect what the server's key could delete. More is possible: with this in front of its line in
# .ssh/authorized_keys of the box the key can only add,
#   command="borg serve --append-only --restrict-to-path ./${repositoryFolder}",restrict
# but then it no longer fetches the key of the server's own disk: give that a key on a read-only sub-account first. Whoever takes
# over the server can still mark everything as deleted; nothing is gone until this script runs. So look at the list first: if
# backups are missing, stop, and roll the repository back as docs/*/recovery.md says.
set -euo pipefail

box=\${1:?"Say USER@HOST of the Storage Box first."}
host=\${2:?"Say the name of the server whose backups these are."}
export BORG_REPO="ssh://$box:${ports.storageBox}/./${repositoryFolder}"
export BORG_REMOTE_PATH=${remote}

borg list --glob-archives "$host-*" --last 30
read -r -p "Are the backups of the last days all there? Type yes: " answer
if [[ $answer != yes ]]; then
  echo "Nothing was deleted." >&2
  exit 20
fi

for kind in database files; do
  borg prune --list --glob-archives "$host-$kind-*" --keep-within 2d --keep-daily ${kept.daily} --keep-weekly ${kept.weekly} --keep-monthly ${kept.monthly}
done
# What was stored and never counted: a failed backup.
borg prune --list --glob-archives "unverified-$host-*" --keep-within 7d
borg compact
ssh -p ${ports.storageBox} "$box" df -h
`;
}
