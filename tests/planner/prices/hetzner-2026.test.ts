/** The Hetzner prices of 2026 to the cent: three price lists, two rules for running contracts, VAT of two countries. */
import { add, compare, priceOf, requirePrice, withVat, type NetMonth } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { describe, expect, it } from 'vitest';

const { book } = factsOn('2026-11-24');
const list = book.lists.current;

// The published table: net in January, from April and for orders from 15 June; then the June price with the address,
// net and gross in Germany and Austria, as Hetzner's website shows it.
const published = [
  // type    January  April  June  with IPv4  gross DE  gross AT
  ['cx23', '2.99', '3.99', '5.49', '5.99', '7.13', '7.19'],
  ['cx33', '4.99', '6.49', '8.49', '8.99', '10.70', '10.79'],
  ['cx43', '8.99', '11.99', '15.99', '16.49', '19.62', '19.79'],
  ['cx53', '16.99', '22.49', '29.49', '29.99', '35.69', '35.99'],
  ['cax11', '3.29', '4.49', '5.99', '6.49', '7.72', '7.79'],
  ['cax21', '5.99', '7.99', '10.49', '10.99', '13.08', '13.19'],
  ['cax31', '11.99', '15.99', '20.99', '21.49', '25.57', '25.79'],
  ['cax41', '23.99', '31.49', '40.99', '41.49', '49.37', '49.79'],
  ['cpx12', undefined, undefined, '11.49', '11.99', '14.27', '14.39'],
  ['cpx22', '5.99', '7.99', '19.49', '19.99', '23.79', '23.99'],
  ['cpx32', '10.49', '13.99', '35.49', '35.99', '42.83', '43.19'],
  ['cpx42', '19.49', '25.49', '69.49', '69.99', '83.29', '83.99'],
  ['cpx52', '27.99', '36.49', '100.49', '100.99', '120.18', '121.19'],
  ['cpx62', '38.49', '50.49', '129.99', '130.49', '155.28', '156.59'],
  ['ccx13', '11.99', '15.99', '42.99', '43.49', '51.75', '52.19'],
  ['ccx23', '23.99', '31.49', '85.99', '86.49', '102.92', '103.79'],
  ['ccx33', '47.99', '62.49', '138.49', '138.99', '165.40', '166.79'],
  ['ccx43', '95.99', '124.99', '275.99', '276.49', '329.02', '331.79'],
  ['ccx53', '191.99', '249.99', '533.49', '533.99', '635.45', '640.79'],
  ['ccx63', '287.99', '374.49', '853.49', '853.99', '1016.25', '1024.79'],
] as const;

describe.each(published)('%s', (type, january, april, june, withAddress, grossGermany, grossAustria) => {
  const sku = `hetzner.cloud.${type}`;

  it('costs what the three lists say', () => {
    expect(netOn(sku, '2026-01-15', '2026-01-15')).toBe(january);
    expect(netOn(sku, '2026-05-01', '2026-05-01')).toBe(april);
    expect(netOn(sku, '2026-11-23', '2026-11-23')).toBe(june);
  });

  it('costs with its address what the website shows, net and gross in both countries', () => {
    const question = { book, orderedOn: '2026-11-23', day: '2026-11-23' };
    const both = add(requirePrice(list, sku, question).likely!, requirePrice(list, 'hetzner.cloud.primary-ipv4', question).likely!);
    expect(cents(both)).toBe(withAddress);
    expect(withVat(both, book.vat.DE.rate).euro.toFixed(2)).toBe(grossGermany);
    expect(withVat(both, book.vat.AT.rate).euro.toFixed(2)).toBe(grossAustria);
  });
});

it.each([
  // ordered      read on       net       because
  ['2025-12-01', '2026-03-31', '4.99'], // before every change
  ['2025-12-01', '2026-04-01', '6.49'], // April 2026 also changed running contracts
  ['2025-12-01', '2026-11-23', '6.49'], // June 2026 did not
  ['2026-04-15', '2026-03-31', '4.99'], // not ordered yet: the list of that day
  ['2026-04-15', '2026-04-01', '6.49'], // not ordered yet: the list of that day
  ['2026-04-15', '2026-11-23', '6.49'], // ordered at the April price, which June left alone
  ['2026-06-15', '2026-03-31', '4.99'], // not ordered yet: the list of that day
  ['2026-06-15', '2026-04-01', '6.49'], // not ordered yet: the list of that day
  ['2026-06-15', '2026-11-23', '8.49'], // ordered on the first day of the June price
] as const)('a CX33 ordered on %s costs on %s: %s', (orderedOn, day, expected) => {
  expect(netOn('hetzner.cloud.cx33', orderedOn, day)).toBe(expected);
});

