/** A proposal only appends, writes nothing that it doubts, and says everything that it saw. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  checkPrices,
  parsePriceBook,
  proposeBook,
  rowOn,
  type Kind,
  type Observations,
  type PriceBook,
  type PriceObservation,
  type StockObservation,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { bookOn } from './book-on.ts';

const day = '2026-11-24';
const book = bookOn(day);
const skus = book.lists.current.skus;
const cx33 = 'hetzner.cloud.cx33';
const sites = ['nbg1', 'fsn1', 'hel1'];

describe('a price', () => {
  it('that is the same adds no row and is confirmed', () => {
    const { book: proposed, confirmed, changes } = propose({ prices: everywhere({ amount: '8.4900000000', hourly: '0.0136' }) });
    expect(confirmed).toEqual([{ sku: cx33, amount: '8.49' }]);
    expect(changes).toEqual([{ what: 'asOf', before: book.lists.current.asOf, after: day }]);
    const { confirmed: look, ...rest } = proposed.lists.current.skus[cx33]!;
    expect(look?.on).toBe(day);
    expect(rest).toEqual(skus[cx33]);
  });

  it('that is the same keeps its record young without touching a row', () => {
    const old = addDays(day, 200);
    const { machines } = factsOn(day);
    const ages = (of: PriceBook) =>
      checkPrices(of, { today: old, machines }).filter(({ rule, sku }) => rule === 'age.price' && sku === cx33);
    const seen = observations({ prices: everywhere({ amount: '8.49', hourly: '0.0136' }) });
    const { book: proposed } = proposeBook(book, seen, { day: old });
    expect(ages(book)).toHaveLength(1);
    expect(ages(proposed)).toEqual([]);
  });

  it('that changed becomes a row for new orders from the day on which it was seen, and a change of the list', () => {
    const { book: proposed, changes } = propose({ prices: everywhere({ amount: '8.9900000000', hourly: '0.0144000000' }) });
    const { prices } = proposed.lists.current.skus[cx33]!;
    expect(prices.slice(0, -1)).toEqual(skus[cx33]!.prices);
    expect(prices.at(-1)).toMatchObject({
      from: day,
      net: '8.99',
      hourly: '0.0144',
      appliesTo: 'new orders',
      currency: 'EUR',
      per: 'month',
    });
    expect(prices.at(-1)!.evidence).toEqual({ kind: 'vendor-api', title: 'made up; nbg1, fsn1, hel1', observedOn: day, confirmations: 1 });
    // 8.99 / 8.49 = 1.0589
    expect(changes).toEqual([
      { what: 'price', sku: cx33, before: '8.49', after: '8.99', percent: '5.9' },
      { what: 'asOf', before: book.lists.current.asOf, after: day },
    ]);
    expect(proposed.lists.current.changes.at(-1)).toMatchObject({ on: day, vendor: 'hetzner', kinds: ['server'], appliesTo: 'new orders' });
  });

  it('of a running contract stays what it was', () => {
    const { book: proposed } = propose({ prices: everywhere({ amount: '8.99' }) });
    const record = proposed.lists.current.skus[cx33]!;
    expect(rowOn(record, { orderedOn: '2026-04-15', day })!.net).toBe('6.49');
    expect(rowOn(record, { orderedOn: '2026-11-23', day })!.net).toBe('8.49');
    expect(rowOn(record, { orderedOn: day, day })!.net).toBe('8.99');
  });

  it('in percent changes as such', () => {
    const backup = { sku: 'hetzner.cloud.backup', what: 'percent', amount: '21.00', currency: 'EUR', title: 'made up' } as const;
    const row = propose({ prices: [backup] }).book.lists.current.skus[backup.sku]!.prices.at(-1)!;
    expect(row).toMatchObject({ from: day, percent: '21' });
    expect(row.net).toBeUndefined();
  });

  it('of two vendors that changed on one day makes two changes of the list, of one vendor one', () => {
    const of = (sku: string, amount: string) => ({ ...everywhere({ amount, sku })[0]!, sku });
    const { changes } = propose({ prices: [of(cx33, '8.99'), of('hetzner.cloud.lb11', '7.99')] }).book.lists.current;
    expect(changes.slice(book.lists.current.changes.length).map(({ vendor, kinds }) => [vendor, kinds])).toEqual([
      ['hetzner', ['server', 'load-balancer']],
    ]);
  });
});

describe('a price that is not believed is told and not written', () => {
  it.each([
    // code       why                                         observation
    ['currency', 'the book is in euro', { currency: 'USD' }],
    ['zero', 'a price does not drop to nothing', { amount: '0.0000000000', gross: '0' }],
    ['digits', 'the book would have to round', { amount: '8.4912345' }],
    ['vat', 'net and gross are swapped', { amount: '10.1031', gross: '8.49', vatPercent: '19.00' }],
    ['vat', 'gross is net with another rate', { amount: '8.99', gross: '10.788', vatPercent: '19.00' }],
    ['vat', 'without a rate, gross below net', { amount: '8.99', gross: '7.55' }],
    ['vat', 'without a rate, gross beyond any VAT', { amount: '8.99', gross: '12.00' }],
    ['hourly', '8.99 a month is 0.0144 an hour, not ten times that', { amount: '8.99', hourly: '0.1440' }],
    ['hourly', 'the month is the same, the hour is not', { amount: '8.49', hourly: '0.0138' }],
    ['jump', '3 x 8.49 = 25.47', { amount: '25.48' }],
    ['jump', '8.49 / 3 = 2.83', { amount: '2.82' }],
    ['gross', '8.49 with 19 % is 10.10', { amount: '10.10' }],
    ['gross', '8.49 with 20 % is 10.188', { amount: '10.188' }],
    ['gross', '7.13 with 19 % is 8.49: the book was gross', { amount: '7.13' }],
  ] as const)('%s: %s', (code, _why, spoilt) => {
    const { doubts, confirmed, book: proposed } = propose({ prices: everywhere(spoilt) });
    expect(doubts.map((doubt) => [doubt.code, doubt.sku])).toEqual([[code, cx33]]);
    expect(doubts[0]!.seen).toContain('amount' in spoilt && code !== 'hourly' ? spoilt.amount : '');
    expect(confirmed).toEqual([]);
    expect(proposed).toEqual(book);
  });

  it('a factor of just 3 is still believed', () => {
    expect(propose({ prices: everywhere({ amount: '25.47' }) }).doubts).toEqual([]);
  });

  it.each([
    ['sites', 'sites differ', everywhere({}).with(1, { ...everywhere({ amount: '8.99' })[1]! })],
    ['sites', 'only the hourly price differs', everywhere({ hourly: '0.0136' }).with(1, { ...everywhere({ hourly: '0.0137' })[1]! })],
  ] as const)('%s: %s', (code, _why, prices) => {
    const { doubts, book: proposed } = propose({ prices });
    expect(doubts.map((doubt) => doubt.code)).toEqual([code]);
    expect(proposed).toEqual(book);
  });

  it('later-row: the book already knows of a change to come, or of one of today', () => {
    for (const from of [day, '2026-12-01']) {
      const announced = withRecord({ prices: [...skus[cx33]!.prices, { ...skus[cx33]!.prices.at(-1)!, from, net: '9.49' }] });
      const seen = proposeBook(announced, observations({ prices: everywhere({ amount: '8.99' }) }), { day });
      expect(seen.doubts.map(({ code }) => code)).toEqual(['later-row']);
      expect(seen.book).toEqual(announced);
    }
  });

  it('no-price: the book does not know what it costs today', () => {
    const prices = everywhere({ sku: 'hetzner.cloud.cx32', amount: '6.30' });
    expect(propose({ prices }).doubts.map(({ code }) => code)).toEqual(['no-price']);
  });

  it('partial: it changed, and the answer lacks a site', () => {
    const {
      doubts,
      missing,
      book: proposed,
    } = propose({
      asked: ['server'],
      prices: everywhere({ amount: '8.99' }).slice(0, 2),
      stock: stock('no'),
    });
    expect(doubts.map(({ code }) => code)).toEqual(['partial']);
    expect(missing.find(({ sku }) => sku === cx33)).toEqual({ sku: cx33, sites: ['hel1'] });
    expect(proposed.lists.current.skus[cx33]!.prices).toEqual(skus[cx33]!.prices);
  });

  it('traffic: what is included has no date in the book, so a difference is told', () => {
    const { doubts, confirmed } = propose({ prices: everywhere({ includedTrafficTb: 10 }) });
    expect(doubts.map(({ code, seen }) => [code, seen])).toEqual([['traffic', '10 TB']]);
    expect(confirmed).toHaveLength(1);
  });
});

describe('stock', () => {
  it('is appended as a sighting of the day, also if nothing changed', () => {
    const record = propose({ stock: stock('no') }).book.lists.current.skus[cx33]!;
    expect(record.stock!.slice(0, -1)).toEqual(skus[cx33]!.stock);
    expect(record.stock!.at(-1)).toMatchObject({ observedOn: day, orderable: { nbg1: 'no', fsn1: 'no', hel1: 'no' } });
  });

  it('at a site that the answer lacks is unknown, not "no"', () => {
    const record = propose({ stock: stock('yes').slice(0, 2) }).book.lists.current.skus[cx33]!;
    expect(record.stock!.at(-1)!.orderable).toEqual({ nbg1: 'yes', fsn1: 'yes', hel1: 'unknown' });
  });

  it('seen twice on a day is appended once; another answer on that day is a doubt', () => {
    const first = propose({ stock: stock('no') }).book;
    const again = proposeBook(first, observations({ stock: stock('no') }), { day });
    const other = proposeBook(first, observations({ stock: stock('yes') }), { day });
    expect([again.book, again.doubts]).toEqual([first, []]);
    expect([other.book, other.doubts.map(({ code }) => code)]).toEqual([first, ['stock']]);
  });

  it('that ends is a withdrawal with its evidence, if it ends at every site', () => {
    const withdrawal = { announcedOn: '2026-11-20', notOrderableFrom: '2027-03-01' };
    const { book: proposed, changes } = propose({ stock: stock('yes', withdrawal) });
    expect(proposed.lists.current.skus[cx33]!.deprecated).toMatchObject({
      ...withdrawal,
      evidence: { kind: 'vendor-api', observedOn: day },
    });
    expect(changes).toContainEqual({ what: 'withdrawal', sku: cx33, ...withdrawal });
  });

  it('that ends at one site, or on another day than the book says, is a doubt', () => {
    const withdrawal = { announcedOn: '2026-11-20', notOrderableFrom: '2027-03-01' };
    const one = propose({ stock: [...stock('yes', withdrawal).slice(0, 1), ...stock('yes').slice(1)] });
    expect(one.doubts.map(({ code }) => code)).toEqual(['withdrawal']);
    const known = propose({ stock: stock('yes', withdrawal) }).book;
    const later = stock('yes', { ...withdrawal, notOrderableFrom: '2027-04-01' });
    const other = proposeBook(known, observations({ stock: later }), { day: '2026-11-25' });
    expect(other.doubts.map(({ code }) => code)).toEqual(['withdrawal']);
    expect(other.book.lists.current.skus[cx33]!.deprecated).toEqual(known.lists.current.skus[cx33]!.deprecated);
  });
});

describe('an exchange rate', () => {
  it.each([
    // on           rate      doubts     rows added
    ['2026-11-23', '1.1', [], 1],
    ['2026-10-08', '1.1186', [], 0], // known
    ['2026-10-07', '1.12', [], 0], // older than the newest
    ['2026-10-08', '1.1187', ['rate'], 0], // another value for a known day
    ['2026-11-25', '1.1', ['rate'], 0], // tomorrow
    ['2026-11-23', '1.35', ['rate'], 0], // 1.35 / 1.1186 = 1.207
  ] as const)('of %s with %s', (on, usdPerEur, codes, added) => {
    const { book: proposed, doubts } = propose({ rates: [{ on, usdPerEur, title: 'made up' }] });
    expect(doubts.map(({ code }) => code)).toEqual(codes);
    expect(proposed.exchangeRates.slice(0, book.exchangeRates.length)).toEqual(book.exchangeRates);
    expect(proposed.exchangeRates.length - book.exchangeRates.length).toBe(added);
    if (added) expect(proposed.exchangeRates.at(-1)).toMatchObject({ on, usdPerEur: '1.1000', evidence: { kind: 'vendor-api' } });
  });
});

describe('the answer as a whole', () => {
  it('a type without a record is new, and not written', () => {
    const { unknown, book: proposed } = propose({ prices: everywhere({ sku: 'hetzner.cloud.cx99' }) });
    expect(unknown).toEqual([{ sku: 'hetzner.cloud.cx99', amount: '8.49 EUR' }]);
    expect(proposed).toEqual(book);
  });

  it('a record without an answer is missing, and not deleted; one that is no longer sold is not expected', () => {
    const { missing, book: proposed } = propose({ asked: ['server'] });
    expect(missing).toContainEqual({ sku: cx33, sites: [] });
    expect(missing.map(({ sku }) => sku)).not.toContain('hetzner.cloud.cx32');
    expect(proposed).toEqual(book);
  });

  it('moves the date of the list to the newest thing that was appended, or confirmed', () => {
    const asOf = (seen: Partial<Observations>) => propose(seen).book.lists.current.asOf;
    expect(asOf({ prices: everywhere({}) })).toBe(day);
    expect(asOf({ prices: everywhere({ amount: '8.99' }) })).toBe(day);
    expect(asOf({ stock: stock('no') })).toBe(day);
    expect(asOf({ rates: [{ on: '2026-11-20', usdPerEur: '1.12', title: 'made up' }] })).toBe('2026-11-20');
    expect(asOf({ prices: everywhere({ amount: '99' }) })).toBe(book.lists.current.asOf);
  });
});

const anyAmount = fc.integer({ min: 0, max: 3000 }).map((cents) => (cents / 100).toFixed(2));
const anySku = fc.constantFrom(...Object.keys(skus), 'hetzner.cloud.cx99');
const anySeen = fc.record({
  asked: fc.subarray<Kind>(['server', 'storage-box', 'load-balancer']),
  prices: fc.array(
    fc.record({
      sku: anySku,
      what: fc.constantFrom<'net' | 'percent'>('net', 'percent'),
      amount: anyAmount,
      currency: fc.constantFrom('EUR', 'USD'),
      site: fc.constantFrom(...sites),
      title: fc.constant('made up'),
    }),
    { maxLength: 20 },
  ),
  stock: fc.array(
    fc.record({
      sku: anySku,
      site: fc.constantFrom(...sites),
      orderable: fc.constantFrom<'yes' | 'no'>('yes', 'no'),
      title: fc.constant('made up'),
    }),
    { maxLength: 20 },
  ),
  rates: fc.array(
    fc.record({
      on: fc.constantFrom('2026-10-08', '2026-11-20', '2026-11-23'),
      usdPerEur: fc.constantFrom('1.1186', '1.1', '0.5'),
      title: fc.constant('made up'),
    }),
    { maxLength: 3 },
  ),
}) satisfies fc.Arbitrary<Observations>;

describe('whatever a vendor answers', () => {
  it('every old row, sighting, rate and change stands where it stood, and the proposal is a valid book', () => {
    fc.assert(
      fc.property(anySeen, (seen) => {
        const { book: proposed } = proposeBook(book, seen, { day });
        expect(parsePriceBook(proposed)).toEqual(proposed);
        expect(cutTo(proposed)).toEqual(book);
      }),
      { numRuns: 200 },
    );
  });

  it('the same answer again on that day changes nothing', () => {
    fc.assert(
      fc.property(anySeen, (seen) => {
        const first = proposeBook(book, seen, { day }).book;
        expect(proposeBook(first, seen, { day }).book).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });
});

/** The proposal without what it appended; equal to the book if it only appended. */
function cutTo(proposed: PriceBook): PriceBook {
  const { current } = proposed.lists;
  const cut = Object.entries(current.skus).map(([sku, record]) => {
    const old = skus[sku]!;
    const stock = old.stock && { stock: record.stock!.slice(0, old.stock.length) };
    const kept = Object.fromEntries(Object.entries(record).filter(([key]) => key in old));
    return [sku, { ...kept, prices: record.prices.slice(0, old.prices.length), ...stock }];
  });
  const { asOf, changes } = book.lists.current;
  const list = { ...current, asOf, changes: current.changes.slice(0, changes.length), skus: Object.fromEntries(cut) };
  return {
    ...proposed,
    exchangeRates: proposed.exchangeRates.slice(0, book.exchangeRates.length),
    lists: { ...proposed.lists, current: list },
  };
}

function propose(seen: Partial<Observations>) {
  return proposeBook(book, observations(seen), { day });
}

function observations(seen: Partial<Observations>): Observations {
  return { asked: [], prices: [], stock: [], rates: [], ...seen };
}

/** CX33 at its three sites at the price of the book, changed by `part`. */
function everywhere(part: Partial<PriceObservation>): PriceObservation[] {
  return sites.map((site) => ({ sku: cx33, what: 'net', amount: '8.49', currency: 'EUR', site, title: 'made up', ...part }));
}

function stock(orderable: 'yes' | 'no', withdrawal?: StockObservation['withdrawal']): StockObservation[] {
  return sites.map((site) => ({ sku: cx33, site, orderable, title: 'made up', ...(withdrawal && { withdrawal }) }));
}

function withRecord(part: Partial<(typeof skus)[string]>): PriceBook {
  const current = { ...book.lists.current, skus: { ...skus, [cx33]: { ...skus[cx33]!, ...part } } };
  return { ...book, lists: { ...book.lists, current } };
}
