/**
 * What goes wrong at a vendor: a fault leaves the book as it was, byte for byte, and nothing beside it; what is only
 * doubtful is told and not written.
 */
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { amount, answersOn, dropType, sendJson, sendText, setPrice, type Answers, type Interceptor } from './fake-vendors.ts';
import { failing, recordOf, refresh, shipped } from './refresh.ts';
import { today } from './run.ts';

const cx33 = 'hetzner.cloud.cx33';
const html = '<!doctype html>\n<html><head><title>Wartung</title></head><body>Back soon</body></html>';
const error = (code: string, message = 'no reason') => ({ error: { code, message, details: {} } });

describe.concurrent('a vendor that fails for a moment is asked again', () => {
  it.each<[string, Interceptor]>([
    ['429 with Retry-After 0', onFirst((response) => sendJson(response, 429, error('rate_limit_exceeded'), { 'retry-after': '0' }))],
    ['429 with RateLimit-Reset', onFirst((response) => sendJson(response, 429, error('rate_limit_exceeded'), { 'ratelimit-reset': '1' }))],
    ['503', onFirst((response) => sendJson(response, 503, error('unavailable')))],
    ['a connection reset', onFirst((response) => Boolean(response.socket!.resetAndDestroy()))],
    ['an answer that breaks off', onFirst(breakOff)],
  ])('%s', async (_name, intercept) => {
    const { ending, asked } = await refresh({ intercept });
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    expect(asked.slice(0, 2)).toEqual(['/cloud/v1/pricing', '/cloud/v1/pricing']);
  });
});

interface Fault {
  readonly says: RegExp;
  readonly spoil?: (answers: Answers) => unknown;
  readonly intercept?: Interceptor;
  readonly args?: readonly string[];
  /** How often the first address is asked. */
  readonly times?: number;
}

