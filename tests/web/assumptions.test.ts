/** The assumptions in a real browser: what is edited, measured, loaded and taken back is what the library then reckons with. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import {
  assumptionGroupIds,
  assumptionGroups,
  assumptionKeys,
  compare,
  euroText,
  figuresFile,
  netText,
  numberText,
  readFiguresFile,
  recommendedQuote,
  words,
  type ScenarioInput,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, plain, settled, watchedPage, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const facts = factsOn(new Date().toISOString().slice(0, 10));
const fileKb = facts.assumptions.fileKb;

describe.each([
  ['de', '/de/annahmen/'],
  ['en', '/en/assumptions/'],
] as const)('without JavaScript, in %s', (language, path) => {
  it('every assumption can be read, in its group, with its span', async () => {
    const { page, close } = await watchedPage(site, { javaScriptEnabled: false });
    await page.goto(site.url + path);
    const rows = await page.locator('.figures tbody tr').evaluateAll((all) =>
      all.map((row) => ({
        key: row.id,
        text: row.textContent,
        figures: [...row.querySelectorAll<HTMLInputElement>('.end input')].map(({ value }) => value),
      })),
    );
    expect(rows.map(({ key }) => key)).toEqual(assumptionKeys);
    for (const [i, key] of assumptionKeys.entries()) {
      const { low, likely, high, meaning } = facts.assumptions[key];
      expect(rows[i]!.text).toContain(meaning[language]);
      expect(rows[i]!.figures.map((text) => Number(text.replace(',', '.')))).toEqual([low, likely, high]);
      if (language === 'de') expect(rows[i]!.figures.join('')).not.toContain('.');
    }
    const perGroup = await page.locator('.figures').evaluateAll((all) => all.map((one) => one.querySelectorAll('tbody tr').length));
    expect(perGroup).toEqual(assumptionGroupIds.map((id) => assumptionGroups[id].length));
    expect(await page.locator('main .needs-script').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)).toBe(0);
    await expectEffect(page, { tenants: 12, tenantsIn12Months: 30 }, language);
    await close();
  });
});

it('a figure that is edited by keyboard changes the answer, also on the calculator, in the link and after a reload', async () => {
  const watched = await opened('?v=1&tenants=25');
  const { page } = watched;
  await expectEffect(page, { tenants: 25 });
  await page.locator('#fileKb-high').focus();
  await typeOver(page, '2000');
  await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe('fileKb-likely');
  await typeOver(page, '1000,5');
  await page.keyboard.press('Enter');
  const changed: ScenarioInput = { tenants: 25, assumptions: { fileKb: { low: fileKb.low, likely: 1000.5, high: 2000 } } };
  expect(answerOf(changed).net).not.toBe(answerOf({ tenants: 25 }).net);
  await expectEffect(page, changed);
  expect(plain(await page.locator('.effect .note').innerText())).toContain(answerOf({ tenants: 25 }).net);
  const row = page.locator('#fileKb');
  expect(await row.getAttribute('class')).toContain('changed');
  expect(plain(await row.locator('.was').innerText())).toBe('Ihr Wert geliefert: 120 · 250 · 600 (Annahme)');
  await expect.poll(() => new URL(page.url()).search).toContain('assumptions=fileKb~120~1000.5~2000');

  await page.reload();
  await settled(page);
  await expectEffect(page, changed);
  expect(await page.inputValue('#fileKb-likely')).toBe('1000,5');

  await page.getByRole('navigation', { name: 'Seiten' }).first().getByRole('link', { name: 'Rechner' }).click();
  await page.locator('.findings .price .num').waitFor();
  await expect.poll(async () => plain(await page.locator('.findings .price .num').innerText())).toBe(answerOf(changed).net);
  await finished(watched);
});

it('reset of one row, of all, undo, and typing the shipped figures leave nothing changed', async () => {
  const watched = await opened('?v=1&tenants=25&assumptions=fastMs~30_heavyMs~200~400~900_burst~2.5');
  const { page } = watched;
  expect(await count(page)).toBe('110 Annahmen, 3 geändert');
  await page.locator('#fastMs').getByRole('button', { name: 'zurücksetzen: Rechenzeit einer üblichen Anfrage' }).click();
  expect(await page.inputValue('#fastMs-likely')).toBe('4');
  expect(await focused(page)).toBe('fastMs-low');
  expect(await count(page)).toBe('110 Annahmen, 2 geändert');
  await commit(page, '#heavyMs-low', '100');
  await commit(page, '#heavyMs-likely', '300');
  expect(await count(page)).toBe('110 Annahmen, 1 geändert');
  await page.getByRole('button', { name: 'Alle Annahmen zurücksetzen' }).click();
  expect(await count(page)).toBe('110 Annahmen, keine geändert');
  await expectEffect(page, { tenants: 25 });
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  expect(await count(page)).toBe('110 Annahmen, 1 geändert');
  expect(await page.inputValue('#burst-high')).toBe('2,5');
  await finished(watched);
});

it('a measurement puts one number in the place of the span', async () => {
  const watched = await opened('?v=1&tenants=25');
  const { page } = watched;
  const row = page.locator('#fileKb');
  await row.getByRole('button', { name: 'durch Ihre Messung ersetzen' }).focus();
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('fileKb-measured');
  await page.keyboard.type('zwölf');
  await page.keyboard.press('Enter');
  const problem = plain(await page.locator('#fileKb-problem').innerText());
  expect(problem).toContain('„Größe eines Dokuments“: „fileKb“ ist "zwölf", erlaubt ist eine Zahl von 0 bis 1.000.000.000');
  await expectEffect(page, { tenants: 25 });
  await typeOver(page, '700.5');
  await page.keyboard.press('Enter');
  await expectEffect(page, { tenants: 25, assumptions: { fileKb: 700.5 } });
  expect(await figures(page, 'fileKb')).toEqual(['700,5', '700,5', '700,5']);
  expect(await page.locator('#fileKb-problem').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('durch Ihre Messung ersetzen');
  await expect.poll(() => new URL(page.url()).search).toContain('assumptions=fileKb~700.5');
  await finished(watched);
});

it('a wrong figure is named with field, value and limits, and the last good one stays until the span is right', async () => {
  const watched = await opened('?v=1&tenants=25&assumptions=heavyMs~1500');
  const { page } = watched;
  const good: ScenarioInput = { tenants: 25, assumptions: { heavyMs: 1500 } };
  const problem = async () => plain(await page.locator('#heavyMs-problem').innerText());
  for (const [typed, said] of [
    ['viel', '„heavyMs“ ist "viel", erlaubt ist eine Zahl von 0,000000001 bis 1.000.000.000'],
    ['0', '„heavyMs“ ist 0, erlaubt ist eine Zahl von 0,000000001'],
    ['-3', '„heavyMs“ ist -3, erlaubt'],
    ['1.000,5', '„1.000,5“ ist nicht eindeutig'],
    ['1.500', '„1.500“ ist nicht eindeutig'],
    ['2000', '„heavyMs“ ist 1500~2000~1500, erlaubt ist eine Zahl von 0,000000001 bis 1.000.000.000 oder drei davon der Reihe nach'],
  ] as const) {
    await commit(page, '#heavyMs-likely', typed);
    expect(await problem()).toContain(said);
    expect(await problem()).toContain('„Rechenzeit einer schweren Anfrage“');
    expect(await page.getAttribute('#heavyMs-likely', 'aria-invalid')).toBe('true');
    expect(await page.getAttribute('#heavyMs-likely', 'aria-describedby')).toBe('heavyMs-problem');
    expect(await page.inputValue('#heavyMs-likely')).toBe(typed);
    await expectEffect(page, good);
  }
  // The third field makes the span right: both are taken.
  await commit(page, '#heavyMs-high', '2500');
  expect(await page.locator('#heavyMs-problem').count()).toBe(0);
  await expectEffect(page, { tenants: 25, assumptions: { heavyMs: { low: 1500, likely: 2000, high: 2500 } } });
  await commit(page, '#heavyMs-likely', 'x');
  await page.locator('#heavyMs-likely').press('Escape');
  expect(await page.inputValue('#heavyMs-likely')).toBe('2000');
  expect(await page.locator('#heavyMs-problem').count()).toBe(0);
  await finished(watched);
});

it('search and filter show the rows that match, and say how many', async () => {
  const watched = await opened('?v=1&tenants=25&assumptions=fastMs~30_burst~2.5&targetEuroPerMonth=90');
  const { page } = watched;
  const keys = () => page.locator('.figures tbody tr').evaluateAll((all) => all.map(({ id }) => id));
  await page.getByLabel('nur geänderte').check();
  expect(await keys()).toEqual(['burst', 'fastMs']);
  expect(await page.locator('.given label').allInnerTexts()).toEqual(['Ziel: Preis im Monat']);
  await page.getByLabel('nur geänderte').uncheck();
  await page.getByRole('searchbox', { name: 'Suchen' }).fill('BELEGT atlas');
  const found = assumptionKeys.filter((key) => {
    const { kind, meaning, source } = facts.assumptions[key];
    return kind === 'sourced' && `${key} ${meaning.de} ${source}`.toLowerCase().includes('atlas');
  });
  expect(found.length).toBeGreaterThan(0);
  expect(await keys()).toEqual(found);
  expect(await count(page)).toBe(`${found.length} von 110 Annahmen, 2 geändert`);
  await page.getByRole('searchbox', { name: 'Suchen' }).fill('gibtsnicht');
  expect(await page.locator('main').innerText()).toContain('Keine Zeile passt');
  await finished(watched);
});

it('inputs and targets without a field elsewhere are set, refused and taken back', async () => {
  const watched = await opened('?v=1&tenants=25');
  const { page } = watched;
  await commit(page, '#given-sizeMargin', '1,28');
  await expectEffect(page, { tenants: 25, sizeMargin: 1.28 });
  await commit(page, '#given-sizeMargin', '4');
  expect(plain(await page.locator('#given-sizeMargin-note').innerText())).toBe(
    '„Zuschlag für ungleiche Ordinationen“ ist 4, erlaubt ist eine Zahl von 0 bis 3.',
  );
  await expectEffect(page, { tenants: 25, sizeMargin: 1.28 });
  await page.getByRole('button', { name: /^Zuschlag für ungleiche Ordinationen: auf den Vorgabewert/ }).click();
  expect(await page.inputValue('#given-sizeMargin')).toBe('0');
  await commit(page, '#given-targetHostLossHours', '');
  await expect.poll(() => new URL(page.url()).search).toContain('targetHostLossHours=any');
  await commit(page, '#given-targetErrorHours', '30,5');
  await page.getByLabel('Ziel: Wiederherstellung auf jeden Zeitpunkt').selectOption('yes');
  await page.getByLabel('Warteschlange der Software').selectOption('shared');
  await commit(page, '#given-runningSince', '2026-02-01');
  const stated: ScenarioInput = {
    tenants: 25,
    targetHostLossHours: 'any',
    targetErrorHours: 30.5,
    targetPointInTime: 'yes',
    queue: 'shared',
    runningSince: '2026-02-01',
  };
  await expectEffect(page, stated);
  await commit(page, '#given-measuredAvailability', '99,95');
  await expect.poll(() => new URL(page.url()).search).toContain('measuredAvailability=99.95');
  await commit(page, '#given-measuredAvailability', '');
  await expect.poll(() => new URL(page.url()).search).not.toContain('measuredAvailability');
  await finished(watched);
});

describe('a file', () => {
  it('that is saved holds what was changed, and brings it back elsewhere; loading can be undone', async () => {
    const watched = await opened('?v=1&tenants=25&assumptions=heavyMs~1500_heavyShare~0.01~0.02~0.03');
    const { page } = watched;
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Annahmen speichern' }).click()]);
    expect(download.suggestedFilename()).toBe('ordiplan-annahmen.json');
    const text = readFileSync(await download.path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1, kind: 'ordiplan-assumptions', date: facts.today });
    const saved = readFiguresFile(text);
    expect(saved).toEqual({ heavyMs: { low: 1500, likely: 1500, high: 1500 }, heavyShare: { low: 0.01, likely: 0.02, high: 0.03 } });

    await page.goto(`${site.url}/de/annahmen/?v=1&tenants=25&assumptions=burst~2.5`);
    await settled(page);
    await choose(page, 'meine.json', text);
    await expectEffect(page, { tenants: 25, assumptions: saved });
    const told = plain(await page.locator('.loaded').innerText());
    expect(told).toContain('„meine.json“ ist geladen: 3 Annahmen haben sich geändert.');
    expect(told).toContain('Rechenzeit einer schweren Anfrage: 100 · 300 · 900 → 1500');
    expect(told).toContain('2,5 → 1,4 · 2 · 3');
    await page.getByRole('button', { name: 'Laden rückgängig machen' }).click();
    await expectEffect(page, { tenants: 25, assumptions: { burst: 2.5 } });
    expect(await figures(page, 'heavyMs')).toEqual(['100', '300', '900']);

    await choose(page, 'gleich.json', figuresFile({ burst: { low: 2.5, likely: 2.5, high: 2.5 } }));
    expect(plain(await page.locator('.loaded').innerText())).toBe('„gleich.json“ enthält genau die jetzigen Annahmen.');
    await finished(watched);
  });

  it('can be dropped on the page', async () => {
    const watched = await opened('?v=1&tenants=25');
    const { page } = watched;
    const dropped = await page.evaluateHandle(
      (text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], 'gezogen.json', { type: 'application/json' }));
        return transfer;
      },
      figuresFile({ heavyMs: { low: 1500, likely: 1500, high: 1500 } }),
    );
    await page.dispatchEvent('h1', 'dragover', { dataTransfer: dropped });
    expect(await page.locator('.figures-file').innerText()).toContain('Hier loslassen');
    await page.dispatchEvent('h1', 'drop', { dataTransfer: dropped });
    await expectEffect(page, { tenants: 25, assumptions: { heavyMs: 1500 } });
    await finished(watched);
  });

  it('with a fault is refused by its fault, and changes nothing', async () => {
    const watched = await opened('?v=1&tenants=25&assumptions=heavyMs~1500');
    const { page } = watched;
    const before = page.url();
    const of = (figures: string) => `{"schemaVersion":1,"kind":"ordiplan-assumptions","figures":${figures}}`;
    for (const [content, said] of [
      ['{"schemaVersion":1,', 'kein JSON'],
      ['{"kind":"recipe"}', '„kind“ ist "recipe", nötig ist „ordiplan-assumptions“.'],
      ['{"kind":"ordiplan-assumptions","schemaVersion":7}', 'Die Datei hat die Version 7, gelesen wird Version 1.'],
      [of('{"slowMs":3}'), '"slowMs" ist kein Parameter.'],
      [of('{"__proto__":{"low":1,"likely":1,"high":1}}'), '"__proto__" ist kein Parameter.'],
      [of('{"heavyShare":1.5}'), '„heavyShare“ ist 1.5, erlaubt ist eine Zahl von 0 bis 1'],
      [of('{"fastMs":"3"}'), '„figures.fastMs“ ist "3", nötig ist eine Zahl oder drei'],
      [' '.repeat(1_000_001), 'größer als 1 MB'],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'kein Text'],
      ['', 'kein JSON'],
    ] as const) {
      await choose(page, 'schlecht.json', content);
      const alert = page.locator('.figures-file [role=alert]');
      await expect.poll(async () => plain(await alert.innerText())).toContain(said);
      expect(plain(await alert.innerText())).toContain('„schlecht.json“ wurde nicht geladen, nichts hat sich geändert.');
      expect(page.url()).toBe(before);
      expect(await count(page)).toBe('110 Annahmen, 1 geändert');
    }
    await expectEffect(page, { tenants: 25, assumptions: { heavyMs: 1500 } });
    await finished(watched);
  });
});

it('changed assumptions come first in print, with the shipped ones', async () => {
  const watched = await opened('?v=1&tenants=25&assumptions=fastMs~30');
  const { page } = watched;
  const table = page.locator('.printed-changes');
  expect(await table.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await table.isVisible()).toBe(true);
  expect(await page.locator('main table').first().getAttribute('class')).toBe('printed-changes');
  expect(plain(await table.locator('tbody').innerText())).toBe('Rechenzeit einer üblichen Anfrage 30 2 · 4 · 10 ms');
  expect(await page.locator('.figures .acts').first().isVisible()).toBe(false);
  await finished(watched);
});

it('on a narrow phone nothing needs sideways scrolling, and the effect stays in sight', async () => {
  const watched = await watchedPage(site, { viewport: { width: 320, height: 640 } });
  const { page } = watched;
  await page.goto(`${site.url}/de/annahmen/?v=1&tenants=25&assumptions=fastMs~30`);
  await settled(page);
  await page.locator('#maxCpu-low').scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect((await page.locator('.effect').boundingBox())!.y).toBe(0);
  await finished(watched);
});

async function opened(query: string): Promise<WatchedPage> {
  const watched = await watchedPage(site);
  await watched.page.goto(`${site.url}/de/annahmen/${query}`);
  await settled(watched.page);
  return watched;
}

async function finished({ faults, close }: WatchedPage): Promise<void> {
  expect(faults).toEqual([]);
  await close();
}

/** What the library answers, as the line on the page says it. */
function answerOf(scenario: ScenarioInput, language: 'de' | 'en' = 'de') {
  const quote = recommendedQuote(compare(scenario, facts))!;
  return {
    plan: plain(`${words[language].optionTitle[quote.option]}, ${quote.machines}`),
    net: plain(netText(quote.bill!, words[language])),
    total: plain(euroText(quote.totalCost!.sum, language, 0)),
    reach: `${numberText(quote.nextChange!.at - 1, language)} ${language === 'de' ? 'Ordinationen' : 'practices'}`,
  };
}

async function expectEffect(page: Page, scenario: ScenarioInput, language: 'de' | 'en' = 'de'): Promise<void> {
  const shown = async () => (await page.locator('.effect dd').allInnerTexts()).map(plain);
  await expect.poll(shown, { timeout: 10_000 }).toEqual(Object.values(answerOf(scenario, language)));
}

const count = async (page: Page) => plain(await page.locator('.find .count').innerText());
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);
const figures = (page: Page, key: string) =>
  page.locator(`#${key} .end input`).evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));

async function typeOver(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

async function commit(page: Page, field: string, text: string): Promise<void> {
  await page.fill(field, text);
  await page.locator(field).blur();
}

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.setInputFiles('.figures-file input[type=file]', { name, mimeType: 'application/json', buffer: Buffer.from(content) });
}
