/** Die Worte der Methodenseite. */
import { formulasDe } from './formula-words.de.ts';
import type { SectionId } from './sections.ts';

/** What a section says around its formulas. */
export interface SectionWords {
  readonly title: string;
  /** Two or three plain sentences. */
  readonly text: string;
  readonly missing: string;
  readonly source: string;
}

const section: Readonly<Record<SectionId, SectionWords>> = {
  money: {
    title: 'Geld',
    text: 'Die Rechnung ist die Summe der gekauften Teile, in exakten Dezimalzahlen und je Zeile auf den Cent gerundet. Fehlt ein Preis, gibt es keine Summe: Unbekannt ist nicht null. Zum Vergleich kommen Betreuung und erwarteter Ausfall dazu.',
    missing:
      'Nicht gerechnet: Datenverkehr über das Enthaltene hinaus, Anfragen bei AWS und Azure, Punkt-in-Zeit-Wiederherstellung bei Atlas.',
    source: 'Rundung wie auf Rechnungen der Anbieter; warum Arbeit und Ausfall mitzählen: docs/decisions/0007.',
  },
  growth: {
    title: 'Wachstum',
    text: 'Jede Grenze steigt mit den Ordinationen, also trägt eine Stufe genau die ersten N. Die Stufen werden durch Halbieren gefunden, nicht geraten. Der nächste Schritt nennt Ursache, Tag und Preis.',
    missing: 'Nicht gerechnet: künftige Preise, Wachstum in Schüben, Umzug einzelner Ordinationen zwischen Zellen.',
    source: 'Eigene Herleitung; die Tests halten jede Kurve gegen das Durchprobieren aller Zahlen.',
  },
  load: {
    title: 'Last',
    text: 'Aus der Zahl der Ordinationen folgen Benutzer, Anfragen und Daten. Gerechnet wird für die Spitzenminute und für die Daten am Planungshorizont. Die Spannen beschreiben das Mittel aller Ordinationen, nicht die kleinste und die größte.',
    missing: 'Nicht gerechnet: Daten, die bis zum Horizont erst wachsen; geplant wird vom ersten Tag an für den Horizont.',
    source:
      'ÖÄK 2008 und KBV (Kontakte, Personal), PLOS ONE 2020 e0233004 (Arbeitszeit am Bildschirm), Arcadia und AJEM 2013 (Klicks), SESAM-5 (Streuung); der Rest ist Annahme.',
  },
  capacity: {
    title: 'Auslastung',
    text: 'Jede Grenze ist ein Anteil; 1 ist die geplante Grenze, nicht das physische Ende. Engpass ist die Grenze mit dem größten Anteil. Geschwindigkeit zählt in Referenzkernen: Ein Kern eines CX33 auf EPYC Rome ist 1.',
    missing: 'Nicht gerechnet: Grenzen des Lastverteilers, Verluste beim Verteilen auf viele Server, langsame Platten.',
    source:
      'Spare Cores (gemessene Maschinen, 24-Stunden-Läufe), Dokumentation von MongoDB (Zwischenspeicher, Verbindungen, Namensräume), eigene Messung von Node.',
  },
  queueing: {
    title: 'Warteschlange',
    text: 'Eine Ordination bleibt bei einem Prozess und wartet hinter dessen schweren Anfragen. Das ist die Warteschlange M/H2/1, deren Wartezeit genau bekannt ist. Darum wird es oft zäh, lange bevor der Prozessor ausgelastet ist.',
    missing: 'Nicht gerechnet: Anlauf am Morgen, Wiederholungen, schwere Anfragen mit längerem Ausläufer.',
    source:
      'M/H2/1 mit Pollaczek-Khinchine als Probe; Erlang C gegen pyworkforce und octave queueing; Allen und Cunneen für die gemeinsame Schlange.',
  },
  availability: {
    title: 'Verfügbarkeit',
    text: 'Jede Ursache ist ein Block, alle Blöcke liegen in Reihe: Rechner, Software, Rechenzentrum, geplante Neustarts, Wiederherstellung und, wo gekauft, Lastverteiler, Weg und Atlas. Zwei Stimmen ohne dritte sind keine Umschaltung. Vertrag, Erwartung und Messung bleiben drei Zahlen.',
    missing:
      'Nicht gerechnet: gemeinsame Fehler zweier Rechner über den Standort hinaus, Ausfälle des Objektspeichers, Tageszeit der Ausfälle.',
    source:
      'AWS, Availability and Beyond; Billinton und Allan (Paare); SRE Workbook (Auslöser); Uptime 2024; Vorfälle bei Hetzner 2018 und 2025. Gegen Markow-Ketten und Simulation geprüft.',
  },
  contracts: {
    title: 'Vertrag (SLA)',
    text: 'Was Anbieter zusagen, ist eine eigene Zahl. Zwei Server, die einander ersetzen, sind nicht besser zugesagt als einer, denn kein Vertrag spricht vom Paar.',
    missing: 'Nicht gerechnet: Gutschriften und Ausschlüsse; sie stehen auf der Preisseite.',
    source: 'data/contracts.json: Hetzner Cloud and vServer Service Agreement, MongoDB Atlas SLA.',
  },
  'long-outage': {
    title: 'Ein langer Ausfall',
    text: 'Ein Mittelwert verbirgt den schlechten Tag. Ausfälle kommen zufällig, ihre Dauer ist exponentiell; daraus folgt, wie wahrscheinlich ein langer ist.',
    missing: 'Nicht gerechnet: Störungen, die sich gegenseitig auslösen.',
    source: 'Poisson-Prozess mit exponentiellen Dauern; überlappende Ausfälle nach Billinton und Allan, Beispiel 11.2.',
  },
  recovery: {
    title: 'Wiederherstellung',
    text: 'Die Dauer folgt aus der Datenmenge: Wer wächst, stellt länger wieder her. Dazu kommen bemerken, reagieren, bereitstellen und prüfen. Ein bereiter zweiter Server ersetzt das durch eine Umschaltung.',
    missing: 'Nicht gerechnet: gedrosselte oder gestörte Leitungen, ein nicht erreichbarer Betreuer.',
    source: 'Eigene Herleitung; die Geschwindigkeiten sind Annahmen und sollten gemessen werden.',
  },
  losses: {
    title: 'Verlorene Arbeit',
    text: 'Gefragt wird nach zwei Ereignissen: Ein Rechner ist verloren, oder etwas wurde gelöscht oder verschlüsselt. Eine Sicherung hält den Stand ihres Beginns und zählt ab ihrem Ende.',
    missing: 'Nicht gerechnet: Wiederherstellung auf jeden Zeitpunkt bei eigener Datenbank; nur die gemietete bietet sie.',
    source: 'Eigene Herleitung; Punkt-in-Zeit laut Architektur-Dokumentation von Atlas.',
  },
  durability: {
    title: 'Dauerhaftigkeit',
    text: 'Vier Ursachen zerstören den laufenden Bestand: Platte, Rechenzentrum, Irrtum, Einbruch. Gegen jede stehen Kopien, die danach mit einer Wahrscheinlichkeit brauchbar sind. Lesen Sie die Reihenfolge dieser Zahlen, nicht ihre Stellen.',
    missing: 'Nicht gerechnet: eine dritte Kopie mit Daten, eine nie geprobte Rücksicherung.',
    source: 'Backblaze 2024 (Platten), Sophos 2024 (Angriffe auf Sicherungen im Gesundheitswesen); der Rest ist Annahme.',
  },
  decision: {
    title: 'Entscheidung',
    text: 'Zuerst die Bedingungen, dann die Ziele, dann die kleinsten Gesamtkosten, bei Gleichstand weniger Ausfall. Erreicht kein Plan alle Ziele, werden die unvereinbaren Wünsche genannt. Was die Entscheidung kippt, wird durch erneutes Fragen gefunden.',
    missing: 'Nicht gerechnet: Vorlieben für Anbieter, Wissen im Haus, Verhandlungsrabatte.',
    source: 'Eigene Festlegung: docs/decisions/0012; die Sterne folgen aus docs/ratings.md.',
  },
  uncertainty: {
    title: 'Unsicherheit',
    text: 'Jede Ziehung ist eine Welt mit eigenem Wert für jede Annahme, jede Maschine und jeden geschätzten Preis; alle Pläne sehen dieselben Welten. Gezeigt werden p10, p50 und p90. Eine Spanne weiß nur, was das Modell weiß.',
    missing: 'Nicht gerechnet: Zusammenhänge zwischen Annahmen, der Unterschied einzelner Jahre.',
    source: 'Zufallszahlen mulberry32 mit festem Anfang; Quantile Typ 7; zweiteilige Dreiecksverteilung mit dem Median in der Mitte.',
  },
  prices: {
    title: 'Preise',
    text: 'Jeder Preis hat Tag, Quelle und zweite Lesung. Es gilt die neueste Zeile, die am Bestelltag schon gilt; ein Typwechsel zählt als neue Bestellung. Für Frankfurt ist Atlas geschätzt: der Preis aus us-east-1 mal den Faktoren im Preisbuch.',
    missing: 'Nicht gerechnet: Rabatte, Bindungen, künftige Preise.',
    source: 'data/pricing.json und seine Prüfregeln (docs/prices-check.md); Kurse der Europäischen Zentralbank.',
  },
  legal: {
    title: 'Recht',
    text: 'Bedingungen kommen vor jedem Preis und sind erfüllt, offen oder verfehlt; offen zählt nie als erfüllt. Es sind Hinweise mit Quelle und Tag, keine Rechtsberatung.',
    missing: 'Nicht gerechnet: ärztliche Schweigepflicht (§ 203 StGB), einzelne Unterauftragnehmer, Protokolle der Anwendung.',
    source: 'data/compliance.json: DSGVO, GTelG 2012, § 393 SGB V, mit Quelle und Tag je Bedingung.',
  },
  limits: {
    title: 'Was nicht gerechnet wird',
    text: 'Ein Modell lässt weg. Wer weiß, was fehlt, kann ihm trauen, soweit es reicht; diese Liste nennt es.',
    missing: '',
    source: 'docs/method.md, „What these figures are not“ und „What is not modelled“.',
  },
  sources: {
    title: 'Quellen',
    text: 'Formeln stammen aus der Literatur oder sind hergeleitet und gegen eine zweite Rechnung geprüft. Annahmen mit Beleg stehen hier mit ihrer Quelle; alle anderen heißen Annahme.',
    missing: '',
    source: '',
  },
};

