/** Deutsche Sätze. Ein Satz für Inhaber: Tatsache, Folge, Abhilfe, je höchstens ein Teilsatz. */
import { dayText, euroText, monthText, numberText, stepText } from '../units/text.ts';
import type { Place, Resource } from '../models/capacity.ts';
import { sentence } from './sentence.ts';
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
};

const field: Words['field'] = {
  tenants: 'Ordinationen heute',
  tenantsIn12Months: 'Ordinationen in 12 Monaten',
  outageEuroPerHour: 'Kosten einer Stunde Ausfall',
  prices: 'Preisliste',
  vat: 'Umsatzsteuer',
  orderOn: 'Bestelltag',
  domain: 'Domain',
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
};
const places: Record<Place, string> = { server: '', database: ' der Datenbank', plan: '', backup: ' der Storage Box' };
const limit = (place: Place, resource: Resource) => resources[resource] + places[place];
const tenants = (count: number) => `${numberText(count, language)} ${count === 1 ? 'Ordination' : 'Ordinationen'}`;

export const wordsDe: Words = {
  language,
  optionTitle: { solo: 'Solo', single: 'Option\u00a0A', 'managed-db': 'Option\u00a0B', pair: 'Option\u00a0C' },
  optionName: { solo: 'ein Server', single: 'Server + Sicherung', 'managed-db': 'Server + Atlas', pair: 'zwei Server' },
  optionLine: {
    solo: 'Vergleichsbasis, nie empfohlen',
    single: 'an einem zweiten Ort',
    'managed-db': 'Datenbank gemietet',
    pair: 'mit dritter Stimme und Sicherung',
  },
  asQuotedLine: { 'managed-db': 'Datenbank gemietet, Dateien ungesichert', pair: 'ohne dritte Stimme, ohne Sicherung' },
  asQuoted: 'wie in der Analyse',
  decision: (option, count) => ({
    before: `Für ${tenants(count)} ${option === 'single' ? 'genügt' : 'empfiehlt sich'} `,
    marked: wordsDe.optionTitle[option],
    after: {
      solo: ': ein Server ohne zweiten Ort.',
      single: ': ein Server und eine Sicherung an einem zweiten Ort.',
      'managed-db': ': ein Server, die Datenbank bei MongoDB Atlas.',
      pair: ': zwei Server mit dritter Stimme und einer Sicherung an einem zweiten Ort.',
    }[option],
  }),
  undecided: (count, marks, machines) =>
    `Für ${tenants(count)} lässt sich mit dieser Preisliste nicht entscheiden: Für ${machines.join(' und ')} (${marks.join(', ')}) nennt sie keinen Preis.`,
  undecidedNext: 'Ein fehlender Preis ist unbekannt, nicht null.',
  nothingFits: (count, reach) => `${tenants(count)} trägt keine dieser Bauweisen: Die größte reicht bis ${numberText(reach, language)}.`,
  nothingFitsNext:
    'Darüber braucht es mehrere Server hinter einem Lastverteiler oder Kopien der Anlage. Diese Bauweisen sind hier noch nicht gerechnet.',
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
        return `${mark(reason.id)} ist die einzige Lösung, die nicht ausscheidet: ${euroText(reason.total, language, 0)} im Monat mit Betreuung und erwartetem Ausfall.`;
      case 'excluded':
        return `${mark(reason.id)} scheidet aus. ${sentence(wordsDe, reason.because)}`;
      case 'safer-costs-more':
        return `${mark(reason.id)} erspart jeder Ordination ${numberText(reason.hoursSaved, language, 1)} Stunden Ausfall in Öffnungszeiten im Jahr, kostet aber ${euroText(reason.costsMore, language, 0)} mehr im Monat.`;
      case 'also-safest':
        return `Keine andere zulässige Lösung fällt seltener aus: ${numberText(reason.hours, language, 1)} Stunden in Öffnungszeiten im Jahr.`;
    }
  },
  runnerUp: (mark, cost, than) =>
    `Zweitbeste Lösung: ${mark}${cost && than ? ` für ${euroText({ ...cost.sum, euro: cost.sum.euro.minus(than.sum.euro) }, language, 0)} mehr im Monat` : ''}.`,
  finding: {
    'backup.none': () => 'Es gibt keine Sicherung an einem zweiten Ort: Was dort zerstört oder gelöscht wird, ist verloren.',
    'backup.files-missing': () => 'Niemand sichert die Dateien: Atlas sichert nur die Datenbank.',
    'vote.missing': () => 'Zwei Stimmen ohne dritte: Fällt ein Server aus, nimmt auch der andere nichts an, bis jemand eingreift.',
    'standby.too-small': ({ tenants: count }) => `Der Ersatzserver allein trägt nur ${tenants(count)}.`,
    'server.single': () => 'Ein einzelner Server: Fällt er aus, stehen alle Ordinationen.',
    'price.unknown': ({ machines }) => `Kein Preis bekannt für ${machines.join(', ')}. Unbekannt ist nicht null.`,
    'price.estimate': ({ labels }) => `Kein fester Preis für ${labels.join(', ')}, nur eine Spanne. Vor der Bestellung bestätigen.`,
    'stock.sold-out': ({ label, observedOn, isFresh }) =>
      isFresh
        ? `${label} ist ausverkauft, gesehen am ${dayText(observedOn, language)}.`
        : `${label} war am ${dayText(observedOn, language)} ausverkauft. Ob er heute lieferbar ist, ist unbekannt.`,
  },
  fallback: ({ name, priceStep, needsOtherBuild }) => `${name} ${stepText(priceStep, language)}${needsOtherBuild ? ' (ARM)' : ''}`,
  fallbacks: (list) => `Ersatz, falls ausverkauft: ${list.join(', ')}.`,
  limit,
  slot: { app: 'App', files: 'Dateien', database: 'MongoDB', vote: '3. Stimme', 'local-backup': 'Sicherung' },
  site: { nbg1: 'Nürnberg', fsn1: 'Falkenstein', hel1: 'Helsinki', 'eu-central-1': 'Frankfurt, Atlas' },
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
      case 'link.version':
        return `Der Link hat die Version „${details.version}“, gelesen wird Version ${details.known}. Bekannte Angaben wurden übernommen.`;
      case 'link.twice':
        return `${name} steht zweimal da. Verwendet wurde der erste Wert.`;
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
