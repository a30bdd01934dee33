/** Links in a real browser: kept ones say what they said, the addresses of the first site work, and an old answer stands beside the new one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, dayText, linkOf, words, type ScenarioInput } from '@ordiplan/planner';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptLink } from '../planner/links-forever.test.ts';
import { realFaults } from './pages.ts';
import { facts, netOf, sentenceOf, today } from './said.ts';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const kept = (JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/links.json'), 'utf8')) as { links: KeptLink[] }).links;

async function sentenceOn(page: Page): Promise<string> {
  await settled(page);
  return plain(await page.locator('h1').innerText());
}

/** By what they are about: the shortest, all targets, files and mail, figures, a second scenario. */
const opened = ['/?tenants=25', 'targetOperatorHours', 'adminNetworks=198.51.100.7%2F32', 'usersPerPractice~4~6~9', '/de/?v=1'];

it.each(opened)('the kept link with "%s" opens, and says the decision of the library', async (part) => {
  const link = kept.find((one) => one.link.includes(part))!;
  const watched = await watchedPage(site);
  await watched.page.goto(site.url + link.link);
  expect(await sentenceOn(watched.page)).toBe(sentenceOf(link.states, 'de'));
  expect(await watched.page.locator('main > .notice[role="alert"]').count()).toBe(0);
  expect(await watched.page.getByRole('button', { name: 'Vergleich lösen', pressed: true }).count()).toBe(link.beside ? 1 : 0);
  expect(realFaults(watched.faults)).toEqual([]);
  await watched.close();
});

it('the addresses of the first site work: "/" and "/en/"', async () => {
  const watched = await watchedPage(site);
  for (const [path, language] of [
    ['/?tenants=25', 'de'],
    ['/en/?tenants=25', 'en'],
  ] as const) {
    await watched.page.goto(site.url + path);
    expect(await sentenceOn(watched.page)).toBe(sentenceOf({ tenants: 25 }, language));
    expect(await watched.page.getAttribute('html', 'lang')).toBe(language);
  }
  expect(realFaults(watched.faults)).toEqual([]);
  await watched.close();
});

describe('a link of a former day', () => {
  const old = kept.find(({ stamp }) => stamp?.on === '2026-05-10')!;

  it.each([
    ['de', '/', 'Damals und heute', '15,69 €', 'haben sich Preise geändert'],
    ['en', '/en/', 'Then and now', '€15.69', 'Prices have changed'],
  ] as const)('says what it said and what holds now, in %s', async (language, path, title, then, cause) => {
    const watched = await watchedPage(site);
    const { page } = watched;
    await page.goto(site.url + path + old.link.slice(1));
    expect(await sentenceOn(page)).toBe(sentenceOf(old.states, language));
    const notice = page.getByRole('complementary', { name: title });
    const text = plain(await notice.innerText());
    expect(text).toContain(cause);
    const [first, second] = (await notice.locator('tbody tr').allInnerTexts()).map(plain);
    const now = netOf(old.states, language);
    expect(first).toContain(plain(dayText('2026-05-10', language)));
    expect(first).toContain(words[language].planName.single);
    expect(second).toContain(plain(dayText(today, language)));
    expect([first, second].map((row) => row!.includes(then))).toEqual([true, false]);
    expect([first, second].map((row) => row!.includes(now))).toEqual([false, true]);
    expect(plain(await page.locator('.findings .price .num').innerText())).toBe(now);
    // It is kept as it was, so that it can be passed on, until something is changed.
    expect(new URL(page.url()).search).toBe(old.link.slice(1));
    await page.reload();
    await settled(page);
    expect(await notice.count()).toBe(1);
    await page.fill('#tenants', '26');
    await notice.waitFor({ state: 'detached' });
    const scenario: ScenarioInput = { ...old.states, tenants: 26 };
    await expect.poll(() => new URL(page.url()).search).toBe(`?${linkOf(compare(scenario, facts))}`);
    expect(realFaults(watched.faults)).toEqual([]);
    await watched.close();
  });

  it('is let go of on demand: the address then says the answer of today', async () => {
    const watched = await watchedPage(site);
    const { page } = watched;
    await page.goto(site.url + old.link);
    await settled(page);
    await page.locator('.notice.since button').click();
    await expect.poll(() => new URL(page.url()).search).toBe(`?${linkOf(compare(old.states, facts))}`);
    expect(await page.locator('.notice.since').count()).toBe(0);
    expect(realFaults(watched.faults)).toEqual([]);
    await watched.close();
  });

  it('goes along from page to page and into the other language', async () => {
    const watched = await watchedPage(site);
    const { page } = watched;
    await page.goto(site.url + old.link);
    await settled(page);
    await page.getByRole('navigation', { name: 'Seiten' }).first().getByRole('link', { name: 'Vergleich' }).click();
    await page.waitForURL(/\/de\/vergleich\//);
    expect(await page.locator('.notice.since').count()).toBe(1);
    await page.getByRole('link', { name: 'English' }).first().click();
    await page.waitForURL(/\/en\/comparison\//);
    await page.getByRole('complementary', { name: 'Then and now' }).waitFor();
    expect(new URL(page.url()).search).toBe(old.link.slice(1));
    expect(realFaults(watched.faults)).toEqual([]);
    await watched.close();
  });
});

it('a link made today tells nothing of then and now', async () => {
  const watched = await watchedPage(site);
  await watched.page.goto(`${site.url}/?${linkOf(compare({ tenants: 25 }, facts))}`);
  expect(await sentenceOn(watched.page)).toBe(sentenceOf({ tenants: 25 }, 'de'));
  expect(await watched.page.locator('.notice.since').count()).toBe(0);
  expect(realFaults(watched.faults)).toEqual([]);
  await watched.close();
});
