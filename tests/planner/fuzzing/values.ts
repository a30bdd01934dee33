/** Values that nobody should give: for the entry points that take what strangers send. */
import fc from 'fast-check';

/** Numbers at which arithmetic ends, beside ordinary ones. */
export const anyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, 2, 7, 1e-9, 1e9, 1e15, 2 ** 31, 2 ** 32 - 1, 2 ** 53, -(2 ** 53)),
  fc.constantFrom(
    Number.NaN,
    Infinity,
    -Infinity,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    Number.MIN_VALUE,
    1e-308,
    1e154,
    1e-154,
    Number.EPSILON,
  ),
  fc.integer({ min: 0, max: 40 }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.double(),
);

/** What breaks lines, quotes, markup, formats and parsers. */
const nasty = [
  ...['', ' ', '\n', '\r\n', '\t', '\u0000', '\u2028', '\u2029', '\u202e', '\ufeff', '\ud800', '👩‍⚕️', 'ß', 'İ', 'a\nb', "'", '"', '`', '\\'],
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    'undefined',
    'null',
    'true',
    '[object Object]',
    '0',
    '-0',
    '00',
    '1e999',
    '1e-999',
    '0x10',
    '1_000',
    '٢٥',
  ],
  ...['12.19', '12,19', '+1', '--1', '1.', '.5', '1e5', '1E+5', '1e400', '9'.repeat(500), '0.'.padEnd(500, '0')],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then', 'length', 'toJSON'],
  ...['2026-11-24', '2026-02-30', '0000-00-00', '9999-12-31', '+275760-09-14', '-000001-01-01', '2026-11-24T00:00Z', 'tomorrow'],
  ...[
    '<script>alert(1)</script>',
    '--> <!--',
    '$(reboot)',
    '`id`',
    '${x}',
    '../../etc/passwd',
    '=1+1',
    '@SUM(A1)',
    '| a | b |',
    '# x',
    '*/',
    ']]>',
  ],
  ...['%', '%E0%A4%A', '%00', '+', '&', '=', '&&==', 'a=b=c', '#'],
];

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 2, arbitrary: anyNumber.map(String) },
  fc
    .tuple(fc.constantFrom('a', '9', '-', '[', '{"a":', '\n', 'é', '~', '_', '='), fc.integer({ min: 100, max: 20_000 }))
    .map(([sign, count]) => sign.repeat(count)),
);

const deep = 1200;

/** Arrays in arrays, or objects in objects, so deep that a careless walk ends in a full stack. */
export function nested(depth: number, isList: boolean): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = isList ? [value] : { a: value };
  return value;
}

function cyclic(): unknown {
  const one: Record<string, unknown> = { tenants: 25 };
  one.assumptions = one;
  one.self = [one];
  return one;
}

function noTenants(): never {
  throw new Error('no tenants');
}

const oddities: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => 25n,
  () => Symbol('tenants'),
  () => new Date(Number.NaN),
  () => new Date(0),
  () => () => 25,
  () => /25/,
  () => new Map([['tenants', 25]]),
  () => new Set([25]),
  () => new Uint8Array(8),
  () => new Error('tenants'),
  () => Promise.resolve(25),
  () => Object(25) as unknown,
  () => Object('25') as unknown,
  () => cyclic(),
  () => nested(deep, true),
  () => nested(deep, false),
  () => Object.create(null) as unknown,
  () => Object.assign(Object.create(null) as object, { tenants: 25 }),
  () => Object.create({ tenants: 25 }) as unknown,
  () => JSON.parse('{"__proto__":{"tenants":25},"tenants":25}') as unknown,
  () => JSON.parse('{"constructor":{"prototype":{"tenants":25}},"tenants":25}') as unknown,
  () =>
    Object.defineProperties(
      {},
      { tenants: { get: noTenants }, [fc.toStringMethod]: { value: () => '{ get tenants() { throw } }' } },
    ) as unknown,
  () => ({ tenants: 25, toString: 1, valueOf: 2, toJSON: 3 }),
  () => Object.freeze({ tenants: 25 }),
  () => Object.defineProperty({}, 'tenants', { value: 25 }),
  () => Array.from({ length: 3 }),
  () => [, 1], // eslint-disable-line no-sparse-arrays -- a hole is what is meant
  () => ({ length: 1e9 }),
  () => ({ [Symbol.iterator]: 1, tenants: 25 }),
];
export const oddity: fc.Arbitrary<unknown> = fc.constantFrom(...oddities).map((make) => make());

/** Anything at all: a number, a text, an oddity, or a small tree of them. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: anyNumber },
  { weight: 2, arbitrary: anyText },
  { weight: 3, arbitrary: oddity },
  {
    weight: 1,
    arbitrary: fc.object({
      maxDepth: 3,
      maxKeys: 4,
      key: anyText.filter((key) => key.length < 100),
      values: [anyText, anyNumber, oddity, fc.boolean()],
    }),
  },
);

/** What is done to one place of true data. */
type Change = 'drop' | 'replace' | 'duplicate' | 'rename';

/**
 * True data with one to three changes: a place is dropped, replaced by anything, put in twice or renamed. Only the way to
 * the place is copied, so that a large file is as cheap as a small one.
 */
export function mutated(data: unknown): fc.Arbitrary<unknown> {
  const step = fc.record({
    way: fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 8 }),
    change: fc.constantFrom<Change>('drop', 'replace', 'replace', 'duplicate', 'rename'),
    value: anything,
    name: anyText,
  });
  return fc
    .array(step, { minLength: 1, maxLength: 3 })
    .map((steps) => steps.reduce<unknown>((part, one) => withChange(part, one, 0), data));
}

interface Step {
  readonly way: readonly number[];
  readonly change: Change;
  readonly value: unknown;
  readonly name: string;
}

function withChange(part: unknown, step: Step, depth: number): unknown {
  const { way, change, value, name } = step;
  if (typeof part !== 'object' || part === null) return change === 'drop' ? undefined : value;
  const keys = Object.keys(part);
  const key = keys[way[depth]! % Math.max(1, keys.length)];
  if (key === undefined) return value;
  const inner = (part as Record<string, unknown>)[key];
  if (depth + 1 < way.length && typeof inner === 'object' && inner !== null) return withPart(part, key, withChange(inner, step, depth + 1));
  switch (change) {
    case 'drop':
      return Array.isArray(part)
        ? part.filter((_, i) => String(i) !== key)
        : Object.fromEntries(Object.entries(part).filter(([own]) => own !== key));
    case 'replace':
      return withPart(part, key, value);
    case 'duplicate':
      return Array.isArray(part) ? [...(part as unknown[]), inner] : withPart(part, `${key}2`, inner);
    case 'rename':
      return Array.isArray(part)
        ? [...(part as unknown[]), value]
        : Object.fromEntries(Object.entries(part).map(([own, old]) => [own === key ? name : own, old]));
  }
}

function withPart(part: object, key: string, value: unknown): unknown {
  if (Array.isArray(part)) return (part as unknown[]).map((old, i) => (String(i) === key ? value : old));
  return { ...part, [key]: value };
}
