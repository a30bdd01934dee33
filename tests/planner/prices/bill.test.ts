/** Bills: what is known adds up to the cent, and what is unknown never makes a total smaller. */
import { describe, expect, it } from 'vitest';
import { bill, isPoint, middle, net, type Bill } from '@ordiplan/planner';
import { euro, euros, facts, planIds, quoteFor, today, withoutPrice } from '../answers.ts';

const { book } = facts;
const { current, quoted } = book.lists;
const question = { book, orderedOn: today, day: today };
const cx23 = 'hetzner.cloud.cx23';
const cx33 = 'hetzner.cloud.cx33';
const ipv4 = 'hetzner.cloud.primary-ipv4';

describe('a bill by hand', () => {
  // 2 CX33 at 8.49 = 16.98, 1 CX23 = 5.49, 3 addresses at 0.50 = 1.50, 1 BX11 = 3.20: 27.17 net
  const parts = [
    { sku: cx33, site: 'nbg1' },
    { sku: ipv4, site: 'nbg1' },
    { sku: cx33, site: 'nbg1' },
    { sku: ipv4, site: 'nbg1' },
    { sku: cx23, site: 'nbg1' },
    { sku: ipv4, site: 'nbg1' },
    { sku: 'hetzner.storage-box.bx11', site: 'fsn1' },
  ];

  it('counts equal parts in one line', () => {
    const { items } = bill(parts, { list: current, question, vatRate: '0.20', tenants: 10 });
    expect(items.map(({ sku, quantity, cost }) => [sku, quantity, euro(cost?.low)])).toEqual([
      [cx33, 2, '16.98'],
      [ipv4, 3, '1.50'],
      [cx23, 1, '5.49'],
      ['hetzner.storage-box.bx11', 1, '3.20'],
    ]);
  });

  it.each([
    // VAT is added to the total: line by line, 19 % would be 20.21 + 1.79 + 6.53 + 3.81 = 32.34
    ['0.19', '32.33'],
    ['0.20', '32.60'],
    ['0', '27.17'],
  ])('is at a rate of %s in sum %s', (vatRate, gross) => {
    const paid = bill(parts, { list: current, question, vatRate, tenants: 10 });
    expect(euros(paid.net)).toEqual(['27.17', '27.17', '27.17']);
    expect(euros(paid.gross)).toEqual([gross, gross, gross]);
    expect(paid.gross?.low.basis).toBe('gross');
    expect(isPoint(paid.net!)).toBe(true);
  });

  it('shares the net total among the practices', () => {
    const { perTenant } = bill(parts, { list: current, question, vatRate: '0.20', tenants: 10 });
    expect(perTenant?.low.euro.toString()).toBe('2.717');
  });

  it('keeps the stock of every site apart: sold out at one is not sold out at another', () => {
    const sightings = [{ ...current.skus[cx23]!.stock![0]!, observedOn: today, orderable: { nbg1: 'yes', hel1: 'no' } as const }];
    const list = { ...current, skus: { ...current.skus, [cx23]: { ...current.skus[cx23]!, stock: sightings } } };
    const { items } = bill(
      [
        { sku: cx23, site: 'nbg1' },
        { sku: cx23, site: 'hel1' },
      ],
      { list, question, vatRate: '0.20', tenants: 1 },
    );
    expect(items.map((item) => item.stock.orderable)).toContain('no');
    expect(items.reduce((all, item) => all + item.quantity, 0)).toBe(2);
  });
});

describe('a part by the GB or TB', () => {
  const overage = 'hetzner.object-storage.overage';
  const volume = 'hetzner.cloud.volume';
  const paid = (parts: readonly { sku: string; site: string; quantity?: number }[]) =>
    bill(parts, { list: current, question, vatRate: '0.20', tenants: 1 }).items[0]!;

  it('costs its quantity times the price of one, rounded to the cent once', () => {
    // 0.0087 an hour · 730 = 6.351 for a TB; 1.34 TB are 8.51034, 100 TB are 635.10 and not 100 · 6.35
    for (const [quantity, cost] of [
      [1.34, '8.51'],
      [100, '635.10'],
    ] as const) {
      const item = paid([{ sku: overage, site: 'fsn1', quantity }]);
      expect([item.quantity, euros(item.cost)]).toEqual([quantity, [cost, cost, cost]]);
    }
  });

  it('joins the others of its SKU: quantities add up exactly, and one without a quantity counts as one', () => {
    // In binary, 0.1 + 0.2 is 0.30000000000000004.
    const [a, b] = [
      { sku: overage, site: 'fsn1', quantity: 0.1 },
      { sku: overage, site: 'fsn1', quantity: 0.2 },
    ];
    expect(paid([a, b]).quantity).toBe(0.3);
    expect(paid([a, b, { sku: overage, site: 'fsn1' }]).quantity).toBe(1.3);
    // 10 GB at 0.0572 are 0.57; a hundred parts of a tenth, rounded one by one, would be 1.00
    const many = Array.from({ length: 100 }, () => ({ sku: volume, site: 'fsn1', quantity: 0.1 }));
    expect([paid(many).quantity, euro(paid(many).cost?.low)]).toEqual([10, '0.57']);
  });

  it('keeps the ends of a span and its likely figure', () => {
    // 40 GB at 0.14, 0.165 and 0.19 USD, 1.1186 USD for a euro: 5.0063, 5.9002 and 6.7942
    const item = paid([{ sku: 'mongodb.atlas.backup-storage', site: 'fsn1', quantity: 40 }]);
    expect(euros(item.cost)).toEqual(['5.01', '5.90', '6.79']);
    expect(item.isFact).toBe(false);
  });
});

