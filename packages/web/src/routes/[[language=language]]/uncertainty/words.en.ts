/** The words of the page of the uncertainty. */
import type { UncertaintyWords } from './words.de.ts';

const practices = (count: string) => (count === '1' ? '1\u00a0practice' : `${count}\u00a0practices`);

/** “a”, “b” and 3 more. */
function named(all: readonly string[], left: number): string {
  const quoted = all.map((one) => `“${one}”`);
  if (left > 0) return `${quoted.join(', ')} and ${left === 1 ? 'one more' : `${left}\u00a0more`}`;
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

export const en: UncertaintyWords = {
  title: 'How sure is the result?',
  carries: (name, tenants, often, percent) =>
    `Recommended is ${name}. Its servers carry today’s ${practices(tenants)} ${often} (${percent}).`,
  noRecommendation: 'For these inputs there is no recommendation. The ranges hold for each design on its own.',
  often: {
    always: 'in all draws',
    mostly: 'in more than 9 of 10\u00a0draws',
    about: (tenths) => `in about ${tenths} of 10\u00a0draws`,
    rarely: 'in fewer than 1 of 10\u00a0draws',
    never: 'in no draw',
  },
  noChange: 'No single assumption changes the decision within its span.',
  changes: (all, left) =>
    all.length + left === 1
      ? `One assumption can change the decision on its own and within its span: ${named(all, left)}.`
      : `${all.length + left}\u00a0assumptions can change the decision, each on its own and within its span: ${named(all, left)}.`,
  toValues: 'From which value?',
  drawing: 'How often the servers are enough is being drawn.',
  studying: 'Which assumption can change the decision is being searched for.',
  ranges: 'Ranges of the results',
  rangesNote: 'every assumption somewhere in its span at once, the same draws for all designs',
  draws: 'Number of draws',
  again: 'Draw again',
  cancel: 'Cancel',
  progress: (count) => `${count} draws are running`,
  shown: 'Shown:',
  stillShown: 'Still shown:',
  shownOf: (draws, seed) => `${draws}\u00a0draws with seed\u00a0${seed}`,
  scenarioOf: (today, later, day) => `${practices(today)} today, ${later} in 12\u00a0months, as of ${day}`,
  cancelled: 'Cancelled.',
  figures: 'Results of the designs: p50, below it p10–p90',
  rows: {
    price: ['Price a month', 'net'],
    outage: ['Outage in opening hours', 'hours a year'],
    loss: ['After loss of the server', 'until everything runs again'],
    reach: ['Reaches', 'practices, with today’s servers'],
    availability: ['Availability', 'share of time'],
    carries: ['Carries the practices', 'of today, share of the draws'],
    target: ['Availability from', 'share of the draws'],
  },
  scaleFrom: (low) => `share of time, bars from ${low}`,
  points: 'From how many practices on the next step is needed: p50, below it p10–p90',
  point: (number) => `Step ${number}`,
  pointsNote: 'practices',
  to: (machines) => `then ${machines}`,
  end: 'no larger step',
  key: 'Bar p10–p90, tick p50',
  explain: [
    'p10–p90 means: in 8 of 10 draws the value lies between, in one each below and above. p50 is the middle.',
    'The spans are those of the mean of all practices of a server and of the mean of many years, not of a single practice and not of a certain year.',
  ],
  method: 'How it is drawn',
  tornado: 'Which assumption moves most?',
  tornadoNote: 'one assumption at either end of its span, all others at their likely value',
  plan: 'Design',
  figure: 'Result',
  figureName: { reach: 'Reaches (practices)', openingHoursDown: 'Outage in opening hours' },
  of: (name, scenario) => `${name}, ${scenario}`,
  bounds: {
    reach: (worst, best) =>
      `All assumptions at their bad end at once: ${worst === '0' ? 'not a single practice' : practices(worst)}, all at their good end: ${practices(best)}.`,
    openingHoursDown: (worst, best) => `All assumptions at their bad end at once: ${worst} a year, all at their good end: ${best}.`,
  },
  noTornado: 'None of these designs carries so many practices: there is nothing to move.',
  flips: 'At which value does the decision change?',
  flipsNote: 'the nearest value of each input and each assumption at which something else is recommended',
  pareto: 'What does less outage cost?',
  paretoNote: 'bill and operation a month against outage in opening hours',
  beaten: (name, by) => `${name}: ${by} costs no more, is down no longer and loses no more data.`,
  beatenTitle: 'These designs are not worth it:',
  noneBeaten: 'No design is matched or beaten in everything by another one.',
};
