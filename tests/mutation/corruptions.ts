/** How a single value of a price book goes wrong: for each kind of slip, the values that it would leave behind. */
import { addDays, isIsoDate, kinds } from '@ordiplan/planner';

/** Stands for "the key is gone". */
export const absent = Symbol('absent');

/** Where a value stands: the names from the root to it. */
export type Path = readonly (string | number)[];

export interface Corruption {
  readonly kind: string;
  /** The wrong values, none if this slip cannot happen here. */
  readonly of: (value: unknown, path: Path) => readonly unknown[];
}

const days = ['from', 'since', 'unknownFrom', 'observedOn', 'asOf', 'on', 'announcedOn', 'notOrderableFrom'];
const amounts = ['net', 'low', 'likely', 'high', 'hourly', 'percent', 'amount', 'upTo', 'rate', 'vatRate', 'usdPerEur'];
const rates = ['rate', 'vatRate', 'usdPerEur', 'percent'];
const words = [
  ...['title', 'label', 'detail', 'note', 'explained', 'checkAt', 'vendor'],
  ...['address', 'movableAddress', 'loadBalancer', 'bucket', 'bucketOverage', 'databaseBackup'],
];
const evidenceKinds = ['vendor-api', 'vendor-page', 'report', 'derived', 'estimate', 'quoted'];

const choices: Readonly<Record<string, readonly string[]>> = {
  currency: ['EUR', 'USD', 'CHF'],
  per: ['once', 'hour', 'month', 'year'],
  unit: ['server', 'address', 'percent of server', 'GB', 'TB', 'TB-hour', 'load balancer', 'account', 'box', 'cluster', '1000 requests'],
  appliesTo: ['all', 'new orders'],
  basis: ['net', 'gross'],
  vatBasis: ['net', 'unstated'],
};

export const corruptions: readonly Corruption[] = [
  { kind: 'basis flip, net to gross', of: amount((value) => [times(value, 1.19), times(value, 1.2)], { except: rates }) },
  { kind: 'basis flip, gross to net', of: amount((value) => [times(value, 1 / 1.19), times(value, 1 / 1.2)], { except: rates }) },
  { kind: 'decimal shift', of: amount((value) => [shifted(value, 1), shifted(value, -1), shifted(value, 2)]) },
  { kind: 'digits transposed', of: amount(transposed) },
  { kind: 'last digit off by one', of: amount((value) => [lastDigit(value, 1), lastDigit(value, -1)]) },
  { kind: 'rate inverted', of: at('usdPerEur', (value) => [(1 / Number(value)).toFixed(4)]) },
  { kind: 'negative amount', of: amount((value) => [`-${value}`]) },
  { kind: 'decimal comma', of: amount((value) => (value.includes('.') ? [value.replace('.', ',')] : [])) },
  { kind: 'number instead of text', of: amount((value) => [Number(value)]) },
  { kind: 'no number', of: amount(() => ['NaN', '', 'free', null]) },
  { kind: 'date in the future', of: day((value) => [`${Number(value.slice(0, 4)) + 1}${value.slice(4)}`, '2027-03-01']) },
  { kind: 'stale date, two years earlier', of: day((value) => [`${Number(value.slice(0, 4)) - 2}${value.slice(4)}`]) },
  { kind: 'date off by a month', of: day((value) => [monthsFrom(value, 1), monthsFrom(value, -1)].filter(isIsoDate)) },
  { kind: 'date off by a day', of: day((value) => [addDays(value, 1), addDays(value, -1)]) },
  { kind: 'no date', of: day((value) => ['2026-02-30', value.split('-').reverse().join('.'), '', `${value}T00:00:00Z`]) },
  { kind: 'wrong choice', of: (value, path) => (choices[key(path)] ?? []).filter((other) => other !== value) },
  { kind: 'wrong kind of SKU', of: (value, path) => (isKindOfSku(path) ? [...kinds, 'vps'].filter((other) => other !== value) : []) },
  {
    kind: 'wrong kind of evidence',
    of: (value, path) =>
      key(path) === 'kind' && !isKindOfSku(path) ? [...evidenceKinds, 'rumour'].filter((other) => other !== value) : [],
  },
  {
    kind: 'stock flipped',
    of: (value, path) => (path.at(-2) === 'orderable' ? ['yes', 'no', 'unknown', 'sold out'].filter((other) => other !== value) : []),
  },
  { kind: 'confirmations miscounted', of: at('confirmations', (value) => [Number(value) + 1, Number(value) - 1, 0, '2']) },
  { kind: 'rank changed', of: at('rank', (value) => [Number(value) + 1, Number(value) - 1]) },
  { kind: 'family changed', of: at('family', (value) => ['hetzner-cax', 'hetzner-other', ''].filter((other) => other !== value)) },
  { kind: 'traffic changed', of: at('includedTrafficTb', (value) => [Number(value) * 10, Number(value) + 10, Number(value) - 10, -1]) },
  { kind: 'hours of a month changed', of: at('hoursPerMonth', (value) => [720, 744, 0, String(value)]) },
  {
    kind: 'factors changed',
    of: (value, path) => (path.at(-2) === 'factors' ? [times(String(value), 1.1), times(String(value), 0.9), '0'] : []),
  },
  { kind: 'text emptied', of: (_value, path) => (words.includes(key(path)) ? ['', 7] : []) },
  {
    kind: 'address of somebody else',
    of: at('checkAt', (value) => [String(value).replace('https:', 'http:'), 'https://prices.example.com/', 'hetzner.com']),
  },
  { kind: 'unknown vendor', of: at('vendor', () => ['mongodb', 'Hetzner', 'ovh']) },
  {
    kind: 'catalogue entry misspelt',
    of: (value, path) => (path.includes('catalogue') && typeof value === 'string' ? [`${value}x`, value.replace('.', '-')] : []),
  },
  { kind: 'version changed', of: at('schemaVersion', () => [0, 2, '1']) },
  { kind: 'dropped key', of: (_value, path) => (typeof path.at(-1) === 'string' ? [absent] : []) },
  { kind: 'unknown key', of: (value) => (isObject(value) ? [{ ...value, remark: 'x' }] : []) },
  {
    kind: 'swapped neighbours',
    of: (value, path) => (Array.isArray(value) && isOrdered(path) ? value.slice(1).map((_, i) => swapped(value, i)) : []),
  },
  { kind: 'dropped row', of: (value) => (Array.isArray(value) ? value.map((_, i) => value.toSpliced(i, 1)) : []) },
  { kind: 'duplicated row', of: (value) => (Array.isArray(value) ? value.map((entry: unknown, i) => value.toSpliced(i, 0, entry)) : []) },
];

