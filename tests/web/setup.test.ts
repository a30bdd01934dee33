/** The set-up on the page: the files of the library, one by one, as an archive, and what changes in them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, difference, isExecutable, recommendedQuote, setUp, type Files, type ScenarioInput } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, settled, watchedPage, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const facts = factsOn(new Date().toISOString().slice(0, 10));

describe('the page', () => {
  it('shows each file that is chosen in the tree, to its last line', async () => {
    const { page, faults, close } = await opened('?v=1&tenants=20');
    const files = library({ tenants: 20 });
    for (const path of ['infra/versions.tf', 'servers/app-1/etc/nftables.conf', 'docs/en/recovery.md']) {
      await choose(page, path);
      expect(await page.locator('.code h3').innerText()).toBe(path);
      expect(await shownText(page)).toBe(files[path]);
    }
    expect(await page.locator('.file-tree button').count()).toBe(Object.keys(files).length);
    expect(faults).toEqual([]);
    await close();
  });

  it('hands over an archive that tar unpacks to the files of the library, with their run bits', async () => {
    const { page, faults, close } = await opened('?v=1&tenants=20');
    const folder = mkdtempSync(join(tmpdir(), 'ordiplan-download-'));
    try {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.file-bar .primary').click()]);
      const file = join(folder, download.suggestedFilename());
      await download.saveAs(file);
      execFileSync('tar', ['-xzf', file, '-C', folder]);
      const [top] = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      const files = library({ tenants: 20 });
      for (const [path, text] of Object.entries(files)) {
        const unpacked = join(folder, top!.name, path);
        expect(readFileSync(unpacked, 'utf8')).toBe(text);
        expect((statSync(unpacked).mode & 0o111) !== 0).toBe(isExecutable(text));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(faults).toEqual([]);
    await close();
  });

  it('marks what growth changes in the files', async () => {
    const { page, close } = await opened('?v=1&tenants=20&tenantsIn12Months=60');
    await page.locator('.segments label').nth(1).click();
    const before = library({ tenants: 20, tenantsIn12Months: 60 });
    const id = recommendedQuote(compare({ tenants: 20, tenantsIn12Months: 60 }, facts))!.id;
    const later = compare({ tenants: 60, tenantsIn12Months: 60 }, facts);
    const changes = difference(before, setUp(later, id, facts));
    expect(changes.length).toBeGreaterThan(0);
    expect(await page.locator('.file-tree .change').count()).toBe(changes.length);
    const one = changes.find(({ kind }) => kind === 'changed')!;
    await choose(page, one.path);
    expect(await page.locator('.code .line.added').count()).toBe(one.lines.filter(({ kind }) => kind === 'added').length);
    expect(await page.locator('.code .line.removed').count()).toBe(one.lines.filter(({ kind }) => kind === 'removed').length);
    await close();
  });

  it('refuses an input that no file may contain, says why, and keeps the files as they were', async () => {
    const { page, faults, close } = await opened('?v=1&tenants=20');
    await choose(page, 'servers/app-1/etc/nftables.conf');
    const before = await shownText(page);
    await page.locator('.set-up-inputs input[name=adminNetworks]').fill('0.0.0.0/0');
    await page.locator('.set-up-inputs input[name=adminNetworks]').press('Tab');
    await page.locator('#adminNetworks-note[role=alert]').waitFor();
    expect(await shownText(page)).toBe(before);
    await page.locator('.set-up-inputs input[name=adminNetworks]').fill('198.51.100.7/32');
    await page.locator('.set-up-inputs input[name=adminNetworks]').press('Tab');
    await page.waitForFunction(() => document.querySelector('.code')!.textContent!.includes('198.51.100.7'));
    expect(faults).toEqual([]);
    await close();
  });
});

async function opened(link: string) {
  const watched = await watchedPage(site);
  await watched.page.goto(`${site.url}/en/${link}`);
  await settled(watched.page);
  return watched;
}

type Page = Awaited<ReturnType<typeof opened>>['page'];

/** Opens the folder of a file, as one would by hand, and chooses the file. */
async function choose(page: Page, path: string): Promise<void> {
  const button = page.locator(`.file-tree button[data-path="${path}"]`);
  if (!(await button.isVisible())) await button.evaluate((one) => ((one.closest('details') as HTMLDetailsElement).open = true));
  await button.click();
}

/** The file as it stands on the page, without the numbers of its lines. */
function shownText(page: Page): Promise<string | null> {
  return page.locator('.code code').textContent();
}

function library(input: ScenarioInput): Files {
  const comparison = compare(input, facts);
  return setUp(comparison, recommendedQuote(comparison)!.id, facts);
}
