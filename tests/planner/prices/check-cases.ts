/** Price books that are wrong in one way each: that of one day with a few places changed, and the rule that must say so. */
import { changed } from '../changed.ts';
import { today } from '../answers.ts';
import { bookOn } from './book-on.ts';

/** The shipped book as it stood on the day of the tests, so that a newer look at a price changes no case. */
export const book = bookOn(today);

type Path = readonly (string | number)[];
/** A place and what is written there; `undefined` takes the place out, a function is given what stood there. */
export type Edit = readonly [path: Path, value: unknown];

export interface Case {
  readonly rule: string;
  readonly because: string;
  readonly edits: readonly Edit[];
  readonly today?: string;
  /** Checked beside the unedited book, as in a pull request. */
  readonly isBased?: boolean;
}

export const current: Path = ['lists', 'current'];
export const catalogue: Path = [...current, 'catalogue'];
export const recordOf = (sku: string): Path => [...current, 'skus', sku];
export const rowOf = (sku: string, index: number): Path => [...recordOf(sku), 'prices', index];
export const cx33 = 'hetzner.cloud.cx33';
const [cx23, cx43, ccx13] = ['hetzner.cloud.cx23', 'hetzner.cloud.cx43', 'hetzner.cloud.ccx13'];
const [m10, atlasBackup] = ['mongodb.atlas.m10', 'mongodb.atlas.backup-storage'];
const without = (entry: unknown) => (list: unknown) => (list as unknown[]).filter((other) => other !== entry);
const reversed = (list: unknown) => (list as unknown[]).toReversed();

/** The book with the edits. */
export function edited(edits: readonly Edit[]): unknown {
  return edits.reduce<unknown>((json, [path, value]) => {
    const before = path.reduce<unknown>((part, key) => (part as Record<string | number, unknown>)[key], json);
    return changed(json, path, typeof value === 'function' ? (value as (old: unknown) => unknown)(before) : value);
  }, book);
}

