/** Money: exact, and the wrong sums do not compile. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, divide, fromUsd, net, overMonth, subtract, sum, times, toCents, withVat } from '@ordiplan/planner';

const cents = fc.integer({ min: 0, max: 10_000_000 });
const euros = cents.map((c) => (c / 100).toFixed(2));

it.each([
  // net      rate    gross     reason
  ['8.49', '0.19', '10.10'], // 10.1031
  ['8.49', '0.20', '10.19'], // 10.188
  ['0.50', '0.19', '0.60'], // 0.595: half a cent goes up
  ['0.50', '0.20', '0.60'], // exact
  ['27.17', '0.19', '32.33'], // 32.3323
  ['8.49', '0', '8.49'], // reverse charge
])('%s net at a rate of %s is %s on the invoice', (amount, rate, gross) => {
  const invoiced = withVat(net(amount, 'month'), rate);
  expect(invoiced.euro.toFixed(2)).toBe(gross);
  expect(invoiced.basis).toBe('gross');
  expect(invoiced.per).toBe('month');
});

it.each([
  ['0.005', '0.01'],
  ['0.0049999', '0.00'],
  ['1.005', '1.01'], // 1.00 with binary numbers
  ['2.675', '2.68'], // 2.67 with binary numbers
])('%s euro are rounded half up to %s', (exact, rounded) => {
  expect(toCents(net(exact, 'month')).euro.toFixed(2)).toBe(rounded);
});

describe('no binary fractions', () => {
  it('adds 0.1 and 0.2 to exactly 0.3', () => {
    expect(add(net('0.1', 'month'), net('0.2', 'month')).euro.toString()).toBe('0.3');
  });

  it('takes 0.1 from 0.3 and keeps exactly 0.2', () => {
    expect(subtract(net('0.3', 'month'), net('0.1', 'month')).euro.toString()).toBe('0.2');
  });

  it('multiplies 1.1 by 3 to exactly 3.3', () => {
    expect(times(net('1.1', 'month'), 3).euro.toString()).toBe('3.3');
  });

  it('sums whole cents as a count of cents does', () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 30 }), (amounts) => {
        const total = sum(amounts.map((c) => net((c / 100).toFixed(2), 'month')));
        expect(total.euro.times(100).toNumber()).toBe(amounts.reduce((all, c) => all + c, 0));
      }),
    );
  });
});

it('does not depend on the order of a sum', () => {
  fc.assert(
    fc.property(euros, euros, euros, (a, b, c) => {
      const [x, y, z] = [net(a, 'month'), net(b, 'month'), net(c, 'month')];
      expect(add(add(x, y), z).euro.equals(add(x, add(y, z)).euro)).toBe(true);
      expect(sum([x, y, z]).euro.equals(sum([z, x, y]).euro)).toBe(true);
    }),
  );
});

it('gives back what was taken away', () => {
  fc.assert(
    fc.property(euros, euros, (a, b) => {
      const [x, y] = [net(a, 'month'), net(b, 'month')];
      expect(subtract(add(x, y), y).euro.equals(x.euro)).toBe(true);
    }),
  );
});

it('never lowers a price by adding VAT', () => {
  fc.assert(
    fc.property(euros, fc.constantFrom('0', '0.19', '0.20'), (a, rate) => {
      expect(withVat(net(a, 'month'), rate).euro.greaterThanOrEqualTo(a)).toBe(true);
    }),
  );
});

it('shares a cost so that the shares add up again', () => {
  // 11.67 / 20 = 0.5835
  expect(divide(net('11.67', 'month'), 20).euro.toString()).toBe('0.5835');
});

it('turns dollars into euro at the rate of the European Central Bank', () => {
  // 111.86 / 1.1186 = 100
  expect(fromUsd('111.86', '1.1186', 'month').euro.toString()).toBe('100');
});

it('counts an hourly price over the hours of a month', () => {
  // 0.0136 · 624 = 8.4864, the monthly cap of 8.49
  const month = overMonth(net('0.0136', 'hour'), 624);
  expect(month.euro.toString()).toBe('8.4864');
  expect(month.per).toBe('month');
});

it('sums nothing to 0', () => {
  expect(sum([]).euro.toNumber()).toBe(0);
});

it('does not compile for net plus gross, nor for hour plus month', () => {
  // @ts-expect-error net + gross
  add(net('1', 'month'), withVat(net('1', 'month'), '0.2'));
  // @ts-expect-error month + hour
  add(net('1', 'month'), net('1', 'hour'));
  // @ts-expect-error net - gross
  subtract(net('1', 'month'), withVat(net('1', 'month'), '0.2'));
  // @ts-expect-error VAT on a price with VAT
  withVat(withVat(net('1', 'month'), '0.2'), '0.2');
  // @ts-expect-error a sum of hourly prices
  sum([net('1', 'hour')]);
});
