/** Deutsche Wörter zu den Bildern als Text. */
import { numberText } from '../units/text.ts';
import type { TwinWords } from './twins.ts';

const language = 'de';
const list = (all: readonly string[]) => (all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} und ${all.at(-1)}`);
const count = (value: number) => numberText(value, language);

export const twinsDe: TwinWords = {
  title: {
    costCurve: 'Rechnung je Anzahl der Ordinationen',
    costBreakdown: 'Woraus die Kosten bestehen',
    capacity: 'Auslastung',
    costAgainstOutage: 'Kosten gegen Ausfall',
    tornado: 'Welche Annahme am stärksten wirkt',
    roadmap: 'Fahrplan Monat für Monat',
    priceHistory: 'Preise im Lauf der Zeit',
  },
  practices: 'Ordinationen',
  design: 'Bauweise',
  bill: 'Rechnung',
  operator: 'Betreuung',
  outage: 'erwarteter Ausfall',
  total: 'zusammen',
  paid: 'Rechnung und Betreuung',
  down: 'Ausfall im Jahr in Öffnungszeiten',
  verdict: 'Urteil',
  limit: 'Grenze',
  used: 'ausgenutzt',
  carries: 'trägt Ordinationen',
  assumption: 'Annahme',
  atLow: 'am unteren Ende',
  atHigh: 'am oberen Ende',
  month: 'Monat',
  machines: 'Server',
  monthly: 'im Monat',
  soFar: 'bisher bezahlt',
  part: 'Teil',
  from: 'gilt ab',
  price: 'Preis, netto',
  appliesTo: 'gilt für',
  scope: { all: 'alle Verträge', 'new orders': 'neue Bestellungen' },
  period: { once: 'einmalig', hour: 'in der Stunde', month: 'im Monat' },
  ofAnother: (percent) => `${percent} eines anderen Preises`,
  recommended: 'empfohlen',
  beatenBy: (name) => `${name} ist in allem mindestens gleich gut`,
  figure: { reach: 'Wie viele Ordinationen die Server tragen', openingHoursDown: 'Der Ausfall im Jahr in Öffnungszeiten' },
  cheapest: (spans) =>
    `Die kleinste Rechnung hat ${list(spans.map(({ name, from, to }) => `${name} (${from === to ? `bei ${count(from)}` : `von ${count(from)} bis ${count(to)}`})`))}.`,
  noPrice: 'Ohne Preise lässt sich nichts vergleichen.',
  parts: (name, bill, operator, outage) => `${name}: ${bill} Rechnung, ${operator} Betreuung und ${outage} erwarteter Ausfall im Monat.`,
  noPlan: (name) => `${name}: Dazu gibt es keine Zahlen.`,
  tightest: (fullest, percent, endsFirst, practices) =>
    `Am vollsten: ${fullest}, zu ${percent} ausgenutzt. Zuerst geht aus: ${endsFirst}, nach ${practices} Ordinationen.`,
  unbeaten: (names) => `Von keiner anderen Bauweise übertroffen: ${list(names)}.`,
  strongest: (figure, meaning, from, to) => `${figure} hängt am stärksten an „${meaning}“: von ${from} bis ${to}.`,
  nothingMoves: (figure) => `${figure}: Keine Annahme ändert etwas daran.`,
  afterMonths: (path, months, paid, changes) =>
    `Weg „${path}“: nach ${months} Monaten ${paid} bezahlt, ${changes === 0 ? 'keine Änderung' : changes === 1 ? 'eine Änderung' : `${changes} Änderungen`}.`,
  tooSmallFrom: (month) => `Ab Monat ${month} reichen die Server nicht mehr.`,
  moved: (label, from, before, after, percent) => `${label}: ${before} am ${from}, zuletzt ${after}, das sind ${percent}.`,
  unmoved: (label, price, from) => `${label}: ${price} seit ${from}.`,
};
