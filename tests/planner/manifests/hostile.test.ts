/** Whatever text somebody states or puts into a plan by hand: it is refused by name, or the files keep the structure that they have with an innocent one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, visit, type Document } from 'yaml';
import { parseScenario, PlannerError, type Files } from '@ordiplan/planner';
import { manifests } from '../../../packages/planner/src/manifests/index.ts';
import type { Brief } from '../../../packages/planner/src/manifests/site.ts';
import { briefFor, layoutOf } from '../../manifests/bundles.ts';
import { codeIn, isBody, moduleOf, type Parsed } from '../../manifests/hcl.ts';

const seed = 20261124;
const cases = 10_000;
const leastAccepted = 200;

const base = briefFor(layoutOf('single'));
const today = '2026-11-24';

/** The place that a text is put into: how files come to it, and what it is called when it is refused. */
interface Place {
  /** The field of a scenario; the others can only be put into a plan by hand. */
  readonly field?: 'domain' | 'alertEmail' | 'project' | 'adminNetworks';
  readonly name: RegExp;
  readonly put: (text: string) => Brief;
}

/** A server of a pair is named in most files. */
const pair = briefFor(layoutOf('pair'));

const baseText = [base, pair].flatMap((brief) => Object.values(manifests(brief))).join('\n');

/** The plan with its second server under another name, or of another type: its address is named after it. */
function withServer(brief: Brief, change: { readonly id?: string; readonly sku?: string }): Brief {
  const server = brief.plan.components.filter(({ privateIp }) => privateIp !== undefined)[1]!;
  const { id = server.id, sku = server.sku } = change;
  const components = brief.plan.components.map((one) => {
    if (one === server) return { ...one, id, sku };
    return one.id.startsWith(`${server.id}-`) ? { ...one, id: id + one.id.slice(server.id.length) } : one;
  });
  return { ...brief, plan: { ...brief.plan, components } };
}

const places = {
  domain: { field: 'domain', name: /domain/, put: (text) => ({ ...base, plan: { ...base.plan, domain: text } }) },
  alertEmail: { field: 'alertEmail', name: /alertEmail/, put: (text) => ({ ...base, wishes: { ...base.wishes, alertEmail: text } }) },
  project: { field: 'project', name: /project/, put: (text) => ({ ...base, wishes: { ...base.wishes, project: text } }) },
  adminNetworks: {
    field: 'adminNetworks',
    name: /adminNetworks/,
    put: (text) => ({ ...base, wishes: { ...base.wishes, adminNetworks: text } }),
  },
  id: { name: /id of a part/, put: (id) => withServer(pair, { id }) },
  sku: { name: /sku of a part/, put: (sku) => withServer(pair, { sku }) },
  permalink: { name: /Scenario: .*stamp/s, put: (permalink) => ({ ...base, stamp: { ...base.stamp, permalink } }) },
  prices: { name: /Prices: .*stamp/s, put: (prices) => ({ ...base, stamp: { ...base.stamp, prices } }) },
} satisfies Record<string, Place>;
type PlaceName = keyof typeof places;

/* --- What is put there --- */

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
const top = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/);
const host = fc.tuple(fc.array(label, { minLength: 1, maxLength: 4 }), top).map(([labels, last]) => [...labels, last].join('.'));
const byte = fc.integer({ min: 0, max: 255 });
const network = fc.oneof(
  fc.tuple(byte, byte, byte, byte).map((bytes) => `${bytes.join('.')}/32`),
  fc.tuple(byte, byte).map((bytes) => `${bytes.join('.')}.0.0/16`),
  byte.map((first) => `${first}.0.0.0/8`),
  fc
    .tuple(fc.integer({ min: 1, max: 0xffff }), fc.integer({ min: 1, max: 0xffff }))
    .map(([a, b]) => `${a.toString(16)}:${b.toString(16)}::/32`),
  fc.integer({ min: 1, max: 0xffff }).map((last) => `2001:db8::${last.toString(16)}/128`),
);
const ascii = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 60 });

/** Strange but right: as long as allowed, with every sign that is allowed. */
const right: Readonly<Record<PlaceName, fc.Arbitrary<string>>> = {
  domain: fc.oneof(
    host,
    fc.constantFrom(
      'a--b.c9',
      `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.at`,
      'xn--rztin-gra.at',
      '0.0.xn--p1ai',
    ),
  ),
  alertEmail: fc.tuple(fc.stringMatching(/^[a-z0-9]{1,9}([._+-][a-z0-9]{1,9}){0,3}$/), host).map(([name, at]) => `${name}@${at}`),
  project: fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,2}$/),
  adminNetworks: fc.uniqueArray(network, { minLength: 1, maxLength: 10 }).map((all) => all.join(',')),
  id: fc.stringMatching(/^[a-z][a-z0-9]{0,15}(-[a-z0-9]{1,6}){0,3}$/),
  sku: fc.stringMatching(/^[a-z0-9]{1,9}([.-][a-z0-9]{1,9}){0,3}$/),
  permalink: ascii,
  prices: ascii,
};

