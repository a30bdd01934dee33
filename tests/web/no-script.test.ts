/** Every page in both languages without JavaScript: something to read, nothing broken, and no link that leads nowhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pages } from './pages.ts';
import { openSite, plain, watchedPage, type Site, type WatchedPage } from './site.ts';

let site: Site;
let watched: WatchedPage;
beforeAll(async () => {
  site = await openSite();
  watched = await watchedPage(site, { javaScriptEnabled: false });
});
afterAll(async () => {
  await watched.close();
  await site.close();
});

/** Addresses inside of the site that some page leads to, without their anchor. */
const found = new Map<string, string>();

describe.each(pages)('%s', (path, language) => {
  it('can be read', async () => {
    const { page } = watched;
    const response = await page.goto(site.url + path);
    expect(response!.status()).toBe(200);
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    const main = plain(await page.locator('main').innerText());
    expect(main.length).toBeGreaterThan(1000);
    expect(main).not.toMatch(/undefined|NaN|Infinity|\[object/);
    expect(await page.locator('h1').count()).toBe(1);
    expect(plain(await page.locator('h1').innerText()).length).toBeGreaterThan(5);
    expect(await page.title()).toContain('Ordiplan');
    expect(await page.locator('main table').filter({ visible: true }).count()).toBeGreaterThan(0);
    // Without scripts a browser gives up those that it was told to fetch early.
    expect(watched.faults.filter((fault) => !/^failed: \S+\.js$/.test(fault))).toEqual([]);
  });

  it('has no anchor that is not there', async () => {
    const { page } = watched;
    if (new URL(page.url()).pathname !== path) await page.goto(site.url + path);
    const { hrefs, ids } = await page.evaluate(() => ({
      hrefs: [...document.querySelectorAll('a[href], link[href]')].map((link) => (link as HTMLAnchorElement).href),
      ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
    }));
    expect(new Set(ids).size, 'ids of one page differ').toBe(ids.length);
    for (const href of hrefs) {
      const { origin, pathname, hash, search } = new URL(href);
      if (origin !== site.url) continue;
      found.set(pathname + search, path);
      if (pathname === path && hash !== '') expect(ids, href).toContain(decodeURIComponent(hash.slice(1)));
    }
  });
});

it('no link inside of the site is dead', async () => {
  expect(found.size).toBeGreaterThan(pages.length);
  for (const [address, from] of found) {
    const response = await fetch(site.url + address);
    expect(response.status, `${address}, linked from ${from}`).toBe(200);
    // The preview answers an unknown path with a page of its own.
    expect((await response.text()).length, address).toBeGreaterThan(0);
  }
});

it('every page of the menu is among those that were read', async () => {
  await watched.page.goto(`${site.url}/`);
  const menu = await watched.page
    .locator('nav.nav a')
    .evaluateAll((all) => all.map((one) => new URL((one as HTMLAnchorElement).href).pathname));
  expect(menu.toSorted()).toEqual(
    pages
      .filter(([path, language]) => language === 'de' && path !== '/')
      .map(([path]) => path)
      .toSorted(),
  );
});

it('on a phone the menu opens, closes by Escape, and leads on', async () => {
  const { page, close } = await watchedPage(site, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.goto(`${site.url}/de/`);
  const menu = page.locator('nav.nav');
  expect(await menu.isVisible()).toBe(false);
  await page.locator('.menu-button').click();
  expect(await menu.isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await menu.isVisible()).toBe(false);
  await page.locator('.menu-button').click();
  await menu.getByRole('link', { name: 'Preise' }).click();
  await page.waitForURL('**/de/preise/');
  await close();
});
