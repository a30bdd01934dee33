/** Hardening of every server: who may log in and become whom, updates, what is recorded, settings of the kernel. Each in its own file. */
import { audit } from './audit.ts';
import { fail2ban } from './fail2ban.ts';
import { headed, onHost, type Files } from './files.ts';
import { kernel } from './kernel.ts';
import { paths, users } from './names.ts';
import type { Cell, Host, Site } from './site.ts';
import { sshd } from './sshd.ts';
import { sudo } from './sudo.ts';
import { updates } from './updates.ts';

/** What one server gets: path on it to text without header. */
type Tree = Readonly<Record<`/${string}`, string>>;

const parts: readonly ((host: Host, cell: Cell, site: Site) => Tree)[] = [sshd, sudo, fail2ban, updates, audit, kernel, journal, folders];

export function hardening(site: Site): Files {
  const files = site.cells.flatMap((cell) =>
    cell.hosts.flatMap((host) =>
      parts.flatMap((part) =>
        Object.entries(part(host, cell, site)).map(([path, text]) => {
          const comment = path.startsWith('/etc/apt/apt.conf.d/') ? '//' : '#';
          return [onHost(host, path as `/${string}`), headed(comment, text, site)] as const;
        }),
      ),
    ),
  );
  return Object.fromEntries(files);
}

/** Days that the journal is kept; it can name addresses of people. */
export const journalDays = 90;

function journal(): Tree {
  return {
    '/etc/systemd/journald.conf.d/ordination.conf': `[Journal]
Storage=persistent
SystemMaxUse=1G
SystemKeepFree=2G
MaxRetentionSec=${journalDays}day
MaxFileSec=1day
ForwardToSyslog=no
`,
  };
}

/** What must be there before the audit rules and fail2ban are started. */
function folders({ runsApp }: Host): Tree {
  const web = `# fail2ban does not start without it.
d ${paths.webRefusedLog.slice(0, paths.webRefusedLog.lastIndexOf('/'))} 0755 root adm -
f ${paths.webRefusedLog} 0640 ${users.web} adm -
`;
  return {
    '/etc/tmpfiles.d/ordination.conf': `# The audit rules name them. Who may read a secret is said by each file.
d ${paths.config} 0755 root root -
d ${paths.secrets} 0711 root root -
${runsApp ? web : ''}`,
  };
}
