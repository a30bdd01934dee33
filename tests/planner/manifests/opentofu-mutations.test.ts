/** Single mistakes in the emitted OpenTofu files: each must be seen by the checks that the right files pass. */
import { describe, expect, it } from 'vitest';
import { PlannerError } from '@ordiplan/planner';
import type { Files } from '../../../packages/planner/src/manifests/files.ts';
import { openTofu } from '../../../packages/planner/src/manifests/opentofu.ts';
import { siteOf, type Brief } from '../../../packages/planner/src/manifests/site.ts';
import { briefFor, layoutOf, siteFor } from '../../manifests/bundles.ts';
import { argumentFaults } from '../../manifests/hcl-arguments.ts';
import { boughtIn } from '../../manifests/hcl-bill.ts';
import { formatFaults } from '../../manifests/hcl-format.ts';
import { referenceFaults, ruleFaults } from '../../manifests/hcl-rules.ts';
import { moduleOf } from '../../manifests/hcl.ts';

/** Layout, file, what is replaced once, by what, and what must be said about it. */
const mutations: readonly (readonly [layout: string, file: string, from: string | RegExp, to: string, said: string])[] = [
  // Not HCL any more.
  ['single', 'servers.tf', '= "app-1"', '=', 'Invalid expression'],
  ['single', 'servers.tf', /\}\n$/, '', 'Unclosed configuration block'],
  ['single', 'network.tf', '"hcloud_network" "main"', '"hcloud_network" "main', 'Invalid multi-line string'],
  // Arguments.
  ['single', 'servers.tf', 'server_type ', 'servertype ', 'unknown argument "servertype"'],
  ['single', 'servers.tf', 'location                 =', 'datacentre               =', 'unknown argument "datacentre"'],
  ['single', 'servers.tf', 'network {', 'networks {', 'unknown argument "networks"'],
  ['single', 'servers.tf', 'network {', 'network = {', 'not a block'],
  ['single', 'backup.tf', 'snapshot_plan = {', 'snapshot_plan {', 'not a object'],
  ['single', 'backup.tf', 'max_snapshots', 'maxsnapshots ', 'unknown argument "maxsnapshots"'],
  ['single', 'backup.tf', / {2}storage_box_type .*\n/, '', '"storage_box_type" is missing'],
  ['single', 'backup.tf', / {2}password .*\n/, '', '"password" is missing'],
  ['single', 'backup.tf', '= 10', '= "ten"', 'not a number'],
  ['single', 'servers.tf', 'delete_protection = true', 'delete_protection = "yes"', 'not a boolean'],
  ['single', 'servers.tf', '"hcloud_server"', '"hetzner_server"', 'unknown type'],
  ['managed database', 'database.tf', 'instance_size', 'instance_type', 'unknown argument "instance_type"'],
  ['managed database', 'database.tf', 'policy_item_weekly', 'policy_item_weeklies', 'unknown argument "policy_item_weeklies"'],
  ['cluster', 'files.tf', 'bucket_prefix', 'bucket_start ', 'unknown argument "bucket_start"'],
  ['single, S3', 'backup.tf', 'object_lock_enabled', 'object_locking     ', 'unknown argument "object_locking"'],
  ['single, Azure', 'backup.tf', 'versioning_enabled', 'versions_enabled  ', 'unknown argument "versions_enabled"'],
  // References.
  ['single', 'servers.tf', 'hcloud_firewall.app.id', 'hcloud_firewall.web.id', '"hcloud_firewall.web.id" is not declared'],
  ['single', 'servers.tf', 'var.admin_public_key', 'var.admin_key', '"var.admin_key" is not declared'],
  ['single', 'outputs.tf', '.ip_address', '.address', '.address" is not declared'],
  ['single', 'network.tf', 'local.labels', 'local.label', '"local.label" is not declared'],
  ['single', 'servers.tf', 'replace(replace(', 'replace(change(', 'no function change'],
  ['single', 'variables.tf', /variable "deploy_public_key"/, 'variable "deploy_key"', '"var.deploy_public_key" is not declared'],
  ['single', 'servers.tf', '"hcloud_primary_ip" "app_1"', '"hcloud_primary_ip" "app_2"', 'app_1.id" is not declared'],
  ['pair', 'servers.tf', '"hcloud_server" "app_2"', '"hcloud_server" "app_1"', 'declared twice'],
  // 5 and 6: names and addresses.
  ['pair', 'servers.tf', 'cloud-init/app-2.yaml', 'cloud-init/app-1.yaml', '5: hcloud_server.app_2'],
  ['pair', 'servers.tf', '10.0.0.12', '10.0.0.11', '6: hcloud_server.app_2'],
  ['pair', 'servers.tf', '10.0.0.12', '10.0.1.12', '6: hcloud_server.app_2'],
  ['single', 'servers.tf', '10.0.0.11', '10.0.0.1', '6: hcloud_server.app_1'],
  ['cluster', 'network.tf', '10.0.0.5', '10.0.0.11', '6:'],
  // 9: secrets.
  ['single', 'variables.tf', / {2}sensitive .*\n/, '', '9: var.storage_box_password is shown'],
  [
    'single',
    'variables.tf',
    / {2}sensitive .*\n/,
    '  sensitive   = true\n  default     = "Secret-1"\n',
    '9: var.storage_box_password has a default',
  ],
  ['single', 'backup.tf', '= var.storage_box_password', '= "Secret-123456"', '9: a password is no variable'],
  ['cluster', 'versions.tf', '= var.bucket_secret_key', '= "0123456789"', '9: a password is no variable'],
  // 14, 15, 19: the firewall, the keys.
  [
    'single',
    'network.tf',
    'source_ips  = local.admin_networks',
    'source_ips  = ["0.0.0.0/0", "::/0"]',
    '14: hcloud_firewall.app opens ssh',
  ],
  ['single', 'network.tf', '["0.0.0.0/0", "::/0"]', '["0.0.0.0/0"]', '14: hcloud_firewall.app opens one family'],
  ['single', 'network.tf', '"443"', '"27017"', '15: hcloud_firewall.app opens 27017'],
  ['single', 'network.tf', '"443"', '"9090"', '15: hcloud_firewall.app opens 9090'],
  ['single', 'network.tf', '"in"', '"out"', '14: hcloud_firewall.app has a rule for what goes out'],
  ['single', 'servers.tf', '[hcloud_firewall.app.id]', '[]', '14: hcloud_server.app_1 has not one firewall'],
  [
    'single',
    'servers.tf',
    '"@DEPLOY_PUBLIC_KEY@", var.deploy_public_key',
    '"@DEPLOY_PUBLIC_KEY@", var.admin_public_key',
    '19: hcloud_server.app_1',
  ],
  // 21: what can be ordered.
  ['single', 'servers.tf', '"cx33"', '"cx32"', '21: hcloud_server.app_1 is of a type'],
  ['single', 'servers.tf', '"cx33"', '"cpx31"', '21: hcloud_server.app_1 is of a type'],
  ['single', 'servers.tf', '"ubuntu-24.04"', '"debian-12"', '21: hcloud_server.app_1 has another image'],
  // 23: the box.
  ['single', 'backup.tf', '"fsn1"', '"nbg1"', '23: hcloud_storage_box.backup_1 stands beside'],
  ['single', 'backup.tf', / {2}snapshot_plan = \{[^}]*\}\n/, '', '23: hcloud_storage_box.backup_1 takes no snapshots'],
  ['single', 'backup.tf', 'ssh_enabled          = true', 'ssh_enabled          = false', '23: hcloud_storage_box.backup_1 has ssh_enabled'],
  [
    'single',
    'backup.tf',
    'samba_enabled        = false',
    'samba_enabled        = true',
    '23: hcloud_storage_box.backup_1 has samba_enabled',
  ],
  ['single', 'backup.tf', '[ssh_keys]', '[labels]', '23: hcloud_storage_box.backup_1 is replaced'],
  ['single', 'backup.tf', '= "ordination"', '= "/ordination"', '23: hcloud_storage_box_subaccount.backup_1 begins'],
  // 24: protection.
  ['single', 'backup.tf', 'prevent_destroy = true', 'prevent_destroy = false', '24: hcloud_storage_box.backup_1 can be destroyed'],
  ['single', 'servers.tf', 'prevent_destroy = true', 'prevent_destroy = false', '24: hcloud_primary_ip.app_1 can be destroyed'],
  ['single', 'servers.tf', 'auto_delete       = false', 'auto_delete       = true', '24: hcloud_primary_ip.app_1 goes with'],
  ['single', 'servers.tf', ', user_data]', ']', '24: hcloud_server.app_1 is replaced when user_data'],
  ['single', 'servers.tf', 'rebuild_protection       = true', 'rebuild_protection       = false', '24: hcloud_server.app_1 has no rebuild'],
  [
    'managed database',
    'database.tf',
    'termination_protection_enabled = true',
    'termination_protection_enabled = false',
    '24: mongodbatlas',
  ],
  ['cluster', 'files.tf', '"private"', '"public"', '24: minio_s3_bucket.files_1 is public'],
  ['cluster', 'files.tf', 'status = "Enabled"', 'status = "Suspended"', '24: minio_s3_bucket.files_1 keeps no versions'],
  [
    'single, S3',
    'backup.tf',
    'restrict_public_buckets = true',
    'restrict_public_buckets = false',
    '24: aws_s3_bucket.backup_1 has no restrict',
  ],
  ['single, S3', 'backup.tf', 'status = "Enabled"', 'status = "Suspended"', '24: aws_s3_bucket.backup_1 keeps no versions'],
  ['single, S3', 'backup.tf', /force_destroy( +)= false/, 'force_destroy$1= true', '24: aws_s3_bucket.backup_1 is deleted'],
  ['single, Azure', 'backup.tf', 'public = false', 'public = true', '24: azurerm_storage_account.backup_1 can be made public'],
  ['single, Azure', 'backup.tf', '"Cool"', '"Hot"', '24: azurerm_storage_account.backup_1 is azure.blob.hot-lrs'],
  // 25: who must not share a machine.
  ['pair', 'servers.tf', / {2}placement_group_id .*\n/, '', '25: hcloud_placement_group.app_nbg1 has 1'],
  ['pair', 'network.tf', '"spread"', '"pack"', '25: hcloud_placement_group.app_nbg1 does not'],
  ['pair', 'servers.tf', /(location +)= "nbg1"\n {2}firewall/, '$1= "fsn1"\n  firewall', '25: hcloud_placement_group.app_nbg1 spans'],
  // 26: the rented database.
  ['managed database', 'database.tf', '"M20"', '"M0"', '26: mongodbatlas_advanced_cluster.atlas_1 is smaller'],
  ['managed database', 'database.tf', '= 3', '= 2', '26: mongodbatlas_advanced_cluster.atlas_1 has not three'],
  ['managed database', 'database.tf', 'EU_CENTRAL_1', 'US_EAST_1', '26: mongodbatlas_advanced_cluster.atlas_1 is not in Europe'],
  [
    'managed database',
    'database.tf',
    'pit_enabled                    = true',
    'pit_enabled                    = false',
    '26: mongodbatlas_advanced_cluster.atlas_1 has no pit',
  ],
  [
    'managed database',
    'database.tf',
    'compute_enabled = false',
    'compute_enabled = true',
    '26: mongodbatlas_advanced_cluster.atlas_1 grows',
  ],
  [
    'managed database',
    'database.tf',
    'ip_address = hcloud_primary_ip.app_1.ip_address',
    'cidr_block = "0.0.0.0/0"',
    '26: mongodbatlas_project_ip_access_list.app_1 lets a whole',
  ],
  [
    'managed database',
    'database.tf',
    'password_wo        =',
    'password           =',
    '26: mongodbatlas_database_user.ordination_app leaves',
  ],
  ['managed database', 'database.tf', '"readWrite"', '"atlasAdmin"', '26: mongodbatlas_database_user.ordination_app may do more'],
  [
    'managed database',
    'database.tf',
    'restore_window_days      = 7',
    'restore_window_days      = 8',
    '26: mongodbatlas_cloud_backup_schedule',
  ],
  // 27: the load balancer.
  ['cluster', 'network.tf', 'proxyprotocol    = true', 'proxyprotocol    = false', '27: hcloud_load_balancer_service.lb_1_80'],
  ['cluster', 'network.tf', '/api/health', '/health', '27: hcloud_load_balancer_service.lb_1_80 asks'],
  ['cluster', 'network.tf', '= 8080', '= 80', '27: hcloud_load_balancer_service.lb_1_80 asks'],
  ['cluster', 'network.tf', 'use_private_ip   = true', 'use_private_ip   = false', '27: hcloud_load_balancer_target.app_1'],
  ['cluster', 'network.tf', /resource "hcloud_load_balancer_target" "app_2" \{[^}]*\}\n\n/, '', '27: hcloud_load_balancer.lb_1 has fewer'],
  ['cluster', 'network.tf', '= "10.0.0.5"', '= "10.0.0.6"', '27: hcloud_load_balancer_network.lb_1'],
  ['cluster', 'network.tf', 'destination_port = 443', 'destination_port = 8443', '27: hcloud_load_balancer_service.lb_1_443 changes'],
  // 28: pins and format.
  ['single', 'versions.tf', '"~> 1.68"', '">= 1.68"', '28: hcloud is not pinned'],
  ['single', 'versions.tf', / {2}required_version .*\n/, '', '28: terraform is not pinned'],
  ['single', 'versions.tf', 'provider "hcloud" {}', 'provider "aws" {\n  region = "eu-central-1"\n}', '28: hcloud is not set up'],
  ['single', 'servers.tf', 'name                     =', 'name =', 'format: infra/servers.tf'],
  ['single', 'servers.tf', '  name  ', '    name', 'format: infra/servers.tf'],
  // The bill.
  ['single', 'servers.tf', '"cx33"', '"cx43"', 'bill: hetzner.cloud.cx43'],
  ['single', 'backup.tf', '"bx11"', '"bx21"', 'bill: hetzner.storage-box.bx21'],
  ['cluster', 'network.tf', '"lb11"', '"lb21"', 'bill: hetzner.cloud.lb21'],
  ['managed database', 'database.tf', '"M20"', '"M30"', 'bill: mongodb.atlas.m30'],
  ['managed database', 'outputs.tf', /quantity = \d+/, 'quantity = 1', 'bill: mongodb.atlas.backup-storage'],
  ['pair', 'servers.tf', /resource "hcloud_floating_ip"[^]*$/, '', 'bill:'],
];

