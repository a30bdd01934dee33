/** The weekly check: bytes of the repository are read again, since a list that is whole says nothing about them. */
import { exits, repositoryShell } from './backup-taker.ts';
import { sourceLines } from './backup-script.ts';
import { figures, scripts } from './names.ts';

export const checkScript = `#!/bin/bash
# Reads a part of the stored bytes again, every week another one. Ends with the codes of ${scripts.backup}, and ${exits.damaged} if the repository is damaged.
# Variables and functions come from the parts that are read below; stages are called by name.
# shellcheck disable=SC2034,SC2154,SC2317
set -euo pipefail
umask 077
${sourceLines([repositoryShell])}
take_lock
open_repository
look
list_backups > "$work/list"
# An empty repository is whole too.
[[ -s $work/list ]] || fail ${exits.doubtful} "The repository holds no backup that counts. Run ${scripts.backup} and look why."
check_repository
echo "${figures.backupCheckSuccess} $(date +%s)" | write_figures ${scripts.backupCheck}
say "The repository is whole, as far as it was read."
`;
