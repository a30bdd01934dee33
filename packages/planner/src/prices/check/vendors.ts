/** What the check knows about vendors, kinds and units before it reads a single price. */
import type { Kind, PriceRow, Sku } from '../schema.ts';

export interface Vendor {
  /** The first word of every label. */
  readonly name: string;
  readonly currency: PriceRow['currency'];
  readonly kinds: readonly Kind[];
  /** Where its prices are published. */
  readonly host: string;
  /** Whether it changed prices within the last year: then an old observation is worth nothing. */
  readonly isVolatile: boolean;
}

export const vendors: Readonly<Record<string, Vendor>> = {
  hetzner: {
    name: 'Hetzner',
    currency: 'EUR',
    kinds: ['server', 'address', 'backup', 'snapshot', 'volume', 'traffic', 'load-balancer', 'object-storage', 'storage-box'],
    host: 'hetzner.com',
    isVolatile: true,
  },
  mongodb: { name: 'MongoDB', currency: 'USD', kinds: ['database', 'database-backup'], host: 'mongodb.com', isVolatile: false },
  aws: { name: 'AWS', currency: 'USD', kinds: ['bucket'], host: 'aws.amazon.com', isVolatile: false },
  azure: { name: 'Azure', currency: 'USD', kinds: ['bucket'], host: 'azure.microsoft.com', isVolatile: false },
};

/** What a unit is sold as, and for which time. */
export interface Sold {
  readonly unit: Sku['unit'];
  readonly kinds: readonly Kind[];
  readonly per: readonly PriceRow['per'][];
}

export const soldAs: readonly Sold[] = [
  { unit: 'server', kinds: ['server'], per: ['month'] },
  { unit: 'address', kinds: ['address'], per: ['month'] },
  { unit: 'percent of server', kinds: ['backup'], per: ['month'] },
  { unit: 'GB', kinds: ['snapshot', 'volume', 'database-backup', 'bucket'], per: ['month'] },
  { unit: 'TB', kinds: ['traffic'], per: ['once'] },
  { unit: 'TB-hour', kinds: ['object-storage'], per: ['hour'] },
  { unit: 'load balancer', kinds: ['load-balancer'], per: ['month'] },
  { unit: 'account', kinds: ['object-storage'], per: ['month'] },
  { unit: 'box', kinds: ['storage-box'], per: ['month'] },
  { unit: 'cluster', kinds: ['database'], per: ['month', 'hour'] },
  { unit: '1000 requests', kinds: ['bucket'], per: ['once'] },
];
