/** English sentences. A sentence for owners: fact, consequence, remedy, each at most one clause. */
import { dayText, euroText, hoursText, monthText, numberText, percentText, stepText } from '../units/text.ts';
import type { Place, Resource } from '../models/capacity.ts';
import { optionOfPlan } from '../options/plan.ts';
import { findingsEn } from './findings.en.ts';
import { judgementEn } from './judgement.en.ts';
import { gateSentence } from './judgement.ts';
import type { Words } from './words.ts';

const language = 'en';

const fieldLimit: Words['fieldLimit'] = {
  tenants: 'a whole number from 1 to 1,000',
  tenantsIn12Months: 'a whole number from 1 to 1,000',
  outageEuroPerHour: 'a number from 0 to 10,000',
  prices: '“current” or “quoted”',
  vat: '“AT”, “DE” or “none”',
  orderOn: 'a day of the calendar written YYYY-MM-DD',
  domain: 'a host name such as “ordination.example”',
  project: 'a name of lower-case letters, digits and single hyphens, at most 24 signs, such as “ordination”',
  alertEmail: 'a mail address in lower case such as “alerts@ordination.example”',
  adminNetworks: 'up to 10 networks without host bits such as “198.51.100.7/32,2001:db8:1::/48”',
  os: '“ubuntu-24.04” or “ubuntu-26.04”',
  backupTo: '“storage-box”, “storage-box-borg”, “s3” or “azure”',
  runningSince: 'a day of the calendar written YYYY-MM-DD',
  queue: '“per-worker” or “shared”',
  databases: '“shared” or “per-practice”',
  sizeMargin: 'a number from 0 to 3',
  measuredAvailability: 'a percentage from 0 to 100',
  jurisdiction: '“AT” or “DE”',
  profile: '“start”, “production”, “growth” or “none”',
  targetAvailability: 'a percentage from 0 to 100, or “any”',
  targetAvailabilityOver: '“year” or “opening-hours”',
  targetHostLossHours: 'a number of hours from 0 to 8,760, or “any”',
  targetErrorHours: 'a number of hours from 0 to 8,760, or “any”',
  targetRestoreHours: 'a number of hours from 0 to 8,760, or “any”',
  targetPointInTime: '“yes” or “no”',
  targetEuroPerMonth: 'an amount from 0 to 1,000,000, or “any”',
  targetOperatorHours: 'a number of hours from 0 to 1,000, or “any”',
  productionInMonths: 'a whole number from 1 to 36',
  assumptions: 'figures such as “fastMs~3.1” or “fastMs~2~3~5” (low, likely, high), joined by “_”',
};

const field: Words['field'] = {
  tenants: 'Practices today',
  tenantsIn12Months: 'Practices in 12 months',
  outageEuroPerHour: 'Cost of an hour of outage',
  prices: 'Price list',
  vat: 'VAT',
  orderOn: 'Day of the order',
  domain: 'Domain',
  project: 'Name of the project',
  alertEmail: 'Mail address for alerts',
  adminNetworks: 'Networks of the administrators',
  os: 'Operating system',
  backupTo: 'Target of the backup',
  runningSince: 'Servers run since',
  queue: 'Queue of the software',
  databases: 'Databases',
  sizeMargin: 'Margin for unequal practices',
  measuredAvailability: 'Measured availability',
  jurisdiction: 'Law',
  profile: 'Phase',
  targetAvailability: 'Target: availability in percent',
  targetAvailabilityOver: 'Target: availability over',
  targetHostLossHours: 'Target: work lost with a machine, hours',
  targetErrorHours: 'Target: work lost by a mistake, hours',
  targetRestoreHours: 'Target: hours to restore',
  targetPointInTime: 'Target: restore to any moment',
  targetEuroPerMonth: 'Target: price a month',
  targetOperatorHours: 'Target: operation a month, hours',
  productionInMonths: 'Production in months',
  assumptions: 'Own figures',
};

