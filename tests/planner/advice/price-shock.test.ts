/** The price shock: how far prices rose at once, by hand from data/pricing.json, and whom that meets. */
import { describe, expect, it } from 'vitest';
import { compare, type ScenarioInput } from '@ordiplan/planner';
import { priceShock } from '../../../packages/planner/src/advice/price-shock.ts';
import { roadmap, type PathId } from '../../../packages/planner/src/advice/roadmap.ts';
import { parseScenario } from '../../../packages/planner/src/scenario/scenario.ts';
import { euro, facts, today } from '../answers.ts';

const shock = priceShock(facts.book, parseScenario({ tenants: 20 }, today));

/**
 * By hand, each server with the larger of its two rises: CX23 3.99 to 5.49, CX33 6.49 to 8.49, CX43 8.99 to 11.99, CX53
 * 16.99 to 22.49. In order: CX33 0.3082, CX53 0.3237, CX43 0.3337, CX23 0.3759. The middle lies between the second and third.
 */
const rise = (22.49 / 16.99 - 1 + (11.99 / 8.99 - 1)) / 2;
/** Dollars for a euro: 1.1761 on 2026-05-08, 1.1186 on 2026-10-08. */
const dollar = 1.1761 / 1.1186 - 1;

it('is the middle one of the largest rises of the servers, 33 %', () => {
  expect(shock.newOrders).toBeCloseTo(rise, 12);
  expect(rise.toFixed(4)).toBe('0.3287');
});

it('is for the dollar the way from its cheapest to its dearest day, 5 %', () => {
  expect(shock.dollar).toBeCloseTo(dollar, 12);
  expect(dollar.toFixed(4)).toBe('0.0514');
});

it('knows only what had happened on the day of the order', () => {
  // Before 2026-04-01 no price of the list had risen, and the first rate of the book is of 2026-05-08.
  const early = priceShock(facts.book, parseScenario({ tenants: 20, orderOn: '2026-03-01' }, today));
  expect([early.newOrders, early.dollar]).toEqual([0, 0]);
});

it('does not depend on the order of the rows in the file', () => {
  const { current } = facts.book.lists;
  const skus = Object.fromEntries(Object.entries(current.skus).map(([id, sku]) => [id, { ...sku, prices: [...sku.prices].reverse() }]));
  const book = { ...facts.book, lists: { ...facts.book.lists, current: { ...current, skus } } };
  expect(priceShock(book, parseScenario({ tenants: 20 }, today)).newOrders).toBe(shock.newOrders);
});

describe('it meets', () => {
  it.each([
    // part, ordered in, month, what
    ['hetzner.cloud.cx43', 12, 12, rise],
    ['hetzner.cloud.cx43', 20, 36, rise],
    ['hetzner.cloud.cpx62', 20, 20, rise], // an alternative of the list
    ['hetzner.cloud.cx43', 11, 36, 0], // ordered early enough
    ['hetzner.cloud.cx43', -1, 36, 0],
    ['hetzner.cloud.cx43', 5, 11, 0], // not yet
    ['hetzner.cloud.primary-ipv4', 20, 36, 0], // only servers rose for new orders
    ['hetzner.storage-box.bx11', 20, 36, 0],
    ['mongodb.atlas.m10', 20, 36, dollar],
    ['mongodb.atlas.m10', -1, 12, dollar], // a dollar price rises for everybody
    ['mongodb.atlas.m10', -1, 11, 0],
  ] as const)('%s, ordered in month %i, in month %i with %d', (sku, orderedIn, month, expected) => {
    expect(shock.riseOf(sku, { orderedIn, month })).toBeCloseTo(expected, 12);
  });
});

describe('on the way', () => {
  const growing: ScenarioInput = { tenants: 20, tenantsIn12Months: 80 };

  it('a server that is ordered after the first year is dearer, and what was ordered before is not', () => {
    // Month 19: a CX53 of month 8. Month 20: a CPX62 at 129.99 · 1.3287 with 3.70 for address and box. Month 24: a CCX53 at 533.49.
    const { months } = pathOf('rescale', growing);
    expect(months[19]!.net!.euro.toNumber()).toBeCloseTo(33.19, 6);
    expect(months[20]!.net!.euro.toNumber()).toBeCloseTo(129.99 * (1 + rise) + 3.7, 6);
    expect(months[36]!.net!.euro.toNumber()).toBeCloseTo(533.49 * (1 + rise) + 3.7, 6);
  });

  it('a path that orders nothing more pays what it would have paid', () => {
    const { shocked, paths } = walk(growing);
    const paid = (of: typeof paths) => euro(of.find(({ id }) => id === 'stay')!.paid);
    expect(paid(shocked.paths)).toBe(paid(paths));
  });

  it('the dollars of a database rise from the twelfth month on, whenever it was ordered', () => {
    const { shocked, paths } = walk({ tenants: 20, profile: 'production' });
    const nets = (of: typeof paths) => of.find(({ id }) => id === 'stay')!.months.map(({ net }) => net!.euro.toNumber());
    const [without, with_] = [nets(paths), nets(shocked.paths)];
    expect(with_.slice(0, 12)).toEqual(without.slice(0, 12));
    // All but a CX33 at 8.49, an address at 0.50 and a box at 3.20 is paid in dollars. Each line of the bill is rounded to
    // the cent before, what the dollar adds is not: two lines, half a cent each.
    for (const month of [12, 24, 36]) {
      const difference = with_[month]! - without[month]! - (without[month]! - 12.19) * dollar;
      expect(Math.abs(difference)).toBeLessThanOrEqual(2 * 0.005 * dollar);
    }
  });
});

function walk(input: ScenarioInput) {
  const { quotes, recommendation, scenario } = compare(input, facts);
  return roadmap(quotes, 'id' in recommendation ? recommendation.id : undefined, { scenario, facts });
}

function pathOf(id: PathId, input: ScenarioInput) {
  return walk(input).shocked.paths.find((path) => path.id === id)!;
}
