/** After one visit the site works without a network: every page, every input, and the files of the set-up. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pages, realFaults } from './pages.ts';
import { sentenceOf } from './said.ts';
import { openSite, plain, settled, watchedPage, type Site, type WatchedPage } from './site.ts';

let site: Site;
let watched: WatchedPage;
const missing: string[] = [];
beforeAll(async () => {
  site = await openSite();
  watched = await watchedPage(site);
  await watched.page.goto(`${site.url}/`);
  await storedAll(watched.page);
  await watched.page.context().setOffline(true);
  // A page that is left gives up what it was fetching; everything else must be there.
  watched.page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') missing.push(request.url());
  });
});
afterAll(async () => {
  await watched.close();
  await site.close();
});

/** Waits until the worker has stored everything and answers for this page. */
async function storedAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
    }
  });
}

it('the network is really gone', async () => {
  const reached = await watched.page.evaluate(() =>
    fetch('/there-is-no-such-file.txt').then(
      () => 'reached',
      () => 'not reached',
    ),
  );
  expect(reached).toBe('not reached');
  missing.length = 0;
  watched.faults.length = 0;
});

it.each(pages)('%s opens by its address with inputs, and again', async (path) => {
  const { page } = watched;
  for (const again of [false, true]) {
    if (again) await page.reload();
    else await page.goto(`${site.url}${path}?tenants=25`);
    await page.locator('main[data-live="true"]').waitFor();
    expect(plain(await page.locator('main').innerText()).length).toBeGreaterThan(1000);
    expect(await page.locator('h1').count()).toBe(1);
  }
  expect([...missing.splice(0), ...realFaults(watched.faults.splice(0))]).toEqual([]);
});

it.each(['de', 'en'] as const)('every page opens from the menu, in %s', async (language) => {
  const { page } = watched;
  await page.goto(`${site.url}/${language}/?tenants=25`);
  await settled(page);
  const own = pages.filter(([path, spoken]) => spoken === language && path !== '/' && path !== `/${language}/`);
  for (const [path] of own) {
    await page.locator(`nav.nav a[href^="${path}"]`).click();
    await page.waitForURL((url) => url.pathname === path);
    await page.locator('main[data-live="true"]').waitFor();
    expect(await page.locator('nav.nav a[aria-current="page"]').getAttribute('href')).toContain(path);
    expect(new URL(page.url()).search).toContain('tenants=25');
  }
  expect([...missing.splice(0), ...realFaults(watched.faults.splice(0))]).toEqual([]);
});

it('an input changes the answer, with its ranges', async () => {
  const { page } = watched;
  await page.goto(`${site.url}/`);
  await page.fill('#tenants', '40');
  await settled(page);
  await expect.poll(async () => plain(await page.locator('h1').innerText())).toBe(sentenceOf({ tenants: 40, tenantsIn12Months: 30 }, 'de'));
  expect(plain(await page.locator('.findings .price .rng').innerText())).toContain('in 8 von 10 Fällen');
  expect([...missing.splice(0), ...realFaults(watched.faults.splice(0))]).toEqual([]);
});

it('the files of the set-up can be taken', async () => {
  const { page } = watched;
  await page.goto(`${site.url}/en/set-up/?tenants=25`);
  await page.locator('.code code', { hasText: 'for 25 practices' }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.archive').click()]);
  expect(download.suggestedFilename()).toBe('ordination-single.tar.gz');
  expect([...missing.splice(0), ...realFaults(watched.faults.splice(0))]).toEqual([]);
});
