/** Fallbacks: what to order instead of a server that is sold out carries the plan alone, and costs what it says. */
import { describe, expect, it } from 'vitest';
import { planIds, type Fallback, type PlanId, type ScenarioInput } from '@ordiplan/planner';
import { euro, facts, quoteFor } from '../answers.ts';

const { catalogue } = facts.book.lists.current;
const offered = [...catalogue.servers, ...catalogue.alternatives];

describe('for one server and 20 practices', () => {
  const list = quoteFor('single', { tenants: 20 }).fallbacks;

  it('every type is listed that carries them, and no other', () => {
    // Disk: 12 GB for the system, 36.3 of files and 5.7 of database make 54; filled to 80 %, that takes 67.4 GB.
    const needed = (12 + 20 * (1.8140625 + 0.50625 * 1.12 * 0.5)) / 0.8;
    const large = offered.filter((sku) => facts.machines.machines[sku]!.diskGb >= needed);
    // Memory: a CPX22 has the disk, but may fill only 90 % of 3.73 GB, and needs 0.7 + 0.43 + 0.3 + 0.1 + 3.24 + 0.01 GB.
    const expected = large.filter((sku) => sku !== 'hetzner.cloud.cx33' && sku !== 'hetzner.cloud.cpx22');
    expect(list.map(({ sku }) => sku).sort()).toEqual(expected.sort());
  });

  it('those last seen on sale come first, those seen sold out last, the cheapest first within each', () => {
    const order = ['yes', 'unknown', 'no'];
    const keys = list.map(({ stock, priceStep }) => [order.indexOf(stock.seen ?? 'unknown'), priceStep.euro.toNumber()] as const);
    expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
    expect(new Set(list.map(({ stock }) => stock.seen)).size).toBeGreaterThan(1);
  });

  it.each([
    // CX33: 8.49
    ['hetzner.cloud.cax21', '2.00', true], // 10.49, with ARM cores
    ['hetzner.cloud.cpx32', '27.00', false], // 35.49
    ['hetzner.cloud.cx43', '7.50', false], // 15.99
    ['hetzner.cloud.ccx13', '34.50', false], // 42.99
  ] as const)('%s costs %s more; other build: %s', (sku, step, needsOtherBuild) => {
    const fallback = list.find((one) => one.sku === sku)!;
    expect([euro(fallback.priceStep), fallback.needsOtherBuild]).toEqual([step, needsOtherBuild]);
  });
});

it('a pair replaces both of its servers, and leaves the third vote', () => {
  const [single, pair] = (['single', 'pair'] as const).map((id) => stepOf(id, 'hetzner.cloud.cax21'));
  expect([single, pair]).toEqual(['2.00', '4.00']);
});

it('a cluster replaces every server of the software, and no database server', () => {
  // 3 CX23 carry 30 practices beside a CX33; a CAX11 costs 5.99 − 5.49 more
  const quote = quoteFor('cluster', { tenants: 30 });
  expect(quote.machines).toBe('3 × CX23 + CX33');
  expect(stepOf('cluster', 'hetzner.cloud.cax11', { tenants: 30 })).toBe('1.50');
});

it('cells replace the server of each', () => {
  // 2 CX33 for 40 practices: 2 · (10.49 − 8.49)
  expect(quoteFor('single-cells', { tenants: 40 }).machines).toBe('2 × CX33');
  expect(stepOf('single-cells', 'hetzner.cloud.cax21', { tenants: 40 })).toBe('4.00');
});

it.each(planIds)('%s never lists the planned server itself, nor one type twice', (id) => {
  for (const tenants of [5, 20, 60]) {
    const { plan, fallbacks } = quoteFor(id, { tenants });
    const skus = fallbacks.map(({ sku }) => sku);
    expect(skus).not.toContain(plan?.size.server);
    expect(skus).toHaveLength(new Set(skus).size);
  }
});

it('there is none without a plan', () => {
  expect(quoteFor('single', { tenants: 1000 }).fallbacks).toEqual([]);
});

it('types of unknown price are left out: nobody could say what they cost more', () => {
  // The analysis prices CX22 and CX32 only, and 20 practices need a CX32.
  expect(quoteFor('single', { tenants: 20, prices: 'quoted' }).fallbacks).toEqual([]);
  expect(quoteFor('single', { tenants: 5, prices: 'quoted' }).fallbacks.map(({ name }) => name)).toEqual(['CX32']);
});

function stepOf(id: PlanId, sku: string, input: ScenarioInput = { tenants: 20 }): string | undefined {
  const found: Fallback | undefined = quoteFor(id, input).fallbacks.find((fallback) => fallback.sku === sku);
  return euro(found?.priceStep);
}
