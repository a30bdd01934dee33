/** The few words that stand only in the charts, by language. Everything else in them comes from the planner. */
import { euroText, net, numberText, type Language, type PriceRow } from '@ordiplan/planner';

const de = {
  valuesInTable: 'Die Werte stehen in der Tabelle.',
  png: 'PNG',
  csv: 'CSV',
  savePng: (title: string) => `Bild „${title}“ als PNG speichern`,
  saveCsv: (title: string) => `Tabelle „${title}“ als CSV speichern`,
  estimate: 'Schätzung, kein Angebot',
  unknown: 'unbekannt',
  aMonthWord: 'im Monat',
  unit: (currency: string, per: PriceRow['per']) =>
    `${currency} ${{ once: 'einmalig', hour: 'in der Stunde', month: 'im Monat' }[per]}, netto`,
  limit: 'Planungsgrenze',
  today: (practices: string) => `heute, ${practices} Ordinationen`,
  inAYear: (practices: string, machines: string) => `in 12\u00a0Monaten, ${practices}, mit ${machines}`,
  inAYearSame: (practices: string) => `in 12\u00a0Monaten, ${practices}`,
  usedInAYear: (machines: string) => `in 12\u00a0Monaten mit ${machines}`,
  usedInAYearSame: 'in 12\u00a0Monaten',
  noLater: 'Für die Zahl der Ordinationen in 12\u00a0Monaten hat diese Bauweise keinen Server, der groß genug ist.',
  front: 'am wenigsten Ausfall für das Geld',
  practices: (count: string) => `${count} Ordinationen`,
  billAMonth: 'Rechnung im Monat, netto',
  likely: (value: string) => `wahrscheinlich ${value}`,
  low: 'Annahme niedrig',
  high: 'Annahme hoch',
  moreRows: (count: number) => `${count} schwächere Annahmen stehen nur in der Tabelle.`,
  month: (month: number) => (month === 0 ? 'heute' : `Monat ${month}`),
  notEnough: 'Server reichen nicht mehr',
  newOrders: 'Ring: nur für neue Bestellungen',
  otherUnit: (names: string) => `Nicht im Bild, weil in anderer Währung oder Einheit: ${names}.`,
  noPrice: (names: string) => `Nicht im Bild, weil der Preis ein Anteil eines anderen oder unbekannt ist: ${names}.`,
};

export type ChartWords = typeof de;

const en: ChartWords = {
  valuesInTable: 'The values are in the table.',
  png: 'PNG',
  csv: 'CSV',
  savePng: (title) => `Save the picture “${title}” as PNG`,
  saveCsv: (title) => `Save the table “${title}” as CSV`,
  estimate: 'Estimate, not an offer',
  unknown: 'unknown',
  aMonthWord: 'a month',
  unit: (currency, per) => `${currency} ${{ once: 'once', hour: 'an hour', month: 'a month' }[per]}, net`,
  limit: 'planning limit',
  today: (practices) => `today, ${practices} practices`,
  inAYear: (practices, machines) => `in 12\u00a0months, ${practices}, on ${machines}`,
  inAYearSame: (practices) => `in 12\u00a0months, ${practices}`,
  usedInAYear: (machines) => `in 12\u00a0months on ${machines}`,
  usedInAYearSame: 'in 12\u00a0months',
  noLater: 'For the practices in 12\u00a0months this design has no server that is large enough.',
  front: 'least outage for the money',
  practices: (count) => `${count} practices`,
  billAMonth: 'bill a month, net',
  likely: (value) => `likely ${value}`,
  low: 'assumption low',
  high: 'assumption high',
  moreRows: (count) => `${count} weaker assumptions are only in the table.`,
  month: (month) => (month === 0 ? 'today' : `month ${month}`),
  notEnough: 'servers no longer enough',
  newOrders: 'ring: for new orders only',
  otherUnit: (names) => `Not in the picture, being in another currency or unit: ${names}.`,
  noPrice: (names) => `Not in the picture, since the price is a share of another one or unknown: ${names}.`,
};

export const chartWords: Readonly<Record<Language, ChartWords>> = { de, en };

/** Whole euros on an axis; only the uppermost figure carries the unit. */
export function euroTick(value: number, isLast: boolean, language: Language): string {
  return isLast ? euroText(net(String(value), 'month'), language, 0) : numberText(value, language);
}
