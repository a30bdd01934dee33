/** Deutsche Sätze. Ein Satz für Inhaber: Tatsache, Folge, Abhilfe, je höchstens ein Teilsatz. */
import { dayText, euroText, hoursText, monthText, numberText, percentText, stepText } from '../units/text.ts';
import type { Place, Resource } from '../models/capacity.ts';
import { optionOfPlan } from '../options/plan.ts';
import { findingsDe } from './findings.de.ts';
import { judgementDe } from './judgement.de.ts';
import { gateSentence } from './judgement.ts';
import type { Words } from './words.ts';

const language = 'de';

const fieldLimit: Words['fieldLimit'] = {
  tenants: 'eine ganze Zahl von 1 bis 1.000',
  tenantsIn12Months: 'eine ganze Zahl von 1 bis 1.000',
  outageEuroPerHour: 'eine Zahl von 0 bis 10.000',
  prices: '„current“ oder „quoted“',
  vat: '„AT“, „DE“ oder „none“',
  orderOn: 'ein Tag des Kalenders in der Form JJJJ-MM-TT',
  domain: 'ein Hostname wie „ordination.example“',
  project: 'ein Name aus Kleinbuchstaben, Ziffern und einzelnen Bindestrichen, höchstens 24 Zeichen, wie „ordination“',
  alertEmail: 'eine Mailadresse in Kleinbuchstaben wie „alerts@ordination.example“',
  adminNetworks: 'bis zu 10 Netze ohne Rechneranteil wie „198.51.100.7/32,2001:db8:1::/48“',
  os: '„ubuntu-24.04“ oder „ubuntu-26.04“',
  backupTo: '„storage-box“, „storage-box-borg“, „s3“ oder „azure“',
  runningSince: 'ein Tag des Kalenders in der Form JJJJ-MM-TT',
  queue: '„per-worker“ oder „shared“',
  databases: '„shared“ oder „per-practice“',
  sizeMargin: 'eine Zahl von 0 bis 3',
  measuredAvailability: 'ein Prozentsatz von 0 bis 100',
  jurisdiction: '„AT“ oder „DE“',
  profile: '„start“, „production“, „growth“ oder „none“',
  targetAvailability: 'ein Prozentsatz von 0 bis 100 oder „any“',
  targetAvailabilityOver: '„year“ oder „opening-hours“',
  targetHostLossHours: 'eine Zahl von Stunden von 0 bis 8.760 oder „any“',
  targetErrorHours: 'eine Zahl von Stunden von 0 bis 8.760 oder „any“',
  targetRestoreHours: 'eine Zahl von Stunden von 0 bis 8.760 oder „any“',
  targetPointInTime: '„yes“ oder „no“',
  targetEuroPerMonth: 'ein Betrag von 0 bis 1.000.000 oder „any“',
  targetOperatorHours: 'eine Zahl von Stunden von 0 bis 1.000 oder „any“',
  productionInMonths: 'eine ganze Zahl von 1 bis 36',
  assumptions: 'Werte wie „fastMs~3.1“ oder „fastMs~2~3~5“ (niedrig, wahrscheinlich, hoch), verbunden mit „_“',
};

const field: Words['field'] = {
  tenants: 'Ordinationen heute',
  tenantsIn12Months: 'Ordinationen in 12 Monaten',
  outageEuroPerHour: 'Kosten einer Stunde Ausfall',
  prices: 'Preisliste',
  vat: 'Umsatzsteuer',
  orderOn: 'Bestelltag',
  domain: 'Domain',
  project: 'Name des Projekts',
  alertEmail: 'Mailadresse für Alarme',
  adminNetworks: 'Netze der Administration',
  os: 'Betriebssystem',
  backupTo: 'Ziel der Sicherung',
  runningSince: 'Server laufen seit',
  queue: 'Warteschlange der Software',
  databases: 'Datenbanken',
  sizeMargin: 'Zuschlag für ungleiche Ordinationen',
  measuredAvailability: 'Gemessene Verfügbarkeit',
  jurisdiction: 'Recht',
  profile: 'Phase',
  targetAvailability: 'Ziel: Verfügbarkeit in Prozent',
  targetAvailabilityOver: 'Ziel: Verfügbarkeit über',
  targetHostLossHours: 'Ziel: Verlust beim Ausfall eines Rechners, Stunden',
  targetErrorHours: 'Ziel: Verlust nach einem Irrtum, Stunden',
  targetRestoreHours: 'Ziel: Stunden bis zur Wiederherstellung',
  targetPointInTime: 'Ziel: Wiederherstellung auf jeden Zeitpunkt',
  targetEuroPerMonth: 'Ziel: Preis im Monat',
  targetOperatorHours: 'Ziel: Betreuung im Monat, Stunden',
  productionInMonths: 'Produktion in Monaten',
  assumptions: 'Eigene Werte',
};

