/** The printer of nginx files: no text it is given can end its directive. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlannerError } from '@ordiplan/planner';
import { print } from '../../../packages/planner/src/manifests/nginx-print.ts';

it('prints directives and blocks, two blanks a level', () => {
  expect(
    print([
      ['server_tokens', 'off'],
      [
        'server',
        [
          ['listen', '80'],
          ['location /', [['return', '301 https://a.at$request_uri']]],
        ],
      ],
      ['events', []],
    ]),
  ).toBe(
    [
      'server_tokens off;',
      'server {',
      '  listen 80;',
      '  location / {',
      '    return 301 https://a.at$request_uri;',
      '  }',
      '}',
      'events {',
      '}',
      '',
    ].join('\n'),
  );
});

describe.each([';', '{', '}', '#', '"', "'", '`', '\\', '\n', '\r', '$('])('a text with %j', (sign) => {
  it.each([`${sign}`, `a${sign}`, `${sign}a`, `a${sign}b`])('is refused as a value: %j', (text) => {
    expect(() => print([['server_name', text]])).toThrow(PlannerError);
    expect(() => print([['server', [['server_name', text]]]])).toThrow(/cannot be written into an nginx file/);
  });

  it('is refused as a name', () => {
    expect(() => print([[`a${sign}`, 'off']])).toThrow(PlannerError);
    expect(() => print([[`a${sign}`, []]])).toThrow(PlannerError);
  });
});

it('a refusal shows the text', () => {
  expect(() => print([['server_name', 'a.at; return 200']])).toThrow('"a.at; return 200"');
});

it.each([
  '$host',
  '$binary_remote_addr zone=practice:10m rate=10r/s',
  'https://a.at$request_uri',
  '[::]:443 ssl',
  '= /api/health',
  '^~ /x/',
])('a harmless text is printed as it is: %s', (text) => expect(print([['a', text]])).toBe(`a ${text};\n`));

it('whatever the text, the file is refused or has exactly its lines, its semicolons and its braces', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: fc.constantFrom('a', ' ', ';', '{', '}', '#', '"', "'", '`', '\\', '\n', '\r', '$', '(') }),
    fc.string({ unit: fc.constantFrom('a', '.', '-', ' ', '$', '_', '/', ':') }),
  );
  fc.assert(
    fc.property(text, text, text, (name, value, inner) => {
      const printed = printedOrRefused(name, value, inner);
      if (printed === undefined) return;
      expect(count(printed, '\n')).toBe(4);
      expect(count(printed, ';')).toBe(2);
      expect(count(printed, '{')).toBe(1);
      expect(count(printed, '}')).toBe(1);
      expect(printed).not.toMatch(/[#"'`\\\r]|\$\(/);
    }),
    { numRuns: 1000 },
  );
});

function printedOrRefused(name: string, value: string, inner: string): string | undefined {
  try {
    return print([
      ['first', value],
      [name, [['second', inner]]],
    ]);
  } catch (error) {
    expect(error).toMatchObject({ code: 'manifests.unsafe' });
    return undefined;
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
