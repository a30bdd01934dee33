/** The set-up page: the files of the library, one by one and as an archive, what changes in them, and the ticks of its lists. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compare,
  difference,
  isExecutable,
  plansToSetUp,
  recommendedQuote,
  setUp,
  setUpDocuments,
  toQuery,
  type Files,
  type PlanId,
  type ScenarioInput,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const facts = factsOn(new Date().toISOString().slice(0, 10));
const link = '?v=1&tenants=20&tenantsIn12Months=60';
const input: ScenarioInput = { tenants: 20, tenantsIn12Months: 60 };
const comparison = compare(input, facts);
const best = recommendedQuote(comparison)!.id;
const files = setUp(comparison, best, facts);
/** Where the ticks are kept. */
const name = `ordiplan.ticks.${comparison.scenario.project}.${best}`;
const documents = setUpDocuments(comparison, best, facts, 'en');

describe('the files', () => {
  it('are those of the library: in the tree, to the last line, one by one and as an archive', async () => {
    const { page, faults, close } = await opened();
    expect(await paths(page)).toEqual(Object.keys(files).sort());
    for (const path of ['infra/versions.tf', 'servers/app-1/etc/nftables.conf', 'docs/en/recovery.md']) {
      await choose(page, path);
      expect(await page.locator('.code h2').innerText()).toBe(path);
      expect(await shownText(page)).toBe(files[path]);
    }
    for (const path of [
      'servers/app-1/usr/local/sbin/ordination-backup',
      'infra/servers.tf',
      'servers/app-1/etc/apt/apt.conf.d/20auto-upgrades',
    ]) {
      await choose(page, path);
      const { name, text } = await downloaded(page, '.code .download');
      expect(name).toBe(path.split('/').at(-1));
      expect(text.toString('utf8')).toBe(files[path]);
    }
    await expectArchive(page, files);
    expect(faults).toEqual([]);
    await close();
  });

  it('can be those of every other plan, which stays chosen after a reload', async () => {
    const { page, faults, close } = await opened();
    const select = page.locator('select[name=plan]');
    const offered = await select.locator('option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    expect(offered[0]).toBe(best);
    expect([...offered].sort()).toEqual([...plansToSetUp(comparison, facts)].sort());
    expect(offered).not.toContain('three-mongods');
    const other = offered.find((id) => id !== best && id !== 'solo') as PlanId;
    await select.selectOption(other);
    await page.waitForFunction((id) => document.querySelector('.code')!.textContent!.includes(`plan "${id}"`), other);
    expect(await paths(page)).toEqual(Object.keys(setUp(comparison, other, facts)).sort());
    expect(page.url()).toContain(`#plan=${other}`);
    await page.reload();
    await shows(page, `plan "${other}"`);
    expect(await select.inputValue()).toBe(other);
    expect(await page.locator('.route > li').count()).toBe(setUpDocuments(comparison, other, facts, 'en').guide.steps.length);
    expect(faults).toEqual([]);
    await close();
  });

  it('refuse an input that no file may contain, say why, and stay as they were', async () => {
    const { page, faults, close } = await opened();
    await choose(page, 'servers/app-1/etc/nftables.conf');
    const before = await shownText(page);
    await state(page, 'adminNetworks', '0.0.0.0/0');
    await page.locator('#adminNetworks-note[role=alert]').waitFor();
    expect(await shownText(page)).toBe(before);
    expect(await page.locator('.file-tree .file-change').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('tell when the browser forbids copying, and otherwise copy', async () => {
    const { page, faults, close } = await opened({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('.code .copy button').click();
    await page.locator('.code .copy [role=status]', { hasText: 'Copied' }).waitFor({ state: 'attached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(files['infra/servers.tf']);
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('blocked'));
      document.execCommand = () => false;
    });
    await page.locator('.code .copy button').click();
    await page.locator('.code .copy .blocked', { hasText: 'Ctrl+C' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});

describe('the difference', () => {
  it('marks what growth, another plan and a scenario held beside change', async () => {
    const held = compare({ tenants: 20, domain: 'praxis.example' }, facts);
    const { page, faults, close } = await opened({}, undefined, `&with=${encodeURIComponent(toQuery(held.scenario, held.today))}`);
    await page.locator('input[name=difference][value=beside]').check({ force: true });
    await expectChanges(page, files, setUp(held, best, facts));
    await page.locator('input[name=difference][value=later]').check({ force: true });
    await expectChanges(page, files, setUp(compare({ tenants: 60, tenantsIn12Months: 60 }, facts), best, facts));
    await page.locator('input[name=difference][value=plan]').check({ force: true });
    const other = (await page.locator('.other-plan select').inputValue()) as PlanId;
    await expectChanges(page, files, setUp(comparison, other, facts));
    await page.locator('input[name=difference][value=none]').check({ force: true });
    expect(await page.locator('.file-tree .file-change').count()).toBe(0);
    expect(await page.locator('.code .line.added, .code .line.removed').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('appears by itself when an input changes, and goes when it is dismissed', async () => {
    const { page, faults, close } = await opened();
    expect(await page.locator('input[name=difference][value=before]').count()).toBe(0);
    await state(page, 'adminNetworks', '198.51.100.7/32');
    await page.locator('.file-tree .file-change').first().waitFor({ state: 'attached' });
    const once = setUp(compare({ ...input, adminNetworks: '198.51.100.7/32' }, facts), best, facts);
    await expectChanges(page, files, once);
    // The next change is held against the state before it, not against the first.
    await state(page, 'project', 'ordination-wien');
    await shows(page, 'ordination-wien');
    const twice = setUp(compare({ ...input, adminNetworks: '198.51.100.7/32', project: 'ordination-wien' }, facts), best, facts);
    await page.waitForFunction(
      (count) => document.querySelectorAll('.file-tree .file-change').length === count,
      difference(once, twice).length,
    );
    await expectChanges(page, once, twice);
    await page.locator('.file-bar .act').click();
    expect(await page.locator('.file-tree .file-change').count()).toBe(0);
    expect(await page.locator('input[name=difference][value=before]').count()).toBe(0);
    await choose(page, 'infra/variables.tf');
    expect(await shownText(page)).toBe(twice['infra/variables.tf']);
    expect(faults).toEqual([]);
    await close();
  });
});

describe('guide and checklist', () => {
  it('show the documents of the bundle, keep what is done, and nothing else', async () => {
    const { page, faults, close } = await opened();
    const steps = documents.guide.steps;
    expect(await page.locator('.route h3 button').allInnerTexts()).toEqual(steps.map(({ title }, i) => `${i + 1}. ${title}`));
    expect(await page.locator('.todo:visible').count()).toBe(1);
    for (const { title } of steps.slice(0, 3)) {
      expect(await page.locator('.route [aria-current=step] h3 button').innerText()).toContain(title);
      await page.locator('.todo:visible .btn.main').click();
    }
    const fourth = steps[3]!;
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(fourth.title);
    expect(await page.locator('.todo:visible pre').allTextContents()).toEqual([...fourth.commands, fourth.check!.command]);
    const items = documents.checklist.groups.flatMap((group) => group.items);
    expect((await page.locator('.checks label').allInnerTexts()).map(plain)).toEqual(
      items.map(({ text }) => plain(text.replaceAll('`', ''))),
    );
    await page.locator('.checks input').nth(1).check();
    await page.reload();
    await shows(page, 'for 20 practices');
    expect(await page.locator('.route .done').count()).toBe(3);
    expect(await page.locator('.checks input:checked').count()).toBe(1);
    expect(await page.locator('.checks input').nth(1).isChecked()).toBe(true);
    expect(await page.locator('.meter').getAttribute('aria-valuenow')).toBe('1');
    const ids = [...steps.slice(0, 3), items[1]!].map(({ id }) => id);
    expect(await page.evaluate(() => Object.entries({ ...localStorage }))).toEqual([[name, JSON.stringify(ids)]]);
    await page.locator('.tick-tools .act').click();
    expect(await page.locator('.route .done').count()).toBe(0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.locator('.tick-tools .act').click();
    expect(await page.locator('.route .done').count()).toBe(3);
    expect(faults).toEqual([]);
    await close();
  });

  it.each(['blocked', 'full', 'broken'] as const)('work with a storage that is %s', async (how) => {
    const { page, faults, close } = await opened({}, (fresh) => fresh.addInitScript(spoil, { how, name }));
    const line = page.locator('.tick-tools', { hasText: 'only while this page is open' });
    if (how !== 'full') await line.waitFor();
    await page.locator('.checks input').first().check();
    await page.locator('.todo:visible .btn.main').click();
    expect(await page.locator('.checks input:checked').count()).toBe(1);
    expect(await page.locator('.route .done').count()).toBe(1);
    // What can be written again heals; what cannot is said.
    expect(await line.count()).toBe(how === 'broken' ? 0 : 1);
    expect(faults).toEqual([]);
    await close();
  });

  it('tell the recovery plan and the secrets, all of it on paper', async () => {
    const { page, faults, close } = await opened();
    expect(await page.locator('.cases tbody th').allInnerTexts()).toEqual(
      documents.recovery.cases.map(({ title }, i) => `${i + 1}. ${title}`),
    );
    const names = documents.secrets.tables.flatMap(({ rows }) => rows.map(([name]) => name!.replaceAll('`', '')));
    expect(await page.locator('.secrets tbody th > code').allInnerTexts()).toEqual(names);
    expect(await page.locator('.cases pre:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.todo:visible').count()).toBe(documents.guide.steps.length);
    expect(
      await page.locator('.cases pre').evaluateAll((all) => all.every((one) => one.checkVisibility({ contentVisibilityAuto: true }))),
    ).toBe(true);
    expect(await page.locator('.file-tree:visible, .set-up-inputs:visible, .btn:visible').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });
});

it('is readable without JavaScript: every step, every check and the first file', async () => {
  const { page, close } = await watchedPage(site, { javaScriptEnabled: false });
  await page.goto(`${site.url}/de/aufbau/`);
  const example = await page.locator('.code code').innerText();
  expect(example).toContain('resource "hcloud_server" "app_1"');
  const steps = await page.locator('.route > li').count();
  expect(steps).toBeGreaterThan(8);
  expect(await page.locator('.todo:visible').count()).toBe(steps);
  expect(await page.locator('.checks label:visible').count()).toBeGreaterThan(15);
  expect(await page.locator('.cases tbody th').first().innerText()).toBe('1. Ein Server ist verloren');
  expect(await page.locator('.set-up .needs-script:visible').count()).toBe(0);
  await close();
});

it('works by keyboard alone: tree, file, stops and ticks', async () => {
  const { page, faults, close } = await opened();
  await page.locator('.file-tree summary').first().focus();
  // The first closed folder opens, and its first file is shown.
  while (!(await page.evaluate(() => document.activeElement?.matches('details:not([open]) > summary')))) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const path = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.path!);
  await page.keyboard.press('Enter');
  expect(await page.locator('.code h2').innerText()).toBe(path);
  expect(await shownText(page)).toBe(files[path]);
  await tabTo(page, '.code pre');
  await tabTo(page, '.todo .btn.main');
  await page.keyboard.press('Enter');
  expect(await page.locator('.route .done').count()).toBe(1);
  expect(await page.evaluate(() => document.activeElement?.matches('.route .now h3 button'))).toBe(true);
  await tabTo(page, '.checks input');
  await page.keyboard.press('Space');
  expect(await page.locator('.checks input:checked').count()).toBe(1);
  expect(faults).toEqual([]);
  await close();
});

async function opened(options: BrowserContextOptions = {}, prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(), more = '') {
  const watched = await watchedPage(site, options);
  await prepare(watched.page);
  await watched.page.goto(`${site.url}/en/set-up/${link}${more}`);
  await settled(watched.page);
  await shows(watched.page, 'for 20 practices');
  return watched;
}

/** The files follow after a pause: waits until the file shown says so. */
async function shows(page: Page, text: string): Promise<void> {
  await page.waitForFunction((part) => document.querySelector('.code')?.textContent?.includes(part), text);
}

/** Opens the folder of a file, as one would by hand, and chooses the file. */
async function choose(page: Page, path: string): Promise<void> {
  const button = page.locator(`.file-tree button[data-path="${path}"]`);
  if (!(await button.isVisible())) await button.evaluate((one) => ((one.closest('details') as HTMLDetailsElement).open = true));
  await button.click();
}

function paths(page: Page): Promise<string[]> {
  return page.locator('.file-tree button').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.path!).sort());
}

/** The file as it stands on the page, without the numbers of its lines. */
function shownText(page: Page): Promise<string | null> {
  return page.locator('.code code').textContent();
}

async function state(page: Page, name: string, text: string): Promise<void> {
  const field = page.locator(`.set-up-inputs input[name=${name}]`);
  await field.fill(text);
  await field.press('Tab');
}

async function tabTo(page: Page, selector: string): Promise<void> {
  const most = 400;
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((one) => document.activeElement?.matches(one), selector)) return;
  }
  throw new Error(`Tab does not lead to ${selector}.`);
}

async function downloaded(page: Page, selector: string): Promise<{ name: string; text: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(selector).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path()) };
}

async function expectArchive(page: Page, expected: Files): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ordiplan-download-'));
  try {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.archive').click()]);
    expect(download.suggestedFilename()).toBe(`${comparison.scenario.project}-${best}.tar.gz`);
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    execFileSync('tar', ['-xzf', file, '-C', folder]);
    const [top, ...more] = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(more).toEqual([]);
    const unpacked = join(folder, top!.name);
    const found = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(found).toHaveLength(Object.keys(expected).length);
    for (const [path, text] of Object.entries(expected)) {
      expect(readFileSync(join(unpacked, path), 'utf8')).toBe(text);
      expect((statSync(join(unpacked, path)).mode & 0o111) !== 0, path).toBe(isExecutable(text));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The marks of the tree and the lines of one changed file are those of the library. */
async function expectChanges(page: Page, before: Files, after: Files): Promise<void> {
  const changes = difference(before, after);
  expect(changes.length).toBeGreaterThan(0);
  const marked = await page
    .locator('.file-tree button:has(.file-change)')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.path!));
  expect(marked.sort()).toEqual(changes.map(({ path }) => path));
  const one = changes.find(({ kind }) => kind === 'changed')!;
  await choose(page, one.path);
  const count = (kind: string) => one.lines.filter((line) => line.kind === kind).length;
  expect(await page.locator('.code .line.added').count()).toBe(count('added'));
  expect(await page.locator('.code .line.removed').count()).toBe(count('removed'));
}

/** Runs in the page before anything else. */
function spoil({ how, name: kept }: { how: 'blocked' | 'full' | 'broken'; name: string }): void {
  const refuse = (): never => {
    throw new DOMException(how, how === 'full' ? 'QuotaExceededError' : 'SecurityError');
  };
  if (how === 'blocked') Object.defineProperty(window, 'localStorage', { get: refuse });
  else if (how === 'full') Storage.prototype.setItem = refuse;
  else localStorage.setItem(kept, '{"not": [');
}
