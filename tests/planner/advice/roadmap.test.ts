/** The roadmap: 36 months along four paths, each change in the month that needs it, and every euro from the price rows. */
import { describe, expect, it } from 'vitest';
import { compare, type Facts, type PlanId, type ScenarioInput } from '@ordiplan/planner';
import { roadmap, tenantsAt, type Path, type PathId } from '../../../packages/planner/src/advice/roadmap.ts';
import { parseScenario } from '../../../packages/planner/src/scenario/scenario.ts';
import { facts, quoteFor, today } from '../answers.ts';

/** From 20 to 80 practices within a year: five more each month. */
const growing: ScenarioInput = { tenants: 20, tenantsIn12Months: 80 };
const inputs: readonly ScenarioInput[] = [
  growing,
  { ...growing, productionInMonths: 6 },
  { tenants: 20, tenantsIn12Months: 50, profile: 'production' },
  { tenants: 30, tenantsIn12Months: 90, profile: 'growth' },
  { tenants: 15, tenantsIn12Months: 60, outageEuroPerHour: 40 },
  { tenants: 150, tenantsIn12Months: 250 },
];

describe('the practices', () => {
  it.each([
    [0, 20],
    [1, 25],
    [12, 80],
    [36, 200],
  ])('grow in a straight line: in month %i there are %i', (month, expected) => {
    expect(tenantsAt(month, parseScenario(growing, today))).toBe(expected);
  });

  it.each([
    [{ tenants: 500, tenantsIn12Months: 800 }, 20, 1000], // 25 a month: 1,000 in month 20
    [{ tenants: 500, tenantsIn12Months: 800 }, 36, 1000],
    [{ tenants: 20, tenantsIn12Months: 8 }, 19, 1], // one less each month
    [{ tenants: 20, tenantsIn12Months: 8 }, 36, 1],
    [{ tenants: 20 }, 36, 20],
  ])('of %j stop at 1 and 1,000: in month %i there are %i', (input, month, expected) => {
    expect(tenantsAt(month, parseScenario(input, today))).toBe(expected);
  });
});

