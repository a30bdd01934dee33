/** The price check: the shipped book passes, and each rule finds the fault it is there for. */
import { describe, expect, it } from 'vitest';
import { checkPrices, priceRules, type Problem } from '@ordiplan/planner';
import pricing from '../../../data/pricing.json' with { type: 'json' };
import { facts, today } from '../answers.ts';
import { book, cases, current, cx33, dayOf, edited, recordOf, rowOf } from './check-cases.ts';

const { machines } = facts;
const question = { today, machines };
/** The shipped book may have been looked at again after the day of the tests. */
const newest = [today, pricing.lists.current.asOf].sort().at(-1)!;

it('finds nothing wrong in the shipped price book, alone and beside itself', () => {
  const shipped = { today: newest, machines };
  expect(checkPrices(pricing, shipped)).toEqual([]);
  expect(checkPrices(pricing, { ...shipped, base: pricing })).toEqual([]);
});

describe('a fault is found by its rule', () => {
  it.each(cases)('$rule: $because', (one) => {
    const found = checkPrices(edited(one.edits), { today: dayOf(one), machines, ...(one.isBased && { base: book }) });
    expect(found.map(({ rule }) => rule)).toContain(one.rule);
    for (const problem of found) expectWellSaid(problem);
  });

  it('and there is a case for every rule', () => {
    // Two need another test: a text instead of a book, and a book before the change that is none.
    const elsewhere = ['shape.duplicate-key', 'append.base'];
    expect([...new Set(cases.map(({ rule }) => rule))].sort()).toEqual(
      priceRules
        .map(({ id }) => id)
        .filter((id) => !elsewhere.includes(id))
        .sort(),
    );
  });
});

describe('the flip of 2026: prices that silently became gross', () => {
  const servers = book.lists.current.catalogue.servers.concat(book.lists.current.catalogue.alternatives);
  // 1.19 and 1.20 on the monthly and on the hourly price, so that the two still fit each other.
  it.each([1.19, 1.2])('with a factor of %s is found in every server', (factor) => {
    const flipped = edited(servers.flatMap((sku) => rowsOf(sku).flatMap((_, i) => grossed(rowOf(sku, i), factor))));
    const found = checkPrices(flipped, question);
    for (const sku of servers) expect(found.filter((problem) => problem.sku === sku).map(({ rule }) => rule)).toContain('reading.agrees');
  });

  it('is found in a row that only one source has seen', () => {
    // The April row of the CX33: no second reading. 6.49 · 1.19 = 7.72, 0.0104 · 1.19 = 0.0124
    const found = checkPrices(edited(grossed(rowOf(cx33, 1), 1.19)), question);
    expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['change.coherent', 'change.limits']));
  });
});

describe('the June row of a CX33 that is missing', () => {
  const [found] = checkPrices(edited([[[...recordOf(cx33), 'prices'], rowsOf(cx33).slice(0, 2)]]), question).filter(
    ({ rule }) => rule === 'change.complete',
  );

  it('is told with the SKU, the day and what to do', () => {
    expect(found).toMatchObject({ severity: 'error', sku: cx33, pointer: `/lists/current/skus/${cx33}/prices` });
    expect(found!.message).toMatch(
      /^"hetzner\.cloud\.cx33" has no price from 2026-06-15, .* Add the row, or write "unknownFrom": "2026-06-15"\.$/,
    );
  });

  it('is no fault of a type that could no longer be ordered then, nor of one whose price is unknown', () => {
    // CX22: withdrawn since January 2026, so that a price for new orders does not concern it. CX32: unknown since April.
    for (const type of ['cx22', 'cx32']) {
      expect(book.lists.current.skus[`hetzner.cloud.${type}`]!.prices.map(({ from }) => from)).not.toContain('2026-06-15');
    }
  });

  it('is no fault if only an interface has shown the change: it shows single prices', () => {
    const seen = { kind: 'vendor-api', title: 'Hetzner Cloud API', observedOn: '2026-06-15', confirmations: 1 };
    const book = edited([
      [[...recordOf(cx33), 'prices'], rowsOf(cx33).slice(0, 2)],
      [[...current, 'changes', 1, 'evidence'], seen],
    ]);
    expect(checkPrices(book, question)).toEqual([]);
  });
});

describe('a broken shape', () => {
  it('is told with all faults at once, and nothing else is compared', () => {
    const book = edited([
      [[...rowOf(cx33, 0), 'net'], 4.99],
      [[...rowOf(cx33, 1), 'nett'], '6.49'],
      [[...rowOf(cx33, 2), 'evidence'], undefined],
      [['vat', 'DE', 'rate'], '0.16'],
    ]);
    const rows = `/lists/current/skus/${cx33}/prices`;
    expect(checkPrices(book, question).map(({ rule, sku, pointer }) => [rule, sku, pointer])).toEqual([
      ['shape', cx33, `${rows}/0/net`],
      ['shape', cx33, `${rows}/1/nett`],
      ['shape', cx33, `${rows}/2/evidence`],
    ]);
  });

  it.each([[null], ['text'], [[]], [{}], [7], [undefined]])('of %j is told and never thrown', (json) => {
    const found = checkPrices(json, question);
    expect(found.length).toBeGreaterThan(0);
    for (const problem of found) expectWellSaid(problem);
  });

  it('says the value that was seen', () => {
    expect(checkPrices(edited([[[...rowOf(cx33, 0), 'net'], '4,99']]), question)[0]!.message).toContain('"4,99"');
  });
});

it('a book before the change that cannot be read is a warning, since nothing can be compared', () => {
  const found = checkPrices(book, { ...question, base: { schemaVersion: 0 } });
  expect(found).toMatchObject([{ rule: 'append.base', severity: 'warning' }]);
});

it('a price a day before its hard limit is a warning, a day after it an error', () => {
  // The floating address was seen on 15 August 2026 and by nobody since: 107, 120 and 121 days.
  const severityOn = (day: string) =>
    checkPrices(book, { today: day, machines }).find(({ rule, sku }) => rule === 'age.price' && sku?.endsWith('floating-ipv4'))?.severity;
  expect(['2026-11-29', '2026-11-30', '2026-12-13', '2026-12-14'].map(severityOn)).toEqual([undefined, 'warning', 'warning', 'error']);
});

function rowsOf(sku: string) {
  return book.lists.current.skus[sku]!.prices;
}

/** The monthly and the hourly price of a row with VAT inside. */
function grossed(row: readonly (string | number)[], factor: number): [(string | number)[], unknown][] {
  return [
    [[...row, 'net'], (net: string) => (Number(net) * factor).toFixed(2)],
    [[...row, 'hourly'], (hourly: string) => (Number(hourly) * factor).toFixed(4)],
  ];
}

function expectWellSaid({ message, pointer }: Problem): void {
  expect(message).toMatch(/^"[^"]*" .+[.?]$/s);
  expect(pointer).toMatch(/^(\/.*)?$/);
}
