/** The file of the user's figures: it comes back as it was, and whatever else is in a file is refused with its fault. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assumptionGroupIds,
  assumptionGroups,
  assumptionKeys,
  figuresFile,
  mostFigureLetters,
  parseScenario,
  PlannerError,
  readFiguresFile,
  toQuery,
} from '@ordiplan/planner';
import json from '../../../data/assumptions.json' with { type: 'json' };
import { anyScenario, anySpan } from '../any-scenario.ts';
import { today } from '../answers.ts';

const head = '"schemaVersion":1,"kind":"ordiplan-assumptions"';
const file = (figures: string) => `{${head},"figures":${figures}}`;

it('the groups hold every parameter of the data once, in the order of the keys', () => {
  expect(assumptionGroupIds).toEqual(['load', 'work', 'memory', 'backup', 'change', 'availability', 'durability', 'limits', 'people']);
  const grouped: readonly string[] = assumptionGroupIds.flatMap((id) => assumptionGroups[id] as readonly string[]);
  expect(grouped).toEqual(assumptionKeys);
  expect(grouped.toSorted()).toEqual(Object.keys(json.parameters).toSorted());
});

describe('figures written to a file', () => {
  it('say what they are, of which day, and stand in the order of the parameters', () => {
    const text = figuresFile({ heavyMs: { low: 1, likely: 2, high: 3 }, fastMs: { low: 3.1, likely: 3.1, high: 3.1 } }, '2026-11-24');
    expect(JSON.parse(text)).toEqual({
      schemaVersion: 1,
      kind: 'ordiplan-assumptions',
      date: '2026-11-24',
      figures: { fastMs: { low: 3.1, likely: 3.1, high: 3.1 }, heavyMs: { low: 1, likely: 2, high: 3 } },
    });
    expect(text.indexOf('fastMs')).toBeLessThan(text.indexOf('heavyMs'));
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('leave the day out where none is given, and may be none', () => {
    expect(JSON.parse(figuresFile({}))).toEqual({ schemaVersion: 1, kind: 'ordiplan-assumptions', figures: {} });
    expect(readFiguresFile(figuresFile({}))).toEqual({});
  });

  it('come back to the last digit, for any scenario, and give the same link', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const back = readFiguresFile(figuresFile(scenario.assumptions, today));
        expect(back).toEqual(scenario.assumptions);
        const again = parseScenario({ ...scenario, assumptions: back }, today);
        expect(toQuery(again, today)).toBe(toQuery(scenario, today));
      }),
    );
  });

  it('come back with all parameters at once, far below the largest file', () => {
    fc.assert(
      fc.property(fc.record(Object.fromEntries(assumptionKeys.map((key) => [key, anySpan(key)]))), (all) => {
        const text = figuresFile(all, today);
        expect(text.length).toBeLessThan(mostFigureLetters / 10);
        expect(readFiguresFile(text)).toEqual(all);
      }),
      { numRuns: 20 },
    );
  });
});

it('a single number in a file is a measurement', () => {
  expect(readFiguresFile(file('{"fastMs":3.1}'))).toEqual({ fastMs: { low: 3.1, likely: 3.1, high: 3.1 } });
});

describe('a file is refused', () => {
  it.each([
    // what is in it                 text                                      code                     told of it
    ['nothing', '', 'figures.not-json', {}],
    ['half a file', '{"schemaVersion":1,', 'figures.not-json', {}],
    ['a letter', 'Sehr geehrte Damen', 'figures.not-json', {}],
    ['a figure that is NaN', file('{"fastMs":NaN}'), 'figures.not-json', {}],
    ['a comment', `// mine\n${file('{}')}`, 'figures.not-json', {}],
    ['zero bytes', '\0\0\0\0', 'figures.not-json', {}],
    ['nested brackets without end', '['.repeat(900_000), 'figures.not-json', {}],
    ['a million letters and one', ' '.repeat(1_000_001), 'figures.too-big', { most: 1_000_000 }],
    ['a list', '[]', 'figures.wrong-shape', { place: '', value: 'a list', needed: 'object' }],
    ['null', 'null', 'figures.wrong-shape', { place: '', value: 'null', needed: 'object' }],
    ['a number', '7', 'figures.wrong-shape', { place: '', value: '7' }],
    [
      'another kind of file',
      '{"kind":"recipe","schemaVersion":1}',
      'figures.wrong-shape',
      { place: 'kind', value: '"recipe"', needed: 'kind' },
    ],
    ['the data of the planner', JSON.stringify(json), 'figures.wrong-shape', { place: 'kind', value: 'missing' }],
    ['a later version', '{"kind":"ordiplan-assumptions","schemaVersion":2}', 'figures.wrong-version', { version: '2', known: 1 }],
    ['a version as text', '{"kind":"ordiplan-assumptions","schemaVersion":"1"}', 'figures.wrong-version', { version: '"1"' }],
    ['no figures', `{${head}}`, 'figures.wrong-shape', { place: 'figures', value: 'missing', needed: 'object' }],
    ['figures as a list', file('[]'), 'figures.wrong-shape', { place: 'figures', value: 'a list' }],
    ['a field too many', `{${head},"figures":{},"tenants":3}`, 'figures.wrong-shape', { place: 'tenants', value: '3', needed: 'nothing' }],
    [
      '__proto__ as a field',
      `{${head},"figures":{},"__proto__":{"a":1}}`,
      'figures.wrong-shape',
      { place: '__proto__', value: 'an object' },
    ],
    ['a day that is none', `{${head},"date":"2026-02-30","figures":{}}`, 'figures.wrong-shape', { place: 'date', needed: 'day' }],
    ['an unknown parameter', file('{"slowMs":3}'), 'scenario.unknown-assumption', { key: '"slowMs"' }],
    [
      '__proto__ as a parameter',
      file('{"__proto__":{"low":1,"likely":1,"high":1}}'),
      'scenario.unknown-assumption',
      { key: '"__proto__"' },
    ],
    ['constructor as a parameter', file('{"constructor":3}'), 'scenario.unknown-assumption', { key: '"constructor"' }],
    ['a text for a figure', file('{"fastMs":"3"}'), 'figures.wrong-shape', { place: 'figures.fastMs', value: '"3"', needed: 'span' }],
    ['null for a figure', file('{"fastMs":null}'), 'figures.wrong-shape', { place: 'figures.fastMs', value: 'null' }],
    [
      'a text in a span',
      file('{"fastMs":{"low":"1","likely":2,"high":3}}'),
      'figures.wrong-shape',
      { place: 'figures.fastMs.low', needed: 'number' },
    ],
    [
      'a span without an end',
      file('{"fastMs":{"low":1,"likely":2}}'),
      'figures.wrong-shape',
      { place: 'figures.fastMs.high', value: 'missing' },
    ],
    [
      'a misspelt end',
      file('{"fastMs":{"low":1,"likely":2,"hihg":3}}'),
      'figures.wrong-shape',
      { place: 'figures.fastMs.hihg', needed: 'nothing' },
    ],
    [
      '__proto__ in a span',
      file('{"fastMs":{"low":1,"likely":2,"high":3,"__proto__":{}}}'),
      'figures.wrong-shape',
      { place: 'figures.fastMs.__proto__', needed: 'nothing' },
    ],
    [
      'ends taken from __proto__',
      file('{"fastMs":{"__proto__":{"low":1,"likely":2,"high":3}}}'),
      'figures.wrong-shape',
      { needed: 'nothing' },
    ],
    ['a huge number', file('{"burst":1e999}'), 'scenario.wrong-assumption', { key: 'burst', value: 'Infinity', most: 1e9 }],
    ['a number out of bounds', file('{"burst":1000000001}'), 'scenario.wrong-assumption', { key: 'burst', value: '1000000001', least: 0 }],
    ['a share above 1', file('{"heavyShare":1.5}'), 'scenario.wrong-assumption', { key: 'heavyShare', value: '1.5', most: 1 }],
    [
      'a span out of order',
      file('{"fastMs":{"low":5,"likely":3,"high":9}}'),
      'scenario.wrong-assumption',
      { key: 'fastMs', value: '5~3~9' },
    ],
    ['one wrong figure beside a right one', file('{"burst":2,"fastMs":0}'), 'scenario.wrong-assumption', { key: 'fastMs', value: '0' }],
    [
      'a figure that is nested deeply',
      file(`{"fastMs":${'{"low":'.repeat(5000)}1${'}'.repeat(5000)}}`),
      'figures.wrong-shape',
      { place: 'figures.fastMs.low', value: 'an object' },
    ],
  ] as const)('with %s', (_what, text, code, details) => {
    const error = refusalOf(text);
    expect(error).toMatchObject({ code, details });
    expect(error.message).toMatch(/^[A-Z"“].*\.$/s);
  });

  it('and the message stays short and on one line, however long the fault', () => {
    for (const text of [
      file(`{"${'x'.repeat(5000)}":1}`),
      `{${head},"${'y\\n'.repeat(5000)}":1}`,
      file(`{"fastMs":"${'z\\n'.repeat(5000)}"}`),
    ]) {
      const { message } = refusalOf(text);
      expect(message.length).toBeLessThan(300);
      expect(message).not.toContain('\n');
    }
  });

  it('or read, but never anything else, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map(file),
          fc.dictionary(fc.constantFrom(...assumptionKeys), fc.double()).map((d) => file(JSON.stringify(d))),
        ),
        (text) => {
          try {
            const figures = readFiguresFile(text);
            expect(parseScenario({ tenants: 1, assumptions: figures }, today).assumptions).toEqual(figures);
          } catch (error) {
            expect(error).toBeInstanceOf(PlannerError);
          }
          expect(({} as Record<string, unknown>).low).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });
});

function refusalOf(text: string): PlannerError {
  try {
    readFiguresFile(text);
  } catch (error) {
    expect(error).toBeInstanceOf(PlannerError);
    return error as PlannerError;
  }
  throw new Error('The file was read.');
}