it('a rescale is a new order: the old server moves to the price of its day', () => {
  const before = netOn('hetzner.cloud.cx33', '2025-12-01', '2026-11-23');
  const rescaled = netOn('hetzner.cloud.cx33', '2026-11-23', '2026-11-23');
  expect([before, rescaled]).toEqual(['6.49', '8.49']);
});

it('a missing price names SKU and day, and is never zero', () => {
  const question = { book, orderedOn: '2025-01-01', day: '2025-01-01' };
  expect(priceOf(list, 'hetzner.cloud.cx33', question)).toBeUndefined();
  expect(() => requirePrice(list, 'hetzner.cloud.cx33', question)).toThrow(
    '"hetzner.cloud.cx33" has no monthly price on 2025-01-01. Its history starts on 2025-10-16.',
  );
  expect(() => requirePrice(list, 'hetzner.cloud.cx99', question)).toThrow(
    '"hetzner.cloud.cx99" has no monthly price on 2025-01-01. The list has no record of it.',
  );
  const running = { book, orderedOn: '2025-09-01', day: '2026-05-01' };
  expect(() => requirePrice(list, 'hetzner.cloud.cx32', running)).toThrow('Its price is not known since 2026-04-01.');
});

describe('what can be ordered', () => {
  it('a type seen sold out within 14 days is not planned; the cheapest type on sale that carries the load is', () => {
    const { quotes } = compare({ tenants: 12, orderOn: '2026-10-06' }, factsOn('2026-10-06'));
    const planned = quotes.flatMap(({ plan }) => plan?.components.map(({ sku }) => sku) ?? []);
    expect(planned.filter((sku) => ['hetzner.cloud.cx33', 'hetzner.cloud.cx43', 'hetzner.cloud.cx53'].includes(sku))).toEqual([]);
    expect(quotes.find(({ id }) => id === 'single')!.machines).toBe('CAX21');
  });

  it('after 14 days nobody knows: it is planned again, and the old sighting is told', () => {
    const quote = (orderOn: string) => compare({ tenants: 12, orderOn }, factsOn(orderOn)).quotes.find(({ id }) => id === 'single')!;
    expect(quote('2026-10-19').machines).toBe('CAX21');
    expect(quote('2026-10-20').machines).toBe('CX33');
    expect(quote('2026-10-20').findings).toContainEqual({
      code: 'stock.sold-out',
      area: 'supply',
      severity: 'important',
      args: { label: 'Hetzner CX33', observedOn: '2026-10-05', isFresh: false },
    });
  });

  it('a withdrawn type is never planned, on no day', () => {
    for (const orderOn of ['2026-06-15', '2026-10-06', '2026-11-24', '2027-06-01']) {
      const skus = compare({ tenants: 12, orderOn }, factsOn(orderOn)).quotes.flatMap(
        ({ plan }) => plan?.components.map(({ sku }) => sku) ?? [],
      );
      expect(skus.filter((sku) => list.catalogue.retired.includes(sku))).toEqual([]);
    }
  });

  it('every plan with a server lists what to order instead: first what was last seen on sale, then by price', () => {
    for (const { plan, fallbacks } of compare({ tenants: 12 }, factsOn('2026-11-24')).quotes) {
      expect(fallbacks.length).toBeGreaterThan(2);
      expect(fallbacks.map(({ sku }) => sku)).not.toContain(plan!.size.server);
      const seen = fallbacks.map(({ stock }) => ['yes', 'unknown', 'no'].indexOf(stock.seen ?? 'unknown'));
      expect(seen).toEqual([...seen].sort());
    }
    const [first] = compare({ tenants: 12 }, factsOn('2026-11-24')).quotes.find(({ id }) => id === 'single')!.fallbacks;
    // 10.49 - 8.49: the ARM server of the same size.
    expect([first!.name, first!.priceStep.euro.toFixed(2), first!.needsOtherBuild]).toEqual(['CAX21', '2.00', true]);
  });
});

function netOn(sku: string, orderedOn: string, day: string): string | undefined {
  const price = priceOf(list, sku, { book, orderedOn, day });
  return price && cents(price.likely!);
}

function cents(money: NetMonth): string {
  return money.euro.toFixed(2);
}
