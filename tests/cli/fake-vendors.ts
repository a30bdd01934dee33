/**
 * Hetzner and the European Central Bank on loopback, in the shapes that they document. Their prices are those of the
 * book on that day, so that an untouched fake confirms all of it; a test then spoils what it is about.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { rowOn, type Kind, type PriceList } from '@ordiplan/planner';
import { bookOn } from '../planner/prices/book-on.ts';

export const token = 'tok3nOf64LettersThatNobodyMaySee4bcdefghijklmnopqrstuvwxyz0123456';

export interface Amount {
  net: string;
  gross: string;
}

interface SitePrice {
  location: string;
  price_hourly: Amount;
  price_monthly: Amount;
  included_traffic: number;
  price_per_tb_traffic: Amount;
}

interface Deprecation {
  announced: string;
  unavailable_after: string;
}

export interface PricedType {
  name: string;
  prices: SitePrice[];
}

export interface ServerType extends PricedType {
  deprecation: Deprecation | null;
  locations: { name: string; available: boolean; recommended: boolean; deprecation: Deprecation | null }[];
}

/** What the fake answers. Tests change it in place. */
export interface Answers {
  pricing: {
    currency: string;
    vat_rate: string;
    image: { price_per_gb_month: Amount };
    volume: { price_per_gb_month: Amount };
    server_backup: { percentage: string };
    primary_ips: { type: string; prices: object[] }[];
    floating_ips: { type: string; prices: object[] }[];
    server_types: PricedType[];
    load_balancer_types: PricedType[];
  };
  serverTypes: ServerType[];
  loadBalancerTypes: PricedType[];
  storageBoxTypes: PricedType[];
  rate: { on: string; usdPerEur: number };
  /** How many types stand on a page. */
  perPage: number;
}

/** Looks at every request first. Returns true if it has answered, or never will. `count` is 1 for the first request. */
export type Interceptor = (request: IncomingMessage, response: ServerResponse, count: number) => boolean;

export interface FakeVendors {
  readonly flags: readonly string[];
  /** Paths in the order of the requests. */
  readonly asked: string[];
  /** The tokens that came along, one a request. */
  readonly authorizations: (string | undefined)[];
  readonly close: () => Promise<void>;
}

const sites = ['nbg1', 'fsn1', 'hel1'];
const vat = 0.19;
const tb = 1024 ** 4;

