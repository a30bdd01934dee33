/** How a version of the software replaces another without a break, and how the former one comes back. */
import { headed, onHost, type Files } from './files.ts';
import { pm2Home } from './app.ts';
import { healthPath, paths, ports, processPrefix, scriptPath, scripts, software, units, users } from './names.ts';
import { drainSeconds } from './nginx-upstreams.ts';
import type { Host, Site } from './site.ts';

/** Releases that stay on the server. */
const keptReleases = 5;
/** Healthy answers in a row before a release is trusted; at least one of each process, which take turns. */
const leastAnswers = 5;

export function deploy(site: Site): Files {
  const files = site.cells.flatMap(({ apps }) =>
    apps.flatMap((host) => [
      [onHost(host, scriptPath('deploy')), headed('#', deployScript(host), site)],
      [onHost(host, scriptPath('rollback')), headed('#', rollbackScript, site)],
    ]),
  );
  return Object.fromEntries(files) as Files;
}

const rollbackScript = `\
#!/usr/bin/env bash
# Brings back the release that served before, as a deployment of its own: ${scripts.rollback} [--maintenance]
exec ${scriptPath('deploy')} --previous "$@"
`;

function deployScript(host: Host): string {
  return [usage, settings(host), talking, asking, changing, preparing, ending, main].join('\n');
}

const usage = `\
#!/usr/bin/env bash
# Puts a release of the software into service without a break: it starts beside the one that serves and takes over once it answers.
#   sudo -u ${users.app} ${scriptPath('deploy')} [--maintenance] VERSION SHA256    of ${paths.incoming}/VERSION.tar.gz
#   sudo -u ${users.app} ${scriptPath('rollback')} [--maintenance]                 the release that served before
# It can be killed at any moment: traffic goes on, and the next deployment cleans up. It ends with
#   0  the release serves
#   1  the release serves, but what remained of the former one was not removed
#   2  refused: nothing has changed
#   3  the release did not work: the former one serves
#   4  none serves: act now
#   9  another deployment is under way
set -euo pipefail
umask 0007
cd /
`;

function settings({ provision }: Host): string {
  return `\
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PM2_HOME=${pm2Home}
readonly user=${users.app}
readonly needed_answers=${Math.max(leastAnswers, provision.workers)}
readonly healthy_seconds=${software.healthySeconds}
readonly verify_seconds=20
readonly drain_seconds=${drainSeconds}
readonly kept_releases=${keptReleases}

version=
digest=
is_maintenance=
# The colour that serves, or nothing; the colour that the release starts in.
live=
idle=
# How far it came: what has to be undone if it ends here.
phase=unchanged
`;
}

const talking = `\
say() {
  # The connection to whoever looks on may be gone: that stops no deployment.
  printf '%s\\n' "$*" || true
  logger -t ${scripts.deploy} -- "$*" 2>/dev/null || true
}

refuse() {
  say "Refused: $*"
  exit 2
}
`;

const asking = `\
socket_of() {
  printf '%s' "${paths.sockets}/$1.sock"
}

other_than() {
  if [[ $1 == blue ]]; then printf green; else printf blue; fi
}

version_in() {
  basename "$(readlink "${paths.app}/$1" || true)"
}

# The colour that nginx is led to.
linked() {
  basename "$(readlink ${paths.liveSocket} || true)" .sock
}

# answers VERSION COLOUR CURL-ARGUMENTS: healthy, and really this release in this colour.
answers() {
  local version=$1 colour=$2
  shift 2
  # shellcheck disable=SC2016 # $v and $c are variables of jq
  curl -fsS -m 5 "$@" 2>/dev/null |
    jq -e --arg v "$version" --arg c "$colour" '.status == "ok" and .version == $v and .colour == $c' >/dev/null 2>&1
}

answers_itself() {
  answers "$(version_in "$1")" "$1" --unix-socket "$(socket_of "$1")" http://localhost${healthPath}
}

answers_through_nginx() {
  answers "$(version_in "$1")" "$1" http://127.0.0.1:${ports.health}${healthPath}
}

# keeps SECONDS ANSWERS COMMAND...: within so many seconds it succeeds so many times in a row.
keeps() {
  local deadline=$((SECONDS + $1)) needed=$2 row=0
  shift 2
  while ((row < needed)); do
    if "$@"; then row=$((row + 1)); else row=0; fi
    ((SECONDS <= deadline)) || return 1
    sleep 0.3
  done
}

serves() {
  [[ $1 == blue || $1 == green ]] && keeps 3 1 answers_itself "$1"
}
`;

