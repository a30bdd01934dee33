/** Exchange rates: the newest one of the past, never another day's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangeRate, newestRate, PlannerError } from '@ordiplan/planner';
import { facts } from '../answers.ts';

const rates = facts.book.exchangeRates;

describe('the euro-dollar rate', () => {
  it.each([
    // day          of            dollars a euro
    ['2026-05-08', '2026-05-08', '1.1761'], // the day itself
    ['2026-05-26', '2026-05-08', '1.1761'],
    ['2026-08-13', '2026-08-13', '1.1534'],
    ['2026-08-14', '2026-08-14', '1.1567'], // the next day has its own
    ['2026-10-07', '2026-10-02', '1.1225'], // not the one published a day later
    ['2026-11-24', '2026-10-08', '1.1186'],
  ])('on %s is the one of %s: %s', (day, on, usdPerEur) => {
    expect(newestRate(rates, day)).toMatchObject({ on, usdPerEur });
    expect(exchangeRate(rates, day).usdPerEur).toBe(usdPerEur);
  });

  it('does not depend on the order of the list', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...rates], { minLength: rates.length }), fc.integer({ min: 0, max: 365 }), (shuffled, days) => {
        const day = new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
        expect(newestRate(shuffled, day)).toEqual(newestRate(rates, day));
      }),
    );
  });

  it('leaves the list as it was', () => {
    const reversed = [...rates].reverse();
    const before = [...reversed];
    newestRate(reversed, '2026-11-24');
    expect(reversed).toEqual(before);
  });
});

describe('before the first rate', () => {
  it('there is none', () => {
    expect(newestRate(rates, '2026-05-07')).toBeUndefined();
    expect(newestRate([], '2026-11-24')).toBeUndefined();
  });

  it('a price that needs it is refused, with the day and the first rate', () => {
    const ask = () => exchangeRate(rates, '2026-05-07');
    expect(ask).toThrow(PlannerError);
    expect(ask).toThrow(/for 2026-05-07: the first one known is of 2026-05-08\./);
    expect(codeOf(ask)).toBe('exchange.none');
  });

  it('an empty list says that no rate was ever known', () => {
    expect(() => exchangeRate([], '2026-11-24')).toThrow(/for 2026-11-24: the first one known is of never\./);
  });
});

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof PlannerError) return error.code;
  }
  return 'none';
}
