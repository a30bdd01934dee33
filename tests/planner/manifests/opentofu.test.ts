/** The emitted OpenTofu folder of every layout: parsed, checked against the providers, and compared with tables written by hand. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openTofu } from '../../../packages/planner/src/manifests/opentofu.ts';
import { secretsOf } from '../../../packages/planner/src/manifests/secrets.ts';
import { briefFor, layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';
import { argumentFaults, argumentsOf, exportsOf } from '../../manifests/hcl-arguments.ts';
import { formatFaults } from '../../manifests/hcl-format.ts';
import { referenceFaults, ruleFaults } from '../../manifests/hcl-rules.ts';
import { addressOf, moduleOf, ofType, textsIn, within, withLocals, type Module, type Parsed, type Resource } from '../../manifests/hcl.ts';

const modules = new Map<string, Module>();

beforeAll(async () => {
  for (const layout of layouts) modules.set(layout.name, await moduleOf(openTofu(siteFor(layout))));
}, 120_000);

const names = layouts.map(({ name }) => name);
const moduleFor = (name: string) => modules.get(name)!;

describe.each(names)('%s', (name) => {
  it('has only arguments that the providers know, and all that they ask for', () => {
    expect(argumentFaults(moduleFor(name))).toEqual([]);
  });

  it('refers only to what is declared', () => {
    expect(referenceFaults(moduleFor(name))).toEqual([]);
  });

  it('breaks none of the rules', () => {
    expect(ruleFaults(moduleFor(name))).toEqual([]);
  });

  it('is written as tofu fmt writes it', () => {
    const files = Object.entries(openTofu(siteFor(layoutOf(name)))).filter(([path]) => !path.endsWith('.gitignore'));
    expect(files.flatMap(([path, text]) => formatFaults(text).map((fault) => `${path} ${fault}`))).toEqual([]);
  });

  it('asks for exactly the values that the list of secrets names', () => {
    const site = siteFor(layoutOf(name));
    const listed = site.cells.flatMap((cell) => secretsOf(cell, site)).filter(({ place }) => place === 'tofu');
    expect(Object.keys(moduleFor(name).variables).toSorted()).toEqual([...new Set(listed.map((one) => one.name))].toSorted());
  });

  it('tells each server the late values that the list of secrets gives it, except those of the mail server', () => {
    const site = siteFor(layoutOf(name));
    const told = within(moduleFor(name).outputs['site_env'], 'value') as Readonly<Record<string, Readonly<Record<string, Parsed>>>>;
    const wanted = site.cells.flatMap((cell) => {
      const values = secretsOf(cell, site).filter(({ kind, place }) => kind === 'value' && place === 'server');
      return cell.hosts.map((host) => [host.name, values.filter(({ hosts }) => hosts.includes(host)).map((one) => one.name)] as const);
    });
    const byServer = Object.entries(told).map(([host, values]) => [host, [...Object.keys(values), 'SMTP_HOST', 'SMTP_USER'].toSorted()]);
    expect(byServer).toEqual(wanted.map(([host, values]) => [host, values.toSorted()]));
  });

  it('keeps the state and the values of variables out of the repository', () => {
    const ignored = openTofu(siteFor(layoutOf(name)))['infra/.gitignore']!.split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['*.tfstate', '*.tfstate.*', '*.tfvars', '*.tfplan', '.terraform/']));
  });
});

/** What stands where, one line for each: a server with its image, open ports and the group that spreads it; then everything else. */
const box = (place: string) => [`box in ${place}`];
const app1 = 'app-1 in nbg1 as 10.0.0.11, ubuntu-24.04, open 22 443 80 icmp';
const app2 = 'app-2 in nbg1 as 10.0.0.12, ubuntu-24.04, open 22 443 80 icmp';
const vote = 'vote-1 in hel1 as 10.0.0.21, ubuntu-24.04, open 22 icmp';
const pair = [`${app1}, spread app-nbg1`, `${app2}, spread app-nbg1`, vote, 'movable address in nbg1'];
const single = [app1, ...box('fsn1')];
const balanced = (last: string) => `app-${last} in nbg1 as 10.0.0.1${last}, ubuntu-24.04, open 22 icmp, spread app-nbg1`;
const front = [balanced('1'), balanced('2')];
const balancer = 'balancer in nbg1 as 10.0.0.5 to app_1 app_2';
const data = (last: string) => `db-${last} in nbg1 as 10.0.0.4${last}, ubuntu-24.04, open 22 icmp, spread db-nbg1`;
const inCell = (cell: number, lines: readonly string[]) =>
  lines.map((line) => line.replace(/^(app|vote)-/, `cell-${cell}-$1-`).replace(/spread /, `spread cell-${cell}-`));
