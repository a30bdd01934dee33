/** OpenTofu: what is known once the machines stand, in the form in which the scripts and documents ask for it. */
import { block, hcl, nameOf, refer, type Block, type Expression, type Fields } from './hcl-print.ts';
import { secretsOf, siteVariables } from './secrets.ts';
import type { Cell, Host, Site } from './site.ts';

export function outputs(site: Site): Block[] {
  const { cells, hosts, plan } = site;
  const bucket = cells.find((cell) => cell.bucket)?.bucket;
  const databases = cells.flatMap(({ managedDatabase }) => managedDatabase ?? []);
  const byAmount = plan.components.filter(({ quantity }) => quantity !== undefined);
  const all: (Block | false)[] = [
    output('servers', 'Number at the vendor and public addresses of each server.', byName(hosts, serverOf)),
    output('dns', 'Addresses to enter for each name.', Object.fromEntries(cells.map((cell) => [cell.domain, addressesOf(cell)]))),
    output(
      'site_env',
      'Lines of /etc/ordination/site.env of each server; those of the mail server are added by hand.',
      Object.fromEntries(cells.flatMap((cell) => cell.hosts.map((host) => [host.name, siteEnv(host, cell, site)]))),
    ),
    databases.length > 0 &&
      output(
        'atlas_host',
        'Host of the rented database, for MONGODB_URI.',
        hcl(
          `trimprefix(${refer('mongodbatlas_advanced_cluster', databases[0]!.id, 'connection_strings').hcl}.standard_srv, "mongodb+srv://")`,
        ),
      ),
    bucket !== undefined &&
      output('files_bucket', 'For FILES_ENDPOINT and FILES_BUCKET.', {
        endpoint: `https://${bucket.site}.your-objectstorage.com`,
        bucket: refer('minio_s3_bucket', bucket.id, 'bucket'),
      }),
    byAmount.length > 0 &&
      output(
        'sold_by_amount',
        'Parts that nobody orders: the vendors bill what is used. The plan reckons with these amounts.',
        Object.fromEntries(byAmount.map(({ id, sku, quantity }) => [id, { sku, quantity: quantity! }])),
      ),
  ];
  return all.filter((one) => one !== false);
}

function output(name: string, description: string, value: Expression | Fields): Block {
  return block(`output ${name}`, [
    ['description', description],
    ['value', value],
  ]);
}

function byName(hosts: readonly Host[], fieldsOf: (host: Host) => Fields): Fields {
  return Object.fromEntries(hosts.map((host) => [host.name, fieldsOf(host)]));
}

function serverOf({ name, privateIp }: Host): Fields {
  return {
    id: refer('hcloud_server', name, 'id'),
    ipv4: refer('hcloud_primary_ip', name, 'ip_address'),
    ipv6: refer('hcloud_server', name, 'ipv6_address'),
    private: privateIp,
  };
}

/** Where the name of a cell leads: the load balancer, the movable address, or its first server. */
function addressesOf({ balancer, movableAddress, apps }: Cell): Fields {
  if (balancer) return { A: refer('hcloud_load_balancer', balancer.id, 'ipv4'), AAAA: refer('hcloud_load_balancer', balancer.id, 'ipv6') };
  if (movableAddress) return { A: refer('hcloud_floating_ip', movableAddress.id, 'ip_address') };
  const { name } = apps[0]!;
  return { A: refer('hcloud_primary_ip', name, 'ip_address'), AAAA: refer('hcloud_server', name, 'ipv6_address') };
}

/** The late values that the list of secrets gives to a server, as far as OpenTofu knows them. */
function siteEnv(host: Host, cell: Cell, site: Site): Fields {
  const wanted = secretsOf(cell, site).filter(({ kind, place, hosts }) => kind === 'value' && place === 'server' && hosts.includes(host));
  const known = wanted.map(({ name }) => [name, lateValue(name, host, cell, site)] as const);
  return Object.fromEntries(known.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function lateValue(name: string, host: Host, { offSite, movableAddress }: Cell, { wishes }: Site): Expression | undefined {
  switch (name) {
    case siteVariables.offSiteHost:
      return refer('hcloud_storage_box_subaccount', offSite!.id, 'server');
    case siteVariables.offSiteUser:
      return refer('hcloud_storage_box_subaccount', offSite!.id, 'username');
    case siteVariables.offSiteBucket:
      return wishes.backupTo === 's3'
        ? hcl(`"s3.${offSite!.site}.amazonaws.com/\${aws_s3_bucket.${nameOf(offSite!.id)}.bucket}"`)
        : refer('azurerm_storage_container', offSite!.id, 'name');
    case siteVariables.serviceIp:
      return refer('hcloud_floating_ip', movableAddress!.id, 'ip_address');
    case siteVariables.serviceIpId:
      return refer('hcloud_floating_ip', movableAddress!.id, 'id');
    case siteVariables.serverId:
      return refer('hcloud_server', host.name, 'id');
    default:
      return undefined;
  }
}
