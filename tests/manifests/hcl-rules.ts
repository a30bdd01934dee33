/** What must hold of every emitted OpenTofu folder, whatever its plan: references, firewalls, addresses, protection, pins. */
import { exportsOf } from './hcl-arguments.ts';
import {
  callsIn,
  codeIn,
  isBody,
  namesIn,
  ofType,
  textsIn,
  within,
  withLocals,
  addressOf,
  type Module,
  type Parsed,
  type Resource,
} from './hcl.ts';

const functions = ['replace', 'file', 'can', 'regex', 'length', 'setintersection', 'endswith', 'trimprefix', 'substr', 'sha256'];

/** References to what is not declared, or to what a resource does not tell; variables and locals that nobody uses. */
export function referenceFaults(module: Module): string[] {
  const texts = [
    ...module.resources.map(
      (one) => [addressOf(one), { ...one.body, lifecycle: within(one.body['lifecycle'], 'precondition') ?? null }] as const,
    ),
    ...(['variables', 'outputs', 'providers'] as const).flatMap((kind) => Object.entries(module[kind])),
    ['locals', module.locals] as const,
  ].flatMap(([where, body]) => textsIn(body).map((text) => [where, codeIn(text)] as const));
  const used = texts.flatMap(([where, code]) => namesIn(code).map((name) => [where, name] as const));
  const usedElsewhere = used.filter(([where, name]) => name !== `var.${where}`).map(([, name]) => name);
  return [
    ...used.flatMap(([where, name]) => (resolves(name, module) ? [] : [`${where}: "${name}" is not declared`])),
    ...texts.flatMap(([where, code]) =>
      callsIn(code)
        .filter((name) => !functions.includes(name))
        .map((name) => `${where}: no function ${name}`),
    ),
    ...Object.keys(module.variables)
      .filter((name) => !usedElsewhere.includes(`var.${name}`))
      .map((name) => `var.${name} is not used`),
    ...Object.keys(module.locals)
      .filter((name) => !usedElsewhere.includes(`local.${name}`))
      .map((name) => `local.${name} is not used`),
  ];
}

function resolves(reference: string, module: Module): boolean {
  const parts = reference.split('.');
  const kind = parts[0] === 'data' ? (parts.shift(), 'data' as const) : ('resource' as const);
  const [first = '', name = '', attribute] = parts;
  if (first === 'var') return name in module.variables;
  if (first === 'local') return name in module.locals;
  if (first === 'path') return name === 'module';
  const one = module.resources.find((other) => other.kind === kind && other.type === first && other.name === name);
  return one !== undefined && (attribute === undefined || exportsOf(one).includes(attribute));
}

const oldTypes = /^(cx\d[12]|cpx\d1)$/;

/** A module as the rules look at it. */
interface Look {
  readonly module: Module;
  /** The plan is made from the prices of the analysis, whose types are no longer sold. */
  readonly isOldList: boolean;
  readonly all: (type: string) => readonly Resource[];
  readonly value: (one: Resource, ...path: string[]) => Parsed | undefined;
}
type Fault = (invariant: number, one: Resource | string, what: string) => void;

/** What breaks the rules, each with the number of its invariant. */
export function ruleFaults(module: Module, { isOldList = false } = {}): string[] {
  const faults: string[] = [];
  const look: Look = {
    module,
    isOldList,
    all: (type) => ofType(module, type),
    value: ({ body }, ...path) => withLocals(within(body, ...path), module),
  };
  const fault: Fault = (invariant, one, what) => faults.push(`${invariant}: ${typeof one === 'string' ? one : addressOf(one)} ${what}`);
  for (const rule of rules) rule(look, fault);
  return faults;
}

const rules: readonly ((look: Look, fault: Fault) => void)[] = [
  privateNetwork,
  secrets,
  openPorts,
  ordered,
  boxes,
  guards,
  spreadGroups,
  rentedDatabases,
  balancers,
  pins,
  otherVendors,
];

/** 6: addresses in the private network. */
function privateNetwork({ all, value }: Look, fault: Fault): void {
  const taken = new Map<string, Resource>();
  for (const one of [...all('hcloud_server'), ...all('hcloud_load_balancer_network')]) {
    const ip = String(value(one, 'network', 'ip') ?? value(one, 'ip'));
    const subnet = String(value(one, 'network', 'subnet_id') ?? value(one, 'subnet_id'));
    if (!/^10\.0\.0\.([2-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-4])$/.test(ip)) fault(6, one, `has the private address ${ip}`);
    if (taken.has(`${subnet} ${ip}`)) fault(6, one, `has an address that ${addressOf(taken.get(`${subnet} ${ip}`)!)} has`);
    taken.set(`${subnet} ${ip}`, one);
  }
  for (const one of all('hcloud_network_subnet')) {
    if (value(one, 'ip_range') !== '10.0.0.0/24') fault(6, one, 'is not 10.0.0.0/24');
  }
}

