/** The files of a pair: the server in charge pushes every change to the other one. */
import { headed, onHost, type Files } from './files.ts';
import { helloPath } from './hello.ts';
import { paths, ports, scriptPath, scripts, units, users } from './names.ts';
import { secretFiles } from './secrets.ts';
import type { Host, Site } from './site.ts';

/** Days that a server keeps what it was told to delete or to replace. */
const graceDays = 30;
/** No practice deletes so many files between two pushes; a disk that is not there would. */
const mostDeletions = 1000;

/** Below the files, for what is moved within one file system moves in one step. */
const grace = '.deleted';

/** Script and unit of one server of a pair. */
export function filesSync(host: Host, pair: readonly Host[], site: Site): Files {
  const peer = pair.find((other) => other !== host)!;
  return {
    [onHost(host, scriptPath('filesSync'))]: headed('#', program(peer, pair), site),
    [onHost(host, `/etc/systemd/system/${units.filesSync}`)]: headed('#', unit, site),
  };
}

function program(peer: Host, pair: readonly Host[]): string {
  return `\
#!/usr/bin/env bash
# Pushes the files of the practices to the other server of the pair, as long as the database of this one is the primary.
# What the other server loses by that, deleted or replaced, it keeps for ${graceDays} days in ${paths.files}/${grace}.
# Called by sshd with "--receive", it takes what the other server pushes, unless this one is in charge itself.
set -euo pipefail

files='${paths.files}'
known_hosts='${paths.knownHosts}'
key='${secretFiles.filesSyncKey}'
peer='${users.app}@${peer.name}'

is_in_charge() {
  node '${helloPath}'
}

receive() {
  # Two servers that both believe to be in charge must not overwrite each other.
  local answer=0
  is_in_charge || answer=$?
  if [ "$answer" -eq 0 ]; then
    echo "This server is in charge: it takes no files." >&2
    exit 1
  fi
  mkdir -p "$files"
  # rsync only, writing only, below this directory only.
  rrsync -wo "$files"
  leave_stamp
}

# Both servers hold the same key, so each can let the other in. The key opens nothing but "--receive".
let_peer_in() {
  local public
  public="$(ssh-keygen -y -f "$key")"
  install -d -m 0700 "$HOME/.ssh"
  printf 'restrict,from="${pair.map(({ privateIp }) => privateIp).join(',')}",command="${scriptPath('filesSync')} --receive" %s\\n' "$public" >"$HOME/.ssh/authorized_keys.new"
  chmod 0600 "$HOME/.ssh/authorized_keys.new"
  mv "$HOME/.ssh/authorized_keys.new" "$HOME/.ssh/authorized_keys"
}

# Both servers hold the same files now: the monitoring looks how long ago that was, on both.
leave_stamp() {
  touch '${paths.filesSyncStamp}'
}

# rsync writes beside the file and then renames, so no half file is ever seen. The peer's host key is pinned.
push() {
  rsync --archive --hard-links --delete --delete-delay --max-delete=${mostDeletions} \\
    --backup --backup-dir="${grace}/$(date -u +%Y-%m-%d)" --exclude='/${grace}/' --timeout=60 \\
    --rsh="ssh -p ${ports.ssh} -i $key -o BatchMode=yes -o IdentitiesOnly=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=yes -o UserKnownHostsFile=$known_hosts" \\
    "$files/" "$peer:/"
}

clear_grace() {
  if [ -d "$files/${grace}" ]; then
    find "$files/${grace}" -mindepth 1 -maxdepth 1 -type d -mtime +${graceDays} -exec rm -rf {} +
  fi
}

# Waits for the next change, at most a minute, and then a moment for those that follow it.
await_change() {
  local status=0
  read -r -t "\${LONGEST_WAIT:-60}" -u 3 _ || status=$?
  if [ "$status" -eq 1 ]; then
    echo "inotifywait has ended. If it cannot watch enough directories, raise fs.inotify.max_user_watches." >&2
    exit 1
  fi
  sleep 1
  while read -r -t 0.05 -u 3 _; do :; done
}

watch() {
  local role='' failures=0 answer
  exec 9>'/run/${scripts.filesSync}/lock'
  flock -n 9 || { echo "It runs already." >&2; exit 1; }
  let_peer_in
  # Started before the first push: a change during a push waits in the pipe and is not missed.
  exec 3< <(exec inotifywait --monitor --recursive --quiet --format x --event close_write,create,delete,move,attrib --exclude '/\\${grace}(/|$)' "$files" 9>&-)
  while true; do
    answer=0
    is_in_charge || answer=$?
    if [ "$role" != "$answer" ]; then
      role="$answer"
      if [ "$answer" -eq 0 ]; then echo "This server is in charge and pushes."; else echo "This server is not in charge and waits."; fi
    fi
    if [ "$answer" -eq 0 ]; then
      if push; then
        failures=0
        leave_stamp
      else
        # One failure is a restart of the other server; ten in a row are worth a mail.
        failures=$((failures + 1))
        echo "Push number $failures in a row failed." >&2
        if [ "$failures" -ge 10 ]; then exit 1; fi
        sleep "\${PAUSE:-15}"
        continue
      fi
    fi
    clear_grace
    await_change
  done
}

case "\${1:-}" in
  --receive) receive ;;
  '') watch ;;
  *) echo "Start it without arguments; sshd starts it with --receive." >&2; exit 2 ;;
esac
`;
}

const unit = `\
[Unit]
Description=Files of the practices go from the server in charge to the other one
Wants=network-online.target
After=network-online.target ${units.disk}
RequiresMountsFor=${paths.files}
OnFailure=${units.alert.replace('@', '@%n')}
StartLimitIntervalSec=0

[Service]
User=${users.app}
Group=${users.app}
UMask=0027
RuntimeDirectory=${scripts.filesSync}
ExecStart=${scriptPath('filesSync')}
Restart=always
RestartSec=30
MemoryMax=512M
# The software first: copies can wait.
Nice=10
IOSchedulingClass=idle
NoNewPrivileges=yes
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
`;
