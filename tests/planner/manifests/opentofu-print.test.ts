/** The HCL printer: whatever text goes in comes out of the parser unchanged, and the form is that of `tofu fmt`. */
import { parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apart,
  block,
  hcl,
  nameOf,
  print,
  quoted,
  refer,
  type Line,
  type Value,
} from '../../../packages/planner/src/manifests/hcl-print.ts';
import { formatFaults } from '../../manifests/hcl-format.ts';

describe('a text', () => {
  it.each([
    ['plain', '"plain"'],
    ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
    ['two\nlines\r\tand a tab', '"two\\nlines\\r\\tand a tab"'],
    ['${var.x}', '"$${var.x}"'],
    ['%{ if true }', '"%%{ if true }"'],
    ['$${x}', '"$$${x}"'],
    ['$ {', '"$ {"'],
    ['\u0000\b\f', '"\\u0000\\u0008\\u000c"'],
  ])('%j is written %s', (text, written) => {
    expect(quoted(text)).toBe(written);
  });

  it('comes back from the parser as it went in, and nothing beside it', async () => {
    const signs = fc.constantFrom(
      '$',
      '%',
      '{',
      '}',
      '"',
      '\\',
      '\n',
      '\r',
      '\t',
      '#',
      '/',
      '*',
      '=',
      'a',
      ' ',
      'ü',
      '€',
      '\u0007',
      '\u2028',
      '<<EOF',
    );
    const anyText = fc.oneof(
      fc.array(signs, { maxLength: 30 }).map((all) => all.join('')),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (text, name) => {
        const lines: Line[] = [['before', 1], ['text', text], ['inside', { [name]: [text] }], block('block', [['after', true]])];
        const parsed = (await parse('x.tf', print(lines))) as Record<string, unknown>;
        const [inside] = Object.entries(parsed['inside'] as Record<string, string[]>);
        expect({ ...parsed, text: plain(parsed['text'] as string), inside: [plain(inside![0]), inside![1].map(plain)] }).toEqual({
          before: 1,
          text: text.normalize(),
          inside: [name.normalize(), [text.normalize()]],
          block: [{ after: true }],
        });
      }),
      { numRuns: 300 },
    );
  });
});

/** A template of the parser without interpolation, as the text it stands for. */
function plain(template: string): string {
  return template.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{');
}

describe('attributes', () => {
  it('that follow one another have their equals signs below each other; one of several lines, a comment or a blank line parts them', () => {
    const lines: Line[] = [
      ['a', 1],
      ['long_name', 'x'],
      ['object', { b: true, longer: [1, 'two'] }],
      ['c', hcl('var.c')],
      'Why.',
      ['much_longer_name', 2],
      '',
      ['d', {}],
      block('nested label-1', [block('empty', []), ['e', [{ f: 1 }]]]),
    ];
    expect(print(lines)).toBe(
      [
        'a         = 1',
        'long_name = "x"',
        'object = {',
        '  b      = true',
        '  longer = [1, "two"]',
        '}',
        'c = var.c',
        '# Why.',
        'much_longer_name = 2',
        '',
        'd = {}',
        'nested "label-1" {',
        '  empty {}',
        '  e = [{',
        '    f = 1',
        '  }]',
        '}',
        '',
      ].join('\n'),
    );
    expect(formatFaults(print(lines))).toEqual([]);
  });

  it('of any shape are printed as the checker of the format wants them', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.integer(),
        fc.boolean(),
        fc.string({ maxLength: 6 }),
        fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
        fc.dictionary(name, tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([first]) => first, maxLength: 6 }), (lines) => {
        expect(formatFaults(print(lines.length > 0 ? lines : ['nothing']))).toEqual([]);
      }),
    );
  });
});

describe('the checker of the format', () => {
  it.each([
    ['a = 1\nlong = 2\n', 'equals sign not below'],
    ['a    = 1\nb    = 2\n', 'equals sign not below'],
    ['a  = {\n  b = 1\n}\n', 'several lines'],
    ['a {\n b = 1\n}\n', 'indented by 1'],
    ['a {\n  b = 1\n  }\n', 'indented by 2'],
    ['a = 1 \n', 'blank at the end'],
    ['a =  1\n', 'not one blank after'],
    ['a = [1,2]\n', 'bracket or comma'],
    ['a = [ 1 ]\n', 'bracket or comma'],
    ['a = 1\n\n\nb = 2\n', 'two blank lines'],
    ['a = 1', 'not exactly one line feed'],
    ['a = 1\n\n', 'not exactly one line feed'],
    ['a  "b" {}\n', 'two blanks'],
    ['a {\n\tb = 1\n}\n', 'tab'],
  ])('sees what is wrong with %j', (text, what) => {
    expect(formatFaults(text).join()).toContain(what);
  });
});

it('names are fit for references', () => {
  expect(nameOf('cell-1-app-1')).toBe('cell_1_app_1');
  expect(refer('hcloud_server', 'app-1', 'id')).toEqual({ hcl: 'hcloud_server.app_1.id' });
  expect(print(apart([block('a', []), block('b c', [])]))).toBe('a {}\n\nb "c" {}\n');
});