/** 9: secrets are neither shown nor known in advance. */
function secrets({ module }: Look, fault: Fault): void {
  for (const [name, body] of Object.entries(module.variables)) {
    const isSecret = /password|secret|access_key|token/.test(name);
    if (isSecret && body['sensitive'] !== true) fault(9, `var.${name}`, 'is shown');
    if ('default' in body) fault(9, `var.${name}`, 'has a default');
    if (!('validation' in body)) fault(9, `var.${name}`, 'is not checked');
  }
  for (const text of [...module.resources.flatMap(({ body }) => secretsIn(body)), ...Object.values(module.providers).flatMap(secretsIn)]) {
    if (!/^\$\{var\.\w+\}$/.test(text)) fault(9, 'a password', 'is no variable');
  }
}

/** 14 and 15: what may come in. */
function openPorts({ all, module }: Look, fault: Fault): void {
  for (const one of all('hcloud_firewall')) {
    for (const rule of one.body['rule'] as Parsed[]) {
      const from = withLocals(within(rule, 'source_ips'), module) as readonly string[];
      const port = within(rule, 'port');
      const isOpen = from.some((network) => network.endsWith('/0'));
      if (within(rule, 'direction') !== 'in') fault(14, one, 'has a rule for what goes out');
      if (from.includes('0.0.0.0/0') !== from.includes('::/0')) fault(14, one, 'opens one family only');
      if (isOpen && port === '22') fault(14, one, 'opens ssh to everybody');
      if (from.length === 0) fault(14, one, 'has a rule for nobody');
      if (within(rule, 'protocol') === 'icmp' ? port !== undefined : !['22', '80', '443'].includes(String(port)))
        fault(15, one, `opens ${String(port)}`);
    }
  }
}

/** 21: what can be ordered, and what MongoDB starts on. */
function ordered({ all, value, isOldList }: Look, fault: Fault): void {
  for (const one of all('hcloud_server')) {
    if (!isOldList && oldTypes.test(String(value(one, 'server_type')))) fault(21, one, 'is of a type that is no longer sold');
    if (!/^ubuntu-2[46]\.04$/.test(String(value(one, 'image')))) fault(21, one, 'has another image');
    if ((value(one, 'firewall_ids') as Parsed[] | undefined)?.length !== 1) fault(14, one, 'has not one firewall');
    const file = /file\("\$\{path\.module\}\/\.\.\/cloud-init\/([\w-]+)\.yaml"\)/.exec(String(value(one, 'user_data')))?.[1];
    if (file !== value(one, 'name')) fault(5, one, 'starts with the file of another server');
    for (const key of ['@ADMIN_PUBLIC_KEY@", var.admin_public_key)', '@DEPLOY_PUBLIC_KEY@", var.deploy_public_key)']) {
      if (!String(value(one, 'user_data')).includes(key)) fault(19, one, `misses ${key}`);
    }
    if (value(one, 'public_net', 'ipv4') !== `\${hcloud_primary_ip.${one.name}.id}`) fault(24, one, 'has not its bought address');
    for (const ignored of ['image', 'ssh_keys', 'user_data']) {
      if (!textsIn(value(one, 'lifecycle', 'ignore_changes') ?? null).includes(`\${${ignored}}`))
        fault(24, one, `is replaced when ${ignored} changes`);
    }
    for (const guard of ['delete_protection', 'rebuild_protection']) if (value(one, guard) !== true) fault(24, one, `has no ${guard}`);
  }
}

/** 23: the box. */
function boxes({ all, value }: Look, fault: Fault): void {
  const places = all('hcloud_server')
    .filter(({ body }) => !String(body['name']).includes('vote'))
    .map((one) => value(one, 'location'));
  for (const one of all('hcloud_storage_box')) {
    if (places.includes(value(one, 'location'))) fault(23, one, 'stands beside a server');
    if (!isBody(value(one, 'snapshot_plan'))) fault(23, one, 'takes no snapshots');
    if (!textsIn(value(one, 'lifecycle', 'ignore_changes') ?? null).includes('${ssh_keys}')) fault(23, one, 'is replaced when keys change');
    if (all('hcloud_storage_box_subaccount').every((other) => value(other, 'storage_box_id') !== `\${${addressOf(one)}.id}`)) {
      fault(23, one, 'has no account for the servers');
    }
  }
  for (const one of [...all('hcloud_storage_box'), ...all('hcloud_storage_box_subaccount')]) {
    const wanted = { ssh_enabled: true, samba_enabled: false, webdav_enabled: false };
    for (const [name, is] of Object.entries(wanted))
      if (value(one, 'access_settings', name) !== is) fault(23, one, `has ${name} not ${is}`);
    if (String(value(one, 'home_directory')).startsWith('/')) fault(23, one, 'begins its folder with a slash');
  }
}

