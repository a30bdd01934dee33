/** Deutsche Sätze zu den Befunden: Tatsache, Folge, Abhilfe. */
import type { Place, Resource } from '../models/capacity.ts';
import type { Money } from '../units/money.ts';
import { dayText, euroText, hoursText, numberText, percentText } from '../units/text.ts';
import type { Safeguard } from '../advice/findings.ts';
import type { FindingWords } from './findings.ts';

const language = 'de';
const list = (all: readonly string[]) => [all.slice(0, -1).join(', '), ...all.slice(-1)].filter(Boolean).join(' und ');
const tenants = (count: number) => `${numberText(count, language)} ${count === 1 ? 'Ordination' : 'Ordinationen'}`;
/** Ein Anteil des Jahres, in Prozent. */
const available = (share: number) => percentText(share, language, 3);
const duration = (minutes: number) => hoursText(minutes / 60, language);
const withBasis = (price: Money) => `${euroText(price, language)} ${price.basis === 'net' ? 'ohne' : 'mit'} Umsatzsteuer`;

const safeguards: Record<Safeguard, string> = {
  'login-guard': 'Schutz vor dem Erraten von Passwörtern (Fail2Ban)',
  'automatic-updates': 'automatische Sicherheitsupdates',
  'audit-log': 'ein Protokoll der Zugriffe',
  encryption: 'die Verschlüsselung der Platten',
};

const resources: Record<Resource, string> = {
  cpu: 'Der Prozessor',
  latency: 'Die erlaubte Wartezeit',
  ram: 'Der Arbeitsspeicher',
  disk: 'Der Plattenplatz',
  iops: 'Die Zahl der Plattenzugriffe',
  connections: 'Die Zahl der Verbindungen',
  backupWindow: 'Die Zeit für die nächtliche Sicherung',
  restore: 'Die erlaubte Dauer der Wiederherstellung',
  namespaces: 'Die Zahl der Tabellen',
};
const places: Record<Place, string> = { server: '', database: ' der Datenbank', plan: '', backup: ' der Storage Box' };

