/** A newer exchange rate, appended. An older one adds nothing; another value for a day that the book knows is a doubt. */
import { Decimal } from 'decimal.js';
import type { Doubt, ProposedChange, RateObservation } from './observations.ts';
import type { ExchangeRate } from '../schema.ts';

/** A euro that moved by a fifth since the newest rate of the book is for a person to look at. */
const largestFactor = '1.2';
/** The European Central Bank states four decimals. */
const fewestDecimals = 4;

export interface RatesDraft {
  readonly rates: ExchangeRate[];
  readonly changes: readonly Extract<ProposedChange, { readonly what: 'rate' }>[];
  readonly doubts: readonly Doubt[];
}

export function proposeRates(rates: readonly ExchangeRate[], seen: readonly RateObservation[], day: string): RatesDraft {
  return seen.reduce<RatesDraft>((draft, one) => withRate(draft, one, day), { rates: [...rates], changes: [], doubts: [] });
}

function withRate({ rates, changes, doubts }: RatesDraft, { on, usdPerEur, title }: RateObservation, day: string): RatesDraft {
  const newest = rates.toSorted((a, b) => a.on.localeCompare(b.on)).at(-1)!;
  const unchanged = { rates, changes };
  const doubt = (message: string) => ({
    ...unchanged,
    doubts: [...doubts, { code: 'rate' as const, sku: 'exchange rate', seen: `${usdPerEur} of ${on}`, message }],
  });
  const same = rates.find((rate) => rate.on === on);
  if (same) {
    return new Decimal(same.usdPerEur).equals(usdPerEur)
      ? { ...unchanged, doubts }
      : doubt(`The book says ${same.usdPerEur} for that day.`);
  }
  if (on > day) return doubt(`That day lies after ${day}.`);
  if (on < newest.on) return { ...unchanged, doubts };
  const factor = new Decimal(usdPerEur).div(newest.usdPerEur);
  if (factor.greaterThan(largestFactor) || factor.lessThan(new Decimal(1).div(largestFactor))) {
    return doubt(`The book says ${newest.usdPerEur} of ${newest.on}: a change by a factor beyond ${largestFactor}.`);
  }
  const exact = new Decimal(usdPerEur);
  const after = exact.toFixed(Math.max(fewestDecimals, exact.decimalPlaces()));
  const rate: ExchangeRate = { on, usdPerEur: after, evidence: { kind: 'vendor-api', title, confirmations: 1 } };
  return { rates: [...rates, rate], changes: [...changes, { what: 'rate', on, before: newest.usdPerEur, after }], doubts };
}
