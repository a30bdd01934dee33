/** Findings on what is bought: each with a record or a day that raises it and one that cures it. */
import { describe, expect, it } from 'vitest';
import { compare, sentence, words, type Facts, type PlanId, type ScenarioInput } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { euro, facts, planIds, quoteFor, withoutPrice } from '../answers.ts';
import { argsOf, codesOf, withRecord } from './findings-of.ts';

const cx33 = 'hetzner.cloud.cx33';

describe('an unknown price', () => {
  it('is told for every part that has none', () => {
    expect(argsOf('price.unknown', 'pair-as-quoted', { tenants: 100, prices: 'quoted' })).toEqual({ machines: ['CX52', 'CX42'] });
  });

  it('is told as long as it is missing', () => {
    const withoutBox = withoutPrice('hetzner.storage-box.bx11');
    expect(codesOf('single', { tenants: 20 })).not.toContain('important price.unknown');
    expect(codesOf('single', { tenants: 20 }, withoutBox)).toContain('important price.unknown');
    expect(codesOf('solo', { tenants: 20 }, withoutBox)).not.toContain('important price.unknown');
  });
});

describe('an estimated price', () => {
  it.each(['current', 'quoted'] as const)('in the list "%s" is told for Atlas and nothing else', (prices) => {
    const told = planIds.filter((id) => codesOf(id, { tenants: 20, prices }).includes('medium price.estimate'));
    expect(told).toEqual(['managed-db', 'managed-db-as-quoted', 'managed-db-balanced']);
    expect(argsOf('price.estimate', 'managed-db-as-quoted', { tenants: 20, prices })).toEqual({ labels: ['MongoDB Atlas M20'] });
  });

  it('is cured by a price that the vendor states', () => {
    const [row] = facts.book.lists.current.skus['mongodb.atlas.m20']!.prices;
    const stated = withRecord('mongodb.atlas.m20', {
      prices: [{ ...row!, low: undefined, likely: undefined, high: undefined, net: '0.24' }],
    });
    expect(argsOf('price.estimate', 'managed-db-as-quoted', { tenants: 20 }, stated)).toBeUndefined();
  });
});

describe('the price list of 2026-10-08', () => {
  it.each([
    // today       days
    ['2026-12-07', undefined], // 60: 23 of October, 30 of November, 7 of December
    ['2026-12-08', 61],
    ['2027-01-08', 92],
  ])('is told as old on %s: %s days', (today, days) => {
    const expected = days === undefined ? undefined : { asOf: '2026-10-08', days };
    expect(argsOf('price.stale', 'single', { tenants: 20 }, factsOn(today))).toEqual(expected);
  });

  it.each(['2026-12-07', '2026-12-08'])('is as old on %s as the answer says', (today) => {
    const { priceList, quotes } = compare({ tenants: 20 }, factsOn(today));
    for (const { findings } of quotes) expect(findings.some(({ code }) => code === 'price.stale')).toBe(priceList.isStale);
  });

  it('is no matter for those who reckon with the prices of the analysis: they do not age', () => {
    expect(argsOf('price.stale', 'single', { tenants: 20, prices: 'quoted' }, factsOn('2027-11-24'))).toBeUndefined();
  });
});

describe('a sold-out CX33', () => {
  it.each([
    // ordered on   told
    ['2026-09-02', []], // nobody had looked
    ['2026-09-09', []], // seen on that day: another type is planned
    ['2026-09-24', [{ observedOn: '2026-09-09', isFresh: false }]], // after 14 days
    ['2026-10-19', []], // the last day on which the sighting counts: another type is planned
    ['2026-10-20', [{ observedOn: '2026-10-05', isFresh: false }]],
  ])('ordered on %s is told as %j', (orderOn, expected) => {
    expect(soldOut('solo', { tenants: 20, orderOn }).map(({ observedOn, isFresh }) => ({ observedOn, isFresh }))).toEqual(expected);
  });

  it('goes away with a newer sighting that it can be ordered', () => {
    expect(soldOut('solo', { tenants: 20 })).toHaveLength(1);
    expect(soldOut('solo', { tenants: 20 }, sightedAs({ nbg1: 'yes' }))).toEqual([]);
    expect(soldOut('solo', { tenants: 20 }, sightedAs({ nbg1: 'unknown' }))).toEqual([]);
  });

  it('does not concern a plan without it', () => {
    // nine practices need a CX23, of which nobody knows
    expect(soldOut('pair', { tenants: 9 })).toEqual([]);
  });

  it('at the site of the standby is critical, and the gate of orders stops the plan', () => {
    const known = sightedAs({ nbg1: 'yes', fsn1: 'no' });
    const stopped = quoteFor('pair-two-sites', { tenants: 20 }, known);
    expect(stopped.findings.find(({ code }) => code === 'stock.sold-out')).toEqual({
      code: 'stock.sold-out',
      area: 'supply',
      severity: 'critical',
      args: { label: 'Hetzner CX33', observedOn: facts.today, isFresh: true },
    });
    expect(stopped.gates.results.find(({ id }) => id === 'orderable')?.status).toBe('inadmissible');
    expect(stopped.isAdmissible).toBe(false);
    expect(quoteFor('pair', { tenants: 20 }, known).isAdmissible).toBe(true); // both servers stand in Nuremberg
  });
});

