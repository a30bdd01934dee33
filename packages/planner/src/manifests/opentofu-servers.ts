/** OpenTofu for what stands in the network: networks, firewalls, addresses, servers, the load balancer. */
import { publicRules, type PublicRule } from './firewall.ts';
import { block, hcl, nameOf, refer, type Attribute, type Block, type Line } from './hcl-print.ts';
import { healthPath, network as addresses, ports } from './names.ts';
import type { Cell, Host, Site } from './site.ts';

const labels: Attribute = ['labels', hcl('local.labels')];

/** How what a cell has once is called, e.g. "cell-1-main". */
function mainOf({ prefix }: Cell): string {
  return `${prefix}main`;
}

export function network(site: Site): Block[] {
  return [
    ...site.cells.flatMap((cell) => [...privateNetwork(site, cell), ...placementGroups(cell), ...balancer(cell)]),
    ...firewalls(site),
  ];
}

function privateNetwork({ wishes }: Site, cell: Cell): Block[] {
  const main = nameOf(mainOf(cell));
  return [
    block(`resource hcloud_network ${main}`, [
      ['name', `${cell.prefix}${wishes.project}`],
      ['ip_range', addresses.range],
      ['delete_protection', true],
      labels,
    ]),
    block(`resource hcloud_network_subnet ${main}`, [
      ['network_id', refer('hcloud_network', mainOf(cell), 'id')],
      ['type', 'cloud'],
      ['network_zone', addresses.zone],
      ['ip_range', addresses.subnet],
    ]),
  ];
}

/** What its name says a server is for, e.g. "app". */
function kindOf({ shortName }: Host): string {
  return shortName.replace(/-\d+$/, '');
}

/** Servers of one kind and place that must not stand on the same machine of the vendor; undefined for one alone. */
function groupOf(host: Host, cell: Cell): string | undefined {
  const beside = cell.hosts.filter((other) => kindOf(other) === kindOf(host) && other.place === host.place);
  return beside.length > 1 ? `${cell.prefix}${kindOf(host)}-${host.place}` : undefined;
}

function placementGroups(cell: Cell): Block[] {
  const groups = new Set(cell.hosts.flatMap((host) => groupOf(host, cell) ?? []));
  return [...groups].map((group) =>
    block(`resource hcloud_placement_group ${nameOf(group)}`, [['name', group], ['type', 'spread'], labels]),
  );
}

/** One for each kind of server: its rules are the same in every cell. */
function firewalls({ cells }: Site): Block[] {
  const kinds = new Map(cells.flatMap((cell) => cell.hosts.map((host) => [kindOf(host), publicRules(host, cell)] as const)));
  return [...kinds].map(([kind, rules]) =>
    block(`resource hcloud_firewall ${kind}`, [['name', kind], labels, ...rules.flatMap((rule) => ['', firewallRule(rule)])]),
  );
}

function firewallRule({ protocol, port, from, why }: PublicRule): Block {
  return block('rule', [
    ['description', why],
    ['direction', 'in'],
    ['protocol', protocol],
    ...(port === undefined ? [] : [['port', String(port)] as const]),
    ['source_ips', from === 'anywhere' ? ['0.0.0.0/0', '::/0'] : hcl('local.admin_networks')],
  ]);
}

export function servers({ cells }: Site): Block[] {
  return cells.flatMap((cell) => [
    ...cell.hosts.flatMap((host) => [primaryAddress(host, cell), server(host, cell)]),
    ...(cell.movableAddress ? [movableAddress(cell.movableAddress)] : []),
  ]);
}

/** The bought address of a server: it stays when the server is replaced. */
function primaryAddress(host: Host, { components }: Cell): Block {
  const { id, site } = components.find((part) => part.id === `${host.name}-ipv4`)!;
  return block(`resource hcloud_primary_ip ${nameOf(host.name)}`, [
    ['name', id],
    ['type', 'ipv4'],
    ['location', site],
    ['assignee_type', 'server'],
    ['auto_delete', false],
    ['delete_protection', true],
    labels,
    '',
    kept(),
  ]);
}