describe('a span', () => {
  it('spreads over the whole bill', () => {
    // CX32 8.68 + address 0.00 + M20 50 to 100, no likely figure
    const parts = ['hetzner.cloud.cx32', ipv4, 'mongodb.atlas.m20'].map((sku) => ({ sku, site: 'nbg1' }));
    const paid = bill(parts, { list: quoted, question, vatRate: '0.20', tenants: 20 });
    expect(euros(paid.net)).toEqual(['58.68', undefined, '108.68']);
    // 58.68 · 1.2 = 70.416, 108.68 · 1.2 = 130.416
    expect(euros(paid.gross)).toEqual(['70.42', undefined, '130.42']);
    expect(isPoint(paid.net!)).toBe(false);
    expect(paid.items.map((item) => item.isFact)).toEqual([true, true, false]);
  });

  it('with a likely figure keeps it', () => {
    // CX33 8.49 + 0.50 + 143.57 / 150.10 / 163.15
    const parts = [cx33, ipv4, 'mongodb.atlas.m20'].map((sku) => ({ sku, site: 'nbg1' }));
    expect(euros(bill(parts, { list: current, question, vatRate: '0.20', tenants: 20 }).net)).toEqual(['152.56', '159.09', '172.14']);
  });

  it('counts in a ranking with its likely figure, or with its middle', () => {
    const [low, likely, high] = ['50', '60', '100'].map((text) => net(text, 'month'));
    expect(euro(middle({ low: low!, likely: likely!, high: high! }))).toBe('60.00');
    expect(euro(middle({ low: low!, likely: undefined, high: high! }))).toBe('75.00');
  });
});

describe('an unknown price', () => {
  const priced = planIds.flatMap((id) => {
    const skus = quoteFor(id, { tenants: 20 }).bill!.items.map((item) => item.sku);
    return skus.map((sku) => [id, sku] as const);
  });

  it.each(priced)('of plan "%s", %s, leaves no total and never a lower one', (id, sku) => {
    // The same parts: a plan made without the price would choose others.
    const parts = quoteFor(id, { tenants: 20 }).bill!.items.map((item) => ({ sku: item.sku, site: 'nbg1', quantity: item.quantity }));
    const [whole, partial] = [facts, withoutPrice(sku)].map((known) =>
      bill(parts, { list: known.book.lists.current, question, vatRate: '0.20', tenants: 20 }),
    ) as [Bill, Bill];
    const missing = whole.items.find((item) => item.sku === sku)!.cost!;
    expect(whole.net).toBeDefined();
    expect([partial.net, partial.gross, partial.perTenant]).toEqual([undefined, undefined, undefined]);
    expect(partial.unknownSkus).toEqual([sku]);
    expect(partial.knownNet.low.euro.plus(missing.low.euro).equals(whole.net!.low.euro)).toBe(true);
    expect(partial.knownNet.high.euro.plus(missing.high.euro).equals(whole.net!.high.euro)).toBe(true);
    expect(partial.knownNet.low.euro.lessThan(whole.net!.low.euro)).toBe(true);
  });

  it('is still a line of the bill, with its name and without a price', () => {
    const { items } = bill([{ sku: 'hetzner.cloud.cx99', site: 'nbg1' }], { list: current, question, vatRate: '0.20', tenants: 1 });
    expect(items).toMatchObject([{ sku: 'hetzner.cloud.cx99', quantity: 1, unitPrice: undefined, cost: undefined, isFact: false }]);
  });
});

it('is 0 for no parts at all', () => {
  const paid = bill([], { list: current, question, vatRate: '0.20', tenants: 1 });
  expect(euros(paid.net)).toEqual(['0.00', '0.00', '0.00']);
  expect(paid.items).toEqual([]);
});