const resources: Record<Resource, string> = {
  cpu: 'processor',
  latency: 'waiting time',
  ram: 'memory',
  disk: 'disk space',
  iops: 'disk operations',
  connections: 'connections',
  backupWindow: 'nightly backup',
  restore: 'time to restore',
  namespaces: 'collections and indexes',
};
const places: Record<Place, string> = { server: '', database: ' of the database', plan: '', backup: ' of the Storage Box' };
const limit = (place: Place, resource: Resource) => resources[resource] + places[place];
/** The ends of what a parameter may be lie between a billionth and a billion. */
const bound = (value: unknown) => numberText(Number(value), language, Number.isInteger(value) ? 0 : 9);
const list = (all: readonly string[]) => (all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`);
const tenants = (count: number) => `${numberText(count, language)} ${count === 1 ? 'practice' : 'practices'}`;

export const wordsEn: Words = {
  language,
  optionTitle: { solo: 'Solo', single: 'Option\u00a0A', 'managed-db': 'Option\u00a0B', pair: 'Option\u00a0C' },
  planName: {
    solo: 'one server',
    single: 'server + backup',
    'three-mongods': 'three mongod, one server',
    split: 'server + database server',
    'single-cells': 'several cells of A',
    'managed-db': 'server + Atlas',
    'managed-db-as-quoted': 'server + Atlas',
    'managed-db-balanced': 'several servers + Atlas',
    pair: 'two servers',
    'pair-as-quoted': 'two servers',
    'pair-two-sites': 'two servers, two sites',
    cluster: 'cluster',
    'pair-cells': 'several cells of C',
  },
  planLine: {
    solo: 'the baseline, never recommended',
    single: 'at a second site',
    'three-mongods': 'a replica set, but only one machine',
    split: 'backup at a second site',
    'single-cells': 'each for a share of the practices',
    'managed-db': 'database rented',
    'managed-db-as-quoted': 'database rented, files not backed up',
    'managed-db-balanced': 'behind a load balancer',
    pair: 'with third vote and backup',
    'pair-as-quoted': 'no third vote, no backup',
    'pair-two-sites': 'with third vote and backup at a third',
    cluster: 'load balancer, servers and a replica set of three',
    'pair-cells': 'each for a share of the practices',
  },
  asQuoted: 'as in the analysis',
  decision: (id, count) => ({
    before: `For ${tenants(count)}, ${id === 'single' ? '' : 'choose '}`,
    marked: wordsEn.optionTitle[optionOfPlan[id]],
    after: {
      solo: ': one server without a second site.',
      single: ' is enough: one server and a backup at a second site.',
      'three-mongods': ': one server with three database processes.',
      split: ', grown: one server for the software, one for the database, and a backup at a second site.',
      'single-cells': ' in several cells: equal servers with a backup, each for a share of the practices.',
      'managed-db': ': one server, the database at MongoDB Atlas.',
      'managed-db-as-quoted': ': one server, the database at MongoDB Atlas.',
      'managed-db-balanced': ', grown: several servers behind a load balancer, the database at MongoDB Atlas.',
      pair: ': two servers with a third vote and a backup at a second site.',
      'pair-as-quoted': ': two servers.',
      'pair-two-sites': ': two servers at two sites, third vote and backup at a third.',
      cluster: ', grown: several servers behind a load balancer and a replica set of three servers.',
      'pair-cells': ' in several cells: pairs of servers, each for a share of the practices.',
    }[id],
  }),
  decisionUnproven: (id, count) => ({
    before: `For ${tenants(count)}, only `,
    marked: wordsEn.optionTitle[optionOfPlan[id]],
    after: ' reaches the targets; that it is admissible is not shown.',
  }),
  undecided: (count, marks, machines) =>
    `For ${tenants(count)}, this price list gives no decision: it names no price for ${list(machines)} (${marks.join(', ')}).`,
  undecidedNext: 'A missing price is unknown, not zero.',
  nothingFits: (count, reach) => `None of these designs carries ${tenants(count)}: the largest reaches ${numberText(reach, language)}.`,
  nothingAllowed: (count, stoppedBy) =>
    `For ${tenants(count)}, no design is admissible. ${stoppedBy.map((gate) => gateSentence(judgementEn, gate)).join(' ')}`,
  nothingFitsNext: 'Smaller units that each run by themselves carry more; for those, prices are missing here.',
  nextChange: ({ at, from, to, priceStep, expectedOn, cause }) => {
    const when =
      expectedOn === undefined ? `From ${tenants(at)} on` : `From ${tenants(at)} on, expected in ${monthText(expectedOn, language)},`;
    if (to === undefined)
      return `${when} ${from} is not enough either, the largest step of this design. Bottleneck: ${limit(cause.place, cause.resource)}.`;
    const price = priceStep === undefined ? 'the price step is unknown' : `it costs ${euroText(priceStep, language)} more a month`;
    return `${when} you need ${to}: ${price}. Bottleneck: ${limit(cause.place, cause.resource)}.`;
  },
  noNextChange: 'No further upgrade is needed within the range calculated.',
  reason: (reason, mark) => {
    switch (reason.code) {
      case 'cheapest':
        return `With operation and expected outages, ${mark(reason.id)} costs ${euroText(reason.total, language, 0)} a month, ${reason.others
          .map(({ id, total }) => `${mark(id)} ${euroText(total, language, 0)}`)
          .join(', ')}.`;
      case 'only-one':
        return reason.unpriced.length > 0
          ? `With operation and expected outages, ${mark(reason.id)} costs ${euroText(reason.total, language, 0)} a month; a price is missing for ${reason.unpriced.map(mark).join(' and ')}, of which the known part alone costs more.`
          : `${wordsEn.optionTitle[optionOfPlan[reason.id]]} is the only one in question: ${euroText(reason.total, language, 0)} a month with operation and expected outages.`;
      case 'gate':
        return judgementEn.byGate(mark(reason.id), reason.because);
      case 'misses':
        return judgementEn.byMiss(mark(reason.id), reason.costsLess, reason.because);
      case 'safer-costs-more':
        return `${mark(reason.id)} saves each practice ${numberText(reason.hoursSaved, language, 1)} hours of outage in opening hours a year, but costs ${euroText(reason.costsMore, language, 0)} more a month.`;
      case 'also-safest':
        return `No other design in question is down less: ${numberText(reason.hours, language, 1)} opening hours a year.`;
    }
  },
  runnerUp: (mark, cost, than) =>
    `Second best: ${mark}${cost && than ? ` for ${euroText({ ...cost.sum, euro: cost.sum.euro.minus(than.sum.euro) }, language, 0)} more a month` : ''}.`,
  finding: findingsEn,
  fallback: ({ name, priceStep, needsOtherBuild }) => `${name} ${stepText(priceStep, language)}${needsOtherBuild ? ' (ARM)' : ''}`,
  fallbacks: (list) => `If sold out, order instead: ${list.join(', ')}.`,
  limit,
  slot: { app: 'App', files: 'Files', database: 'MongoDB', vote: '3rd vote', 'local-backup': 'Backup' },
  site: {
    nbg1: 'Nuremberg',
    fsn1: 'Falkenstein',
    hel1: 'Helsinki',
    'eu-central-1': 'Frankfurt, AWS',
    germanywestcentral: 'Frankfurt, Azure',
  },
  field,
  fieldLimit,
  error: ({ code, details, message }, nameOf = (key) => `“${field[key]}”`) => {
    const name = details.field !== undefined && details.field in field ? nameOf(details.field as keyof typeof field) : details.field;
    const allowed = fieldLimit[details.field as keyof typeof fieldLimit];
    switch (code) {
      case 'scenario.wrong-value':
        return `${name} is ${details.value}, but must be ${allowed}.`;
      case 'scenario.missing':
        return `${name} is missing. It must be ${allowed}.`;
      case 'scenario.unknown-field':
        return `“${details.field}” is not an input. The inputs are ${details.known}.`;
      case 'scenario.wrong-assumption':
        return `${name}: “${details.key}” is ${details.value}, but must be a number from ${bound(details.least)} to ${bound(details.most)}, or three of them in order (low, likely, high).`;
      case 'scenario.unknown-assumption':
        return `${name}: ${details.key} is not a parameter. data/assumptions.json lists them all.`;
      case 'link.version':
        return `The link is of version “${details.version}”, but version ${details.known} is read here. Known inputs were taken over.`;
      case 'link.twice':
        return `${name} is stated twice. The first value was used.`;
      case 'link.too-long':
        return `${name}: the value in the link has more than ${details.most} signs and was not read.`;
      case 'link.wrong-stamp':
        return `The part "at" of the link is ${details.value}. What the link said then is not known.`;
      default:
        return message;
    }
  },
  tenants,
  unknown: 'unknown',
  never: 'for good',
  about: (amount) => `about ${amount}`,
  atLeast: (amount) => `at least ${amount}`,
  orMore: (amount) => `${amount} and more`,
  noContract: 'no contract',
  everything: 'everything',
  judgement: judgementEn,
  reliability: {
    design: 'Design',
    promised: 'contract (SLA)',
    expected: 'expected (p10–p90)',
    down: 'outage/year*',
    longest: 'longest†',
    overFour: '> 4 h in a year',
    hostLoss: 'lost: machine',
    error: 'lost: mistake',
    totalLoss: 'all gone, 10 years',
  },
  reliabilityNote:
    '† in nine years of ten no outage is longer. “Lost”: hours of work missing after the loss of a machine or after a mistake, at worst. “No contract”: for a part that is needed nobody promises anything.',
  measured: (availability, hours) =>
    `Measured: ${percentText(availability, language, 3)} (${hoursText(hours, language)} of outage a year).`,
  beyondCatalogue: 'no step is large enough',
  terminal: {
    machines: 'Server',
    net: 'net/month',
    gross: 'gross/month',
    perTenant: 'per practice',
    range: 'Range p10–p90',
    down: 'Outage/year*',
    reach: 'reaches',
    binding: 'Bottleneck',
    next: 'then',
    findings: 'Findings',
    more: (count) => `${numberText(count, language)} more findings of medium weight: --all.`,
    excluded: 'ruled out',
    prices: ({ id, asOf, ageDays, isStale }) =>
      id === 'quoted'
        ? `Prices: as named in the analysis (${dayText(asOf, language)}).`
        : `Prices: list of ${dayText(asOf, language)}, ${ageDays} days old${isStale ? ': check them again before ordering' : ''}.`,
    rate: (usdPerEur, on) => `Exchange rate: ${numberText(Number(usdPerEur), language, 4)} USD per EUR of ${dayText(on, language)}.`,
    vatUnstated: 'The analysis does not say whether VAT is included; its prices count as net here.',
    disclaimer: '* in opening hours. Estimate, not a quotation.',
  },
};
