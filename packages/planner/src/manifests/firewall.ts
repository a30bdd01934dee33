/** nftables on every server, and the same rules as data for the firewall of the vendor, which does not filter private networks. */
import { headed, onHost, type Files } from './files.ts';
import { network, ports } from './names.ts';
import type { Cell, Host, Site } from './site.ts';

/** What may come in from the internet. */
export interface PublicRule {
  readonly protocol: 'tcp' | 'icmp';
  /** Undefined for icmp. */
  readonly port: number | undefined;
  readonly from: 'anywhere' | 'administrators';
  readonly why: string;
}

/** What may come in from other parts of the cell, by TCP: everything else of the private network is dropped. */
export interface PrivateRule {
  readonly port: number;
  /** Private addresses, at least one. */
  readonly from: readonly string[];
  readonly why: string;
}

/** The rules of one server: practices reach the software, unless a load balancer stands before it; administrators reach sshd. */
export function publicRules({ runsApp }: Host, { balancer }: Cell): PublicRule[] {
  const web: PublicRule[] = [
    { protocol: 'tcp', port: ports.http, from: 'anywhere', why: 'redirect to TLS, certificate challenges' },
    { protocol: 'tcp', port: ports.https, from: 'anywhere', why: 'the software' },
  ];
  return [
    ...(runsApp && balancer === undefined ? web : []),
    { protocol: 'tcp', port: ports.ssh, from: 'administrators', why: 'administration and deployment' },
    { protocol: 'icmp', port: undefined, from: 'anywhere', why: 'path MTU, reachability' },
  ];
}

/** The rules of one server inside its cell. A server always reaches itself. */
export function privateRules(host: Host, { hosts, apps, members, balancer }: Cell): PrivateRule[] {
  const others = (which: (other: Host) => boolean) =>
    hosts.filter((other) => other !== host && which(other)).map((other) => other.privateIp);
  const isMember = (one: Host) => members.some((member) => member.host === one);
  const peers = host.runsApp ? others(({ runsApp }) => runsApp) : [];
  const balancers = host.runsApp && balancer !== undefined ? [network.balancerIp] : [];
  const rules: PrivateRule[] = [
    { port: ports.http, from: balancers, why: 'practices, through the load balancer' },
    { port: ports.https, from: balancers, why: 'practices, through the load balancer' },
    { port: ports.health, from: [...balancers, ...peers], why: 'health checks, certificate challenges of the other servers' },
    { port: ports.peer, from: balancer === undefined ? peers : [], why: 'requests while the software of the other server does not answer' },
    { port: ports.ssh, from: filePeers(host, { apps }), why: 'copies of files' },
    {
      port: ports.database,
      from: isMember(host) ? others((other) => other.runsApp || other.takesBackup || isMember(other)) : [],
      why: 'the software, the other members of the replica set, the backup',
    },
    { port: ports.nodeMetrics, from: others(({ isMonitor }) => isMonitor), why: 'monitoring' },
  ];
  return rules.filter(({ from }) => from.length > 0);
}

/** The servers that exchange files with this one, by ssh as the user of the software. */
export function filePeers(host: Host, { apps }: Pick<Cell, 'apps'>): string[] {
  return host.keepsFiles ? apps.filter((other) => other !== host && other.keepsFiles).map(({ privateIp }) => privateIp) : [];
}

export function firewall(site: Site): Files {
  const files = site.cells.flatMap((cell) =>
    cell.hosts.map((host) => [onHost(host, '/etc/nftables.conf'), headed('#', ruleset(host, cell, site), site)] as const),
  );
  return Object.fromEntries(files);
}

/**
 * The names of network interfaces differ between types of servers, so the private network is known by its addresses;
 * that nobody outside can pretend to have one is seen by where the answer would leave.
 */
function ruleset(host: Host, cell: Cell, { adminV4, adminV6 }: Site): string {
  const administrators: Families = { v4: adminV4, v6: adminV6 };
  return `# Only this table is replaced, in one step: fail2ban has a table of its own. Load changes with "systemctl reload nftables";
# a restart would empty that table too.
table inet ordination
delete table inet ordination

table inet ordination {
${administratorSet('v4', 'ipv4_addr', administrators)}${administratorSet('v6', 'ipv6_addr', administrators)}  chain input {
    type filter hook input priority filter; policy drop;
    iif "lo" accept
    ct state established,related accept
    ct state invalid drop
${publicRules(host, cell)
  .filter(({ protocol }) => protocol === 'icmp')
  .map(({ why }) => `    meta l4proto { icmp, ipv6-icmp } accept comment "${why}"\n`)
  .join('')}    fib saddr . iif oif missing drop comment "a source that is not reached through this interface"
    ip saddr ${network.range} ip daddr != ${host.privateIp} drop
    ip saddr ${network.range} goto private
${publicRules(host, cell)
  .flatMap((rule) => linesOf(rule, administrators))
  .map((line) => `    ${line}\n`)
  .join('')}  }

  chain private {
${privateRules(host, cell)
  .map(({ port, from, why }) => `    ip saddr { ${from.join(', ')} } tcp dport ${port} accept comment "${why}"\n`)
  .join('')}    drop
  }

  chain forward {
    type filter hook forward priority filter; policy drop;
  }
}
`;
}

type Families = Readonly<Record<'v4' | 'v6', readonly string[]>>;

function administratorSet(family: keyof Families, type: string, { [family]: networks }: Families): string {
  if (networks.length === 0) return '';
  return `  set administrators_${family} {
    type ${type}
    flags interval
    auto-merge
    elements = { ${networks.join(', ')} }
  }

`;
}

function linesOf({ protocol, port, from, why }: PublicRule, { v4, v6 }: Families): string[] {
  if (protocol !== 'tcp') return [];
  const accept = `tcp dport ${port} accept comment "${why}"`;
  if (from === 'anywhere') return [accept];
  return [
    ...(v4.length > 0 ? [`ip saddr @administrators_v4 ${accept}`] : []),
    ...(v6.length > 0 ? [`ip6 saddr @administrators_v6 ${accept}`] : []),
  ];
}
