/** The shape of what is judged of a plan in the result document: findings, gates, targets, ratings and the recommendation. */
import { z } from 'zod';
import { areas, severities, type FindingCode, type Safeguard } from '../advice/findings.ts';
import type { GateReasonArgs, GateStatus } from '../advice/gates.ts';
import { aspects, type Aspect } from '../advice/ratings.ts';
import { Duty, Gate, gateIds } from '../prices/compliance.ts';
import type { Targets } from '../scenario/targets.ts';
import { Amount, Count, Day, Gross, known, named, Net, Share, Text } from './result-shape-parts.ts';
import { Kepts, Places, Plans, Resources } from './result-shape-plan.ts';

const Everything = z.literal('everything');
const Nothing = z.strictObject({});
const guards = ['login-guard', 'automatic-updates', 'audit-log', 'encryption'] as const satisfies readonly Safeguard[];

const finding = <Code extends FindingCode, Args extends z.ZodType>(code: Code, args: Args) =>
  z.strictObject({ code: z.literal(code), area: z.enum(areas), severity: z.enum(severities), args });

export const Finding = named(
  'Finding',
  'A fact about a plan that is worth telling: a code and its figures.',
  z.discriminatedUnion('code', [
    finding('server.single', z.strictObject({ inCells: z.boolean() })),
    finding('backup.none', Nothing),
    finding('backup.files-missing', Nothing),
    finding('replication.none', z.strictObject({ hoursLost: z.union([Amount, Everything]) })),
    finding('vote.missing', z.strictObject({ minutes: Amount, minutesOfOneServer: Amount })),
    finding('replica.no-backup', z.strictObject({ chance: Share })),
    finding('replicas.same-host', z.strictObject({ copies: Count })),
    finding('standby.too-small', z.strictObject({ tenants: Count })),
    finding('app.single-before-managed', z.strictObject({ availability: Share, ofDatabase: Share })),
    finding('cpu.shared', z.strictObject({ tenants: Count })),
    finding('security.unhardened', z.strictObject({ missing: z.array(z.enum(guards)) })),
    finding('maintenance.manual', z.strictObject({ hoursPerMonth: Amount })),
    finding('headroom.small', z.strictObject({ place: Places, resource: Resources, share: Amount })),
    finding('growth.outgrown', z.strictObject({ expected: Count, tenants: Count })),
    finding('price.unknown', z.strictObject({ machines: z.array(Text) })),
    finding('price.estimate', z.strictObject({ labels: z.array(Text) })),
    finding('price.stale', z.strictObject({ asOf: Day, days: z.int() })),
    finding('stock.sold-out', z.strictObject({ label: Text, observedOn: Day, isFresh: z.boolean() })),
    finding('type.deprecated', z.strictObject({ label: Text, notOrderableFrom: Day })),
    finding('seed.not-reproducible', z.strictObject({ label: Text, quoted: Net, nearest: z.union([Net, Gross]) })),
  ]),
);

const statuses = ['admissible', 'inadmissible', 'unknown'] as const satisfies readonly GateStatus[];
const Status = z.enum(statuses);

const reason = <Code extends keyof GateReasonArgs, Args extends z.ZodType>(code: Code, args: Args) =>
  z.strictObject({ code: z.literal(code), args });
const Vendors = z.strictObject({ vendors: z.array(Text) });
const Labels = z.strictObject({ labels: z.array(Text) });

const GateReason = named(
  'GateReason',
  'Why a gate has its status: a code and its figures.',
  z.discriminatedUnion('code', [
    reason('backup.elsewhere', Nothing),
    reason('backup.missing', z.strictObject({ missing: z.array(Kepts) })),
    reason('capacity.enough', z.strictObject({ percent: Count })),
    reason('capacity.none', Nothing),
    reason('encryption.set-up', Nothing),
    reason('encryption.unstated', Nothing),
    reason('location.eu', z.strictObject({ sites: z.array(Text) })),
    reason('contract.offered', Vendors),
    reason('contract.open', Vendors),
    reason('c5.shown', Vendors),
    reason('c5.open', Vendors),
    reason('orderable.seen', Nothing),
    reason('orderable.sold-out', Labels),
    reason('orderable.unseen', Labels),
  ]),
);

const GateResult = named(
  'GateResult',
  'One condition, and whether the plan is shown to meet it.',
  z.strictObject({
    id: z.enum(gateIds),
    status: Status,
    reason: GateReason,
    rule: named('Gate', 'What demands it, and who says so.', Gate),
  }),
);

export const Gates = named(
  'Gates',
  'The conditions of a plan before any price; "legal" is the worst of those that a law demands.',
  z.strictObject({
    results: z.array(GateResult),
    status: Status,
    legal: Status,
    duties: z.array(named('Duty', 'What is to be done beside, whatever the plan.', Duty)),
  }),
);

const targets = [
  ...(['availability', 'availabilityOver', 'hostLossHours', 'errorHours'] as const),
  ...(['restoreHours', 'pointInTime', 'euroPerMonth', 'operatorHours'] as const),
] satisfies readonly (keyof Targets)[];
const Target = z.enum(targets);

export const Miss = named(
  'Miss',
  'A target that a plan misses: what was wanted and what is reached; null where nobody knows.',
  z.strictObject({
    target: Target,
    wanted: z.union([Amount, z.literal(true)]),
    reached: known(z.union([Amount, Everything, z.literal('never'), z.literal(false)])),
  }),
);

const mostStars = 5;
const Rating = named(
  'Rating',
  'One to five stars and the figure behind them; both null where it is unknown.',
  z.strictObject({ stars: known(z.int().min(1).max(mostStars) as z.ZodType<1 | 2 | 3 | 4 | 5>), figure: known(z.number()) }),
);
export const Ratings = named(
  'Ratings',
  'A rating for each aspect of a plan.',
  z.strictObject(Object.fromEntries(aspects.map((aspect) => [aspect, Rating])) as Record<Aspect, typeof Rating>),
);

const Reason = named(
  'Reason',
  'Why a plan is recommended, or another one is not: a code and its figures.',
  z.discriminatedUnion('code', [
    z.strictObject({ code: z.literal('cheapest'), id: Plans, total: Net, others: z.array(z.strictObject({ id: Plans, total: Net })) }),
    z.strictObject({ code: z.literal('only-one'), id: Plans, total: Net, unpriced: z.array(Plans) }),
    z.strictObject({ code: z.literal('gate'), id: Plans, because: GateResult }),
    z.strictObject({ code: z.literal('misses'), id: Plans, costsLess: Net, because: Miss }),
    z.strictObject({ code: z.literal('safer-costs-more'), id: Plans, hoursSaved: Amount, costsMore: Net }),
    z.strictObject({ code: z.literal('also-safest'), hours: Amount }),
  ]),
);

export const Recommendation = named(
  'Recommendation',
  'Which plan to take and why, or why there is none.',
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('plan'), id: Plans, reasons: z.array(Reason), runnerUp: known(Plans) }),
    z.strictObject({
      kind: z.literal('unproven'),
      id: Plans,
      open: z.array(GateResult),
      reasons: z.array(Reason),
      runnerUp: known(Plans),
    }),
    z.strictObject({ kind: z.literal('undecided'), unpriced: z.array(Plans), best: known(Plans) }),
    z.strictObject({
      kind: z.literal('impossible'),
      conflicts: z.array(z.array(Target)),
      nearest: z.array(z.strictObject({ id: Plans, misses: z.array(Miss) })),
    }),
    z.strictObject({ kind: z.literal('none'), largestReach: Count, stoppedBy: z.array(GateResult) }),
  ]),
);
