/** Links: a scenario survives the way through one, and a wrong pair does not take the others with it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkVersion, parseScenario, readPairs, scenarioKeys, toQuery } from '@ordiplan/planner';
import { today } from '../answers.ts';
import { anyScenario } from '../any-scenario.ts';

describe('a scenario', () => {
  it('comes back from its link as it was', () => {
    fc.assert(
      fc.property(anyScenario, (stated) => {
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
      fc.property(anyScenario, (stated) => {
        const link = toQuery(stated, today);
        expect(toQuery(parseScenario(throughLink(link).stated, today), today)).toBe(link);
      }),
    );
  });

  it('has the same link in whatever order somebody wrote its inputs and figures', () => {
    fc.assert(
      fc.property(anyScenario, (stated) => {
        const link = toQuery(stated, today);
        const turned = link
          .split('&')
          .map((pair) =>
            pair.startsWith('assumptions=') ? `assumptions=${pair.slice('assumptions='.length).split('_').reverse().join('_')}` : pair,
          )
          .reverse()
          .join('&');
        expect(toQuery(parseScenario(throughLink(turned).stated, today), today)).toBe(link);
      }),
    );
  });

  it('has a link of its own: another scenario has another link', () => {
    fc.assert(
      fc.property(anyScenario, anyScenario, (one, other) => {
        const isSame = JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);
        expect(toQuery(one, today) === toQuery(other, today)).toBe(isSame);
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
  [{ tenants: 25, queue: 'per-worker', databases: 'shared', sizeMargin: 0, assumptions: {} } as const, 'v=1&tenants=25'],
  [{ tenants: 25, queue: 'shared', databases: 'per-practice' } as const, 'v=1&tenants=25&queue=shared&databases=per-practice'],
  [{ tenants: 25, sizeMargin: 1.28, measuredAvailability: 99.9 }, 'v=1&tenants=25&sizeMargin=1.28&measuredAvailability=99.9'],
  [{ tenants: 25, measuredAvailability: 0 }, 'v=1&tenants=25&measuredAvailability=0'], // measured, and bad: not the same as unknown
  [{ tenants: 25, runningSince: '2026-03-01' }, 'v=1&tenants=25&runningSince=2026-03-01'],
  [{ tenants: 25, alertEmail: 'alerts@ordination.example', project: 'ordination' }, 'v=1&tenants=25'],
  [{ tenants: 25, domain: 'praxis.at' }, 'v=1&tenants=25&domain=praxis.at'],
  [{ tenants: 25, domain: 'praxis.at', alertEmail: 'alerts@praxis.at' }, 'v=1&tenants=25&domain=praxis.at'], // follows the domain
  [
    // What was the default of another domain is stated.
    { tenants: 25, domain: 'praxis.at', alertEmail: 'alerts@ordination.example' },
    'v=1&tenants=25&domain=praxis.at&alertEmail=alerts%40ordination.example',
  ],
  [{ tenants: 25, adminNetworks: '192.0.2.0/24,2001:db8::/32', os: 'ubuntu-24.04', backupTo: 'storage-box' } as const, 'v=1&tenants=25'],
  [
    { tenants: 25, project: 'praxis', adminNetworks: '198.51.100.7/32,2001:db8:1::/48', os: 'ubuntu-26.04', backupTo: 's3' } as const,
    'v=1&tenants=25&project=praxis&adminNetworks=198.51.100.7%2F32%2C2001%3Adb8%3A1%3A%3A%2F48&os=ubuntu-26.04&backupTo=s3',
  ],
  [{ tenants: 25, orderOn: '2026-06-01', runningSince: '2026-06-01' }, 'v=1&tenants=25&orderOn=2026-06-01'], // runs since it is ordered
  [{ tenants: 25, assumptions: { fastMs: 3.1 } }, 'v=1&tenants=25&assumptions=fastMs~3.1'],
  [{ tenants: 25, assumptions: { fastMs: { low: 3, likely: 3, high: 3 } } }, 'v=1&tenants=25&assumptions=fastMs~3'],
  [
    // In the order of the parameters, as a shell and a link need no escape for them.
    { tenants: 25, assumptions: { heavyMs: { low: 100, likely: 300, high: 900 }, fastMs: 3.1 } },
    'v=1&tenants=25&assumptions=fastMs~3.1_heavyMs~100~300~900',
  ],
  [{ tenants: 25, assumptions: { diskLossesPerYear: 1e-7 } }, 'v=1&tenants=25&assumptions=diskLossesPerYear~1e-7'],
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
    ['project=A', 'scenario.wrong-value'],
    ['alertEmail=root', 'scenario.wrong-value'],
    ['adminNetworks=0.0.0.0/0', 'scenario.wrong-value'],
    ['os=debian-13', 'scenario.wrong-value'],
    ['backupTo=tape', 'scenario.wrong-value'],
    ['runningSince=2026-02-30', 'scenario.wrong-value'],
    ['queue=any', 'scenario.wrong-value'],
    ['databases=constructor', 'scenario.wrong-value'],
    ['sizeMargin=3.1', 'scenario.wrong-value'],
    ['measuredAvailability=100.1', 'scenario.wrong-value'],
    ['measuredAvailability=undefined', 'scenario.wrong-value'],
    ['assumptions=', 'scenario.wrong-value'],
    ['assumptions=fastMs~0', 'scenario.wrong-assumption'],
    ['assumptions=slowMs~3', 'scenario.unknown-assumption'],
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

/** The same text for the same value, in whatever order its keys stand. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
