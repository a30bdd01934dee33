/** How changed files take effect: what is reloaded, restarted or started, and in which order. */
import { paths, scriptPath, units } from './names.ts';
import { isMember, runsMongod } from './packages.ts';
import { secretFiles } from './secrets.ts';
import type { Cell, Host, Site } from './site.ts';

/** Shell functions, of which `activate` is the one to call. */
export function applyActivation(host: Host, cell: Cell, site: Site): string {
  const steps = [
    'activate_firewall',
    'activate_sshd',
    'activate_system',
    ...(isMember(host, cell) ? ['activate_database'] : []),
    'activate_units',
    ...(host.runsApp ? ['activate_nginx', `first_certificate ${cell.domain}`] : []),
  ];
  return `${common}${access}${system(host, cell)}${isMember(host, cell) ? database : ''}${ours}${host.runsApp ? nginx(site) : ''}
# The firewall and sshd come first, so that nothing listens before its rules stand. Both keep the connections that exist.
activate() {
${steps.map((step) => `  ${step}\n`).join('')}}
`;
}

const common = `
# Whether a path that begins like this has changed.
touched() {
  local beginning
  for beginning in "$@"; do
    if grep -q "^$beginning" "$pending"; then return 0; fi
  done
  return 1
}
`;

const access = `
activate_firewall() {
  if ! has /etc/nftables.conf; then return 0; fi
  systemctl enable --now nftables.service
  if touched /etc/nftables.conf; then systemctl reload nftables.service; fi
}

activate_sshd() {
  local port
  if ! touched /etc/ssh/; then return 0; fi
  port=$(sshd -T | awk '$1 == "port" { print $2 }' | tail -n 1)
  # Ubuntu opens the port by a socket of systemd, which learns of another port only when it is restarted.
  if [[ -z "$(ss -H -ltn "sport = :$port")" ]]; then
    systemctl daemon-reload
    systemctl restart ssh.socket
  fi
  if systemctl is-active --quiet ssh.service; then systemctl reload ssh.service; fi
}
`;

function system(host: Host, cell: Cell): string {
  const scratchOnly = runsMongod(host, cell) && !isMember(host, cell);
  return `
activate_system() {
  systemctl daemon-reload
  if touched /etc/sysctl.d/; then sysctl --quiet --system; fi
  if touched /etc/audit/; then augenrules --load || echo "The audit rules are locked until the next restart of the server: restart it at a quiet hour." >&2; fi
  if touched /etc/fail2ban/; then systemctl restart fail2ban.service; fi
  if touched /etc/systemd/journald.conf.d/; then systemctl restart systemd-journald.service; fi
  ${scriptPath('disk')} create
  systemctl enable --now ${units.disk}
  # Once more: some of these rules name folders on the disk.
  make_folders
${scratchOnly ? '  systemctl disable --now mongod.service\n' : ''}}
`;
}

const database = `
activate_database() {
  systemctl enable mongod.service
  if touched /etc/mongod.conf /etc/systemd/system/mongod.service.d/ ${secretFiles.databaseKeyFile} ${paths.tls}/; then
    systemctl restart mongod.service
  else
    systemctl start mongod.service
  fi
}
`;

/** Our own units: what runs for good or by the clock is started; what the clock starts is left to it. */
const ours = `
activate_units() {
  local file unit
  while IFS= read -r file; do
    unit=\${file##*/}
    # Templates and what a timer starts have no [Install].
    if [[ "$unit" == *@.* ]] || ! grep -q '^\\[Install\\]' "$file"; then continue; fi
    systemctl enable --now "$unit"
    if ! touched "/etc/systemd/system/$unit"; then continue; fi
    case "$unit" in
      ${units.disk} | ${units.app}) echo "$unit has changed. It takes effect at the next restart of the server: restart it at a quiet hour." ;;
      *) systemctl restart "$unit" ;;
    esac
  done < <(staged_in /etc/systemd/system)
  if touched /etc/prometheus/alertmanager /etc/systemd/system/prometheus-alertmanager.service.d/; then systemctl enable prometheus-alertmanager.service && systemctl restart prometheus-alertmanager.service; fi
  if touched /etc/default/prometheus /etc/prometheus/ /etc/systemd/system/prometheus; then
    for unit in prometheus-node-exporter prometheus; do
      if systemctl cat "$unit.service" >/dev/null 2>&1; then systemctl enable "$unit.service" && systemctl restart "$unit.service"; fi
    done
  fi
}
`;

function nginx({ wishes }: Site): string {
  return `
activate_nginx() {
  systemctl enable nginx.service
  if touched /etc/nginx/; then systemctl reload-or-restart nginx.service; else systemctl start nginx.service; fi
}

# Issued through nginx, which until then shows a certificate of its own.
first_certificate() {
  if [[ -e "/etc/letsencrypt/renewal/$1.conf" ]]; then return 0; fi
  if certbot certonly --non-interactive --agree-tos --email ${wishes.alertEmail} --webroot --webroot-path ${paths.acme} --cert-name "$1" --domain "$1"; then
    ${scriptPath('certificate')}
    systemctl reload nginx.service
  else
    echo "There is no certificate for $1 yet. Let the name lead to this server (DNS), then run ordination-apply again." >&2
  fi
}
`;
}