const expected: Readonly<Record<string, readonly string[]>> = {
  solo: [app1],
  single,
  'single, borg': single,
  'single, S3': [app1, 'bucket at aws in eu-central-1'],
  'single, Azure': [app1, 'container at azure in germanywestcentral'],
  'single, every 6 hours': single,
  split: [app1, 'db-1 in nbg1 as 10.0.0.41, ubuntu-24.04, open 22 icmp', ...box('fsn1')],
  'single cells': [...inCell(1, [app1]), ...inCell(2, [app1]), ...box('fsn1'), ...box('fsn1')],
  'managed database': [app1, ...box('fsn1'), 'atlas in EU_CENTRAL_1 for app_1'],
  'managed database, Ubuntu 26.04': [app1.replace('24.04', '26.04'), ...box('fsn1'), 'atlas in EU_CENTRAL_1 for app_1'],
  'managed database as quoted': [app1, 'atlas in EU_CENTRAL_1 for app_1'],
  'managed database, balanced': [
    ...front,
    balancer,
    ...box('fsn1'),
    'bucket at hel1.your-objectstorage.com',
    'atlas in EU_CENTRAL_1 for app_1 app_2',
  ],
  pair: [...pair, ...box('fsn1')],
  'pair with an arbiter': [...pair, ...box('fsn1')],
  'pair, borg': [...pair, ...box('fsn1')],
  'pair on two sites': [app1, app2.replace('nbg1', 'fsn1'), vote, 'movable address in nbg1', ...box('hel1')],
  'pair as quoted': [`${app1}, spread app-nbg1`, `${app2}, spread app-nbg1`],
  'pair cells': [...inCell(1, pair.slice(0, 3)), ...inCell(2, pair.slice(0, 3)), pair[3]!, pair[3]!, ...box('fsn1'), ...box('fsn1')],
  cluster: [...front, data('1'), data('2'), data('3'), balancer, ...box('fsn1'), 'bucket at hel1.your-objectstorage.com'],
};

describe('what stands where', () => {
  it('is written down for every layout', () => {
    expect(Object.keys(expected)).toEqual(names);
  });

  it.each(names)('in %s', (name) => {
    expect(standing(moduleFor(name))).toEqual(expected[name]);
  });
});

function standing(module: Module): string[] {
  const all = (type: string, line: (one: Resource) => string) => ofType(module, type).map(line);
  const text = (one: Resource, ...path: string[]) => String(within(one.body, ...path));
  const by = (one: Resource, argument: string) => module.resources.find((other) => text(one, argument).includes(`${addressOf(other)}.`));
  return [
    ...all('hcloud_server', (one) => {
      const walls = (within(one.body, 'firewall_ids') ?? []) as Parsed;
      const wall = module.resources.find((other) => textsIn(walls).includes(`\${${addressOf(other)}.id}`));
      const ports = ((wall?.body['rule'] ?? []) as Parsed[]).map((rule) => String(within(rule, 'port') ?? within(rule, 'protocol')));
      const group = by(one, 'placement_group_id')?.body['name'];
      const parts = [`${text(one, 'name')} in ${text(one, 'location')} as ${text(one, 'network', 'ip')}`, text(one, 'image')];
      return [...parts, `open ${ports.toSorted().join(' ')}`, ...(group ? [`spread ${String(group)}`] : [])].join(', ');
    }),
    ...all('hcloud_floating_ip', (one) => `movable address in ${text(one, 'home_location')}`),
    ...all('hcloud_load_balancer', (one) => {
      const ip = ofType(module, 'hcloud_load_balancer_network').map((other) => text(other, 'ip'));
      const targets = ofType(module, 'hcloud_load_balancer_target').map((other) => by(other, 'server_id')!.name);
      return `balancer in ${text(one, 'location')} as ${ip.join()} to ${targets.join(' ')}`;
    }),
    ...all('hcloud_storage_box', (one) => `box in ${text(one, 'location')}`),
    ...all('minio_s3_bucket', () => `bucket at ${String(module.providers['minio']!['minio_server'])}`),
    ...all('mongodbatlas_advanced_cluster', (one) => {
      const region = String(within(within(one.body, 'replication_specs', 'region_configs'), 'region_name'));
      return `atlas in ${region} for ${ofType(module, 'mongodbatlas_project_ip_access_list')
        .map((other) => by(other, 'ip_address')!.name)
        .join(' ')}`;
    }),
    ...all('aws_s3_bucket', () => `bucket at aws in ${String(module.providers['aws']!['region'])}`),
    ...all('azurerm_storage_account', (one) => `container at azure in ${text(by(one, 'location')!, 'location')}`),
  ];
}

