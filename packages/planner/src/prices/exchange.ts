/** Exchange rates: dated and sourced. There is no fallback rate; without one, a dollar price has no euro value. */
import { z } from 'zod';
import { PlannerError } from '../errors.ts';
import { isIsoDate } from '../units/time.ts';

export const ExchangeRate = z.strictObject({
  on: z.string().refine(isIsoDate, 'must be a day written YYYY-MM-DD'),
  /** Dollars for one euro, as the European Central Bank states it. */
  usdPerEur: z
    .string()
    .regex(/^\d+\.\d{1,6}$/)
    .refine((rate) => Number(rate) > 0, 'must be above zero'),
  evidence: z.strictObject({
    kind: z.enum(['vendor-api', 'report']),
    title: z.string().min(1),
    confirmations: z.int().min(1),
  }),
});
export type ExchangeRate = z.infer<typeof ExchangeRate>;

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
    {
      day,
      first,
    },
  );
}