export async function fakeVendors(answers: Answers, intercept: Interceptor = () => false): Promise<FakeVendors> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    authorizations.push(request.headers.authorization);
    if (!intercept(request, response, asked.length)) answer(request, response, answers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const at = `http://127.0.0.1:${port}`;
  return {
    flags: ['--hetzner-api', `${at}/cloud/v1`, '--storage-box-api', `${at}/box/v1`, '--ecb', `${at}/ecb`],
    asked,
    authorizations,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): true {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
  return true;
}

export function sendText(response: ServerResponse, status: number, type: string, text: string): true {
  response.writeHead(status, { 'content-type': type }).end(text);
  return true;
}

function answer({ url = '' }: IncomingMessage, response: ServerResponse, answers: Answers): void {
  const { pathname, searchParams } = new URL(url, 'http://fake');
  const page = Number(searchParams.get('page') ?? '1');
  const lists: Record<string, readonly [string, readonly object[]]> = {
    '/cloud/v1/server_types': ['server_types', answers.serverTypes],
    '/cloud/v1/load_balancer_types': ['load_balancer_types', answers.loadBalancerTypes],
    '/box/v1/storage_box_types': ['storage_box_types', answers.storageBoxTypes],
  };
  const list = lists[pathname];
  if (pathname === '/cloud/v1/pricing') return void sendJson(response, 200, { pricing: answers.pricing });
  if (pathname === '/ecb/data/EXR/D.USD.EUR.SP00.A') {
    return void sendJson(response, 200, sdmx(answers.rate), { 'content-type': 'application/vnd.sdmx.data+json;version=1.0.0-wd' });
  }
  if (!list) return void sendJson(response, 404, { error: { code: 'not_found', message: `no ${pathname}` } });
  sendJson(response, 200, paged(list, page, answers.perPage));
}

function paged([key, entries]: readonly [string, readonly object[]], page: number, perPage: number): object {
  const last = Math.max(1, Math.ceil(entries.length / perPage));
  const pagination = {
    page,
    per_page: perPage,
    previous_page: page > 1 ? page - 1 : null,
    next_page: page < last ? page + 1 : null,
    last_page: last,
    total_entries: entries.length,
  };
  return { [key]: entries.slice((page - 1) * perPage, page * perPage), meta: { pagination } };
}

/** The answer of the statistical interface of the bank, shortened to what identifies the series. */
function sdmx({ on, usdPerEur }: Answers['rate']): object {
  const dimension = (id: string, value: string) => ({ id, values: [{ id: value, name: value }] });
  return {
    header: { id: 'a2010162', test: false, sender: { id: 'ECB' } },
    dataSets: [{ action: 'Replace', series: { '0:0:0:0:0': { observations: { '0': [usdPerEur] } } } }],
    structure: {
      dimensions: {
        series: [
          dimension('FREQ', 'D'),
          dimension('CURRENCY', 'USD'),
          dimension('CURRENCY_DENOM', 'EUR'),
          dimension('EXR_TYPE', 'SP00'),
          dimension('EXR_SUFFIX', 'A'),
        ],
        observation: [{ ...dimension('TIME_PERIOD', on), role: 'time' }],
      },
    },
  };
}

/** Answers that agree with the shipped book on `day`, and with its newest sightings. */
export function answersOn(day: string): Answers {
  const book = bookOn(day);
  const list = book.lists.current;
  const types = (kind: Kind) => typesOf(list, kind, day);
  const single = (sku: string) => amount(rowOn(list.skus[sku]!, { orderedOn: day, day })!.net!);
  const addresses = (sku: string) => [{ type: 'ipv4', prices: sites.map((location) => ({ location, price_monthly: single(sku) })) }];
  const newest = book.exchangeRates.at(-1)!;
  return {
    pricing: {
      currency: 'EUR',
      vat_rate: '19.00',
      image: { price_per_gb_month: single('hetzner.cloud.snapshot') },
      volume: { price_per_gb_month: single('hetzner.cloud.volume') },
      server_backup: { percentage: '20.00' },
      primary_ips: addresses('hetzner.cloud.primary-ipv4'),
      floating_ips: addresses('hetzner.cloud.floating-ipv4'),
      server_types: types('server'),
      load_balancer_types: types('load-balancer'),
    },
    serverTypes: types('server').map((type) => ({ ...type, deprecation: null, locations: locationsOf(list, type.name) })),
    loadBalancerTypes: types('load-balancer'),
    storageBoxTypes: types('storage-box'),
    rate: { on: newest.on, usdPerEur: Number(newest.usdPerEur) },
    perPage: 25,
  };
}

/** The price of a type at some or all sites, wherever the answers state it. */
export function setPrice(answers: Answers, name: string, { net, sites: where = sites }: { net: string; sites?: readonly string[] }): void {
  for (const type of [...answers.pricing.server_types, ...answers.serverTypes].filter((one) => one.name === name)) {
    for (const price of type.prices.filter(({ location }) => where.includes(location))) {
      price.price_monthly = amount(net);
      price.price_hourly = amount((Number(net) / 624).toFixed(4));
    }
  }
}

/** Takes a type out of every answer. */
export function dropType(answers: Answers, name: string): void {
  answers.pricing.server_types = answers.pricing.server_types.filter((type) => type.name !== name);
  answers.serverTypes = answers.serverTypes.filter((type) => type.name !== name);
}

/** Ten decimals, as Hetzner writes amounts. */
export function amount(net: string): Amount {
  return { net: Number(net).toFixed(10), gross: (Number(net) * (1 + vat)).toFixed(10) };
}

function typesOf(list: PriceList, kind: Kind, day: string): PricedType[] {
  const traffic = amount('1.00');
  return Object.entries(list.skus)
    .filter(([, record]) => record.kind === kind && !record.deprecated)
    .map(([sku, record]) => {
      const row = rowOn(record, { orderedOn: day, day })!;
      const price = {
        price_hourly: amount(row.hourly ?? (Number(row.net) / 624).toFixed(4)),
        price_monthly: amount(row.net!),
        included_traffic: (record.includedTrafficTb ?? 0) * tb,
        price_per_tb_traffic: traffic,
      };
      // Ashburn has other prices, and nobody should look at them.
      const elsewhere = { ...price, location: 'ash', price_monthly: amount('99.99') };
      return { name: sku.split('.').at(-1)!, prices: [...sites.map((location) => ({ location, ...price })), elsewhere] };
    });
}

function locationsOf(list: PriceList, name: string): ServerType['locations'] {
  const seen = list.skus[`hetzner.cloud.${name}`]!.stock?.at(-1)?.orderable ?? {};
  return [...sites, 'ash'].map((site) => ({ name: site, available: seen[site] === 'yes', recommended: false, deprecation: null }));
}
