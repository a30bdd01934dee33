/** Invariants 14 to 20: what each firewall lets in, and that administrators always get in. Number 20 is shown with real packets. */
import { describe } from 'vitest';
import { parse } from 'yaml';
import { ofType, within, type Parsed } from '../../../manifests/hcl.ts';
import {
  addressesOf,
  appHosts,
  appsOn,
  bare,
  cellOf,
  differ,
  directives,
  edit,
  faultsIn,
  found,
  has,
  holds,
  hostsOf,
  moduleIn,
  mongodHosts,
  mongodOn,
  nftOf,
  nginxOf,
  on,
  only,
  openingsOf,
  roleOf,
  serversOf,
  textOf,
  treeOf,
  withFile,
  type Check,
} from './reading.ts';

const everybody = ['0.0.0.0/0', '::/0'];
/** As stated in bundles.ts. */
const administrators = ['198.51.100.7/32', '2001:db8:1::/48'];
/** Layouts in which practices come through a load balancer, in the private network. */
const balanced = ['cluster', 'managed database, balanced'];
const nft = '/etc/nftables.conf';
const sshd = '/etc/ssh/sshd_config.d/10-ordination.conf';

describe('invariant 14: the vendor lets in practices and administrators, and nobody else', () => {
  const check: Check = async (files, layout) => {
    const module = await moduleIn(files);
    return serversOf(module).flatMap((server) => {
      const practices = roleOf(server.name) === 'app' && !balanced.includes(layout) ? ['80', '443'] : [];
      const wanted = [
        ...practices.map((port) => `tcp ${port} from ${everybody.join()}`),
        `tcp 22 from ${administrators.join()}`,
        `icmp  from ${everybody.join()}`,
      ];
      const opened = openingsOf(module, server);
      return [
        ...differ(
          server.name,
          opened.map(({ protocol, port, from }) => `${protocol} ${port} from ${from.join()}`),
          wanted,
        ),
        ...faultsIn(
          opened,
          ({ from }) => from.some((one) => one.includes(':')) !== from.some((one) => !one.includes(':')),
          ({ port }) => `${server.name}: ${port} is open in one family only`,
        ),
        ...(server.firewalls.split(',').length === 1 && server.firewalls.includes('hcloud_firewall.')
          ? []
          : [`${server.name} has no firewall of its own`]),
      ];
    });
  };
  holds(check, [
    [
      'ssh for everybody',
      'pair',
      edit(
        /network\.tf$/,
        /port {8}= "22"\n {4}source_ips {2}= local\.admin_networks/,
        'port        = "22"\n    source_ips  = ["0.0.0.0/0", "::/0"]',
      ),
    ],
    [
      'one family only',
      'solo',
      edit(/network\.tf$/, /port {8}= "443"\n {4}source_ips {2}= \[.*\]/, 'port        = "443"\n    source_ips  = ["0.0.0.0/0"]'),
    ],
    ['the database for everybody', 'split', edit(/network\.tf$/, /port {8}= "443"/, 'port        = "27017"')],
    ['a server without a firewall', 'cluster', edit(/servers\.tf$/, /firewall_ids .*= \[hcloud_firewall\.db\.id\]/, 'firewall_ids = []')],
    [
      'practices past the load balancer',
      'cluster',
      edit(
        /network\.tf$/,
        /rule \{\n {4}description = "administration/,
        'rule {\n    direction = "in"\n    protocol = "tcp"\n    port = "443"\n    source_ips = ["0.0.0.0/0", "::/0"]\n  }\n  rule {\n    description = "administration',
      ),
    ],
    ['another network of administrators', 'single', edit(/main\.tf$/, '"198.51.100.7/32"', '"198.51.100.0/8"')],
  ]);
});

describe('invariant 15: what only servers talk to is open to nobody outside', () => {
  const outside = ['22', '80', '443'];
  const check: Check = async (files) => {
    const module = await moduleIn(files);
    return [
      ...serversOf(module).flatMap((server) => {
        const { rules } = nftOf(on(files, server.name, nft));
        const open = [
          ...openingsOf(module, server)
            .map(({ port }) => port)
            .filter(Boolean),
          ...rules.filter(({ chain }) => chain === 'input').map(({ port }) => port),
        ];
        return faultsIn(
          open,
          (port) => !outside.includes(port),
          (port) => `${server.name} opens ${port}`,
        );
      }),
      ...appHosts(files).flatMap((host) => [
        ...faultsIn(
          appsOn(files, host),
          ({ env }) => !env['LISTEN']?.startsWith('/run/'),
          ({ name }) => `${host}: ${name} listens on a port`,
        ),
        ...faultsIn(
          directives(nginxOf(on(files, host, '/etc/nginx/nginx.conf')), 'listen').map(([one]) => one!),
          (one) => !/^(\[::\]:)?(80|443)$|^(127\.0\.0\.1|10\.0\.0\.\d+):\d+$|^unix:/.test(one),
          (one) => `${host}: nginx listens on ${one}`,
        ),
      ]),
      ...faultsIn(
        mongodHosts(files),
        (host) =>
          mongodOn(files, host)
            .net.bindIp.split(',')
            .some((one) => !/^(127\.0\.0\.1|10\.0\.0\.\d+)$/.test(one)),
        (host) => `${host}: mongod listens to everybody`,
      ),
      ...hostsOf(files).flatMap((host) => {
        const listens = treeOf(files, host)
          .filter(([path]) => path.startsWith('/etc/default/prometheus'))
          .flatMap(([, text]) => found(text, /--web\.listen-address=(\S+)/g));
        return faultsIn(
          listens,
          (one) => !/^(127\.0\.0\.1|10\.0\.0\.\d+):\d+$/.test(one),
          (one) => `${host}: the monitoring listens on ${one}`,
        );
      }),
    ];
  };
  holds(check, [
    [
      'a port of the database outside',
      'cluster',
      edit(/db-1.*nftables\.conf$/, /(chain private \{)/, '  tcp dport 27017 accept\n  }\n  $1'),
    ],
    ['software that listens on a port', 'pair', edit(/ecosystem/, '`/run/ordination/${colour}.sock`', "'3001'")],
    ['a database that listens to everybody', 'split', edit(/mongod\.conf$/, /bindIp: .*/, 'bindIp: 0.0.0.0')],
    ['Prometheus for everybody', 'solo', edit(/default\/prometheus$/, '127.0.0.1:9090', ':9090')],
    ['figures of the server at the vendor', 'pair', edit(/network\.tf$/, '"443"', '"9100"')],
  ]);
});

describe('invariant 16: the firewall of a server is that of the vendor, and lets in other servers for what they need', () => {
  const check: Check = async (files) => {
    const module = await moduleIn(files);
    const addresses = await addressesOf(files);
    const balancers = ofType(module, 'hcloud_load_balancer_network').map(({ body }) => String(body['ip']));
    return serversOf(module).flatMap((server) => {
      const { name } = server;
      const { rules, sets, lines } = nftOf(on(files, name, nft));
      const sources = (from: readonly string[]) =>
        from.length === 0 ? everybody : from.flatMap((one) => (one.startsWith('@') ? (sets[one.slice(1)] ?? []) : [one]));
      const open = rules.filter(({ chain }) => chain === 'input').flatMap(({ port, from }) => sources(from).map((one) => `${port}<${one}`));
      const inside = (port: string) => rules.filter((one) => one.chain === 'private' && one.port === port).flatMap(({ from }) => from);
      const others = hostsOf(files).filter((host) => host !== name && cellOf(host) === cellOf(name));
      const ips = (hosts: readonly string[]) => hosts.map((host) => addresses.get(host)!);
      const reaching = others.filter((host) => appHosts(files).includes(host) || mongodHosts(files).includes(host));
      const monitors = others.filter((host) => has(files, host, '/etc/prometheus/prometheus.yml'));
      const isApp = appHosts(files).includes(name);
      const copies = others.filter((host) => isApp && has(files, host, '/usr/local/sbin/ordination-files-sync'));
      const wanted: Readonly<Record<string, readonly string[]>> = {
        27017: mongodHosts(files).includes(name) ? ips(reaching) : [],
        9100: ips(monitors),
        22: ips(copies),
        80: isApp ? balancers : [],
        443: isApp ? balancers : [],
      };
      const obliged = [
        'iif "lo" accept',
        'ct state established,related accept',
        'meta l4proto { icmp, ipv6-icmp } accept',
        'type filter hook input priority filter; policy drop;',
      ];
      return [
        ...differ(
          `${name}: open`,
          open,
          openingsOf(module, server)
            .filter(({ protocol }) => protocol === 'tcp')
            .flatMap(({ port, from }) => from.map((one) => `${port}<${one}`)),
        ),
        ...Object.entries(wanted).flatMap(([port, from]) => differ(`${name}: ${port} inside`, inside(port), from)),
        ...faultsIn(
          rules.filter(({ chain }) => chain === 'private'),
          ({ port }) => !(port in wanted) && !(isApp && ['8080', '8443'].includes(port)),
          ({ port }) => `${name} opens ${port} inside`,
        ),
        ...faultsIn(
          rules.filter(({ chain }) => chain === 'private'),
          ({ from }) => from.length === 0,
          ({ port }) => `${name} opens ${port} to the whole network`,
        ),
        ...faultsIn(
          obliged,
          (start) => !lines.some((line) => line.startsWith(start)),
          (line) => `${name} has no "${line}"`,
        ),
        ...(lines.join('\n').match(/chain private \{[^}]*(?:\{[^}]*\}[^}]*)*\ndrop\n\}/)
          ? []
          : [`${name}: what is not named is let in inside`]),
        ...(lines.includes(`ip saddr 10.0.0.0/16 goto private`) ? [] : [`${name}: the private network is not told apart`]),
      ];
    });
  };
  holds(check, [
    [
      'a port that the vendor closes',
      'pair',
      edit(
        /vote-1.*nftables\.conf$/,
        'ip saddr @administrators_v4 tcp dport 22',
        'tcp dport 443 accept\n    ip saddr @administrators_v4 tcp dport 22',
      ),
    ],
    ['ssh for everybody', 'solo', edit(/nftables\.conf$/, 'ip saddr @administrators_v4 tcp dport 22', 'tcp dport 22')],
    [
      'a member that is not let in',
      'cluster',
      edit(/db-1.*nftables\.conf$/, '10.0.0.42, 10.0.0.43 } tcp dport 27017', '10.0.0.42 } tcp dport 27017'),
    ],
    ['the database for the whole network', 'split', edit(/db-1.*nftables\.conf$/, /ip saddr \{[^}]*\} tcp dport 27017/, 'tcp dport 27017')],
    ['a policy that lets in', 'single', edit(/nftables\.conf$/, 'priority filter; policy drop;', 'priority filter; policy accept;')],
    ['no answers', 'single', edit(/nftables\.conf$/, /.*ct state established,related accept\n/, '')],
    ['no ICMP of IPv6', 'pair', edit(/app-1.*nftables\.conf$/, '{ icmp, ipv6-icmp }', '{ icmp }')],
    ['no end of the rules inside', 'pair', edit(/app-1.*nftables\.conf$/, /^ {4}drop\n/m, '')],
    ['monitoring that is not let in', 'pair', edit(/app-1.*nftables\.conf$/, /.*dport 9100.*\n/, '')],
  ]);
});

