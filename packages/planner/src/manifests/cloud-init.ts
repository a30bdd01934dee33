/** cloud-init: what a new server becomes on its first boot, before anybody logs in. It contains no secret. */
import { headed, onHost, type Files } from './files.ts';
import { filePeers, firewall } from './firewall.ts';
import { hardening } from './hardening.ts';
import { paths, users } from './names.ts';
import { packages, packagesPath } from './packages.ts';
import type { Cell, Host, Site } from './site.ts';

/** Files of a server that already count on its first boot: who gets in, which packages are installed. `name/` stands for a folder. */
const firstBoot = ['/etc/apt/', '/etc/hosts', '/etc/nftables.conf', '/etc/ssh/', '/etc/sudoers.d/', packagesPath] as const;

export function cloudInit(site: Site): Files {
  const names = namesFiles(site);
  const written = { ...firewall(site), ...hardening(site), ...packages(site), ...names };
  const files = site.cells.flatMap((cell) =>
    cell.hosts.map((host) => [`cloud-init/${host.name}.yaml`, headed('#', userData(host, cell, written), site)] as const),
  );
  return { ...names, ...Object.fromEntries(files) };
}

/** Names lead to private addresses; a member of the replica set must find itself under its own. */
function namesFiles(site: Site): Files {
  const text = ({ hosts }: Cell) => `127.0.0.1 localhost
::1 localhost ip6-localhost ip6-loopback
ff02::1 ip6-allnodes
ff02::2 ip6-allrouters

${hosts.map(({ name, privateIp }) => `${privateIp} ${name}\n`).join('')}`;
  const files = site.cells.flatMap((cell) => cell.hosts.map((host) => [onHost(host, '/etc/hosts'), headed('#', text(cell), site)]));
  return Object.fromEntries(files) as Files;
}

function userData(host: Host, cell: Cell, written: Files): string {
  return `#cloud-config
hostname: ${host.name}
preserve_hostname: false
# The names of the cell lead to private addresses, see /etc/hosts below.
manage_etc_hosts: false
timezone: Etc/UTC
locale: C.UTF-8
package_update: true
disable_root: true
ssh_pwauth: false

users:
${accounts(host, cell)}
write_files:
${firstFiles(host, written)}
runcmd:
  # Before anything is installed that listens.
  - [systemctl, enable, --now, nftables.service]
  - [systemctl, reload, nftables.service]
  - [install, -d, -m, '0755', ${paths.config}]
  - [install, -d, -m, '0711', ${paths.secrets}, ${paths.tls}]
${
  host.runsApp
    ? `  - [install, -d, -o, ${users.app}, -g, ${users.app}, -m, '0755', ${paths.state}, ${paths.app}, ${paths.releases}]
  - [install, -d, -o, ${users.deploy}, -g, ${users.app}, -m, '2750', ${paths.incoming}]
`
    : ''
}  - [${packagesPath}]
`;
}

/** Without a list of its own an image would add a user who may do everything. */
function accounts(host: Host, cell: Cell): string {
  const person = (name: string, gecos: string, placeholder: string) => `  - name: ${name}
    gecos: ${gecos}
    shell: /bin/bash
    lock_passwd: true
    ssh_authorized_keys:
      - '@${placeholder}@'
`;
  // Files come from the other server by ssh, which wants a shell even for the one program that the key allows.
  const takesFiles = filePeers(host, cell).length > 0;
  const software = `  - name: ${users.app}
    gecos: The software
    system: true
    homedir: ${paths.state}
    shell: ${takesFiles ? '/bin/bash' : '/usr/sbin/nologin'}
    lock_passwd: true
`;
  return [
    person(users.admin, 'Administration', 'ADMIN_PUBLIC_KEY').replace('    shell', "    sudo: 'ALL=(ALL) NOPASSWD:ALL'\n    shell"),
    ...(host.runsApp ? [person(users.deploy, 'Deployment', 'DEPLOY_PUBLIC_KEY'), software] : []),
  ].join('');
}

/** The same text as in the tree of the server, so that ordination-apply finds nothing to change. */
function firstFiles(host: Host, written: Files): string {
  const folder = onHost(host, '/');
  return Object.entries(written)
    .map(([path, text]) => [path.slice(folder.length - 1), text, path.startsWith(folder)] as const)
    .filter(([path, , isHere]) => isHere && firstBoot.some((first) => (first.endsWith('/') ? path.startsWith(first) : path === first)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([path, text]) => `  - path: ${path}
    owner: root:root
    permissions: '${path.startsWith('/etc/sudoers.d/') ? '0440' : text.startsWith('#!') ? '0755' : '0644'}'
    content: |
${text.replaceAll(/^(?=.)/gm, '      ')}`,
    )
    .join('');
}
