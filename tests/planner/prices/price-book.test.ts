/** The price book: which price counts on which day, what may be ordered, and what a wrong file is told. */
import { describe, expect, it } from 'vitest';
import { parsePriceBook, PlannerError, priceOf, stockOf, type PriceList } from '@ordiplan/planner';
import pricing from '../../../data/pricing.json' with { type: 'json' };
import { euro, facts } from '../answers.ts';
import { changed } from '../changed.ts';

const { book } = facts;
const { current, quoted } = book.lists;
const cx33 = 'hetzner.cloud.cx33';

describe('the price of a CX33', () => {
  it.each([
    // ordered      day           net a month
    ['2025-10-16', '2025-10-16', '4.99'], // first day of the line
    ['2025-12-01', '2026-03-31', '4.99'],
    ['2025-12-01', '2026-04-01', '6.49'], // April 2026 changed running contracts too
    ['2025-12-01', '2026-06-14', '6.49'],
    ['2025-12-01', '2026-06-15', '6.49'], // June 2026 did not
    ['2025-12-01', '2026-11-23', '6.49'],
    ['2026-06-14', '2026-11-23', '6.49'], // the last day of the old price
    ['2026-06-15', '2026-06-15', '8.49'],
    ['2026-06-15', '2026-11-23', '8.49'],
    ['2026-11-24', '2026-11-24', '8.49'], // a rescale today is a new order
  ])('ordered on %s is on %s %s', (orderedOn, day, netPerMonth) => {
    const price = priceOf(current, cx33, { book, orderedOn, day })!;
    expect([euro(price.low), euro(price.likely), euro(price.high)]).toEqual([netPerMonth, netPerMonth, netPerMonth]);
    expect(price.isFact).toBe(true);
  });

  it('is unknown before the line was sold', () => {
    expect(priceOf(current, cx33, { book, orderedOn: '2025-10-15', day: '2025-10-15' })).toBeUndefined();
  });

  it('names the row it comes from', () => {
    const { row } = priceOf(current, cx33, { book, orderedOn: '2025-12-01', day: '2026-11-23' })!;
    expect(row.from).toBe('2026-04-01');
    expect(row.evidence.kind).toBe('vendor-api');
  });
});

describe('other prices', () => {
  it('are unknown for what the list does not name', () => {
    expect(priceOf(current, 'hetzner.cloud.cx99', on('2026-11-24'))).toBeUndefined();
    expect(priceOf(quoted, 'hetzner.cloud.cx42', on('2026-11-24'))).toBeUndefined();
  });

  it('stay a span without a likely figure where the source names only two ends', () => {
    const price = priceOf(quoted, 'mongodb.atlas.m10', on('2026-11-24'))!;
    expect([euro(price.low), euro(price.likely), euro(price.high)]).toEqual(['50.00', undefined, '100.00']);
    expect(price.isFact).toBe(false);
  });

  it('by the hour in dollars become euro a month at the rate of the day', () => {
    // M20: 0.22 / 0.23 / 0.25 USD an hour · 730 h / 1.1186 = 143.57 / 150.10 / 163.15
    const price = priceOf(current, 'mongodb.atlas.m20', on('2026-11-24'))!;
    expect([euro(price.low), euro(price.likely), euro(price.high)]).toEqual(['143.57', '150.10', '163.15']);
    expect(price.isFact).toBe(false);
  });

  it('by the hour need the hours of a month', () => {
    const list = changed(current, ['skus', 'mongodb.atlas.m20', 'hoursPerMonth'], undefined) as PriceList;
    expect(refusal(() => priceOf(list, 'mongodb.atlas.m20', on('2026-11-24')))).toEqual({
      code: 'prices.no-hours',
      message: expect.stringContaining('"MongoDB Atlas M20"'),
    });
  });
});

describe('a sighting that a CX33 is sold out', () => {
  it.each([
    // day          orderable   seen        on
    ['2026-09-02', 'unknown', undefined, undefined], // nobody had looked yet
    ['2026-09-03', 'no', 'no', '2026-09-03'],
    ['2026-09-04', 'no', 'no', '2026-09-03'],
    ['2026-09-08', 'no', 'no', '2026-09-05'],
    ['2026-09-09', 'no', 'no', '2026-09-09'],
    ['2026-09-23', 'no', 'no', '2026-09-09'], // 14 days
    ['2026-09-24', 'unknown', 'no', '2026-09-09'], // 15 days: nobody knows, but it is still told
    ['2026-10-05', 'no', 'no', '2026-10-05'], // the newest one counts
    ['2026-10-19', 'no', 'no', '2026-10-05'],
    ['2026-10-20', 'unknown', 'no', '2026-10-05'],
    ['2026-11-24', 'unknown', 'no', '2026-10-05'],
  ])('leaves it on %s as %s', (day, orderable, seen, observedOn) => {
    expect(stockOf(current, cx33, { site: 'nbg1', day })).toEqual({ orderable, ...(seen && { seen, observedOn }) });
  });

  it('says nothing about a site that nobody has looked at', () => {
    expect(stockOf(current, cx33, { site: 'sin1', day: '2026-09-09' })).toEqual({ orderable: 'unknown' });
  });

  it('says nothing about parts that are never sold out', () => {
    expect(stockOf(current, 'hetzner.cloud.primary-ipv4', { site: 'nbg1', day: '2026-11-24' })).toEqual({ orderable: 'unknown' });
  });
});

