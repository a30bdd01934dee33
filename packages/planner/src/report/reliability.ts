/** How safe each design is, as a table: what contracts promise, what the model expects, how long and how much at worst. */
import type { LostWork } from '../advice/losses.ts';
import type { PlanRanges } from '../advice/ranges.ts';
import type { Quote } from '../advice/quote.ts';
import { hoursText, numberText, percentText, rangeText } from '../units/text.ts';
import type { Words } from './words.ts';

/** The columns, in reading order. */
export const reliabilityColumns = ['promised', 'expected', 'down', 'longest', 'overFour', 'hostLoss', 'error', 'totalLoss'] as const;
/** One column of the table of reliability. */
export type ReliabilityColumn = (typeof reliabilityColumns)[number];

/** One design in the table of reliability, its cells as text. */
export interface ReliabilityRow {
  readonly quote: Quote;
  readonly cells: Readonly<Record<ReliabilityColumn, string>>;
}

/** Shares of a year are told to this many digits of a percent: 0.001 % is five minutes. */
const availabilityDigits = 3;
const ten = 10;
const hundred = 100;

/** One row for each quote that has a plan. `ranges` adds what eight draws in ten lie between. */
export function reliabilityRows(
  quotes: readonly Quote[],
  words: Words,
  ranges: Readonly<Partial<Record<Quote['id'], PlanRanges>>> = {},
): ReliabilityRow[] {
  const { language } = words;
  const percent = (share: number) => percentText(share, language, availabilityDigits);
  return quotes
    .filter(({ plan }) => plan)
    .map((quote) => {
      const { availability, outageLengths, promises, lostWork, totalLoss } = quote;
      const drawn = ranges[quote.id]?.availability;
      return {
        quote,
        cells: {
          promised: promises?.together === undefined ? words.noContract : percent(promises.together),
          expected:
            percent(availability.total) +
            (drawn ? ` (${rangeText(drawn.p10 * hundred, drawn.p90 * hundred, language, availabilityDigits)})` : ''),
          down: `${numberText(availability.openingHoursDown, language, 1)}\u00a0h`,
          longest: hoursText(outageLengths.longestHours, language),
          overFour: chanceText(outageLengths.overFourHours, words),
          hostLoss: worst(lostWork, 'hostLoss', words),
          error: worst(lostWork, 'logicalError', words),
          totalLoss: chanceText(totalLoss.inTenYears, words),
        },
      };
    });
}

/** The worse of database and files. */
function worst(lost: Quote['lostWork'], event: keyof LostWork, words: Words): string {
  const both = [lost.database[event], lost.files[event]];
  if (both.includes('everything')) return words.everything;
  return hoursText(Math.max(...both.map((one) => (one === 'everything' ? 0 : one.worst))), words.language);
}

/** `1,5 %`; below one in a thousand only that it is less. */
function chanceText(chance: number, { language }: Words): string {
  const least = 1e-3;
  return chance > 0 && chance < least ? `< ${percentText(least, language, 1)}` : percentText(chance, language, chance < 1 / ten ? 1 : 0);
}
