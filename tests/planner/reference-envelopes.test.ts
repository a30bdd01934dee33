/** Table 7.5 of the model: the cheapest set-up for each number of practices, with and without automatic failover. */
import { describe, expect, it } from 'vitest';
import { envelope, net, reach, type CostStep, type Curve, type PlanId } from '@ordiplan/planner';
import { centsOf, type Priced } from './reference-bill.ts';
import { likely, stackOf, stacksWithOneLess } from './reference.ts';

/** The table ends with ccx53: ccx63 would follow it. */
const onOneServer = ['cx22', 'cx32', 'cx42', 'cx52', 'ccx53'].map((server) => `A:${server}`);
const withOwnDatabaseServer = pairsOf(['cx32', 'cx42', 'cx52'], ['cx32', 'cx42', 'ccx33']).map(
  ([server, database]) => `S:${server}+${database}`,
);
const asPair = ['cx32/cx22', 'cx32/cx32', 'cx42/cx42', 'cx52/cx52'].map((both) => `C:${both}+arb+box`);
/** Databases of table 7.4 (cx32, cx42, ccx33, ccx43), and the other dedicated sizes, which are never the cheapest. */
const asCluster = pairsOf(['cx32', 'cx42', 'ccx23'], ['cx32', 'cx42', 'ccx13', 'ccx23', 'ccx33', 'ccx43', 'ccx53']).flatMap(
  ([server, database]) => [2, 3, 4, 5, 6, 7, 8].map((servers) => `D:LB+${servers}x${server}+3x${database}`),
);

const basic = [...onOneServer.map(alone('single')), ...withOwnDatabaseServer.map(alone('split'))];
const highlyAvailable = [...asPair.map(withOneLess('pair')), ...asCluster.map(withOneLess('cluster'))];

describe.each([
  {
    tier: 'with an off-site backup',
    curves: basic,
    published: [
      // from, to, cheapest, euro
      [1, 9, 'A:cx22', '8.34'],
      [10, 24, 'A:cx32', '11.67'],
      [25, 55, 'A:cx42', '19.99'],
      [56, 116, 'A:cx52', '35.99'],
      [117, 134, 'S:cx52+ccx33', '95.99'],
      [135, 223, 'A:ccx53', '240.99'],
    ],
  },
  {
    tier: 'with automatic failover',
    curves: highlyAvailable,
    published: [
      [1, 9, 'C:cx32/cx22+arb+box', '21.52'],
      [10, 24, 'C:cx32/cx32+arb+box', '24.85'],
      [25, 55, 'C:cx42/cx42+arb+box', '41.49'],
      [56, 116, 'C:cx52/cx52+arb+box', '73.49'],
      [117, 133, 'D:LB+4xcx32+3xccx33', '224.21'],
      [134, 157, 'D:LB+5xcx32+3xccx33', '232.89'],
      [158, 161, 'D:LB+2xccx23+3xccx33', '249.49'],
      [162, 177, 'D:LB+5xcx32+3xccx43', '409.89'],
      // Ends where the backup of 204 practices, 1,002.7 GB, outgrows a box of 1,000 GB.
      [178, 203, 'D:LB+6xcx32+3xccx43', '418.57'],
    ],
  },
] as const)('$tier', ({ curves, published }) => {
  const segments = envelope(curves);

  it('the cheapest set-ups are those that were published', () => {
    const found = segments.slice(0, published.length);
    expect(found.map(({ from, to, cheapest }) => [from, to, cheapest?.machines, cheapest?.net.low.euro.toFixed(2)])).toEqual(published);
  });

  it('no set-up is cheaper at any number of practices', () => {
    for (let tenants = 1; tenants <= published.at(-1)![1]; tenants++) {
      const segment = segments.find(({ from, to }) => from <= tenants && tenants <= to);
      const least = Math.min(...curves.map(({ steps }) => euroAt(steps, tenants)));
      expect(segment?.cheapest?.net.low.euro.toNumber()).toBe(least);
    }
  });
});

it('a curve counts only where it runs: it may begin late and end early', () => {
  const euro = (text: string) => ({ low: net(text, 'month'), likely: net(text, 'month'), high: net(text, 'month') });
  const step = (span: { from: number; to: number }, machines: string, text: string): CostStep => ({
    ...span,
    machines,
    plan: undefined,
    net: euro(text),
  });
  const segments = envelope([
    { id: 'single', steps: [step({ from: 3, to: 6 }, 'cheap', '1')] },
    { id: 'pair', steps: [step({ from: 1, to: 9 }, 'dear', '2')] },
  ]);
  expect(segments.map((segment) => [segment.from, segment.to, segment.cheapest?.machines])).toEqual([
    [1, 2, 'dear'],
    [3, 6, 'cheap'],
    [7, 9, 'dear'],
  ]);
});

function alone(id: PlanId): (name: string) => Curve {
  return (name) => curveOf(id, name, reach(stackOf(name), likely, 1000));
}

function withOneLess(id: PlanId): (name: string) => Curve {
  return (name) => curveOf(id, name, Math.min(...stacksWithOneLess(name).map((stack) => reach(stack, likely, 1000))));
}

/** One set-up up to what it carries: it gets dearer only where its backup needs a larger box. */
function curveOf(id: PlanId, name: string, carries: number): Curve {
  const priced: Priced = { name, hasBox: true };
  const starts = range(1, carries).filter((tenants) => tenants === 1 || centsOf(priced, tenants) !== centsOf(priced, tenants - 1));
  const steps = starts.map((from, i): CostStep => {
    const euro = net((centsOf(priced, from)! / 100).toFixed(2), 'month');
    return { from, to: (starts[i + 1] ?? carries + 1) - 1, plan: undefined, machines: name, net: { low: euro, likely: euro, high: euro } };
  });
  return { id, steps };
}

function euroAt(steps: readonly CostStep[], tenants: number): number {
  return steps.find(({ from, to }) => from <= tenants && tenants <= to)?.net?.low.euro.toNumber() ?? Infinity;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function pairsOf(ones: readonly string[], others: readonly string[]): [string, string][] {
  return ones.flatMap((one) => others.map((other): [string, string] => [one, other]));
}