describe('what is open to the internet', () => {
  it.each([
    [
      'single',
      'app',
      ['80 from 0.0.0.0/0 ::/0', '443 from 0.0.0.0/0 ::/0', '22 from 198.51.100.7/32 2001:db8:1::/48', 'icmp from 0.0.0.0/0 ::/0'],
    ],
    ['cluster', 'app', ['22 from 198.51.100.7/32 2001:db8:1::/48', 'icmp from 0.0.0.0/0 ::/0']],
    ['cluster', 'db', ['22 from 198.51.100.7/32 2001:db8:1::/48', 'icmp from 0.0.0.0/0 ::/0']],
    ['pair', 'vote', ['22 from 198.51.100.7/32 2001:db8:1::/48', 'icmp from 0.0.0.0/0 ::/0']],
  ])('in %s at %s', (name, role, rules) => {
    const wall = ofType(moduleFor(name), 'hcloud_firewall').find((one) => one.name === role)!;
    const shown = (wall.body['rule'] as Parsed[]).map((rule) => {
      const from = withLocals(within(rule, 'source_ips'), moduleFor(name)) as string[];
      return `${String(within(rule, 'port') ?? within(rule, 'protocol'))} from ${from.join(' ')}`;
    });
    expect(shown).toEqual(rules);
  });
});

describe('a set-up for nobody', () => {
  it('is refused: with the networks or the domain of examples, or one key for two duties', () => {
    const { body } = ofType(moduleFor('single'), 'terraform_data')[0]!;
    const lifecycle = within(body, 'lifecycle', 'precondition');
    const checks = (lifecycle as Parsed[]).map((one) => [within(one, 'condition'), String(within(one, 'error_message'))] as const);
    expect(checks.map(([condition]) => condition)).toEqual([
      '${length(setintersection(local.admin_networks, local.example_networks)) == 0}',
      '${!endswith(local.domain, ".example")}',
      '${var.admin_public_key != var.deploy_public_key}',
    ]);
    // OpenTofu wants a whole sentence.
    for (const [, message] of checks) expect(message).toMatch(/^[A-Z].*\.$/);
    expect(moduleFor('single').locals['example_networks']).toEqual(['192.0.2.0/24', '2001:db8::/32']);
  });

  it('is what the defaults of the planner make', async () => {
    const { brief } = siteFor(layoutOf('single'));
    const defaults = { ...brief, wishes: { ...brief.wishes, adminNetworks: '192.0.2.0/24,2001:db8::/32' } };
    const module = await moduleOf(
      openTofu({ ...siteFor(layoutOf('single')), brief: defaults, adminV4: ['192.0.2.0/24'], adminV6: ['2001:db8::/32'] }),
    );
    expect(module.locals['admin_networks']).toEqual(module.locals['example_networks']);
    expect(String(module.locals['domain'])).toMatch(/\.example$/);
  });
});

