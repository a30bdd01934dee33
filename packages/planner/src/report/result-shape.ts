/**
 * The shape of the result document, field by field: what `toJson(resultOf(...))` writes and nothing else. Only the
 * published schema is made from it; whoever calculates need not load it.
 */
import { z } from 'zod';
import { planIds, type PlanId } from '../options/plan.ts';
import { jurisdictions } from '../prices/compliance.ts';
import { priceListIds, vatIds } from '../prices/schema.ts';
import { assumptionKeys } from '../scenario/assumptions.ts';
import { backupTargets, systemIds } from '../scenario/set-up.ts';
import { profileIds } from '../scenario/targets.ts';
import { resultSchemaId } from './result.ts';
import { Draws, Flip, Ranges, Roadmap } from './result-shape-more.ts';
import { Amount, Count, Day, known, named, Net, NetSpread, Share, Text } from './result-shape-parts.ts';
import { Ratings, Recommendation } from './result-shape-judgement.ts';
import { Load, Plans } from './result-shape-plan.ts';
import { Quote } from './result-shape-quote.ts';

const Wanted = named('Wanted', 'A limit, or "any" if none is set.', z.union([Amount, z.literal('any')]));

const Scenario = named(
  'Scenario',
  'What was stated, completed with the defaults.',
  z.strictObject({
    tenants: Count,
    tenantsIn12Months: Count,
    outageEuroPerHour: Amount,
    prices: z.enum(priceListIds),
    vat: z.enum(vatIds),
    orderOn: Day,
    domain: Text,
    project: Text,
    alertEmail: Text,
    adminNetworks: Text,
    os: z.enum(systemIds),
    backupTo: z.enum(backupTargets),
    runningSince: Day,
    queue: z.enum(['per-worker', 'shared']),
    databases: z.enum(['shared', 'per-practice']),
    sizeMargin: Amount,
    measuredAvailability: known(Amount),
    jurisdiction: z.enum(jurisdictions),
    profile: z.enum(profileIds),
    targetAvailability: Wanted,
    targetAvailabilityOver: z.enum(['year', 'opening-hours']),
    targetHostLossHours: Wanted,
    targetErrorHours: Wanted,
    targetRestoreHours: Wanted,
    targetPointInTime: z.enum(['yes', 'no']),
    targetEuroPerMonth: Wanted,
    targetOperatorHours: Wanted,
    productionInMonths: known(Count),
    assumptions: z.partialRecord(z.enum(assumptionKeys), z.strictObject({ low: Amount, likely: Amount, high: Amount })),
  }),
);

const PriceList = z.strictObject({
  id: z.enum(priceListIds),
  asOf: Day,
  ageDays: z.int(),
  isStale: z.boolean(),
  vatBasis: z.enum(['net', 'unstated']),
  vatRate: z.string().regex(/^\d+(\.\d+)?$/),
  exchangeRate: known(z.strictObject({ on: Day, usdPerEur: z.string().regex(/^\d+\.\d+$/) })),
});

const Segment = named(
  'Segment',
  'A range of practice counts with the same cheapest design; null where none carries them.',
  z.strictObject({ from: Count, to: Count, cheapest: known(z.strictObject({ id: Plans, machines: Text, net: NetSpread })) }),
);

/** The document as it is read back from its JSON. */
export const ResultShape = z.strictObject({
  $schema: z.literal(resultSchemaId),
  schemaVersion: z.string().regex(/^1\.\d+\.\d+$/),
  planner: z.string().regex(/^\d+\.\d+\.\d+$/),
  today: Day,
  scenario: Scenario,
  priceList: PriceList,
  load: Load,
  measured: known(z.strictObject({ availability: Share, hoursDown: Amount })),
  quotes: z.array(Quote),
  recommendation: Recommendation,
  dominated: z.array(z.strictObject({ id: Plans, by: Plans })),
  nextSafer: known(z.strictObject({ id: Plans, practiceHoursSaved: Amount, euroPerHour: Net })),
  ratings: z.strictObject(
    Object.fromEntries(planIds.map((id) => [id, Ratings.optional()])) as Record<PlanId, z.ZodOptional<typeof Ratings>>,
  ),
  envelopes: z.strictObject({ basic: z.array(Segment), highlyAvailable: z.array(Segment) }),
  draws: Draws.optional(),
  ranges: Ranges.optional(),
  flips: z.array(Flip).optional(),
  roadmap: Roadmap.optional(),
});
