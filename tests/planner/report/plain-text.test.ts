/** The summary that somebody passes on: what was asked, what is the answer, where it comes from, and that it is an estimate. */
import { describe, expect, it } from 'vitest';
import {
  answer,
  compare,
  dayText,
  languages,
  netRangeText,
  netText,
  ranges,
  recommendedQuote,
  summaryText,
  words,
  type Language,
  type ScenarioInput,
} from '@ordiplan/planner';
import { facts, today } from '../answers.ts';

const link = 'https://plan.example/de/?v=1&tenants=12';

function summaryOf(input: ScenarioInput, language: Language) {
  const comparison = compare(input, facts);
  const quote = recommendedQuote(comparison);
  const drawn = ranges(quote ? [quote] : [], { scenario: comparison.scenario, facts });
  return { comparison, quote, drawn, text: summaryText(comparison, { facts, language, ranges: drawn, link }) };
}

describe.each(languages)('in %s', (language) => {
  it('says question, decision, price with its range, sources with their days, link and estimate', () => {
    const { comparison, quote, drawn, text } = summaryOf({ tenants: 12, tenantsIn12Months: 30 }, language);
    const { decision, next, reasons } = answer(comparison, words[language]);
    const bill = quote!.bill!;
    const range = netRangeText(drawn[quote!.id]!.netEuro!, bill, words[language]);
    expect(text).toContain(`${words[language].field.tenants}: 12\n`);
    expect(text).toContain(`${words[language].field.tenantsIn12Months}: 30\n`);
    expect(text).toContain(`${decision.before}${decision.marked}${decision.after}\n${next}\n`);
    expect(text).toContain(`${netText(bill, words[language])} (${range})\n`);
    for (const reason of reasons) expect(text).toContain(`- ${reason}\n`);
    for (const { row } of bill.items) expect(text).toContain(dayText(row!.evidence.observedOn, language));
    expect(text).toContain(dayText(today, language));
    expect(text).toContain(words[language].terminal.prices(comparison.priceList));
    expect(text).toContain(`\n${link}\n`);
    expect(text).toContain(language === 'de' ? 'Schätzung, kein Angebot.' : 'Estimate, not a quotation.');
    expect(text.endsWith('.\n')).toBe(true);
  });

  it('names what was changed with the shipped figure beside it', () => {
    const { text } = summaryOf({ tenants: 12, assumptions: { fastMs: 3.1 } }, language);
    const { meaning } = facts.assumptions.fastMs;
    const line = text.split('\n').find((one) => one.includes(meaning[language]))!;
    expect(line).toContain(language === 'de' ? '3,1\u00a0ms statt 4 (2–10)\u00a0ms' : '3.1\u00a0ms instead of 4 (2–10)\u00a0ms');
  });

  it.each([{ tenants: 1000 }, { tenants: 25, prices: 'quoted' }, { tenants: 40, profile: 'production', targetEuroPerMonth: 20 }] as const)(
    '%j has no figure that nobody knows',
    (input) => {
      const { comparison, text } = summaryOf(input, language);
      const { decision } = answer(comparison, words[language]);
      expect(text).toContain(`${decision.before}${decision.marked}${decision.after}`);
      expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|(^|\n)- (\n|$)/);
    },
  );

  it('names nobody: neither addresses nor networks of the administrators', () => {
    const { text } = summaryOf({ tenants: 12, alertEmail: 'eva@ordination.example', adminNetworks: '198.51.100.7/32' }, language);
    expect(text).not.toMatch(/eva@|198\.51/);
  });
});
