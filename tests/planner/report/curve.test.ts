/** The cost curve as a table: a row wherever one of the shown options needs other parts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, curveRows, maxTenants, shownQuotes, type CostStep, type Quote } from '@ordiplan/planner';
import { facts } from '../answers.ts';

const [anyQuote] = compare({ tenants: 20 }, facts).quotes;

describe.each([{}, { prices: 'quoted' }, { orderOn: '2026-10-06' }] as const)('with %j', (stated) => {
  const shown = shownQuotes(compare({ tenants: 20, ...stated }, facts));
  const rows = curveRows(shown);

  it('the rows follow each other without a gap', () => {
    expect(rows[0]!.from).toBe(1);
    expect(rows.at(-1)!.to).toBe(maxTenants);
    for (const [i, row] of rows.slice(1).entries()) expect(row.from).toBe(rows[i]!.to + 1);
  });

  it('each cell is the step of its option at the first count of the row', () => {
    for (const { from, cells } of rows) {
      expect(cells).toHaveLength(shown.length);
      for (const [i, cell] of cells.entries()) {
        expect(shown[i]!.steps).toContain(cell);
        expect([from, cell.from <= from, from <= cell.to]).toEqual([from, true, true]);
      }
    }
  });

  it('within a row every option keeps its machines', () => {
    for (const { from, to, cells } of rows) {
      for (const [i, cell] of cells.entries()) {
        const later = shown[i]!.steps.filter((step) => step.from <= to && step.to >= from);
        expect(new Set(later.map(({ machines }) => machines))).toEqual(new Set([cell.machines]));
      }
    }
  });

  it('after the first a row begins only where one of them needs other parts', () => {
    const changes = shown.flatMap(({ upgradePoints }) => upgradePoints.map(({ at }) => at));
    expect(rows.slice(1).map(({ from }) => from)).toEqual([...new Set(changes)].sort((a, b) => a - b));
  });
});

it('what is sold by the GB makes no row', () => {
  // B takes another 10 GB of snapshots at 27 practices: a step of its cost, and no other machine.
  const managedDb = compare({ tenants: 20 }, facts).quotes.filter(({ id }) => id === 'managed-db');
  expect(managedDb[0]!.steps.map(({ from }) => from)).toContain(27);
  expect(curveRows(managedDb).map(({ from }) => from)).not.toContain(27);
});

it('two options with steps at 10 and 25, and at 18, have rows from 1, 10, 18 and 25', () => {
  const rows = curveRows([withSteps([10, 25], 30), withSteps([18], 30)]);
  expect(rows.map(({ from, to, cells }) => [from, to, cells.map((cell) => cell.machines)])).toEqual([
    [1, 9, ['step 0', 'step 0']],
    [10, 17, ['step 1', 'step 0']],
    [18, 24, ['step 1', 'step 1']],
    [25, 30, ['step 2', 'step 1']],
  ]);
});

it('a step that both have at one count makes one row', () => {
  expect(curveRows([withSteps([10], 30), withSteps([10, 20], 30)]).map(({ from }) => from)).toEqual([1, 10, 20]);
});

it('every count has the cells that a look at each option finds', () => {
  const starts = fc.uniqueArray(fc.integer({ min: 2, max: 60 }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(starts, { minLength: 1, maxLength: 4 }), (all) => {
      const shown = all.map((at) => withSteps(at, 60));
      const rows = curveRows(shown);
      for (let tenants = 1; tenants <= 60; tenants++) {
        const covering = rows.filter(({ from, to }) => from <= tenants && tenants <= to);
        expect(covering).toHaveLength(1);
        // The step is the one whose number says how many have begun.
        expect(covering[0]!.cells.map(({ machines }) => machines)).toEqual(
          all.map((at) => `step ${at.filter((start) => start <= tenants).length}`),
        );
      }
    }),
  );
});

/** A quote whose parts change at each of `starts`, up to `last`. */
function withSteps(starts: readonly number[], last: number): Quote {
  const froms = [1, ...[...starts].sort((a, b) => a - b)];
  const steps = froms.map((from, i): CostStep => ({
    from,
    to: (froms[i + 1] ?? last + 1) - 1,
    plan: undefined,
    machines: `step ${i}`,
    net: undefined,
  }));
  const [point] = anyQuote!.upgradePoints;
  return { ...anyQuote!, steps, upgradePoints: froms.slice(1).map((at) => ({ ...point!, at })) };
}
