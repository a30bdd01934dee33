/** The steps of an explanation are the computation: the last one follows from those before it, reckoned anew from the printed numbers. */
import { describe, expect, it } from 'vitest';
import {
  backupGb,
  compare,
  figureIds,
  optionOfPlan,
  planIds,
  type Explanation,
  type FigureId,
  type PlanId,
  type ScenarioInput,
} from '@ordiplan/planner';
import { facts } from '../answers.ts';
import { explained, figureOf, numberIn, numbersOf } from './explain-cases.ts';

const inputs: readonly ScenarioInput[] = [
  { tenants: 12, tenantsIn12Months: 30 },
  { tenants: 60, sizeMargin: 1.28, queue: 'shared', databases: 'per-practice', outageEuroPerHour: 75, vat: 'DE' },
  { tenants: 12, prices: 'quoted', vat: 'none' },
  { tenants: 230, backupTo: 's3' },
];

/** Every plan that has a size, in every scenario. */
const cases = inputs.flatMap((input) =>
  compare(input, facts)
    .quotes.filter(({ plan }) => plan)
    .map(({ id }) => [`${input.tenants} practices, ${input.prices ?? 'current'}, ${id}`, input, id] as const),
);

/** Printed numbers have four digits. */
const digits = 2e-3;

function expectNear(found: number, wanted: number, least = 0): void {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(Math.max(digits * Math.abs(wanted), least));
}

const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
const product = (all: readonly number[]) => all.reduce((total, one) => total * one, 1);
const halfCent = 0.00501;