describe('invariant 17: either everything may go out, or all that is needed', () => {
  const needed = ['tcp 53', 'udp 53', 'tcp 80', 'tcp 443', 'udp 123', 'tcp 23', 'tcp 587', 'tcp 27017'];
  const check: Check = async (files) => {
    const module = await moduleIn(files);
    return [
      ...ofType(module, 'hcloud_firewall').flatMap(({ name, body }) => {
        const out = (body['rule'] as readonly Parsed[])
          .filter((rule) => within(rule, 'direction') === 'out')
          .map((rule) => `${String(within(rule, 'protocol'))} ${String(within(rule, 'port'))}`);
        return out.length === 0
          ? []
          : faultsIn(
              needed,
              (one) => !out.includes(one),
              (one) => `${name}: ${one} may not go out`,
            );
      }),
      ...hostsOf(files).flatMap((host) => {
        const { lines } = nftOf(on(files, host, nft));
        return faultsIn(
          lines,
          (line) => /hook output .*policy drop/.test(line),
          () => `${host}: not everything may go out`,
        );
      }),
    ];
  };
  holds(check, [
    [
      'a rule for what goes out',
      'single',
      edit(
        /network\.tf$/,
        /direction {3}= "in"\n {4}protocol {4}= "tcp"\n {4}port {8}= "443"/,
        'direction = "out"\n    protocol = "tcp"\n    port = "443"',
      ),
    ],
    [
      'a chain for what goes out',
      'pair',
      edit(
        /nftables\.conf$/,
        'chain forward {',
        'chain output {\n    type filter hook output priority filter; policy drop;\n  }\n  chain forward {',
      ),
    ],
  ]);
});