describe('a type whose end is announced', () => {
  const evidence = facts.book.lists.current.skus['hetzner.cloud.cx22']!.deprecated!.evidence;
  const announced = withRecord(cx33, { deprecated: { announcedOn: '2026-11-01', notOrderableFrom: '2027-01-01', evidence } });

  it.each([
    // ordered on   told
    ['2026-10-31', false], // nobody knew
    ['2026-11-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false], // it is not planned any more
  ])('for an order of %s: %s', (orderOn, isTold) => {
    const expected = isTold ? { label: 'Hetzner CX33', notOrderableFrom: '2027-01-01' } : undefined;
    expect(argsOf('type.deprecated', 'single', { tenants: 20, orderOn }, announced)).toEqual(expected);
  });

  it('does not concern a plan without it', () => {
    expect(argsOf('type.deprecated', 'single', { tenants: 25 }, announced)).toBeUndefined(); // a CX43
    expect(argsOf('type.deprecated', 'single', { tenants: 20 })).toBeUndefined();
  });
});

describe('a figure of the analysis', () => {
  it.each([
    // plan, practices     figures and the nearest list price, by hand from data/pricing.json
    ['single', 9, ['Hetzner CX22 5.35 5.34 gross', 'Hetzner Storage Box 2.99 3.20 net']], // 4.49 · 1.19 = 5.3431
    ['single', 20, ['Hetzner CX32 8.68 7.56 gross', 'Hetzner Storage Box 2.99 3.20 net']], // 6.30 · 1.20
    ['solo', 20, ['Hetzner CX32 8.68 7.56 gross']], // the address is not named: no figure to reproduce
    ['managed-db-as-quoted', 20, ['Hetzner CX32 8.68 7.56 gross']], // of Atlas there is a span, told as an estimate
  ] as const)('of %s for %i practices that no list price gives: %j', (id, tenants, expected) => {
    expect(told(id, { tenants, prices: 'quoted' })).toEqual(expected);
  });

  it('is not told with today’s prices', () => {
    for (const id of planIds) expect(told(id, { tenants: 20 })).toEqual([]);
  });

  it.each([
    // a list price that the Storage Box ever had, whether 2.99 is then reproduced
    ['2.99', true],
    ['2.51', true], // with 19 %: 2.9869, to the cent 2.99
    ['2.49', true], // with 20 %: 2.988, to the cent 2.99
    ['2.50', false], // 2.975 and 3.00
  ])('is cured by a list price of %s: %s', (price, isCured) => {
    const box = facts.book.lists.current.skus['hetzner.storage-box.bx11']!;
    const earlier = { ...box.prices[0]!, from: '2024-01-01', net: price };
    const known = withRecord('hetzner.storage-box.bx11', { prices: [earlier, ...box.prices] });
    expect(told('single', { tenants: 20, prices: 'quoted' }, known).some((text) => text.includes('Storage Box'))).toBe(!isCured);
  });

  it('is told with both amounts', () => {
    const finding = quoteFor('single', { tenants: 20, prices: 'quoted' }).findings.find(
      ({ code, args }) => code === 'seed.not-reproducible' && 'label' in args && args.label === 'Hetzner Storage Box',
    )!;
    expect(sentence(words.de, finding).replaceAll('\u00a0', ' ')).toBe(
      'Die Analyse nennt 2,99 € für Hetzner Storage Box. Kein bekannter Listenpreis ergibt das, am nächsten liegen 3,20 € ohne Umsatzsteuer.',
    );
  });

  function told(id: PlanId, input: ScenarioInput, known: Facts = facts): string[] {
    return quoteFor(id, input, known).findings.flatMap((finding) => {
      if (finding.code !== 'seed.not-reproducible') return [];
      const { label, quoted, nearest } = finding.args;
      return [`${label} ${euro(quoted)} ${euro(nearest)} ${nearest.basis}`];
    });
  }
});

function soldOut(id: PlanId, input: ScenarioInput, known: Facts = facts) {
  return quoteFor(id, input, known).findings.flatMap((finding) => (finding.code === 'stock.sold-out' ? [finding.args] : []));
}

/** The facts after somebody has looked for a CX33 today. */
function sightedAs(orderable: Readonly<Record<string, 'yes' | 'no' | 'unknown'>>): Facts {
  const { stock } = facts.book.lists.current.skus[cx33]!;
  return withRecord(cx33, { stock: [...stock!, { ...stock!.at(-1)!, observedOn: facts.today, orderable }] });
}