function key(path: Path): string {
  return String(path.at(-1));
}

function at(name: string, wrong: (value: unknown) => readonly unknown[]): Corruption['of'] {
  return (value, path) => (key(path) === name ? wrong(value) : []);
}

function amount(wrong: (value: string) => readonly unknown[], { except = [] }: { except?: readonly string[] } = {}): Corruption['of'] {
  return (value, path) => {
    if (typeof value !== 'string' || !amounts.includes(key(path)) || except.includes(key(path))) return [];
    // Zero shifted or taxed is zero: nothing went wrong.
    return wrong(value).filter((other) => typeof other !== 'string' || other === '' || Number(other) !== Number(value));
  };
}

function day(wrong: (value: string) => readonly string[]): Corruption['of'] {
  return (value, path) => (typeof value === 'string' && days.includes(key(path)) ? wrong(value).filter((other) => other !== value) : []);
}

/** With as many decimals as before. */
function times(value: string, factor: number): string {
  return (Number(value) * factor).toFixed(Math.max(2, decimalsOf(value)));
}

function shifted(value: string, places: number): string {
  return (Number(value) * 10 ** places).toFixed(Math.max(0, decimalsOf(value) - places));
}

function lastDigit(value: string, by: number): string {
  return (Number(value) + by * 10 ** -decimalsOf(value)).toFixed(decimalsOf(value));
}

/** Every pair of neighbouring digits swapped, also over the point. */
function transposed(value: string): string[] {
  const digits = [...value].flatMap((char, i) => (char === '.' ? [] : [i]));
  return digits.slice(1).map((at, i) => {
    const chars = [...value];
    [chars[digits[i]!], chars[at]] = [chars[at]!, chars[digits[i]!]!];
    return chars.join('');
  });
}

function decimalsOf(value: string): number {
  return value.split('.')[1]?.length ?? 0;
}

function monthsFrom(value: string, months: number): string {
  const [year, month, dayOfMonth] = value.split('-').map(Number);
  const count = year! * 12 + month! - 1 + months;
  return [Math.floor(count / 12), (count % 12) + 1, dayOfMonth!].map((part) => String(part).padStart(2, '0')).join('-');
}

function isKindOfSku(path: Path): boolean {
  return (key(path) === 'kind' && path.at(-3) === 'skus') || path.at(-2) === 'kinds';
}

/** The order of these lists says nothing, so swapping their entries is no fault. */
function isOrdered(path: Path): boolean {
  return !['others', 'retired', 'kinds', 'with'].includes(key(path));
}

function swapped(value: readonly unknown[], at: number): unknown[] {
  return value.with(at, value[at + 1]).with(at + 1, value[at]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