export const cases: readonly Case[] = [
  { rule: 'shape', because: 'an amount is text', edits: [[[...rowOf(cx33, 0), 'net'], 4.99]] },
  { rule: 'days.ascend', because: 'the newest row stands first', edits: [[[...recordOf(cx33), 'prices'], reversed]] },
  { rule: 'history.begins', because: 'a day was typed twice and once wrong', edits: [[[...recordOf(cx33), 'since'], '2025-10-17']] },
  { rule: 'change.known', because: 'June changed on the 15th', edits: [[[...rowOf(cx33, 2), 'from'], '2026-06-16']] },
  {
    rule: 'change.complete',
    because: 'the June row was dropped',
    edits: [[[...recordOf(cx33), 'prices'], (rows: unknown) => (rows as unknown[]).slice(0, 2)]],
  },
  {
    rule: 'change.concerns',
    because: 'June left traffic alone',
    edits: [
      [
        [...current, 'changes', 1, 'kinds'],
        ['server', 'traffic'],
      ],
    ],
  },
  {
    rule: 'change.unknown',
    because: 'nothing changed on that day',
    edits: [[[...recordOf('hetzner.cloud.cx32'), 'unknownFrom'], '2026-04-02']],
  },
  { rule: 'change.limits', because: 'plus 169 % needs somebody who announced it', edits: [[[...rowOf(ccx13, 2), 'explained'], undefined]] },
  { rule: 'change.limits', because: 'plus 30 % explains itself', edits: [[[...rowOf(cx33, 1), 'explained'], 'It was dear.']] },
  { rule: 'change.limits', because: '10.10 is 8.49 with German VAT', edits: [[[...rowOf(cx33, 2), 'net'], '10.10']] },
  // 0.0131 = 0.011 · 1.19: from there to 0.0143 it is plus 9 %, while all others rose by about 30 %.
  { rule: 'change.coherent', because: 'the row before was gross', edits: [[[...rowOf('hetzner.cloud.snapshot', 0), 'net'], '0.0131']] },
  {
    rule: 'reading.needed',
    because: 'three sources are claimed and one shown',
    edits: [[[...rowOf(cx33, 2), 'secondReading'], undefined]],
  },
  { rule: 'reading.needed', because: 'two are shown and one claimed', edits: [[[...rowOf(cx33, 2), 'evidence', 'confirmations'], 1]] },
  {
    rule: 'reading.independent',
    because: 'a source does not confirm itself',
    edits: [[[...rowOf(cx33, 2), 'secondReading', 'title'], 'Hetzner Cloud API, authenticated read of prices']],
  },
  { rule: 'reading.vat', because: 'gross at which rate?', edits: [[[...rowOf(cx33, 2), 'secondReading', 'vatRate'], undefined]] },
  // (8.49 + 0.50) · 1.19 = 10.6981, so 10.70
  { rule: 'reading.agrees', because: 'a cent is missing', edits: [[[...rowOf(cx33, 2), 'secondReading', 'amount'], '10.69']] },
  // 0.08 USD · 1.15 = 0.092
  {
    rule: 'reading.agrees',
    because: 'the factor was changed and the price was not',
    edits: [[[...rowOf(m10, 0), 'secondReading', 'factors', 'likely'], '1.20']],
  },
  // 8.49 / 624 = 0.013606
  { rule: 'price.hourly-cap', because: 'the last digit is wrong', edits: [[[...rowOf(cx33, 2), 'hourly'], '0.0137']] },
  { rule: 'price.hourly-missing', because: 'Hetzner shows both', edits: [[[...rowOf(cx33, 2), 'hourly'], undefined]] },
  { rule: 'price.range', because: 'nobody pays 0.245 USD for a GB', edits: [[[...rowOf('aws.s3.standard', 0), 'net'], '0.245']] },
  { rule: 'price.span', because: 'an end has a zero too many', edits: [[[...rowOf('azure.blob.hot-lrs', 0), 'high'], '0.0408']] },
  { rule: 'price.span', because: 'a span without a middle has ends too', edits: [[[...rowOf(atlasBackup, 0), 'high'], '0.29']] },
  { rule: 'family.ranks', because: 'there are two third sizes', edits: [[[...recordOf(cx33), 'rank'], 3]] },
  { rule: 'family.ascends', because: 'the larger size is cheaper', edits: [[[...rowOf(cx43, 2), 'net'], '8.29']] },
  { rule: 'family.traffic', because: 'the larger size includes less', edits: [[[...recordOf(cx33), 'includedTrafficTb'], 2]] },
  { rule: 'record.label', because: 'the record was copied', edits: [[[...recordOf(cx33), 'label'], 'Hetzner CX43']] },
  { rule: 'record.detail', because: 'the machine has 8 GB', edits: [[[...recordOf(cx33), 'detail'], '4 vCPU, 16 GB, 80 GB']] },
  { rule: 'record.unit', because: 'volumes are sold by the GB', edits: [[[...recordOf('hetzner.cloud.volume'), 'unit'], 'TB']] },
  { rule: 'record.currency', because: 'Hetzner asks euro', edits: [[[...rowOf(cx33, 2), 'currency'], 'USD']] },
  { rule: 'record.hours', because: 'a month of 31 days is none of Atlas', edits: [[[...recordOf(m10), 'hoursPerMonth'], 744]] },
  {
    rule: 'record.traffic',
    because: 'overage would be billed from the first byte',
    edits: [[[...recordOf(cx33), 'includedTrafficTb'], undefined]],
  },
  {
    rule: 'record.check-at',
    because: 'a copy is not the vendor',
    edits: [[[...recordOf(cx33), 'checkAt'], 'https://hetzner.com.example/']],
  },
  { rule: 'evidence.list', because: 'the analysis is no source of ours', edits: [[[...rowOf(cx33, 2), 'evidence', 'kind'], 'quoted']] },
  { rule: 'evidence.kind', because: 'an estimate is a span', edits: [[[...rowOf(cx33, 2), 'evidence', 'kind'], 'estimate']] },
  { rule: 'evidence.kind', because: 'only memory may lack a middle', edits: [[[...rowOf(m10, 0), 'likely'], undefined]] },
  { rule: 'evidence.title', because: 'a rumour is no interface', edits: [[[...rowOf(cx33, 2), 'evidence', 'title'], 'Seen in a forum']] },
  {
    rule: 'evidence.one-kind',
    because: 'the feed is a page everywhere else',
    edits: [[[...rowOf('hetzner.cloud.cx53', 2), 'evidence', 'kind'], 'report']],
  },
  { rule: 'evidence.day', because: 'nobody has seen tomorrow', edits: [[[...rowOf(cx33, 2), 'evidence', 'observedOn'], '2026-11-25']] },
  {
    rule: 'evidence.day',
    because: 'an interface does not show July in May',
    edits: [[[...rowOf(cx33, 2), 'evidence', 'observedOn'], '2026-05-27']],
  },
  {
    rule: 'evidence.one-day',
    because: 'the read was of 9 September',
    edits: [[[...rowOf(cx33, 2), 'evidence', 'observedOn'], '2026-09-08']],
  },
  { rule: 'evidence.note', because: 'a buyer must know what to ask', edits: [[[...rowOf(m10, 0), 'note'], undefined]] },
  { rule: 'age.as-of', because: 'the list flatters itself', edits: [[[...current, 'asOf'], '2026-11-24']] },
  { rule: 'age.price', because: 'four months are too long', edits: [], today: '2027-02-10' },
  { rule: 'age.vendor', because: 'nobody has asked for two months', edits: [], today: '2026-12-07' },
  { rule: 'age.rate', because: 'a dollar of October is none of December', edits: [], today: '2026-12-08' },
  { rule: 'age.vat', because: 'a law is looked up again', edits: [], today: '2027-06-01' },
  { rule: 'stock.missing', because: 'nobody has looked', edits: [[[...recordOf(cx33), 'stock'], undefined]] },
  {
    rule: 'stock.sites',
    because: 'there is no nbg2',
    edits: [[[...recordOf(cx33), 'stock', 3, 'orderable'], { nbg2: 'no', fsn1: 'no', hel1: 'no' }]],
  },
  { rule: 'stock.day', because: 'the two days differ', edits: [[[...recordOf(cx33), 'stock', 3, 'evidence', 'observedOn'], '2026-10-04']] },
  {
    rule: 'stock.page',
    because: 'the page does not tell sites apart',
    edits: [[[...recordOf(cx33), 'stock', 0, 'orderable', 'fsn1'], 'yes']],
  },
  {
    rule: 'withdrawn.announced',
    because: 'nothing is withdrawn before it is announced',
    edits: [[[...recordOf('hetzner.cloud.cx22'), 'deprecated', 'notOrderableFrom'], '2025-10-15']],
  },
  {
    rule: 'withdrawn.one-notice',
    because: 'all four went on one day',
    edits: [[[...recordOf('hetzner.cloud.cx22'), 'deprecated', 'notOrderableFrom'], '2026-02-01']],
  },
  { rule: 'withdrawn.retired', because: 'it is still sold', edits: [[[...recordOf('hetzner.cloud.cx22'), 'deprecated'], undefined]] },
  {
    rule: 'withdrawn.retired',
    because: 'what is withdrawn cannot be planned, also where a list names one part',
    edits: [[[...catalogue, 'loadBalancer'], 'hetzner.cloud.cx22']],
  },
  { rule: 'catalogue.required', because: 'a plan can need it', edits: [[[...catalogue, 'servers'], without('hetzner.cloud.cx53')]] },
  {
    rule: 'catalogue.unique',
    because: 'it stands twice',
    edits: [[[...catalogue, 'others'], (list: unknown) => [...(list as string[]), cx33]]],
  },
  {
    rule: 'catalogue.unique',
    because: 'the base price is not the price of each TB',
    edits: [
      [[...catalogue, 'bucket'], 'hetzner.object-storage.overage'],
      [[...catalogue, 'bucketOverage'], 'hetzner.object-storage.base'],
    ],
  },
  { rule: 'catalogue.priced', because: 'the record is gone', edits: [[recordOf(cx33), undefined]] },
  { rule: 'catalogue.orphan', because: 'no plan finds it', edits: [[[...catalogue, 'alternatives'], without(ccx13)]] },
  { rule: 'catalogue.ascends', because: 'the dearer one stands first', edits: [[[...catalogue, 'alternatives'], reversed]] },
  { rule: 'catalogue.sizes', because: 'the larger one stands first', edits: [[['lists', 'quoted', 'catalogue', 'servers'], reversed]] },
  {
    rule: 'catalogue.machines',
    because: 'nobody has said what it can do',
    edits: [[[...catalogue, 'boxes', 0], 'hetzner.storage-box.bx10']],
  },
  { rule: 'vat.rates', because: 'Germany had 16 % in 2020', edits: [[['vat', 'DE', 'rate'], '0.16']] },
  { rule: 'vat.basis', because: 'the analysis does not say', edits: [[['lists', 'quoted', 'vatBasis'], 'net']] },
  { rule: 'rate.plausible', because: '0.8940 is euro for a dollar', edits: [[['exchangeRates', 7, 'usdPerEur'], '0.8940']] },
  { rule: 'rate.day', because: 'that was a Sunday', edits: [[['exchangeRates', 7, 'on'], '2026-10-11']] },
  { rule: 'append.skus', because: 'running contracts need it', edits: [[recordOf(cx23), undefined]], isBased: true },
  { rule: 'append.rows', because: 'a price that was true stays true', edits: [[[...rowOf(cx33, 0), 'note'], 'Was cheap.']], isBased: true },
  {
    rule: 'append.observations',
    because: 'nobody can look again',
    edits: [[[...recordOf(cx33), 'stock', 1, 'orderable', 'fsn1'], 'yes']],
    isBased: true,
  },
  {
    rule: 'append.records',
    because: 'traffic is part of the price',
    edits: [[[...recordOf(ccx13), 'includedTrafficTb'], 10]],
    isBased: true,
  },
  {
    rule: 'append.vat',
    because: 'nobody looked on that day',
    edits: [[['vat', 'AT', 'evidence', 'observedOn'], '2025-12-26']],
    isBased: true,
  },
];

/** The day of a case. */
export function dayOf(one: Case): string {
  return one.today ?? today;
}
