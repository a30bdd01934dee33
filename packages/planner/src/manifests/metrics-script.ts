/** The script that measures what node_exporter does not know: health, certificates, the database, the monitoring itself. */
import { usesTls } from './connection.ts';
import { databaseUsers, figures, healthPath, paths, ports, units } from './names.ts';
import { secretFiles } from './secrets.ts';
import type { Cell, Host } from './site.ts';

export const databaseFiguresPath = '/usr/local/lib/ordination/database-figures.js';

/** What each figure says: a figure is written only with its meaning. */
const meanings: Partial<Record<keyof typeof figures, string>> = {
  healthUp: 'Whether the software answers its health check through nginx.',
  softwareUp: 'Whether the software answers on its own socket.',
  publicHealthUp: 'Whether the software answers under its public name.',
  certificateStart: 'Begin of the validity of a certificate.',
  certificateEnd: 'End of the validity of a certificate.',
  databaseUp: 'Whether the database answers.',
  databaseIsPrimary: 'Whether the database of this server accepts changes.',
  databaseTerm: 'Elections of the replica set so far.',
  membersHealthy: 'Members of the replica set that this one sees in order.',
  replicationLag: 'How far this copy of the database is behind the primary.',
  rebootRequired: 'Whether an update waits for a reboot.',
  filesSyncSuccess: 'When both servers last held the same files.',
  metricsRun: 'When the figures of this server were last measured.',
};

/** HELP and TYPE of a figure. */
function head(figure: keyof typeof meanings): string {
  return `# HELP ${figures[figure]} ${meanings[figure]!}\n# TYPE ${figures[figure]} gauge\n`;
}

/** The head and a value, as a command of the script. */
function gauge(figure: keyof typeof meanings, value: string, labels = ''): string {
  return `  cat <<FIGURE\n${head(figure)}${figures[figure]}${labels} ${value}\nFIGURE\n`;
}

/** One source of figures: a function of the script, and what it prints. */
interface Source {
  readonly name: string;
  readonly body: string;
}

export function metricsScript(host: Host, cell: Cell): string {
  const sources = sourcesOf(host, cell);
  return `#!/usr/bin/env bash
# Leaves figures about this server for Prometheus. Each source has a file of its own: one that fails loses only its own figures.
set -euo pipefail
# Also within $(...): no date is better than that of an empty line, which is today.
shopt -s inherit_errexit
umask 022

directory=${paths.metrics}
state=\${STATE_DIRECTORY:-/var/lib/ordination-metrics}
failed=()
mkdir -p "$state"

# One answer of a health check: 1 if it is right, else 0.
answers() {
  local body
  body=$(curl --silent --fail --max-time 10 "$@") || body=
  if [[ $body =~ \\"status\\"[[:space:]]*:[[:space:]]*\\"ok\\" ]]; then echo 1; else echo 0; fi
}

# A date of the certificate on standard input, as seconds since 1970.
date_of() {
  local line
  line=$(openssl x509 -noout "-$1")
  date --date="\${line#*=}" +%s
}

${sources.map(({ name, body }) => `${name}() {\n${body}}\n`).join('\n')}
# Writes what a source prints to its file, in one step. Old figures must not pass for new ones, so a source that fails loses its file.
publish() {
  local target=$directory/ordination-$1.prom text status=0
  set +e
  text=$(
    set -e
    "$1"
  )
  status=$?
  set -e
  if ((status != 0)); then
    failed+=("$1")
    rm -f "$target"
    return
  fi
  printf '%s\\n' "$text" >"$target.new"
  mv -T "$target.new" "$target"
}

${sources.map(({ name }) => `publish ${name}\n`).join('')}${watchdog(host, cell)}
if ((\${#failed[@]} > 0)); then
  echo "ordination-metrics: no figures of: \${failed[*]}. The lines above say why." >&2
  exit 1
fi
`;
}

