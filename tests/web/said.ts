/** What the page must say of a scenario today, asked from the library, and the way through its menu. */
import { answer, compare, netText, recommendedQuote, words, type Language, type ScenarioInput } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { plain } from './site.ts';

export const today = new Date().toISOString().slice(0, 10);
export const facts = factsOn(today);

export function sentenceOf(scenario: ScenarioInput, language: Language = 'de'): string {
  const { before, marked, after } = answer(compare(scenario, facts), words[language]).decision;
  return plain(before + marked + after);
}

/** The net price a month of the recommended plan. */
export function netOf(scenario: ScenarioInput, language: Language = 'de'): string {
  return plain(netText(recommendedQuote(compare(scenario, facts))!.bill!, words[language]));
}

export async function expectSentence(page: Page, scenario: ScenarioInput, language: Language = 'de'): Promise<void> {
  await expect.poll(async () => plain(await page.locator('h1').innerText()), { timeout: 15_000 }).toBe(sentenceOf(scenario, language));
}

/** Follows the menu to a page, as far as it answers. */
export async function toPage(page: Page, name: string, path: string): Promise<void> {
  await page.locator('nav.nav').getByRole('link', { name, exact: true }).click();
  await page.waitForURL((url) => url.pathname === path);
  await page.locator('main[data-live="true"]').waitFor();
}
