/** Ratings: every ladder at and beside each of its limits, the rules that count, and the two columns of the analysis as docs/ratings.md tells them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aspects, compare, type Aspect, type PlanId, type ScenarioInput } from '@ordiplan/planner';
import { ratingsOf } from '../../../packages/planner/src/advice/ratings.ts';
import { euro, facts, quoteFor, withoutPrice } from '../answers.ts';

type Rated = Parameters<typeof ratingsOf>[0];

const page = readFileSync(join(import.meta.dirname, '../../../docs/ratings.md'), 'utf8');
/** Rows of the tables of the page whose first cell is an aspect; one table has 7 columns, the other 6. */
const rowsOf = (columns: number) =>
  page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
    .filter((cells) => cells.length === columns && (aspects as readonly string[]).includes(cells[0]!));

/** A plan of 20 practices whose figures are set one by one. */
const { plan, gates } = quoteFor('single', { tenants: 20 });
const middling: Rated = {
  plan: plan!,
  billEuro: 10,
  cheapestEuro: 10,
  availability: 0.9995,
  totalLoss: 0.1,
  reach: 100,
  expectedTenants: 20,
  operatorHours: 2,
  gates,
  productionMisses: [],
};

/** How each figure of a ladder is set. */
const withFigure: Partial<Record<Aspect, (figure: number) => Partial<Rated>>> = {
  cost: (figure) => ({ billEuro: figure, cheapestEuro: 1 }),
  availability: (availability) => ({ availability }),
  backup: (totalLoss) => ({ totalLoss }),
  scalability: (reach) => ({ reach, expectedTenants: 1 }),
  maintenance: (operatorHours) => ({ operatorHours }),
};

describe.each([
  // aspect         direction  five    four    three   two
  ['cost', 'low', [1.1, 2, 4, 8]],
  ['availability', 'high', [0.9999, 0.9997, 0.9995, 0.999]],
  ['backup', 'low', [0.02, 0.1, 0.25, 0.5]],
  ['scalability', 'high', [10, 5, 2, 1.2]],
  ['maintenance', 'low', [1, 2, 3, 5]],
] as const)('the ladder of %s', (aspect, direction, limits) => {
  const starsAt = (figure: number) => ratingsOf({ ...middling, ...withFigure[aspect]!(figure) })[aspect].stars;
  const worse = direction === 'low' ? 1e-9 : -1e-9;

  it.each(limits.map((limit, rung) => [limit, 5 - rung] as const))(
    'gives at %s, and better, %i stars, and beside it one less',
    (limit, stars) => {
      expect(starsAt(limit)).toBe(stars);
      expect(starsAt(limit - worse)).toBe(stars);
      expect(starsAt(limit + worse)).toBe(stars - 1);
    },
  );

  it('ends at five and at one', () => {
    const [best, worst] = direction === 'low' ? [0, 1e6] : [1e6, 0];
    expect([starsAt(best), starsAt(worst)]).toEqual([5, 1]);
  });

  it('stands on the page as it is in the code', () => {
    const row = rowsOf(7).find(([name]) => name === aspect)!;
    const sign = direction === 'low' ? '≤' : '≥';
    expect(row.slice(2)).toEqual([...limits.map((limit) => `${sign} ${limit}`), 'else']);
  });
});

describe('a figure that is unknown has no stars', () => {
  it.each([{ billEuro: undefined }, { cheapestEuro: undefined }])('%j', (unknown) => {
    expect(ratingsOf({ ...middling, ...unknown }).cost).toEqual({ stars: undefined, figure: undefined });
  });

  it('but the others keep theirs', () => {
    const { ratings } = compare({ tenants: 20 }, withoutPrice('hetzner.storage-box.bx11'));
    expect(ratings.single!.cost.stars).toBeUndefined();
    for (const aspect of aspects.filter((one) => one !== 'cost')) expect(ratings.single![aspect].stars).toBeGreaterThanOrEqual(1);
  });
});

describe('security counts safeguards', () => {
  it.each([
    // of limits, private database, backup that cannot be deleted, encrypted disks
    ['solo', 2], // limits, private
    ['pair-as-quoted', 2],
    ['single', 4],
    ['pair', 4],
    ['managed-db', 3], // its database has an address on the internet
    ['managed-db-as-quoted', 1],
  ] as const)('%s has %i', (id, safeguards) => {
    expect(ratingOf(id, { tenants: 20 }, 'security')).toEqual({ stars: 1 + safeguards, figure: safeguards });
  });
});

describe('data protection follows the legal gates', () => {
  it.each([
    [{ tenants: 20 }, 'single', 5],
    [{ tenants: 20 }, 'managed-db', 4], // a group in the USA
    [{ tenants: 20, jurisdiction: 'DE' }, 'single', 5],
    [{ tenants: 20, jurisdiction: 'DE' }, 'managed-db', 3], // no attestation was shown
    [{ tenants: 20 }, 'solo', 1], // nothing to restore from
    [{ tenants: 20 }, 'pair-as-quoted', 1],
  ] as const)('%j %s: %i', (scenario, id, stars) => {
    expect(ratingOf(id, scenario, 'data-protection').stars).toBe(stars);
  });

  it('three if only the encryption is unstated', () => {
    expect(ratingsOf({ ...middling, gates: { ...gates, status: 'unknown', legal: 'unknown' } })['data-protection'].stars).toBe(3);
  });
});