function sourcesOf(host: Host, cell: Cell): Source[] {
  const isMember = cell.members.some((member) => member.host === host);
  const sources: (Source | false)[] = [
    host.runsApp && { name: 'health', body: health(cell) },
    host.runsApp && cell.apps.length > 1 && { name: 'software', body: software },
    host.runsApp && { name: 'site_certificate', body: siteCertificate(cell) },
    host.isMonitor && { name: 'public_health', body: publicHealth(cell) },
    usesTls(cell) && { name: 'database_certificate', body: databaseCertificate },
    isMember && { name: 'database', body: database },
    host.runsApp &&
      host.keepsFiles &&
      cell.apps.filter(({ keepsFiles }) => keepsFiles).length > 1 && { name: 'files_sync', body: filesSync },
    { name: 'reboot', body: reboot },
    // Last, so that its time says that all others were tried.
    { name: 'run', body: gauge('metricsRun', '$(date +%s)') },
  ];
  return sources.filter((source) => source !== false);
}

/** How curl reaches the own nginx under the name of the site; behind a load balancer nginx expects its greeting first. */
function throughNginx({ domain, balancer }: Cell): string {
  return `${balancer ? '--haproxy-protocol ' : ''}--resolve ${domain}:${ports.https}:127.0.0.1`;
}

function health(cell: Cell): string {
  return `  local up
  up=$(answers ${throughNginx(cell)} https://${cell.domain}${healthPath})
${gauge('healthUp', '$up')}`;
}

const software = `  local up
  up=$(answers --unix-socket ${paths.liveSocket} http://localhost${healthPath})
${gauge('softwareUp', '$up')}`;

function publicHealth({ domain }: Cell): string {
  return `  local up
  up=$(answers https://${domain}${healthPath})
${gauge('publicHealthUp', '$up')}`;
}

/** What nginx shows, not what lies on the disk: a renewed certificate that was not loaded helps nobody. */
function siteCertificate(cell: Cell): string {
  return `  local served begin end
  served=$(curl --silent --insecure --max-time 10 --output /dev/null --write-out '%{certs}' \\
    ${throughNginx(cell)} https://${cell.domain}${healthPath})
  begin=$(date_of startdate <<<"$served")
  end=$(date_of enddate <<<"$served")
${dates('site')}`;
}

const databaseCertificate = `  local begin end
  begin=$(date_of startdate <${secretFiles.databaseCertificate})
  end=$(date_of enddate <${secretFiles.databaseCertificate})
${dates('database')}`;

function dates(use: string): string {
  return `${gauge('certificateStart', '$begin', `{use="${use}"}`)}${gauge('certificateEnd', '$end', `{use="${use}"}`)}`;
}

const database = `  local text
  # The password is read by the program itself: nobody sees it among the arguments.
  if text=$(timeout 40 mongosh --quiet --nodb ${databaseFiguresPath}); then
    printf '%s\\n' "$text"
    return
  fi
${gauge('databaseUp', '0')}`;

const filesSync = `  local stamp=0
  if [[ -e ${paths.filesSyncStamp} ]]; then stamp=$(stat --format=%Y ${paths.filesSyncStamp}); fi
${gauge('filesSyncSuccess', '$stamp')}`;

const reboot = `  local required=0
  if [[ -e /run/reboot-required ]]; then required=1; fi
${gauge('rebootRequired', '$required')}`;

/**
 * The look from outside must learn whether the monitoring works. Where it runs beside the software, Alertmanager is
 * asked; elsewhere it shows by somebody fetching the figures of this server. If no alerts come through, the monitor
 * itself sends a mail, past Alertmanager.
 */
