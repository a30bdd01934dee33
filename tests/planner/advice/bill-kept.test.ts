/** A bill is written once for the same parts: whichever question came before, it is the bill that a fresh calculation gives. */
import { expect, it } from 'vitest';
import { compare, parseScenario, vatIds, type ScenarioInput } from '@ordiplan/planner';
import { billOf } from '../../../packages/planner/src/options/facts.ts';
import { facts } from '../answers.ts';

it.each(['storage-box', 's3'] as const)('with the backup in %s, for 1 to 150 practices and every VAT in turn', (backupTo) => {
  let compared = 0;
  for (let tenants = 1; tenants <= 150; tenants++) {
    const input: ScenarioInput = { tenants, backupTo, vat: vatIds[tenants % vatIds.length]! };
    const scenario = parseScenario(input, facts.today);
    for (const { plan, bill } of compare(input, facts).quotes) {
      if (!plan) continue;
      expect(bill, `${plan.id} at ${tenants}`).toEqual(billOf(plan, scenario, facts.book));
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(1500);
});
