/** Deutsche Wörter zu Bedingungen und Zielen. */
import type { Miss } from '../advice/targets.ts';
import { euroText, hoursText, numberText, percentText } from '../units/text.ts';
import { net } from '../units/money.ts';
import { gateSentence, type JudgementWords } from './judgement.ts';

const language = 'de';
const list = (all: readonly string[]) => all.join(all.length === 2 ? ' und ' : ', ');

const target: JudgementWords['target'] = {
  availability: 'Verfügbarkeit',
  availabilityOver: 'Bezugszeit der Verfügbarkeit',
  hostLossHours: 'Verlust beim Ausfall eines Rechners',
  errorHours: 'Verlust nach einem Irrtum',
  restoreHours: 'Zeit bis zur Wiederherstellung',
  pointInTime: 'Wiederherstellung auf jeden Zeitpunkt',
  euroPerMonth: 'Preis im Monat',
  operatorHours: 'Betreuung im Monat',
};

/** Der erreichte Wert, in der Einheit des Ziels. */
function valueText({ target: of }: Miss, value: Miss['reached']): string {
  if (value === undefined) return 'unbekannt';
  if (value === 'everything') return 'alles';
  if (value === 'never') return 'nie';
  if (typeof value === 'boolean') return value ? 'ja' : 'nein';
  if (of === 'availability') return percentText(value / 100, language, 3);
  if (of === 'euroPerMonth') return euroText(net(value.toFixed(2), 'month'), language);
  return hoursText(value, language);
}

export const judgementDe: JudgementWords = {
  target,
  profile: { start: 'Start', production: 'Produktion', growth: 'Wachstum', none: 'ohne Ziele' },
  gate: {
    'off-site-backup': 'Sicherung an einem zweiten Ort',
    capacity: 'Kapazität mit Reserve',
    'encryption-at-rest': 'Verschlüsselung auf der Platte',
    'data-location': 'Ort der Daten',
    'processor-contract': 'Vertrag mit Auftragsverarbeitern',
    'c5-attestation': 'C5-Testat Typ 2',
    orderable: 'Lieferbarkeit',
  },
  status: { admissible: 'erfüllt', inadmissible: 'verfehlt', unknown: 'nicht belegt' },
  gateReason: {
    'backup.elsewhere': () => 'Datenbank und Dateien liegen auch an einem zweiten Ort.',
    'backup.missing': ({ missing }) =>
      missing.length === 2
        ? 'Datenbank und Dateien liegen an keinem zweiten Ort.'
        : `${missing[0] === 'database' ? 'Die Datenbank liegt' : 'Die Dateien liegen'} an keinem zweiten Ort.`,
    'capacity.enough': ({ percent }) => `Die engste Grenze ist zu ${percent}\u00a0% ausgenutzt.`,
    'capacity.none': () => 'Keine Größe trägt so viele Ordinationen.',
    'encryption.set-up': () => 'Der Plan schreibt verschlüsselte Platten und Sicherungen vor; beim Aufbau zu prüfen.',
    'encryption.unstated': () => 'Ob die Platten verschlüsselt sind, ist nicht festgelegt.',
    'location.eu': () => 'Alle Standorte liegen in Deutschland oder Finnland.',
    'contract.offered': ({ vendors }) =>
      `${list(vendors)} ${vendors.length === 1 ? 'bietet' : 'bieten'} den Vertrag an; er ist noch abzuschließen.`,
    'contract.open': ({ vendors }) => `Von ${list(vendors)} ist kein Vertrag bekannt.`,
    'c5.shown': ({ vendors }) => `Für ${list(vendors)} ist ein Testat genannt; Bericht und Zeitraum anfordern.`,
    'c5.open': ({ vendors }) => `Für ${list(vendors)} ist kein Testat belegt.`,
    'orderable.seen': () => 'Alle Teile wurden zuletzt lieferbar gesehen.',
    'orderable.sold-out': ({ labels }) => `Ausverkauft: ${list(labels)}.`,
    'orderable.unseen': ({ labels }) => `Ob heute lieferbar, weiß niemand: ${list(labels)}.`,
  },
  aspect: {
    cost: 'Kosten',
    availability: 'Verfügbarkeit',
    backup: 'Sicherung',
    security: 'Sicherheit',
    scalability: 'Skalierbarkeit',
    maintenance: 'Wartung',
    'data-protection': 'Datenschutz',
    production: 'Für Produktion',
  },
  miss: (miss) =>
    miss.wanted === true
      ? `${target[miss.target]} fehlt`
      : `${target[miss.target]}: ${valueText(miss, miss.reached)} statt ${miss.target === 'availability' ? 'mindestens' : 'höchstens'} ${valueText(miss, miss.wanted)}`,
  byGate: (name, gate) =>
    `${name} ${gate.status === 'unknown' ? 'ist nicht belegt zulässig' : 'scheidet aus'}. ${gateSentence(judgementDe, gate)}`,
  byMiss: (name, costsLess, miss) =>
    `${name} kostet ${euroText(costsLess, language, 0)} weniger im Monat, verfehlt aber ein Ziel (${judgementDe.miss(miss)}).`,
  impossible: (count, conflicts) => {
    const sets = conflicts.map((set) => list(set.map((one) => target[one])));
    return `Für ${numberText(count, language)} ${count === 1 ? 'Ordination' : 'Ordinationen'} erfüllt keine Bauweise alle Ziele. ${conflicts.every(({ length }) => length === 1) ? 'Unerreichbar' : 'Zusammen unerreichbar'}: ${sets.join('; ')}.`;
  },
  near: ({ id, misses }, name) => `Am nächsten kommt ${name(id)}: ${misses.map((one) => judgementDe.miss(one)).join('; ')}.`,
  unproven: (open) =>
    `Nicht belegt zulässig: ${open.map((gate) => `${judgementDe.gate[gate.id]}. ${gateSentence(judgementDe, gate)}`).join(' ')}`,
};