/** 24: what holds data or a contract. */
function guards({ all, value }: Look, fault: Fault): void {
  const guards: Readonly<Record<string, string | undefined>> = {
    hcloud_primary_ip: 'delete_protection',
    hcloud_floating_ip: 'delete_protection',
    hcloud_storage_box: 'delete_protection',
    mongodbatlas_advanced_cluster: 'termination_protection_enabled',
    minio_s3_bucket: undefined,
    aws_s3_bucket: undefined,
    azurerm_storage_account: undefined,
    azurerm_storage_container: undefined,
  };
  for (const [type, guard] of Object.entries(guards)) {
    for (const one of all(type)) {
      if (value(one, 'lifecycle', 'prevent_destroy') !== true) fault(24, one, 'can be destroyed');
      if (guard !== undefined && value(one, guard) !== true) fault(24, one, `has no ${guard}`);
      if (value(one, 'force_destroy') === true) fault(24, one, 'is deleted with all it holds');
    }
  }
  for (const one of all('hcloud_primary_ip')) if (value(one, 'auto_delete') !== false) fault(24, one, 'goes with its server');
  for (const one of all('hcloud_load_balancer')) if (value(one, 'delete_protection') !== true) fault(24, one, 'has no delete_protection');
}

/** 25: servers that must not share a machine. */
function spreadGroups({ all, value }: Look, fault: Fault): void {
  for (const one of all('hcloud_placement_group')) {
    const members = all('hcloud_server').filter((server) => value(server, 'placement_group_id') === `\${${addressOf(one)}.id}`);
    if (value(one, 'type') !== 'spread') fault(25, one, 'does not spread');
    if (members.length < 2 || members.length > 10) fault(25, one, `has ${members.length} members`);
    if (new Set(members.map((server) => value(server, 'location'))).size > 1) fault(25, one, 'spans places');
  }
}

/** 26: the rented database. */
function rentedDatabases({ all, value }: Look, fault: Fault): void {
  for (const one of all('mongodbatlas_advanced_cluster')) {
    const region = value(one, 'replication_specs', 'region_configs');
    if (!/^M[1-9]0$/.test(String(within(region, 'electable_specs', 'instance_size')))) fault(26, one, 'is smaller than M10');
    if (within(region, 'electable_specs', 'node_count') !== 3) fault(26, one, 'has not three nodes');
    if (!String(within(region, 'region_name')).startsWith('EU_')) fault(26, one, 'is not in Europe');
    if (within(region, 'auto_scaling', 'compute_enabled') !== false) fault(26, one, 'grows by itself');
    for (const on of ['backup_enabled', 'pit_enabled']) if (value(one, on) !== true) fault(26, one, `has no ${on}`);
    const addresses = all('mongodbatlas_project_ip_access_list').map((entry) => value(entry, 'ip_address'));
    const own = all('hcloud_primary_ip').map((ip) => `\${${addressOf(ip)}.ip_address}`);
    if (JSON.stringify(addresses) !== JSON.stringify(own)) fault(26, one, 'lets others in than the servers');
    const schedule = all('mongodbatlas_cloud_backup_schedule').find(
      (other) => value(other, 'cluster_name') === `\${${addressOf(one)}.name}`,
    );
    if (!schedule) fault(26, one, 'has no plan for its snapshots');
    else if (Number(value(schedule, 'restore_window_days')) > Number(value(schedule, 'policy_item_hourly', 'retention_value'))) {
      fault(26, schedule, 'restores further back than it keeps snapshots');
    }
  }
  for (const one of all('mongodbatlas_project_ip_access_list')) if ('cidr_block' in one.body) fault(26, one, 'lets a whole network in');
  for (const one of all('mongodbatlas_database_user')) {
    if ('password' in one.body || !('password_wo_version' in one.body)) fault(26, one, 'leaves its password in the state');
    if (value(one, 'roles', 'role_name') !== 'readWrite' || value(one, 'roles', 'database_name') !== 'ordination')
      fault(26, one, 'may do more');
  }
}

