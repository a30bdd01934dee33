/**
 * The inputs of an explanation are those that count, no more and no less: every assumption is turned in whole
 * comparisons, and the figures of the quotes are watched.
 */
import { describe, expect, it } from 'vitest';
import {
  assumptionKeys,
  boundsOf,
  compare,
  explain,
  figureIds,
  type AssumptionKey,
  type Comparison,
  type FigureId,
  type PlanId,
  type Quote,
  type ScenarioInput,
} from '@ordiplan/planner';
import { facts } from '../answers.ts';
import { figureOf } from './explain-cases.ts';

/** Together they make every limit and every cause count for some plan. */
const scenarios: readonly ScenarioInput[] = [
  { tenants: 14, tenantsIn12Months: 30 },
  { tenants: 85, sizeMargin: 1.28, databases: 'per-practice', outageEuroPerHour: 75, backupTo: 's3' },
];

/** Figures of the whole plan: what decides its size decides them. The others are told for the machines as they are. */
const ofThePlan: readonly FigureId[] = ['net', 'gross', 'perTenant', 'totalCost', 'reach', 'nextStep'];
/** The quote holds them in the total cost only. */
const ofMoneyAlone: readonly FigureId[] = ['operatorCost', 'outageCost'];
/** The quote holds the part that is bought for the backup, not the space that it needs. */
const watched = figureIds.filter((figure) => figure !== 'backupSize');

interface Turn {
  readonly key: AssumptionKey;
  readonly plan: PlanId;
  readonly figure: FigureId;
  readonly isListed: boolean;
  readonly hasMoved: boolean;
}

const turns = scenarios.flatMap(turnsIn);

describe.each(watched)('%s', (figure) => {
  const all = turns.filter((turn) => turn.figure === figure);

  it('moves with every assumption that it lists', () => {
    const listed = new Set(all.filter(({ isListed }) => isListed).map(({ key }) => key));
    const moved = new Set(all.filter(({ isListed, hasMoved }) => isListed && hasMoved).map(({ key }) => key));
    const still = [...listed].filter((key) => !moved.has(key));
    expect(still.filter((key) => !movesWhenTurnedFar(figure, key))).toEqual([]);
  });

  it('does not move with one that it does not list', () => {
    const silent = all.filter(({ isListed, hasMoved }) => !isListed && hasMoved).map(({ plan, key }) => `${plan}: ${key}`);
    expect([...new Set(silent)]).toEqual([]);
  });
});

it('some figure lists each assumption, but that of a way of keeping data that no plan uses, and those of the change itself', () => {
  const listed = new Set(turns.filter(({ isListed }) => isListed).map(({ key }) => key));
  expect(assumptionKeys.filter((key) => !listed.has(key))).toEqual([
    'rescaleHours',
    'orderLeadDays',
    'rescaleWorkHours',
    'addServerWorkHours',
    'moveDesignWorkHours',
    'doubleRunningDays',
    'restoreWorksUntested',
  ]);
});

describe('inputs of the scenario', () => {
  const base: ScenarioInput = { tenants: 14, tenantsIn12Months: 30 };
  const others: readonly (readonly [string, ScenarioInput])[] = [
    ['tenants', { ...base, tenants: 15 }],
    ['tenants', { ...base, tenants: 40 }],
    ['outageEuroPerHour', { ...base, outageEuroPerHour: 90 }],
    ['vat', { ...base, vat: 'DE' }],
    ['prices', { ...base, prices: 'quoted' }],
    ['orderOn', { ...base, orderOn: '2026-05-01' }],
    ['backupTo', { ...base, backupTo: 's3' }],
    ['queue', { ...base, queue: 'shared' }],
    ['databases', { ...base, databases: 'per-practice' }],
    ['sizeMargin', { ...base, sizeMargin: 2 }],
    ['domain', { ...base, domain: 'another.example' }],
    ['profile', { ...base, profile: 'growth' }],
    ['measuredAvailability', { ...base, measuredAvailability: 99 }],
    ['os', { ...base, os: 'ubuntu-26.04' }],
  ];
  const before = compare(base, facts);
  const seen = others.flatMap(([key, input]) => movesBetween(before, compare(input, facts), key));

  it.each(watched)('%s names those that move it at the machines that it has', (figure) => {
    const silent = seen.filter((move) => move.figure === figure && move.hasMoved && !move.isListed);
    expect(silent.map(({ plan, key }) => `${plan}: ${key}`)).toEqual([]);
  });

  it.each([
    ['net', 'tenants'],
    ['net', 'prices'],
    ['net', 'orderOn'],
    ['net', 'backupTo'],
    ['gross', 'vat'],
    ['totalCost', 'outageEuroPerHour'],
    ['use.latency', 'queue'],
    ['use.namespaces', 'databases'],
    ['use.disk', 'sizeMargin'],
    ['outageCost', 'tenants'],
  ] as const)('%s names %s, and moves with it for some plan', (figure, key) => {
    expect(seen.some((move) => move.figure === figure && move.key === key && move.hasMoved && move.isListed)).toBe(true);
  });
});

