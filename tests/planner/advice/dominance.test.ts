/** Dominance: which designs another one beats, and what an hour less of outage costs; by hand and against a scan of all pairs. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { compare, dominated, nextSafer, type Compared, type PlanId, type Quote, type ScenarioInput } from '@ordiplan/planner';
import { net, subtract, sum } from '../../../packages/planner/src/units/money.ts';
import { euro, facts } from '../answers.ts';

/** A design: euro a month without outages, hours down a year, P(all data lost), and what it misses or is not shown to be. */
interface Made {
  readonly paid?: string;
  readonly down?: number;
  readonly lost?: number;
  readonly misses?: readonly 'pointInTime'[];
  readonly legal?: 'admissible' | 'unknown';
  readonly isAdmissible?: boolean;
  readonly isPriced?: boolean;
}

describe('a design is dominated', () => {
  it.each([
    ['by one that costs less', { paid: '10' }],
    ['by one that is down less', { down: 4 }],
    ['by one that loses data less often', { lost: 0.1 }],
    ['by one that is better in all three', { paid: '10', down: 4, lost: 0.1 }],
  ])('%s', (_how, better) => {
    expect(dominated([made('single', {}), made('pair', better)])).toEqual([{ id: 'single', by: 'pair' }]);
    expect(dominated([made('pair', better), made('single', {})])).toEqual([{ id: 'single', by: 'pair' }]);
  });

  it.each([
    ['by one that is its equal', {}],
    ['by one that is cheaper and down longer', { paid: '10', down: 6 }],
    ['by one that is safer and dearer', { paid: '30', down: 1, lost: 0 }],
    ['by one that is cheaper and loses more', { paid: '10', lost: 0.3 }],
    ['by one that may not be run', { paid: '10', isAdmissible: false }],
    ['by one whose price is unknown', { paid: '10', isPriced: false }],
    ['by one that misses a target that it reaches', { paid: '10', misses: ['pointInTime' as const] }],
    ['by one that nobody has shown to be lawful', { paid: '10', legal: 'unknown' as const }],
  ])('not %s', (_how, other) => {
    expect(dominated([made('single', {}), made('pair', other)]).filter(({ id }) => id === 'single')).toEqual([]);
  });

  it('whatever its outages cost in euro: they count in hours, not twice', () => {
    const dear = { ...made('pair', { down: 5 }), totalCost: costOf('20', '9999') };
    expect(dominated([made('single', {}), dear])).toEqual([]);
  });

  it('and by the cheapest of those that beat it', () => {
    const all = [made('pair', { paid: '15' }), made('cluster', { paid: '10' }), made('single', {})];
    expect(dominated(all)).toEqual([
      { id: 'pair', by: 'cluster' },
      { id: 'single', by: 'cluster' },
    ]);
  });
});

describe('at 20 practices', () => {
  it('a database server of its own, a pair at one site and whatever is larger than needed are dominated', () => {
    // Split costs more than A and adds a machine that can fail; the pair at one site costs what the one on two sites does.
    expect(compare({ tenants: 20 }, facts).dominated.map(({ id, by }) => `${id} by ${by}`)).toEqual([
      'split by single',
      'pair by pair-two-sites',
      'pair-cells by pair-two-sites',
      'cluster by pair',
    ]);
  });

  it('the next safer design after A is C on two sites, at 73 euro for each hour of one practice', () => {
    // (30.17 + 210) − (12.19 + 140) = 87.98 a month, 1,055.76 a year, for the 4.39 − 1.98 hours down, 30 % of them in opening
    // hours, of 20 practices: 14.44 hours.
    const next = compare({ tenants: 20 }, facts).nextSafer!;
    expect(next.id).toBe('pair-two-sites');
    expect(next.practiceHoursSaved).toBeCloseTo(14.44, 2);
    expect(next.euroPerHour.euro.toNumber()).toBeCloseTo(1055.76 / next.practiceHoursSaved, 6);
    expect(euro(next.euroPerHour)).toBe('73.11');
  });

  it('in production it is B on two servers: A and C are safer too, but lose the moments in between', () => {
    const { recommendation, nextSafer: next } = compare({ tenants: 20, profile: 'production' }, facts);
    expect(recommendation).toMatchObject({ kind: 'plan', id: 'managed-db' });
    expect(next?.id).toBe('managed-db-balanced');
  });
});