function watchdog(host: Host, { domain }: Cell): string {
  const seen = host.runsApp ? `  note_watchdog\n` : '';
  const alerting = `
# Alertmanager has the alert that always fires, and could send all others.
is_alerting() {
  curl --silent --fail --max-time 10 --get --data-urlencode 'filter=alertname=~"Watchdog|AlertsNotSent"' \\
    http://127.0.0.1:${ports.alertmanager}/api/v2/alerts | jq --exit-status 'map(.labels.alertname) == ["Watchdog"]' >/dev/null
}

if is_alerting; then
  rm -f "$state/silent"
${seen}else
  echo x >>"$state/silent"
  # Five minutes without it is no restart.
  if (($(wc -l <"$state/silent") >= 5)); then
    echo "ordination-metrics: no alerts come through for ${domain}." >&2
    systemctl start --no-block ${units.alert.replace('@', '@prometheus')}
  fi
fi
`;
  const scraped = `
# Requests for the figures of this server so far; the one that asks counts from the next time on.
requests_now=$(curl --silent --max-time 10 http://${host.privateIp}:${ports.nodeMetrics}/metrics |
  sed --quiet 's/^promhttp_metric_handler_requests_total{code="200"} \\([0-9]*\\)$/\\1/p') || requests_now=
requests_before=$(cat "$state/requests" 2>/dev/null) || requests_before=
if [[ -n $requests_now ]]; then echo "$requests_now" >"$state/requests"; fi
if ((\${requests_now:-0} - \${requests_before:-0} >= 2)) && [[ -n $requests_before ]]; then note_watchdog; fi
`;
  return `${host.runsApp ? noteWatchdog : ''}${host.isMonitor ? alerting : ''}${host.runsApp && !host.isMonitor ? scraped : ''}`;
}

const noteWatchdog = `
# When the monitoring was last seen to work; nginx shows it to the look from outside.
note_watchdog() {
  local file=${paths.watchdog}
  mkdir -p "\${file%/*}"
  date +%s >"$file.new"
  mv -T "$file.new" "$file"
}
`;

/** What the database says about itself, as figures. Run by mongosh without a connection, so that the program itself reads the password. */
export function databaseFigures(host: Host, cell: Cell): string {
  const isArbiter = cell.members.some((member) => member.host === host && member.isArbiter);
  const tls = usesTls(cell) ? `&tls=true&tlsCAFile=${secretFiles.databaseAuthority}` : '';
  const address = usesTls(cell) ? host.name : '127.0.0.1';
  return `// Prints figures about the database of this server. An arbiter knows no users, so it is only asked whether it is there.
const lines = [];
function gauge(name, help, value) {
  lines.push('# HELP ' + name + ' ' + help, '# TYPE ' + name + ' gauge', name + ' ' + value);
}

try {
  const connection = new Mongo('mongodb://${address}:${ports.database}/?directConnection=true&serverSelectionTimeoutMS=5000${tls}');
  const admin = connection.getDB('admin');
${isArbiter ? arbiterCalls : memberCalls}} catch (error) {
  lines.length = 0;
  ${call('databaseUp', '0')}
  // Never the whole error: it can name whom it is about.
  console.error('The database does not answer: ' + (error.codeName || error.name));
}
print(lines.join('\\n'));
`;
}

function call(figure: keyof typeof meanings, value: string): string {
  return `gauge('${figures[figure]}', '${meanings[figure]!}', ${value});`;
}

const arbiterCalls = `  const hello = admin.runCommand({ hello: 1 });
  ${call('databaseUp', 'hello.arbiterOnly ? 1 : 0')}
`;

const memberCalls = `  admin.auth('${databaseUsers.monitoring}', require('node:fs').readFileSync('${secretFiles.databaseMonitoring}', 'utf8').trim());
  const status = admin.runCommand({ replSetGetStatus: 1 });
  const self = status.members.find((member) => member.self);
  const primary = status.members.find((member) => member.stateStr === 'PRIMARY');
  const inOrder = status.members.filter((member) => ['PRIMARY', 'SECONDARY', 'ARBITER'].includes(member.stateStr));
  ${call('databaseUp', '1')}
  ${call('databaseIsPrimary', "self.stateStr === 'PRIMARY' ? 1 : 0")}
  ${call('databaseTerm', 'String(status.term)')}
  ${call('membersHealthy', 'inOrder.length')}
  if (primary) {
    ${call('replicationLag', 'Math.max(0, (primary.optimeDate - self.optimeDate) / 1000)')}
  }
`;
