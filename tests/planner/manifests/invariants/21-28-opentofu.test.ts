/** Invariants 21 to 28: what OpenTofu orders is sold, protected, small enough to start and reached as meant. */
import { describe } from 'vitest';
import { argumentFaults } from '../../../manifests/hcl-arguments.ts';
import { formatFaults } from '../../../manifests/hcl-format.ts';
import { referenceFaults } from '../../../manifests/hcl-rules.ts';
import { addressOf, isBody, ofType, textsIn, within, type Module, type Parsed, type Resource } from '../../../manifests/hcl.ts';
import {
  appHosts,
  appsOn,
  blocks,
  cellOf,
  cellsOf,
  differ,
  directives,
  edit,
  faultsIn,
  grouped,
  has,
  holds,
  hostsOf,
  listedIn,
  moduleIn,
  mongodHosts,
  nginxOf,
  on,
  roleOf,
  serversOf,
  setsOf,
  textOf,
  type Check,
} from './reading.ts';

const value = ({ body }: Resource, ...path: string[]) => within(body, ...path);
const isKept = (one: Resource) => value(one, 'lifecycle', 'prevent_destroy') === true;
const withField = (module: Module, field: string) => module.resources.filter(({ body }) => field in body);

describe('invariant 21: every reference resolves, every argument is known, every type is sold', () => {
  /** Sold by Hetzner in the autumn of 2026. */
  const sold = /^(cx[2-5]3|cpx(?:[1-6]2)|cax[1-4]1|ccx[1-6]3)$/;
  const check: Check = async (files) => {
    const module = await moduleIn(files);
    const servers = serversOf(module);
    return [
      ...referenceFaults(module),
      ...argumentFaults(module),
      ...withField(module, 'datacenter').map((one) => `${addressOf(one)} names a data centre`),
      ...faultsIn(
        servers,
        ({ type }) => !sold.test(type),
        ({ name, type }) => `${name} is a ${type}`,
      ),
      ...faultsIn(
        servers,
        ({ name, image }) => image !== 'ubuntu-24.04' && (mongodHosts(files).includes(name) || image !== 'ubuntu-26.04'),
        ({ name, image }) => `${name} starts with ${image}`,
      ),
    ];
  };
  holds(check, [
    ['a data centre', 'pair', edit(/servers\.tf$/, /server_type {14}=/, 'datacenter = "nbg1-dc3"\n  server_type =')],
    ['a typing error', 'solo', edit(/servers\.tf$/, 'firewall_ids', 'firewal_ids')],
    ['a typing error inside', 'single', edit(/backup\.tf$/, 'max_snapshots', 'maximal_snapshots')],
    ['a reference to nothing', 'cluster', edit(/network\.tf$/, 'hcloud_server.app_2.id', 'hcloud_server.app_3.id')],
    ['a type that is no longer sold', 'split', edit(/servers\.tf$/, /"cx\d3"/, '"cx42"')],
    ['a system on which MongoDB does not start', 'single', edit(/servers\.tf$/, 'ubuntu-24.04', 'ubuntu-26.04')],
    ['Debian', 'managed database', edit(/servers\.tf$/, 'ubuntu-24.04', 'debian-12')],
  ]);
});

describe('invariant 22: what a server is told at its first boot is small enough', () => {
  const key = `ssh-ed25519 ${'A'.repeat(68)} ${'a'.repeat(100)}`;
  const check: Check = (files) =>
    hostsOf(files).flatMap((host) => {
      const text = textOf(files, `cloud-init/${host}.yaml`).replace(/@\w+_PUBLIC_KEY@/g, key);
      return [
        ...(Buffer.byteLength(text) < 32_768 ? [] : [`${host} is told ${Buffer.byteLength(text)} bytes`]),
        ...(text.startsWith('#cloud-config\n') ? [] : [`${host} does not begin as it must`]),
      ];
    });
  holds(check, [
    ['a large file', 'pair', edit(/cloud-init\/app-1/, 'runcmd:', `# ${'x'.repeat(24_000)}\nruncmd:`)],
    ['another beginning', 'solo', edit(/cloud-init/, '#cloud-config\n', '# cloud-config\n')],
  ]);
});

