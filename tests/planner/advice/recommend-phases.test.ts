/** The recommendation by phase: the start takes A, production B, and growth beyond one machine C, each with what stands against it. */
import { describe, expect, it } from 'vitest';
import { compare, type Facts, type Recommendation, type ScenarioInput } from '@ordiplan/planner';
import { facts } from '../answers.ts';

it.each([
  // scenario                                                  answer
  [{ tenants: 20 }, 'plan single'],
  [{ tenants: 20, jurisdiction: 'DE' }, 'plan single'],
  [{ tenants: 20, profile: 'production' }, 'plan managed-db'],
  [{ tenants: 20, profile: 'production', jurisdiction: 'DE' }, 'unproven managed-db'],
  // 99.95 % and an hour of lost work: two machines, from the first practice on
  [{ tenants: 20, profile: 'growth' }, 'plan pair-two-sites'],
  [{ tenants: 118, profile: 'growth' }, 'plan pair-two-sites'],
  // Beyond what a pair of common machines carries C has grown: three replicas, then pairs side by side
  [{ tenants: 150, profile: 'growth' }, 'plan cluster'],
  [{ tenants: 150, profile: 'growth', jurisdiction: 'DE' }, 'plan cluster'],
  [{ tenants: 300, profile: 'growth' }, 'plan pair-cells'],
  [{ tenants: 1000, profile: 'growth' }, 'plan pair-cells'],
  // B grows too: two servers at Atlas, until its largest database is full at 296 practices
  [{ tenants: 150, profile: 'production' }, 'plan managed-db-balanced'],
  [{ tenants: 300, profile: 'production' }, 'impossible'],
] as const)('%j: %s', (scenario, expected) => {
  expect(named(recommended(scenario))).toBe(expected);
});

describe('production in Germany', () => {
  const scenario = { tenants: 20, profile: 'production', jurisdiction: 'DE' } as const;

  it('names the attestation of Atlas that nobody has shown', () => {
    const { open } = recommended(scenario) as Extract<Recommendation, { kind: 'unproven' }>;
    expect(open.map(({ id, status, reason }) => [id, status, reason.code])).toEqual([['c5-attestation', 'unknown', 'c5.open']]);
    expect(open[0]!.reason.args).toEqual({ vendors: [facts.compliance.vendors.find(({ id }) => id === 'mongodb')!.name] });
  });

  it('is green as soon as somebody shows it', () => {
    expect(named(recommended(scenario, withC5('yes')))).toBe('plan managed-db');
  });

  it('is impossible as soon as somebody says that there is none', () => {
    expect(recommended(scenario, withC5('no'))).toMatchObject({ kind: 'impossible', conflicts: [['pointInTime']] });
  });

  it('takes what is proven if anything proven does what is wanted, even at a higher price', () => {
    // Only B does point-in-time recovery. Where that is not asked, A is proven and taken, also if an hour of outage is free.
    for (const outageEuroPerHour of [0, 20, 500]) {
      const answer = compare({ tenants: 20, jurisdiction: 'DE', outageEuroPerHour }, facts);
      expect(answer.recommendation.kind).toBe('plan');
      const taken = answer.quotes.find((quote) => 'id' in answer.recommendation && quote.id === answer.recommendation.id)!;
      expect(taken.gates.legal).toBe('admissible');
    }
    // If Atlas cost next to nothing, B would be the cheapest: 12.19, 105 for the operator and 52.09 of outages against 196.07 in all.
    const cheapAtlas = nearlyFree('mongodb.');
    expect(named(recommended({ tenants: 20 }, cheapAtlas))).toBe('plan managed-db');
    expect(named(recommended({ tenants: 20, jurisdiction: 'DE' }, cheapAtlas))).toBe('plan single');
  });
});

describe('the reasons of a phase', () => {
  it('for B in production: no other option is left; Solo is stopped, and A cannot restore any moment', () => {
    const [only, stopped, missing] = reasons({ tenants: 20, profile: 'production' });
    expect(only).toMatchObject({ code: 'only-one', id: 'managed-db', unpriced: [] });
    expect(stopped).toMatchObject({ code: 'gate', id: 'solo', because: { id: 'off-site-backup' } });
    expect(missing).toMatchObject({ code: 'misses', id: 'single', because: { target: 'pointInTime', wanted: true } });
  });

  it('for C with 150 practices: cells of A cost less and miss the availability by a hair', () => {
    const missed = reasons({ tenants: 150, profile: 'growth' }).find(({ code }) => code === 'misses');
    expect(missed).toMatchObject({ id: 'single-cells', because: { target: 'availability', wanted: 99.95 } });
  });

  it('for A in Germany: B is not among the rivals, since nobody may rely on it', () => {
    const [cheapest] = reasons({ tenants: 20, jurisdiction: 'DE' });
    expect(cheapest?.code === 'cheapest' && cheapest.others.map(({ id }) => id)).toEqual(['pair-two-sites']);
  });
});

function recommended(input: ScenarioInput, known: Facts = facts): Recommendation {
  return compare(input, known).recommendation;
}

function named(recommendation: Recommendation): string {
  const { kind } = recommendation;
  return kind === 'plan' || kind === 'unproven' ? `${kind} ${recommendation.id}` : kind;
}

function reasons(input: ScenarioInput) {
  const recommendation = recommended(input);
  return 'reasons' in recommendation ? recommendation.reasons : [];
}

/** The facts with another finding about the attestation of Atlas. */
function withC5(status: 'yes' | 'no'): Facts {
  const { compliance } = facts;
  const vendors = compliance.vendors.map((vendor) =>
    vendor.id === 'mongodb' ? { ...vendor, c5Type2: { ...vendor.c5Type2, status } } : vendor,
  );
  return { ...facts, compliance: { ...compliance, vendors } };
}

/** The facts with next to no price for every SKU that begins so. */
function nearlyFree(start: string): Facts {
  const { current } = facts.book.lists;
  const skus = Object.fromEntries(
    Object.entries(current.skus).map(([sku, record]) => {
      if (!sku.startsWith(start)) return [sku, record];
      const tiny = '0.00001';
      const prices = record.prices.map((row) => ('net' in row ? { ...row, net: tiny } : { ...row, low: tiny, likely: tiny, high: tiny }));
      return [sku, { ...record, prices }];
    }),
  );
  return { ...facts, book: { ...facts.book, lists: { ...facts.book.lists, current: { ...current, skus } } } };
}
