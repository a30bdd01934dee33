/** Figures of the user in links and scenarios: what one may be, how it is refused, and that they are all or none. */
import { describe, expect, it } from 'vitest';
import { assumptionKeys, boundsOf, parseScenario, PlannerError, readPairs, words } from '@ordiplan/planner';
import { today } from '../answers.ts';

describe('a figure of every parameter', () => {
  it.each(assumptionKeys)('%s may be its least and its most, and nothing beyond', (key) => {
    const { least, most } = boundsOf(key);
    for (const figure of [least, most]) expect(spanOf(key, figure)).toEqual({ low: figure, likely: figure, high: figure });
    expect(spanOf(key, { low: least, likely: most, high: most })).toEqual({ low: least, likely: most, high: most });
    for (const figure of [-1, -Number.MIN_VALUE, most * (1 + Number.EPSILON), Infinity, Number.NaN]) {
      expect(refusal({ [key]: figure })).toMatchObject({ code: 'scenario.wrong-assumption', details: { key, least, most } });
    }
  });

  it('may be 0 unless something is divided by it, and above 1 unless it is a share', () => {
    // fastMs: a rate is 1000 / fastMs. heavyShare: a share of requests. burst: neither.
    expect(boundsOf('fastMs')).toEqual({ least: 1e-9, most: 1e9 });
    expect(boundsOf('heavyShare')).toEqual({ least: 0, most: 1 });
    expect(boundsOf('maxCpu')).toEqual({ least: 1e-9, most: 1 });
    expect(boundsOf('burst')).toEqual({ least: 0, most: 1e9 });
  });
});

/** Every row: what is wrong, the text of a link, the value shown, and the limit in English and German. */
const wrongFigures = [
  ['no number', 'fastMs', '""', '0.000000001 to 1,000,000,000', '0,000000001 bis 1.000.000.000'],
  ['an empty number', 'fastMs~', '""', '0.000000001', '0,000000001'],
  ['two numbers', 'fastMs~1~2', '"1~2"', 'three of them', 'drei davon'],
  ['four numbers', 'fastMs~1~2~3~4', '"1~2~3~4"', 'three of them', 'drei davon'],
  ['a gap between numbers', 'fastMs~1~~3', '"1~~3"', 'three of them', 'drei davon'],
  ['NaN', 'fastMs~NaN', '"NaN"', 'a number', 'eine Zahl'],
  ['Infinity', 'fastMs~Infinity', '"Infinity"', '1,000,000,000', '1.000.000.000'],
  ['a number beyond the computer', 'fastMs~1e400', '"1e400"', '1,000,000,000', '1.000.000.000'],
  ['a number beyond the bound', 'burst~1000000001', '1000000001', '0 to 1,000,000,000', '0 bis 1.000.000.000'],
  ['a negative number', 'burst~-1', '-1', '0 to 1,000,000,000', '0 bis 1.000.000.000'],
  ['a decimal comma', 'fastMs~3,1', '"3,1"', 'a number', 'eine Zahl'],
  ['a low above the likely one', 'fastMs~5~3~9', '5~3~9', 'in order', 'der Reihe nach'],
  ['a high below the likely one', 'fastMs~1~3~2', '1~3~2', 'in order', 'der Reihe nach'],
  ['a share above 1', 'heavyShare~1.1', '1.1', '0 to 1,', '0 bis 1 oder'],
  ['a span that ends above 1', 'heavyShare~0.1~0.2~1.1', '0.1~0.2~1.1', '0 to 1,', '0 bis 1 oder'],
  ['0 for what something is divided by', 'fastMs~0', '0', '0.000000001', '0,000000001'],
  ['a span from 0 for what something is divided by', 'maxCpu~0~0.7~0.8', '0~0.7~0.8', '0.000000001 to 1', '0,000000001 bis 1'],
  ['the same parameter twice', 'fastMs~3_heavyMs~200_fastMs~4', '"3, 4"', 'a number', 'eine Zahl'],
] as const;

