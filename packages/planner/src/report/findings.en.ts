/** English sentences of findings: fact, consequence, remedy. */
import type { Place, Resource } from '../models/capacity.ts';
import type { Money } from '../units/money.ts';
import { dayText, euroText, hoursText, numberText, percentText } from '../units/text.ts';
import type { Safeguard } from '../advice/findings.ts';
import type { FindingWords } from './findings.ts';

const language = 'en';
const list = (all: readonly string[]) => [all.slice(0, -1).join(', '), ...all.slice(-1)].filter(Boolean).join(' and ');
const tenants = (count: number) => `${numberText(count, language)} ${count === 1 ? 'practice' : 'practices'}`;
/** A share of the year, in per cent. */
const available = (share: number) => percentText(share, language, 3);
const duration = (minutes: number) => hoursText(minutes / 60, language);
const withBasis = (price: Money) => `${euroText(price, language)} ${price.basis === 'net' ? 'without' : 'with'} VAT`;

const safeguards: Record<Safeguard, string> = {
  'login-guard': 'a guard against guessed passwords (Fail2Ban)',
  'automatic-updates': 'automatic security updates',
  'audit-log': 'a log of who read what',
  encryption: 'encryption of the disks',
};

const resources: Record<Resource, string> = {
  cpu: 'The processor',
  latency: 'The allowed waiting time',
  ram: 'The memory',
  disk: 'The disk',
  iops: 'The number of disk accesses',
  connections: 'The number of connections',
  backupWindow: 'The time for the nightly backup',
  restore: 'The allowed time of a restore',
  namespaces: 'The number of tables',
};
const places: Record<Place, string> = { server: '', database: ' of the database', plan: '', backup: ' of the Storage Box' };

export const findingsEn: FindingWords = {
  'server.single': ({ inCells }) => ({
    fact: `The software runs on a single server${inCells ? ' in each cell' : ''}.`,
    consequence: `If it fails, every practice${inCells ? ' of the cell' : ''} stands still.`,
    remedy: 'A second server that takes over by itself.',
  }),
  'app.single-before-managed': ({ availability, ofDatabase }) => ({
    fact: 'Only one server stands in front of the rented database, which exists several times.',
    consequence: `Of the ${available(ofDatabase)} of the database, ${available(availability)} reach the practice.`,
    remedy: 'Several servers behind a load balancer.',
  }),
  'standby.too-small': ({ tenants: count }) => ({
    fact: `Alone, the standby carries only ${tenants(count)}.`,
    consequence: 'If it must take over, everything is too slow or stands still.',
    remedy: 'A standby as large as the first server.',
  }),
  'backup.none': () => ({
    fact: 'There is no backup at a second site.',
    consequence: 'What is destroyed or deleted there is lost.',
    remedy: 'An encrypted backup of database and files to a second site every night.',
  }),
  'backup.files-missing': () => ({
    fact: 'Nobody backs up the files, only the database is backed up.',
    consequence: 'Reports, images and letters are lost with the server.',
    remedy: 'Back up the files to a second site every night as well.',
  }),
  'replica.no-backup': ({ chance }) => ({
    fact: 'The second database is a running copy, not a backup.',
    consequence: `It repeats every mistake and every encryption by attackers: with a chance of ${percentText(chance, language)} all is lost within ten years.`,
    remedy: 'In addition a backup at a second site that the servers cannot delete.',
  }),
  'replication.none': ({ hoursLost }) => ({
    fact: 'The database runs on a single machine.',
    consequence:
      hoursLost === 'everything'
        ? 'If that is lost, everything is lost.'
        : `If that is lost, up to ${hoursText(hoursLost, language)} of work are missing.`,
    remedy: 'A running copy of the database on a second machine.',
  }),
  'replicas.same-host': ({ copies }) => ({
    fact: `${numberText(copies, language)} copies of the database run on the same machine.`,
    consequence: 'If it fails, all of them fail: they cost memory and guard against no outage.',
    remedy: 'A machine of its own for each copy, or only one copy.',
  }),
  'vote.missing': ({ minutes, minutesOfOneServer }) => ({
    fact: 'Two servers without a third that decides when one fails.',
    consequence: `If one fails, the other accepts nothing either until somebody steps in: ${duration(minutes)} of outage a year, with a single server it would be ${duration(minutesOfOneServer)}.`,
    remedy: 'A small third server at another site that only votes.',
  }),
  'security.unhardened': ({ missing }) => ({
    fact: `Not provided for: ${list(missing.map((one) => safeguards[one]))}.`,
    consequence: 'Attackers have it easier, and nobody would notice that patient data was read.',
    remedy: 'Set these up before the first patient.',
  }),
  'cpu.shared': ({ tenants: count }) => ({
    fact: 'The processor is shared with strangers.',
    consequence: `If they take their part, it is enough for ${tenants(count)} only.`,
    remedy: 'A server with cores of its own or one size more, and measure first.',
  }),
  'headroom.small': ({ place, resource, share }) => ({
    fact: `${resources[resource]}${places[place]} is used up to ${percentText(share, language)}.`,
    consequence: 'A few more practices already need the next size.',
    remedy: 'Plan for the next size and order it in time.',
  }),
  'growth.outgrown': ({ expected, tenants: count }) => ({
    fact: `In twelve months ${tenants(expected)} are expected.`,
    consequence: `These servers carry only ${numberText(count, language)}: they must be changed within the year.`,
    remedy: 'Order larger ones at once, or plan for the change.',
  }),
  'maintenance.manual': ({ hoursPerMonth }) => ({
    fact: 'Updates and checks are done by hand.',
    consequence: `That takes ${hoursText(hoursPerMonth, language)} a month, and nobody notices what was forgotten.`,
    remedy: 'Let updates, monitoring and trial restores run by themselves.',
  }),
  'price.unknown': ({ machines }) => ({
    fact: `No price is known for ${list(machines)}.`,
    consequence: 'Unknown is not zero.',
    remedy: "Look the price up at the vendor's and record it.",
  }),
  'price.estimate': ({ labels }) => ({
    fact: `No firm price for ${list(labels)}, only a span.`,
    consequence: 'The bill can turn out higher or lower.',
    remedy: 'Have the price confirmed before ordering.',
  }),
  'price.stale': ({ asOf, days }) => ({
    fact: `The prices are of ${dayText(asOf, language)}, ${numberText(days, language)} days old.`,
    consequence: 'They may have changed since.',
    remedy: 'Check the prices again before ordering.',
  }),
  'stock.sold-out': ({ label, observedOn, isFresh }) =>
    isFresh
      ? {
          fact: `${label} is sold out, seen on ${dayText(observedOn, language)}.`,
          consequence: 'The design cannot be ordered like this today.',
          remedy: 'Order a replacement, or wait until the type is back.',
        }
      : {
          fact: `${label} was sold out on ${dayText(observedOn, language)}.`,
          consequence: 'Whether it can be ordered today is unknown.',
          remedy: 'Look before deciding, and have a replacement ready.',
        },
  'type.deprecated': ({ label, notOrderableFrom }) => ({
    fact: `${label} is being withdrawn.`,
    consequence: `From ${dayText(notOrderableFrom, language)} on it cannot be ordered, nor added to what runs.`,
    remedy: 'Choose a type that stays on sale.',
  }),
  'seed.not-reproducible': ({ label, quoted, nearest }) => ({
    fact: `The analysis names ${euroText(quoted, language)} for ${label}.`,
    consequence: `No known list price gives that, the nearest is ${withBasis(nearest)}.`,
    remedy: "Reckon with today's prices.",
  }),
};