const resources: Record<Resource, string> = {
  cpu: 'Prozessor',
  latency: 'Wartezeit',
  ram: 'Arbeitsspeicher',
  disk: 'Plattenplatz',
  iops: 'Plattenzugriffe',
  connections: 'Verbindungen',
  backupWindow: 'nächtliche Sicherung',
  restore: 'Dauer der Wiederherstellung',
  namespaces: 'Collections und Indizes',
};
const places: Record<Place, string> = { server: '', database: ' der Datenbank', plan: '', backup: ' der Storage Box' };
const limit = (place: Place, resource: Resource) => resources[resource] + places[place];
/** The ends of what a parameter may be lie between a billionth and a billion. */
const bound = (value: unknown) => numberText(Number(value), language, Number.isInteger(value) ? 0 : 9);
const list = (all: readonly string[]) => (all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} und ${all.at(-1)}`);
const tenants = (count: number) => `${numberText(count, language)} ${count === 1 ? 'Ordination' : 'Ordinationen'}`;

export const wordsDe: Words = {
  language,
  optionTitle: { solo: 'Solo', single: 'Option\u00a0A', 'managed-db': 'Option\u00a0B', pair: 'Option\u00a0C' },
  planName: {
    solo: 'ein Server',
    single: 'Server + Sicherung',
    'three-mongods': 'drei mongod, ein Server',
    split: 'Server + Datenbankserver',
    'single-cells': 'mehrere Zellen von A',
    'managed-db': 'Server + Atlas',
    'managed-db-as-quoted': 'Server + Atlas',
    'managed-db-balanced': 'mehrere Server + Atlas',
    pair: 'zwei Server',
    'pair-as-quoted': 'zwei Server',
    'pair-two-sites': 'zwei Server, zwei Orte',
    cluster: 'Cluster',
    'pair-cells': 'mehrere Zellen von C',
  },
  planLine: {
    solo: 'Vergleichsbasis, nie empfohlen',
    single: 'an einem zweiten Ort',
    'three-mongods': 'ein Replica Set, aber nur ein Rechner',
    split: 'Sicherung an einem zweiten Ort',
    'single-cells': 'jede für einen Teil der Ordinationen',
    'managed-db': 'Datenbank gemietet',
    'managed-db-as-quoted': 'Datenbank gemietet, Dateien ungesichert',
    'managed-db-balanced': 'hinter einem Lastverteiler',
    pair: 'mit dritter Stimme und Sicherung',
    'pair-as-quoted': 'ohne dritte Stimme, ohne Sicherung',
    'pair-two-sites': 'mit dritter Stimme und Sicherung an einem dritten',
    cluster: 'Lastverteiler, Server und Replica Set aus drei',
    'pair-cells': 'jede für einen Teil der Ordinationen',
  },
  asQuoted: 'wie in der Analyse',
  decision: (id, count) => ({
    before: `Für ${tenants(count)} ${id === 'single' ? 'genügt' : 'empfiehlt sich'} `,
    marked: wordsDe.optionTitle[optionOfPlan[id]],
    after: {
      solo: ': ein Server ohne zweiten Ort.',
      single: ': ein Server und eine Sicherung an einem zweiten Ort.',
      'three-mongods': ': ein Server mit drei Datenbankprozessen.',
      split: ', ausgebaut: ein Server für die Software, einer für die Datenbank, eine Sicherung an einem zweiten Ort.',
      'single-cells': ' in mehreren Zellen: gleiche Server mit Sicherung, jeder für einen Teil der Ordinationen.',
      'managed-db': ': ein Server, die Datenbank bei MongoDB Atlas.',
      'managed-db-as-quoted': ': ein Server, die Datenbank bei MongoDB Atlas.',
      'managed-db-balanced': ', ausgebaut: mehrere Server hinter einem Lastverteiler, die Datenbank bei MongoDB Atlas.',
      pair: ': zwei Server mit dritter Stimme und einer Sicherung an einem zweiten Ort.',
      'pair-as-quoted': ': zwei Server.',
      'pair-two-sites': ': zwei Server an zwei Orten, dritte Stimme und Sicherung an einem dritten.',
      cluster: ', ausgebaut: mehrere Server hinter einem Lastverteiler und ein Replica Set aus drei Servern.',
      'pair-cells': ' in mehreren Zellen: Paare von Servern, jedes für einen Teil der Ordinationen.',
    }[id],
  }),
  decisionUnproven: (id, count) => ({
    before: `Für ${tenants(count)} erfüllt nur `,
    marked: wordsDe.optionTitle[optionOfPlan[id]],
    after: ' die Ziele; dass sie zulässig ist, ist nicht belegt.',
  }),
  undecided: (count, marks, machines) =>
    `Für ${tenants(count)} lässt sich mit dieser Preisliste nicht entscheiden: Für ${list(machines)} (${marks.join(', ')}) nennt sie keinen Preis.`,
  undecidedNext: 'Ein fehlender Preis ist unbekannt, nicht null.',
  nothingFits: (count, reach) => `${tenants(count)} trägt keine dieser Bauweisen: Die größte reicht bis ${numberText(reach, language)}.`,
  nothingAllowed: (count, stoppedBy) =>
    `Für ${tenants(count)} ist keine Bauweise zulässig. ${stoppedBy.map((gate) => gateSentence(judgementDe, gate)).join(' ')}`,
  nothingFitsNext: 'Kleinere Einheiten, die jede für sich laufen, tragen mehr; dafür fehlen hier die Preise.',
  nextChange: ({ at, from, to, priceStep, expectedOn, cause }) => {
    const when =
      expectedOn === undefined ? `Ab ${tenants(at)}` : `Ab ${tenants(at)}, voraussichtlich im ${monthText(expectedOn, language)},`;
    if (to === undefined)
      return `${when} reicht auch ${from} nicht mehr, die größte Stufe dieser Bauweise. Engpass: ${limit(cause.place, cause.resource)}.`;
    const price = priceStep === undefined ? 'der Preisschritt ist unbekannt' : `das kostet ${euroText(priceStep, language)} mehr im Monat`;
    return `${when} brauchen Sie ${to}: ${price}. Engpass: ${limit(cause.place, cause.resource)}.`;
  },
  noNextChange: 'Im berechneten Bereich ist kein weiterer Ausbau nötig.',
  reason: (reason, mark) => {
    switch (reason.code) {
      case 'cheapest':
        return `${mark(reason.id)} kostet mit Betreuung und erwartetem Ausfall ${euroText(reason.total, language, 0)} im Monat, ${reason.others
          .map(({ id, total }) => `${mark(id)} ${euroText(total, language, 0)}`)
          .join(', ')}.`;
      case 'only-one':
        return reason.unpriced.length > 0
          ? `${mark(reason.id)} kostet mit Betreuung und erwartetem Ausfall ${euroText(reason.total, language, 0)} im Monat; für ${reason.unpriced.map(mark).join(' und ')} fehlt ein Preis, schon das Bekannte ist teurer.`
          : `${wordsDe.optionTitle[optionOfPlan[reason.id]]} ist die einzige, die in Frage kommt: ${euroText(reason.total, language, 0)} im Monat mit Betreuung und erwartetem Ausfall.`;
      case 'gate':
        return judgementDe.byGate(mark(reason.id), reason.because);
      case 'misses':
        return judgementDe.byMiss(mark(reason.id), reason.costsLess, reason.because);
      case 'safer-costs-more':
        return `${mark(reason.id)} erspart jeder Ordination ${numberText(reason.hoursSaved, language, 1)} Stunden Ausfall in Öffnungszeiten im Jahr, kostet aber ${euroText(reason.costsMore, language, 0)} mehr im Monat.`;
      case 'also-safest':
        return `Keine andere zulässige Lösung fällt seltener aus: ${numberText(reason.hours, language, 1)} Stunden in Öffnungszeiten im Jahr.`;
    }
  },
  runnerUp: (mark, cost, than) =>
    `Zweitbeste Lösung: ${mark}${cost && than ? ` für ${euroText({ ...cost.sum, euro: cost.sum.euro.minus(than.sum.euro) }, language, 0)} mehr im Monat` : ''}.`,
  finding: findingsDe,
  fallback: ({ name, priceStep, needsOtherBuild }) => `${name} ${stepText(priceStep, language)}${needsOtherBuild ? ' (ARM)' : ''}`,
  fallbacks: (list) => `Ersatz, falls ausverkauft: ${list.join(', ')}.`,
  limit,
  slot: { app: 'App', files: 'Dateien', database: 'MongoDB', vote: '3. Stimme', 'local-backup': 'Sicherung' },
  site: {
    nbg1: 'Nürnberg',
    fsn1: 'Falkenstein',
    hel1: 'Helsinki',
    'eu-central-1': 'Frankfurt, AWS',
    germanywestcentral: 'Frankfurt, Azure',
  },
  field,
  fieldLimit,
  error: ({ code, details, message }, nameOf = (key) => `„${field[key]}“`) => {
    const name = details.field !== undefined && details.field in field ? nameOf(details.field as keyof typeof field) : details.field;
    const allowed = fieldLimit[details.field as keyof typeof fieldLimit];
    switch (code) {
      case 'scenario.wrong-value':
        return `${name} ist ${details.value}, erlaubt ist ${allowed}.`;
      case 'scenario.missing':
        return `${name} fehlt. Erlaubt ist ${allowed}.`;
      case 'scenario.unknown-field':
        return `„${details.field}“ ist keine Eingabe. Eingaben sind ${details.known}.`;
      case 'scenario.wrong-assumption':
        return `${name}: „${details.key}“ ist ${details.value}, erlaubt ist eine Zahl von ${bound(details.least)} bis ${bound(details.most)} oder drei davon der Reihe nach (niedrig, wahrscheinlich, hoch).`;
      case 'scenario.unknown-assumption':
        return `${name}: ${details.key} ist kein Parameter. Alle Parameter stehen in data/assumptions.json.`;
      case 'link.version':
        return `Der Link hat die Version „${details.version}“, gelesen wird Version ${details.known}. Bekannte Angaben wurden übernommen.`;
      case 'link.twice':
        return `${name} steht zweimal da. Verwendet wurde der erste Wert.`;
      case 'link.too-long':
        return `${name}: Der Wert im Link hat mehr als ${details.most} Zeichen und wurde nicht gelesen.`;
      case 'link.wrong-stamp':
        return `Der Teil „at“ des Links ist ${details.value}. Was der Link damals sagte, ist nicht bekannt.`;
      default:
        return message;
    }
  },
  tenants,
  unknown: 'unbekannt',
  never: 'ohne Ende',
  about: (amount) => `etwa ${amount}`,
  atLeast: (amount) => `mindestens ${amount}`,
  orMore: (amount) => `${amount} und mehr`,
  noContract: 'kein Vertrag',
  everything: 'alles',
  judgement: judgementDe,
  reliability: {
    design: 'Bauweise',
    promised: 'Vertrag (SLA)',
    expected: 'erwartet (p10–p90)',
    down: 'Ausfall/Jahr*',
    longest: 'längster†',
    overFour: '> 4 h im Jahr',
    hostLoss: 'verloren: Rechner',
    error: 'verloren: Irrtum',
    totalLoss: 'alles weg, 10 Jahre',
  },
  reliabilityNote:
    '† neun Jahre von zehn ist kein Ausfall länger. „Verloren“: Stunden Arbeit, die nach dem Verlust eines Rechners oder nach einem Irrtum fehlen, im schlechtesten Fall. „Kein Vertrag“: Für einen nötigen Teil verspricht niemand etwas.',
  measured: (availability, hours) => `Gemessen: ${percentText(availability, language, 3)} (${hoursText(hours, language)} Ausfall im Jahr).`,
  beyondCatalogue: 'keine Stufe reicht',
  terminal: {
    machines: 'Server',
    net: 'netto/Monat',
    gross: 'brutto/Monat',
    perTenant: 'je Ordination',
    range: 'Spanne p10–p90',
    down: 'Ausfall/Jahr*',
    reach: 'reicht bis',
    binding: 'Engpass',
    next: 'danach',
    findings: 'Befunde',
    more: (count) => `${numberText(count, language)} weitere Befunde mittleren Gewichts: --all.`,
    excluded: 'scheidet aus',
    prices: ({ id, asOf, ageDays, isStale }) =>
      id === 'quoted'
        ? `Preise: wie in der Analyse genannt (${dayText(asOf, language)}).`
        : `Preise: Liste vom ${dayText(asOf, language)}, ${ageDays} Tage alt${isStale ? ': vor einer Bestellung neu prüfen' : ''}.`,
    rate: (usdPerEur, on) => `Wechselkurs: ${numberText(Number(usdPerEur), language, 4)} USD je EUR vom ${dayText(on, language)}.`,
    vatUnstated: 'Die Analyse sagt nicht, ob Umsatzsteuer enthalten ist; ihre Preise gelten hier als netto.',
    disclaimer: `* in Öffnungszeiten. Schätzung, kein Angebot.`,
  },
};
