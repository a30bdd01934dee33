/** Links that nobody made with this site: broken, huge, and written to do harm. For properties, and for the browser. */
import fc from 'fast-check';

const field = fc.oneof(
  fc.constantFrom('tenants', 'tenantsIn12Months', 'vat', 'prices', 'assumptions', 'at', 'with', 'domain', 'orderOn', 'runningSince'),
  fc.constantFrom('v', 'targetAvailability', 'targetEuroPerMonth', 'alertEmail', 'adminNetworks', 'outageEuroPerHour', 'sizeMargin'),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'then', '', '<script>', 'tenants[]', 'TENANTS', ' tenants', 'tenants\u0000'),
  fc.string({ maxLength: 12 }),
);

/** Each sets `pwned` if the page takes it for something to run. */
const attacks = [
  '<script>window.pwned=1</script>',
  '"><img src=x onerror="window.pwned=1">',
  "'><svg onload=window.pwned=1>",
  '</title><iframe srcdoc="<script>parent.pwned=1</script>">',
  '<a href="javascript:window.pwned=1">x</a>',
  'javascript:window.pwned=1',
  '{{constructor.constructor("window.pwned=1")()}}',
  '${window.pwned=1}',
  '-->\u003c!--<base href="https://evil.example/">',
  '<style>@import"https://evil.example/x"</style>',
  '{@html "<img src=x onerror=window.pwned=1>"}',
  '../../etc/passwd',
  "'; DROP TABLE practices; --",
];
const wrong = [
  ...[
    '0',
    '-1',
    '1001',
    '25.5',
    '1e999',
    '-1e999',
    '1e-999',
    '5e-324',
    'NaN',
    'Infinity',
    '0x10',
    '25n',
    '1_000',
    '٢٥',
    '２５',
    '--25',
    ' 25 ',
  ],
  ...[
    '%',
    '%E0%A4%A',
    '%00',
    '%u0041',
    '%FF%FE',
    '+',
    '++',
    '\u0000',
    '\u202Eabc',
    '\uFEFF25',
    '👩‍⚕️',
    'a\nb\r\nc',
    '\u2028',
    '#hash',
    '#%E0%A4%A',
  ],
  ...['2026-02-30', '0000-00-00', '0001-01-01', '9999-12-31', '+275760-09-14', '-000001-01-01', '2026-11-24T00:00:00Z', '1900-01-01'],
  ...[
    '2026-11-24~0.1.0~single~1.00~2.00',
    '0001-01-01~0.0.0~pair~0.00',
    '9999-12-31~9999.9999.9999~none',
    '2026-11-24~0.1.0~single~999999999.99',
  ],
  ...[
    '__proto__~1',
    'fastMs~1_fastMs~2',
    'fastMs~3~2~1',
    'fastMs',
    '~',
    '_',
    'constructor~1~2~3',
    'fastMs~1e999',
    'fastMs~0',
    'fastMs~1e9',
  ],
  ...[
    'usersPerPractice~0',
    'usersPerPractice~1e9',
    'hostFailuresPerYear~1e9',
    'openingShare~0',
    'openDaysPerYear~0',
    'operatorEuroPerHour~0~1~1e9',
  ],
  ...['any', 'DE', 'quoted', '__proto__', 'null', 'true', '[]', '{}', '[object Object]', 'undefined', '[1,2]', '25', '12', '999', '1000'],
];

const value = fc.oneof(
  fc.constantFrom(...attacks),
  { weight: 4, arbitrary: fc.constantFrom(...wrong) },
  fc.double().map(String),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 100, max: 12_000 }).map((length) => 'a'.repeat(length)),
);
const pair = fc
  .tuple(field, value, fc.boolean())
  .map(([name, text, isEscaped]) => `${name}=${isEscaped ? encodeURIComponent(text) : text}`);
const joined = (most: number) => fc.array(pair, { minLength: 1, maxLength: most }).map((pairs) => pairs.join('&'));

/** What stands behind the question mark. */
export const hostileQuery: fc.Arbitrary<string> = fc.oneof(
  joined(6),
  joined(4).map((query) => `tenants=25&${query}`),
  joined(3).map((query) => `tenants=25&with=${encodeURIComponent(query)}`),
  fc
    .tuple(joined(2), fc.integer({ min: 20, max: 200 }))
    .map(([query, times]) => Array.from({ length: times }, () => query.slice(0, 60)).join('&')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
