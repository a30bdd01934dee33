/** Takes the pictures that a person looks at before a change is finished: `npm run screens -- DIR`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSite, settled, watchedPage } from './site.ts';

const folder = process.argv[2] ?? 'screens';
mkdirSync(folder, { recursive: true });
const site = await openSite();
for (const [language, path] of [
  ['de', '/'],
  ['en', '/en/'],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      const { page, close } = await watchedPage(site, { viewport: { width, height: 900 }, colorScheme });
      await page.goto(site.url + path);
      await settled(page);
      await page.screenshot({ path: join(folder, `${language}-${colorScheme}-${width}.png`), fullPage: true });
      await close();
    }
  }
}
await site.close();
