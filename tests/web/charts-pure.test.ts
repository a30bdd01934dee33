/** The charts' own reckoning, without a browser: the front, the pieces of a path, price lines, places for labels, the table of later use. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, costAgainstOutageTwin, csv, net, quoteOf, recommendedQuote, roadmap, type Month, type Path } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { capacityTable, laterOf } from '../../packages/web/src/lib/charts/capacity-figures.ts';
import { front, frontEdge, frontPoints } from '../../packages/web/src/lib/charts/front.ts';
import { lines } from '../../packages/web/src/lib/charts/pen.ts';
import { apart, freeBox, overlap } from '../../packages/web/src/lib/charts/placing.ts';
import { corners, monthStarts, priceHistoriesTwin, priceSeries } from '../../packages/web/src/lib/charts/price-series.ts';
import { tableShape } from '../../packages/web/src/lib/charts/table-shape.ts';
import { runs } from '../../packages/web/src/lib/charts/runs.ts';

const facts = factsOn('2026-11-24');
const comparison = compare({ tenants: 12, tenantsIn12Months: 30 }, facts);
const best = recommendedQuote(comparison)!;

describe('the front of money against outage', () => {
  const points = frontPoints(comparison);

  it('has a point for each row of the table, in the same order', () => {
    const { rows } = costAgainstOutageTwin(comparison, 'en');
    expect(points.map(({ paid }) => `€${paid.toFixed(0)}`)).toEqual(rows.map(([, paid]) => paid));
    expect(points.map(({ isBeaten }) => isBeaten)).toEqual(rows.map(([, , , verdict]) => verdict!.includes('at least as good')));
    expect(points.filter(({ isRecommended }) => isRecommended).map(({ quote }) => quote.id)).toEqual([best.id]);
  });

  it('is made of those that no other one undercuts in both', () => {
    const open = points.filter(({ isBeaten }) => !isBeaten);
    const undercut = open.filter((one) => open.some((other) => other !== one && other.paid <= one.paid && other.down <= one.down));
    expect(front(points)).toEqual(open.filter((one) => !undercut.includes(one)));
  });

  it('goes down as the money goes up, and ends level', () => {
    const edge = frontEdge(points);
    for (const [i, { x, y }] of edge.slice(1).entries()) {
      expect(x).toBeGreaterThanOrEqual(edge[i]!.x);
      expect(y).toBeLessThanOrEqual(edge[i]!.y);
    }
    expect(edge.at(-1)!.y).toBe(edge.at(-2)!.y);
    expect(frontEdge([])).toEqual([]);
  });
});

describe('the pieces of a path', () => {
  const month = (at: number, over: Partial<Month> = {}): Month => ({
    month: at,
    tenants: 12,
    plan: 'single',
    machines: 'CX33',
    net: net('12.19', 'month'),
    paid: undefined,
    isEnough: true,
    ...over,
  });
  const path = (...months: Month[]): Path => ({ id: 'best', months, changes: [], endsInMonth: undefined, paid: undefined });

  it('a change of design ends a piece, and the next begins where it ends', () => {
    const found = runs(
      path(month(0), month(1), month(2, { plan: 'pair', net: net('30', 'month') }), month(3, { plan: 'pair', net: net('30', 'month') })),
    );
    expect(found.map(({ plan, points }) => [plan, points.map(({ x, y }) => [x, y])])).toEqual([
      [
        'single',
        [
          [0, 12.19],
          [1, 12.19],
          [2, 30],
        ],
      ],
      [
        'pair',
        [
          [2, 30],
          [3, 30],
        ],
      ],
    ]);
  });

  it('a month without a price is a gap, not a zero', () => {
    const found = runs(path(month(0), month(1, { net: undefined }), month(2)));
    expect(found.map(({ points }) => points.map(({ x }) => x))).toEqual([[0], [2]]);
  });

  it('where the machines are not enough another piece begins', () => {
    expect(runs(path(month(0), month(1, { isEnough: false }))).map(({ isEnough }) => isEnough)).toEqual([true, false]);
  });

  it('of a real path every month with a price is drawn', () => {
    const road = roadmap(comparison.quotes, best.id, { scenario: comparison.scenario, facts });
    for (const one of road.paths) {
      const drawn = new Set(runs(one).flatMap(({ points }) => points.map(({ x }) => x)));
      expect([...drawn].sort((a, b) => a - b)).toEqual(one.months.filter((at) => at.net).map((at) => at.month));
    }
  });
});

describe('prices over time', () => {
  const skus = ['hetzner.cloud.cx33', 'hetzner.storage-box.bx11', 'mongodb.atlas.m10', 'hetzner.cloud.backup', 'nobody.sells.this'];
  const series = priceSeries({ book: facts.book, list: 'current', skus });

  it('only what shares currency and unit is in one picture; the rest is named', () => {
    expect(series.unit).toEqual({ currency: 'EUR', per: 'month' });
    expect(series.lines.map(({ label }) => label)).toEqual(['Hetzner CX33', 'Hetzner Storage Box BX11']);
    expect(series.inOtherUnit).toEqual(['MongoDB Atlas M10']);
    expect(series.withoutPrice).toEqual(['Hetzner Backup', 'nobody.sells.this']);
  });

  it('a line has the prices of the book and goes on until the day of the list', () => {
    // data/pricing.json: 4.99 from October 2025, 6.49 from April 2026, 8.49 for new orders from June 2026.
    const [line] = series.lines;
    expect(line!.steps.map(({ from, high, isForNewOrders }) => [from, high, isForNewOrders])).toEqual([
      ['2025-10-16', 4.99, false],
      ['2026-04-01', 6.49, false],
      ['2026-06-15', 8.49, true],
    ]);
    // From 16 October to 1 April there are 167 days.
    expect(corners(line!, 'high', '2025-10-16').slice(0, 2)).toEqual([
      { x: 0, y: 4.99 },
      { x: 167, y: 6.49 },
    ]);
    expect(corners(line!, 'high', '2025-10-16').at(-1)!.y).toBe(8.49);
    expect(line!.until).toBe(facts.book.lists.current.asOf);
  });

  it('the table has the rows of every part, also of those that are not drawn', () => {
    const { rows, head } = priceHistoriesTwin({ book: facts.book, list: 'current', skus }, 'en');
    const prices = skus.flatMap((sku) => facts.book.lists.current.skus[sku]?.prices ?? []);
    expect(rows).toHaveLength(prices.length);
    for (const row of rows) expect(row).toHaveLength(head.length);
  });

  it('the axis names first days of months within the span, no more than fit', () => {
    expect(monthStarts('2025-10-16', '2026-11-01', 6)).toEqual(['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01']);
    expect(monthStarts('2025-12-01', '2026-02-01', 6)).toEqual(['2025-12-01', '2026-01-01', '2026-02-01']);
    expect(monthStarts('2026-01-02', '2026-01-30', 6)).toEqual([]);
  });
});

describe('labels', () => {
  it('pushed apart they keep their order and their distance, and none lies too low if there is room for all', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 }), (heights) => {
        const placed = apart(heights, 18, 300);
        const order = heights.map((_, i) => i).sort((a, b) => placed[a]! - placed[b]!);
        for (const [k, i] of order.slice(1).entries()) {
          expect(placed[i]! - placed[order[k]!]!).toBeGreaterThanOrEqual(18);
          expect(heights[i]!).toBeGreaterThanOrEqual(heights[order[k]!]!);
        }
        expect(Math.max(...placed)).toBeLessThanOrEqual(300);
      }),
    );
  });

  it('a label takes the first place that is free and within the area', () => {
    const area = { x: 0, y: 0, width: 100, height: 100 };
    const at = (x: number, y: number) => ({ x, y, width: 20, height: 10 });
    expect(freeBox([at(90, 0), at(0, 0), at(50, 50)], { area, taken: [at(10, 5)] })).toEqual(at(50, 50));
    expect(freeBox([at(0, 0)], { area, taken: [at(0, 0)] })).toBeUndefined();
    expect(overlap(at(0, 0), at(20, 0))).toBe(false);
  });

  it('a name breaks at a space into two lines, and is cut where it does not fit', () => {
    const within = (most: number) => (part: string) => part.length <= most;
    expect(lines('one two', within(10))).toEqual(['one two']);
    expect(lines('one two three', within(8))).toEqual(['one two', 'three']);
    expect(lines('one two three four', within(8))).toEqual(['one two', 'three f…']);
    expect(lines('unbreakable', within(5))).toEqual(['unbr…']);
  });
});

describe('use of capacity later', () => {
  const later = laterOf(quoteOf(compare({ tenants: 30, tenantsIn12Months: 30 }, facts), best.id))!;

  it('is one more column, limit by limit, with the machines of then', () => {
    const table = capacityTable({ quote: best, later }, 'en');
    expect(table.head.at(-1)).toContain(later.machines!);
    expect(table.rows).toHaveLength(best.capacity!.uses.length);
    for (const row of table.rows) expect(row).toHaveLength(table.head.length);
    const shares = table.rows.map((row) => Number.parseInt(row.at(-1)!)).sort((a, b) => a - b);
    expect(shares).toEqual(later.uses.map(({ share }) => Number((share * 100).toFixed(0))).sort((a, b) => a - b));
  });

  it('a limit that is not known later is unknown, never 0', () => {
    const table = capacityTable({ quote: best, later: { ...later, uses: [] } }, 'en');
    expect(new Set(table.rows.map((row) => row.at(-1)))).toEqual(new Set(['unknown']));
    expect(csv(table, 'en')).not.toMatch(/,0\r\n/);
  });
});

describe('the shape of a table', () => {
  it('columns without a figure hold words', () => {
    const { isWord } = tableShape({
      head: ['a', 'b', 'c', 'd'],
      rows: [
        ['A', '12\u00a0€', 'best', ''],
        ['B', 'unknown', '', '€5'],
      ],
    });
    expect(isWord).toEqual([true, false, true, false]);
  });

  it('a wide one becomes lists on a phone, unless there would be too many', () => {
    const head = ['Bauweise', 'Rechnung', 'Betreuung', 'erwarteter Ausfall', 'zusammen'];
    const row = head.map(() => '1');
    expect(tableShape({ head, rows: [row] }).isStacked).toBe(true);
    expect(tableShape({ head, rows: Array.from({ length: 37 }, () => row) }).isStacked).toBe(false);
    expect(tableShape({ head: ['Annahme', 'unten', 'oben'], rows: [row.slice(0, 3)] }).isStacked).toBe(false);
  });
});
