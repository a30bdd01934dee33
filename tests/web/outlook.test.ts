/** The outlook of the page: what would change the decision and the roadmap, as the library says them, also while practices change. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compare, flipBlocks, flips, type Block } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

const today = new Date().toISOString().slice(0, 10);
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it('while practices are changed quickly, the last question is answered, and no program is loaded in vain', async () => {
  const watched = await watchedPage(site);
  const { page } = watched;
  await page.goto(`${site.url}/?tenants=5`);
  await settled(page);
  for (const count of [9, 26, 60, 12]) {
    await page.locator('#tenants').fill(String(count));
    await page.waitForTimeout(count === 60 ? 600 : 100); // once long enough for a search to begin
  }
  await page.locator('[data-outlook=done]').waitFor({ timeout: 60_000 });
  const facts = factsOn(today);
  const comparison = compare({ tenants: 12 }, facts);
  const expected = sentencesOf(flipBlocks(flips(comparison.scenario, facts), { comparison, facts, language: 'de' }));
  const shown = await page.locator('.outlook .report').first().locator('li').allTextContents();
  expect(shown.map(plain)).toEqual(expected.map(plain));
  expect(watched.faults).toEqual([]);
  await watched.close();
});

function sentencesOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
}
