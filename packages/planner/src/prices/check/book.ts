/** Rules on what all prices share: VAT rates, exchange rates, and whether VAT is inside. */
import { daysBetween } from '../../units/time.ts';
import type { Fault, Subject } from './subject.ts';
import { vatIds, type VatId } from '../schema.ts';

/** The law, not the file: German VAT, Austrian VAT, and reverse charge. */
const vatRates: Readonly<Record<VatId, number>> = { AT: 0.2, DE: 0.19, none: 0 };
/** A rate is looked up again at least this often, in days. */
const vatLooksEvery = { warn: 540, fail: 900 };

/** Dollars for a euro since 2002 lay within this band; outside of it the rate is inverted or its point shifted. */
const dollars = { least: 0.8, most: 1.6 };
/** The largest step between two rates, for each started span of so many days. */
const step = { share: 0.05, days: 60 };
/** A hole of more than half a year is a wrong year. */
const widestGapDays = 183;

/** A wrong rate makes every gross price wrong. */
export function vatRatesAreTheLaw({ book }: Subject): Fault[] {
  return vatIds.flatMap((id) => {
    const { rate } = book.vat[id];
    if (Number(rate) === vatRates[id]) return [];
    return [
      {
        pointer: `/vat/${id}/rate`,
        message: `"${id}" has a VAT rate of ${rate}, but it is ${vatRates[id]}. Correct it; if the law changed, change check-book.ts as well.`,
      },
    ];
  });
}

/** A law changes seldom, and somebody must look all the same. */
export function vatIsFresh({ book, today }: Subject): Fault[] {
  return vatIds.flatMap((id) => {
    const { observedOn } = book.vat[id].evidence;
    const days = daysBetween(observedOn, today);
    if (days <= vatLooksEvery.warn) return [];
    const severity = days > vatLooksEvery.fail ? 'error' : 'warning';
    return [
      {
        severity,
        pointer: `/vat/${id}/evidence/observedOn`,
        message: `"${id}" had its VAT rate looked up on ${observedOn}, ${days} days ago. Look again.`,
      },
    ];
  });
}

/** The rate of a euro is near that of the days around it, whatever happens. */
export function ratesArePlausible({ book }: Subject): Fault[] {
  return book.exchangeRates.flatMap(({ on, usdPerEur }, i) => {
    const pointer = `/exchangeRates/${i}/usdPerEur`;
    const value = Number(usdPerEur);
    if (value < dollars.least || value > dollars.most) {
      const message = `"exchangeRates" says ${usdPerEur} dollars for a euro on ${on}, outside of ${dollars.least} to ${dollars.most}. Look for a shifted point, or euro for a dollar.`;
      return [{ pointer, message }];
    }
    const before = book.exchangeRates[i - 1];
    if (!before) return [];
    const spans = Math.max(1, Math.ceil(daysBetween(before.on, on) / step.days));
    if (Math.abs(value / Number(before.usdPerEur) - 1) < step.share * spans) return [];
    return [
      { pointer, message: `"exchangeRates" goes from ${before.usdPerEur} on ${before.on} to ${usdPerEur} on ${on}. Look up both days.` },
    ];
  });
}

/** The European Central Bank states a rate on working days, and none of tomorrow. */
export function ratesHaveRealDays({ book, today }: Subject): Fault[] {
  return book.exchangeRates.flatMap(({ on }, i) => {
    const before = book.exchangeRates[i - 1];
    const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
    const why =
      on > today
        ? `lies after today, ${today}`
        : weekday === 0 || weekday === 6
          ? 'is a Saturday or Sunday, for which the European Central Bank states none'
          : before && daysBetween(before.on, on) > widestGapDays
            ? `comes ${daysBetween(before.on, on)} days after the rate before it`
            : undefined;
    if (why === undefined) return [];
    return [{ pointer: `/exchangeRates/${i}/on`, message: `"exchangeRates" has a rate of ${on}, which ${why}. Correct the day.` }];
  });
}

/** Our list is net; the analysis does not say, and nobody may say it for it. */
export function basisIsStated({ lists }: Subject): Fault[] {
  return lists.flatMap(({ id, list, pointer }) => {
    const expected = id === 'current' ? 'net' : 'unstated';
    if (list.vatBasis === expected) return [];
    return [{ pointer: `${pointer}/vatBasis`, message: `"${id}" has the VAT basis "${list.vatBasis}", but is "${expected}". Correct it.` }];
  });
}