describe('a mistake is seen', () => {
  it.each(mutations)('in %s, %s: %s for %s', async (name, file, from, to, said) => {
    const files = openTofu(siteFor(layoutOf(name)));
    const path = `infra/${file}`;
    const changed = files[path]!.replace(from, to);
    expect(changed).not.toBe(files[path]);
    expect((await faultsOf(name, { ...files, [path]: changed })).join('\n')).toContain(said);
  });

  it.each([...new Set(mutations.map(([name]) => name))])('and none where there is none: %s', async (name) => {
    expect(await faultsOf(name, openTofu(siteFor(layoutOf(name))))).toEqual([]);
  });
});

/** Everything that the checks say. */
async function faultsOf(name: string, files: Files): Promise<string[]> {
  const format = Object.entries(files).flatMap(([path, text]) =>
    path.endsWith('.tf') ? formatFaults(text).map((fault) => `format: ${path} ${fault}`) : [],
  );
  const module = await moduleOf(files).catch((error: unknown) => String(error));
  if (typeof module === 'string') return [module];
  const planned = briefFor(layoutOf(name)).plan.components;
  return [
    ...format,
    ...argumentFaults(module),
    ...referenceFaults(module),
    ...ruleFaults(module),
    ...billFaults(boughtIn(module), planned),
  ];
}

