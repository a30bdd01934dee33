/** The bill from the other side: what the emitted OpenTofu files buy, read from them alone, costs what the quote says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type Quote, type Scenario } from '@ordiplan/planner';
import { openTofu } from '../../../packages/planner/src/manifests/opentofu.ts';
import { siteOf, type Brief } from '../../../packages/planner/src/manifests/site.ts';
import { billOf } from '../../../packages/planner/src/options/facts.ts';
import type { Component } from '../../../packages/planner/src/options/plan.ts';
import { briefOf } from '../../../packages/planner/src/set-up.ts';
import { boughtIn } from '../../manifests/hcl-bill.ts';
import { ruleFaults } from '../../manifests/hcl-rules.ts';
import { moduleOf, type Module } from '../../manifests/hcl.ts';
import { layouts } from '../../manifests/bundles.ts';
import { euros, facts } from '../answers.ts';
import { anyScenario } from '../any-scenario.ts';

const read = new Map<string, Module>();

/** The folder of a quote. The parser is the slow part, so names that cost nothing are the same in all of them. */
async function folderOf(scenario: Scenario, brief: Brief): Promise<Module> {
  const { backupTo, os } = scenario;
  const wishes = { ...brief.wishes, project: 'ordination', adminNetworks: '198.51.100.7/32', backupTo, os };
  const plan = { ...brief.plan, tenants: 1, domain: 'ordination.example' };
  const files = openTofu(siteOf({ ...brief, plan, wishes, stamp: { prices: '', permalink: '' } }));
  const key = Object.entries(files)
    .map(([path, text]) => `${path}\n${text}`)
    .join('\n');
  if (!read.has(key)) read.set(key, await moduleOf(files));
  return read.get(key)!;
}

async function expectSameBill(scenario: Scenario, quote: Quote, brief: Brief): Promise<void> {
  const module = await folderOf(scenario, brief);
  const components = boughtIn(module).map((part): Component => ({ id: '', role: 'server', runs: [], ...part, site: 'nbg1' }));
  const bill = billOf({ ...quote.plan!, components }, scenario, facts.book);
  const lines = (items: typeof bill.items) => items.map(({ sku, quantity, cost }) => [sku, quantity, euros(cost)] as const).toSorted();
  expect(lines(bill.items)).toEqual(lines(quote.bill!.items));
  expect([euros(bill.net), euros(bill.gross), euros(bill.knownNet)]).toEqual([
    euros(quote.bill!.net),
    euros(quote.bill!.gross),
    euros(quote.bill!.knownNet),
  ]);
  expect(ruleFaults(module, { isOldList: scenario.prices === 'quoted' })).toEqual([]);
}

describe('the bill of the emitted files is that of the quote, to the cent, for', () => {
  it.each(layouts)('$name', async ({ id, input }) => {
    const comparison = compare(input, facts);
    const quote = comparison.quotes.find((one) => one.id === id)!;
    expect(boughtIn(await folderOf(comparison.scenario, briefOf(comparison, id, facts))).length).toBeGreaterThan(1);
    await expectSameBill(comparison.scenario, quote, briefOf(comparison, id, facts));
  });

  it('200 random scenarios and every design of each that is built', async () => {
    let plans = 0;
    for (const scenario of fc.sample(anyScenario, { numRuns: 200, seed: 20261124 })) {
      const comparison = compare(scenario, facts);
      for (const quote of comparison.quotes) {
        if (!quote.plan || quote.id === 'three-mongods') continue;
        await expectSameBill(comparison.scenario, quote, briefOf(comparison, quote.id, facts));
        plans++;
      }
    }
    expect(plans).toBeGreaterThan(800);
  }, 600_000);
});