function server(host: Host, cell: Cell): Block {
  const group = groupOf(host, cell);
  const file = `file("\${path.module}/../cloud-init/${host.name}.yaml")`;
  const withAdmin = `replace(${file}, "@ADMIN_PUBLIC_KEY@", var.admin_public_key)`;
  const holdsData = host.runsDatabase || host.keepsFiles;
  return block(`resource hcloud_server ${nameOf(host.name)}`, [
    ['name', host.name],
    ['server_type', host.serverType],
    ['image', host.system.id],
    ['location', host.place],
    ['firewall_ids', [refer('hcloud_firewall', kindOf(host), 'id')]],
    ...(group === undefined ? [] : [['placement_group_id', refer('hcloud_placement_group', group, 'id')] as const]),
    ['user_data', hcl(`replace(${withAdmin}, "@DEPLOY_PUBLIC_KEY@", var.deploy_public_key)`)],
    ['shutdown_before_deletion', true],
    ['delete_protection', true],
    ['rebuild_protection', true],
    labels,
    '',
    block('public_net', [
      ['ipv4_enabled', true],
      ['ipv4', refer('hcloud_primary_ip', host.name, 'id')],
      ['ipv6_enabled', true],
    ]),
    '',
    block('network', [
      ['subnet_id', refer('hcloud_network_subnet', mainOf(cell), 'id')],
      ['ip', host.privateIp],
    ]),
    '',
    // Each of them would replace the server, and with it the disk.
    block('lifecycle', [
      ...(holdsData ? [['prevent_destroy', true] as const] : []),
      ['ignore_changes', hcl('[image, ssh_keys, user_data]')],
    ]),
  ]);
}

/** The servers assign it to the one in charge, so OpenTofu never does. */
function movableAddress({ id, site }: NonNullable<Cell['movableAddress']>): Block {
  return block(`resource hcloud_floating_ip ${nameOf(id)}`, [
    ['name', id],
    ['type', 'ipv4'],
    ['home_location', site],
    ['delete_protection', true],
    labels,
    '',
    kept('[server_id]'),
  ]);
}

/** What data or contracts hang on goes only after somebody deletes this by hand. */
export function kept(ignoring?: string): Block {
  return block('lifecycle', [['prevent_destroy', true], ...(ignoring === undefined ? [] : [['ignore_changes', hcl(ignoring)] as const])]);
}

function balancer(cell: Cell): Block[] {
  if (!cell.balancer) return [];
  const { id, sku, site } = cell.balancer;
  const self: Attribute = ['load_balancer_id', refer('hcloud_load_balancer', id, 'id')];
  const inNetwork: Attribute = ['depends_on', [hcl(`hcloud_load_balancer_network.${nameOf(id)}`)]];
  return [
    block(`resource hcloud_load_balancer ${nameOf(id)}`, [
      ['name', id],
      ['load_balancer_type', typeOf(sku)],
      ['location', site],
      ['delete_protection', true],
      labels,
      '',
      block('algorithm', [['type', 'least_connections']]),
    ]),
    block(`resource hcloud_load_balancer_network ${nameOf(id)}`, [
      self,
      ['subnet_id', refer('hcloud_network_subnet', mainOf(cell), 'id')],
      ['ip', addresses.balancerIp],
    ]),
    ...[ports.http, ports.https].map((port) =>
      block(`resource hcloud_load_balancer_service ${nameOf(id)}_${port}`, [
        self,
        ['protocol', 'tcp'],
        ['listen_port', port],
        ['destination_port', port],
        ['proxyprotocol', true],
        '',
        healthCheck(),
      ]),
    ),
    ...cell.apps.map(({ name }) =>
      block(`resource hcloud_load_balancer_target ${nameOf(name)}`, [
        self,
        ['type', 'server'],
        ['server_id', refer('hcloud_server', name, 'id')],
        ['use_private_ip', true],
        inNetwork,
      ]),
    ),
  ];
}

/** A server that fails twice gets no requests after ten seconds. */
function healthCheck(): Block {
  const http: Line[] = [
    ['path', healthPath],
    ['status_codes', ['200']],
  ];
  return block('health_check', [
    ['protocol', 'http'],
    ['port', ports.health],
    ['interval', 5],
    ['timeout', 3],
    ['retries', 2],
    '',
    block('http', http),
  ]);
}

/** The vendor's name of what is bought, e.g. "lb11". */
export function typeOf(sku: string): string {
  return sku.split('.').at(-1)!;
}
