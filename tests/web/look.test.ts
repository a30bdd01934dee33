/** What must hold for every picture of the page: no sideways scrolling, nothing a screen reader cannot follow. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite, pages, settled, watchedPage, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pictures = [
  ...pages.flatMap(({ de, en }) =>
    (['light', 'dark'] as const).flatMap((scheme) => [[de, 1280, scheme] as const, [en, scheme === 'light' ? 390 : 320, scheme] as const]),
  ),
  // The other way round, so that each language is seen wide and narrow.
  ...pages.flatMap(({ de, en }) => [[en, 1280, 'light'] as const, [en, 768, 'dark'] as const, [de, 390, 'dark'] as const]),
  ['/de/?tenants=20&prices=quoted', 390, 'light'],
  ['/de/?tenants=20&prices=quoted', 1280, 'dark'],
  ['/en/?tenants=1000', 320, 'light'],
  ['/de/vergleich/?tenants=60&tenantsIn12Months=120&with=v%3D1%26tenants%3D20', 390, 'light'],
  ['/de/?tenants=25&at=2026-10-08~0.0.9~single~10.00', 768, 'light'],
] as const;

it.each(pictures)('%s at %i px, %s: nothing to scroll sideways, no fault that axe finds', async (path, width, colorScheme) => {
  const { page, faults, close } = await watchedPage(site, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  await page.goto(site.url + path);
  await settled(page);
  // Also what is laid out only when somebody comes near.
  await page.addStyleTag({ content: '* { content-visibility: visible !important }' });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } }
    ).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
  expect(violations).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});

it('the chart is drawn, and its table stands beside it', async () => {
  const { page, close } = await watchedPage(site);
  await page.goto(`${site.url}/`);
  await settled(page);
  // Its program comes when the rest is there, and nothing below the screen is laid out before somebody comes near.
  await page.locator('.growth').scrollIntoViewIfNeeded();
  const inked = () =>
    page.evaluate(() => {
      // Another picture is another canvas: whichever stands there now.
      const canvas = document.querySelector<HTMLCanvasElement>('.plot canvas[data-drawn]');
      if (!canvas || canvas.width === 0) return false;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, i) => i % 4 === 3 && value > 0);
    });
  await expect.poll(inked, { timeout: 10_000 }).toBe(true);
  expect(await page.locator('.twin tr.now').count()).toBe(1);
  await close();
});

it('a chart that is asked for anew while its program is on the way is drawn once, without a fault', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/de/vergleich/`);
  await settled(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let asked = 0;
  await page.route('**/_app/immutable/chunks/*.js', async (route) => {
    asked++;
    await held;
    await route.continue();
  });
  await page.locator('figure.chart canvas').first().scrollIntoViewIfNeeded();
  await expect.poll(() => asked).toBeGreaterThan(0);
  // A narrow space takes another drawing, a wide one the first again.
  for (const width of [390, 1280, 390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
  release();
  await page.locator('figure.chart canvas[data-drawn]').first().waitFor();
  await page.waitForLoadState('networkidle');
  expect(faults).toEqual([]);
  await close();
});