/** Ends of texts, of lines and of blocks in all the languages that are emitted, and what looks like something else. */
const breaks = [
  '"',
  "'",
  '`',
  '\\',
  '\n',
  '\r',
  '\r\n',
  '\u2028',
  '\u2029',
  '\u0085',
  '\0',
  '\u001b[2J',
  '\t',
  ' ',
  '',
  '\uFEFF',
  '$(touch /tmp/x)',
  '`id`',
  '${HOME}',
  '${var.hcloud_token}',
  '$${x}',
  '%{ for x in y }',
  '%{ endfor }',
  '%n',
  '%%',
  '${{ secrets.DEPLOY_SSH_KEY }}',
  '";}',
  '"\n}\nresource "x" "y" {\n',
  '; rm -rf /;',
  '&& reboot',
  '| sh',
  '> /etc/passwd',
  '{',
  '}',
  '};',
  '#',
  '//',
  '/*',
  '*/',
  '-->',
  '--!>',
  '<script>',
  ']]>',
  ': ',
  '- ',
  '? ',
  '!!python/object',
  '&a',
  '*a',
  '|',
  '>',
  '@',
  '@ADMIN_PUBLIC_KEY@',
  '---\n',
  '...\n',
  '[',
  ']',
  '{{ .X }}',
  '{% x %}',
  '<<EOF',
  'EOF\n',
  'END\n',
  'FIGURE\n',
  'MAIL\n',
  '../',
  '/../../etc/cron.d/x',
  '/',
  '\\..\\',
  '.',
  '..',
  '-',
  '--',
  '-rf',
  '-oProxyCommand=id',
  '~',
  '*',
  '?',
  '!',
  '0.0.0.0/0',
  '::/0',
  '127.0.0.1/8',
  '010.0.0.1/32',
  '10.0.0.0/33',
  'fe80::1%eth0/64',
  '::ffff:10.0.0.1/128',
  '1e3',
  'NaN',
  'null',
  'true',
  'yes',
  '__proto__',
  'constructor',
  '\u0430',
  '\u0435xample',
  '\u212a',
  '\u0131',
  '\u017f',
  '\u200b',
  '\u200d',
  '\u202e',
  '\u2066',
  '\uff0e',
  '\u3002',
  '\ud800',
  '\u{1f4a9}',
  'ß',
  'Ä',
  'İ',
  '½',
  '１',
  'A',
  'EXAMPLE',
] as const;
const bad = fc.constantFrom(...breaks);

/** A right text with something put into it, at its begin, its end or anywhere; or nothing right at all. */
const spoilt = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(text, bad, fc.double({ min: 0, max: 1, noNaN: true })).map(([right_, wrong, at]) => splice(right_, wrong, at)),
    },
    { weight: 3, arbitrary: fc.tuple(text, bad).map(([right_, wrong]) => right_ + wrong) },
    { weight: 3, arbitrary: fc.tuple(text, bad).map(([right_, wrong]) => wrong + right_) },
    { weight: 2, arbitrary: fc.array(bad, { minLength: 1, maxLength: 6 }).map((all) => all.join('')) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(text, fc.constantFrom('a', '.', '-', ',', '\n', '"', '\u202e'))
        .map(([right_, sign]) => right_ + sign.repeat(10_000)),
    },
  );

function splice(text: string, wrong: string, at: number): string {
  const place = Math.floor(at * text.length);
  return text.slice(0, place) + wrong + text.slice(place);
}

const names = Object.keys(places) as PlaceName[];
/** How many of the cases put something wrong there, and how many something right. Of the signs of a stamp or a sku nearly all are right, so these are fewer. */
const shares: Readonly<Record<PlaceName, readonly [wrong: number, right: number]>> = {
  domain: [1600, 14],
  alertEmail: [1600, 14],
  project: [1600, 14],
  adminNetworks: [1600, 28],
  id: [1600, 14],
  sku: [500, 6],
  permalink: [15, 5],
  prices: [15, 5],
};
const anyCase = fc.oneof(
  ...names.flatMap((name) => {
    const [wrong, innocent] = shares[name];
    return [
      { weight: wrong, arbitrary: spoilt(right[name]).map((text) => ({ name, text })) },
      { weight: innocent, arbitrary: right[name].map((text) => ({ name, text })) },
    ];
  }),
);

/* --- What must stay --- */

