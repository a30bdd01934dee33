/** Numbers, money and days as people read them in German (Austria) and English. The only place that formats a number. */
import type { Decimal } from 'decimal.js';
import type { Money } from './money.ts';

/** The languages of all texts, German first. */
export const languages = ['de', 'en'] as const;
/** The language of a text. */
export type Language = (typeof languages)[number];

const nbsp = '\u00a0';
const minus = '\u2212';
const enDash = '\u2013';

const separators = { de: { decimal: ',', thousand: '.' }, en: { decimal: '.', thousand: ',' } } as const;

/** A number with a fixed count of decimals, e.g. `1.234,5` or `1,234.5`; minus as U+2212. */
export function numberText(value: number | Decimal, language: Language, decimals = 0): string {
  const { decimal, thousand } = separators[language];
  const [whole, fraction] = value.toFixed(decimals).replace('-', '').split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, thousand);
  const isNegative = value.toFixed(decimals).startsWith('-') && /[1-9]/.test(value.toFixed(decimals));
  return (isNegative ? minus : '') + grouped + (fraction === undefined ? '' : decimal + fraction);
}

/** `12,19 €` or `€12.19`; with `decimals` 0 whole euros, for costs that contain estimates. */
export function euroText(money: Money, language: Language, decimals = 2): string {
  return withEuro(numberText(money.euro, language, decimals), language);
}

/** A price step with its sign: `+7,50 €`, `−3,00 €`. */
export function stepText(money: Money, language: Language): string {
  const text = euroText(money, language);
  return money.euro.isNegative() ? text : `+${text}`;
}

/** A span of money, the sign once: `9,19–19,69 €` or `€9.19–19.69`. */
export function euroRangeText(low: number | Decimal, high: number | Decimal, language: Language, decimals = 2): string {
  return withEuro(rangeText(low, high, language, decimals), language);
}

/** A span: `10–37`. */
export function rangeText(low: number | Decimal, high: number | Decimal, language: Language, decimals = 0): string {
  return `${numberText(low, language, decimals)}${enDash}${numberText(high, language, decimals)}`;
}

/** A length of time at the scale people use: `40 s`, `12 min`, `2,5 h`. */
export function hoursText(hours: number, language: Language): string {
  const seconds = hours * 3600;
  if (seconds < 90) return `${numberText(seconds, language)}${nbsp}s`;
  if (seconds < 3600) return `${numberText(seconds / 60, language)}${nbsp}min`;
  return `${numberText(hours, language, 1)}${nbsp}h`;
}

/** A span of time, the unit once if both ends share it: `1,9–4,3 h`, `18 s–2 min`. */
export function hoursRangeText(low: number, high: number, language: Language): string {
  const [from, to] = [hoursText(low, language), hoursText(high, language)];
  const [figure, unit] = from.split(nbsp);
  return to.endsWith(`${nbsp}${unit}`) ? `${figure}${enDash}${to}` : `${from}${enDash}${to}`;
}

const secondsPerHour = 3600;
const secondsPerDay = 86_400;

/** A downtime in its two largest units, rounded down as in the vendors' tables: `3 d 15 h`, `4 h 22 min`, `52 min`. */
export function downtimeText(seconds: number): string {
  const whole = Math.round(seconds);
  const days = Math.floor(whole / secondsPerDay);
  const hours = Math.floor((whole % secondsPerDay) / secondsPerHour);
  const minutes = Math.floor((whole % secondsPerHour) / 60);
  if (days > 0) return `${days}${nbsp}d ${hours}${nbsp}h`;
  return hours > 0 ? `${hours}${nbsp}h ${minutes}${nbsp}min` : `${minutes}${nbsp}min`;
}

/** A share as a percentage: `63 %` or `63%`. */
export function percentText(share: number, language: Language, decimals = 0): string {
  return `${numberText(share * 100, language, decimals)}${language === 'de' ? nbsp : ''}%`;
}

const months = {
  de: ['Jänner', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const;

/** A day: `08.10.2026` or `8 Oct 2026`. */
export function dayText(isoDay: string, language: Language): string {
  const [year, month, day] = isoDay.split('-');
  if (language === 'de') return `${day}.${month}.${year}`;
  return `${Number(day)}${nbsp}${months.en[Number(month) - 1]!.slice(0, 3)}${nbsp}${year}`;
}

/** A month: `August 2027`. */
export function monthText(isoDay: string, language: Language): string {
  const [year, month] = isoDay.split('-');
  return `${months[language][Number(month) - 1]}${nbsp}${year}`;
}

function withEuro(text: string, language: Language): string {
  if (language === 'de') return `${text}${nbsp}€`;
  return text.startsWith(minus) ? `${minus}€${text.slice(1)}` : `€${text}`;
}
