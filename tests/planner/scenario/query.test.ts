/** Links: a scenario survives the way through one, and a wrong pair does not take the others with it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkVersion, parseScenario, readPairs, scenarioKeys, toQuery, type Scenario } from '@ordiplan/planner';
import { today } from '../answers.ts';

const tenants = fc.integer({ min: 1, max: 1000 });
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const scenario: fc.Arbitrary<Scenario> = fc.record({
  tenants,
  tenantsIn12Months: tenants,
  outageEuroPerHour: fc.oneof(
    fc.integer({ min: 0, max: 10_000 }),
    fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100),
  ),
  prices: fc.constantFrom('current', 'quoted'),
  vat: fc.constantFrom('AT', 'DE', 'none'),
  orderOn: fc.integer({ min: 0, max: 4000 }).map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10)),
  domain: fc.tuple(label, label).map(([name, top]) => `${name}.${top}at`),
});

describe('a scenario', () => {
  it('comes back from its link as it was', () => {
    fc.assert(
      fc.property(scenario, (stated) => {
        const { stated: read, problems } = throughLink(toQuery(stated, today));
        expect(problems).toEqual([]);
        expect(parseScenario(read, today)).toEqual(stated);
      }),
    );
  });

  it('comes back however small or odd the cost of an outage is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10_000, noNaN: true }), (outageEuroPerHour) => {
        const stated = parseScenario({ tenants: 25, outageEuroPerHour }, today);
        expect(parseScenario(throughLink(toQuery(stated, today)).stated, today)).toEqual(stated);
      }),
      { examples: [[1e-7], [0.1 + 0.2], [5e-324]] },
    );
  });

  it('has one link: the link of what was read is the link itself', () => {
    fc.assert(
      fc.property(scenario, (stated) => {
        const link = toQuery(stated, today);
        expect(toQuery(parseScenario(throughLink(link).stated, today), today)).toBe(link);
      }),
    );
  });
});

it.each([
  // stated                                            link
  [{ tenants: 25 }, 'v=1&tenants=25'],
  [{ tenants: 25, tenantsIn12Months: 25 }, 'v=1&tenants=25'], // the default: no growth
  [{ tenants: 25, tenantsIn12Months: 40 }, 'v=1&tenants=25&tenantsIn12Months=40'],
  [{ tenants: 25, orderOn: today, vat: 'AT', prices: 'current', outageEuroPerHour: 20 } as const, 'v=1&tenants=25'],
  [{ tenants: 25, prices: 'quoted', vat: 'DE' } as const, 'v=1&tenants=25&prices=quoted&vat=DE'],
  [{ tenants: 25, outageEuroPerHour: 0 }, 'v=1&tenants=25&outageEuroPerHour=0'],
])('leaves the defaults out of the link: %j', (stated, link) => {
  expect(toQuery(parseScenario(stated, today), today)).toBe(link);
});

describe('a number in a link', () => {
  it.each([
    ['25', 25],
    ['25 ', 25], // pasted with a blank
    ['+25', 25], // a link turns "+" into a blank
    ['%2B25', 25],
    ['025', 25],
    ['25.0', 25],
    ['1e2', 100], // as JavaScript itself writes large numbers
  ])('may be written %j', (text, value) => {
    expect(throughLink(`v=1&tenants=${text}`)).toEqual({ stated: { tenants: value }, problems: [] });
  });

  it.each(['', '%20', '0x10', '0b1', '1_000', '1,5', '25%', '25abc', 'Infinity', 'NaN', 'null', '१', '2 5', '1e', '.5.', '--1', '1e400'])(
    'may not be written %j',
    (text) => {
      const { stated, problems } = throughLink(`v=1&tenants=${text}`);
      expect(stated).toEqual({});
      expect(problems.map((problem) => problem.code)).toEqual(['scenario.wrong-value']);
      expect(problems[0]!.message).toMatch(/^"tenants" is .*, but must be a whole number from 1 to 1000\.$/);
    },
  );

  it('that is no number is shown as it was written', () => {
    expect(throughLink('tenants=0x10').problems[0]!.message).toContain('is "0x10", but');
  });

  it('that is out of its limits is shown as a number', () => {
    expect(throughLink('tenants=1001').problems[0]!.message).toContain('is 1001, but');
  });
});

describe('a wrong pair', () => {
  it.each([
    // pair                    code
    ['tenantsIn12Months=0', 'scenario.wrong-value'],
    ['outageEuroPerHour=-1', 'scenario.wrong-value'],
    ['prices=cheap', 'scenario.wrong-value'],
    ['vat=CH', 'scenario.wrong-value'],
    ['orderOn=2026-02-30', 'scenario.wrong-value'],
    ['domain=a.at%3B', 'scenario.wrong-value'],
    ['colour=red', 'scenario.unknown-field'],
    ['__proto__=1', 'scenario.unknown-field'],
    ['toString=1', 'scenario.unknown-field'],
    ['v=2', 'link.version'],
    ['v=', 'link.version'],
    ['tenants=30', 'link.twice'],
  ])('%s is told and loses no other input', (pair, code) => {
    const others = ['tenants=25', 'outageEuroPerHour=7', 'vat=none'].filter(
      (good) => code === 'link.twice' || fieldOf(good) !== fieldOf(pair),
    );
    const { stated, problems } = throughLink([...others, pair].join('&'));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(Object.keys(stated)).toEqual(others.map(fieldOf));
  });

  it('may stand beside other wrong pairs, in any order', () => {
    const { stated, problems } = throughLink('vat=CH&v=9&tenants=25&tenants=26&colour=red&prices=quoted');
    expect(problems.map((problem) => problem.code)).toEqual([
      'scenario.wrong-value',
      'link.version',
      'link.twice',
      'scenario.unknown-field',
    ]);
    expect(stated).toEqual({ tenants: 25, prices: 'quoted' });
  });

  it('leaves room for the right value that follows', () => {
    const { stated, problems } = throughLink('tenants=abc&tenants=25');
    expect(stated).toEqual({ tenants: 25 });
    expect(problems).toHaveLength(1);
  });

  it('never throws, whatever stands in the link', () => {
    const field = fc.oneof(fc.constantFrom(...scenarioKeys, 'v'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(field, fc.string()), { maxLength: 6 }), (pairs) => {
        const { stated, problems } = readPairs(pairs, today);
        expect(Object.keys(stated).length + problems.length).toBeGreaterThanOrEqual(pairs.filter(([name]) => name !== 'v').length);
      }),
    );
  });
});

it('reads an old link without a version', () => {
  expect(throughLink('tenants=25')).toEqual({ stated: { tenants: 25 }, problems: [] });
});

it('says which version a link has and which one it reads', () => {
  const [problem] = throughLink('v=2&tenants=25').problems;
  expect(problem!.message).toContain('"2"');
  expect(problem!.message).toContain(`version ${linkVersion}`);
});

it('keeps the first of two values', () => {
  expect(throughLink('tenants=25&tenants=30').stated).toEqual({ tenants: 25 });
});

function throughLink(link: string) {
  return readPairs(new URLSearchParams(link), today);
}

function fieldOf(pair: string): string {
  return pair.split('=')[0]!;
}