describe('invariant 23: the box is reached by ssh, keeps snapshots and stands elsewhere', () => {
  /** Its three places are those of two servers and of the third vote, which nobody works on. */
  const besideTheVote = 'pair on two sites';
  const check: Check = async (files, layout) => {
    const module = await moduleIn(files);
    const boxes = ofType(module, 'hcloud_storage_box');
    const accounts = ofType(module, 'hcloud_storage_box_subaccount');
    const places = serversOf(module)
      .filter(({ name }) => layout !== besideTheVote || roleOf(name) !== 'vote')
      .map(({ location }) => location);
    const usesBox = listedIn(files).some(({ name }) => name === 'storage_box_password');
    const access = { ssh_enabled: true, samba_enabled: false, webdav_enabled: false };
    return [
      ...(boxes.length === (usesBox ? cellsOf(files).length : 0) ? [] : [`there are ${boxes.length} boxes`]),
      ...boxes.flatMap((box) => [
        ...faultsIn(
          ['max_snapshots', 'hour', 'minute'],
          (name) => typeof value(box, 'snapshot_plan', name) !== 'number',
          (name) => `${box.name}: no ${name}`,
        ),
        ...(isKept(box) ? [] : [`${box.name} can be destroyed`]),
        ...differ(`${box.name}: changes without effect`, textsIn(value(box, 'lifecycle', 'ignore_changes') ?? null), ['${ssh_keys}']),
        ...(places.includes(String(value(box, 'location'))) ? [`${box.name} stands beside a server`] : []),
        ...(accounts.some((one) => value(one, 'storage_box_id') === `\${${addressOf(box)}.id}`)
          ? []
          : [`${box.name} has no account for the servers`]),
      ]),
      ...[...boxes, ...accounts].flatMap((one) =>
        faultsIn(
          Object.entries(access),
          ([name, is]) => value(one, 'access_settings', name) !== is,
          ([name, is]) => `${addressOf(one)}: ${name} is not ${is}`,
        ),
      ),
    ];
  };
  holds(check, [
    ['a box without ssh', 'single', edit(/backup\.tf$/, /ssh_enabled {10}= true/g, 'ssh_enabled = false')],
    ['a box without snapshots', 'pair', edit(/backup\.tf$/, /snapshot_plan = \{[^}]*\}/, '')],
    ['a box that can be destroyed', 'pair', edit(/backup\.tf$/, 'prevent_destroy = true', 'prevent_destroy = false')],
    ['a box that is replaced when keys change', 'cluster', edit(/backup\.tf$/, 'ignore_changes  = [ssh_keys]', 'ignore_changes  = []')],
    ['a box beside a server', 'split', edit(/backup\.tf$/, '"fsn1"', '"nbg1"')],
    ['a box beside the vote', 'pair', edit(/backup\.tf$/, '"fsn1"', '"hel1"')],
    ['Samba', 'single cells', edit(/backup\.tf$/, /samba_enabled {8}= false/, 'samba_enabled = true')],
  ]);
});

