/** `ordiplan plan` as a program: its answer, its errors, its exit codes. */
import { answer, compare, words, type Flip, type Roadmap } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { expect, it } from 'vitest';
import { ordiplan, today } from './run.ts';

interface PrintedMoney {
  readonly euro: string;
}
interface PrintedQuote {
  readonly id: string;
  readonly bill: { readonly net: { readonly low: PrintedMoney; readonly likely: PrintedMoney | null; readonly high: PrintedMoney } | null };
}

it('the prices of the analysis come out to the cent as JSON', async () => {
  const { code, stdout } = await ordiplan(['plan', '--tenants', '20', '--prices', 'quoted', '--json', '--today', today]);
  const { quotes } = JSON.parse(stdout) as { quotes: PrintedQuote[] };
  const net = Object.fromEntries(quotes.map(({ id, bill }) => [id, [bill.net?.low.euro, bill.net?.likely?.euro, bill.net?.high.euro]]));
  expect(net).toMatchObject({
    solo: ['8.68', '8.68', '8.68'],
    single: ['11.67', '11.67', '11.67'],
    'managed-db-as-quoted': ['58.68', undefined, '108.68'],
    'pair-as-quoted': ['14.03', '14.03', '14.03'],
  });
  expect(code).toBe(0);
});

it('an unknown figure is null in JSON, never a missing key', async () => {
  const { stdout } = await ordiplan(['plan', '--tenants', '25', '--prices', 'quoted', '--json', '--today', today]);
  const { quotes } = JSON.parse(stdout) as { quotes: PrintedQuote[] };
  expect(quotes.find(({ id }) => id === 'single')!.bill.net).toBeNull();
  expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
});

it('the prices of the analysis come out to the cent as text', async () => {
  const { stdout } = await ordiplan(['plan', '--tenants', '20', '--prices', 'quoted', '--lang', 'de', '--today', today]);
  const row = (name: string) => stdout.split('\n').find((line) => line.includes('CX') && line.slice(3).startsWith(`${name} `))!;
  expect(row('Solo')).toContain('8,68\u00a0€');
  expect(row('A')).toContain('11,67\u00a0€');
  expect(row('B°')).toContain('58,68–108,68\u00a0€');
  expect(row('C°')).toContain('14,03\u00a0€');
});

it.each(['de', 'en'] as const)('the text in %s says what the library says', async (language) => {
  const { stdout } = await ordiplan(['plan', '--tenants', '25', '--lang', language, '--today', today]);
  const { decision, next, reasons } = answer(compare({ tenants: 25 }, factsOn(today)), words[language]);
  for (const sentence of [`${decision.before}${decision.marked}${decision.after}`, next, ...reasons]) expect(stdout).toContain(sentence);
});

it.each([
  [['plan', '--tenants', '0'], '--tenants is 0, but must be a whole number from 1 to 1,000.'],
  [['plan', '--tenants', '1e9'], '--tenants is 1000000000, but must be a whole number from 1 to 1,000.'],
  [['plan', '--tenants', 'many'], '--tenants is "many", but must be a whole number from 1 to 1,000.'],
  [['plan', '--tenants', '2.5'], '--tenants is 2.5, but must be a whole number from 1 to 1,000.'],
  [['plan'], '--tenants is missing. It must be a whole number from 1 to 1,000.'],
  [
    ['plan', '--tenants', '9', '--order-on', '2026-02-30'],
    '--order-on is "2026-02-30", but must be a day of the calendar written YYYY-MM-DD.',
  ],
  [['plan', '--tenants', '9', '--domain', 'a;b'], '--domain is "a;b", but must be a host name such as “ordination.example”.'],
  [['plan', '--tenants', '9', '--colour', 'red'], '"--colour" is not a flag of this command.'],
  [['plan', '--tenants', '9', '--reading', 'lawyer'], '--reading is "lawyer", but must be one of owner, developer, compliance.'],
  [['plan', '--tenants', '9', '--json', '--markdown'], 'State at most one of --json, --csv, --markdown; seen: --json, --markdown.'],
  [['plan', '--tenants', '9', '--today', 'tomorrow'], '--today is "tomorrow", but must be a day'],
  [['plan', '--tenants', '9', 'extra'], '"extra" is not expected here.'],
  [['plam'], '„plam“ ist kein Befehl. Gemeint ist wohl „plan“.'],
])('ordiplan %j ends with 2 and says what is wrong, on the error stream only', async (args, message) => {
  const { code, stdout, stderr } = await ordiplan([
    ...args,
    ...(args.length > 1 ? ['--lang', 'en'] : args[0] === 'plan' ? ['--lang=en'] : []),
  ]);
  expect(stderr).toContain(message);
  expect(stderr.split('\n')).toHaveLength(2);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

it('help names every input and ends with 0', async () => {
  const { code, stdout } = await ordiplan(['plan', '--help']);
  for (const flag of ['--tenants', '--tenants-in-12-months', '--outage-euro-per-hour', '--prices', '--vat', '--order-on', '--domain']) {
    expect(stdout).toContain(flag);
  }
  expect(code).toBe(0);
});

it('a reader that closes the pipe early is no error', async () => {
  const { code, stderr } = await ordiplan(['plan', '--tenants', '25', '--json', '--today', today], { closeEarly: true });
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

it('JSON carries gates, misses, ratings and what is dominated, and flips and roadmap where they are asked for', async () => {
  const args = ['plan', '--tenants', '12', '--tenants-in-12-months', '30', '--json', '--today', today];
  const [{ stdout }, more] = await Promise.all([ordiplan(args), ordiplan([...args, '--flips', '--roadmap'])]);
  const short = JSON.parse(stdout) as Record<string, unknown>;
  expect(Object.keys(short)).toEqual(expect.arrayContaining(['dominated', 'nextSafer', 'ratings', 'recommendation', 'quotes']));
  expect(short.quotes).toEqual(expect.arrayContaining([expect.objectContaining({ gates: expect.any(Object), misses: expect.any(Array) })]));
  expect(short).not.toHaveProperty('flips');
  const { flips, roadmap } = JSON.parse(more.stdout) as { flips: Flip[]; roadmap: Roadmap };
  expect(flips.find(({ subject }) => subject.key === 'tenants')).toMatchObject({
    from: 12,
    at: expect.any(Number),
    to: expect.any(String),
  });
  expect(roadmap.paths.map(({ months }) => months.length)).toEqual([37, 37, 37, 37]);
  expect(roadmap.paths[0]!.paid).toEqual({ euro: expect.stringMatching(/^\d+\.\d\d/), basis: 'net', per: 'month' });
  // A search on a stream that nobody watches says nothing.
  expect(more.stderr).toBe('');
});

it.each(['owner', 'compliance'])('the text for the reading %s keeps its tables within a hundred characters', async (reading) => {
  const { code, stdout } = await ordiplan(['plan', '--tenants', '12', '--reading', reading, '--roadmap', '--lang', 'en', '--today', today]);
  expect(code).toBe(0);
  // Two spaces stand between columns; sentences and the cells of a record may be longer.
  const wide = stdout.split('\n').filter((line) => line.length > 100 && /\S {2,}\S.* {2,}\S/.test(line));
  expect(wide).toEqual([]);
});
