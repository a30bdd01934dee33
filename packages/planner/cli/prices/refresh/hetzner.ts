/** Hetzner's interfaces, read into observations. The same price is read at each place that states it: they must agree. */
import { addDays, PlannerError, type Kind, type Observations, type PriceObservation, type StockObservation } from '@ordiplan/planner';
import { LoadBalancerType, Pricing, ServerType, StorageBoxType, type Deprecation, type SitePrice } from './hetzner-shapes.ts';
import { askAll, askJson, type Client } from './http.ts';

/** The sites that the price book is about. Others have other prices. */
const sites = ['nbg1', 'fsn1', 'hel1'];
const bytesPerTb = 1024 ** 4;
const cloud = 'hetzner.cloud';

export const cloudKinds: readonly Kind[] = ['server', 'address', 'backup', 'snapshot', 'volume', 'traffic', 'load-balancer'];

/** Prices, stock and announced ends of the cloud. Throws `refresh.partial` if the answer cannot be whole. */
export async function readCloud(client: Client, address: string): Promise<Observations> {
  const { pricing } = await askJson(client, `${address}/pricing`, Pricing);
  if (pricing.currency !== 'EUR') {
    throw new PlannerError(
      'refresh.currency',
      `"${address}/pricing" answers prices in "${pricing.currency}", but the book is in EUR. Use a token of a project that is billed in euro.`,
    );
  }
  const servers = await askAll(client, `${address}/server_types`, { key: 'server_types', of: ServerType });
  const balancers = await askAll(client, `${address}/load_balancer_types`, { key: 'load_balancer_types', of: LoadBalancerType });
  requireSites(
    `${address}/pricing`,
    pricing.server_types.flatMap(({ prices }) => prices.map((price) => price.location)),
  );
  requireSites(
    `${address}/server_types`,
    servers.flatMap(({ locations }) => locations.map(({ name }) => name)),
  );
  const vatPercent = pricing.vat_rate;
  const typePrices = [
    ...[...pricing.server_types, ...pricing.load_balancer_types].map((type) => ({ ...type, title: titleOf('pricing') })),
    ...servers.map((type) => ({ ...type, title: titleOf('server_types') })),
    ...balancers.map((type) => ({ ...type, title: titleOf('load_balancer_types') })),
  ];
  return {
    asked: cloudKinds,
    prices: [...typePrices.flatMap((type) => pricesOf(type, vatPercent)), ...otherPrices(pricing), ...trafficPrices(pricing)],
    stock: servers.flatMap(stockOf),
    rates: [],
  };
}

/** Storage Boxes stand in an interface of their own, which states no VAT rate. */
export async function readBoxes(client: Client, address: string): Promise<Observations> {
  const boxes = await askAll(client, `${address}/storage_box_types`, { key: 'storage_box_types', of: StorageBoxType });
  const title = 'Hetzner API, GET /v1/storage_box_types';
  const prices = boxes.flatMap(({ name, prices }) =>
    prices.filter(isHere).map((price) => ({ sku: `hetzner.storage-box.${name}`, ...figures(price), site: price.location, title })),
  );
  return { asked: ['storage-box'], prices, stock: [], rates: [] };
}

function titleOf(path: string): string {
  return `Hetzner Cloud API, GET /v1/${path}`;
}

function isHere({ location }: { readonly location: string }): boolean {
  return sites.includes(location);
}

/** A type may be missing at a site; that a site has no type at all means that the answer is not whole. */
function requireSites(address: string, seen: readonly string[]): void {
  const lacking = sites.filter((site) => !seen.includes(site));
  if (lacking.length === 0) return;
  throw new PlannerError('refresh.partial', `"${address}" answers nothing about ${lacking.join(', ')}: a partial answer. Try again later.`);
}

interface MonthPrice {
  readonly price_hourly?: { readonly net: string } | undefined;
  readonly price_monthly: { readonly net: string; readonly gross: string };
}

function figures({ price_hourly: hour, price_monthly: month }: MonthPrice) {
  return { what: 'net' as const, amount: month.net, gross: month.gross, ...(hour && { hourly: hour.net }), currency: 'EUR' };
}

interface TitledType {
  readonly name: string;
  readonly prices: readonly SitePrice[];
  readonly title: string;
}

function pricesOf({ name, prices, title }: TitledType, vatPercent: string): PriceObservation[] {
  return prices.filter(isHere).map((price) => ({
    sku: `${cloud}.${name}`,
    ...figures(price),
    vatPercent,
    ...(price.included_traffic ? { includedTrafficTb: price.included_traffic / bytesPerTb } : {}),
    site: price.location,
    title,
  }));
}

/** What is no type: addresses, storage by the gigabyte, and the share that backups cost. */
function otherPrices({ vat_rate: vatPercent, ...pricing }: Pricing): PriceObservation[] {
  const shared = { vatPercent, currency: 'EUR', title: titleOf('pricing') };
  const addresses = [
    { sku: `${cloud}.primary-ipv4`, of: pricing.primary_ips },
    { sku: `${cloud}.floating-ipv4`, of: pricing.floating_ips },
  ].flatMap(({ sku, of }) => {
    const prices = of.filter(({ type }) => type === 'ipv4').flatMap((type) => type.prices.filter(isHere));
    return prices.map((price) => ({ ...shared, sku, ...figures(price), site: price.location }));
  });
  const perGb = [
    { sku: `${cloud}.snapshot`, price: pricing.image.price_per_gb_month },
    { sku: `${cloud}.volume`, price: pricing.volume.price_per_gb_month },
  ].map(({ sku, price }) => ({ ...shared, sku, what: 'net' as const, amount: price.net, gross: price.gross }));
  const backup: PriceObservation = {
    sku: `${cloud}.backup`,
    what: 'percent',
    amount: pricing.server_backup.percentage,
    currency: 'EUR',
    title: titleOf('pricing'),
  };
  return [...addresses, ...perGb, backup];
}

/** Each server type states the price of traffic beyond what is included; the book knows one for all. */
function trafficPrices({ vat_rate: vatPercent, server_types: types }: Pricing): PriceObservation[] {
  return types.flatMap(({ prices }) =>
    prices.filter(isHere).flatMap(({ location, price_per_tb_traffic: price }) => {
      if (!price) return [];
      const { net: amount, gross } = price;
      return [
        { sku: `${cloud}.traffic`, what: 'net', amount, gross, vatPercent, currency: 'EUR', site: location, title: titleOf('pricing') },
      ];
    }),
  );
}

function stockOf({ name, locations, deprecation }: ServerType): StockObservation[] {
  const here = locations.filter((location) => sites.includes(location.name));
  return here.map((location) => {
    const end = location.deprecation ?? deprecation;
    return {
      sku: `${cloud}.${name}`,
      site: location.name,
      orderable: location.available ? 'yes' : 'no',
      ...(end ? { withdrawal: withdrawalOf(end) } : {}),
      title: titleOf('server_types'),
    };
  });
}

/** "Unavailable after" 31 December at 23:59:59 means: from 1 January. */
function withdrawalOf({ announced, unavailable_after: after }: NonNullable<Deprecation>) {
  const [announcedOn, end] = [announced, after].map((moment) => new Date(moment).toISOString());
  const day = end!.slice(0, 10);
  return { announcedOn: announcedOn!.slice(0, 10), notOrderableFrom: end!.endsWith('T00:00:00.000Z') ? day : addDays(day, 1) };
}