describe('a wrong price book is refused', () => {
  const row = ['lists', 'current', 'skus', cx33, 'prices', 0] as const;
  const spanRow = ['lists', 'quoted', 'skus', 'mongodb.atlas.m10', 'prices', 0] as const;

  it.each([
    // what is wrong                      place                                         value          named in the message
    ['no evidence', [...row, 'evidence'], undefined, 'prices.0.evidence'],
    ['evidence without a title', [...row, 'evidence', 'title'], '', 'prices.0.evidence.title'],
    ['evidence nobody confirmed', [...row, 'evidence', 'confirmations'], 0, 'prices.0.evidence.confirmations'],
    ['no price', [...row, 'net'], undefined, 'prices.0'],
    ['net and low', [...row, 'low'], '4.00', 'prices.0'],
    ['net and likely', [...row, 'likely'], '4.50', 'prices.0'],
    ['net and high', [...row, 'high'], '5.00', 'prices.0'],
    ['a number instead of text', [...row, 'net'], 4.99, 'prices.0.net'],
    ['a comma', [...row, 'net'], '4,99', 'prices.0.net'],
    ['a negative price', [...row, 'net'], '-4.99', 'prices.0.net'],
    ['a day that does not exist', [...row, 'from'], '2026-02-30', 'prices.0.from'],
    ['another way to write a day', [...row, 'from'], '16.10.2025', 'prices.0.from'],
    ['an unknown currency', [...row, 'currency'], 'CHF', 'prices.0.currency'],
    ['an unknown period', [...row, 'per'], 'year', 'prices.0.per'],
    ['a misspelt key', [...row, 'nett'], '4.99', 'prices.0'],
    ['an unknown kind', ['lists', 'current', 'skus', cx33, 'kind'], 'vps', `${cx33}.kind`],
    ['a change without evidence', ['lists', 'current', 'changes', 0, 'evidence'], undefined, 'lists.current.changes.0.evidence'],
    ['a reading of no basis', ['lists', 'current', 'skus', cx33, 'prices', 2, 'secondReading', 'basis'], undefined, 'secondReading.basis'],
    ['no rows', ['lists', 'current', 'skus', cx33, 'prices'], [], `${cx33}.prices`],
    ['an address that is none', ['lists', 'current', 'skus', cx33, 'checkAt'], 'hetzner', `${cx33}.checkAt`],
    ['an empty catalogue', ['lists', 'current', 'catalogue', 'servers'], [], 'lists.current.catalogue.servers'],
    ['a missing list', ['lists', 'quoted'], undefined, 'lists.quoted'],
    ['a list nobody knows', ['lists', 'future'], pricing.lists.quoted, 'lists'],
    ['an unknown version', ['schemaVersion'], 2, 'schemaVersion'],
    ['an exchange rate of zero', ['exchangeRates', 0, 'usdPerEur'], '0.0000', 'exchangeRates.0.usdPerEur'],
    ['an exchange rate without a source', ['exchangeRates', 0, 'evidence'], undefined, 'exchangeRates.0.evidence'],
  ])('for %s', (_what, path: readonly (string | number)[], value, place) => {
    const { code, message } = refusal(() => parsePriceBook(changed(pricing, path, value)));
    expect(code).toBe('prices.invalid');
    expect(message).toContain(place);
    expect(message).toMatch(/Correct data\/pricing\.json\.$/);
  });

  it.each([
    // The span of the record is 50 to 100 without a likely figure.
    ['whose ends are swapped', 'low', '200.00'],
    ['whose likely figure lies below it', 'likely', '49.99'],
    ['whose likely figure lies above it', 'likely', '100.01'],
    ['without a low end', 'low', undefined],
    ['without a high end', 'high', undefined],
  ])('for a span %s', (_what, key, value) => {
    const { code, message } = refusal(() => parsePriceBook(changed(pricing, [...spanRow, key], value)));
    expect(code).toBe('prices.invalid');
    expect(message).toContain('mongodb.atlas.m10.prices.0');
  });

  it.each([[null], ['text'], [[]], [{}]])('for %j', (json) => {
    expect(refusal(() => parsePriceBook(json)).code).toBe('prices.invalid');
  });
});

function on(day: string) {
  return { book, orderedOn: day, day };
}

function refusal(call: () => unknown): { code: string; message: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof PlannerError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'accepted', message: 'It was accepted.' };
}
