/** What an OpenTofu folder buys, read from it alone: one part for each resource that the vendor bills. */
import { isBody, ofType, within, type Module, type Parsed, type Resource } from './hcl.ts';

export interface Bought {
  readonly sku: string;
  readonly site: string;
  readonly quantity?: number;
}

/** How each billed type of resource names what it costs. What is not here is free. */
const skuOf: Readonly<Record<string, (body: Resource['body']) => string>> = {
  hcloud_server: (body) => `hetzner.cloud.${text(body['server_type'])}`,
  hcloud_primary_ip: (body) => `hetzner.cloud.primary-${text(body['type'])}`,
  hcloud_floating_ip: (body) => `hetzner.cloud.floating-${text(body['type'])}`,
  hcloud_load_balancer: (body) => `hetzner.cloud.${text(body['load_balancer_type'])}`,
  hcloud_storage_box: (body) => `hetzner.storage-box.${text(body['storage_box_type'])}`,
  minio_s3_bucket: () => 'hetzner.object-storage.base',
  mongodbatlas_advanced_cluster: (body) =>
    `mongodb.atlas.${text(within(body, 'replication_specs', 'region_configs', 'electable_specs', 'instance_size')).toLowerCase()}`,
};

export function boughtIn(module: Module): Bought[] {
  const ordered = Object.entries(skuOf).flatMap(([type, sku]) =>
    ofType(module, type).map(({ body }): Bought => ({ sku: sku(body), site: text(body['location'] ?? body['home_location'] ?? '') })),
  );
  const byAmount = within(module.outputs['sold_by_amount'], 'value');
  const amounts = isBody(byAmount) ? Object.values(byAmount) : [];
  return [...ordered, ...amounts.map((one) => ({ sku: text(within(one, 'sku')), site: '', quantity: Number(within(one, 'quantity')) }))];
}

function text(value: Parsed | undefined): string {
  return typeof value === 'string' ? value : '';
}
