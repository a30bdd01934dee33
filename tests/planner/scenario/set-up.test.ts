/** Inputs for the files: names and addresses have a narrow form, because they are written into files of eight languages. */
import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario, PlannerError, type ScenarioKey } from '@ordiplan/planner';
import { Email, HostName, Networks, Project } from '../../../packages/planner/src/scenario/set-up.ts';
import { today } from '../answers.ts';

type Field = 'domain' | 'project' | 'alertEmail' | 'adminNetworks';

/** A right value of each, into which the wrong is put. */
const right: Readonly<Record<Field, string>> = {
  domain: 'praxis.at',
  project: 'praxis',
  alertEmail: 'it@praxis.at',
  adminNetworks: '198.51.100.0/24',
};
const fields = Object.keys(right) as Field[];

/** What ends a text, a line or a directive, runs a command or names another thing than it seems, in shell, YAML, HCL, nginx, ini or HTML. */
const hostile = [
  '"',
  "'",
  '`',
  '\\',
  '\n',
  '\r\n',
  '\u2028',
  '\u2029',
  '\u0085',
  '\0',
  '\t',
  ' ',
  '\u00a0',
  '\u200b', // no width
  '\u202e', // turns the direction
  '\ufeff',
  '$(reboot)',
  '`reboot`',
  '${file("/etc/shadow")}',
  '%{ if true }',
  '$HOME',
  '{{ .Value }}',
  '%i', // systemd
  '%n',
  ';',
  '&',
  '|',
  '>',
  '<!--',
  '-->',
  '#',
  ' #',
  '//',
  '/*',
  ': ',
  '- ',
  '!ruby/object',
  '*alias',
  '&anchor',
  '[',
  '{',
  '=',
  '~',
  '^',
  '?',
  '\u0430', // Cyrillic a
  '\u2024', // one dot leader
  '\uff0e', // fullwidth full stop
  '\uff10', // fullwidth zero
  '\u0660', // Arabic zero
  'ſ', // becomes "s" in upper case
  'K', // Kelvin sign
  'ß',
  'A',
  'İ',
  '😀',
  '\ud800', // half of a pair
];

describe.each(fields)('%s', (field) => {
  it('may be a right value', () => {
    expect(parseScenario({ tenants: 1, [field]: right[field] }, today)[field]).toBe(right[field]);
  });

  it.each(hostile)('is refused with %j before, within and after', (text) => {
    const good = right[field];
    const middle = Math.floor(good.length / 2);
    for (const value of [text + good, good.slice(0, middle) + text + good.slice(middle), good + text, text]) refuses(field, value);
  });

  it.each([
    [''],
    ['a'.repeat(10_000)],
    ['1'.repeat(10_000)],
    [','.repeat(10_000)],
    [`${'a.'.repeat(5000)}at`],
    [`${'a@'.repeat(5000)}b.at`],
  ])('is refused if it is empty or very long, at once', (value) => {
    const start = performance.now();
    refuses(field, value);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each([[null], [42], [true], [['praxis.at']], [{}]] as const)('is refused as %j', (value) => refuses(field, value));
});

describe('a project', () => {
  it.each(['a', 'praxis', 'praxis-1', 'a-b-c', 'a1', 'x'.repeat(24)])('may be %s', (name) => accepts('project', name));
  it.each(['1a', '-a', 'a-', 'a--b', 'a_b', 'a.b', 'x'.repeat(25), 'Praxis', 'a b'])('is refused as %s', (name) =>
    refuses('project', name),
  );
});

describe('a mail address', () => {
  it.each([
    'a@b.at',
    'alerts@ordination.example',
    'it+alarm@praxis-1.wien.example.at',
    'first.last@x.at',
    'a_b@x.at',
    `${'a'.repeat(64)}@x.at`,
  ])('may be %s', (address) => accepts('alertEmail', address));
  it.each([
    'a',
    '@b.at',
    'a@',
    'a@@b.at',
    'a@b@c.at',
    'a@b',
    '.a@b.at',
    'a.@b.at',
    'a..b@c.at',
    'a@-b.at',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    '"a"@b.at',
    'root@localhost',
    `${'a'.repeat(65)}@x.at`,
    'a@b.at,c@d.at',
  ])('is refused as %s', (address) => refuses('alertEmail', address));
  it('follows the domain unless it is stated', () => {
    expect(parseScenario({ tenants: 1, domain: 'praxis.at' }, today).alertEmail).toBe('alerts@praxis.at');
    expect(parseScenario({ tenants: 1, domain: 'praxis.at', alertEmail: 'it@haus.at' }, today).alertEmail).toBe('it@haus.at');
  });
});

describe('networks', () => {
  it.each([
    '198.51.100.7/32',
    '10.0.0.0/8',
    '172.16.0.0/12',
    '2001:db8:1::/48',
    '2001:db8::1/128',
    '2001:db8:0:0:0:0:0:0/32',
    '2000::/16',
    '::1/128',
    '0:0:0:0:0:0:0:1/128',
    '192.0.2.0/24,2001:db8::/32',
    Array.from({ length: 10 }, (_, i) => `198.51.100.${i}/32`).join(','),
  ])('may be %s', (networks) => accepts('adminNetworks', networks));

  it.each([
    '198.51.100.7', // without a prefix
    '198.51.100.7/33',
    '198.51.100.7/24', // host bits
    '198.51.100.128/24',
    '0.0.0.0/0', // everybody
    '::/0',
    '128.0.0.0/1',
    '10.0.0.0/7',
    '2000::/15',
    '8000::/1',
    '198.51.100.7/032',
    '198.51.100.7/+32',
    '198.51.100.7/ 32',
    '198.51.100.7/3e1',
    '198.51.100.7/255.255.255.255',
    '198.51.100.07/32', // octal to some
    '0x0a.0.0.0/8',
    '1.2.3/24',
    '1.2.3.4.5/32',
    '256.0.0.0/8',
    '198.51.100.0/24/24',
    '2001:db8::1/64', // host bits
    '2001:DB8::/32', // upper case: one form for one network
    '2001:db8:::/48',
    '2001::db8::/48',
    '2001:db8/32',
    '2001:db8::12345/128',
    '1:2:3:4:5:6:7:8:9/128',
    '1:2:3:4:5:6:7::8/128', // "::" for nothing
    '::ffff:192.0.2.1/128', // IPv4 in the clothes of IPv6
    'fe80::1%eth0/128',
    '[2001:db8::]/32',
    '2001:db8::/129',
    ',',
    '198.51.100.7/32,',
    ',198.51.100.7/32',
    '198.51.100.7/32,198.51.100.7/32', // twice
    '198.51.100.7/32;198.51.100.8/32',
    '198.51.100.7/32, 198.51.100.8/32',
    Array.from({ length: 11 }, (_, i) => `198.51.100.${i}/32`).join(','),
  ])('is refused as %s', (networks) => refuses('adminNetworks', networks));
});

/** Letters of which right and almost right values consist, more often than others. */
const letters = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...'abf019.:/@,-_+') },
  { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 1 }) },
);
const almost = fc.array(letters, { maxLength: 30 }).map((all) => all.join(''));