/** Every assumption a quarter and four times as large, and what that does to each figure of each plan. */
function turnsIn(input: ScenarioInput): Turn[] {
  const before = compare(input, facts);
  const listed = listedIn(before);
  return assumptionKeys.flatMap((key) =>
    turnedValues(key).flatMap((value) => {
      const after = compare({ ...input, assumptions: { [key]: value } }, facts);
      return watched.flatMap((figure) =>
        before.quotes.flatMap((quote, i): Turn[] => {
          const other = after.quotes[i]!;
          if (!isComparable(quote, other, figure)) return [];
          const hasMoved = moves(figure, [before, quote], [after, other]);
          return [{ key, plan: quote.id, figure, isListed: listed(quote.id, figure).has(key), hasMoved }];
        }),
      );
    }),
  );
}

/** What a plan costs and carries goes in steps: a limit that is far away must be turned far to count. */
function movesWhenTurnedFar(figure: FigureId, key: AssumptionKey): boolean {
  return [...scenarios, narrow].some((input) => {
    const before = compare(input, facts);
    return turnedValues(key, far).some((value) => {
      const after = compareWith(input, key, value);
      return before.quotes.some((quote, i) => moves(figure, [before, quote], [after, after.quotes[i]!]));
    });
  });
}

/** Shares end at 1: these two count only where disks are slow and nights short. */
const narrow: ScenarioInput = { tenants: 85, assumptions: { iopsPerWrite: 60, backupWindowHours: 0.05 } };

const far = [1 / 3000, 1 / 100, 1 / 20, 20, 100, 3000];

const compared = new Map<string, Comparison>();
function compareWith(input: ScenarioInput, key: AssumptionKey, value: number): Comparison {
  const id = JSON.stringify([input, key, value]);
  const known = compared.get(id) ?? compare({ ...input, assumptions: { ...input.assumptions, [key]: value } }, facts);
  compared.set(id, known);
  return known;
}

/** Whether a figure differs. Without a price there is no cost of work or outage in the quote, which says nothing of the inputs of either. */
function moves(figure: FigureId, [before, quote]: readonly [Comparison, Quote], [after, other]: readonly [Comparison, Quote]): boolean {
  const [a, b] = [figureOf(quote, figure, before), figureOf(other, figure, after)];
  return a !== b && (!ofMoneyAlone.includes(figure) || (a !== undefined && b !== undefined));
}

function turnedValues(key: AssumptionKey, factors: readonly number[] = [1 / 4, 4]): number[] {
  const { least, most } = boundsOf(key);
  const { likely } = facts.assumptions[key];
  return factors
    .map((factor) => factor * likely)
    .map((value) => Math.min(most, Math.max(least, value)))
    .filter((value) => value !== likely);
}

/** Figures that are told for the machines as they are compare only while they stay. */
function isComparable(before: Quote, after: Quote, figure: FigureId): boolean {
  if (!before.plan) return false;
  return (
    ofThePlan.includes(figure) || (after.plan !== undefined && JSON.stringify(before.subject.size) === JSON.stringify(after.subject.size))
  );
}

function movesBetween(before: Comparison, after: Comparison, key: string): (Omit<Turn, 'key'> & { readonly key: string })[] {
  const listed = listedIn(before);
  return watched.flatMap((figure) =>
    before.quotes.flatMap((quote, i) => {
      const other = after.quotes[i]!;
      if (!isComparable(quote, other, figure)) return [];
      const hasMoved = moves(figure, [before, quote], [after, other]);
      return [{ key, plan: quote.id, figure, isListed: listed(quote.id, figure).has(key), hasMoved }];
    }),
  );
}

/** The keys that an explanation lists, each worked out once. */
function listedIn(comparison: Comparison): (plan: PlanId, figure: FigureId) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (plan, figure) => {
    const id = `${plan} ${figure}`;
    const keys =
      known.get(id) ??
      new Set(
        explain(comparison, { plan, figure }, { facts, language: 'en' }).inputs.flatMap(({ key }) => (key === undefined ? [] : [key])),
      );
    known.set(id, keys);
    return keys;
  };
}
