/** Three people, each from the start page to what they came for: somebody who pays, somebody who builds, somebody who answers for it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, recommendedQuote, setUp, words, type ScenarioInput } from '@ordiplan/planner';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { realFaults } from './pages.ts';
import { expectSentence, facts, netOf, sentenceOf, toPage } from './said.ts';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it('who pays: states the practices, reads what to do, compares with another year, and prints it', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/`);
  await page.fill('#tenants', '40');
  const first: ScenarioInput = { tenants: 40, tenantsIn12Months: 30 };
  await expectSentence(page, first);
  await page.getByRole('button', { name: 'Zum Vergleich merken' }).click();
  await page.fill('#tenants', '90');
  const second: ScenarioInput = { tenants: 90, tenantsIn12Months: 30 };
  await expectSentence(page, second);
  await page.waitForURL(/with=/);
  await toPage(page, 'Vergleich', '/de/vergleich/');
  const compared = plain(await page.locator('main').innerText());
  for (const scenario of [first, second]) expect(compared).toContain(netOf(scenario));
  await toPage(page, 'Rechner', '/de/');
  await expectSentence(page, second);
  await settled(page);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', 'yes');
  });
  await page.locator('details.export > summary').click();
  await page.getByRole('button', { name: 'Drucken' }).click();
  expect(await page.getAttribute('body', 'data-printed')).toBe('yes');
  await page.emulateMedia({ media: 'print' });
  const printed = plain(await page.locator('main').innerText());
  for (const part of [sentenceOf(second), netOf(second), 'Schätzung, kein Angebot']) expect(printed).toContain(part);
  expect(realFaults(faults)).toEqual([]);
  await close();
});

it('who builds: comes from the answer to its files, looks into one, states the own network, and takes them all', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/en/?tenants=25`);
  await settled(page);
  await page.locator('nav.nav a[href^="/en/set-up/"]').click();
  await page.waitForURL(/\/en\/set-up\/\?.*tenants=25/);
  await page.locator('.code code', { hasText: 'plan "single" for 25 practices' }).waitFor();
  const networks = page.locator('.set-up-inputs input[name=adminNetworks]');
  await networks.fill('198.51.100.7/32');
  await networks.press('Tab');
  await page.waitForURL(/adminNetworks=198\.51\.100\.7%2F32/);
  const input: ScenarioInput = { tenants: 25, adminNetworks: '198.51.100.7/32' };
  const files = setUp(compare(input, facts), 'single', facts);
  await page.locator('.file-tree button[data-path="infra/servers.tf"]').click();
  await page.locator('.code code', { hasText: 'server_type' }).waitFor();
  await page.locator('.code code', { hasText: 'adminNetworks=198.51.100.7%2F32' }).waitFor();
  const folder = mkdtempSync(join(tmpdir(), 'ordiplan-journey-'));
  try {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.archive').click()]);
    await download.saveAs(join(folder, 'set-up.tar.gz'));
    execFileSync('tar', ['-xzf', join(folder, 'set-up.tar.gz'), '-C', folder, '--strip-components=1']);
    for (const path of ['README.md', 'infra/servers.tf', 'infra/network.tf', 'docs/en/guide.md'])
      expect(readFileSync(join(folder, path), 'utf8')).toBe(files[path]);
    expect(Object.values(files).some((text) => text.includes('198.51.100.7/32'))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(realFaults(faults)).toEqual([]);
  await close();
});

it('who answers for it: states Germany, finds what is not shown to be lawful, and prints the record to sign', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/?tenants=30`);
  await settled(page);
  await page.locator('select[name=vat]').selectOption('DE');
  const germany: ScenarioInput = { tenants: 30, vat: 'DE' };
  await expectSentence(page, germany);
  await page.waitForURL(/vat=DE/);
  await page.locator('.findings .legal a').click();
  await page.waitForURL(/\/de\/nachweise\/\?.*vat=DE/);
  await settled(page);
  const c5 = words.de.judgement.gate['c5-attestation'];
  const gate = recommendedQuote(compare(germany, facts))!.gates.results.find(({ id }) => id === 'c5-attestation')!;
  const row = page.locator('.gates tbody tr', { has: page.getByRole('rowheader', { name: c5, exact: true }) });
  expect(plain(await row.innerText())).toContain(words.de.judgement.status[gate.status]);
  await page.emulateMedia({ media: 'print' });
  const printed = plain(await page.locator('main').innerText());
  for (const part of [netOf(germany), c5, 'Unterschrift', 'vat=DE']) expect(printed).toContain(part);
  expect(await page.locator('.nav, .switches').filter({ visible: true }).count()).toBe(0);
  expect(realFaults(faults)).toEqual([]);
  await close();
});
