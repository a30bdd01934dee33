/** The whole way of a refresh: the program, vendors on loopback, the file. What goes wrong is in prices-refresh-faults. */
import { lstatSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import { parsePriceBook } from '@ordiplan/planner';
import { answersOn, setPrice, token, type Answers } from './fake-vendors.ts';
import { bookIn, recordOf, refresh, shipped } from './refresh.ts';
import { ordiplan, today } from './run.ts';

const { asOf } = parsePriceBook(JSON.parse(shipped)).lists.current;
const cx33 = 'hetzner.cloud.cx33';

describe.concurrent('a refresh', () => {
  it('that finds the same prices confirms each of them and proposes no row', async () => {
    const { ending, folder, book } = await refresh();
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    expect(ending.stdout).toMatch(/Confirmed, \d+ prices\n {2}hetzner\.cloud\.cx23 +5\.49\n {2}hetzner\.cloud\.cx33 +8\.49\n/);
    expect(ending.stdout).not.toMatch(/changed|In doubt|New,|Missing/);
    expect(ending.stdout).toContain(`Written: ${join(folder, 'pricing.proposal.json')}`);
    expect(book).toBe(shipped);
    const proposal = bookIn(folder, 'pricing.proposal.json');
    for (const [sku, record] of Object.entries(proposal.lists.current.skus)) {
      expect(record.prices).toEqual(recordOf(shipped, sku).prices);
    }
    expect(proposal.lists.current.asOf).toBe(today);
    expect(proposal.exchangeRates).toEqual(parsePriceBook(JSON.parse(shipped)).exchangeRates);
  });

  it('that finds a price changed appends a row and a change, and leaves every old line as it is', async () => {
    const answers = answersOn(today);
    raiseServers(answers);
    const { ending, book } = await refresh({ answers, args: ['--in-place'] });
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    // 9.49 / 8.49 = 1.1178
    expect(ending.stdout).toMatch(/Prices of new orders that changed\n(.*\n)* {2}hetzner\.cloud\.cx33 +8\.49 -> 9\.49 +\+11\.8 %\n/);
    const prices = recordOf(book, cx33).prices;
    expect(JSON.stringify(prices.slice(0, -1))).toBe(JSON.stringify(recordOf(shipped, cx33).prices));
    expect(prices.at(-1)).toEqual({
      from: today,
      net: '9.49',
      hourly: '0.0152',
      currency: 'EUR',
      per: 'month',
      appliesTo: 'new orders',
      evidence: {
        kind: 'vendor-api',
        title: 'Hetzner Cloud API, GET /v1/pricing; Hetzner Cloud API, GET /v1/server_types; nbg1, fsn1, hel1',
        observedOn: today,
        confirmations: 1,
      },
      note: expect.stringContaining('new orders only'),
    });
    expect(parsePriceBook(JSON.parse(book)).lists.current.changes.at(-1)).toMatchObject({
      on: today,
      kinds: ['server'],
      appliesTo: 'new orders',
      title: `Seen by the refresh of ${today}; confirm with the vendor's notice`,
    });
    expect(linesMissing(shipped, book)).toEqual([`      "asOf": "${asOf}",`]);
    expect(await prettier.format(book, { parser: 'json', printWidth: 140 })).toBe(book);
  });

  it('that finds another stock appends a sighting, and shows what was and what is', async () => {
    const answers = answersOn(today);
    answers.serverTypes.find(({ name }) => name === 'cx33')!.locations[0]!.available = true;
    const { ending, book } = await refresh({ answers, args: ['--in-place'] });
    expect(ending.stdout).toMatch(/hetzner\.cloud\.cx33 +nbg1 no -> yes +fsn1 no +hel1 no\n/);
    const stock = recordOf(book, cx33).stock!;
    expect(stock.slice(0, -1)).toEqual(recordOf(shipped, cx33).stock);
    expect(stock.at(-1)).toMatchObject({ observedOn: today, orderable: { nbg1: 'yes', fsn1: 'no', hel1: 'no' } });
  });

  it('that finds an announced end of sale writes it down', async () => {
    const answers = answersOn(today);
    const deprecation = { announced: '2026-11-20T06:00:00Z', unavailable_after: '2027-02-28T23:59:59Z' };
    for (const location of answers.serverTypes.find(({ name }) => name === 'cx33')!.locations) location.deprecation = deprecation;
    const { ending, book } = await refresh({ answers, args: ['--in-place'] });
    expect(ending.stdout).toContain(`${cx33}  announced on 2026-11-20, not orderable from 2027-03-01`);
    expect(recordOf(book, cx33).deprecated).toMatchObject({ announcedOn: '2026-11-20', notOrderableFrom: '2027-03-01' });
  });

  it('that finds a newer exchange rate appends it', async () => {
    const answers = { ...answersOn(today), rate: { on: '2026-11-23', usdPerEur: 1.12 } };
    const { ending, book } = await refresh({ answers, args: ['--in-place', '--only', 'ecb'], env: {} });
    expect(ending.stdout).toContain('Exchange rate\n  2026-11-23  1.1186 -> 1.1200 USD per EUR\n');
    expect(parsePriceBook(JSON.parse(book)).exchangeRates.at(-1)).toMatchObject({ on: '2026-11-23', usdPerEur: '1.1200' });
    expect(linesMissing(shipped, book)).toEqual([`      "asOf": "${asOf}",`]);
    expect(parsePriceBook(JSON.parse(book)).lists.current.asOf).toBe('2026-11-23');
  });

  it('whose proposal does not pass the check writes it, says why, and ends with 3', async () => {
    const answers = answersOn(today);
    // Twice the price: believed by the refresh, but the check wants it explained.
    setPrice(answers, 'cx33', { net: '16.99' });
    const { ending, folder } = await refresh({ answers });
    expect(ending.code).toBe(3);
    expect(ending.stdout).toMatch(/Check of the proposal\n(.*\n)* {2}error +change\.limits .*hetzner\.cloud\.cx33/);
    expect(ending.stderr).toMatch(/^ordiplan: ".*pricing\.proposal\.json" was written, but its check found \d+ errors?\. Correct them/);
    expect(bookIn(folder, 'pricing.proposal.json').lists.current.skus[cx33]!.prices.at(-1)!.net).toBe('16.99');
  });

  it('that is done twice on a day has nothing to write the second time', async () => {
    const answers = answersOn(today);
    setPrice(answers, 'cx33', { net: '8.99' });
    const first = await refresh({ answers, args: ['--in-place'] });
    const second = await refresh({ answers, args: ['--in-place'], from: first.book });
    expect(second.ending).toMatchObject({ code: 0, stderr: '' });
    expect(second.ending.stdout).toContain('Nothing to write: the book says all of this already.');
    expect(second.book).toBe(first.book);
  });

  it('reads all pages, and gives the token to Hetzner only', async () => {
    const answers = { ...answersOn(today), perPage: 7 };
    const { ending, asked, authorizations } = await refresh({ answers });
    expect(ending.stdout).toMatch(/Confirmed, \d+ prices/);
    expect(asked).toEqual([
      '/cloud/v1/pricing',
      '/cloud/v1/server_types?page=1',
      '/cloud/v1/server_types?page=2',
      '/cloud/v1/server_types?page=3',
      '/cloud/v1/load_balancer_types?page=1',
      '/box/v1/storage_box_types?page=1',
      '/ecb/data/EXR/D.USD.EUR.SP00.A?format=jsondata&detail=dataonly&lastNObservations=1',
    ]);
    expect(new Set(authorizations.slice(0, -1))).toEqual(new Set([`Bearer ${token}`]));
    expect(authorizations.at(-1)).toBeUndefined();
  });

  it('says the same to programs', async () => {
    const answers = answersOn(today);
    setPrice(answers, 'cx33', { net: '8.99' });
    const { ending, folder } = await refresh({ answers, args: ['--json'] });
    const report = JSON.parse(ending.stdout);
    expect(report).toMatchObject({ day: today, file: join(folder, 'pricing.proposal.json'), doubts: [], unknown: [], missing: [] });
    expect(report.changes).toContainEqual({ what: 'price', sku: cx33, before: '8.49', after: '8.99', percent: '5.9' });
    expect(report.confirmed).toContainEqual({ sku: 'hetzner.cloud.cx23', amount: '5.49' });
    expect(report.confirmed).not.toContainEqual(expect.objectContaining({ sku: cx33 }));
  });

  it('takes the addresses from the environment as well', async () => {
    const { ending } = await refresh({ addressesByEnvironment: true });
    expect(ending).toMatchObject({ code: 0, stderr: '' });
  });

  it('in the place of a linked book leaves the link a link', async () => {
    const { ending, folder, book } = await refresh({
      args: ['--in-place'],
      prepare: (folder) => symlinkSync('pricing.json', join(folder, 'linked.json')),
      bookName: 'linked.json',
    });
    expect(ending.code).toBe(0);
    expect(book).not.toBe(shipped);
    expect(lstatSync(join(folder, 'linked.json')).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['linked.json', 'pricing.json']);
  });
});

it('explains itself', async () => {
  const { stdout, code } = await ordiplan(['prices', 'refresh', '--help']);
  expect(code).toBe(0);
  for (const word of ['HCLOUD_TOKEN', '--in-place', 'ORDIPLAN_HETZNER_API', 'ORDIPLAN_STORAGE_BOX_API', 'ORDIPLAN_ECB_API', 'Exit codes']) {
    expect(stdout).toContain(word);
  }
});

/** All servers by about a tenth, to an amount that ends in 49 or 99 cents, as Hetzner's do. */
function raiseServers(answers: Answers): void {
  for (const { name, prices } of answers.pricing.server_types) {
    const net = Math.round(Number(prices[0]!.price_monthly.net) * 1.1 * 2 + 0.5) / 2 - 0.01;
    setPrice(answers, name, { net: net.toFixed(2) });
  }
}

/** The lines of `before` that do not stand in `after` in their order. */
function linesMissing(before: string, after: string): string[] {
  const lines = after.split('\n');
  let at = 0;
  return before.split('\n').filter((line) => {
    const found = lines.indexOf(line, at);
    if (found !== -1) at = found + 1;
    return found === -1;
  });
}