export const de = {
  title: 'So wird gerechnet',
  lead: 'Jede Formel, woher sie kommt und was sie nicht weiß. Die Rechenbeispiele folgen Ihren Eingaben.',
  contents: 'Inhalt',
  formula: formulasDe,
  section,
  formulas: 'Formeln',
  parameters: (count: number) => (count === 1 ? '1 Annahme' : `${count} Annahmen`),
  parameter: 'Annahme',
  value: 'Wert',
  span: 'Spanne',
  kind: 'Art',
  kinds: { sourced: 'belegt', measured: 'gemessen', derived: 'abgeleitet', assumed: 'Annahme' },
  changed: 'Ihr Wert',
  /** Units of the assumptions that are words; the others are the same in both languages. */
  unit: {
    '1': '',
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
  } as Readonly<Record<string, string>>,
  worked: (design: string, tenants: string) => `Mit Ihren Zahlen: ${design}, ${tenants}`,
  step: 'Schritt',
  example: 'Beispiel',
  reference: 'Quelle',
  code: 'Code',
  isDrawing: 'wird gezogen',
  unknown: 'unbekannt',
  live: {
    peakRps: 'Anfragen je Sekunde in der Spitzenminute',
    databaseGb: 'Datenbank am Planungshorizont',
    filesGb: 'Dateien am Planungshorizont',
    binding: 'Engpass',
    total: (design: string) => `Gesamtkosten ${design} im Monat`,
    chosen: 'gewählt',
    netRange: 'Preis im Monat, p10–p90',
    downRange: 'Ausfall in Öffnungszeiten, p10–p90',
    carries: 'Aussicht, dass der Plan die Ordinationen trägt',
    asOf: 'Preisliste vom',
    ageDays: 'Alter in Tagen',
    rate: 'Wechselkurs',
    gate: 'Rechtliche Ampel',
  },
  limits: [
    'Keine Bestätigung: Keine Annahme wurde an echten Ordinationen geeicht. Dass ein Server 20 bis 30 Ordinationen trägt, war bekannt, als die Annahmen gewählt wurden.',
    'Kein Punkt: Die Reichweite ist die kleinste von vielen Grenzen, und in den meisten Ziehungen ist eine davon schlechter als wahrscheinlich. Lesen Sie zuerst die Spanne.',
    'Kein Versprechen eines Kerns: Geteilte Kerne schwanken gemessen um das Zwei- bis Vierfache.',
    'Keine Zusammenhänge: Teile fallen unabhängig aus, Annahmen werden unabhängig gezogen, ausgenommen der gemeinsame Standort und die gemeinsame Software.',
    'Kein schlechter Morgen: Die Warteschlange ist im Gleichgewicht der Spitzenminute, ohne Anlauf und Wiederholungen.',
    'Kein einzelnes Jahr: Ausfall ist ein Mittel über viele Jahre; alle Stunden zählen gleich.',
    'Keine Messung der Anbieter: Ein Vertrag ist ein Vertrag und steht in einer eigenen Spalte.',
    'Kein Volume für Dateien und keine ganze Rechnung für Objektspeicher bei AWS und Azure: Gerechnet wird der Platz, nicht Anfragen und Übertragung.',
    'Keine ganze Rechnung von Atlas: Datenübertragung, Wiederherstellung auf einen Zeitpunkt, Sharding und zusätzliche Platte fehlen.',
    'Keine Grenzen des Lastverteilers, keine Verluste beim Verteilen, keine Entfernung zwischen zwei Orten.',
    'Keine Verteilung der Ordinationen auf Zellen, keine mehreren Regionen oder Anbieter für die Server.',
    'Keine Daten, die bis zum Horizont wachsen: Ein Plan ist vom ersten Tag an für den Horizont bemessen.',
    'Kein weiteres Recht: Schweigepflicht, einzelne Unterauftragnehmer und Protokolle der Anwendung sind Aufgaben von Menschen.',
  ],
  literature: [
    'Erlang: Wartewahrscheinlichkeit C; geprüft gegen pyworkforce und octave queueing.',
    'Pollaczek und Khinchine: mittlere Wartezeit, als Probe für M/H2/1.',
    'Allen und Cunneen: Näherung für mehrere Prozesse mit einer Schlange.',
    'Gunther: Universal Scalability Law, gegen die Messwerte von SPEC SDM91.',
    'Billinton und Allan: reparierbare Paare, Beispiel 11.2.',
    'AWS: Availability and Beyond; Well-Architected, Verfügbarkeitstabellen.',
    'Google: SRE Workbook, Auslöser von Ausfällen.',
    'Spare Cores: gemessene Maschinen, CC BY-SA 4.0.',
  ],
  literatureTitle: 'Formeln und Messungen',
  dataTitle: 'Annahmen mit Beleg',
};

export type MethodWords = typeof de;