describe('values that are checked before anything is created', () => {
  const key = `ssh-ed25519 ${'AAAAC3NzaC1lZDI1NTE5AAAAI'.padEnd(68, 'x')}`;
  it.each([
    ['admin_public_key', [key, `${key} anna@example`], ['', 'ssh-rsa AAAA', `${key}\n- evil`, `${key} "x"`, `${key} a b`, ` ${key}`]],
    ['atlas_project_id', ['0123456789abcdef01234567'], ['', '0123', '0123456789ABCDEF01234567', '0123456789abcdef012345678']],
    ['atlas_app_password', ['0'.repeat(64)], ['', 'short', `${'a'.repeat(40)}@`, `${'a'.repeat(40)}/`]],
    [
      'storage_box_password',
      [`A-${'0a'.repeat(32)}`],
      ['', 'A-0a', '0a'.repeat(32), `A-${'0'.repeat(32)}`, `A-${'a'.repeat(32)}`, 'A-0a'.repeat(40), 'A-0a"A-0a"A-0a'],
    ],
  ])('%s', (variable, good, bad) => {
    const module = moduleFor(variable.startsWith('atlas') ? 'managed database' : 'single');
    const condition = String(within(module.variables[variable], 'validation', 'condition'));
    // RE2 and this engine agree on all that these expressions use.
    const shapes = [...condition.matchAll(/regex\("([^"]+)", var\.\w+\)/g)].map(([, shape]) => new RegExp(shape!));
    expect(shapes.length).toBeGreaterThan(0);
    const holds = (text: string) => shapes.every((shape) => shape.test(text));
    expect(good.filter((text) => !holds(text))).toEqual([]);
    expect(bad.filter(holds)).toEqual([]);
  });

  it('and the commands of the list of secrets make such values', () => {
    const site = siteFor(layoutOf('managed database'));
    const made = secretsOf(site.cells[0]!, site).filter(({ place, kind }) => place === 'tofu' && kind === 'secret');
    expect(made.map(({ name, make }) => [name, make])).toEqual([
      ['storage_box_password', 'echo "A-$(openssl rand -hex 32)"'],
      ['storage_box_subaccount_password', 'echo "A-$(openssl rand -hex 32)"'],
      ['atlas_app_password', 'openssl rand -hex 32'],
    ]);
  });
});

describe('versions', () => {
  it.each([
    ['single', { hcloud: ['hetznercloud/hcloud', '~> 1.68'] }],
    ['single, S3', { hcloud: ['hetznercloud/hcloud', '~> 1.68'], aws: ['hashicorp/aws', '~> 6.59'] }],
    ['single, Azure', { hcloud: ['hetznercloud/hcloud', '~> 1.68'], azurerm: ['hashicorp/azurerm', '~> 4.76'] }],
    ['managed database', { hcloud: ['hetznercloud/hcloud', '~> 1.68'], mongodbatlas: ['mongodb/mongodbatlas', '~> 2.16'] }],
    ['cluster', { hcloud: ['hetznercloud/hcloud', '~> 1.68'], minio: ['aminueza/minio', '~> 3.38'] }],
  ])('of the providers of %s are pinned', (name, providers) => {
    const { terraform } = moduleFor(name);
    const required = within(terraform, 'required_providers') as Readonly<Record<string, Readonly<Record<string, Parsed>>>>;
    expect(Object.fromEntries(Object.entries(required).map(([one, { source, version }]) => [one, [source, version]]))).toEqual(providers);
    expect(terraform['required_version']).toBe('~> 1.12');
  });

  it('follow the list of versions', async () => {
    const site = siteFor(layoutOf('single'));
    const programs = { ...site.versions.programs, hcloudProvider: { ...site.versions.programs.hcloudProvider, version: '2.4.1' } };
    const files = openTofu({ ...site, versions: { ...site.versions, programs } });
    expect(within((await moduleOf(files)).terraform, 'required_providers', 'hcloud', 'version')).toBe('~> 2.4');
  });
});

it('the list of arguments is that of the providers', () => {
  expect(argumentsOf({ kind: 'resource', type: 'hcloud_server' })!['server_type']).toEqual({
    kind: 'string',
    isRequired: true,
    inner: undefined,
  });
  expect(Object.keys(argumentsOf({ kind: 'resource', type: 'hcloud_firewall' })!)).toEqual(['apply_to', 'labels', 'name', 'rule']);
  expect(argumentsOf({ kind: 'resource', type: 'hcloud_storage_box' })!['snapshot_plan']!.inner!['hour']!.isRequired).toBe(true);
  expect(exportsOf({ kind: 'resource', type: 'hcloud_storage_box' })).toContain('server');
  expect(argumentsOf({ kind: 'resource', type: 'hetzner_server' })).toBeUndefined();
});

it('the same brief gives the same files', () => {
  for (const layout of layouts) expect(openTofu(siteFor(layout))).toEqual(openTofu(siteFor(layout)));
  expect(briefFor(layoutOf('single')).plan.id).toBe('single');
});