describe.each(inputs)('for %j', (input) => {
  const scenario = parseScenario(input, today);
  const { paths, shocked } = walk(input);

  it('every path has the months 0 to 36 with the practices of each', () => {
    for (const { months } of [...paths, ...shocked.paths]) {
      expect(months.map(({ month }) => month)).toEqual(Array.from({ length: 37 }, (_, i) => i));
      expect(months.map(({ tenants }) => tenants)).toEqual(months.map(({ month }) => tenantsAt(month, scenario)));
    }
  });

  it('"stay" never changes, and says the first month that is too much', () => {
    const path = pathOf('stay', input);
    const plan = path.months[0]!.plan;
    expect(path.changes).toEqual([]);
    expect(new Set(path.months.map(({ machines }) => machines)).size).toBe(1);
    // The first count that its machines do not carry: what is sold by the GB does not count.
    const next = quoteFor(plan, input).upgradePoints.find(({ at }) => at > scenario.tenants)!;
    const expected = path.months.find(({ tenants }) => tenants >= next.at)!.month;
    expect(path.endsInMonth).toBe(expected);
    expect(path.months.every(({ month, isEnough }) => isEnough === month < expected)).toBe(true);
  });

  it('"rescale" keeps the design and changes exactly where the practices pass an upgrade point', () => {
    const { months, changes } = pathOf('rescale', input);
    const points = quoteFor(months[0]!.plan, input).upgradePoints.filter(({ change }) => change);
    const passed = (month: number) => points.filter(({ at }) => tenantsAt(month - 1, scenario) < at && at <= tenantsAt(month, scenario));
    const expected = months.slice(1).flatMap(({ month }) => (passed(month).length > 0 ? [[month, passed(month).at(-1)!.to]] : []));
    expect(changes.map(({ month, to }) => [month, to.machines])).toEqual(expected);
    expect(new Set(months.map(({ plan }) => plan)).size).toBe(1);
  });

  it('"best" takes at each change what is recommended for its practices and targets', () => {
    const { changes } = pathOf('best', input);
    expect(changes.length).toBeGreaterThan(0);
    for (const { month, tenants, to } of changes) {
      const isProduction = scenario.productionInMonths !== undefined && month >= scenario.productionInMonths;
      const { recommendation, quotes } = compare({ ...input, tenants, ...(isProduction ? { profile: 'production' } : {}) }, facts);
      expect(recommendation).toMatchObject({ id: to.plan });
      expect(quotes.find(({ id }) => id === to.plan)!.machines).toBe(to.machines);
    }
  });

  it('"add" moves at the first change to a design with more servers and keeps it', () => {
    const [first, ...others] = pathOf('add', input).changes;
    const before = servers(first!.from.plan, { ...input, tenants: scenario.tenants });
    expect(servers(first!.to.plan, { ...input, tenants: first!.tenants })).toBeGreaterThan(before);
    if (first!.to.plan !== first!.from.plan) expect(others.every(({ to }) => to.plan === first!.to.plan)).toBe(true);
  });

  it('what is paid is the sum of the bills, the work at 70 an hour and the double running', () => {
    for (const { months, changes, paid } of [...paths, ...shocked.paths]) {
      let sum = 0;
      for (const { month, net, paid: soFar } of months) {
        const now = changes.filter((change) => change.month === month);
        sum += now.reduce((all, { workHours, doubleRunning }) => all + workHours * 70 + doubleRunning!.euro.toNumber(), 0);
        if (month > 0) sum += net!.euro.toNumber();
        expect(soFar!.euro.toNumber()).toBeCloseTo(sum, 6);
      }
      expect(paid).toEqual(months.at(-1)!.paid);
    }
  });

  it('must be decided a week before it is due, or as early as the user says', () => {
    for (const days of [7, 21]) {
      const { changes } = pathOf('rescale', { ...input, assumptions: { orderLeadDays: days } });
      expect(changes.length).toBeGreaterThan(0);
      for (const { month, dueOn, decideBy } of changes) {
        expect(dueOn).toBe(day(Math.floor((month * 365) / 12)));
        expect(decideBy).toBe(day(Math.floor((month * 365) / 12) - days));
      }
    }
  });
});

describe('the phase', () => {
  const phases = (input: ScenarioInput) => pathOf('best', input).changes.filter(({ month }) => month === 6);

  it('of production changes the targets in its month: then any moment can be restored', () => {
    const [change] = phases({ ...growing, productionInMonths: 6 });
    expect(change).toMatchObject({ tenants: 50, from: { plan: 'single' }, to: { plan: 'managed-db' }, workHours: 24 });
  });

  it('that does not come changes nothing in that month', () => {
    expect(phases(growing)).toEqual([]);
  });

  it('matters for the best path alone', () => {
    for (const id of ['rescale', 'add', 'stay'] as const) {
      expect(pathOf(id, { ...growing, productionInMonths: 6 })).toEqual(pathOf(id, growing));
    }
  });
});

it('is empty where nothing is recommended today', () => {
  const { quotes, scenario } = compare(growing, facts);
  expect(roadmap(quotes, undefined, { scenario, facts }).paths).toEqual([]);
});

function walk(input: ScenarioInput, known: Facts = facts) {
  const { quotes, recommendation, scenario } = compare(input, known);
  return roadmap(quotes, 'id' in recommendation ? recommendation.id : undefined, { scenario, facts: known });
}

function pathOf(id: PathId, input: ScenarioInput): Path {
  return walk(input).paths.find((path) => path.id === id)!;
}

/** Machines that answer requests, or stand by for it. */
function servers(id: PlanId, input: ScenarioInput): number {
  return quoteFor(id, input).plan!.components.filter(({ role }) => role === 'server' || role === 'standby').length;
}

/** Counted with the calendar of the language, not with that of the planner. */
function day(after: number): string {
  const date = new Date(`${today}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + after);
  return date.toISOString().slice(0, 10);
}
