/** Text twins: each says in a sentence and a table what its chart shows, with the figures of the result. */
import { describe, expect, it } from 'vitest';
import {
  capacityTwin,
  compare,
  costAgainstOutageTwin,
  costBreakdownTwin,
  costCurveTwin,
  languages,
  priceHistoryTwin,
  recommendedQuote,
  roadmap,
  roadmapTwin,
  sensitivity,
  shownQuotes,
  tornadoTwin,
  type FigureSensitivity,
  type Twin,
} from '@ordiplan/planner';
import { facts } from '../answers.ts';

const comparison = compare({ tenants: 12, tenantsIn12Months: 30 }, facts);
const { scenario } = comparison;
const best = recommendedQuote(comparison)!;
const shown = shownQuotes(comparison);
const road = roadmap(comparison.quotes, best.id, { scenario, facts });
const sensitive = sensitivity(best, { scenario, facts })!;

describe.each(languages)('in %s', (language) => {
  const twins: readonly (readonly [string, Twin])[] = [
    ['cost over practices', costCurveTwin(shown, language)],
    ['cost breakdown', costBreakdownTwin(shown, best, language)],
    ['capacity use', capacityTwin(best, language)],
    ['cost against outage', costAgainstOutageTwin(comparison, language)],
    ['tornado of the reach', tornadoTwin(sensitive.reach, 'reach', { facts, language })],
    ['tornado of the outage', tornadoTwin(sensitive.openingHoursDown, 'openingHoursDown', { facts, language })],
    ['roadmap', roadmapTwin(road.paths[0]!, language)],
    ['price history', priceHistoryTwin(facts.book, { list: 'current', sku: 'hetzner.cloud.cx33' }, language)],
  ];

  it.each(twins)('%s: a title, a sentence, and rows as wide as their head', (_name, { title, sentence, head, rows }) => {
    expect(title).not.toBe('');
    expect(sentence).toMatch(/^[^a-z].*\.$/s);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toHaveLength(head.length);
    expect([sentence, ...head, ...rows.flat()].join(' ')).not.toMatch(/undefined|NaN|\[object/);
  });

  it('a sentence of the capacity names the fullest limit, as the first row does, and the one that ends first', () => {
    const { rows, sentence } = capacityTwin(best, language);
    for (const cell of rows[0]!.slice(0, 2)) expect(sentence).toContain(cell);
    const counts = rows.map(([name, , practices]) => ({ name: name!, practices: Number(practices!.replace(/\D/g, '')) }));
    const first = counts.reduce((a, b) => (b.practices < a.practices ? b : a));
    expect(sentence).toContain(first.name);
    expect(sentence).toMatch(new RegExp(`\\b${first.practices}\\b`));
    const shares = rows.map(([, used]) => Number.parseFloat(used!));
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
  });

  it('the roadmap has a row for today and each of 36 months', () => {
    const { rows } = roadmapTwin(road.paths[0]!, language);
    expect(rows.map(([month]) => Number(month))).toEqual(Array.from({ length: 37 }, (_, month) => month));
  });

  it('a path that gets too small says from which month on', () => {
    const stay = road.paths.find(({ id }) => id === 'stay')!;
    expect(stay.endsInMonth).toBeDefined();
    expect(roadmapTwin(stay, language).sentence).toContain(String(stay.endsInMonth));
  });
});

it('the parts of the cost are those of the total cost, in whole euros', () => {
  const { rows } = costBreakdownTwin(shown, best, 'en');
  for (const [i, quote] of shown.entries()) {
    const { bill, operator, outage, sum } = quote.totalCost!;
    const euro = [bill, operator, outage, sum].map((part) => Number(part.euro.toFixed(0)));
    expect(rows[i]!.slice(1).map((cell) => Number(cell.replace(/[€,]/g, '')))).toEqual(euro);
  }
});

it('the cheapest bill over practices is the smallest of the admissible ones, without a gap', () => {
  const { sentence } = costCurveTwin(shown, 'en');
  // A has the smallest bill of A, B and C wherever it has a plan; Solo, which costs less still, is ruled out.
  expect(sentence).toMatch(/^The smallest bill has A \(from 1 to /);
  expect(sentence).not.toContain('Solo');
});

it('who is beaten is told with who beats it', () => {
  const { rows } = costAgainstOutageTwin(comparison, 'en');
  const told = rows.filter(([, , , verdict]) => verdict!.includes('at least as good'));
  expect(told).toHaveLength(comparison.dominated.length);
});

it('a price history is told in the currency of the vendor, oldest first, with the whole rise', () => {
  // data/pricing.json: the CX33 cost 4.99 from October 2025, 6.49 from April 2026, 8.49 from June 2026: 8.49/4.99 = 1.70.
  const { rows, sentence } = priceHistoryTwin(facts.book, { list: 'current', sku: 'hetzner.cloud.cx33' }, 'en');
  expect(rows.map(([, , price]) => price)).toEqual(['4.99\u00a0EUR a month', '6.49\u00a0EUR a month', '8.49\u00a0EUR a month']);
  expect(sentence).toContain('+70%');
  expect(priceHistoryTwin(facts.book, { list: 'current', sku: 'nobody.sells.this' }, 'en').rows).toEqual([]);
});

it('a tornado without bars says that nothing moves the figure', () => {
  const still: FigureSensitivity = { base: 1, bars: [], guaranteed: { worst: 1, best: 1 } };
  expect(tornadoTwin(still, 'reach', { facts, language: 'en' })).toMatchObject({
    rows: [],
    sentence: expect.stringContaining('no assumption'),
  });
});
