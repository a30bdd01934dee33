/** English words of gates and targets. */
import type { Miss } from '../advice/targets.ts';
import { net } from '../units/money.ts';
import { euroText, hoursText, numberText, percentText } from '../units/text.ts';
import { gateSentence, type JudgementWords } from './judgement.ts';

const language = 'en';
const list = (all: readonly string[]) => all.join(all.length === 2 ? ' and ' : ', ');

const target: JudgementWords['target'] = {
  availability: 'availability',
  availabilityOver: 'period of the availability',
  hostLossHours: 'work lost with a machine',
  errorHours: 'work lost by a mistake',
  restoreHours: 'time to restore',
  pointInTime: 'restore to any moment',
  euroPerMonth: 'price a month',
  operatorHours: 'operation a month',
};

/** The value reached, in the unit of the target. */
function valueText({ target: of }: Miss, value: Miss['reached']): string {
  if (value === undefined) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (of === 'availability') return percentText(value / 100, language, 3);
  if (of === 'euroPerMonth') return euroText(net(value.toFixed(2), 'month'), language);
  return hoursText(value, language);
}

export const judgementEn: JudgementWords = {
  target,
  profile: { start: 'start', production: 'production', growth: 'growth', none: 'no targets' },
  gate: {
    'off-site-backup': 'backup at a second site',
    capacity: 'capacity with headroom',
    'encryption-at-rest': 'encryption on disk',
    'data-location': 'place of the data',
    'processor-contract': 'contract with processors',
    'c5-attestation': 'C5 type 2 attestation',
    orderable: 'orderable',
  },
  status: { admissible: 'met', inadmissible: 'missed', unknown: 'not shown' },
  gateReason: {
    'backup.elsewhere': () => 'Database and files lie at a second site too.',
    'backup.missing': ({ missing }) =>
      missing.length === 2
        ? 'Database and files lie at no second site.'
        : `${missing[0] === 'database' ? 'The database lies' : 'The files lie'} at no second site.`,
    'capacity.enough': ({ percent }) => `The tightest limit is used to ${percent}%.`,
    'capacity.none': () => 'No size carries so many practices.',
    'encryption.set-up': () => 'The plan prescribes encrypted disks and backups; check it when setting up.',
    'encryption.unstated': () => 'Nobody has said whether the disks are encrypted.',
    'location.eu': () => 'All sites lie in Germany or Finland.',
    'contract.offered': ({ vendors }) =>
      `${list(vendors)} ${vendors.length === 1 ? 'offers' : 'offer'} the contract; it is still to be concluded.`,
    'contract.open': ({ vendors }) => `No contract is known of ${list(vendors)}.`,
    'c5.shown': ({ vendors }) => `An attestation is named for ${list(vendors)}; ask for report and period.`,
    'c5.open': ({ vendors }) => `No attestation is shown for ${list(vendors)}.`,
    'orderable.seen': () => 'All parts were last seen on sale.',
    'orderable.sold-out': ({ labels }) => `Sold out: ${list(labels)}.`,
    'orderable.unseen': ({ labels }) => `Nobody knows whether they can be ordered today: ${list(labels)}.`,
  },
  aspect: {
    cost: 'Cost',
    availability: 'Availability',
    backup: 'Backup',
    security: 'Security',
    scalability: 'Scalability',
    maintenance: 'Maintenance',
    'data-protection': 'Data protection',
    production: 'For production',
  },
  miss: (miss) =>
    miss.wanted === true
      ? `${target[miss.target]} is missing`
      : `${target[miss.target]}: ${valueText(miss, miss.reached)} instead of ${miss.target === 'availability' ? 'at least' : 'at most'} ${valueText(miss, miss.wanted)}`,
  byGate: (name, gate) =>
    `${name} is ${gate.status === 'unknown' ? 'not shown to be admissible' : 'ruled out'}. ${gateSentence(judgementEn, gate)}`,
  byMiss: (name, costsLess, miss) =>
    `${name} costs ${euroText(costsLess, language, 0)} less a month, but misses a target (${judgementEn.miss(miss)}).`,
  impossible: (count, conflicts) => {
    const sets = conflicts.map((set) => list(set.map((one) => target[one])));
    return `For ${numberText(count, language)} ${count === 1 ? 'practice' : 'practices'}, no design reaches all targets. ${conflicts.every(({ length }) => length === 1) ? 'Out of reach' : 'Out of reach together'}: ${sets.join('; ')}.`;
  },
  near: ({ id, misses }, name) => `Nearest is ${name(id)}: ${misses.map((one) => judgementEn.miss(one)).join('; ')}.`,
  unproven: (open) =>
    `Not shown to be admissible: ${open.map((gate) => `${judgementEn.gate[gate.id]}. ${gateSentence(judgementEn, gate)}`).join(' ')}`,
};