/** A right value with one place taken out, replaced or doubled. */
const nearly = fc
  .tuple(fc.constantFrom(...Object.values(right), '2001:db8:1::/48', '10.0.0.0/8,2001:db8::/32'), fc.nat(), letters, fc.constantFrom(0, 1))
  .map(([text, at, put, cut]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + put + text.slice(place + cut);
  });

describe('whatever is accepted', () => {
  // Written apart from the code: the whole text, plain ASCII, no sign that a file could understand in another way.
  const shapes = {
    domain: [HostName, /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/],
    project: [Project, /^[a-z][a-z0-9-]{0,23}$/],
    alertEmail: [Email, /^[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9.-]{4,253}$/],
    adminNetworks: [Networks, /^[0-9a-f.:/]+(,[0-9a-f.:/]+){0,9}$/],
  } as const;

  it.each(fields)('as %s has the plain form, however it was made', (field) => {
    const [schema, shape] = shapes[field];
    fc.assert(
      fc.property(fc.oneof(almost, nearly), (text) => {
        if (schema.safeParse(text).success) expect(text).toMatch(shape);
      }),
      { numRuns: 3000 },
    );
  });

  it('as networks is what Node takes for networks, with an address that is its first', () => {
    fc.assert(
      fc.property(fc.oneof(almost, nearly), (text) => {
        if (Networks.safeParse(text).success) for (const network of text.split(',')) expectNetwork(network);
      }),
      { numRuns: 3000 },
    );
  });

  it('as a network: every one that is made by cutting off the host bits of an address, and no other of that address', () => {
    const v4 = fc.tuple(fc.ipV4(), fc.integer({ min: 8, max: 32 }), fc.constant(32));
    const v6 = fc.tuple(
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
        .map((all) => all.map((one) => one.toString(16)).join(':')),
      fc.integer({ min: 16, max: 128 }),
      fc.constant(128),
    );
    fc.assert(
      fc.property(fc.oneof(v4, v6), ([address, prefix, bits]) => {
        const first = firstOf(address, prefix, bits);
        expect(Networks.safeParse(`${first}/${prefix}`).success).toBe(true);
        expectNetwork(`${first}/${prefix}`);
        if (first !== address) expect(Networks.safeParse(`${address}/${prefix}`).success).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

/** Asks Node: it is an address with a prefix, and the address just before it is outside. */
function expectNetwork(text: string): void {
  const [address = '', prefix = ''] = text.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  expect(isIP(address)).toBeGreaterThan(0);
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), family);
  expect(list.check(address, family)).toBe(true);
  const before = numberOf(address) - 1n;
  if (before >= 0n) expect(list.check(textOf(before, family), family)).toBe(false);
}

/** The number of an address; "::" was written out by hand, apart from the code under test. */
function numberOf(address: string): bigint {
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [left = '', right] = address.split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const missing = right === undefined ? 0 : 8 - groups(left).length - groups(right).length;
  return [...groups(left), ...Array<string>(missing).fill('0'), ...groups(right ?? '')].reduce(
    (sum, group) => sum * 65_536n + BigInt(`0x${group}`),
    0n,
  );
}

function textOf(number: bigint, family: 'ipv4' | 'ipv6'): string {
  const [parts, size] = family === 'ipv4' ? [4, 8n] : [8, 16n];
  const all = Array.from({ length: parts }, (_, i) => (number >> (BigInt(parts - 1 - i) * size)) & ((1n << size) - 1n));
  return family === 'ipv4' ? all.join('.') : all.map((part) => part.toString(16)).join(':');
}

function firstOf(address: string, prefix: number, bits: number): string {
  const host = BigInt(bits - prefix);
  return textOf((numberOf(address) >> host) << host, bits === 32 ? 'ipv4' : 'ipv6');
}

function accepts(field: Field, value: string): void {
  expect(parseScenario({ tenants: 1, [field]: value }, today)[field]).toBe(value);
}

function refuses(field: ScenarioKey, value: unknown): void {
  let refusal: unknown;
  try {
    parseScenario({ tenants: 1, [field]: value }, today);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(PlannerError);
  expect((refusal as PlannerError).code).toBe('scenario.wrong-value');
  expect((refusal as PlannerError).message).toMatch(new RegExp(`^"${field}" is [^\\n\\r]{1,400}$`));
}
