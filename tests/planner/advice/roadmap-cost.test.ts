/** The money of the roadmap, added up by hand from the rows of data/pricing.json; a missing price stays missing. */
import { describe, expect, it } from 'vitest';
import { compare, type Facts, type PlanId, type ScenarioInput } from '@ordiplan/planner';
import { roadmap, type Path, type PathId } from '../../../packages/planner/src/advice/roadmap.ts';
import { euro, facts, withoutPrice } from '../answers.ts';

const growing: ScenarioInput = { tenants: 20, tenantsIn12Months: 80 };

describe('one server that grows by five practices a month', () => {
  // Beside the server an address at 0.50 and a BX11 at 3.20. CX33 8.49, CX43 15.99 from 25 practices (month 1), CX53 29.49
  // from 57 (month 8, 60 practices), CPX62 129.99 from 117 (month 20), CCX53 533.49 from 138 (month 24).
  const { months, changes, paid } = pathOf('rescale', growing);

  it.each([
    [0, '12.19'],
    [1, '19.69'],
    [8, '33.19'],
    [20, '133.69'],
    [24, '537.19'],
    [36, '537.19'],
  ])('pays in month %i %s', (month, expected) => {
    expect(euro(months[month]!.net)).toBe(expected);
  });

  it('changes four times, each an hour of work and nothing twice', () => {
    expect(changes.map(({ month, workHours, doubleRunning }) => [month, workHours, euro(doubleRunning)])).toEqual([
      [1, 1, '0.00'],
      [8, 1, '0.00'],
      [20, 1, '0.00'],
      [24, 1, '0.00'],
    ]);
    expect(changes.map(({ priceStep }) => euro(priceStep))).toEqual(['7.50', '13.50', '100.50', '403.50']);
  });

  it('has paid 8,334.34 after 36 months', () => {
    // 7 · 19.69 + 12 · 33.19 + 4 · 133.69 + 13 · 537.19 = 8,054.34, and 4 hours at 70
    expect(euro(paid)).toBe('8334.34');
  });

  it('pays for a second server 24 hours of moving, and a week of both', () => {
    // 2 × CX33, 2 addresses, 2 boxes: 24.38; a week of 12.19 is 12.19 · 7 · 12 / 365 = 2.805
    const [move, third] = pathOf('add', growing).changes;
    expect(move).toMatchObject({ month: 1, to: { plan: 'single-cells', machines: '2 × CX33' }, workHours: 24 });
    expect([euro(move!.priceStep), euro(move!.doubleRunning)]).toEqual(['12.19', '2.81']);
    // A third one beside them: 6 hours, and nothing is moved
    expect(third).toMatchObject({ to: { machines: '3 × CX33' }, workHours: 6 });
    expect(euro(third!.doubleRunning)).toBe('0.00');
  });
});

describe('what runs since 2026-05-01', () => {
  const since = '2026-05-01';

  it('keeps its old price as long as it stays', () => {
    // CX33 ordered after 2026-04-01 and before 2026-06-15: 6.49, with 3.70 for address and box
    const stay = pathOf('stay', { ...growing, runningSince: since });
    expect(new Set(stay.months.map(({ net }) => euro(net)))).toEqual(new Set(['10.19']));
    expect(euro(stay.paid)).toBe('366.84'); // 36 · 10.19
  });

  it('gets the price of today when it is rescaled', () => {
    const [first] = pathOf('rescale', { ...growing, runningSince: since }).changes;
    expect(euro(first!.priceStep)).toBe('9.50'); // 15.99 - 6.49
  });

  it('keeps it for the parts that are not rescaled', () => {
    // Two CX33 at 6.49 and a CX23 for the vote at 3.99, three addresses at 0.50, one that moves at 3.00 and a box at 3.20:
    // 24.67. Then two CX43 at 15.99 beside the same CX23: 43.67, and not 45.17 as for a new order.
    const { months, changes } = pathOf('rescale', { ...growing, profile: 'growth', runningSince: since });
    expect(months[0]).toMatchObject({ plan: 'pair-two-sites' });
    expect(changes[0]).toMatchObject({ to: { machines: '2 × CX43' } });
    expect([euro(months[0]!.net), euro(months[changes[0]!.month]!.net)]).toEqual(['24.67', '43.67']);
  });
});

describe('a managed database', () => {
  const input: ScenarioInput = { tenants: 20, tenantsIn12Months: 32, profile: 'production' };

  it('pays more for its snapshots when they grow, nobody changes anything, and its machines still suffice', () => {
    // 10 GB up to 26 practices, 20 GB from month 7 on: 0.165 dollars each at 1.1186, 1.48 and 2.95 on the bill. The machines
    // carry 28; month 9 brings 29.
    const { months, changes, endsInMonth } = pathOf('stay', input);
    expect(changes).toEqual([]);
    expect(euro(months[6]!.net)).toBe(euro(months[0]!.net));
    expect(months[7]!.net!.euro.minus(months[6]!.net!.euro).toFixed(2)).toBe('1.47');
    expect(endsInMonth).toBe(9);
  });

  it('pays after a change for as many GB as a new order of that month would', () => {
    const { months, changes } = pathOf('rescale', input);
    expect(changes.length).toBeGreaterThan(0);
    for (const { month, tenants } of changes) {
      const { quotes } = compare({ ...input, tenants }, facts);
      const { bill } = quotes.find(({ id }) => id === months[month]!.plan)!;
      expect(euro(months[month]!.net)).toBe(euro(bill!.net!.likely));
    }
  });
});

describe('a price that nobody knows', () => {
  it('of the next server leaves the bills from then on and their sum unknown', () => {
    // The analysis names no price of a CX42, which 25 practices need.
    const { months, changes, paid } = pathOf('rescale', { ...growing, prices: 'quoted' });
    expect(changes[0]).toMatchObject({ month: 1, to: { machines: 'CX42' }, priceStep: undefined });
    expect(euro(months[0]!.net)).toBe('11.67'); // CX32 8.68, box 2.99
    expect(months.slice(1).map(({ net }) => net)).toEqual(Array.from({ length: 36 }, () => undefined));
    expect(paid).toBeUndefined();
  });

  it('of what runs today leaves the double running and all that is paid from then on unknown, also after it is gone', () => {
    // Without a price of Atlas; at 500 euro an hour of outage C is the best whatever Atlas costs.
    const { catalogue } = facts.book.lists.current;
    const known = catalogue.databases.reduce((left, sku) => withoutPrice(sku, left), facts);
    const { months, changes, paid } = pathOf('best', { ...growing, outageEuroPerHour: 500 }, { known, chosen: 'managed-db' });
    const [move] = changes;
    expect(move).toMatchObject({ from: { plan: 'managed-db' }, to: { plan: 'pair-two-sites' }, priceStep: undefined });
    expect(move!.doubleRunning).toBeUndefined();
    expect(months.at(-1)!.net).toBeDefined();
    expect(paid).toBeUndefined();
  });
});

function pathOf(id: PathId, input: ScenarioInput, { known = facts, chosen }: { known?: Facts; chosen?: PlanId } = {}): Path {
  const { quotes, recommendation, scenario } = compare(input, known);
  const start = chosen ?? ('id' in recommendation ? recommendation.id : undefined);
  return roadmap(quotes, start, { scenario, facts: known }).paths.find((path) => path.id === id)!;
}
