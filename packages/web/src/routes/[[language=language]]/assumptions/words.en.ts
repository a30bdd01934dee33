/** The English words of the page about assumptions. */
import type { ErrorDetails } from '@ordiplan/planner';
import type { AssumptionWords } from './words.de.ts';

const needed: Readonly<Record<string, string>> = {
  object: 'an object',
  kind: '“ordiplan-assumptions”',
  day: 'a day written YYYY-MM-DD',
  span: 'a number, or three: low, likely, high',
  number: 'a number',
};
const place = (at: unknown) => (at === '' ? 'The whole content' : `“${at}”`);

function wrongShape(details: ErrorDetails): string {
  if (details.needed === 'nothing') return `${place(details.place)} does not belong into this file.`;
  const must = needed[String(details.needed)] ?? String(details.needed);
  return details.value === 'missing'
    ? `${place(details.place)} is missing. It must be ${must}.`
    : `${place(details.place)} is ${details.value}, but must be ${must}.`;
}

export const en: AssumptionWords = {
  title: 'Assumptions',
  lead: 'What we suppose where nobody has measured. Every figure can be changed; its effect shows at once in the line below.',
  effect: 'Result with these assumptions',
  recommended: 'Recommended',
  net: 'net a month',
  total: 'with operation and outage',
  reach: 'reaches',
  reaches: (count) => `${count} practices`,
  noEnd: 'no end in the range that is reckoned',
  withShipped: 'With all assumptions as shipped:',
  tools: 'Find and reset assumptions',
  search: 'Search',
  searchHint: 'such as “backup” or “sourced”',
  onlyChanged: 'only changed ones',
  shown: (visible, all) => (visible === all ? `${all} assumptions` : `${visible} of ${all} assumptions`),
  changed: (count) => (count === 0 ? 'none changed' : `${count} changed`),
  nothingFound: 'No row matches search and filter.',
  resetAll: 'Reset all assumptions',
  groups: 'Groups',
  given: 'Inputs and targets',
  givenNote: 'what you know or demand; the targets come from the phase unless you say otherwise',
  group: {
    load: 'Load',
    work: 'Computing work',
    memory: 'Memory and disk',
    backup: 'Backup and recovery',
    change: 'Change',
    availability: 'Availability',
    durability: 'Durability of the data',
    limits: 'Limits we plan by',
    people: 'Work of people',
  },
  unit: {
    '1': 'factor',
    share: 'share',
    '1/day': 'a day',
    d: 'days',
    namespaces: 'collections and indexes',
    '1/year': 'a year',
    'EUR/h': '€/h',
    'h/month': 'h a month',
  },
  hint: {
    orderOn: 'Prices and stock of this day hold.',
    runningSince: 'Running servers keep the price of this day. At the latest the day of the order.',
    productionInMonths: 'From then on the targets of production hold; 1 to 36. Empty: the phase stays.',
    measuredAvailability: 'In percent, from your monitoring. It then stands beside contract and expectation.',
    queue: 'Does a request wait for one process of the software, or for any?',
    databases: 'One database for all, or one for each practice: then the number of collections is a limit too.',
    sizeMargin: 'In standard deviations, 0 to 3. With 1.28 the plan also carries larger practices in 9 of 10 cases.',
    targetAvailability: 'At least this percentage. Empty: no target.',
    targetAvailabilityOver: 'Restarts planned for the night do not count in opening hours.',
    targetHostLossHours: 'At most this many hours of work may be missing. Empty: no target.',
    targetErrorHours: 'Deleted or encrypted: at most this much work may be missing. Empty: no target.',
    targetRestoreHours: 'After a server is lost. Empty: no target.',
    targetPointInTime: 'Whether any moment of the database must be restorable.',
    targetEuroPerMonth: 'Bill in euro, net, at most. Empty: no target.',
    targetOperatorHours: 'At most this many hours. Empty: no target.',
  },
  columns: {
    name: 'Assumption',
    low: 'low',
    likely: 'likely',
    high: 'high',
    unit: 'Unit',
    kind: 'Kind',
    source: 'Source',
    acts: 'Change',
  },
  noSource: 'no source found',
  ownSource: 'Your own figure in place of the assumption',
  shipped: (figures, kind) => `shipped: ${figures} (${kind})`,
  measure: 'replace by your measurement',
  measured: 'Your measurement',
  take: 'Use it',
  cancel: 'Cancel',
  resetRow: 'reset',
  quoted: (name) => `“${name}”`,
  ambiguous: (name, text) =>
    `“${name}”: “${text}” can be read in two ways. Please write no separator for thousands, and at most one point or comma, such as 1000.5.`,
  stillInForce: 'The last good figure stays in force.',
  choices: {
    queue: { 'per-worker': 'one for each process', shared: 'one for all' },
    databases: { shared: 'one for all', 'per-practice': 'one for each practice' },
    targetAvailabilityOver: { year: 'the whole year', 'opening-hours': 'opening hours' },
    targetPointInTime: { yes: 'yes', no: 'no' },
  },
  noTarget: 'no target',
  notStated: 'not stated',
  file: {
    title: 'Take them along as a file',
    note: 'The file holds only what you changed. It stays on your device.',
    save: 'Save assumptions',
    open: 'Load assumptions from a file',
    drop: 'Or drag the file onto this page.',
    dropHere: 'Drop it here: the assumptions of the file then hold in place of the present ones.',
    refused: (name) => `“${name}” was not loaded, nothing has changed.`,
    same: (name) => `“${name}” holds exactly the present assumptions.`,
    loaded: (name, count) => `“${name}” is loaded: ${count === 1 ? 'one assumption has' : `${count} assumptions have`} changed.`,
    undo: 'Undo loading',
    one: 'One file at a time, please.',
  },
  fileFault: {
    'figures.too-big': () => 'The file is larger than 1\u00a0MB. None that was saved here is that large.',
    'figures.not-text': () => 'The file is not text but a picture, an archive or the like.',
    'figures.unreadable': () => 'The browser could not read the file. Perhaps it is a folder, or it was moved.',
    'figures.not-json': () => 'The content is not JSON: the file is cut off or was changed by hand.',
    'figures.wrong-version': ({ version, known }) =>
      version === 'missing'
        ? `The version is missing. Version ${known} can be read.`
        : `The file is of version ${version}, version ${known} can be read.`,
    'figures.wrong-shape': wrongShape,
  },
  printed: (count) => (count === 1 ? 'One assumption differs from the shipped one' : `${count} assumptions differ from the shipped ones`),
  printedColumns: { name: 'Assumption', own: 'Your figure', shipped: 'shipped', unit: 'Unit' },
};