const changing = `\
# Each note is replaced as a whole: nobody reads half of it.
note() {
  printf '%s\\n' "$2" >"$1.next"
  mv -T "$1.next" "$1"
}

lead_nginx_to() {
  ln -sfn "$(socket_of "$1")" ${paths.liveSocket}.next
  mv -T ${paths.liveSocket}.next ${paths.liveSocket}
}

# nginx leaves the former colour by itself: what is stopped later meets no request.
drain() {
  local age
  age=$(($(date +%s) - $(stat -c %Y ${paths.liveSocket})))
  if ((age >= 0 && age <= drain_seconds)); then sleep $((drain_seconds - age + 1)); fi
}

# PM2 and what it starts must not hold the lock (9), or it would outlive a killed deployment.
start_colour() {
  timeout 300 pm2 start ${paths.ecosystem} --only "${processPrefix}$1" >/dev/null 9>&-
}

stop_colour() {
  if [[ -L ${paths.liveSocket} ]]; then drain; fi
  # One that is not there is stopped, too.
  timeout 300 pm2 delete "${processPrefix}$1" >/dev/null 2>&1 9>&- || true
  rm -f "$(socket_of "$1")"
}
`;

const preparing = `\
# Which colour serves? A deployment that was killed may have left two of them, and the link on either.
settle() {
  local confirmed candidate
  confirmed=$(cat ${paths.liveColour} 2>/dev/null || true)
  for candidate in "$(linked)" "$confirmed"; do
    if serves "$candidate"; then
      live=$candidate
      [[ $(linked) == "$live" ]] || lead_nginx_to "$live"
      [[ $confirmed == "$live" ]] || note ${paths.liveColour} "$live"
      idle=$(other_than "$live")
      say "The release $(version_in "$live") serves ($live)."
      return
    fi
  done
  idle=$(other_than "$(linked)")
  say 'No release serves at the moment.'
}

unpack() {
  local archive=${paths.incoming}/$version.tar.gz fresh
  rm -rf ${paths.releases}/.unpack.*
  if [[ -d ${paths.releases}/$version ]]; then
    [[ $(cat "${paths.releases}/$version/.digest") == "$digest" ]] ||
      refuse "there is a release $version with other content. Give the new one another version."
    return
  fi
  [[ -f $archive ]] || refuse "$archive is not there. Upload it first."
  sha256sum --check --status <<<"$digest  $archive" || refuse "$archive has not the digest $digest. Upload it again."
  fresh=$(mktemp -d ${paths.releases}/.unpack.XXXXXX)
  tar -xzf "$archive" -C "$fresh" --no-same-owner || refuse "$archive cannot be unpacked. Build it again."
  for file in ${software.startFile} ${software.migrationFile}; do
    [[ -f $fresh/$file ]] || refuse "$archive has no $file in its top folder. Build it again."
  done
  note "$fresh/.digest" "$digest"
  # Before it has its name it is on the disk as a whole, even if the power fails.
  sync -f "$fresh"
  mv -T "$fresh" "${paths.releases}/$version"
}

# The release that serves works on while the new one changes the database. Where it cannot, nobody may work meanwhile.
check_migration() {
  local of=$1
  case $(head -n 1 "${paths.releases}/$of/${software.migrationFile}") in
    none | compatible) is_maintenance= ;;
    breaking)
      [[ -n $is_maintenance ]] ||
        refuse "$of changes the database so that no other release can use it. Make a backup, then repeat with --maintenance: nobody can work meanwhile."
      ;;
    *) refuse "the file ${software.migrationFile} of $of must hold one of the words none, compatible, breaking." ;;
  esac
}

find_previous() {
  version=$(cat ${paths.state}/previous 2>/dev/null || true)
  [[ -n $version && -d ${paths.releases}/$version ]] || refuse 'no former release is left on this server. Deploy one.'
  if [[ -n $live ]]; then check_migration "$(version_in "$live")"; else is_maintenance=; fi
}
`;

