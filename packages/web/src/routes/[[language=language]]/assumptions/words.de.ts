/** Die deutschen Worte der Seite über Annahmen. */
import type { AssumptionGroup, ErrorDetails, ScenarioKey } from '@ordiplan/planner';

/** Angaben, die nur hier ein Feld haben. */
export type GivenKey = Extract<
  ScenarioKey,
  'queue' | 'databases' | 'sizeMargin' | 'measuredAvailability' | 'orderOn' | 'runningSince' | 'productionInMonths' | `target${string}`
>;

const group: Readonly<Record<AssumptionGroup, string>> = {
  load: 'Last',
  work: 'Rechenarbeit',
  memory: 'Speicher und Platte',
  backup: 'Sicherung und Wiederherstellung',
  change: 'Umbau',
  availability: 'Verfügbarkeit',
  durability: 'Bestand der Daten',
  limits: 'Grenzen, nach denen wir planen',
  people: 'Arbeit von Menschen',
};

const unit: Readonly<Record<string, string>> = {
  '1': 'Faktor',
  share: 'Anteil',
  users: 'Benutzer',
  'requests/s': 'Anfragen/s',
  '1/day': 'je Tag',
  days: 'Tage',
  d: 'Tage',
  years: 'Jahre',
  namespaces: 'Collections und Indizes',
  connections: 'Verbindungen',
  '1/year': 'je Jahr',
  'EUR/h': '€/h',
  'h/month': 'h/Monat',
};

const hint: Readonly<Record<GivenKey, string>> = {
  orderOn: 'Preise und Lieferbarkeit dieses Tages gelten.',
  runningSince: 'Laufende Server behalten den Preis dieses Tages. Spätestens der Bestelltag.',
  productionInMonths: 'Von da an gelten die Ziele der Produktion; 1 bis 36. Leer: Die Phase bleibt.',
  measuredAvailability: 'In Prozent, aus Ihrer Überwachung. Steht dann neben Vertrag und Erwartung.',
  queue: 'Wartet eine Anfrage auf einen bestimmten Prozess der Software oder auf irgendeinen?',
  databases: 'Eine Datenbank für alle, oder je Ordination eine: dann begrenzt auch die Zahl der Collections.',
  sizeMargin: 'In Standardabweichungen, 0 bis 3. Mit 1,28 reicht der Plan in 9 von 10 Fällen auch für größere Ordinationen.',
  targetAvailability: 'Wenigstens so viel Prozent. Leer: kein Ziel.',
  targetAvailabilityOver: 'Nachts geplante Neustarts zählen in Öffnungszeiten nicht.',
  targetHostLossHours: 'So viele Stunden Arbeit dürfen höchstens fehlen. Leer: kein Ziel.',
  targetErrorHours: 'Gelöscht oder verschlüsselt: So viel Arbeit darf höchstens fehlen. Leer: kein Ziel.',
  targetRestoreHours: 'Nach dem Verlust eines Servers. Leer: kein Ziel.',
  targetPointInTime: 'Ob jeder Zeitpunkt der Datenbank wiederherstellbar sein muss.',
  targetEuroPerMonth: 'Rechnung in Euro, netto, höchstens. Leer: kein Ziel.',
  targetOperatorHours: 'Höchstens so viele Stunden. Leer: kein Ziel.',
};

const needed: Readonly<Record<string, string>> = {
  object: 'ein Objekt',
  kind: '„ordiplan-assumptions“',
  day: 'ein Tag in der Form JJJJ-MM-TT',
  span: 'eine Zahl oder drei: low, likely, high',
  number: 'eine Zahl',
};
const place = (at: unknown) => (at === '' ? 'Der ganze Inhalt' : `„${at}“`);
const value = (shown: unknown) => ({ 'a list': 'eine Liste', 'an object': 'ein Objekt' })[String(shown)] ?? String(shown);

function wrongShape(details: ErrorDetails): string {
  if (details.needed === 'nothing') return `${place(details.place)} gehört nicht in diese Datei.`;
  const must = needed[String(details.needed)] ?? String(details.needed);
  return details.value === 'missing'
    ? `${place(details.place)} fehlt. Nötig ist ${must}.`
    : `${place(details.place)} ist ${value(details.value)}, nötig ist ${must}.`;
}

