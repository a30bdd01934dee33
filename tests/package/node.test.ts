/** Node reads the installed package without flags and warnings, and it calculates what the sources calculate. */
import { describe, expect, it } from 'vitest';
import * as sources from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { nodes, run, write } from './run.ts';

const today = '2026-11-24';

const scenarios: readonly sources.ScenarioInput[] = [
  { tenants: 1 },
  { tenants: 25 },
  { tenants: 20, prices: 'quoted' },
  { tenants: 60, profile: 'production', jurisdiction: 'DE', vat: 'DE' },
  { tenants: 400, outageEuroPerHour: 50 },
];

describe.each(nodes)('in %s', (node) => {
  it.each(scenarios)('the comparison of %j is that of the sources to the last digit', async (scenario) => {
    const program = `
      import { compare, toJson } from '@ordiplan/planner';
      import { factsOn } from '@ordiplan/planner/facts';
      process.stdout.write(toJson(compare(${JSON.stringify(scenario)}, factsOn('${today}'))));`;
    const { stdout, stderr } = await run(node, ['--input-type=module', '--eval', program]);
    expect(stderr).toBe('');
    expect(stdout).toBe(sources.toJson(sources.compare(scenario, factsOn(today))));
  });

  it('everything that the sources export is there', async () => {
    const program = "console.log(JSON.stringify(Object.keys(await import('@ordiplan/planner'))))";
    const { stdout } = await run(node, ['--input-type=module', '--eval', program]);
    expect(JSON.parse(stdout)).toEqual(Object.keys(sources).sort());
  });

  it('require finds the package too', async () => {
    const file = write('require.cjs', "console.log(require('@ordiplan/planner').erlangC(1, 2));");
    const { stdout } = await run(node, [file]);
    expect(Number(stdout)).toBeCloseTo(1 / 3, 12); // M/M/2 at half load: 2ρ² / (1 + ρ)
  });

  it('a wrong input throws an error with a code', async () => {
    const program = `
      import { compare, PlannerError } from '@ordiplan/planner';
      import { factsOn } from '@ordiplan/planner/facts';
      try { compare({ tenants: 0 }, factsOn('${today}')); }
      catch (error) { console.log(error instanceof PlannerError, error.code); }`;
    const { stdout } = await run(node, ['--input-type=module', '--eval', program]);
    expect(stdout.trim()).toMatch(/^true scenario\./);
  });
});