export const findingsDe: FindingWords = {
  'server.single': ({ inCells }) => ({
    fact: `Die Software läuft auf einem einzigen Server${inCells ? ' je Zelle' : ''}.`,
    consequence: `Fällt er aus, stehen alle ${inCells ? 'ihre ' : ''}Ordinationen.`,
    remedy: 'Ein zweiter Server, der von selbst übernimmt.',
  }),
  'app.single-before-managed': ({ availability, ofDatabase }) => ({
    fact: 'Vor der gemieteten, mehrfach vorhandenen Datenbank steht nur ein Server.',
    consequence: `Statt der ${available(ofDatabase)} der Datenbank kommen in der Ordination ${available(availability)} an.`,
    remedy: 'Mehrere Server hinter einem Lastverteiler.',
  }),
  'standby.too-small': ({ tenants: count }) => ({
    fact: `Der Ersatzserver allein trägt nur ${tenants(count)}.`,
    consequence: 'Muss er übernehmen, wird es für alle zu langsam, oder es steht.',
    remedy: 'Ein Ersatzserver so groß wie der erste.',
  }),
  'backup.none': () => ({
    fact: 'Es gibt keine Sicherung an einem zweiten Ort.',
    consequence: 'Was dort zerstört oder gelöscht wird, ist verloren.',
    remedy: 'Jede Nacht eine verschlüsselte Sicherung von Datenbank und Dateien an einen zweiten Ort.',
  }),
  'backup.files-missing': () => ({
    fact: 'Niemand sichert die Dateien, gesichert ist nur die Datenbank.',
    consequence: 'Mit dem Server gehen Befunde, Bilder und Briefe verloren.',
    remedy: 'Jede Nacht auch die Dateien an einen zweiten Ort sichern.',
  }),
  'replica.no-backup': ({ chance }) => ({
    fact: 'Die zweite Datenbank ist eine laufende Kopie, keine Sicherung.',
    consequence: `Sie übernimmt jeden Irrtum und jede Verschlüsselung durch Angreifer: Mit ${percentText(chance, language)} Wahrscheinlichkeit ist in zehn Jahren alles verloren.`,
    remedy: 'Zusätzlich eine Sicherung an einem zweiten Ort, die die Server nicht löschen können.',
  }),
  'replication.none': ({ hoursLost }) => ({
    fact: 'Die Datenbank läuft auf einem einzigen Rechner.',
    consequence:
      hoursLost === 'everything'
        ? 'Geht er verloren, ist alles verloren.'
        : `Geht er verloren, fehlt die Arbeit von bis zu ${hoursText(hoursLost, language)}.`,
    remedy: 'Eine laufende Kopie der Datenbank auf einem zweiten Rechner.',
  }),
  'replicas.same-host': ({ copies }) => ({
    fact: `${numberText(copies, language)} Kopien der Datenbank laufen auf demselben Rechner.`,
    consequence: 'Fällt er aus, fallen alle aus: Sie kosten Speicher und schützen vor keinem Ausfall.',
    remedy: 'Jede Kopie auf einen eigenen Rechner, oder nur eine.',
  }),
  'vote.missing': ({ minutes, minutesOfOneServer }) => ({
    fact: 'Zwei Server ohne dritten, der bei einem Ausfall entscheidet.',
    consequence: `Fällt einer aus, nimmt auch der andere nichts an, bis jemand eingreift: ${duration(minutes)} Ausfall im Jahr, mit einem einzelnen Server wären es ${duration(minutesOfOneServer)}.`,
    remedy: 'Ein kleiner dritter Server an einem anderen Ort, der nur mitstimmt.',
  }),
  'security.unhardened': ({ missing }) => ({
    fact: `Nicht vorgesehen: ${list(missing.map((one) => safeguards[one]))}.`,
    consequence: 'Angreifer haben es leichter, und ein Zugriff auf Patientendaten bliebe unbemerkt.',
    remedy: 'Diese Punkte vor dem ersten Patienten einrichten.',
  }),
  'cpu.shared': ({ tenants: count }) => ({
    fact: 'Der Prozessor wird mit Fremden geteilt.',
    consequence: `Nehmen sie sich ihren Teil, reicht es nur für ${tenants(count)}.`,
    remedy: 'Ein Server mit eigenen Kernen oder eine Größe mehr, und vorher messen.',
  }),
  'headroom.small': ({ place, resource, share }) => ({
    fact: `${resources[resource]}${places[place]} ist zu ${percentText(share, language)} ausgeschöpft.`,
    consequence: 'Wenige Ordinationen mehr brauchen schon die nächste Größe.',
    remedy: 'Die nächste Größe vormerken und rechtzeitig bestellen.',
  }),
  'growth.outgrown': ({ expected, tenants: count }) => ({
    fact: `In zwölf Monaten werden ${tenants(expected)} erwartet.`,
    consequence: `Diese Server tragen nur ${numberText(count, language)}: Im Lauf des Jahres ist umzubauen.`,
    remedy: 'Gleich größer bestellen oder den Umbau einplanen.',
  }),
  'maintenance.manual': ({ hoursPerMonth }) => ({
    fact: 'Updates und Kontrollen geschehen von Hand.',
    consequence: `Das kostet ${hoursText(hoursPerMonth, language)} im Monat, und was vergessen wird, fällt niemandem auf.`,
    remedy: 'Updates, Überwachung und Probe der Sicherung automatisch laufen lassen.',
  }),
  'price.unknown': ({ machines }) => ({
    fact: `Kein Preis bekannt für ${list(machines)}.`,
    consequence: 'Unbekannt ist nicht null.',
    remedy: 'Den Preis beim Anbieter nachsehen und eintragen.',
  }),
  'price.estimate': ({ labels }) => ({
    fact: `Kein fester Preis für ${list(labels)}, nur eine Spanne.`,
    consequence: 'Die Rechnung kann höher oder niedriger ausfallen.',
    remedy: 'Den Preis vor der Bestellung bestätigen lassen.',
  }),
  'price.stale': ({ asOf, days }) => ({
    fact: `Die Preise sind vom ${dayText(asOf, language)} und damit ${numberText(days, language)} Tage alt.`,
    consequence: 'Seither können sie sich geändert haben.',
    remedy: 'Die Preise vor der Bestellung neu prüfen.',
  }),
  'stock.sold-out': ({ label, observedOn, isFresh }) =>
    isFresh
      ? {
          fact: `${label} ist ausverkauft, gesehen am ${dayText(observedOn, language)}.`,
          consequence: 'So lässt sich die Lösung heute nicht bestellen.',
          remedy: 'Einen Ersatz bestellen oder warten, bis der Typ wieder lieferbar ist.',
        }
      : {
          fact: `${label} war am ${dayText(observedOn, language)} ausverkauft.`,
          consequence: 'Ob er heute lieferbar ist, ist unbekannt.',
          remedy: 'Vor der Entscheidung nachsehen und einen Ersatz bereithalten.',
        },
  'type.deprecated': ({ label, notOrderableFrom }) => ({
    fact: `${label} läuft aus.`,
    consequence: `Ab ${dayText(notOrderableFrom, language)} lässt er sich nicht mehr bestellen, auch nicht zum Ausbau.`,
    remedy: 'Einen Typ wählen, der weiter verkauft wird.',
  }),
  'seed.not-reproducible': ({ label, quoted, nearest }) => ({
    fact: `Die Analyse nennt ${euroText(quoted, language)} für ${label}.`,
    consequence: `Kein bekannter Listenpreis ergibt das, am nächsten liegen ${withBasis(nearest)}.`,
    remedy: 'Mit den heutigen Preisen rechnen.',
  }),
};