const ending = `\
# Whatever happens: the release serves, or the former one does, or it is said that none does.
finish() {
  local code=$?
  trap - EXIT
  trap '' INT TERM
  set +e
  case $phase in
    unchanged) exit "$code" ;;
    confirmed)
      ((code == 0)) || say "Release $version serves, but not everything was tidied up. The next deployment does it."
      exit "$code"
      ;;
  esac
  say "Release $version does not work: it is taken back."
  if [[ $phase == switched && -n $live ]]; then lead_nginx_to "$live"; fi
  stop_colour "$idle"
  if [[ -n $is_maintenance && -n $live ]]; then start_colour "$live"; fi
  if [[ -n $live ]] && keeps "$healthy_seconds" 1 answers_itself "$live"; then
    say "The former release $(version_in "$live") serves. Look into ${paths.appLogs} for the reason."
    exit 3
  fi
  say 'NO RELEASE SERVES. Deploy one that works; after a change of the database restore it first.'
  exit 4
}

prune() {
  local name kept=0
  while read -r name; do
    kept=$((kept + 1))
    if ((kept > kept_releases)) && [[ $name != "$version" && $name != "$(cat ${paths.state}/previous 2>/dev/null)" ]]; then
      rm -rf "${paths.releases}/$name"
    fi
  done < <(find ${paths.releases} -mindepth 1 -maxdepth 1 -type d ! -name '.*' -printf '%T@ %f\\n' | sort -rn | cut -d ' ' -f 2)
  rm -f "${paths.incoming}/$version.tar.gz"
}
`;

const main = `\
wants_previous=
while [[ \${1:-} == --* ]]; do
  case $1 in
    --maintenance) is_maintenance=yes ;;
    --previous) wants_previous=yes ;;
    *) refuse "$1 is not known. See the top of $0." ;;
  esac
  shift
done
if [[ -z $wants_previous ]]; then
  version=\${1:-} digest=\${2:-}
  [[ $version =~ ^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$ ]] || refuse "\\"$version\\" is no version: letters, digits, dots, dashes."
  [[ $digest =~ ^[0-9a-f]{64}$ ]] || refuse "\\"$digest\\" is no digest: what sha256sum prints, 64 digits."
fi
[[ $(id -un) == "$user" ]] || refuse "run it as $user: sudo -u $user $0"

exec 9>${paths.locks}/${scripts.deploy}.lock
if ! flock -n 9; then
  say 'Another deployment is under way.'
  exit 9
fi
# Otherwise the first command of PM2 would start one that nothing supervises. The number alone can be that of another program by now.
grep -qa 'God Daemon' "/proc/$(cat "$PM2_HOME/pm2.pid" 2>/dev/null)/cmdline" 2>/dev/null ||
  refuse 'PM2 does not run. Start it: sudo systemctl start ${units.app}'

trap finish EXIT
trap 'exit 1' INT TERM
trap '' HUP PIPE

say '1/8 Finding out what serves.'
settle
say '2/8 Unpacking.'
if [[ -n $wants_previous ]]; then
  find_previous
else
  unpack
  check_migration "$version"
fi

say "3/8 Making room in $idle."
stop_colour "$idle"
ln -sfn "${paths.releases}/$version" "${paths.app}/$idle.next"
mv -T "${paths.app}/$idle.next" "${paths.app}/$idle"

say "4/8 Starting $version."
phase=started
if [[ -n $is_maintenance && -n $live ]]; then stop_colour "$live"; fi
start_colour "$idle"
keeps "$healthy_seconds" "$needed_answers" answers_itself "$idle" || exit 1

say "5/8 Leading nginx to it."
phase=switched
lead_nginx_to "$idle"

say '6/8 Asking through nginx.'
keeps "$verify_seconds" "$needed_answers" answers_through_nginx "$idle" || exit 1
phase=confirmed
note ${paths.liveColour} "$idle"
if [[ -n $live ]]; then note ${paths.state}/previous "$(version_in "$live")"; fi

say '7/8 Stopping the former release.'
stop_colour "$(other_than "$idle")"

say '8/8 Tidying up.'
prune
say "Release $version serves ($idle)."
`;