type Priced = readonly { readonly sku: string; readonly quantity?: number }[];

/** Lines that only one of two parts lists has. */
function billFaults(bought: Priced, planned: Priced): string[] {
  const lines = (parts: Priced) => parts.map(({ sku, quantity = 1 }) => `bill: ${sku} times ${quantity}`).toSorted();
  const [one, other] = [lines(bought), lines(planned)];
  return one.join() === other.join() ? [] : [...one, 'bill: instead of', ...other];
}

describe('a hostile brief', () => {
  const brief = briefFor(layoutOf('single'));
  const withPart = (change: object): Brief => ({
    ...brief,
    plan: { ...brief.plan, components: brief.plan.components.map((part, i) => (i === 0 ? { ...part, ...change } : part)) },
  });
  it.each<readonly [string, Brief]>([
    ['domain that ends its text', { ...brief, plan: { ...brief.plan, domain: 'a.at"\n}\nresource "x" "y" {' } }],
    ['domain with a template', { ...brief, plan: { ...brief.plan, domain: '${file("/etc/passwd")}.at' } }],
    ['project with a quote', { ...brief, wishes: { ...brief.wishes, project: 'a"b' } }],
    ['project with a template', { ...brief, wishes: { ...brief.wishes, project: '${var.x}' } }],
    ['network that is none', { ...brief, wishes: { ...brief.wishes, adminNetworks: '198.51.100.7/32"], x = ["' } }],
    ['network of everybody', { ...brief, wishes: { ...brief.wishes, adminNetworks: '0.0.0.0/0' } }],
    ['network of everybody in IPv6', { ...brief, wishes: { ...brief.wishes, adminNetworks: '198.51.100.7/32,::/0' } }],
    ['id of a part', withPart({ id: 'app-1" {}' })],
    ['sku of a part', withPart({ sku: 'hetzner.cloud.cx33"' })],
    ['private address of a part', withPart({ privateIp: '10.0.0.11"' })],
  ])('is refused: %s', (_what, hostile) => {
    expect(() => openTofu(siteOf(hostile))).toThrow(PlannerError);
  });

  it('cannot write a second line into the header', () => {
    const site = siteOf({ ...brief, stamp: { prices: 'current', permalink: '?v=1\nresource "x" "y" {}' } });
    expect(() => openTofu(site)).toThrow(/header of a file/);
  });
});
