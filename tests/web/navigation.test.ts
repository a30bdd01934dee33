/** Ways through the site: back and forward, undo and redo, the way back to a default, and the menu by keyboard on a phone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realFaults } from './pages.ts';
import { expectSentence, toPage } from './said.ts';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('back and forward', () => {
  it('bring back the scenario that each address says', async () => {
    const { page, faults, close } = await watchedPage(site);
    await page.goto(`${site.url}/?tenants=25`);
    await settled(page);
    await expectSentence(page, { tenants: 25 });
    await page.fill('#tenants', '60');
    await expectSentence(page, { tenants: 60 });
    await page.waitForURL(/tenants=60/);
    await toPage(page, 'Vergleich', '/de/vergleich/');
    await toPage(page, 'Rechner', '/de/');
    await expectSentence(page, { tenants: 60 });
    await page.fill('#tenants', '8');
    await expectSentence(page, { tenants: 8 });
    await page.waitForURL(/\/de\/\?.*tenants=8&/);
    await page.goBack();
    await page.waitForURL(/\/de\/vergleich\/\?.*tenants=60/);
    await page.goBack();
    await page.waitForURL((url) => url.pathname === '/' && url.search.includes('tenants=60'));
    await expectSentence(page, { tenants: 60 });
    await page.goForward();
    await page.waitForURL(/\/de\/vergleich\/\?.*tenants=60/);
    await page.goForward();
    await page.waitForURL(/\/de\/\?.*tenants=8/);
    await expectSentence(page, { tenants: 8 });
    expect(realFaults(faults)).toEqual([]);
    await close();
  });

  it('may be pressed quickly: no address is written over on the way', async () => {
    const { page, faults, close } = await watchedPage(site);
    await page.goto(`${site.url}/?tenants=25`);
    await settled(page);
    await page.fill('#tenants', '60');
    await expectSentence(page, { tenants: 60 });
    await page.waitForURL(/tenants=60/);
    await toPage(page, 'Vergleich', '/de/vergleich/');
    await toPage(page, 'Rechner', '/de/');
    await page.fill('#tenants', '8');
    await expectSentence(page, { tenants: 8 });
    await page.waitForURL(/\/de\/\?.*tenants=8&/);
    for (let times = 0; times < 3; times++) {
      await page.goBack();
      await page.goBack();
      await page.waitForURL((url) => url.pathname === '/' && url.search.includes('tenants=60'));
      await expectSentence(page, { tenants: 60 });
      await page.goForward();
      await page.goForward();
      await page.waitForURL(/\/de\/\?.*tenants=8/);
      await expectSentence(page, { tenants: 8 });
      await page.waitForURL(/\/de\/\?.*tenants=8&/);
    }
    expect(realFaults(faults)).toEqual([]);
    await close();
  });

  it('bring back the example of a bare address, and the language', async () => {
    const { page, faults, close } = await watchedPage(site);
    const example = { tenants: 12, tenantsIn12Months: 30 };
    await page.goto(`${site.url}/de/`, { waitUntil: 'networkidle' });
    await page.getByRole('link', { name: 'English' }).first().click();
    await page.waitForURL(/\/en\/$/);
    await settled(page);
    await expectSentence(page, example, 'en');
    await page.goBack();
    await page.waitForURL(/\/de\/$/);
    await expectSentence(page, example, 'de');
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    expect(realFaults(faults)).toEqual([]);
    await close();
  });
});

describe('undo and redo', () => {
  it('go step by step by their buttons; there is nothing to undo at first, and nothing to redo after a change', async () => {
    const { page, faults, close } = await watchedPage(site);
    await page.goto(`${site.url}/?tenants=25`);
    await settled(page);
    const undo = page.getByRole('button', { name: 'Rückgängig' });
    const redo = page.getByRole('button', { name: 'Wiederholen' });
    expect([await undo.isDisabled(), await redo.isDisabled()]).toEqual([true, true]);
    await page.fill('#tenants', '60');
    await expectSentence(page, { tenants: 60 });
    await page.locator('select[name=vat]').selectOption('DE');
    await expectSentence(page, { tenants: 60, vat: 'DE' });
    await undo.click();
    await expectSentence(page, { tenants: 60 });
    expect(await page.locator('select[name=vat]').inputValue()).toBe('AT');
    await undo.click();
    await expectSentence(page, { tenants: 25 });
    expect(await page.inputValue('#tenants')).toBe('25');
    expect([await undo.isDisabled(), await redo.isDisabled()]).toEqual([true, false]);
    await redo.click();
    await expectSentence(page, { tenants: 60 });
    // The answer comes first, the address a frame later.
    await page.waitForURL(/tenants=60/);
    await page.fill('#tenants', '30');
    await expectSentence(page, { tenants: 30 });
    expect(await redo.isDisabled()).toBe(true);
    expect(realFaults(faults)).toEqual([]);
    await close();
  });

  it('go by keys, but not inside of a field, which has its own', async () => {
    const { page, faults, close } = await watchedPage(site);
    await page.goto(`${site.url}/?tenants=25`);
    await settled(page);
    await page.locator('select[name=profile]').selectOption('production');
    await expectSentence(page, { tenants: 25, profile: 'production' });
    await page.keyboard.press('Control+z');
    await expectSentence(page, { tenants: 25 });
    await page.keyboard.press('Control+Shift+Z');
    await expectSentence(page, { tenants: 25, profile: 'production' });
    await page.keyboard.press('Control+z');
    await expectSentence(page, { tenants: 25 });
    await page.keyboard.press('Control+y');
    await expectSentence(page, { tenants: 25, profile: 'production' });
    await page.locator('#tenants').focus();
    await page.keyboard.press('Control+z');
    await expectSentence(page, { tenants: 25, profile: 'production' });
    expect(realFaults(faults)).toEqual([]);
    await close();
  });

  it('reach over pages: what was changed on one is undone on another', async () => {
    const { page, faults, close } = await watchedPage(site);
    await page.goto(`${site.url}/?tenants=25`);
    await settled(page);
    await page.fill('#tenants', '60');
    await expectSentence(page, { tenants: 60 });
    await page.waitForURL(/tenants=60/);
    await toPage(page, 'Vergleich', '/de/vergleich/');
    await page.keyboard.press('Control+z');
    await page.waitForURL(/tenants=25/);
    await toPage(page, 'Rechner', '/de/');
    await expectSentence(page, { tenants: 25 });
    expect(realFaults(faults)).toEqual([]);
    await close();
  });
});

it('each field goes back to its default on its own, and only once it was changed', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/?tenants=25`);
  await settled(page);
  const back = page.getByRole('button', { name: /auf den Vorgabewert zurück/ });
  expect(await back.count()).toBe(0);
  await page.locator('select[name=vat]').selectOption('DE');
  await page.locator('select[name=profile]').selectOption('production');
  await expectSentence(page, { tenants: 25, vat: 'DE', profile: 'production' });
  expect(await back.count()).toBe(2);
  await page
    .locator('.choice', { has: page.locator('select[name=vat]') })
    .locator('.reset-field')
    .click();
  await expectSentence(page, { tenants: 25, profile: 'production' });
  expect(await page.locator('select[name=vat]').inputValue()).toBe('AT');
  await page.waitForURL((url) => !url.search.includes('vat='));
  expect(await back.count()).toBe(1);
  expect(realFaults(faults)).toEqual([]);
  await close();
});

it('what is typed before the page can listen is answered once it can, without another touch', async () => {
  const { page, faults, close } = await watchedPage(site);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/_app/immutable/entry/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${site.url}/`, { waitUntil: 'commit' });
  await page.fill('#tenants', '40');
  release();
  await expectSentence(page, { tenants: 40, tenantsIn12Months: 30 });
  await page.waitForURL(/tenants=40/);
  expect(await page.inputValue('#tenants')).toBe('40');
  expect(realFaults(faults)).toEqual([]);
  await close();
});

it('on a phone, the menu opens and leads on by keyboard alone', async () => {
  const { page, faults, close } = await watchedPage(site, { viewport: { width: 390, height: 844 } });
  await page.goto(`${site.url}/?tenants=25`);
  await settled(page);
  expect(await page.locator('nav.nav').isVisible()).toBe(false);
  await tabTo(page, () => document.activeElement?.matches('.menu-button') ?? false);
  await page.keyboard.press('Enter');
  expect(await page.locator('nav.nav').isVisible()).toBe(true);
  await tabTo(page, () => (document.activeElement as HTMLAnchorElement | null)?.pathname === '/de/preise/');
  expect(await page.evaluate(() => document.activeElement!.getBoundingClientRect().height)).toBeGreaterThanOrEqual(24);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/de\/preise\/\?.*tenants=25/);
  await page.locator('main[data-live="true"]').waitFor();
  expect(await page.locator('nav.nav').isVisible()).toBe(false);
  expect(plain(await page.locator('.menu-button').innerText())).toContain('Preise');
  expect(realFaults(faults)).toEqual([]);
  await close();
});

it('the first stop of the keyboard leads past the menu', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/de/preise/`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement!.className)).toContain('skip');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement!.closest('main') !== null)).toBe(true);
  expect(realFaults(faults)).toEqual([]);
  await close();
});

async function tabTo(page: Page, isThere: () => boolean): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(isThere)) return;
  }
  throw new Error('Tab never reached it.');
}
