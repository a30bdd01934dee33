/** The shape of what is only worked out where it is asked for: ranges, flips and the roadmap. */
import { z } from 'zod';
import { pathIds } from '../advice/roadmap.ts';
import { planIds } from '../options/plan.ts';
import { assumptionKeys } from '../scenario/assumptions.ts';
import { Amount, Count, Day, known, named, Net, Share, Text } from './result-shape-parts.ts';
import { Plans } from './result-shape-plan.ts';

export const Draws = z.strictObject({ draws: Count, seed: z.int() });

const quantiles = <Figure extends z.ZodType>(figure: Figure) => z.strictObject({ p10: figure, p50: figure, p90: figure });
const Quantiles = named('Quantiles', '10 %, 50 % and 90 % of the draws lie below.', quantiles(Amount));
/** A bill has no upper end in draws in which no machine is large enough. */
const EndlessQuantiles = named(
  'EndlessQuantiles',
  'Quantiles of a bill; null where no machine is large enough in so many draws.',
  quantiles(known(Amount)),
);

const PlanRanges = named(
  'PlanRanges',
  'What the figures of a plan become when the assumptions move within their spans.',
  z.strictObject({
    netEuro: known(EndlessQuantiles),
    reach: known(Quantiles),
    upgradePoints: z.array(Quantiles),
    availability: Quantiles,
    openingHoursDown: Quantiles,
    hoursAfterServerLoss: known(Quantiles),
    chances: z.strictObject({
      carriesTenants: known(Share),
      availability: z.array(z.strictObject({ target: Share, chance: Share })),
    }),
  }),
);
export const Ranges = z.partialRecord(Plans, PlanRanges);

const choices = ['profile', 'jurisdiction', 'queue', 'databases', 'prices'] as const;
const Value = z.union([named('Figure', 'A number.', z.number()), Text]);
export const Flip = named(
  'Flip',
  'The nearest value of an input or an assumption at which the answer is another one.',
  z.strictObject({
    subject: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('input'), key: z.enum(['tenants', 'outageEuroPerHour']) }),
      z.strictObject({ kind: z.literal('choice'), key: z.enum(choices) }),
      z.strictObject({ kind: z.literal('assumption'), key: z.enum(assumptionKeys) }),
    ]),
    from: Value,
    at: Value,
    to: z.enum([...planIds, 'undecided', 'impossible', 'none']),
    isWithinSpan: z.boolean(),
  }),
);

const Stage = z.strictObject({ plan: Plans, machines: Text });
const Path = named(
  'Path',
  '36 months of growth on one path, with its changes and what is paid on the way.',
  z.strictObject({
    id: z.enum(pathIds),
    months: z.array(
      z.strictObject({
        month: Count,
        tenants: Count,
        plan: Plans,
        machines: Text,
        net: known(Net),
        paid: known(Net),
        isEnough: z.boolean(),
      }),
    ),
    changes: z.array(
      z.strictObject({
        month: Count,
        dueOn: Day,
        decideBy: Day,
        tenants: Count,
        from: Stage,
        to: Stage,
        priceStep: known(Net),
        workHours: Amount,
        doubleRunning: known(Net),
      }),
    ),
    endsInMonth: known(Count),
    paid: known(Net),
  }),
);
export const Roadmap = named(
  'Roadmap',
  'Paths of growth, also with prices that move as the vendors’ own history shows.',
  z.strictObject({
    paths: z.array(Path),
    shocked: z.strictObject({
      shock: z.strictObject({ fromMonth: Count, newOrders: Amount, dollar: Amount }),
      paths: z.array(Path),
    }),
  }),
);