/** 27: the load balancer. */
function balancers({ all, value }: Look, fault: Fault): void {
  for (const one of all('hcloud_load_balancer')) {
    const own = (type: string) => all(type).filter((other) => value(other, 'load_balancer_id') === `\${${addressOf(one)}.id}`);
    if (own('hcloud_load_balancer_target').length < 2) fault(27, one, 'has fewer than two targets');
    if (own('hcloud_load_balancer_network').length !== 1) fault(27, one, 'is not in the network');
    const listening = own('hcloud_load_balancer_service').map((service) => Number(value(service, 'listen_port')));
    if (listening.toSorted((a, b) => a - b).join() !== '80,443') fault(27, one, `listens on ${String(listening)}`);
    for (const target of own('hcloud_load_balancer_target')) {
      if (value(target, 'use_private_ip') !== true) fault(27, target, 'is reached in public');
      if (textsIn(value(target, 'depends_on') ?? null).length !== 1) fault(27, target, 'does not wait for the network');
    }
    for (const ip of own('hcloud_load_balancer_network'))
      if (value(ip, 'ip') !== '10.0.0.5') fault(27, ip, 'is not the address that nginx trusts');
  }
  for (const one of all('hcloud_load_balancer_service')) {
    if (value(one, 'protocol') !== 'tcp' || value(one, 'proxyprotocol') !== true)
      fault(27, one, 'does not pass the address of the practice on');
    if (value(one, 'destination_port') !== value(one, 'listen_port')) fault(27, one, 'changes the port');
    const { protocol, port, path } = {
      protocol: value(one, 'health_check', 'protocol'),
      port: value(one, 'health_check', 'port'),
      path: value(one, 'health_check', 'http', 'path'),
    };
    if (protocol !== 'http' || port !== 8080 || path !== '/api/health') fault(27, one, 'asks elsewhere for health');
  }
}

/** 28: pinned versions, each provider declared and used. */
function pins({ module }: Look, fault: Fault): void {
  const required = within(module.terraform, 'required_providers') as Readonly<Record<string, Parsed>>;
  const pin = /^~> \d+\.\d+$/;
  if (!pin.test(String(module.terraform['required_version']))) fault(28, 'terraform', 'is not pinned');
  for (const [name, provider] of Object.entries(required)) {
    if (!pin.test(String(within(provider, 'version')))) fault(28, name, 'is not pinned');
    if (module.resources.every(({ type }) => !type.startsWith(`${name}_`))) fault(28, name, 'is not used');
    if (!(name in module.providers)) fault(28, name, 'is not set up');
  }
  for (const one of module.resources) {
    const provider = one.type.split('_')[0]!;
    if (provider !== 'terraform' && !(provider in required)) fault(28, one, 'has no provider');
  }
  for (const name of Object.keys(module.providers)) if (!(name in required)) fault(28, name, 'is set up for nothing');
}

/** Backups at other vendors: nobody sees them, and what was deleted comes back. */
function otherVendors({ all, value, module }: Look, fault: Fault): void {
  for (const one of all('aws_s3_bucket')) {
    const own = (type: string) => all(type).find((other) => String(value(other, 'bucket')).startsWith(`\${${addressOf(one)}.`));
    if (value(own('aws_s3_bucket_versioning') ?? one, 'versioning_configuration', 'status') !== 'Enabled')
      fault(24, one, 'keeps no versions');
    const block = own('aws_s3_bucket_public_access_block');
    for (const name of ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets']) {
      if (block?.body[name] !== true) fault(24, one, `has no ${name}`);
    }
  }
  for (const one of all('azurerm_storage_account')) {
    // What the plan reckons with: the class of the space decides its price.
    const sold = textsIn(module.outputs['sold_by_amount'] ?? null);
    const kind = `azure.blob.${String(value(one, 'access_tier'))}-${String(value(one, 'account_replication_type'))}`.toLowerCase();
    if (!sold.includes(kind)) fault(24, one, `is ${kind}, which the plan does not reckon with`);
    if (value(one, 'allow_nested_items_to_be_public') !== false) fault(24, one, 'can be made public');
    if (value(one, 'blob_properties', 'versioning_enabled') !== true) fault(24, one, 'keeps no versions');
    if (typeof value(one, 'blob_properties', 'delete_retention_policy', 'days') !== 'number') fault(24, one, 'forgets at once');
  }
  for (const one of all('minio_s3_bucket')) {
    if (value(one, 'acl') !== 'private') fault(24, one, 'is public');
    const own = all('minio_s3_bucket_versioning').find((other) => String(value(other, 'bucket')).startsWith(`\${${addressOf(one)}.`));
    if (value(own ?? one, 'versioning_configuration', 'status') !== 'Enabled') fault(24, one, 'keeps no versions');
  }
}

/** The values of arguments whose name says that they are secret. */
function secretsIn(value: Parsed): string[] {
  if (Array.isArray(value)) return (value as Parsed[]).flatMap(secretsIn);
  if (!isBody(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^(password|password_wo|minio_user|minio_password|secret_key|access_key|token)$/.test(name) ? [String(inner)] : secretsIn(inner),
  );
}
