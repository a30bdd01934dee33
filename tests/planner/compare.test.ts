/** The whole calculation: the costs of the analysis, the published availability table, and what an answer carries. */
import { describe, expect, it } from 'vitest';
import { compare, downtimeHours, maxTenants } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { euros, facts, planIds, quoteFor, today } from './answers.ts';

describe('at the prices of the analysis, 20 practices cost a month', () => {
  it.each([
    ['solo', ['8.68', '8.68', '8.68']], // CX32
    ['single', ['11.67', '11.67', '11.67']], // + Storage Box 2.99
    ['managed-db-as-quoted', ['58.68', undefined, '108.68']], // CX32 + Atlas 50 to 100
    ['pair-as-quoted', ['14.03', '14.03', '14.03']], // CX32 + CX22
    ['split', ['20.35', '20.35', '20.35']], // 2 CX32 + Storage Box
    ['single-cells', ['23.34', '23.34', '23.34']], // twice A
  ] as const)('%s: %j', (id, net) => {
    expect(euros(quoteFor(id, { tenants: 20, prices: 'quoted' }).bill?.net)).toEqual(net);
  });
});

it.each([
  // the analysis names no price of            parts it does price
  ['managed-db', 'mongodb.atlas.backup-storage', '61.67'], // CX32, Atlas from 50, Storage Box for the files
  ['managed-db-balanced', 'hetzner.cloud.lb11', '63.69'], // 2 CX22, Atlas from 50, Storage Box
  ['pair', 'hetzner.cloud.floating-ipv4', '25.70'], // 2 CX32, CX22 as third vote, Storage Box
  ['pair-two-sites', 'hetzner.cloud.floating-ipv4', '25.70'],
  ['cluster', 'hetzner.object-storage.base', '39.73'], // 2 CX22, 3 CX32, Storage Box
] as const)('what %s costs at the prices of the analysis is unknown for want of %s: at least %s', (id, sku, known) => {
  const { net, knownNet, unknownSkus } = quoteFor(id, { tenants: 20, prices: 'quoted' }).bill!;
  expect(net).toBeUndefined();
  expect(unknownSkus).toContain(sku);
  expect(knownNet.low.euro.toFixed(2)).toBe(known);
});

describe('at the prices of today, 20 practices cost a month', () => {
  it.each([
    ['solo', '8.99'], // CX33 8.49 + address 0.50
    ['single', '12.19'], // + BX11 3.20
    ['split', '21.18'], // 2 CX33, 2 addresses, BX11
    ['three-mongods', '33.19'], // CX53 29.49, address, BX11
    ['single-cells', '24.38'], // twice A
    ['managed-db', '163.77'], // + M20 150.10, 10 GB of snapshots 1.48 (0.165 dollars at 1.1186)
    ['managed-db-balanced', '180.74'], // 2 CX23 and addresses 11.98, LB11 7.49, bucket 6.49, M20, snapshots, BX11
    ['pair', '30.17'], // 2 CX33, CX23, 3 addresses, movable address 3.00, BX11
    ['pair-two-sites', '30.17'], // a site costs nothing
    ['cluster', '56.13'], // 2 CX23 and 3 CX33 with addresses 38.95, LB11, bucket, BX11
    ['pair-cells', '60.34'], // twice C
  ] as const)('%s: %s', (id, net) => {
    expect(quoteFor(id, { tenants: 20 }).bill?.net?.likely?.euro.toFixed(2)).toBe(net);
  });
});

describe.each([
  // practices  A down, hours a year   B       C quoted  C       practice-hours lost in A   restore of A, of B
  [1, { single: 4.35, 'managed-db': 5.18, 'pair-as-quoted': 5.19, pair: 2.29 }, 1.3, 2.3, 2.3],
  [5, { single: 4.35, 'managed-db': 5.19, 'pair-as-quoted': 5.2, pair: 2.3 }, 6.5, 2.4, 2.3],
  [20, { single: 4.39, 'managed-db': 5.21, 'pair-as-quoted': 5.23, pair: 2.33 }, 26.3, 2.7, 2.5],
  [30, { single: 4.41, 'managed-db': 5.22, 'pair-as-quoted': 5.25, pair: 2.35 }, 39.7, 2.9, 2.7],
  [50, { single: 4.45, 'managed-db': 5.25, 'pair-as-quoted': 5.3, pair: 2.4 }, 66.8, 3.3, 3],
  [100, { single: 4.56, 'managed-db': 5.32, 'pair-as-quoted': 5.41, pair: 2.51 }, 136.9, 4.4, 3.7],
] as const)('the published row of %i practices', (tenants, hoursDown, lostInA, restoreOfA, restoreOfB) => {
  const quotes = new Map(compare({ tenants, prices: 'quoted' }, facts).quotes.map((quote) => [quote.id, quote]));

  it.each(Object.entries(hoursDown))('%s is down %d hours a year', (id, hours) => {
    const { availability } = [...quotes.values()].find((quote) => quote.id === id)!;
    expect(availability.hoursDown.toFixed(2)).toBe(hours.toFixed(2));
    expect(downtimeHours(availability.total)).toBeCloseTo(availability.hoursDown, 9);
  });

  it('counts the hours that practices lose while they are open', () => {
    expect((quotes.get('single')!.availability.openingHoursDown * tenants).toFixed(1)).toBe(lostInA.toFixed(1));
  });

  it('says how long a restore takes', () => {
    expect(quotes.get('single')!.hoursAfterServerLoss?.toFixed(1)).toBe(restoreOfA.toFixed(1));
    expect(quotes.get('managed-db')!.hoursAfterServerLoss?.toFixed(1)).toBe(restoreOfB.toFixed(1));
  });
});