describe('invariant 24: what keeps data or an address is not destroyed by mistake', () => {
  const guards: Readonly<Record<string, string | undefined>> = {
    hcloud_volume: 'delete_protection',
    hcloud_storage_box: 'delete_protection',
    hcloud_primary_ip: 'delete_protection',
    hcloud_floating_ip: 'delete_protection',
    mongodbatlas_advanced_cluster: 'termination_protection_enabled',
    minio_s3_bucket: undefined,
    aws_s3_bucket: undefined,
    azurerm_storage_account: undefined,
    azurerm_storage_container: undefined,
  };
  const check: Check = async (files) => {
    const module = await moduleIn(files);
    const stateful = module.resources.filter(({ kind, type }) => kind === 'resource' && type in guards);
    const arbiters = setsOf(files)
      .flatMap(({ set }) => set.members)
      .filter((one) => one.arbiterOnly)
      .map(({ host }) => host.split(':')[0]!);
    const holdsFiles = (host: string) =>
      has(files, host, '/opt/ordination/ecosystem.config.cjs') && appsOn(files, host).some(({ env }) => 'FILES_DIR' in env);
    const withData = hostsOf(files).filter((host) => holdsFiles(host) || (mongodHosts(files).includes(host) && !arbiters.includes(host)));
    const servers = ofType(module, 'hcloud_server');
    return [
      ...faultsIn(
        stateful,
        (one) => !isKept(one),
        (one) => `${addressOf(one)} can be destroyed`,
      ),
      ...faultsIn(
        stateful,
        (one) => guards[one.type] !== undefined && value(one, guards[one.type]!) !== true,
        (one) => `${addressOf(one)} has no ${guards[one.type]}`,
      ),
      ...faultsIn(
        stateful,
        (one) => value(one, 'force_destroy') === true || value(one, 'auto_delete') === true,
        (one) => `${addressOf(one)} goes with what uses it`,
      ),
      ...faultsIn(
        servers,
        (one) => withData.includes(String(value(one, 'name'))) && !isKept(one),
        (one) => `${addressOf(one)} holds data and can be destroyed`,
      ),
      ...faultsIn(
        servers,
        (one) => value(one, 'delete_protection') !== true || value(one, 'rebuild_protection') !== true,
        (one) => `${addressOf(one)} is not protected`,
      ),
      ...(stateful.length > 0 ? [] : ['nothing is protected']),
    ];
  };
  holds(check, [
    [
      'an address that can be destroyed',
      'solo',
      edit(/servers\.tf$/, /(hcloud_primary_ip[^]*?)prevent_destroy = true/, '$1prevent_destroy = false'),
    ],
    ['an address that goes with its server', 'pair', edit(/servers\.tf$/, 'auto_delete       = false', 'auto_delete       = true')],
    [
      'a movable address without protection',
      'pair',
      edit(/servers\.tf$/, /(hcloud_floating_ip[^]*)delete_protection = true/, '$1delete_protection = false'),
    ],
    [
      'a database that can be ended',
      'managed database',
      edit(/database\.tf$/, 'termination_protection_enabled = true', 'termination_protection_enabled = false'),
    ],
    ['a bucket that can be destroyed', 'cluster', edit(/files\.tf$/, 'prevent_destroy = true', 'prevent_destroy = false')],
    [
      'a server with data that can be destroyed',
      'split',
      edit(/servers\.tf$/, /(hcloud_server" "db_1"[^]*?)prevent_destroy = true/, '$1prevent_destroy = false'),
    ],
    [
      'a container that can be destroyed',
      'single, Azure',
      edit(/backup\.tf$/, /(azurerm_storage_container[^]*?)prevent_destroy = true/, '$1prevent_destroy = false'),
    ],
  ]);
});

describe('invariant 25: there are as many servers as the design has, and they do not fail together', () => {
  const designs: readonly (readonly [layouts: RegExp, roles: string, cells: number])[] = [
    [/^single cells$/, 'app', 2],
    [/^pair cells$/, 'app app vote', 2],
    [/^(solo|single.*|managed database|managed database, Ubuntu.*|managed database as quoted)$/, 'app', 1],
    [/^split$/, 'app db', 1],
    [/^managed database, balanced$/, 'app app', 1],
    [/^pair as quoted$/, 'app app', 1],
    [/^pair.*$/, 'app app vote', 1],
    [/^cluster$/, 'app app db db db', 1],
  ];
  const check: Check = async (files, layout) => {
    const module = await moduleIn(files);
    const servers = serversOf(module);
    const [, roles, cells] = designs.find(([names]) => names.test(layout))!;
    const spread = ofType(module, 'hcloud_placement_group')
      .filter((one) => value(one, 'type') === 'spread')
      .map((one) => `\${${addressOf(one)}.id}`);
    const alike = grouped(servers, ({ name, location }) => `${cellOf(name)}${roleOf(name)} in ${location}`);
    const arbiters = setsOf(files)
      .flatMap(({ set }) => set.members)
      .filter((one) => one.arbiterOnly)
      .map(({ host }) => host.split(':')[0]!);
    return [
      ...(cellsOf(files).length === cells ? [] : [`there are ${cellsOf(files).length} cells`]),
      ...cellsOf(files).flatMap((hosts) => (hosts.map(roleOf).toSorted().join(' ') === roles ? [] : [`a cell has ${hosts.join(' ')}`])),
      ...alike.flatMap(([what, some]) =>
        some.length === 1 || (new Set(some.map(({ group }) => group)).size === 1 && spread.includes(some[0]!.group))
          ? []
          : [`${what} may stand on one machine`],
      ),
      ...servers
        .filter(({ name }) => roleOf(name) === 'vote')
        .flatMap(({ name, location }) =>
          faultsIn(
            servers,
            (other) => other.name !== name && cellOf(other.name) === cellOf(name) && other.location === location,
            (other) => `${name} stands where ${other.name} stands`,
          ),
        ),
      ...faultsIn(
        arbiters,
        (host) => appHosts(files).includes(host),
        (host) => `${host} votes for itself`,
      ),
    ];
  };
  holds(check, [
    ['no spread group', 'pair', edit(/servers\.tf$/, /placement_group_id .*\n/g, '')],
    ['one server outside of its group', 'cluster', edit(/servers\.tf$/, /(hcloud_server" "db_2"[^]*?)placement_group_id .*\n/, '$1')],
    ['a vote in the same place', 'pair', edit(/servers\.tf$/, '"hel1"', '"nbg1"')],
    [
      'an arbiter beside the data',
      'pair with an arbiter',
      edit(/cell\.js$/, /votes: 1 \},\n {2}\{ _id: 2/, 'votes: 1, arbiterOnly: true },\n  { _id: 2'),
    ],
    [
      'a server too few',
      'cluster',
      (files) => Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('servers/db-3/'))),
    ],
  ]);
});

describe('invariant 26: a rented database is a real one, backed up, in the EU and for these servers only', () => {
  const specs = (one: Resource, ...path: string[]) => within(within(one.body, 'replication_specs', 'region_configs') as Parsed, ...path);
  const check: Check = async (files, layout) => {
    const module = await moduleIn(files);
    const clusters = ofType(module, 'mongodbatlas_advanced_cluster');
    const lists = ofType(module, 'mongodbatlas_project_ip_access_list');
    const users = ofType(module, 'mongodbatlas_database_user');
    const addresses = serversOf(module)
      .filter(({ name }) => appHosts(files).includes(name))
      .map(({ resource }) => `\${hcloud_primary_ip.${resource}.ip_address}`);
    if (!layout.startsWith('managed')) return clusters.length === 0 ? [] : ['there is a rented database'];
    return [
      ...(clusters.length === 1 ? [] : [`there are ${clusters.length} rented databases`]),
      ...clusters.flatMap((one) => [
        ...(Number(/^M(\d+)$/.exec(String(specs(one, 'electable_specs', 'instance_size')))?.[1]) >= 10
          ? []
          : ['it is too small for going back to a moment']),
        ...(Number(specs(one, 'electable_specs', 'node_count')) % 2 === 1 && Number(specs(one, 'electable_specs', 'node_count')) >= 3
          ? []
          : ['it has no majority']),
        ...faultsIn(
          ['backup_enabled', 'pit_enabled', 'termination_protection_enabled'],
          (name) => value(one, name) !== true,
          (name) => `${name} is off`,
        ),
        ...(String(specs(one, 'region_name')).startsWith('EU_') ? [] : ['it stands outside of the EU']),
      ]),
      ...differ(
        'who reaches it',
        lists.map((one) => String(value(one, 'ip_address'))),
        addresses,
      ),
      ...faultsIn(
        lists,
        ({ body }) => 'cidr_block' in body,
        ({ name }) => `${name} names a network`,
      ),
      ...(users.length > 0 ? [] : ['it has no user']),
      ...faultsIn(
        users,
        (one) => value(one, 'password') !== undefined || !/^\$\{var\.\w+\}$/.test(String(value(one, 'password_wo'))),
        ({ name }) => `the password of ${name} is kept in the state`,
      ),
    ];
  };
  holds(check, [
    ['too small a one', 'managed database', edit(/database\.tf$/, /"M\d+"/, '"M2"')],
    ['two members', 'managed database', edit(/database\.tf$/, /node_count {4}= 3/, 'node_count    = 2')],
    ['no way back to a moment', 'managed database as quoted', edit(/database\.tf$/, /pit_enabled( +)= true/, 'pit_enabled$1= false')],
    ['another continent', 'managed database', edit(/database\.tf$/, 'EU_CENTRAL_1', 'US_EAST_1')],
    ['everybody', 'managed database', edit(/database\.tf$/, 'ip_address = hcloud_primary_ip.app_1.ip_address', 'cidr_block = "0.0.0.0/0"')],
    [
      'a server that is not let in',
      'managed database, balanced',
      edit(/database\.tf$/, 'hcloud_primary_ip.app_2.ip_address', 'hcloud_primary_ip.app_1.ip_address'),
    ],
    ['a password in the state', 'managed database', edit(/database\.tf$/, 'password_wo        =', 'password           =')],
  ]);
});

describe('invariant 27: the load balancer asks and reaches the servers inside, and they believe only it', () => {
  const check: Check = async (files, layout) => {
    const module = await moduleIn(files);
    const services = ofType(module, 'hcloud_load_balancer_service');
    const targets = ofType(module, 'hcloud_load_balancer_target');
    const [ip] = ofType(module, 'hcloud_load_balancer_network').map(({ body }) => String(body['ip']));
    const trusts = (host: string) =>
      blocks(nginxOf(on(files, host, '/etc/nginx/nginx.conf')), 'server').filter(({ block }) =>
        directives(block, 'listen').some((words) => words.includes('proxy_protocol')),
      );
    if (!['cluster', 'managed database, balanced'].includes(layout)) {
      return [
        ...(services.length === 0 ? [] : ['there is a load balancer']),
        ...faultsIn(
          appHosts(files),
          (host) => trusts(host).length > 0,
          (host) => `${host} believes a load balancer that is not there`,
        ),
      ];
    }
    return [
      ...differ(
        'services',
        services.map((one) => `${String(value(one, 'listen_port'))}>${String(value(one, 'destination_port'))}`),
        ['80>80', '443>443'],
      ),
      ...services.flatMap((one) => [
        ...(value(one, 'protocol') === 'tcp' && value(one, 'proxyprotocol') === true ? [] : [`${one.name} does not say who asks`]),
        ...(value(one, 'health_check', 'protocol') === 'http' &&
        value(one, 'health_check', 'http', 'path') === '/api/health' &&
        value(one, 'health_check', 'port') === 8080
          ? []
          : [`${one.name} looks at something else`]),
        ...(isBody(value(one, 'http')) ? [`${one.name} redirects by itself`] : []),
      ]),
      ...differ(
        'targets',
        targets.map((one) => String(value(one, 'server_id'))),
        serversOf(module)
          .filter(({ name }) => appHosts(files).includes(name))
          .map(({ resource }) => `\${hcloud_server.${resource}.id}`),
      ),
      ...(targets.length >= 2 ? [] : ['there is one target']),
      ...faultsIn(
        targets,
        (one) => value(one, 'use_private_ip') !== true,
        ({ name }) => `${name} is reached from outside`,
      ),
      ...appHosts(files).flatMap((host) => {
        const servers = blocks(nginxOf(on(files, host, '/etc/nginx/nginx.conf')), 'server').filter(({ block }) =>
          directives(block, 'listen').some(([one]) => /^(\[::\]:)?(80|443)$/.test(one!)),
        );
        return [
          ...faultsIn(
            servers,
            ({ block }) => directives(block, 'listen').some((words) => !words.includes('proxy_protocol')),
            () => `${host} takes what comes from elsewhere`,
          ),
          ...faultsIn(
            servers.filter(({ block }) => directives(block, 'location').length > 0),
            ({ block }) =>
              directives(block, 'set_real_ip_from').flat().join() !== ip ||
              directives(block, 'real_ip_header').flat().join() !== 'proxy_protocol',
            () => `${host} believes somebody else than ${ip}`,
          ),
        ];
      }),
    ];
  };
  holds(check, [
    ['one target', 'cluster', edit(/network\.tf$/, /resource "hcloud_load_balancer_target" "app_2" \{[^}]*\}/, '')],
    ['a target outside', 'managed database, balanced', edit(/network\.tf$/, 'use_private_ip   = true', 'use_private_ip   = false')],
    ['another check', 'cluster', edit(/network\.tf$/, 'path         = "/api/health"', 'path         = "/"')],
    ['a balancer that does not say who asks', 'cluster', edit(/network\.tf$/, /proxyprotocol {4}= true/g, 'proxyprotocol    = false')],
    ['servers that believe everybody', 'cluster', edit(/app-1.*nginx\.conf$/, 'set_real_ip_from 10.0.0.5', 'set_real_ip_from 0.0.0.0/0')],
    ['a server that believes a balancer that is not there', 'pair', edit(/nginx\.conf$/, 'listen 80;', 'listen 80 proxy_protocol;')],
  ]);
});

describe('invariant 28: the files are written as tofu fmt writes them, for pinned providers', () => {
  const check: Check = async (files) => {
    const { terraform, providers } = await moduleIn(files);
    const required = within(terraform, 'required_providers');
    const texts = Object.entries(files).filter(([path]) => /\.tf$|\.tfvars\.example$/.test(path));
    return [
      ...texts.flatMap(([path, text]) => formatFaults(text).map((fault) => `${path} ${fault}`)),
      ...(/^~> \d+\.\d+$/.test(String(terraform['required_version'])) ? [] : ['the version of OpenTofu is not pinned']),
      ...(isBody(required)
        ? faultsIn(
            Object.entries(required),
            ([, one]) => !/^~> \d+\.\d+(\.\d+)?$/.test(String(within(one, 'version'))),
            ([name]) => `${name} is not pinned`,
          )
        : ['no provider is pinned']),
      ...(isBody(required) ? differ('providers', Object.keys(required), Object.keys(providers)) : []),
    ];
  };
  holds(check, [
    ['a provider of any version', 'solo', edit(/versions\.tf$/, '"~> 1.68"', '">= 1.0"')],
    ['any version of OpenTofu', 'pair', edit(/versions\.tf$/, /required_version = ".*"/, 'required_version = ">= 1.5"')],
    ['another indentation', 'cluster', edit(/network\.tf$/, '  name ', '   name ')],
    ['equals signs that do not stand in line', 'single', edit(/main\.tf$/, 'domain           =', 'domain =')],
  ]);
});
