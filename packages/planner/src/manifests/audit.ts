/** Audit rules: who changed what decides about the server, who read secrets, what was done as root. */
import { paths } from './names.ts';
import type { Cell, Host } from './site.ts';

/** Folders and files whose changes are recorded, by the key under which "ausearch -k" finds them. */
export function watchedOf(host: Host, { members }: Cell): Readonly<Record<string, { readonly dir: string } | { readonly path: string }>> {
  return {
    'ordination-settings': { dir: paths.config },
    'ordination-scripts': { dir: paths.scripts },
    'ordination-firewall': { path: '/etc/nftables.conf' },
    'ordination-bans': { dir: '/etc/fail2ban' },
    'ordination-ssh': { dir: '/etc/ssh' },
    'ordination-sudo': { path: '/etc/sudoers' },
    'ordination-sudo-parts': { dir: '/etc/sudoers.d' },
    'ordination-units': { dir: '/etc/systemd/system' },
    'ordination-audit': { dir: '/etc/audit' },
    'ordination-updates': { dir: '/etc/apt' },
    'ordination-kernel': { dir: '/etc/sysctl.d' },
    'ordination-users': { path: '/etc/passwd' },
    'ordination-passwords': { path: '/etc/shadow' },
    'ordination-groups': { path: '/etc/group' },
    'ordination-login': { dir: '/etc/pam.d' },
    ...(host.runsApp ? { 'ordination-web': { dir: '/etc/nginx' }, 'ordination-app': { path: paths.ecosystem } } : {}),
    ...(members.some((member) => member.host === host) ? { 'ordination-database': { path: '/etc/mongod.conf' } } : {}),
  };
}

export function audit(host: Host, cell: Cell): Record<`/${string}`, string> {
  const watches = Object.entries(watchedOf(host, cell)).map(([key, place]) => {
    const [[kind, path] = []] = Object.entries(place);
    return `-a always,exit -F ${kind}=${path} -F perm=wa -F key=${key}`;
  });
  return {
    '/etc/audit/rules.d/70-ordination.rules': `${watches.join('\n')}

# Of people: programs have no login.
-a always,exit -F dir=${paths.secrets} -F perm=r ${byPeople} -F key=ordination-secrets-read
-a always,exit -F arch=b64 -S execve -F euid=0 ${byPeople} -F key=ordination-root-commands
-a always,exit -F arch=b64 -S init_module,finit_module,delete_module -F key=ordination-modules
-a always,exit -F arch=b64 -S settimeofday,clock_settime ${byPeople} -F key=ordination-time
`,
    '/etc/audit/rules.d/99-finalize.rules': `# The last rule: nobody changes the rules, root included, until the next restart of the server.
-e 2
`,
  };
}

/** Accounts of people begin here; "unset" is what was started by no login. */
const byPeople = '-F auid>=1000 -F auid!=unset';
