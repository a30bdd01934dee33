/** The record: what is open is named with its reason, everything it rests on is there, and it is read and signed on paper. */
import { readFileSync } from 'node:fs';
import {
  compare,
  complianceRecord,
  gateSentence,
  linkOf,
  markdown,
  netText,
  ranges,
  recommendedQuote,
  shownQuotes,
  words,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const today = new Date().toISOString().slice(0, 10);
const facts = factsOn(today);
const germany = compare({ tenants: 40, profile: 'production', vat: 'DE', assumptions: { fastMs: 3.1 } }, facts);
const query = 'tenants=40&profile=production&vat=DE&assumptions=fastMs~3.1';

it('Germany: the gate that is open is named with reason, basis, source and day, and the record has everything it rests on', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/de/nachweise/?${query}`);
  await settled(page);
  const quote = recommendedQuote(germany)!;
  const open = quote.gates.results.filter(({ status }) => status === 'unknown');
  expect(open.map(({ id }) => id)).toContain('c5-attestation');
  const { judgement } = words.de;
  for (const gate of open) {
    const row = page.locator('.gates tbody tr', { has: page.getByRole('rowheader', { name: judgement.gate[gate.id], exact: true }) });
    const text = plain(await row.innerText());
    expect(text).toContain(judgement.status.unknown);
    expect(text).toContain(plain(gateSentence(judgement, gate)));
    expect(text).toContain(plain(gate.rule.basis.de));
    expect(text).toContain(gate.rule.source);
    expect(text).toContain(gate.rule.on.split('-').reverse().join('.'));
    expect(await row.getByRole('link').count()).toBeGreaterThanOrEqual(gate.rule.isLegal ? 1 : 0);
  }
  expect(plain(await page.locator('.light:visible').innerText())).toContain('Nicht belegt');
  const text = plain(await page.locator('[data-reading="compliance"]').innerText());
  for (const part of [
    ...quote.bill!.items.map(({ label }) => label),
    netText(quote.bill!, words.de),
    facts.assumptions.fastMs.meaning.de,
    facts.assumptions.fastMs.source,
    'MongoDB (USA)',
    'Unterschrift',
    linkOf(germany),
  ])
    expect(text).toContain(plain(part));
  // Nothing can be typed into it, so nothing of it can be kept.
  expect(await page.locator('.sign input, .sign textarea, .sign [contenteditable]').count()).toBe(0);
  for (const link of await page.locator('main a[rel~="external"]').all()) expect(await link.getAttribute('href')).toMatch(/^https:\/\//);
  expect(faults).toEqual([]);
  await close();
});

it('the three readings are chosen by keyboard, one is shown at a time, and the file that is saved is that of the library', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/en/compliance/?${query}`);
  await settled(page);
  const shown = () => page.locator('[data-reading]:visible').evaluateAll((all: HTMLElement[]) => all.map(({ dataset }) => dataset.reading));
  expect(await shown()).toEqual(['compliance']);
  const drawn = ranges(shownQuotes(germany), { scenario: germany.scenario, facts });
  const link = `${site.url}/en/compliance/?${linkOf(germany)}`;
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as text' }).click()]);
  expect(download.suggestedFilename()).toBe(`ordiplan-record-compliance-40-${today}.md`);
  const told = { comparison: germany, facts, language: 'en' } as const;
  expect(readFileSync(await download.path(), 'utf8')).toContain(markdown(complianceRecord(told, { link, ranges: drawn })));
  await page.locator('input[value="compliance"]').focus();
  await page.keyboard.press('ArrowRight');
  expect(await shown()).toEqual(['owner']);
  await page.keyboard.press('ArrowRight');
  expect(await shown()).toEqual(['developer']);
  await page.emulateMedia({ media: 'print' });
  expect(await shown()).toEqual(['developer']);
  expect(await page.locator('.readings').isVisible()).toBe(false);
  expect(faults).toEqual([]);
  await close();
});

it('another law makes another record, and the address follows', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/de/nachweise/?tenants=30`);
  await settled(page);
  const names = page.locator('.gates tbody th');
  expect(await names.allInnerTexts()).not.toContain(words.de.judgement.gate['c5-attestation']);
  await page.locator('select[name="jurisdiction"]').selectOption('DE');
  await expect.poll(() => names.allInnerTexts()).toContain(words.de.judgement.gate['c5-attestation']);
  await expect.poll(() => new URL(page.url()).searchParams.get('jurisdiction')).toBe('DE');
  expect(faults).toEqual([]);
  await close();
});

it.each([
  ['de', '/de/nachweise/'],
  ['en', '/en/compliance/'],
] as const)('in %s the record of the example is readable without JavaScript, and another reading can be chosen', async (language, path) => {
  const { page, close } = await watchedPage(site, { javaScriptEnabled: false });
  await page.goto(site.url + path);
  const example = compare({ tenants: 12, tenantsIn12Months: 30 }, facts);
  const text = plain(await page.locator('[data-reading="compliance"]').innerText());
  for (const block of complianceRecord({ comparison: example, facts, language })) {
    if (block.kind === 'heading') continue;
    if (block.kind === 'lines') for (const line of block.lines) expect(text).toContain(plain(line));
  }
  for (const { id } of recommendedQuote(example)!.gates.results) expect(text).toContain(words[language].judgement.gate[id]);
  await page.locator('input[value="owner"]').check();
  expect(await page.locator('[data-reading="owner"]').isVisible()).toBe(true);
  expect(await page.locator('[data-reading="compliance"]').isVisible()).toBe(false);
  await close();
});