export const de = {
  title: 'Annahmen',
  lead: 'Was wir annehmen, wo niemand gemessen hat. Jeder Wert lässt sich ändern; die Wirkung steht sofort in der Zeile darunter.',
  effect: 'Ergebnis mit diesen Annahmen',
  recommended: 'Empfohlen',
  net: 'netto im Monat',
  total: 'mit Betreuung und Ausfall',
  reach: 'reicht bis',
  reaches: (count: string) => `${count} Ordinationen`,
  noEnd: 'kein Ende im berechneten Bereich',
  withShipped: 'Mit allen Annahmen wie geliefert:',
  tools: 'Annahmen suchen und zurücksetzen',
  search: 'Suchen',
  searchHint: 'etwa „Sicherung“ oder „belegt“',
  onlyChanged: 'nur geänderte',
  shown: (visible: number, all: number) => (visible === all ? `${all} Annahmen` : `${visible} von ${all} Annahmen`),
  changed: (count: number) => (count === 0 ? 'keine geändert' : `${count} geändert`),
  nothingFound: 'Keine Zeile passt zu Suche und Filter.',
  resetAll: 'Alle Annahmen zurücksetzen',
  groups: 'Gruppen',
  given: 'Angaben und Ziele',
  givenNote: 'was Sie wissen oder verlangen; die Vorgabe der Ziele kommt aus der Phase',
  group,
  unit,
  hint,
  columns: {
    name: 'Annahme',
    low: 'niedrig',
    likely: 'wahrscheinlich',
    high: 'hoch',
    unit: 'Einheit',
    kind: 'Art',
    source: 'Quelle',
    acts: 'Ändern',
  },
  noSource: 'keine Quelle gefunden',
  ownSource: 'Ihr eigener Wert statt der Annahme',
  shipped: (figures: string, kind: string) => `geliefert: ${figures} (${kind})`,
  measure: 'durch Ihre Messung ersetzen',
  measured: 'Ihre Messung',
  take: 'Übernehmen',
  cancel: 'Abbrechen',
  resetRow: 'zurücksetzen',
  quoted: (name: string) => `„${name}“`,
  ambiguous: (name: string, text: string) =>
    `„${name}“: „${text}“ ist nicht eindeutig. Bitte ohne Trennzeichen für Tausender und mit höchstens einem Komma oder Punkt schreiben, etwa 1000,5.`,
  stillInForce: 'Es gilt weiter der letzte gute Wert.',
  choices: {
    queue: { 'per-worker': 'je Prozess eine', shared: 'eine für alle' },
    databases: { shared: 'eine für alle', 'per-practice': 'je Ordination eine' },
    targetAvailabilityOver: { year: 'das ganze Jahr', 'opening-hours': 'die Öffnungszeiten' },
    targetPointInTime: { yes: 'ja', no: 'nein' },
  },
  noTarget: 'kein Ziel',
  notStated: 'keine Angabe',
  file: {
    title: 'Als Datei mitnehmen',
    note: 'Die Datei enthält nur, was Sie geändert haben. Sie bleibt auf Ihrem Gerät.',
    save: 'Annahmen speichern',
    open: 'Annahmen aus einer Datei laden',
    drop: 'Oder die Datei auf diese Seite ziehen.',
    dropHere: 'Hier loslassen: Die Annahmen der Datei gelten dann statt der jetzigen.',
    refused: (name: string) => `„${name}“ wurde nicht geladen, nichts hat sich geändert.`,
    same: (name: string) => `„${name}“ enthält genau die jetzigen Annahmen.`,
    loaded: (name: string, count: number) =>
      `„${name}“ ist geladen: ${count === 1 ? 'eine Annahme hat' : `${count} Annahmen haben`} sich geändert.`,
    undo: 'Laden rückgängig machen',
    one: 'Bitte nur eine Datei auf einmal.',
  },
  fileFault: {
    'figures.too-big': () => 'Die Datei ist größer als 1\u00a0MB. So groß ist keine, die hier gespeichert wurde.',
    'figures.not-text': () => 'Die Datei ist kein Text, sondern ein Bild, ein Archiv oder dergleichen.',
    'figures.unreadable': () => 'Der Browser konnte die Datei nicht lesen. Vielleicht ist es ein Ordner, oder sie wurde verschoben.',
    'figures.not-json': () => 'Der Inhalt ist kein JSON: Die Datei ist abgeschnitten oder von Hand verändert.',
    'figures.wrong-version': ({ version, known }: ErrorDetails) =>
      version === 'missing'
        ? `Die Version fehlt. Gelesen wird Version ${known}.`
        : `Die Datei hat die Version ${version}, gelesen wird Version ${known}.`,
    'figures.wrong-shape': wrongShape,
  } as Readonly<Record<string, (details: ErrorDetails) => string>>,
  printed: (count: number) => (count === 1 ? 'Eine Annahme weicht von der Vorgabe ab' : `${count} Annahmen weichen von der Vorgabe ab`),
  printedColumns: { name: 'Annahme', own: 'Ihr Wert', shipped: 'geliefert', unit: 'Einheit' },
};

export type AssumptionWords = typeof de;
