/** What Hetzner's interfaces answer, as far as it is read. Unknown keys are allowed, missing or wrong ones are an error. */
import { z } from 'zod';

const DecimalText = z.string().regex(/^\d+(\.\d+)?$/, 'must be a decimal number as text, e.g. "8.4900000000"');
const Amount = z.looseObject({ net: DecimalText, gross: DecimalText });
const Moment = z.iso.datetime({ offset: true });

export const SitePrice = z.looseObject({
  location: z.string(),
  price_hourly: Amount,
  price_monthly: Amount,
  /** In bytes a month. */
  included_traffic: z.number().nonnegative().optional(),
  price_per_tb_traffic: Amount.optional(),
});
export type SitePrice = z.infer<typeof SitePrice>;

const PricedType = z.looseObject({ name: z.string().min(1), prices: z.array(SitePrice) });

const AddressPrice = z.looseObject({ location: z.string(), price_hourly: Amount.optional(), price_monthly: Amount });

export const Pricing = z.looseObject({
  pricing: z.looseObject({
    currency: z.string(),
    vat_rate: DecimalText,
    image: z.looseObject({ price_per_gb_month: Amount }),
    volume: z.looseObject({ price_per_gb_month: Amount }),
    server_backup: z.looseObject({ percentage: DecimalText }),
    primary_ips: z.array(z.looseObject({ type: z.string(), prices: z.array(AddressPrice) })),
    floating_ips: z.array(z.looseObject({ type: z.string(), prices: z.array(AddressPrice) })),
    server_types: z.array(PricedType),
    load_balancer_types: z.array(PricedType),
  }),
});
export type Pricing = z.infer<typeof Pricing>['pricing'];

const Deprecation = z.looseObject({ announced: Moment, unavailable_after: Moment }).nullish();
export type Deprecation = z.infer<typeof Deprecation>;

export const ServerType = z.looseObject({
  name: z.string().min(1),
  prices: z.array(SitePrice),
  deprecation: Deprecation,
  locations: z.array(z.looseObject({ name: z.string(), available: z.boolean(), deprecation: Deprecation })),
});
export type ServerType = z.infer<typeof ServerType>;

export const LoadBalancerType = PricedType;

export const StorageBoxType = z.looseObject({
  name: z.string().min(1),
  prices: z.array(z.looseObject({ location: z.string(), price_hourly: Amount, price_monthly: Amount })),
});
