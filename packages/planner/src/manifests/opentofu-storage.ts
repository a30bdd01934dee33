/** OpenTofu for what keeps data outside the servers: the rented database, the bucket of the files, the Storage Box. */
import { block, hcl, nameOf, refer, type Attribute, type Block } from './hcl-print.ts';
import { databaseName, databaseUsers, kept as keptVersions, night } from './names.ts';
import { awsBackup, azureBackup, deletedDays, prefixed } from './opentofu-off-site.ts';
import { kept, typeOf } from './opentofu-servers.ts';
import type { Cell, Site } from './site.ts';

/** Days for which the rented database can be restored to any moment. */
const anyMomentDays = 7;
const snapshotEveryHours = 6;

export function databases(site: Site): Block[] {
  return site.cells.flatMap((cell) => (cell.managedDatabase ? database(site, cell, cell.managedDatabase) : []));
}

function database({ wishes, versions: { programs } }: Site, cell: Cell, { id, sku, site }: NonNullable<Cell['managedDatabase']>): Block[] {
  const project: Attribute = ['project_id', hcl('var.atlas_project_id')];
  const specs = { instance_size: typeOf(sku).toUpperCase(), node_count: 3 };
  const region = {
    provider_name: 'AWS',
    region_name: site.toUpperCase().replaceAll('-', '_'),
    priority: 7,
    electable_specs: specs,
    // The bill must not grow by itself; a full disk must not stop the practices.
    auto_scaling: { compute_enabled: false, disk_gb_enabled: true },
  };
  const copies = (frequency: number, unit: string, value: number): Attribute[] => [
    ['frequency_interval', frequency],
    ['retention_unit', unit],
    ['retention_value', value],
  ];
  return [
    block(`resource mongodbatlas_advanced_cluster ${nameOf(id)}`, [
      project,
      ['name', `${cell.prefix}${wishes.project}`],
      ['cluster_type', 'REPLICASET'],
      ['mongo_db_major_version', programs.mongodb.version],
      ['backup_enabled', true],
      ['pit_enabled', true],
      ['retain_backups_enabled', true],
      ['termination_protection_enabled', true],
      ['use_effective_fields', true],
      ['replication_specs', [{ region_configs: [region] }]],
      ['advanced_configuration', { minimum_enabled_tls_protocol: 'TLS1_2', javascript_enabled: false, default_write_concern: 'majority' }],
      '',
      kept(),
    ]),
    block(`resource mongodbatlas_cloud_backup_schedule ${nameOf(id)}`, [
      project,
      ['cluster_name', refer('mongodbatlas_advanced_cluster', id, 'name')],
      ['reference_hour_of_day', night.backup.hour],
      ['reference_minute_of_hour', night.backup.minute],
      ['restore_window_days', anyMomentDays],
      '',
      block('policy_item_hourly', copies(snapshotEveryHours, 'days', anyMomentDays)),
      '',
      block('policy_item_daily', copies(1, 'days', keptVersions.daily)),
      '',
      block('policy_item_weekly', copies(7, 'weeks', keptVersions.weekly)),
      '',
      block('policy_item_monthly', copies(1, 'months', keptVersions.monthly)),
    ]),
    ...cell.apps.map(({ name }) =>
      block(`resource mongodbatlas_project_ip_access_list ${nameOf(name)}`, [
        project,
        ['ip_address', refer('hcloud_primary_ip', name, 'ip_address')],
        ['comment', name],
      ]),
    ),
    block(`resource mongodbatlas_database_user ${nameOf(databaseUsers.app)}`, [
      project,
      ['username', databaseUsers.app],
      ['auth_database_name', 'admin'],
      ['password_wo', hcl('var.atlas_app_password')],
      'Raise by one whenever the password changes: it is not in the state, so nothing else shows the change.',
      ['password_wo_version', 1],
      '',
      block('roles', [
        ['role_name', 'readWrite'],
        ['database_name', databaseName],
      ]),
      '',
      block('scopes', [
        ['name', refer('mongodbatlas_advanced_cluster', id, 'name')],
        ['type', 'CLUSTER'],
      ]),
    ]),
  ];
}

/** Where the bucket with the files stands; undefined without one. */
export function bucketSite(cells: readonly Cell[]): string | undefined {
  return cells.find(({ bucket }) => bucket !== undefined)?.bucket?.site;
}

export function buckets({ cells, wishes }: Site): Block[] {
  return cells.flatMap(({ bucket, prefix }) => {
    if (!bucket) return [];
    const self: Attribute = ['bucket', refer('minio_s3_bucket', bucket.id, 'bucket')];
    return [
      block(`resource minio_s3_bucket ${nameOf(bucket.id)}`, [
        'The vendor asks for a name that no other customer has: a random ending is added.',
        ['bucket_prefix', prefixed(`${prefix}${wishes.project}`, '-files-')],
        ['acl', 'private'],
        ['force_destroy', false],
        '',
        kept(),
      ]),
      block(`resource minio_s3_bucket_versioning ${nameOf(bucket.id)}`, [
        self,
        '',
        block('versioning_configuration', [['status', 'Enabled']]),
      ]),
      block(`resource minio_ilm_policy ${nameOf(bucket.id)}`, [
        self,
        ['depends_on', [hcl(`minio_s3_bucket_versioning.${nameOf(bucket.id)}`)]],
        '',
        block('rule', [['id', 'deleted'], ['status', 'Enabled'], '', block('noncurrent_expiration', [['days', `${deletedDays}d`]])]),
      ]),
    ];
  });
}

export function backups(site: Site): Block[] {
  return site.cells.flatMap((cell) => {
    if (!cell.offSite) return [];
    if (site.wishes.backupTo === 's3') return awsBackup(site, cell, cell.offSite);
    if (site.wishes.backupTo === 'azure') return azureBackup(site, cell, cell.offSite);
    return storageBox(site, cell.offSite);
  });
}

/** Days on which the box keeps a picture of itself. The servers cannot delete it; the smallest box holds ten. */
const boxSnapshots = { max: 10, hour: 12, minute: 30 };

function storageBox({ wishes }: Site, { id, sku, site }: NonNullable<Cell['offSite']>): Block[] {
  // Administrators reach it from their own machine too: when no server is left, the backup is still theirs.
  const access = { ssh_enabled: true, reachable_externally: true, samba_enabled: false, webdav_enabled: false };
  const labels: Attribute = ['labels', hcl('local.labels')];
  return [
    block(`resource hcloud_storage_box ${nameOf(id)}`, [
      ['name', id],
      ['storage_box_type', typeOf(sku)],
      ['location', site],
      ['password', hcl('var.storage_box_password')],
      ['delete_protection', true],
      labels,
      ['access_settings', { ...access, zfs_enabled: true }],
      ['snapshot_plan', { max_snapshots: boxSnapshots.max, hour: boxSnapshots.hour, minute: boxSnapshots.minute }],
      '',
      kept('[ssh_keys]'),
    ]),
    block(`resource hcloud_storage_box_subaccount ${nameOf(id)}`, [
      ['storage_box_id', refer('hcloud_storage_box', id, 'id')],
      ['name', id],
      ['home_directory', wishes.project],
      ['password', hcl('var.storage_box_subaccount_password')],
      labels,
      ['access_settings', { ...access, readonly: false }],
    ]),
  ];
}
