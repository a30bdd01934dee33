/** On paper: values instead of controls, nothing to press, the answer with price, day and what it is worth, on few pages. */
import { answer, compare, dayText, euroText, recommendedQuote, words, type Language } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const today = new Date().toISOString().slice(0, 10);
const scenario = { tenants: 12, tenantsIn12Months: 30 } as const;
const query = '?tenants=12&tenantsIn12Months=30';
const comparison = compare(scenario, factsOn(today));
const worth = { de: 'Schätzung, kein Angebot', en: 'Estimate, not a quotation' } as const;

const pages = {
  calculator: { de: '/de/', en: '/en/', mostPages: 6 },
  compliance: { de: '/de/nachweise/', en: '/en/compliance/', mostPages: 7 },
  setup: { de: '/de/aufbau/', en: '/en/set-up/', mostPages: 20 },
} as const;

describe.each(['de', 'en'] as const)('in %s', (language) => {
  it.each(Object.entries(pages))(
    'the page %s prints what it says, light, without anything to press',
    async (name, { [language]: path, mostPages }) => {
      // The screen is dark: paper is not.
      const { page, faults, close } = await watchedPage(site, { colorScheme: 'dark' });
      await page.goto(site.url + path + query);
      await settled(page);
      const sheets = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      const count = pagesOf(sheets);
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(mostPages);
      await page.emulateMedia({ media: 'print' });
      const text = plain(await page.locator('main').innerText());
      expect(text).toContain(worth[language]);
      expect(text).toContain(plain(dayText(today, language)));
      if (name !== 'setup') for (const part of saidIn(language)) expect(text).toContain(part);
      expect(
        await visible(
          page,
          '.nav, .switches, .menu, .menu-button, .export, .skip, main button:not(.figure-link, [aria-expanded]), main input[type="range"]',
        ),
      ).toEqual([]);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
      // No closed part hides anything.
      const hidden = await page
        .locator('main details:not([open], .export) > :not(summary)')
        .evaluateAll((all) =>
          all.filter((one) => one.parentElement!.checkVisibility() && !one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80)),
        );
      expect(hidden).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      expect(faults).toEqual([]);
      await close();
    },
  );
});

it('the inputs of the calculator are printed as values: numbers, phase, law, without frames', async () => {
  const { page, close } = await watchedPage(site);
  await page.goto(`${site.url}/de/${query}&profile=production`);
  await settled(page);
  await page.emulateMedia({ media: 'print' });
  const controls = page.locator('#tenants, #tenantsIn12Months, select[name="profile"], select[name="jurisdiction"]');
  expect(await controls.count()).toBe(4);
  for (const control of await controls.all()) {
    expect(await control.isVisible()).toBe(true);
    const { border, look } = await control.evaluate((one) => {
      const { borderTopWidth, appearance } = getComputedStyle(one);
      return { border: borderTopWidth, look: appearance };
    });
    expect([border, look]).toEqual(['0px', 'none']);
  }
  // The calculation of the price is open, whatever was closed on the screen.
  await page.emulateMedia({ media: 'screen' });
  await page.locator('.proof > summary').click();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.proof table').evaluate((table) => table.checkVisibility())).toBe(true);
  await close();
});

it('what is opened for the printer is closed again afterwards, and the chart is as before', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/de/${query}`);
  await settled(page);
  await page.locator('.growth').scrollIntoViewIfNeeded();
  await page.locator('.growth canvas[data-drawn]').waitFor();
  const state = () =>
    page.evaluate(() => ({
      // What changes the decision is searched anew meanwhile, and brings a list of its own.
      open: [...document.querySelectorAll('main details:not(.outlook details)')].map((details) => (details as HTMLDetailsElement).open),
      width: document.querySelector('.growth canvas')!.clientWidth,
      theme: document.documentElement.dataset.theme,
    }));
  const before = await state();
  expect(before.open).toContain(false);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const during = await state();
  expect(during.open.filter((isOpen) => !isOpen)).toHaveLength(1);
  expect(during.width).toBeLessThanOrEqual(680);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(await state()).toEqual(before);
  expect(faults).toEqual([]);
  await close();
});

it.each([
  ['de', '/de/'],
  ['en', '/en/'],
] as const)('in %s the example prints without JavaScript, with no hole where the chart would be', async (language, path) => {
  const { page, close } = await watchedPage(site, { javaScriptEnabled: false });
  await page.goto(site.url + path);
  await page.emulateMedia({ media: 'print' });
  const text = plain(await page.locator('main').innerText());
  for (const part of saidIn(language)) expect(text).toContain(part);
  expect(await page.locator('.growth .plot-space').isVisible()).toBe(false);
  expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBeLessThanOrEqual(6);
  await close();
});

/** Decision and price, as text of the page. */
function saidIn(language: Language): string[] {
  const { decision } = answer(comparison, words[language]);
  const net = recommendedQuote(comparison)!.bill!.net!.likely!;
  return [plain(`${decision.before}${decision.marked}${decision.after}`), plain(euroText(net, language))];
}

function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}

async function visible(page: Page, selector: string): Promise<string[]> {
  const all = page.locator(selector);
  return all.evaluateAll((found) => found.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 100)));
}