/** What a text is in files, and an innocent one of the same shape and length: what differs is then the text and no more. */
function pairsFor(name: PlaceName, text: string): readonly (readonly [innocent: string, hostile: string])[] {
  if (name === 'adminNetworks') {
    return text
      .split(',')
      .map((one, i) => [one.includes(':') ? `fd00:${(0xa00 + i).toString(16)}::/32` : `172.31.${200 + i}.0/24`, one] as const);
  }
  if (name === 'id') {
    const innocent = innocentName(text);
    return [
      [innocent, text],
      [kindOf(innocent), kindOf(text)],
    ];
  }
  if (name === 'sku') return [['qqxzqq', text.split('.').at(-1)!]];
  if (name === 'project') return [[innocentName(text), text]];
  if (name === 'alertEmail') return [['qqxz@qqxz.qqxz', text]];
  if (name === 'domain') return [['qqxz.qqxz', text]];
  return [['qqxz', text]];
}

/** What stands before the number of a server: what servers of one kind share is named after it. */
function kindOf(id: string): string {
  return id.replace(/-\d+$/, '');
}

/** A name of the same shape that stands nowhere else: letters for letters, figures for figures, since OpenTofu's columns depend on its length. */
function innocentName(text: string): string {
  const words = ['qxz', 'jkv', 'kvw', 'vwy', 'wyj', 'yzx', 'zqj'].map((letters) =>
    [...text].map((sign, i) => (sign === '-' ? '-' : i > 0 && /\d/.test(sign) ? '7' : letters[i % 3]!)).join(''),
  );
  const isFree = (word: string) => [word, kindOf(word)].every((one) => !new RegExp(`(?<![a-z0-9])${one}(?![a-z0-9])`).test(baseText));
  const free = words.find(isFree);
  if (free === undefined) throw new Error(`Every word like "${text}" stands in the files already.`);
  return free;
}

function innocentOf(name: PlaceName, text: string): string {
  const innocents = pairsFor(name, text).map(([innocent]) => innocent);
  if (name === 'sku') return `hetzner.${innocents[0]!}`;
  return name === 'adminNetworks' ? innocents.join(',') : innocents[0]!;
}

/** The innocent files with the hostile text in its place. A name of OpenTofu has underscores, one of a link its own signs. */
function replaced(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((all, [innocent, hostile]) => {
    const forms = [
      [innocent, hostile],
      [innocent.replaceAll('-', '_'), hostile.replaceAll('-', '_')],
    ] as const;
    // A name of OpenTofu and of a function of a shell.
    const code = new RegExp(`(?<=^resource "\\w+" "|^data "\\w+" "|hcloud_\\w+\\.|secrets_of_)${forms[1][0]}(?![a-z0-9])`, 'gm');
    return all
      .replace(code, () => forms[1][1])
      .replace(new RegExp(`(?<![a-z0-9])${innocent.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-z0-9])`, 'g'), () => hostile);
  }, text);
}

/** What is left of a value if texts, figures and names are taken away; the reader sorts by names, so their order goes too. */
function skeleton(value: Parsed): string {
  if (Array.isArray(value)) return `[${(value as Parsed[]).map(skeleton).join()}]`;
  if (isBody(value)) return `{${Object.values(value).map(skeleton).toSorted().join()}}`;
  // What code stands in a text is structure.
  return typeof value === 'string' ? `text ${codeIn(value).replace(/\w+/g, 'w')}` : typeof value;
}

/** Kinds of nodes of a YAML document, in order; faults of the reader are part of it. */
function yamlSkeleton(text: string): unknown {
  const document: Document = parseDocument(text);
  const kinds: string[] = document.errors.map(({ code }) => code);
  visit(document, (_key, node, path) => {
    const scalar = node as { value?: unknown; type?: string };
    kinds.push(`${path.length} ${typeof scalar.value} ${scalar.type ?? ''}`);
  });
  return kinds;
}

/** Blocks and directives of nginx, with the number of their words. */
function nginxSkeleton(text: string): unknown {
  const signs = text.replace(/^\s*#.*$/gm, '').match(/"[^"]*"|'[^']*'|[{};]|[^\s{};"']+/g) ?? [];
  return signs.map((sign) => ('{};'.includes(sign) ? sign : 'w')).join('');
}

async function skeletonOf(files: Files): Promise<unknown> {
  const { resources, variables, outputs, locals, terraform, providers } = await moduleOf(files);
  const texts = Object.entries(files);
  return {
    hcl: [
      resources.map(({ kind, type, body }) => `${kind} ${type} ${skeleton(body)}`).toSorted(),
      skeleton(variables),
      skeleton(outputs),
      skeleton(locals),
      skeleton(terraform),
      skeleton(providers),
    ],
    yaml: texts.filter(([path]) => /\.ya?ml$/.test(path)).map(([, text]) => yamlSkeleton(text)),
    nginx: texts.filter(([path]) => path.endsWith('/nginx.conf')).map(([, text]) => nginxSkeleton(text)),
    lines: texts.map(([, text]) => text.split('\n').length),
  };
}

/** What the library says to a call: nothing if it takes it. */
function refusalOf(call: () => unknown): PlannerError | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof PlannerError) return error;
    throw error;
  }
}