const faults: Readonly<Record<string, Fault>> = {
  'a rate limit for ever': {
    intercept: (_, response) => sendJson(response, 429, error('rate_limit_exceeded'), { 'retry-after': '0' }),
    says: /"http:.*\/cloud\/v1\/pricing" refuses more requests for now: status 429\..* It was asked 4 times\./,
    times: 4,
  },
  'a rate limit of an hour': {
    intercept: (_, response) => sendJson(response, 429, error('rate_limit_exceeded'), { 'retry-after': '3600' }),
    says: /status 429\. It asks to wait 3600 s\./,
    times: 1,
  },
  '503 for ever': { intercept: (_, response) => sendJson(response, 503, error('unavailable')), says: /answered status 503/, times: 4 },
  'no answer': { intercept: () => true, args: ['--timeout', '0.3'], says: /did not answer within 0\.3 s.* It was asked 4 times\./ },
  'an answer that drips': {
    intercept: (_, response) => Boolean(response.writeHead(200, { 'content-type': 'application/json' }).write('{')),
    args: ['--timeout', '0.3'],
    says: /did not answer within 0\.3 s.* It was asked 4 times\./,
  },
  'a connection that is always reset': {
    intercept: (_, response) => Boolean(response.socket!.resetAndDestroy()),
    says: /cannot be reached: (ECONNRESET|UND_ERR_SOCKET)/,
    times: 4,
  },
  '401': {
    intercept: (_, response) => sendJson(response, 401, error('unauthorized', 'unable to authenticate')),
    says: /refuses the token: status 401, .*unable to authenticate.*Set HCLOUD_TOKEN/,
    times: 1,
  },
  '403': { intercept: (_, response) => sendJson(response, 403, error('forbidden')), says: /refuses the token: status 403/, times: 1 },
  '404': { intercept: (_, response) => sendJson(response, 404, error('not_found')), says: /answered status 404, .*not_found/, times: 1 },
  'HTML instead of JSON': {
    intercept: (_, response) => sendText(response, 200, 'text/html', html),
    says: /answered text\/html instead of JSON, beginning "<!doctype html> <html><head><title>Wartung/,
    times: 1,
  },
  'HTML that says it is JSON': {
    intercept: (_, response) => sendText(response, 200, 'application/json', html),
    says: /are not whole JSON, beginning "<!doctype html>/,
  },
  'JSON that is cut': {
    intercept: (_, response) =>
      sendText(response, 200, 'application/json', JSON.stringify({ pricing: answersOn(today).pricing }).slice(0, 900)),
    says: /answered 900 characters that are not whole JSON, beginning "{\\"pricing\\"/,
  },
  'an answer without end': {
    intercept: (_, response) => sendText(response, 200, 'application/json', '['.repeat(8_000_001)),
    says: /answered more than 8000000 bytes/,
  },
  'another place': {
    intercept: (_, response) => Boolean(response.writeHead(302, { location: 'https://example.com/' }).end()),
    says: /is elsewhere: status 302/,
  },
  'another shape': {
    spoil: (answers) => (answers.pricing.server_types[1]!.prices[0]!.price_monthly = { net: '8,49', gross: '10,10' }),
    says: /answered "8,49" at "pricing\.server_types\.1\.prices\.0\.price_monthly\.net": must be a decimal number/,
  },
  'a missing key': {
    spoil: ({ pricing }) => delete (pricing as Partial<typeof pricing>).vat_rate,
    says: /answered nothing at "pricing\.vat_rate"/,
  },
  'a page that names itself as the next': {
    intercept: ({ url }, response) =>
      url!.includes('server_types') && sendJson(response, 200, { server_types: [], meta: { pagination: { page: 1, next_page: 1 } } }),
    says: /names page 1 as the one after page 1/,
  },
  'pages without end': {
    intercept: ({ url }, response) => {
      const page = Number(/page=(\d+)/.exec(url!)?.[1]);
      return page > 0 && sendJson(response, 200, { server_types: [], meta: { pagination: { page, next_page: page + 1 } } });
    },
    says: /has more than 40 pages/,
  },
  'pages that do not add up': {
    intercept: ({ url }, response) =>
      url!.includes('server_types') &&
      sendJson(response, 200, { server_types: [], meta: { pagination: { page: 1, next_page: null, total_entries: 24 } } }),
    says: /says it has 24 entries and answered 0 on 1 pages: a partial answer/,
  },
  'a site missing from the prices': {
    spoil: ({ pricing }) =>
      pricing.server_types.forEach((type) => (type.prices = type.prices.filter(({ location }) => location !== 'hel1'))),
    says: /"http:.*\/pricing" answers nothing about hel1: a partial answer/,
  },
  'a site missing from the stock': {
    spoil: ({ serverTypes }) => serverTypes.forEach((type) => (type.locations = type.locations.filter(({ name }) => name !== 'fsn1'))),
    says: /"http:.*\/server_types" answers nothing about fsn1: a partial answer/,
  },
  dollars: { spoil: ({ pricing }) => (pricing.currency = 'USD'), says: /answers prices in "USD", but the book is in EUR/ },
  'a rate of another currency or none': {
    spoil: ({ rate }) => (rate.usdPerEur = 0),
    says: /answers the rate 0 of .* but D\.USD\.EUR with a rate above zero/,
  },
  'a fault of the last one asked': {
    intercept: ({ url }, response) => url!.startsWith('/ecb') && sendText(response, 200, 'application/xml', '<gesmes:Envelope/>'),
    spoil: (answers) => setPrice(answers, 'cx33', { net: '8.99' }),
    says: /\/ecb.*" answered application\/xml instead of JSON/,
  },
};

describe.concurrent('a fault of a vendor leaves the book as it was', () => {
  it.each(Object.entries(faults))('%s', async (_name, { says, spoil, intercept, args = [], times }) => {
    const answers = answersOn(today);
    spoil?.(answers);
    const { ending, asked } = await failing({ answers, args: ['--in-place', ...args], ...(intercept && { intercept }) });
    expect(ending.stderr).toMatch(says);
    if (times !== undefined) expect(asked).toEqual(Array.from({ length: times }, () => '/cloud/v1/pricing'));
  });
});

