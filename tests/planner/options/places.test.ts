/** Places: where the parts of every design stand, and that no two of them are mistaken for each other. */
import { describe, expect, it } from 'vitest';
import { compare, planIds, type Component, type Plan } from '@ordiplan/planner';
import { options } from '../../../packages/planner/src/options/index.ts';
import { facts } from '../answers.ts';

const plans = [1, 20, 60, 150, 400].flatMap((tenants) =>
  compare({ tenants }, facts).quotes.flatMap(({ id, plan }) => (plan ? [{ name: `${id} of ${tenants}`, id, plan }] : [])),
);

it('every design has a plan among those looked at, and the options stand in the order of the ids', () => {
  expect(new Set(plans.map(({ id }) => id))).toEqual(new Set(planIds));
  expect(options.map(({ id }) => id)).toEqual(planIds);
});

describe.each(plans)('$name', ({ id, plan }) => {
  const { components } = plan;

  it('gives every part a name of its own that fits into a file', () => {
    const names = components.map((component) => component.id);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it('gives the servers of one network different private addresses, and every server one', () => {
    for (const cell of cellsOf(plan)) {
      const machines = cell.filter(({ sku }) => sku.startsWith('hetzner.cloud.c'));
      const addresses = machines.map(({ privateIp }) => privateIp);
      expect(new Set(addresses).size).toBe(machines.length);
      for (const address of addresses) expect(address).toMatch(/^10\.0\.0\.([2-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-4])$/);
    }
  });

  it('gives every server a public address at its site', () => {
    for (const { id: name, site } of components.filter(({ privateIp }) => privateIp !== undefined)) {
      expect(components).toContainEqual(expect.objectContaining({ id: `${name}-ipv4`, role: 'address', site }));
    }
  });

  it('keeps each off-site backup away from every machine and store that serves the data it holds', () => {
    const holds = components.filter(({ runs }) => runs.includes('files') || runs.includes('database'));
    for (const backup of components.filter(({ role }) => role === 'off-site-backup')) {
      // Snapshots stay with the vendor of the database, in three zones: they are another thing than the box. The copy of
      // a third vote serves nobody and never becomes primary.
      const sources = holds.filter(({ role }) => role !== 'managed-database' && role !== 'vote');
      expect(sources.map(({ site }) => site)).not.toContain(backup.site);
    }
  });

  it('loses no backup together with the last running copy of the database but one, whichever site is lost', () => {
    for (const backup of components.filter(({ role }) => role === 'off-site-backup')) {
      const copies = components.filter(({ runs, role, cell }) => runs.includes('database') && role === 'vote' && cell === backup.cell);
      if (copies.every(({ site }) => site !== backup.site)) continue;
      const left = components.filter(({ runs, site, cell }) => runs.includes('database') && site !== backup.site && cell === backup.cell);
      expect(new Set(left.map(({ site }) => site)).size).toBe(2);
    }
  });

  it('runs the software, the files and the database', () => {
    for (const cell of cellsOf(plan)) {
      const runs = new Set(cell.flatMap((part) => part.runs));
      for (const slot of ['app', 'files', 'database'] as const) expect(runs).toContain(slot);
    }
  });

  it('counts an odd number of votes, or finds none missing', () => {
    for (const cell of cellsOf(plan)) {
      const votes = cell.filter(({ runs, role }) => (runs.includes('database') || runs.includes('vote')) && role !== 'managed-database');
      if (id === 'pair-as-quoted') expect(votes).toHaveLength(2);
      else expect([0, 1, 3]).toContain(votes.length);
    }
  });
});

describe('the third vote', () => {
  const withVote = plans.filter(({ plan }) => plan.components.some(({ role }) => role === 'vote'));

  it('belongs to each pair as we build it', () => {
    expect(new Set(withVote.map(({ id }) => id))).toEqual(new Set(['pair', 'pair-two-sites', 'pair-cells']));
  });

  it.each(withVote)('of $name stands where no other data node stands', ({ plan }) => {
    for (const cell of cellsOf(plan)) {
      const votes = cell.filter(({ role }) => role === 'vote');
      const dataSites = cell.filter(({ runs, role }) => runs.includes('database') && role !== 'vote').map(({ site }) => site);
      expect(votes).toHaveLength(1);
      expect(dataSites).toHaveLength(2);
      expect(dataSites).not.toContain(votes[0]!.site);
    }
  });

  it.each(withVote.filter(({ id }) => id === 'pair-two-sites'))('of $name leaves a majority whichever site is lost', ({ plan }) => {
    const sites = plan.components.filter(({ runs }) => runs.includes('database') || runs.includes('vote')).map(({ site }) => site);
    for (const lost of sites) expect(sites.filter((site) => site !== lost)).toHaveLength(2);
  });
});

describe('cells', () => {
  const inCells = plans.filter(({ plan }) => plan.size.cells !== undefined);

  it('are how A and C grow, and are at least two', () => {
    expect(new Set(inCells.map(({ id }) => id))).toEqual(new Set(['single-cells', 'pair-cells']));
    for (const { plan } of inCells) expect(plan.size.cells).toBeGreaterThanOrEqual(2);
  });

  it.each(inCells)('of $name are numbered from 1, alike, and whole', ({ plan }) => {
    const numbers = [...new Set(plan.components.map(({ cell }) => cell))];
    expect(numbers).toEqual(Array.from({ length: plan.size.cells! }, (_, i) => i + 1));
    const [first, ...others] = cellsOf(plan).map((cell) => cell.map(bare));
    for (const other of others) expect(other).toEqual(first);
  });
});

/** The parts of each cell; of a plan without cells, all. */
function cellsOf({ components }: Plan): Component[][] {
  const numbers = [...new Set(components.map(({ cell }) => cell))];
  return numbers.map((number) => components.filter(({ cell }) => cell === number));
}

/** A part without what tells its cell. */
function bare({ id, cell, ...part }: Component) {
  return { ...part, id: id.replace(`cell-${cell}-`, '') };
}