describe.each(cases)('%s', (_name, input, plan) => {
  const ask = (figure: FigureId): Explanation => explained(input, plan, figure);

  const unpriced = (figure: FigureId) => isUnknown(ask(figure), input, plan);

  it('the parts add up to the net price, to the cent', () => {
    if (unpriced('net')) return;
    const { last, before } = numbersOf(ask('net'));
    expect(Math.round(sum(before) * 100)).toBe(Math.round(last * 100));
  });

  it('each line of the net price is its quantity at its price', () => {
    for (const { text, value } of ask('net').steps) {
      const [, quantity, price] = /^([\d.,]+) × .* at (€[\d.,]+)$/.exec(text) ?? [];
      // A price by the GB is printed to a hundredth of a cent.
      if (quantity && price) expectNear(numberIn(value), numberIn(quantity) * numberIn(price), halfCent + numberIn(quantity) * 5e-5);
    }
  });

  it('net and VAT are the gross price', () => {
    if (unpriced('gross')) return;
    const { last, before } = numbersOf(ask('gross'));
    const [net, rate, tax] = before as [number, number, number];
    expect(Math.round(last * 100)).toBe(Math.round((net + tax) * 100));
    expect(Math.abs(net * (1 + rate) - last)).toBeLessThanOrEqual(halfCent);
  });

  it('the share of a practice is the net price through all of them', () => {
    if (unpriced('perTenant')) return;
    const { last, before } = numbersOf(ask('perTenant'));
    expect(Math.abs(before[0]! / before[1]! - last)).toBeLessThanOrEqual(halfCent);
    expect(before[1]).toBe(input.tenants);
  });

  it('three parts are the total cost', () => {
    if (unpriced('totalCost')) return;
    const { last, before } = numbersOf(ask('totalCost'));
    expect(before).toHaveLength(3);
    // Each of the three is rounded to the cent when it is printed.
    if (!ask('totalCost').steps[0]!.text.includes('middle')) expect(Math.abs(sum(before) - last)).toBeLessThanOrEqual(0.0201);
  });

  it('work is hours at their cost, and further cells need a share of the first', () => {
    const [hours, each] = numbersOf(ask('operatorCost')).before as [number, number];
    expectNear(numbersOf(ask('operatorCost')).last, hours * each, 0.01);
    const { last, before } = numbersOf(ask('operatorHours'));
    const [first, cells = 1, share = 0] = before as [number, number?, number?];
    expectNear(last, first * (1 + (cells - 1) * share));
  });

  it('the outage costs its hours, for all practices', () => {
    const { last, before } = numbersOf(ask('outageCost'));
    const [down, tenants, perMonth, each] = before as [number, number, number, number];
    expectNear(perMonth, (down * tenants) / 12);
    expectNear(last, perMonth * each, 0.01);
  });

  it('the availability is the product over its causes', () => {
    const { last, before } = numbersOf(ask('availability'));
    expectNear(1 - last, 1 - product(before));
  });

  it('the outage in opening hours follows from the availability', () => {
    const { last, before } = numbersOf(ask('openingHoursDown'));
    const [available, hours, share] = before as [number, number, number];
    expectNear(hours, (1 - available) * 8760);
    expectNear(last, hours * share);
  });

  it.each(['overFourHours', 'longestOutage'] as const)('%s: the chance follows from how often outages are that long', (figure) => {
    const { steps } = ask(figure);
    const counted = figure === 'longestOutage' ? steps.slice(0, -1) : steps;
    const all = counted.map(({ value }) => numberIn(value));
    const [perYear, chance] = all.slice(-2) as [number, number];
    expectNear(perYear, sum(all.slice(0, -2)));
    expectNear(chance, 1 - Math.exp(-perYear));
    if (figure === 'longestOutage') expectNear(chance, 0.1);
  });

  it('contracts multiply, and one word says that there is none', () => {
    const { steps, value } = ask('promised');
    if (value === 'no contract') return expect(steps.every((one) => one.value === value)).toBe(true);
    const shares = steps
      .slice(0, -1)
      .flatMap(({ text, value: share }) => Array<number>(Number(/^(\d+) × /.exec(text)?.[1] ?? 1)).fill(numberIn(share)));
    expectNear(1 - numberIn(steps.at(-1)!.value), 1 - product(shares));
  });

  it('the way back is the sum of its stages, or one switch', () => {
    const { steps, value, formula } = ask('afterServerLoss');
    if (value === 'endless' || steps.length === 1) return expect(optionOfPlan[plan]).toMatch(/^(solo|managed-db)$/);
    const hours = steps.map((one) => numberIn(one.value) / (one.value.endsWith('\u00a0s') ? 3600 : 1));
    expectNear(hours.at(-1)!, sum(hours.slice(0, -1)));
    expect(formula.split('\n')).toHaveLength(steps.length > 2 ? 2 : 1);
  });

  it.each(['hostLoss', 'errorLoss', 'dataLossDatabase', 'dataLossFiles'] as const)(
    '%s: the worst of all, each from its copies',
    (figure) => {
      const { steps } = ask(figure);
      const hours = ({ value }: { readonly value: string }) => (value === 'everything' ? Infinity : numberIn(value));
      const events = steps.filter(({ text }) => /: (machine lost|mistake)$/.test(text));
      expect(hours(steps.at(-1)!)).toBe(Math.max(...events.map(hours)));
      for (const event of events) {
        const [kept, what] = event.text.split(': ') as [string, string];
        const part = (name: string) => steps.filter(({ text }) => text.startsWith(`${kept}: ${name}`)).map(hours)[0];
        const backup = part('interval') === undefined ? Infinity : part('interval')! + part('duration')!;
        const wanted = what === 'mistake' ? backup : (part('lag') ?? backup);
        if (wanted === Infinity) expect(hours(event)).toBe(Infinity);
        else expectNear(hours(event), wanted);
      }
    },
  );

  it('the loss of everything adds up over its causes', () => {
    const { steps } = ask('allDataLost');
    const lines = steps.slice(0, 4);
    for (const { text, value } of lines) {
      const [, rate, missed] = /: (.+) a year, of these without a saving copy (.+)$/.exec(text)!;
      expectNear(numberIn(value), numberIn(rate!) * numberIn(missed!));
    }
    const [perYear, inTenYears] = steps.slice(4).map(({ value }) => numberIn(value)) as [number, number];
    expectNear(perYear, sum(lines.map(({ value }) => numberIn(value))));
    expectNear(inTenYears, 1 - Math.exp(-10 * perYear));
  });

  it('the reach is the smallest of what each limit allows alone', () => {
    const { last, before } = numbersOf(ask('reach'));
    expect(last).toBe(Math.min(...before));
  });

  it('the next step is the difference of two bills, to the cent', () => {
    const { steps } = ask('nextStep');
    if (steps.length < 3 || steps[2]!.value === 'unknown') return;
    const [before, after, difference] = steps.map(({ value }) => numberIn(value)) as [number, number, number];
    expect(Math.round((after - before) * 100)).toBe(Math.round(difference * 100));
  });

  it('active users are a product', () => {
    const { last, before } = numbersOf(ask('activeUsers'));
    expectNear(last, product(before));
  });

  it('the backup needs what the model says, computed from its steps', () => {
    const { steps, value } = ask('backupSize');
    if (value === 'none') return;
    const [dumped, size, files, older, second = 0] = steps.slice(0, -1).map((one) => numberIn(one.value)) as [
      number,
      number,
      number,
      number,
      number?,
    ];
    expectNear(numberIn(value), (dumped * size + files) * older + second);
    const values = { dumpCompression: size, backupRetention: older } as Parameters<typeof backupGb>[2];
    expectNear(numberIn(value), backupGb(dumped, files, values) + second);
  });

  it.each(figureIds.filter((figure) => figure.startsWith('use.')))('%s is need through limit', (figure) => {
    const { steps, value } = ask(figure);
    const comparison = compare(input, facts);
    const share = figureOf(
      comparison.quotes.find(({ id }) => id === plan)!,
      figure,
      comparison,
    );
    if (value === 'not limited') return expect(share).toBeUndefined();
    const [need, limit, used] = steps.slice(-3).map((one) => numberIn(one.value)) as [number, number, number];
    expectNear(used, need / limit);
    expectNear(used, Number(share));
    const parts = steps.slice(1, -3).map((one) => numberIn(one.value));
    if (['use.ram', 'use.disk', 'use.restore', 'use.backupWindow'].includes(figure)) expectNear(need, sum(parts));
    if (figure === 'use.cpu') expectNear(need, product(parts) / 1000);
    if (figure === 'use.iops') expectNear(need, product(parts));
    if (figure === 'use.namespaces') expectNear(need, numberIn(steps[0]!.value) * parts[0]!);
  });
});