/** How much of a refused text a message may repeat, and how long it may be in all. */
const longestMessage = 600;

/** Names the field, repeats at most a shortened value, and no sign that a terminal or a page would act on. */
function expectHelpful(error: PlannerError, name: RegExp, text: string): void {
  expect(error.message).toMatch(name);
  expect(error.message.length).toBeLessThan(longestMessage);
  if (text.length > 1000) expect(error.message).not.toContain(text);
  // eslint-disable-next-line no-control-regex -- such signs are what is looked for
  expect(error.message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  // What would end a line is told as an escape or as a space.
  const beginning = JSON.stringify([...text].slice(0, 5).join('')).slice(1, -1);
  expect(error.message).toContain(beginning.replace(/[\u007f-\u009f\u2028\u2029]/g, ' '));
}

/** The files as if nobody had looked at the text. */
function unchecked(name: PlaceName, innocent: string, hostile: string): Files {
  const files = Object.entries(manifests(places[name].put(innocent)));
  return Object.fromEntries(files.map(([path, text]) => [path, text.replaceAll(innocent, () => hostile)]));
}

describe('the comparison of structures sees', () => {
  it.each<[string, PlaceName, string, string]>([
    ['a line break in a domain', 'domain', 'qqxz.qqxz', 'x.at;\n}\nserver {'],
    ['a directive of nginx in a domain', 'domain', 'qqxz.qqxz', 'x.at; return 200'],
    ['the end of a text of OpenTofu in a project', 'project', 'qxzqxz', 'x" }\nresource "hcloud_server" "y" {\n name = "z'],
    ['a template of OpenTofu in a project', 'project', 'qxzqxz', '${file("x")}'],
    ['a second receiver in a mail address', 'alertEmail', 'qqxz@qqxz.qqxz', "a@b.at'\n      - to: 'c@d.at"],
    ['a quote in a mail address', 'alertEmail', 'qqxz@qqxz.qqxz', "a'@b.at"],
    ['a second element in a network', 'adminNetworks', '172.31.200.0/24', '10.1.0.0/16", "0.0.0.0/0'],
    ['a comment that ends in a stamp', 'prices', 'qqxz', 'current\nload_module x;'],
  ])('%s', async (_what, name, innocent, hostile) => {
    const right_ = await skeletonOf(manifests(places[name].put(innocent)));
    const wrong = await skeletonOf(unchecked(name, innocent, hostile)).catch((error: unknown) => error);
    expect(wrong).not.toEqual(right_);
  });
});

describe('ten thousand hostile texts', () => {
  const accepted = new Map<PlaceName, number>();

  it(
    'are each refused with the name of the field and a shortened value, or change nothing but themselves',
    { timeout: 900_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(anyCase, async ({ name, text }) => {
          const place: Place = places[name];
          const brief = place.put(text);
          let files: Files = {};
          const refusal = refusalOf(() => {
            files = manifests(brief);
          });
          if (refusal) expectHelpful(refusal, place.name, text);
          if (place.field !== undefined) {
            const stated = refusalOf(() => parseScenario({ tenants: 20, [place.field!]: text }, today));
            if (stated) expectHelpful(stated, new RegExp(`"${place.field}"`), text);
            // What one of them takes the other one takes: no plan made by hand comes past the check.
            expect(stated === undefined).toBe(refusal === undefined);
          }
          if (refusal) return;
          accepted.set(name, (accepted.get(name) ?? 0) + 1);
          const pairs = pairsFor(name, text);
          const innocent = manifests(place.put(innocentOf(name, text)));
          const expected = Object.fromEntries(Object.entries(innocent).map(([path, one]) => [replaced(path, pairs), replaced(one, pairs)]));
          expect(Object.keys(files).toSorted()).toEqual(Object.keys(expected).toSorted());
          for (const [path, one] of Object.entries(files)) expect(one, path).toBe(expected[path]);
          const order = Object.keys(expected).map((path) => [path, files[path]!] as const);
          expect(await skeletonOf(Object.fromEntries(order))).toEqual(await skeletonOf(innocent));
        }),
        { numRuns: cases, seed, endOnFailure: false },
      );
    },
  );

  it('of which enough are taken for the second half to mean something, in every place', () => {
    expect([...accepted.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(leastAccepted);
    for (const name of names) expect(accepted.get(name) ?? 0, name).toBeGreaterThanOrEqual(10);
  });
});
