/** Takes the pictures that a person looks at before a change is finished: `npm run screens -- DIR`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openSite, pages, settled, watchedPage } from './site.ts';

const folder = process.argv[2] ?? 'screens';
mkdirSync(folder, { recursive: true });
const site = await openSite();
for (const { id, ...paths } of pages) {
  for (const language of ['de', 'en'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 768, 390]) {
        const { page, close } = await watchedPage(site, { viewport: { width, height: 900 }, colorScheme });
        await page.goto(site.url + paths[language]);
        await settled(page);
        await showCharts(page);
        await page.screenshot({ path: join(folder, `${id}-${language}-${colorScheme}-${width}.png`), fullPage: true });
        await close();
      }
    }
  }
}
await site.close();

/** Charts are drawn when they are seen: a viewport as high as the page shows them all. */
async function showCharts(page: Page): Promise<void> {
  const { width } = page.viewportSize()!;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('figure.chart canvas')].every((canvas) => 'drawn' in (canvas as HTMLElement).dataset),
  );
  await page.waitForTimeout(300);
}
