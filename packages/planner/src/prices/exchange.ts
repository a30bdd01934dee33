/** Exchange rates: dated and sourced. There is no fallback rate; without one, a dollar price has no euro value. */
import { PlannerError } from '../errors.ts';
import type { ExchangeRate } from './schema.ts';

/** The newest rate published on or before `day`, or undefined if every rate is later. */
export function newestRate(rates: readonly ExchangeRate[], day: string): ExchangeRate | undefined {
  const known = rates.filter((rate) => rate.on <= day).sort((a, b) => a.on.localeCompare(b.on));
  return known.at(-1);
}

/** The same where a price needs it. Throws `exchange.none`: no other day's rate stands in. */
export function exchangeRate(rates: readonly ExchangeRate[], day: string): ExchangeRate {
  const newest = newestRate(rates, day);
  if (newest) return newest;
  const first = rates.map((rate) => rate.on).sort()[0] ?? 'never';
  throw new PlannerError(
    'exchange.none',
    `There is no euro-dollar rate for ${day}: the first one known is of ${first}. Ask for a later day, or add the rate to data/pricing.json.`,
    { day, first },
  );
}
