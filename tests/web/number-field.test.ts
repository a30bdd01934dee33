/** Numbers in fields: read as somebody of the language means them, refused where two meanings are possible, shown with all digits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldText, readNumber } from '../../packages/web/src/lib/number-field.ts';

describe('a number as typed', () => {
  it.each([
    // typed       in German                    in English
    ['12', 12, 12],
    ['1,5', 1.5, 1.5],
    ['1.5', 1.5, 1.5],
    [' 0.125 ', 0.125, 0.125],
    ['0,125', 0.125, 0.125],
    [',5', 0.5, 0.5],
    ['5,', 5, 5],
    ['\u22123', -3, -3],
    ['1e-6', 1e-6, 1e-6],
    ['1000.5', 1000.5, 1000.5],
    ['1,500', 1.5, 'ambiguous'],
    ['1.500', 'ambiguous', 1.5],
    ['12.345', 'ambiguous', 12.345],
    ['12,345', 12.345, 'ambiguous'],
    ['1234.567', 1234.567, 1234.567],
    ['1.000,5', 'ambiguous', 'ambiguous'],
    ['1,000.5', 'ambiguous', 'ambiguous'],
    ['1.000.000', 'ambiguous', 'ambiguous'],
    ['1 000', 'ambiguous', 'ambiguous'],
    ['1\u00a0000', 'ambiguous', 'ambiguous'],
    ["1'000", 'ambiguous', 'ambiguous'],
    ['', 'none', 'none'],
    [',', 'none', 'none'],
    ['viel', 'none', 'none'],
    ['3 ms', 'none', 'none'],
    ['NaN', 'none', 'none'],
    ['Infinity', 'none', 'none'],
    ['0x10', 'none', 'none'],
    ['1e', 'none', 'none'],
  ] as const)('%j', (typed, german, english) => {
    const asRead = (meaning: number | string) => (typeof meaning === 'number' ? { value: meaning } : { fault: meaning });
    expect(readNumber(typed, 'de')).toEqual(asRead(german));
    expect(readNumber(typed, 'en')).toEqual(asRead(english));
  });

  it('that was shown is read back to the last digit, in both languages', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ min: 0, max: 1e9, noNaN: true }),
          fc.integer({ min: -12, max: 9 }).map((power) => 10 ** power),
        ),
        (value) => {
          for (const language of ['de', 'en'] as const) expect(readNumber(fieldText(value, language), language)).toEqual({ value });
        },
      ),
      { numRuns: 1000 },
    );
  });
});

it.each([
  [0.0333, '0,0333', '0.0333'],
  [1e-9, '0,000000001', '0.000000001'],
  [1.5e-7, '0,00000015', '0.00000015'],
  [1e9, '1000000000', '1000000000'],
])('%d is shown as %s and %s', (value, german, english) => {
  expect(fieldText(value, 'de')).toBe(german);
  expect(fieldText(value, 'en')).toBe(english);
});