describe('fitness for production', () => {
  const miss = { target: 'restoreHours', wanted: 8, reached: 9 } as const;
  it.each([
    // gates           legal           missed  stars
    ['admissible', 'admissible', 0, 5],
    ['unknown', 'admissible', 0, 5], // stock is not the law
    ['admissible', 'admissible', 1, 4],
    ['unknown', 'unknown', 0, 4],
    ['unknown', 'unknown', 1, 3],
    ['admissible', 'admissible', 3, 2],
    ['unknown', 'unknown', 4, 2],
    ['inadmissible', 'admissible', 0, 1],
    ['inadmissible', 'inadmissible', 4, 1],
  ] as const)('gates %s, by law %s, %i targets missed: %i', (status, legal, missed, stars) => {
    const rated = { ...middling, gates: { ...gates, status, legal }, productionMisses: Array.from({ length: missed }, () => miss) };
    expect(ratingsOf(rated).production).toEqual({ stars, figure: missed });
  });
});

it('cost is measured against the cheapest plan that may be run: Solo does not count', () => {
  const { ratings, quotes } = compare({ tenants: 20 }, facts);
  const bills = quotes.filter(({ isAdmissible }) => isAdmissible).map(({ bill }) => Number(euro(bill!.net!.likely)));
  expect(Math.min(...bills)).toBe(12.19);
  expect(ratings.single!.cost.figure).toBe(1);
  expect(ratings.solo!.cost.figure).toBeCloseTo(8.99 / 12.19, 12);
  expect(ratings['pair-two-sites']!.cost.figure).toBeCloseTo(30.17 / 12.19, 12);
});

it('every plan that can be built is rated in every aspect, in no other', () => {
  for (const tenants of [1, 20, 150, 1000]) {
    const { ratings, quotes } = compare({ tenants }, facts);
    expect(Object.keys(ratings)).toEqual(quotes.filter((quote) => quote.plan).map(({ id }) => id));
    for (const rated of Object.values(ratings)) expect(Object.keys(rated)).toEqual([...aspects]);
  }
});

describe('the two columns of the analysis, for 20 practices at its prices', () => {
  const scenario = { tenants: 20, prices: 'quoted' } as const;
  /** The table of the analysis, in its order: stars, a sum, or a verdict. */
  const ofTheAnalysis = {
    cost: ['8.68 EUR', '11.67 EUR'],
    availability: ['2', '4'],
    backup: ['1', '5'],
    security: ['3', '4'],
    scalability: ['3', '4'],
    maintenance: ['5', '4'],
    'data-protection': ['5', '5'],
    production: ['risk', 'recommended'],
  } as const satisfies Record<Aspect, readonly [string, string]>;

  it('cost what it says', () => {
    expect([euro(quoteFor('solo', scenario).bill!.net!.likely), euro(quoteFor('single', scenario).bill!.net!.likely)]).toEqual([
      '8.68',
      '11.67',
    ]);
  });

  it.each(aspects)('%s: the page tells the stars of the analysis, those of the rules, and one sentence', (aspect) => {
    const row = rowsOf(6).find(([name]) => name === aspect)!;
    const [, soloSaid, soloRated, singleSaid, singleRated, why] = row as [string, string, string, string, string, string];
    expect([soloSaid, singleSaid]).toEqual(ofTheAnalysis[aspect]);
    expect([soloRated, singleRated]).toEqual((['solo', 'single'] as const).map((id) => String(ratingOf(id, scenario, aspect).stars)));
    const differs = [soloSaid, singleSaid].some((said, i) => /^[1-5]$/.test(said) && said !== [soloRated, singleRated][i]);
    expect(why).toMatch(/^[A-Z][^.]*(?:\d\.\d[^.]*|Art\. [^.]*)*\.$/); // one sentence
    expect(why.startsWith('They agree:')).toBe(!differs);
  });

  it('the figures in its sentences are those of the plans', () => {
    const figure = (id: PlanId, aspect: Aspect) => ratingOf(id, scenario, aspect).figure!;
    const hoursDown = (id: PlanId) => ((1 - figure(id, 'availability')) * 8760).toFixed(1);
    expect([hoursDown('solo'), hoursDown('single')]).toEqual(['4.4', '4.4']);
    expect([figure('solo', 'backup').toFixed(2), figure('single', 'backup').toFixed(3)]).toEqual(['0.71', '0.015']);
    expect([figure('solo', 'scalability') * 20, figure('single', 'scalability')]).toEqual([116, 5.8]);
    expect([figure('solo', 'maintenance'), figure('single', 'maintenance')]).toEqual([2, 2]);
  });
});

function ratingOf(id: PlanId, input: ScenarioInput, aspect: Aspect) {
  return compare(input, facts).ratings[id]![aspect];
}
