/** OpenTofu for a backup at another vendor: a bucket in Frankfurt, where what the servers delete or overwrite stays for a while. */
import { block, hcl, nameOf, refer, type Attribute, type Block } from './hcl-print.ts';
import { kept, typeOf } from './opentofu-servers.ts';
import type { Cell, Site } from './site.ts';

type OffSite = NonNullable<Cell['offSite']>;

/** Days on which what was deleted or overwritten in a bucket can be brought back. */
export const deletedDays = 30;

/** Beginnings of bucket names may have 37 characters. */
const longestPrefix = 37;

export function prefixed(name: string, end: string): string {
  return `${name.slice(0, longestPrefix - end.length)}${end}`;
}

export function awsBackup({ wishes }: Site, { prefix }: Cell, { id }: OffSite): Block[] {
  const self: Attribute = ['bucket', refer('aws_s3_bucket', id, 'id')];
  const name = nameOf(id);
  return [
    block(`resource aws_s3_bucket ${name}`, [
      ['bucket_prefix', prefixed(`${prefix}${wishes.project}`, '-backup-')],
      ['object_lock_enabled', true],
      ['force_destroy', false],
      ['tags', hcl('local.labels')],
      '',
      kept(),
    ]),
    block(`resource aws_s3_bucket_public_access_block ${name}`, [
      self,
      ['block_public_acls', true],
      ['block_public_policy', true],
      ['ignore_public_acls', true],
      ['restrict_public_buckets', true],
    ]),
    block(`resource aws_s3_bucket_versioning ${name}`, [self, '', block('versioning_configuration', [['status', 'Enabled']])]),
    block(`resource aws_s3_bucket_object_lock_configuration ${name}`, [
      self,
      '',
      block('rule', [
        block('default_retention', [
          ['mode', 'GOVERNANCE'],
          ['days', deletedDays],
        ]),
      ]),
    ]),
    block(`resource aws_s3_bucket_lifecycle_configuration ${name}`, [
      self,
      ['depends_on', [hcl(`aws_s3_bucket_versioning.${name}`)]],
      '',
      block('rule', [
        ['id', 'deleted'],
        ['status', 'Enabled'],
        '',
        block('filter', []),
        '',
        block('noncurrent_version_expiration', [['noncurrent_days', deletedDays]]),
        '',
        block('abort_incomplete_multipart_upload', [['days_after_initiation', 1]]),
      ]),
    ]),
    ...awsUser(`${prefix}${wishes.project}-backup`, name),
  ];
}

/** The user of the servers. It may delete, but no old version, so what it deletes comes back. */
function awsUser(user: string, name: string): Block[] {
  const bucket = `aws_s3_bucket.${name}.arn`;
  const statement = (actions: readonly string[], resource: string) =>
    block('statement', [
      ['actions', actions.map((action) => `s3:${action}`)],
      ['resources', hcl(`[${resource}]`)],
    ]);
  return [
    block(`resource aws_iam_user ${name}`, [
      ['name', user],
      ['tags', hcl('local.labels')],
    ]),
    block(`data aws_iam_policy_document ${name}`, [
      statement(['ListBucket', 'GetBucketLocation'], bucket),
      '',
      statement(['GetObject', 'PutObject', 'DeleteObject'], `"\${${bucket}}/*"`),
    ]),
    block(`resource aws_iam_user_policy ${name}`, [
      ['name', user],
      ['user', hcl(`aws_iam_user.${name}.name`)],
      ['policy', hcl(`data.aws_iam_policy_document.${name}.json`)],
    ]),
  ];
}

export function azureBackup({ wishes }: Site, { prefix, number }: Cell, { id, sku, site }: OffSite): Block[] {
  const name = nameOf(id);
  const [tier = '', replication = ''] = typeOf(sku).split('-');
  const retention = [['days', deletedDays]] as const;
  const account: Attribute = ['storage_account_id', refer('azurerm_storage_account', id, 'id')];
  return [
    ...(number === undefined || number === 1 ? [block('data azurerm_client_config current', [])] : []),
    block(`resource azurerm_resource_group ${name}`, [
      ['name', `${prefix}${wishes.project}-backup`],
      ['location', site],
      ['tags', hcl('local.labels')],
    ]),
    block(`resource azurerm_storage_account ${name}`, [
      'At most 24 letters and digits that no other customer has: the number of the subscription decides the ending.',
      ['name', hcl(`"${accountName(wishes.project, number)}\${substr(sha256(data.azurerm_client_config.current.subscription_id), 0, 8)}"`)],
      ['resource_group_name', refer('azurerm_resource_group', id, 'name')],
      ['location', refer('azurerm_resource_group', id, 'location')],
      ['account_tier', 'Standard'],
      ['account_replication_type', replication.toUpperCase()],
      ['access_tier', `${tier.charAt(0).toUpperCase()}${tier.slice(1)}`],
      ['min_tls_version', 'TLS1_2'],
      ['https_traffic_only_enabled', true],
      ['allow_nested_items_to_be_public', false],
      ['tags', hcl('local.labels')],
      '',
      block('blob_properties', [
        ['versioning_enabled', true],
        '',
        block('delete_retention_policy', retention),
        '',
        block('container_delete_retention_policy', retention),
      ]),
      '',
      kept(),
    ]),
    block(`resource azurerm_storage_container ${name}`, [['name', 'backup'], account, ['container_access_type', 'private'], '', kept()]),
    block(`resource azurerm_storage_management_policy ${name}`, [
      account,
      '',
      block('rule', [
        ['name', 'deleted'],
        ['enabled', true],
        '',
        block('filters', [['blob_types', ['blockBlob']]]),
        '',
        block('actions', [block('version', [['delete_after_days_since_creation', deletedDays]])]),
      ]),
    ]),
  ];
}

/** How a name begins that has room for a cell and eight more signs. */
function accountName(project: string, cell: number | undefined): string {
  return `${project.replaceAll('-', '').slice(0, 13)}${cell ?? ''}`;
}
