/** English words of the charts as text. */
import { numberText } from '../units/text.ts';
import type { TwinWords } from './twins.ts';

const language = 'en';
const list = (all: readonly string[]) => (all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`);
const count = (value: number) => numberText(value, language);

export const twinsEn: TwinWords = {
  title: {
    costCurve: 'Bill over the number of practices',
    costBreakdown: 'What the cost consists of',
    capacity: 'Use of capacity',
    costAgainstOutage: 'Cost against outage',
    tornado: 'Which assumption counts most',
    roadmap: 'Roadmap month by month',
    priceHistory: 'Prices over time',
  },
  practices: 'practices',
  design: 'design',
  bill: 'bill',
  operator: 'operation',
  outage: 'expected outage',
  total: 'together',
  paid: 'bill and operation',
  down: 'outage a year in opening hours',
  verdict: 'verdict',
  limit: 'limit',
  used: 'used',
  carries: 'carries practices',
  assumption: 'assumption',
  atLow: 'at the low end',
  atHigh: 'at the high end',
  month: 'month',
  machines: 'servers',
  monthly: 'a month',
  soFar: 'paid so far',
  part: 'part',
  from: 'holds from',
  price: 'price, net',
  appliesTo: 'holds for',
  scope: { all: 'all contracts', 'new orders': 'new orders' },
  period: { once: 'once', hour: 'an hour', month: 'a month' },
  ofAnother: (percent) => `${percent} of another price`,
  recommended: 'recommended',
  beatenBy: (name) => `${name} is at least as good in everything`,
  figure: { reach: 'How many practices the servers carry', openingHoursDown: 'The outage a year in opening hours' },
  cheapest: (spans) =>
    `The smallest bill has ${list(spans.map(({ name, from, to }) => `${name} (${from === to ? `at ${count(from)}` : `from ${count(from)} to ${count(to)}`})`))}.`,
  noPrice: 'Without prices nothing can be compared.',
  parts: (name, bill, operator, outage) => `${name}: ${bill} of bill, ${operator} of operation and ${outage} of expected outage a month.`,
  noPlan: (name) => `${name}: there are no figures of it.`,
  tightest: (fullest, percent, endsFirst, practices) =>
    `Fullest: ${fullest}, used to ${percent}. First to run out: ${endsFirst}, after ${practices} practices.`,
  unbeaten: (names) => `Beaten by no other design: ${list(names)}.`,
  strongest: (figure, meaning, from, to) => `${figure} depends most on “${meaning}”: from ${from} to ${to}.`,
  nothingMoves: (figure) => `${figure}: no assumption changes it.`,
  afterMonths: (path, months, paid, changes) =>
    `Path “${path}”: ${paid} paid after ${months} months, ${changes === 0 ? 'no change' : changes === 1 ? 'one change' : `${changes} changes`}.`,
  tooSmallFrom: (month) => `From month ${month} on, the servers are not enough.`,
  moved: (label, from, before, after, percent) => `${label}: ${before} on ${from}, most recently ${after}, that is ${percent}.`,
  unmoved: (label, price, from) => `${label}: ${price} since ${from}.`,
};
