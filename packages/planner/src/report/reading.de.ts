/** Deutsche Wörter der drei Leseebenen, der Kipppunkte und des Fahrplans. */
import type { ChoiceKey } from '../advice/flips.ts';
import { euroText, monthText, numberText } from '../units/text.ts';
import type { ComplianceWords, FlipWords, OwnerWords, ReadingWords, RoadmapWords } from './reading.ts';

const language = 'de';
const list = (all: readonly string[]) => (all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} und ${all.at(-1)}`);
const practices = (count: number) => `${numberText(count, language)} ${count === 1 ? 'Ordination' : 'Ordinationen'}`;
const from = (isMore: boolean) => (isMore ? 'ab' : 'bis');
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const owner: OwnerWords = {
  design: {
    solo: 'ein Server ohne zweite Sicherung',
    single: 'ein Server und eine Sicherung an einem zweiten Ort',
    'three-mongods': 'ein Server, auf dem die Datenbank dreifach läuft',
    split: 'ein Server für die Software, einer für die Datenbank, eine Sicherung an einem zweiten Ort',
    'single-cells': 'mehrere gleiche Server mit Sicherung, jeder für einen Teil der Ordinationen',
    'managed-db': 'ein Server, die Datenbank mietet man bei MongoDB Atlas',
    'managed-db-as-quoted': 'ein Server, die Datenbank mietet man bei MongoDB Atlas',
    'managed-db-balanced': 'mehrere Server, die einander vertreten, die Datenbank mietet man bei MongoDB Atlas',
    pair: 'zwei Server, die einander vertreten, und eine Sicherung an einem zweiten Ort',
    'pair-as-quoted': 'zwei Server ohne zweite Sicherung',
    'pair-two-sites': 'zwei Server an zwei Orten, die einander vertreten, und eine Sicherung an einem dritten',
    cluster: 'mehrere Server, die einander vertreten, für die Software und für die Datenbank',
    'pair-cells': 'mehrere Paare von Servern, jedes für einen Teil der Ordinationen',
  },
  short: {
    'three-mongods': 'Datenbank dreifach',
    split: 'eigener Datenbankserver',
    'single-cells': 'mehrfach',
    'managed-db-balanced': 'mehrere Server',
    'pair-two-sites': 'an zwei Orten',
    cluster: 'mehrere Server',
    'pair-cells': 'mehrfach',
  },
  decision: (count, title, design) => `Für ${practices(count)} empfiehlt sich ${title}: ${design}.`,
  decisionUnproven: (count, title, design) =>
    `Für ${practices(count)} erfüllt nur ${title} die Ziele: ${design}. Ob das rechtlich erlaubt ist, ist noch nicht belegt.`,
  costs: (net, gross, perTenant) => `Das kostet ${net} im Monat ohne Umsatzsteuer, ${gross} mit; je Ordination sind es ${perTenant} ohne.`,
  outages: (hours, longest) =>
    `Rechnen Sie mit ${hours} Ausfall im Jahr während der Öffnungszeiten. In neun von zehn Jahren dauert kein einzelner Ausfall länger als ${longest}.`,
  nextChange: ({ at, to, priceStep, expectedOn }) => {
    const when = `Ab ${practices(at)}${expectedOn === undefined ? '' : `, voraussichtlich im ${monthText(expectedOn, language)},`}`;
    if (to === undefined) return `${when} reicht auch die größte Stufe dieser Lösung nicht mehr: Dann braucht es eine andere.`;
    if (priceStep === undefined) return `${when} brauchen Sie die nächste Stufe (${to}); was sie mehr kostet, ist unbekannt.`;
    return `${when} brauchen Sie die nächste Stufe (${to}): ${
      priceStep.euro.isNegative()
        ? `Sie kostet ${euroText({ ...priceStep, euro: priceStep.euro.negated() }, language)} weniger im Monat`
        : `Sie kostet ${euroText(priceStep, language)} mehr im Monat`
    }.`;
  },
  why: 'Warum',
  todo: 'Was zu tun ist',
  compared: 'Zum Vergleich',
  column: { design: 'Lösung', price: 'im Monat, ohne USt.', down: 'Ausfall im Jahr*', verdict: 'Urteil' },
  verdict: {
    recommended: 'die richtige',
    tooSmall: 'zu klein',
    excluded: 'scheidet aus',
    unproven: 'Zulässigkeit nicht belegt',
    possible: 'möglich',
  },
  misses: (count) => (count === 1 ? 'verfehlt ein Ziel' : `verfehlt ${count} Ziele`),
  order: (parts) => `Bestellen: ${list(parts)}.`,
  checkStock: (labels) => `Vor der Bestellung nachsehen, ob es heute zu haben ist: ${list(labels)}.`,
  confirmPrices: (labels) => `Den Preis bestätigen lassen, hier ist er nur geschätzt: ${list(labels)}.`,
  askPrices: (machines) => `Den Preis erfragen: ${list(machines)}. Erst dann lässt sich entscheiden.`,
  concludeContracts: (vendors) => `Den Vertrag über die Verarbeitung der Patientendaten abschließen mit ${list(vendors)}.`,
  requestAttestation: (vendors) => `Von ${list(vendors)} den Prüfbericht verlangen, den das deutsche Recht fordert (C5 Typ 2).`,
  rehearse: (hours) =>
    `Einmal im Vierteljahr üben, die Daten aus der Sicherung zurückzuholen${hours === undefined ? '' : `; nach dem Verlust eines Servers dauert es etwa ${hours}, bis alles wieder läuft`}.`,
  decideBy: (day) => `Spätestens am ${day} über die nächste Stufe entscheiden.`,
  relax: (targets) =>
    `${targets.length === 1 ? 'Auf dieses Ziel verzichten oder es lockern' : 'Auf eines dieser Ziele verzichten oder es lockern'}: ${list(targets)}.`,
  askForHelp: 'Mit jemandem sprechen, der größere Anlagen baut: Hier endet diese Rechnung.',
};

const compliance: ComplianceWords = {
  subject: (design, jurisdiction, profile) => `Bauweise: ${design}. Recht: ${jurisdiction}. Phase: ${profile}.`,
  noSubject: 'Keine Bauweise kommt in Frage; gezeigt wird nur, woran jede scheitert.',
  legal: (status) => `Alle gesetzlichen Bedingungen zusammen: ${status}.`,
  jurisdiction: { AT: 'Österreich', DE: 'Deutschland' },
  heading: {
    gates: 'Bedingungen',
    others: 'Die anderen Bauweisen',
    duties: 'Pflichten neben der Bauweise',
    places: 'Wo die Daten liegen',
    recovery: 'Wiederanlauf (RPO, RTO)',
    backup: 'Sicherung',
    retention: 'Aufbewahrung',
    versions: 'Stand der Angaben',
  },
  gateColumn: { gate: 'Bedingung', status: 'Stand', reason: 'Grund', basis: 'Grundlage', source: 'Quelle', day: 'gesehen am' },
  otherColumn: { design: 'Bauweise', legal: 'gesetzlich', all: 'gesamt', open: 'verfehlt oder offen' },
  placeColumn: {
    part: 'Teil',
    holds: 'hält',
    site: 'Ort',
    vendor: 'Anbieter',
    encrypted: 'verschlüsselt',
    abroad: 'Zugriff aus Drittland',
  },
  recoveryColumn: { figure: 'Größe', reached: 'im schlechtesten Fall', wanted: 'Ziel' },
  figure: {
    hostLossDatabase: 'RPO Datenbank, Verlust eines Rechners',
    hostLossFiles: 'RPO Dateien, Verlust eines Rechners',
    errorDatabase: 'RPO Datenbank, gelöscht oder verschlüsselt',
    errorFiles: 'RPO Dateien, gelöscht oder verschlüsselt',
    restore: 'RTO nach Verlust eines Servers',
    availability: 'Verfügbarkeit (erwartet)',
  },
  pointInTime: 'Wiederherstellung auf jeden Zeitpunkt',
  any: 'keines',
  yes: 'ja',
  no: 'nein',
  notStated: 'nicht festgelegt',
  country: {
    nbg1: 'Deutschland',
    fsn1: 'Deutschland',
    hel1: 'Finnland',
    'eu-central-1': 'Deutschland',
    germanywestcentral: 'Deutschland',
    DE: 'Deutschland',
    US: 'USA',
  },
  kept: { database: 'Datenbank', files: 'Dateien' },
  backup: (kept, site, every) => `Gesichert: ${kept}, nach ${site}, alle ${every}.`,
  noBackup: 'Es gibt keine Sicherung an einem zweiten Ort.',
  pointInTimeBackup: {
    yes: 'Die Datenbank lässt sich auf jeden Zeitpunkt zurücksetzen.',
    no: 'Zurücksetzen lässt sich nur auf den Stand einer Sicherung, nicht auf jeden Zeitpunkt.',
  },
  keepingStates: (factor) => `Für ältere Stände ist Platz vom ${factor}-Fachen der Daten vorgesehen.`,
  rehearsal: 'Die Zahlen gelten nur, wenn die Wiederherstellung erprobt ist: Probe mit Datum und Dauer ablegen.',
  retentionUnknown: 'Für dieses Recht ist hier keine Frist vermerkt: selbst prüfen und im Löschkonzept festhalten.',
  sourced: (text, source, day) => `${text} (${source}; gesehen am ${day})`,
  version: (planner, schema, today) => `Ordiplan ${planner}, Ergebnis in Fassung ${schema}, gerechnet für den ${today}.`,
  complianceDays: (first, last) =>
    first === last ? `Rechtliche Angaben: gesehen am ${first}.` : `Rechtliche Angaben: gesehen vom ${first} bis zum ${last}.`,
  targets: (os, nginx) => `Die Dateien zum Einrichten sind für ${os} und nginx ${nginx} geschrieben.`,
  noAdvice: 'Hinweise mit Quelle, keine Rechtsberatung.',
};

const profiles: Readonly<Record<string, string>> = { start: 'Start', production: 'Produktion', growth: 'Wachstum', none: 'ohne Ziele' };

/** Jede Wahl steht der anderen gegenüber; nur Phasen gibt es mehr als zwei. */
function choice(key: ChoiceKey, at: string, now: string): string {
  switch (key) {
    case 'profile':
      return `In der Phase „${profiles[at]}“ (statt „${profiles[now]}“)`;
    case 'jurisdiction':
      return at === 'DE' ? 'Nach deutschem Recht (statt österreichischem)' : 'Nach österreichischem Recht (statt deutschem)';
    case 'queue':
      return at === 'shared'
        ? 'Mit einer gemeinsamen Warteschlange der Software (statt einer je Prozess)'
        : 'Mit einer Warteschlange je Prozess der Software (statt einer gemeinsamen)';
    case 'databases':
      return at === 'shared'
        ? 'Mit einer gemeinsamen Datenbank (statt einer je Ordination)'
        : 'Mit einer eigenen Datenbank je Ordination (statt einer gemeinsamen)';
    case 'prices':
      return at === 'quoted'
        ? 'Mit den Preisen der Analyse (statt denen von heute)'
        : 'Mit den Preisen von heute (statt denen der Analyse)';
  }
}

const flip: FlipWords = {
  heading: 'Was die Entscheidung ändert',
  none: 'Kein einzelner Wert ändert die Entscheidung, so weit gesucht wurde.',
  tenants: (at, now, isMore) => `${capital(from(isMore))} ${practices(at)} (statt ${numberText(now, language)})`,
  outage: (at, now, isMore) => `${capital(from(isMore))} ${at} je Stunde Ausfall und Ordination (statt ${now})`,
  choice,
  assumption: (meaning, at, now, isMore) => `„${meaning}“: ${from(isMore)} ${at} (statt ${now})`,
  better: (name) => `ist ${name} die bessere Wahl`,
  only: (name) => `ist ${name} die richtige Wahl`,
  noAnswer: {
    undecided: 'lässt sich nicht mehr entscheiden, weil ein Preis fehlt',
    impossible: 'erfüllt keine Bauweise mehr alle Ziele',
    none: 'trägt keine Bauweise mehr so viele Ordinationen',
  },
  sentence: (condition, consequence) => `${condition} ${consequence}.`,
  within: (low, high) => `Das liegt innerhalb der Spanne ${low} bis ${high}.`,
  fixed: 'Dieser Wert ist eine Festlegung.',
  beyond: (low, high) => `Das liegt außerhalb der Spanne ${low} bis ${high}.`,
  unit: {
    '1': '',
    users: 'Benutzer',
    'requests/s': 'Anfragen/s',
    '1/day': 'am Tag',
    days: 'Tage',
    kB: 'kB',
    MB: 'MB',
    years: 'Jahre',
    ms: 'ms',
    namespaces: '',
    GB: 'GB',
    connections: '',
    'MB/s': 'MB/s',
    h: 'h',
    min: 'min',
    s: 's',
    d: 'Tage',
    '1/year': 'im Jahr',
    'EUR/h': '€/h',
    'h/month': 'h im Monat',
  },
  left: (count) =>
    `Auch ${count === 1 ? 'eine Annahme kann' : `${count} Annahmen können`} die Entscheidung ändern; die Fassung für Entwickler zeigt sie.`,
  progress: (percent) => `Suche, was die Entscheidung ändert: ${percent}`,
};

const roadmap: RoadmapWords = {
  heading: 'Fahrplan über 36 Monate',
  none: 'Ohne Empfehlung gibt es keinen Fahrplan.',
  path: { best: 'was jeweils empfohlen wird', rescale: 'gleiche Bauweise, größere Server', add: 'mehr Server', stay: 'nichts ändern' },
  growth: (first, last, months) =>
    first === last
      ? `Gerechnet ohne Wachstum: ${practices(first)} über ${months} Monate.`
      : `Gerechnet mit ${numberText(first, language)} Ordinationen heute und ${numberText(last, language)} in ${months} Monaten.`,
  production: (month) => `Ab Monat ${month} gelten die Ziele der Phase Produktion.`,
  column: { path: 'Weg', end: 'am Ende', paid: 'bezahlt', shocked: 'bei Preisschub', carries: 'trägt' },
  changeColumn: {
    month: 'Monat',
    due: 'fällig',
    decideBy: 'entscheiden bis',
    tenants: 'Ordinationen',
    to: 'auf',
    step: 'im Monat',
    work: 'Arbeit',
    once: 'einmalig',
  },
  always: 'alle Monate',
  endsIn: (month) => (month === 1 ? 'nur heute' : `bis Monat ${month - 1}`),
  noChange: (paths) => `Keine Änderung: ${paths.map((path) => `„${path}“`).join(', ')}.`,
  changes: (path) => `Weg „${path}“`,
  late: 'sofort',
  shock: (month, newOrders, dollar) =>
    `Preisschub: Was ab Monat ${month} bestellt wird, kostet ${newOrders} mehr, Preise in Dollar steigen ab dann um ${dollar}. So weit bewegten sich Preise und Kurs schon einmal.`,
  note: 'Bezahlt: netto, mit der Arbeit und dem Doppelbetrieb bei Umstellungen, ohne laufende Betreuung.',
};

export const readingDe: ReadingWords = { owner, compliance, flip, roadmap };