describe('a link with a wrong figure', () => {
  it.each(wrongFigures)('(%s: %s) says which, what it is and what it may be, in both languages', (_what, text, value, limit, grenze) => {
    const [key] = text.split('~') as [string];
    const { problems } = throughLink(text);
    expect(problems).toHaveLength(1);
    const [problem] = problems as [PlannerError];
    expect(problem).toBeInstanceOf(PlannerError);
    expect(problem).toMatchObject({ code: 'scenario.wrong-assumption', details: { field: 'assumptions', key, value } });
    expect(problem.message).toContain(`"${key}" is ${value}, but must be a number from`);
    expect(words.en.error(problem)).toContain(`“Own figures”: “${key}” is ${value}, but must be`);
    expect(words.en.error(problem)).toContain(limit);
    expect(words.de.error(problem)).toContain(`„Eigene Werte“: „${key}“ ist ${value}, erlaubt ist`);
    expect(words.de.error(problem)).toContain(grenze);
  });

  it.each([
    ['slowMs~3', '"slowMs"'],
    ['FastMs~3', '"FastMs"'],
    [' fastMs~3', '" fastMs"'],
    [' ', '" "'],
    ['fastMs=3', '"fastMs=3"'],
    ['constructor~3', '"constructor"'],
    ['toString~3', '"toString"'],
    ['fastMs~3_prototype~4', '"prototype"'],
    ['fast\nMs~3', '"fast\\nMs"'],
  ])('(%j) says that there is no such parameter, in both languages', (text, shown) => {
    const { problems } = throughLink(text);
    expect(problems.map(({ code, details }) => ({ code, details }))).toEqual([
      { code: 'scenario.unknown-assumption', details: { field: 'assumptions', key: shown } },
    ]);
    expect(problems[0]!.message).toBe(`${shown} is not a parameter. data/assumptions.json lists them.`);
    expect(words.en.error(problems[0]!)).toBe(`“Own figures”: ${shown} is not a parameter. data/assumptions.json lists them all.`);
    expect(words.de.error(problems[0]!)).toBe(
      `„Eigene Werte“: ${shown} ist kein Parameter. Alle Parameter stehen in data/assumptions.json.`,
    );
  });

  it.each([[''], ['_'], ['~'], ['~3'], ['fastMs~3_'], ['_fastMs~3'], ['__proto__~3'], ['fastMs~3___proto__~4']])(
    '(%j, without the name of a parameter) says how figures are written',
    (text) => {
      const { problems } = throughLink(text);
      expect(problems.map(({ code, details }) => [code, details.field, details.value])).toEqual([
        ['scenario.wrong-value', 'assumptions', JSON.stringify(text)],
      ]);
      for (const language of ['de', 'en'] as const) expect(words[language].error(problems[0]!)).toContain(JSON.stringify(text));
    },
  );

  it.each(wrongFigures)('(%s: %s) takes no figure and loses no other input', (_what, text) => {
    const { stated, problems } = throughLink(`usersPerPractice~3_${text}_imageMb~2`);
    expect(problems).toHaveLength(1);
    expect(stated).toEqual({ tenants: 25, vat: 'DE' });
  });

  it('says no more than a screen of it, however long it is', () => {
    for (const text of [`fastMs~${'9'.repeat(5000)}`, `${'x'.repeat(5000)}~1`, 'fastMs~1'.repeat(1000), '_'.repeat(5000)]) {
      for (const language of ['de', 'en'] as const) {
        expect(words[language].error(throughLink(text).problems[0]!).length).toBeLessThan(300);
      }
    }
  });
});

describe('figures in a scenario', () => {
  it.each([
    [[], 'a list'],
    [[3], 'a list'],
    [5, '5'],
    ['fastMs~3', '"fastMs~3"'],
  ])('that are %j are refused as a whole', (assumptions, shown) => {
    const { code, details } = refusal(assumptions);
    expect([code, details.field, details.value]).toEqual(['scenario.wrong-value', 'assumptions', shown]);
  });

  it.each([
    ['null', null, 'null'],
    ['text', '3', '"3"'],
    ['a span without its ends', { likely: 3 }, '3'],
    ['a span with a fourth number', { low: 1, likely: 2, high: 3, highest: 4 }, '1~2~3~4'],
    ['a list', [1, 2, 3], '1~2~3'],
    ['a span with NaN', { low: 1, likely: Number.NaN, high: 3 }, '1~NaN~3'],
  ])('of which one is %s are refused with its value', (_what, figure, value) => {
    expect(refusal({ burst: 2, fastMs: figure })).toMatchObject({
      code: 'scenario.wrong-assumption',
      details: { key: 'fastMs', value },
    });
  });

  it.each(['slowMs', 'constructor', 'toString', 'hasOwnProperty'])('of which one has the unknown name %s are refused', (key) => {
    expect(refusal({ burst: 2, [key]: 3 })).toMatchObject({ code: 'scenario.unknown-assumption', details: { key: `"${key}"` } });
  });
});

function throughLink(figures: string) {
  return readPairs(new URLSearchParams([['tenants', '25'], ['assumptions', figures], ['vat', 'DE']]), today); // prettier-ignore
}

function spanOf(key: (typeof assumptionKeys)[number], figure: unknown) {
  return parseScenario({ tenants: 1, assumptions: { [key]: figure } }, today).assumptions[key];
}

function refusal(assumptions: unknown): PlannerError {
  try {
    parseScenario({ tenants: 1, assumptions }, today);
  } catch (error) {
    if (error instanceof PlannerError) return error;
    throw error;
  }
  return new PlannerError('accepted', 'It was accepted.');
}
