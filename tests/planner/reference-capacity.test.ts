/** Table 7.1 of the model: how many practices each reference set-up carries, what ends it, and where each limit alone ends. */
import { describe, expect, it } from 'vitest';
import { binding, reach, reachPerLimit, sizingLoad, uses, type Place, type Resource, type Stack } from '@ordiplan/planner';
import { centsOf } from './reference-bill.ts';
import { layoutOf, likely, publishedRules, stackNames, stackOf, stacksWithOneLess } from './reference.ts';

/** Practices of different size: 90 % (z = 1.28) that as many as this fit, at a coefficient of variation of 0.6. */
const withMargin = { rules: { ...publishedRules, margin: 1.28 } };

/** In the table "disk" and "ram" belong to the server that runs everything, "diskFiles" to a server without database. */
const rows = {
  // set-up: euro a month for one practice, carries, with margin for size, practices at which each limit alone ends, below 700
  'A:cx22': ['8.34', 9, 7, 'disk:9 ram:11 latency:20 cpu:60 rto:261'],
  'A:cx32': ['11.67', 24, 21, 'disk:24 ram:29 latency:41 cpu:121 rto:261'],
  'A:cx32+vol': ['12.22', 29, 25, 'ram:29 latency:41 cpu:121 disk:183 rto:261'],
  'A:cx42': ['19.99', 55, 49, 'disk:55 ram:65 latency:83 cpu:243 rto:261'],
  'A:cx52': ['35.99', 116, 108, 'disk:116 ram:137 latency:159 rto:261 cpu:474'],
  'A:ccx23': ['32.99', 55, 49, 'disk:55 ram:71 latency:185 rto:261 cpu:277'],
  'S:cx32+cx32': ['20.35', 28, 24, 'diskFiles:28 ramDb:34 latency:44 cpu:140 diskDb:183 rto:261'],
  'B:cx32+M10': ['58.68', 18, 15, 'ramDb:18 diskFiles:28 latency:43 cpu:140 dbCpu:292 diskDb:361 rto:410'],
  'B:cx32+M20': ['108.68', 28, 24, 'diskFiles:28 ramDb:37 latency:43 cpu:140 rto:410 dbCpu:487'],
  'B:cx42+M30': ['377.00', 63, 58, 'diskFiles:63 ramDb:74 latency:87 cpu:280 rto:410'],
  'C:cx32/cx22': ['14.03', 24, 21, 'disk:24 ram:29 latency:41 cpu:121 rto:261'],
  'C:cx32/cx32+arb+box': ['24.85', 24, 21, 'disk:24 ram:29 latency:41 cpu:121 rto:261'],
  'C:cx42/cx42+arb+box': ['41.49', 55, 49, 'disk:55 ram:65 latency:83 cpu:243 rto:261'],
  'D:LB+2xcx32+3xccx13': ['73.35', 33, 29, 'ramDb:33 latency:88 diskDb:183 cpu:280 rto:613'],
  'D:LB+3xcx42+3xccx23': ['150.49', 71, 65, 'ramDb:71 latency:266 diskDb:409 rto:613'],
  'D:LB+8xcx42+3xccx43': ['502.49', 316, 302, 'ramDb:316 rto:613'],
} as const;

describe.each(stackNames)('%s', (name) => {
  const [euro, carries, forUnequal, published] = rows[name];
  const stack = stackOf(name);

  it(`costs ${euro} a month for one practice`, () => {
    // What the analysis prices without an off-site backup: B, and C with two votes.
    const { family, hasArbiterAndBox } = layoutOf(name);
    const hasBox = family === 'C' ? hasArbiterAndBox : family !== 'B';
    expect((centsOf({ name, hasBox }, 1)! / 100).toFixed(2)).toBe(euro);
  });

  it(`carries ${carries} practices`, () => {
    expect(reach(stack, likely, 1000)).toBe(carries);
  });

  it(`carries ${forUnequal} practices of unequal size`, () => {
    expect(reach(stackOf(name, withMargin), likely, 1000)).toBe(forUnequal);
  });

  it('is bound by the limit that ends first', () => {
    const first = binding(uses(stack, sizingLoad(carries + 1, likely, stack.rules), likely));
    expect(first.share).toBeGreaterThan(1);
    expect(`${columnOf(name, first)}:${carries}`).toBe(published.split(' ')[0]);
  });

  it('keeps to each limit alone as long as published, and to all others for at least 700 practices', () => {
    expect(endsBelow(700, name, stack)).toEqual(endsOf(published));
  });
});

it.each([
  ['C:cx32/cx22', 9],
  ['C:cx32/cx32+arb+box', 24],
  ['C:cx42/cx42+arb+box', 55],
  ['D:LB+2xcx32+3xccx13', 33],
  ['D:LB+3xcx42+3xccx23', 71],
  ['D:LB+8xcx42+3xccx43', 316],
])('%s still carries %i practices after the loss of any one server', (name, practices) => {
  expect(Math.min(...stacksWithOneLess(name).map((left) => reach(left, likely, 1000)))).toBe(practices);
});

it.each([
  // one database for each practice of 150 collections and indexes: M10 5000 / 150 = 33.3, M20 and M30 10,000 / 150 = 66.7,
  // self-managed 100,000 / 150 = 666.7
  ['B:cx32+M10', 33],
  ['B:cx32+M20', 66],
  ['B:cx42+M30', 66],
  ['A:cx52', 666],
  ['S:cx32+cx32', 666],
  ['D:LB+8xcx42+3xccx43', 666],
])('with a database for each practice the collections of %s end at %i practices', (name, practices) => {
  const stack = stackOf(name, { rules: { ...publishedRules, databases: 'per-practice' } });
  const namespaces = reachPerLimit(stack, likely, 1000).filter(({ resource }) => resource === 'namespaces');
  expect(namespaces.map(({ tenants }) => tenants)).toEqual([practices]);
});

it.each([
  // speed of a virtual core, practices that a CX32-class server carries before more than 5 % of the requests wait for 1 s
  [0.8, 128],
  [0.5, 70],
  [0.25, 28],
])(
  'with one queue for all workers at %d of the speed, waiting ends a CX32-class server at %i practices',
  (speedFactorShared, practices) => {
    const values = { ...likely, speedFactorShared };
    const stack = stackOf('A:cx32', { values, rules: { ...publishedRules, queue: 'shared' } });
    const latency = reachPerLimit(stack, values, 1000).find(({ resource }) => resource === 'latency');
    expect(latency?.tenants).toBe(practices);
  },
);

/** The name of a limit in the table. */
function columnOf(name: string, { place, resource }: { place: Place; resource: Resource }): string {
  if (resource === 'restore') return 'rto';
  if (place === 'database') return resource === 'cpu' ? 'dbCpu' : `${resource}Db`;
  return resource === 'disk' && layoutOf(name).database !== undefined ? 'diskFiles' : resource;
}

function endsBelow(most: number, name: string, stack: Stack): Record<string, number> {
  const ends = reachPerLimit(stack, likely, most).map((limit) => [columnOf(name, limit), limit.tenants] as const);
  return Object.fromEntries(ends.filter(([, tenants]) => tenants < most));
}

function endsOf(published: string): Record<string, number> {
  return Object.fromEntries(published.split(' ').map((entry) => [entry.split(':')[0]!, Number(entry.split(':')[1])]));
}
