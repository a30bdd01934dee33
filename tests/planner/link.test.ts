/** Links of the site: what a link says comes back as it was said, and no link of anybody can do harm. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compare,
  linkOf,
  pairsOf,
  parseScenario,
  plannerVersion,
  readLink,
  sinceThen,
  stampOf,
  toQuery,
  words,
  type LinkStamp,
  type ScenarioInput,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { facts, today } from './answers.ts';
import { anyScenario } from './any-scenario.ts';
import { hostileQuery } from './hostile-query.ts';

/** A comparison takes tens of milliseconds. */
const few = { numRuns: 25 };

describe('a link', () => {
  it('brings the scenario back, the one held beside it, and what it answered', () => {
    fc.assert(
      fc.property(anyScenario, fc.option(anyScenario, { nil: undefined }), (scenario, other) => {
        const [first, second] = [compare(scenario, facts), other && compare(other, facts)];
        const link = readLink(pairsOf(linkOf(first, second)), today);
        expect(link.problems).toEqual([]);
        expect(parseScenario(link.stated, today)).toEqual(scenario);
        expect(link.beside && parseScenario(link.beside, today)).toEqual(other);
        expect(link.stamp).toEqual(stampOf(first));
      }),
      few,
    );
  });

  it('is read by the browser as it is read by the planner', () => {
    fc.assert(
      fc.property(anyScenario, anyScenario, (scenario, other) => {
        const query = `${toQuery(scenario, today)}&with=${encodeURIComponent(toQuery(other, today))}`;
        expect(pairsOf(query)).toEqual([...new URLSearchParams(query)]);
      }),
    );
  });

  it('needs no escaping of its stamp, and each of its parts is a field once', () => {
    const link = linkOf(compare({ tenants: 25 }, facts), compare({ tenants: 12, vat: 'DE' }, facts));
    expect(link).toBe(`v=1&tenants=25&with=v%3D1%26tenants%3D12%26vat%3DDE&at=2026-11-24~${plannerVersion}~single~19.69`);
  });

  it('says the least and the most of a price that is a span, and no price of what is unknown', () => {
    const managed = linkOf(compare({ tenants: 40, profile: 'production' }, facts));
    expect(managed).toMatch(/&at=2026-11-24~0\.1\.0~managed-db~\d+\.\d\d~\d+\.\d\d$/);
    const undecided = linkOf(compare({ tenants: 25, prices: 'quoted' }, facts));
    expect(undecided).toMatch(/&at=2026-11-24~0\.1\.0~none$/);
  });
});