describe('the next safer design', () => {
  const from = made('single', { paid: '20', down: 5 });

  it.each([
    [
      'is the one whose hours cost least, not the one with most',
      [made('pair', { paid: '22', down: 4 }), made('cluster', { paid: '50', down: 1 })],
      'pair',
    ],
    ['may be the dearer one', [made('pair', { paid: '30', down: 4 }), made('cluster', { paid: '40', down: 1 })], 'cluster'],
    ['is none if all are down as long', [made('pair', { paid: '10', down: 5 })], undefined],
    ['may be run', [made('pair', { down: 1, isAdmissible: false })], undefined],
    ['has a price', [made('pair', { down: 1, isPriced: false })], undefined],
    ['gives up no target', [made('pair', { down: 1, misses: ['pointInTime'] })], undefined],
    ['gives up no proof', [made('pair', { down: 1, legal: 'unknown' })], undefined],
  ] as const)('%s', (_what, others, expected) => {
    expect(nextSafer(from, [from, ...others])?.id).toBe(expected);
  });

  it('costs its difference in a year over the hours saved', () => {
    // 10 euro more a month, 120 a year, for 4 hours.
    const next = nextSafer(from, [made('cluster', { paid: '30', down: 1 })])!;
    expect([next.practiceHoursSaved, euro(next.euroPerHour)]).toEqual([4, '30.00']);
  });

  it('is none beside a design without a price', () => {
    expect(nextSafer(made('single', { isPriced: false }), [made('pair', { down: 1 })])).toBeUndefined();
  });
});

describe('in any scenario', () => {
  const anyInput: fc.Arbitrary<ScenarioInput> = fc.record({
    tenants: fc.integer({ min: 1, max: 1000 }),
    outageEuroPerHour: fc.constantFrom(0, 20, 300),
    profile: fc.constantFrom('none' as const, 'start' as const, 'production' as const, 'growth' as const),
    jurisdiction: fc.constantFrom('AT' as const, 'DE' as const),
    prices: fc.constantFrom('current' as const, 'quoted' as const),
  });

  it('exactly those are dominated that a scan of all pairs finds, each by one that beats it', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const answer = compare(input, facts);
        const runnable = answer.quotes.filter(({ isAdmissible, totalCost }) => isAdmissible && totalCost);
        const pairs = runnable.flatMap((one) => runnable.filter((other) => isBeaten(one, other)).map((other) => `${one.id} ${other.id}`));
        const beaten = new Set(pairs.map((pair) => pair.split(' ')[0]));
        expect(new Set(answer.dominated.map(({ id }) => id))).toEqual(beaten);
        for (const { id, by } of answer.dominated) expect(pairs).toContain(`${id} ${by}`);
      }),
      { numRuns: 60 },
    );
  });

  it('no recommended plan is dominated, and more safety beside it always costs something', () => {
    let recommended = 0;
    fc.assert(
      fc.property(anyInput, (input) => {
        const { recommendation, dominated: beaten, nextSafer: next } = compare(input, facts);
        if (recommendation.kind !== 'plan' && recommendation.kind !== 'unproven') return;
        recommended += 1;
        expect(beaten.map(({ id }) => id)).not.toContain(recommendation.id);
        if (next) expect(next.euroPerHour.euro.toNumber()).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
    expect(recommended).toBeGreaterThan(15);
  });
});

/** Written apart from the code: three figures, none worse and one better, no target and no proof given up. */
function isBeaten(one: Quote, by: Quote): boolean {
  const figures = ({ totalCost, availability, totalLoss }: Quote) => [
    subtract(totalCost!.sum, totalCost!.outage).euro.toNumber(),
    availability.hoursDown,
    totalLoss.inTenYears,
  ];
  const differences = figures(by).map((figure, i) => figure - figures(one)[i]!);
  const reaches = (quote: Quote, target: string) => quote.misses.every((miss) => miss.target !== target);
  const losesTarget = by.misses.some(({ target }) => reaches(one, target));
  const losesProof = one.gates.legal === 'admissible' && by.gates.legal !== 'admissible';
  return !losesTarget && !losesProof && differences.every((d) => d <= 0) && differences.some((d) => d < 0);
}

function costOf(paid: string, outage: string): NonNullable<Compared['totalCost']> {
  const [bill, operator, down] = [net(paid, 'month'), net('0', 'month'), net(outage, 'month')];
  return { bill, operator, outage: down, sum: sum([bill, operator, down]) };
}

function made(
  id: PlanId,
  { paid = '20', down = 5, lost = 0.2, misses = [], legal = 'admissible', isAdmissible = true, isPriced = true }: Made,
): Compared {
  return {
    id,
    isAdmissible,
    totalCost: isPriced ? costOf(paid, '1') : undefined,
    availability: { hoursDown: down, practiceHoursDown: down } as Compared['availability'],
    totalLoss: { inOneYear: lost / 10, inTenYears: lost },
    misses: misses.map((target) => ({ target, wanted: true, reached: false })),
    gates: { results: [], status: legal, legal, duties: [] },
  };
}
