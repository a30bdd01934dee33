/** The shape of a quote in the result document: one design, answered for the practices of the scenario. */
import { z } from 'zod';
import { causes } from '../options/plan.ts';
import { Agreement } from '../prices/contracts.ts';
import { Amount, Count, Day, known, named, Net, NetSpread, Share, Text } from './result-shape-parts.ts';
import { Finding, Gates, Miss } from './result-shape-judgement.ts';
import { Bill, Kepts, Marks, Options, Places, Plan, Plans, Resources, Size, Stock } from './result-shape-plan.ts';

const Use = named(
  'Use',
  'How much of a limit is used: above 1 the plan is too small.',
  z.strictObject({ place: Places, resource: Resources, share: Amount }),
);

const Availability = named(
  'Availability',
  'Shares of time without an outage, and hours of outage a year.',
  z.strictObject({
    byCause: z.partialRecord(z.enum(causes), Share),
    total: Share,
    inOpeningHours: Share,
    hoursDown: Amount,
    openingHoursDown: Amount,
    practiceHoursDown: Amount,
  }),
);

const Lost = z.union([z.strictObject({ mean: Amount, worst: Amount }), z.literal('everything')]);
const LostWork = named(
  'LostWork',
  'Hours of work that are lost with a host, and by a mistake.',
  z.strictObject({ hostLoss: Lost, logicalError: Lost }),
);

const TotalCost = named(
  'TotalCost',
  'Bill, work of people and outages to expect.',
  z.strictObject({ bill: Net, operator: Net, outage: Net, sum: Net }),
);

const Step = named(
  'CostStep',
  'A range of practice counts with the same parts; without a plan where no machine is large enough.',
  z.strictObject({ from: Count, to: Count, plan: known(Plan), machines: known(Text), net: known(NetSpread) }),
);

const Change = z.strictObject({
  rescaled: z.array(Text),
  added: z.array(Text),
  removed: z.array(Text),
  leadDays: Amount,
  stopHours: Amount,
});
const point = {
  at: Count,
  from: Text,
  to: known(Text),
  cause: z.strictObject({ place: Places, resource: Resources }),
  priceStep: known(Net),
  rescaleStep: known(Net),
  change: known(Change),
};
const UpgradePoint = named(
  'UpgradePoint',
  'Where a design needs other parts: why, what that costs, how it is made.',
  z.strictObject(point),
);

/** What is fixed of a design. Its formulas are no part of the document. */
const Design = z.strictObject({
  id: Plans,
  isAsQuoted: z.boolean(),
  isHighlyAvailable: z.boolean(),
  isForComparison: z.boolean(),
  inCells: z.boolean(),
  hasPointInTime: z.boolean(),
  backsUp: z.array(Kepts),
  backupSite: Text,
});

const Fallback = named(
  'Fallback',
  'A server to order if the planned one is sold out.',
  z.strictObject({ sku: Text, name: Text, priceStep: Net, stock: Stock, needsOtherBuild: z.boolean() }),
);

const Promises = z.strictObject({
  agreements: z.array(
    z.strictObject({ agreement: named('Agreement', 'What a vendor promises by contract.', Agreement), skus: z.array(Text) }),
  ),
  uncovered: z.array(Text),
  together: known(Share),
});

export const Quote = named(
  'Quote',
  'One design, answered for the practices of the scenario; plan and bill are null if no machine carries them.',
  z.strictObject({
    id: Plans,
    plan: known(Plan),
    bill: known(Bill),
    totalCost: known(TotalCost),
    atLeast: known(Net),
    operatorHours: Amount,
    used: known(Amount),
    availability: Availability,
    hoursAfterServerLoss: known(Amount),
    lostWork: z.strictObject({ database: LostWork, files: LostWork }),
    totalLoss: z.strictObject({ inOneYear: Share, inTenYears: Share }),
    gates: Gates,
    misses: z.array(Miss),
    isAdmissible: z.boolean(),
    subject: z.strictObject({ option: Design, size: Size, tenants: Count }),
    option: Options,
    mark: Marks,
    isAsQuoted: z.boolean(),
    isHighlyAvailable: z.boolean(),
    machines: known(Text),
    capacity: known(
      z.strictObject({
        binding: Use,
        uses: z.array(Use),
        limits: z.array(z.strictObject({ place: Places, resource: Resources, tenants: Count })),
      }),
    ),
    findings: z.array(Finding),
    reach: Count,
    steps: z.array(Step),
    upgradePoints: z.array(UpgradePoint),
    nextChange: known(z.strictObject({ ...point, expectedOn: known(Day) })),
    outageLengths: z.strictObject({ longestHours: Amount, overFourHours: Share }),
    promises: known(Promises),
    fallbacks: z.array(Fallback),
  }),
);
