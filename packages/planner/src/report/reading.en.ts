/** English words of the three reading levels, of flips and of the roadmap. */
import type { ChoiceKey } from '../advice/flips.ts';
import { euroText, monthText, numberText } from '../units/text.ts';
import type { ComplianceWords, FlipWords, OwnerWords, ReadingWords, RoadmapWords } from './reading.ts';

const language = 'en';
const list = (all: readonly string[]) => (all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`);
const practices = (count: number) => `${numberText(count, language)} ${count === 1 ? 'practice' : 'practices'}`;

const owner: OwnerWords = {
  design: {
    solo: 'one server without a second backup',
    single: 'one server and a backup at a second site',
    'three-mongods': 'one server that runs the database three times',
    split: 'one server for the software, one for the database, and a backup at a second site',
    'single-cells': 'several equal servers with a backup, each for a share of the practices',
    'managed-db': 'one server, and the database rented from MongoDB Atlas',
    'managed-db-as-quoted': 'one server, and the database rented from MongoDB Atlas',
    'managed-db-balanced': 'several servers that stand in for each other, and the database rented from MongoDB Atlas',
    pair: 'two servers that stand in for each other, and a backup at a second site',
    'pair-as-quoted': 'two servers without a second backup',
    'pair-two-sites': 'two servers at two sites that stand in for each other, and a backup at a third',
    cluster: 'several servers that stand in for each other, for the software and for the database',
    'pair-cells': 'several pairs of servers, each for a share of the practices',
  },
  short: {
    'three-mongods': 'database three times',
    split: 'own database server',
    'single-cells': 'several times',
    'managed-db-balanced': 'several servers',
    'pair-two-sites': 'at two sites',
    cluster: 'several servers',
    'pair-cells': 'several times',
  },
  decision: (count, title, design) => `For ${practices(count)}, choose ${title}: ${design}.`,
  decisionUnproven: (count, title, design) =>
    `For ${practices(count)}, only ${title} reaches the targets: ${design}. Whether the law allows it has not been shown yet.`,
  costs: (net, gross, perTenant) =>
    `It costs ${net} a month without VAT, ${gross} with it; for each practice that is ${perTenant} without.`,
  outages: (hours, longest) =>
    `Expect ${hours} of outage a year during opening hours. In nine years of ten no single outage is longer than ${longest}.`,
  nextChange: ({ at, to, priceStep, expectedOn }) => {
    const when = `From ${practices(at)} on${expectedOn === undefined ? '' : `, expected in ${monthText(expectedOn, language)}`},`;
    if (to === undefined) return `${when} even the largest step of this solution is not enough: it then takes another one.`;
    if (priceStep === undefined) return `${when} you need the next step (${to}); what it costs more is unknown.`;
    return `${when} you need the next step (${to}): it costs ${
      priceStep.euro.isNegative()
        ? `${euroText({ ...priceStep, euro: priceStep.euro.negated() }, language)} less`
        : `${euroText(priceStep, language)} more`
    } a month.`;
  },
  why: 'Why',
  todo: 'What to do',
  compared: 'Compared with the others',
  column: { design: 'Solution', price: 'a month, without VAT', down: 'outage a year*', verdict: 'verdict' },
  verdict: {
    recommended: 'the right one',
    tooSmall: 'too small',
    excluded: 'ruled out',
    unproven: 'not shown to be allowed',
    possible: 'possible',
  },
  misses: (count) => (count === 1 ? 'misses a target' : `misses ${count} targets`),
  order: (parts) => `Order: ${list(parts)}.`,
  checkStock: (labels) => `Before ordering, look whether it can be had today: ${list(labels)}.`,
  confirmPrices: (labels) => `Have the price confirmed, here it is only estimated: ${list(labels)}.`,
  askPrices: (machines) => `Ask for the price: ${list(machines)}. Only then can this be decided.`,
  concludeContracts: (vendors) => `Conclude the contract on the processing of patient data with ${list(vendors)}.`,
  requestAttestation: (vendors) => `Ask ${list(vendors)} for the audit report that German law demands (C5 type 2).`,
  rehearse: (hours) =>
    `Once a quarter, practise bringing the data back from the backup${hours === undefined ? '' : `; after the loss of a server it takes about ${hours} until everything runs again`}.`,
  decideBy: (day) => `Decide on the next step by ${day} at the latest.`,
  relax: (targets) =>
    `${targets.length === 1 ? 'Give up or relax this target' : 'Give up or relax one of these targets'}: ${list(targets)}.`,
  askForHelp: 'Talk to somebody who builds larger systems: this calculation ends here.',
};

const compliance: ComplianceWords = {
  subject: (design, jurisdiction, profile) => `Design: ${design}. Law: ${jurisdiction}. Phase: ${profile}.`,
  noSubject: 'No design is in question; shown is only what each of them fails by.',
  legal: (status) => `All conditions of law together: ${status}.`,
  jurisdiction: { AT: 'Austria', DE: 'Germany' },
  heading: {
    gates: 'Conditions',
    others: 'The other designs',
    duties: 'Duties beside the design',
    places: 'Where the data lies',
    recovery: 'Recovery (RPO, RTO)',
    backup: 'Backup',
    retention: 'Retention',
    versions: 'Versions and days',
  },
  gateColumn: { gate: 'condition', status: 'status', reason: 'reason', basis: 'basis', source: 'source', day: 'seen on' },
  otherColumn: { design: 'design', legal: 'by law', all: 'all', open: 'missed or open' },
  placeColumn: { part: 'part', holds: 'holds', site: 'site', vendor: 'vendor', encrypted: 'encrypted', abroad: 'third-country access' },
  recoveryColumn: { figure: 'figure', reached: 'at worst', wanted: 'target' },
  figure: {
    hostLossDatabase: 'RPO of the database, loss of a machine',
    hostLossFiles: 'RPO of the files, loss of a machine',
    errorDatabase: 'RPO of the database, deleted or encrypted',
    errorFiles: 'RPO of the files, deleted or encrypted',
    restore: 'RTO after the loss of a server',
    availability: 'availability (expected)',
  },
  pointInTime: 'restore to any moment',
  any: 'none',
  yes: 'yes',
  no: 'no',
  notStated: 'not stated',
  country: {
    nbg1: 'Germany',
    fsn1: 'Germany',
    hel1: 'Finland',
    'eu-central-1': 'Germany',
    germanywestcentral: 'Germany',
    DE: 'Germany',
    US: 'USA',
  },
  kept: { database: 'database', files: 'files' },
  backup: (kept, site, every) => `Backed up: ${kept}, to ${site}, every ${every}.`,
  noBackup: 'There is no backup at a second site.',
  pointInTimeBackup: {
    yes: 'The database can be set back to any moment.',
    no: 'Data can only be set back to the state of a backup, not to any moment.',
  },
  keepingStates: (factor) => `For older states there is room for ${factor} times the data.`,
  rehearsal: 'The figures only hold if the restore is rehearsed: file the rehearsal with its day and duration.',
  retentionUnknown: 'For this law no period is noted here: check it, and write it into the concept of deletion.',
  sourced: (text, source, day) => `${text} (${source}; seen on ${day})`,
  version: (planner, schema, today) => `Ordiplan ${planner}, result in version ${schema}, calculated for ${today}.`,
  complianceDays: (first, last) => (first === last ? `Legal facts: seen on ${first}.` : `Legal facts: seen from ${first} to ${last}.`),
  targets: (os, nginx) => `The set-up files are written for ${os} and nginx ${nginx}.`,
  noAdvice: 'Pointers with their source, not legal advice.',
};

const profiles: Readonly<Record<string, string>> = { start: 'start', production: 'production', growth: 'growth', none: 'no targets' };

/** Each choice faces the other one; only of phases there are more than two. */
function choice(key: ChoiceKey, at: string, now: string): string {
  switch (key) {
    case 'profile':
      return `In the phase “${profiles[at]}” (instead of “${profiles[now]}”),`;
    case 'jurisdiction':
      return at === 'DE' ? 'Under German law (instead of Austrian),' : 'Under Austrian law (instead of German),';
    case 'queue':
      return at === 'shared'
        ? 'With one common queue of the software (instead of one for each process),'
        : 'With a queue for each process of the software (instead of a common one),';
    case 'databases':
      return at === 'shared'
        ? 'With one common database (instead of one for each practice),'
        : 'With a database for each practice (instead of a common one),';
    case 'prices':
      return at === 'quoted'
        ? 'With the prices of the analysis (instead of today’s),'
        : 'With today’s prices (instead of those of the analysis),';
  }
}

const flip: FlipWords = {
  heading: 'What changes the decision',
  none: 'No single value changes the decision, as far as was searched.',
  tenants: (at, now, isMore) =>
    isMore
      ? `From ${practices(at)} on (instead of ${numberText(now, language)}),`
      : `At ${practices(at)} or fewer (instead of ${numberText(now, language)}),`,
  outage: (at, now, isMore) => `At ${at} or ${isMore ? 'more' : 'less'} for an hour of outage of a practice (instead of ${now}),`,
  choice,
  assumption: (meaning, at, now, isMore) => `“${meaning}”: at ${at} or ${isMore ? 'more' : 'less'} (instead of ${now}),`,
  better: (name) => `${name} is the better choice`,
  only: (name) => `${name} is the right choice`,
  noAnswer: {
    undecided: 'this can no longer be decided, because a price is missing',
    impossible: 'no design reaches all targets any more',
    none: 'no design carries so many practices any more',
  },
  sentence: (condition, consequence) => `${condition} ${consequence}.`,
  within: (low, high) => `That lies within the span ${low} to ${high}.`,
  fixed: 'This figure is a choice of ours.',
  beyond: (low, high) => `That lies beyond the span ${low} to ${high}.`,
  unit: {
    '1': '',
    users: 'users',
    'requests/s': 'requests/s',
    '1/day': 'a day',
    days: 'days',
    kB: 'kB',
    MB: 'MB',
    years: 'years',
    ms: 'ms',
    namespaces: '',
    GB: 'GB',
    connections: '',
    'MB/s': 'MB/s',
    h: 'h',
    min: 'min',
    s: 's',
    d: 'days',
    '1/year': 'a year',
    'EUR/h': 'EUR/h',
    'h/month': 'h a month',
  },
  left: (count) =>
    `${count === 1 ? 'An assumption' : `${count} assumptions`} can change the decision too; the version for developers shows them.`,
  progress: (percent) => `Searching for what changes the decision: ${percent}`,
};

const roadmap: RoadmapWords = {
  heading: 'Roadmap over 36 months',
  none: 'Without a recommendation there is no roadmap.',
  path: { best: 'what is recommended each time', rescale: 'same design, larger servers', add: 'more servers', stay: 'change nothing' },
  growth: (first, last, months) =>
    first === last
      ? `Calculated without growth: ${practices(first)} for ${months} months.`
      : `Calculated with ${practices(first)} today and ${numberText(last, language)} in ${months} months.`,
  production: (month) => `From month ${month} on, the targets of the phase production hold.`,
  column: { path: 'path', end: 'at the end', paid: 'paid', shocked: 'with a price shock', carries: 'carries' },
  changeColumn: {
    month: 'month',
    due: 'due',
    decideBy: 'decide by',
    tenants: 'practices',
    to: 'to',
    step: 'a month',
    work: 'work',
    once: 'once',
  },
  always: 'every month',
  endsIn: (month) => (month === 1 ? 'today only' : `up to month ${month - 1}`),
  noChange: (paths) => `No change: ${paths.map((path) => `“${path}”`).join(', ')}.`,
  changes: (path) => `Path “${path}”`,
  late: 'at once',
  shock: (month, newOrders, dollar) =>
    `Price shock: what is ordered from month ${month} on costs ${newOrders} more, and prices in dollars rise by ${dollar} from then on. Prices and the rate have moved that far before.`,
  note: 'Paid: net, with the work and the double running of changes, without regular operation.',
};

export const readingEn: ReadingWords = { owner, compliance, flip, roadmap };