describe('what stands in a link', () => {
  const read = (query: string) => readLink(pairsOf(query), today);
  const codes = (query: string) => read(query).problems.map(({ code }) => code);

  it('is left out alone if it is wrong; the rest holds', () => {
    const link = read('tenants=25&vat=CH&at=yesterday&with=tenants%3D0&outageEuroPerHour=50');
    expect(link.stated).toEqual({ tenants: 25, outageEuroPerHour: 50 });
    expect(link.stamp).toBeUndefined();
    expect(link.beside).toBeUndefined();
    expect(link.problems.map(({ code }) => code)).toEqual(['scenario.wrong-value', 'link.wrong-stamp', 'scenario.wrong-value']);
  });

  it('is not read if it is longer than any link of ours', () => {
    expect(codes(`tenants=25&domain=${'a'.repeat(10_001)}`)).toEqual(['link.too-long']);
    expect(codes(`tenants=25&${'b'.repeat(10_001)}=1`)).toEqual(['link.too-long']);
    expect(codes(`tenants=25&with=${'c'.repeat(10_001)}`)).toEqual(['link.too-long']);
    expect(codes(`tenants=25&at=${'d'.repeat(10_001)}`)).toEqual(['link.too-long']);
    expect(read(`tenants=25&${'b'.repeat(10_001)}=1`).stated).toEqual({ tenants: 25 });
    // A text of the greatest length is read, and refused for what it says.
    expect(codes(`domain=${'a'.repeat(10_000)}`)).toEqual(['scenario.wrong-value']);
  });

  it.each([
    ['domain', '„Domain“', 'omain'],
    ['constructor', '"constructor"', '"constructor"'],
    ['__proto__', '"__proto__"', '"__proto__"'],
    ['toString', '"toString"', '"toString"'],
    ['with', '"with"', '"with"'],
  ])('is called by its name in every language if it is too long: %s', (field, de, en) => {
    const [problem] = read(`${field}=${'a'.repeat(10_001)}`).problems;
    expect(words.de.error(problem!)).toBe(`${de}: Der Wert im Link hat mehr als 10000 Zeichen und wurde nicht gelesen.`);
    expect(words.en.error(problem!)).toContain(en);
  });

  it.each([
    '',
    '2026-11-24',
    '2026-11-24~0.1.0',
    '2026-02-30~0.1.0~single~12.19', // no day of the calendar
    '24.11.2026~0.1.0~single~12.19',
    '2026-11-24~0.1~single~12.19',
    '2026-11-24~<b>0</b>~single~12.19',
    '2026-11-24~0.1.0~toString~12.19',
    '2026-11-24~0.1.0~__proto__~12.19',
    '2026-11-24~0.1.0~single~12',
    '2026-11-24~0.1.0~single~12,19',
    '2026-11-24~0.1.0~single~-12.19',
    '2026-11-24~0.1.0~single~1e999',
    '2026-11-24~0.1.0~single~NaN',
    '2026-11-24~0.1.0~single~1234567890.00',
    '2026-11-24~0.1.0~single~12.19~13.19~14.19',
    '2026-11-24~0.1.0~single~12.19~',
    ' 2026-11-24~0.1.0~single~12.19',
  ])('is no stamp: "%s"', (text) => {
    const link = readLink([['at', text]], today);
    expect(link.stamp).toBeUndefined();
    expect(link.problems.map(({ code }) => code)).toEqual(['link.wrong-stamp']);
  });

  it.each<[string, Partial<LinkStamp>]>([
    ['2026-11-24~0.1.0~single~12.19', { plan: 'single', net: ['12.19', '12.19'] }],
    ['2026-11-24~0.1.0~managed-db~409.84~463.60', { plan: 'managed-db', net: ['409.84', '463.60'] }],
    ['2026-11-24~0.1.0~none', { plan: undefined, net: undefined }],
    ['2026-11-24~0.1.0~pair', { plan: 'pair', net: undefined }],
    ['2020-02-29~12.34.56~pair', { on: '2020-02-29', model: '12.34.56', plan: 'pair', net: undefined }],
  ])('is a stamp: "%s"', (text, stamp) => {
    const link = readLink([['at', text]], today);
    expect(link.problems).toEqual([]);
    expect(link.stamp).toEqual({ on: '2026-11-24', model: '0.1.0', ...stamp });
  });

  it('counts once: the first stamp and the first scenario held beside', () => {
    const link = read('tenants=25&at=2026-11-24~0.1.0~pair&at=2026-11-23~0.1.0~solo&with=tenants%3D3&with=tenants%3D4');
    expect(link.stamp?.plan).toBe('pair');
    expect(link.beside).toEqual({ tenants: 3 });
  });

  it('holds nothing beside if it does not say how many practices', () => {
    expect(read('tenants=25&with=vat%3DDE').beside).toBeUndefined();
  });

  it('does not lead into itself: a second scenario holds no third one', () => {
    const link = read(`tenants=25&with=${encodeURIComponent('tenants=3&with=tenants%3D4&at=2026-11-24~0.1.0~pair')}`);
    expect(link.beside).toEqual({ tenants: 3 });
    expect(link.stamp).toBeUndefined();
    expect(link.problems.map(({ code }) => code)).toEqual(['scenario.unknown-field', 'scenario.unknown-field']);
  });

  it('is kept as written if it cannot be decoded', () => {
    expect(pairsOf('domain=%E0%A4%A&tenants=2%')).toEqual([
      ['domain', '%E0%A4%A'],
      ['tenants', '2%'],
    ]);
    expect(pairsOf('&&a&=b&c=d=e&x+y=1+2&')).toEqual([
      ['a', ''],
      ['', 'b'],
      ['c', 'd=e'],
      ['x y', '1 2'],
    ]);
  });

  it('never throws, and what remains of it is a scenario', () => {
    fc.assert(
      fc.property(hostileQuery, (query) => {
        const link = read(query);
        expect(() => parseScenario({ tenants: 1, ...link.stated }, today)).not.toThrow();
        if (link.beside) expect(() => parseScenario(link.beside, today)).not.toThrow();
        // A problem quotes what was written only in part.
        for (const { message } of link.problems) expect(message.length).toBeLessThan(1200);
        expect(Object.getPrototypeOf(link.stated)).toBe(Object.prototype);
      }),
      { numRuns: 1000 },
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('since a link was made', () => {
  const scenario: ScenarioInput = { tenants: 25, vat: 'DE' };
  const now = compare(scenario, facts);
  /** The stamp of the day, as the site would have made it with the book of today. */
  const stampOn = (day: string) => stampOf(compare(scenario, factsOn(day)));

  it('nothing has changed on the same day', () => {
    expect(sinceThen(stampOf(now), now, facts)).toEqual({ then: stampOf(now), now: stampOf(now), cause: 'same' });
  });

  it('nothing has changed on another day with the same prices, whatever the version', () => {
    const then = { ...stampOn('2026-11-01'), model: '0.0.9' };
    expect(then.on).not.toBe(today);
    expect(sinceThen(then, now, facts).cause).toBe('same');
  });

  // Hetzner Cloud CX43: 11.99 euro from 2026-04-01, 15.99 for new orders from 2026-06-15.
  it('prices have changed: the stamp of a day with another price of the shipped book', () => {
    const then: LinkStamp = { on: '2026-05-10', model: plannerVersion, plan: 'single', net: ['15.69', '15.69'] };
    expect(stampOn('2026-05-10')).toEqual(then);
    expect(sinceThen(then, now, facts)).toEqual({ then, now: stampOf(now), cause: 'prices' });
    expect(stampOf(now).net).toEqual(['19.69', '19.69']);
  });

  it('the model has changed: prices were the same that day, but it gave another figure or plan', () => {
    const then = stampOn('2026-11-01');
    expect(sinceThen({ ...then, net: ['18.12', '18.12'] }, now, facts).cause).toBe('model');
    expect(sinceThen({ ...then, plan: 'solo' }, now, facts).cause).toBe('model');
    expect(sinceThen({ ...then, net: undefined }, now, facts).cause).toBe('model');
    expect(sinceThen({ ...then, plan: undefined, net: undefined }, now, facts).cause).toBe('model');
  });

  it('both have changed: another price that day, and another figure than today', () => {
    expect(sinceThen({ ...stampOn('2026-05-10'), net: ['14.00', '14.00'] }, now, facts).cause).toBe('prices-and-model');
  });

  it('an order of a stated day keeps its prices: no price has changed for it', () => {
    const ordered = { ...scenario, orderOn: '2026-05-10' };
    const then = stampOf(compare(ordered, factsOn('2026-05-10')));
    expect(sinceThen(then, compare(ordered, facts), facts).cause).toBe('same');
  });

  it('is told for every scenario and every day of the calendar', () => {
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(anyScenario, day, (of, at) => {
        const then: LinkStamp = { on: at.toISOString().slice(0, 10), model: '9.9.9', plan: 'pair', net: ['1.00', '2.00'] };
        expect(['model', 'prices-and-model', 'prices']).toContain(sinceThen(then, compare(of, facts), facts).cause);
      }),
      few,
    );
  });
});
