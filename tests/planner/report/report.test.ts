/** Reports that are saved: the Markdown of the command line, tables for a spreadsheet, the record of compliance. */
import {
  compare,
  complianceReading,
  complianceRecord,
  euroText,
  exportTables,
  languages,
  markdown,
  printedQuotes,
  ranges,
  readingIds,
  recommendedQuote,
  recordSubject,
  reportCsv,
  reportMarkdown,
  sectionsOf,
  shownQuotes,
  vendorOf,
  words,
  type Block,
  type ScenarioInput,
} from '@ordiplan/planner';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../packages/planner/cli/commands.ts';
import { plan } from '../../../packages/planner/cli/plan.ts';
import { facts, today } from '../answers.ts';

const draws = { draws: 2000, seed: 20261123 };
const likeCli = ['--markdown', '--today', today];

it.each(readingIds)('Markdown for the reading %s is what the command line prints', async (reading) => {
  const comparison = compare({ tenants: 40, profile: 'production', vat: 'DE' }, facts);
  const drawn = ranges(printedQuotes(comparison, { all: false }), { scenario: comparison.scenario, facts }, draws);
  const inputs = ['--tenants', '40', '--profile', 'production', '--vat', 'DE', '--reading', reading, '--lang', 'en'];
  const { stdout: printed } = await runCommand(plan, [...inputs, ...likeCli]);
  expect(reportMarkdown(comparison, { facts, language: 'en', reading, ranges: drawn })).toBe(printed);
});

const inputs: readonly ScenarioInput[] = [
  { tenants: 12, tenantsIn12Months: 30 },
  { tenants: 40, profile: 'production', vat: 'DE', assumptions: { fastMs: 3.1 } },
  { tenants: 1000, profile: 'production' },
  { tenants: 40, profile: 'production', targetEuroPerMonth: 20 },
  { tenants: 25, prices: 'quoted' },
];

describe.each(languages)('in %s', (language) => {
  it.each(inputs.map((input) => [JSON.stringify(input), compare(input, facts)] as const))(
    'the record of %s says all that the reading says, and what it rests on',
    (_name, comparison) => {
      const told = { comparison, facts, language };
      const blocks = complianceRecord(told, { link: 'https://plan.example/de/?v=1' });
      const texts = blocks.map((block) => JSON.stringify(block));
      for (const block of complianceReading(told)) expect(texts).toContain(JSON.stringify(block));
      const text = markdown(blocks);
      expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
      expect(text).toContain('https://plan.example/de/?v=1');
      const subject = recordSubject(comparison);
      for (const { label } of subject?.bill?.items ?? []) expect(text).toContain(label);
      for (const { sku } of subject?.plan?.components ?? [])
        expect(text).toContain(vendorOf(facts.compliance, sku)!.processorContract.source);
      // Every table is as wide as its head.
      for (const block of blocks) if (block.kind === 'table') for (const row of block.rows) expect(row).toHaveLength(block.head.length);
    },
  );

  it('an assumption that was changed stands beside the shipped one', () => {
    const comparison = compare({ tenants: 12, assumptions: { fastMs: 3.1, heavyMs: facts.assumptions.heavyMs.likely } }, facts);
    const { fastMs } = facts.assumptions;
    const text = markdown(complianceRecord({ comparison, facts, language }));
    expect(text).toContain(fastMs.meaning[language]);
    expect(text).toContain(language === 'de' ? '3,1\u00a0ms' : '3.1\u00a0ms');
    expect(text).toContain(fastMs.source);
    const untouched = markdown(complianceRecord({ comparison: compare({ tenants: 12 }, facts), facts, language }));
    expect(untouched).not.toContain(fastMs.meaning[language]);
  });

  it('a target that is missed is told as missed, one that nobody set as none', () => {
    const comparison = compare({ tenants: 40, profile: 'production', targetEuroPerMonth: 20 }, facts);
    const subject = recordSubject(comparison)!;
    const { target } = words[language].judgement;
    const rows = complianceRecord({ comparison, facts, language }).flatMap((block) => (block.kind === 'table' ? block.rows : []));
    const statusOf = (key: 'euroPerMonth' | 'operatorHours') => rows.find(([name]) => name === target[key])!.at(-1);
    const isMissed = subject.misses.some((miss) => miss.target === 'euroPerMonth');
    const [missed, reached, none] = language === 'de' ? ['verfehlt', 'erreicht', 'kein Ziel'] : ['missed', 'reached', 'no target'];
    expect(statusOf('euroPerMonth')).toBe(isMissed ? missed : reached);
    expect(statusOf('operatorHours')).toBe(none);
  });

  it('the spreadsheet has comparison, bill and curve; the bill adds up to its sum', () => {
    const comparison = compare({ tenants: 12, tenantsIn12Months: 30 }, facts);
    const blocks = exportTables(comparison, { ranges: {}, language });
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'table', 'heading', 'table', 'heading', 'table']);
    const [options, bill, curve] = blocks.filter((block): block is Extract<Block, { kind: 'table' }> => block.kind === 'table');
    expect(options!.rows).toHaveLength(shownQuotes(comparison).length);
    expect(curve!.rows.length).toBeGreaterThan(3);
    const { net, items } = recommendedQuote(comparison)!.bill!;
    const cents = (text: string) => Number(text.replace(/\D/g, ''));
    const costs = bill!.rows.slice(0, items.length).map((row) => cents(row[3]!));
    expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(cents(euroText(net!.low, language)));
    expect(reportCsv(comparison, { ranges: {}, language }).split('\r\n')).toHaveLength(
      blocks.reduce((lines, block) => lines + (block.kind === 'table' ? block.rows.length + 1 : 1), 0) + 3,
    );
  });
});

it('sections keep every block under its heading', () => {
  const blocks: Block[] = [
    { kind: 'lines', lines: ['first'] },
    { kind: 'heading', text: 'A' },
    { kind: 'lines', lines: ['of A'] },
    { kind: 'list', items: ['also of A'], isOrdered: false },
    { kind: 'heading', text: 'B' },
  ];
  expect(sectionsOf(blocks)).toEqual([
    { heading: undefined, blocks: [blocks[0]] },
    { heading: 'A', blocks: [blocks[2], blocks[3]] },
    { heading: 'B', blocks: [] },
  ]);
});
