/** English sentences. A sentence for owners: fact, consequence, remedy, each at most one clause. */
import { dayText, euroText, monthText, numberText, stepText } from '../units/text.ts';
import type { Place, Resource } from '../models/capacity.ts';
import { sentence } from './sentence.ts';
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
};

const field: Words['field'] = {
  tenants: 'Practices today',
  tenantsIn12Months: 'Practices in 12 months',
  outageEuroPerHour: 'Cost of an hour of outage',
  prices: 'Price list',
  vat: 'VAT',
  orderOn: 'Day of the order',
  domain: 'Domain',
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
};
const places: Record<Place, string> = { server: '', database: ' of the database', plan: '', backup: ' of the Storage Box' };
const limit = (place: Place, resource: Resource) => resources[resource] + places[place];
const tenants = (count: number) => `${numberText(count, language)} ${count === 1 ? 'practice' : 'practices'}`;

export const wordsEn: Words = {
  language,
  optionTitle: { solo: 'Solo', single: 'Option\u00a0A', 'managed-db': 'Option\u00a0B', pair: 'Option\u00a0C' },
  optionName: { solo: 'one server', single: 'server + backup', 'managed-db': 'server + Atlas', pair: 'two servers' },
  optionLine: {
    solo: 'the baseline, never recommended',
    single: 'at a second site',
    'managed-db': 'database rented',
    pair: 'with third vote and backup',
  },
  asQuotedLine: { 'managed-db': 'database rented, files not backed up', pair: 'no third vote, no backup' },
  asQuoted: 'as in the analysis',
  decision: (option, count) => ({
    before: `For ${tenants(count)}, ${option === 'single' ? '' : 'choose '}`,
    marked: wordsEn.optionTitle[option],
    after: {
      solo: ': one server without a second site.',
      single: ' is enough: one server and a backup at a second site.',
      'managed-db': ': one server, the database at MongoDB Atlas.',
      pair: ': two servers with a third vote and a backup at a second site.',
    }[option],
  }),
  undecided: (count, marks, machines) =>
    `For ${tenants(count)}, this price list gives no decision: it names no price for ${machines.join(' and ')} (${marks.join(', ')}).`,
  undecidedNext: 'A missing price is unknown, not zero.',
  nothingFits: (count, reach) => `None of these designs carries ${tenants(count)}: the largest reaches ${numberText(reach, language)}.`,
  nothingFitsNext:
    'Beyond that it takes several servers behind a load balancer, or copies of the whole set-up. Those designs are not calculated here yet.',
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
        return `${mark(reason.id)} is the only design that is not ruled out: ${euroText(reason.total, language, 0)} a month with operation and expected outages.`;
      case 'excluded':
        return `${mark(reason.id)} is ruled out. ${sentence(wordsEn, reason.because)}`;
      case 'safer-costs-more':
        return `${mark(reason.id)} saves each practice ${numberText(reason.hoursSaved, language, 1)} hours of outage in opening hours a year, but costs ${euroText(reason.costsMore, language, 0)} more a month.`;
      case 'also-safest':
        return `No other design in question is down less: ${numberText(reason.hours, language, 1)} opening hours a year.`;
    }
  },
  runnerUp: (mark, cost, than) =>
    `Second best: ${mark}${cost && than ? ` for ${euroText({ ...cost.sum, euro: cost.sum.euro.minus(than.sum.euro) }, language, 0)} more a month` : ''}.`,
  finding: {
    'backup.none': () => 'There is no backup at a second site: what is destroyed or deleted there is lost.',
    'backup.files-missing': () => 'Nobody backs up the files: Atlas only backs up the database.',
    'vote.missing': () => 'Two votes without a third: if one server fails, the other accepts nothing either until somebody steps in.',
    'standby.too-small': ({ tenants: count }) => `Alone, the standby carries only ${tenants(count)}.`,
    'server.single': () => 'A single server: if it fails, every practice stands still.',
    'price.unknown': ({ machines }) => `No price is known for ${machines.join(', ')}. Unknown is not zero.`,
    'price.estimate': ({ labels }) => `No firm price for ${labels.join(', ')}, only a span. Confirm it before ordering.`,
    'stock.sold-out': ({ label, observedOn, isFresh }) =>
      isFresh
        ? `${label} is sold out, seen on ${dayText(observedOn, language)}.`
        : `${label} was sold out on ${dayText(observedOn, language)}. Whether it can be ordered today is unknown.`,
  },
  fallback: ({ name, priceStep, needsOtherBuild }) => `${name} ${stepText(priceStep, language)}${needsOtherBuild ? ' (ARM)' : ''}`,
  fallbacks: (list) => `If sold out, order instead: ${list.join(', ')}.`,
  limit,
  slot: { app: 'App', files: 'Files', database: 'MongoDB', vote: '3rd vote', 'local-backup': 'Backup' },
  site: { nbg1: 'Nuremberg', fsn1: 'Falkenstein', hel1: 'Helsinki', 'eu-central-1': 'Frankfurt, Atlas' },
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
      case 'link.version':
        return `The link is of version “${details.version}”, but version ${details.known} is read here. Known inputs were taken over.`;
      case 'link.twice':
        return `${name} is stated twice. The first value was used.`;
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