it('knows that without an off-site backup the data never comes back', () => {
  const { quotes } = compare({ tenants: 20 }, facts);
  const never = quotes.filter((quote) => quote.hoursAfterServerLoss === undefined).map((quote) => quote.id);
  expect(never).toEqual(['solo', 'managed-db-as-quoted']);
});

describe('the envelopes', () => {
  const { envelopes, quotes } = compare({ tenants: 20 }, facts);

  it('hold designs that leave something to restore: neither Solo nor what the analysis prices without a backup', () => {
    const withoutBackup = ['solo', 'managed-db-as-quoted', 'pair-as-quoted'];
    const compared = new Set([...envelopes.basic, ...envelopes.highlyAvailable].map((segment) => segment.cheapest?.id));
    for (const id of withoutBackup) expect(compared).not.toContain(id);
  });

  it('of those that fail over by themselves hold no other', () => {
    const ids = ['managed-db-balanced', 'pair', 'pair-two-sites', 'cluster', 'pair-cells'];
    expect(quotes.filter((quote) => quote.isHighlyAvailable).map(({ id }) => id)).toEqual(ids);
    for (const { cheapest } of envelopes.highlyAvailable) expect(ids).toContain(cheapest?.id);
  });

  it('begin with A and with the pair, and reach as far as cells do', () => {
    for (const [segments, first] of [
      [envelopes.basic, 'single'],
      [envelopes.highlyAvailable, 'pair'],
    ] as const) {
      expect(segments[0]).toMatchObject({ from: 1, to: 9, cheapest: { id: first } });
      expect(segments.at(-1)!.to).toBe(maxTenants);
    }
  });
});

it.each([
  // stated in percent, share of the time, hours a year
  [99.95, 0.9995, 4.38],
  [100, 1, 0],
  [0, 0, 8760],
])('an availability of %d percent that the user measured is kept apart from what is expected', (measuredAvailability, share, hours) => {
  const answer = compare({ tenants: 20, measuredAvailability }, facts);
  expect(answer.measured!.availability).toBeCloseTo(share, 12);
  expect(answer.measured!.hoursDown).toBeCloseTo(hours, 9);
  expect(answer.quotes.map(({ availability }) => availability)).toEqual(
    compare({ tenants: 20 }, facts).quotes.map(({ availability }) => availability),
  );
  expect(compare({ tenants: 20 }, facts).measured).toBeUndefined();
});

describe('an answer', () => {
  it('has a quote for every option, in the order in which people read them', () => {
    expect(compare({ tenants: 20 }, facts).quotes.map((quote) => quote.id)).toEqual(planIds);
  });

  it('is the same for the same question', () => {
    expect(JSON.stringify(compare({ tenants: 37 }, facts))).toBe(JSON.stringify(compare({ tenants: 37 }, factsOn(today))));
  });

  it('carries the list, its age and the rate behind its dollars', () => {
    expect(compare({ tenants: 20 }, facts).priceList).toEqual({
      id: 'current',
      asOf: '2026-10-08',
      ageDays: 47,
      isStale: false,
      vatBasis: 'net',
      vatRate: '0.20',
      exchangeRate: { on: '2026-10-08', usdPerEur: '1.1186' },
    });
  });

  it('says that the analysis does not state its VAT', () => {
    expect(compare({ tenants: 20, prices: 'quoted', vat: 'DE' }, facts).priceList).toMatchObject({ vatBasis: 'unstated', vatRate: '0.19' });
  });

  it('knows no exchange rate before the first one', () => {
    expect(compare({ tenants: 20, orderOn: '2026-01-31' }, facts).priceList.exchangeRate).toBeUndefined();
  });

  it('for an order in the past is priced as of that day', () => {
    // CX33 4.99 + address 0.50 before April 2026, 6.49 + 0.50 until mid June
    const soloOn = (orderOn: string) => quoteFor('solo', { tenants: 20, orderOn }).bill?.net?.low.euro.toFixed(2);
    expect(['2026-03-31', '2026-04-01', '2026-06-14', '2026-06-15'].map(soloOn)).toEqual(['5.49', '6.99', '6.99', '8.99']);
  });
});

it.each([
  ['2026-12-07', false], // 60 days after the list of 8 October
  ['2026-12-08', true],
])('prices read on %s are stale: %s', (today, isStale) => {
  expect(compare({ tenants: 12 }, factsOn(today)).priceList.isStale).toBe(isStale);
  expect(compare({ tenants: 12, prices: 'quoted' }, factsOn(today)).priceList.isStale).toBe(false);
});