describe('invariant 18: ssh has one port', () => {
  const check: Check = async (files) => {
    const module = await moduleIn(files);
    return hostsOf(files).flatMap((host) => {
      const port = only(on(files, host, sshd), /^Port (\d+)$/gm);
      const server = serversOf(module).find(({ name }) => name === host)!;
      const admitted = openingsOf(module, server).filter(({ from }) => from.join() === administrators.join());
      const { rules } = nftOf(on(files, host, nft));
      const [, jail = ''] = /^\[sshd\]\n([^[]*)/m.exec(on(files, host, '/etc/fail2ban/jail.local')) ?? [];
      const peers = has(files, host, '/usr/local/sbin/ordination-files-sync')
        ? found(on(files, host, '/usr/local/sbin/ordination-files-sync'), /ssh -p (\d+)/g)
        : [];
      // The scripts of the administrator and those of the guide name no port: that is 22.
      const named = ['bin/install', 'bin/check', 'bin/on', 'docs/en/guide.md', 'docs/de/guide.md']
        .filter((path) => path in files)
        .flatMap((path) => found(bare(textOf(files, path)), /\b(?:ssh|scp) .*-[pP] (\d+)/g));
      const apply = on(files, host, '/usr/local/sbin/ordination-apply');
      return [
        ...differ(
          `${host}: at the vendor`,
          admitted.map((one) => one.port),
          [port],
        ),
        ...differ(
          `${host}: in its firewall`,
          rules.filter(({ from }) => from.some((one) => one.startsWith('@administrators'))).map((one) => one.port),
          [port],
        ),
        ...differ(`${host}: for fail2ban`, found(jail, /^port = (.*)$/gm), [port]),
        ...differ(`${host}: in the workflow`, found(textOf(files, '.github/workflows/deploy.yml'), /echo ' {2}Port (\d+)'/g), [port]),
        ...differ(`${host}: for its peer`, peers, peers.length > 0 ? [port] : []),
        ...faultsIn(
          named,
          (one) => one !== port,
          (one) => `${host}: by hand ${one}`,
        ),
        ...(/systemctl daemon-reload\n\s*systemctl restart ssh\.socket/.test(apply) && apply.indexOf('activate_sshd\n') > 0
          ? []
          : [`${host}: the socket of ssh is not restarted`]),
        ...(port === '22' || /"\$\{ssh_options\[@\]\}" .*-p/.test(textOf(files, 'bin/install'))
          ? []
          : [`${host}: bin/install does not know the port ${port}`]),
      ];
    });
  };
  holds(check, [
    ['another port of sshd', 'solo', edit(/sshd_config\.d/, 'Port 22', 'Port 2222')],
    ['another port at the vendor', 'pair', edit(/network\.tf$/, 'port        = "22"', 'port        = "2222"')],
    ['another port in the workflow', 'split', edit(/deploy\.yml$/, "echo '  Port 22'", "echo '  Port 2222'")],
    ['another port for fail2ban', 'cluster', edit(/db-2.*jail\.local$/, 'port = 22', 'port = 2222')],
    ['another port for the copies', 'pair', edit(/files-sync$/, 'ssh -p 22', 'ssh -p 23')],
    ['a socket that keeps the old port', 'single', edit(/ordination-apply$/, /.*systemctl restart ssh\.socket\n/, '')],
  ]);
});

describe('invariant 19: somebody can log in, with a key only', () => {
  interface CloudInit {
    readonly users: readonly { readonly name: string; readonly sudo?: string; readonly ssh_authorized_keys?: readonly string[] }[];
  }
  const check: Check = (files) =>
    hostsOf(files).flatMap((host) => {
      const text = on(files, host, sshd);
      const { users } = parse(textOf(files, `cloud-init/${host}.yaml`)) as CloudInit;
      const withKey = users.filter(({ ssh_authorized_keys: keys = [] }) => keys.some((key) => /^@\w+_PUBLIC_KEY@$/.test(key)));
      const allowed = only(text, /^AllowUsers (.*)$/gm).split(' ');
      const must = {
        PermitRootLogin: 'no',
        PasswordAuthentication: 'no',
        KbdInteractiveAuthentication: 'no',
        PubkeyAuthentication: 'yes',
        AuthenticationMethods: 'publickey',
      };
      return [
        ...faultsIn(
          allowed.filter((user) => !user.includes('@')),
          (user) => !withKey.some(({ name }) => name === user),
          (user) => `${host}: ${user} has no key`,
        ),
        ...(withKey.some(({ name, sudo }) => sudo !== undefined && allowed.includes(name)) ? [] : [`${host}: no administrator can log in`]),
        ...faultsIn(
          allowed.filter((user) => user.includes('@')),
          (user) => !/^app@10\.0\.0\.\d+$/.test(user),
          (user) => `${host} lets in ${user}`,
        ),
        ...Object.entries(must).flatMap(([name, value]) =>
          differ(`${host}: ${name}`, found(text, new RegExp(`^ *${name} (.*)$`, 'gm')), [value]),
        ),
        ...faultsIn(
          withKey.map(({ name }) => name),
          (name) => !textOf(files, 'infra/servers.tf').includes(`"@${name.toUpperCase()}_PUBLIC_KEY@", var.${name}_public_key)`),
          (name) => `${host}: the key of ${name} is not filled in`,
        ),
      ];
    });
  const everywhere: Check = (files) => differ('servers with rules for ssh', withFile(files, sshd), hostsOf(files));
  holds(
    async (files, layout) => [...(await check(files, layout)), ...(await everywhere(files, layout))],
    [
      ['a user that nobody may be', 'pair', edit(/sshd_config\.d/, 'AllowUsers admin', 'AllowUsers administrator')],
      ['an administrator without a key', 'solo', edit(/cloud-init/, "      - '@ADMIN_PUBLIC_KEY@'\n", '')],
      ['passwords', 'cluster', edit(/db-3.*sshd_config\.d/, 'PasswordAuthentication no', 'PasswordAuthentication yes')],
      ['root', 'single', edit(/sshd_config\.d/, 'PermitRootLogin no', 'PermitRootLogin prohibit-password')],
      [
        'passwords for some',
        'pair',
        edit(/sshd_config\.d/, 'Match User deploy,app\n', 'Match User deploy,app\n  PasswordAuthentication yes\n'),
      ],
      ['a key that is not filled in', 'split', edit(/servers\.tf$/, 'var.admin_public_key)', '"")')],
    ],
  );
});