it('the second line of a formula holds the numbers of the steps', () => {
  const lineOf = (figure: FigureId) => explained({ tenants: 12 }, 'single', figure, 'de').formula.split('\n')[1];
  // CX33 8.49, IPv4 0.50, BX11 3.20 (data/pricing.json, November 2026); 20 % VAT in Austria.
  expect(lineOf('net')).toBe('8,49 + 0,50 + 3,20 = 12,19');
  expect(lineOf('gross')).toBe('12,19 + 2,44 = 14,63');
  expect(lineOf('perTenant')).toBe('12,19 ÷ 12 = 1,02');
  // 3.5 users, 80 % logged in, 60 % of these at work.
  expect(lineOf('activeUsers')).toBe('12 × 3,5 × 0,8 × 0,6 = 20,16');
});

it('every plan is among the cases', () => {
  expect(new Set(cases.map(([, , plan]) => plan))).toEqual(new Set<PlanId>(planIds));
});

/** Whether the bill has no total; then the explanation may not name one, and names what has no price. */
function isUnknown({ value, steps, sentence }: Explanation, input: ScenarioInput, plan: PlanId): boolean {
  const bill = compare(input, facts).quotes.find(({ id }) => id === plan)!.bill!;
  if (bill.net) return false;
  expect(value).toMatch(/^(unknown|at least .*)$/);
  expect(steps.at(-1)!.value).toMatch(/^(unknown|at least .*)$/);
  for (const { label, cost } of bill.items) if (!cost) expect(sentence).toContain(label);
  return true;
}