describe.concurrent('what is only doubtful is told with its value, and its price is not written', () => {
  it('each for its own reason, and the rest is written', async () => {
    const answers = answersOn(today);
    setPrice(answers, 'cx23', { net: '0' });
    setPrice(answers, 'cx33', { net: '8.99', sites: ['hel1'] });
    setPrice(answers, 'cx43', { net: '63.99' });
    setPrice(answers, 'cax21', { net: '12.48' });
    swapBasis(answers, 'cax31');
    setHourly(answers, 'cpx22', '0.3120');
    answers.serverTypes.find(({ name }) => name === 'cpx32')!.prices[0]!.price_monthly = amount('35.99');
    const { ending, book } = await refresh({ answers, args: ['--in-place'] });
    const doubts = /In doubt, not written\n((?: {2}.*\n)+)/.exec(ending.stdout)![1]!;
    expect(doubts.replace(/ +/g, ' ').trim().split('\n')).toEqual([
      expect.stringMatching(/cx23 zero 0\.0000000000\. A price does not drop to zero/),
      expect.stringMatching(/cx33 sites nbg1 8\.49.*hel1 8\.99/),
      expect.stringMatching(/cx43 jump 63\.99\. The book says 15\.99/),
      expect.stringMatching(/cax21 gross 12\.48\. The book says 10\.49: the difference is exactly 19 % VAT/),
      expect.stringMatching(/cax31 vat net 24\.9781000000, gross 20\.9900000000\. .* may be swapped/),
      expect.stringMatching(/cpx22 hourly 0\.3120000000 an hour\. Far from 19\.49/),
      expect.stringMatching(/cpx32 sites nbg1 35\.49.*nbg1 35\.99/),
    ]);
    for (const name of ['cx23', 'cx33', 'cx43', 'cax21', 'cax31', 'cpx22', 'cpx32']) {
      const sku = `hetzner.cloud.${name}`;
      expect(recordOf(book, sku).prices).toEqual(recordOf(shipped, sku).prices);
      expect(recordOf(book, sku).stock!.at(-1)!.observedOn).toBe(today);
    }
  });

  it('a type that is missing is told, and its record stays', async () => {
    const answers = answersOn(today);
    dropType(answers, 'cx33');
    const { ending, book } = await refresh({ answers, args: ['--in-place'] });
    expect(ending.stdout).toMatch(/Missing: a partial answer, or no longer sold\?\n {2}hetzner\.cloud\.cx33 {2}everywhere\n/);
    expect(recordOf(book, cx33)).toEqual(recordOf(shipped, cx33));
  });

  it('a type that is missing at a site is told, and is unknown there', async () => {
    const answers = answersOn(today);
    const type = answers.serverTypes.find(({ name }) => name === 'cx33')!;
    type.locations = type.locations.filter(({ name }) => name !== 'hel1');
    const { ending, book } = await refresh({ answers, args: ['--in-place'] });
    expect(ending.stdout).toMatch(/no longer sold\?\n {2}hetzner\.cloud\.cx33 {2}at hel1\n/);
    expect(recordOf(book, cx33).stock!.at(-1)!.orderable).toEqual({ nbg1: 'no', fsn1: 'no', hel1: 'unknown' });
  });

  it('a type that the book does not know is told, and not written', async () => {
    const answers = answersOn(today);
    answers.pricing.server_types.push({ ...answers.pricing.server_types[0]!, name: 'cx99' });
    const { ending, book } = await refresh({ answers, args: ['--in-place'] });
    expect(ending.stdout).toMatch(/New, without a record; add one, and a machine, by hand\n {2}hetzner\.cloud\.cx99 {2}5\.49/);
    expect(book).not.toContain('cx99');
  });
});

function onFirst(answer: (response: ServerResponse) => boolean): Interceptor {
  return (_, response, count) => count === 1 && answer(response);
}

function breakOff(response: ServerResponse): boolean {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  return Boolean(response.write('{"pricing"', () => response.socket!.destroy())) || true;
}

function swapBasis(answers: Answers, name: string): void {
  for (const type of [...answers.pricing.server_types, ...answers.serverTypes].filter((one) => one.name === name)) {
    for (const price of type.prices) price.price_monthly = { net: price.price_monthly.gross, gross: price.price_monthly.net };
  }
}

function setHourly(answers: Answers, name: string, hourly: string): void {
  for (const type of [...answers.pricing.server_types, ...answers.serverTypes].filter((one) => one.name === name)) {
    for (const price of type.prices) price.price_hourly = amount(hourly);
  }
}
