/** The three reading levels: what each must say, what it must not, and that both languages say the same. */
import { describe, expect, it } from 'vitest';
import {
  compare,
  complianceReading,
  flipBlocks,
  flipSentence,
  languages,
  markdown,
  ownerName,
  ownerReading,
  planIds,
  readingWords,
  recommendedQuote,
  roadmap,
  roadmapBlocks,
  words,
  type Block,
  type Comparison,
  type ScenarioInput,
} from '@ordiplan/planner';
import { facts } from '../answers.ts';

const inputs: readonly ScenarioInput[] = [
  { tenants: 12, tenantsIn12Months: 30 },
  { tenants: 40, profile: 'production' },
  { tenants: 40, profile: 'production', vat: 'DE' },
  { tenants: 150, profile: 'growth' },
  { tenants: 1000, profile: 'production' },
  { tenants: 40, profile: 'production', targetEuroPerMonth: 20 },
  { tenants: 25, prices: 'quoted' },
  { tenants: 30, orderOn: '2026-10-06' },
];
const comparisons = inputs.map((input) => [JSON.stringify(input), compare(input, facts)] as const);

describe.each(languages)('for owners in %s', (language) => {
  it.each(comparisons)('%s: at most three reasons, something to do, and no word that needs explaining', (_name, comparison) => {
    const blocks = ownerReading(comparison, language);
    const reasons = listAfter(blocks, readingWords[language].owner.why);
    expect(reasons.length).toBeLessThanOrEqual(3);
    expect(reasons.length > 0).toBe(recommendedQuote(comparison) !== undefined);
    expect(listAfter(blocks, readingWords[language].owner.todo).length).toBeGreaterThan(0);
    const text = markdown(blocks);
    expect(text).not.toMatch(
      /replica ?set|cluster|mongod\b|\bSLA\b|\bRPO\b|\bRTO\b|p10|failover|latency|load balancer|lastverteiler|namespace/i,
    );
    expect(text).not.toMatch(/undefined|NaN|\[object|hetzner\.|mongodb\./);
  });

  it.each(comparisons)('%s: no table is wider than a hundred characters', (_name, comparison) => {
    for (const block of ownerReading(comparison, language)) {
      if (block.kind !== 'table') continue;
      const columns = block.head.map((head, i) => Math.max(head.length, ...block.rows.map((row) => row[i]?.length ?? 0)));
      expect(columns.reduce((sum, width) => sum + width + 2, 0)).toBeLessThanOrEqual(100);
    }
  });

  it('calls every design by its option, and no two designs of one option alike', () => {
    const ours = planIds.filter((id) => !id.endsWith('-as-quoted'));
    const names = ours.map((id) => ownerName(id, language));
    expect(new Set(names).size).toBe(ours.length);
  });
});

describe.each(languages)('for compliance in %s', (language) => {
  it.each(comparisons)('%s: every gate of the plan with its status, basis, source and day', (_name, comparison) => {
    const text = markdown(complianceReading({ comparison, facts, language }));
    const { judgement } = words[language];
    const quote = recommendedQuote(comparison);
    for (const { id, status, rule } of quote?.gates.results ?? []) {
      const row = text.split('\n').find((line) => line.startsWith(`| ${judgement.gate[id]} |`))!;
      expect(row).toContain(`| ${judgement.status[status]} |`);
      expect(row).toContain(rule.basis[language]);
      expect(row).toContain(rule.source);
    }
    expect(text).toContain(readingWords[language].compliance.noAdvice);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('an open gate is never told as met', () => {
    const comparison = compare({ tenants: 40, profile: 'production', vat: 'DE' }, facts);
    const text = markdown(complianceReading({ comparison, facts, language }));
    const { compliance } = readingWords[language];
    expect(text).toContain(compliance.legal(words[language].judgement.status.unknown));
    expect(text).toContain(compliance.retentionUnknown);
  });
});

describe.each(languages)('flips in %s', (language) => {
  const comparison = compare({ tenants: 12 }, facts);
  const told = { comparison, facts, language };
  const base = { isWithinSpan: true, to: 'pair-two-sites' } as const;

  it('says from which number of practices on another design is better', () => {
    const flip = { ...base, subject: { kind: 'input', key: 'tenants' }, from: 12, at: 91 } as const;
    expect(flipSentence(flip, told)).toBe(
      language === 'de'
        ? 'Ab 91 Ordinationen (statt 12) ist C (zwei Server, zwei Orte) die bessere Wahl.'
        : 'From 91 practices on (instead of 12), C (two servers, two sites) is the better choice.',
    );
  });

  it('rounds away from the present value, so that the value shown still changes the decision', () => {
    const more = { ...base, subject: { kind: 'assumption', key: 'hostRepairHours' }, from: 2, at: 3.1234 } as const;
    const less = { ...more, at: 1.1299 };
    // Three digits: 3.1234 up to 3.13, 1.1299 down to 1.12.
    expect(flipSentence(more, told)).toContain(language === 'de' ? 'ab 3,13\u00a0h (statt 2)' : 'at 3.13\u00a0h or more (instead of 2)');
    expect(flipSentence(less, told)).toContain(language === 'de' ? 'bis 1,12\u00a0h (statt 2)' : 'at 1.12\u00a0h or less (instead of 2)');
  });

  it('tells shares in percent, and whether the value lies within the span', () => {
    const flip = { ...base, subject: { kind: 'assumption', key: 'openingShare' }, from: 0.3, at: 0.5 } as const;
    expect(flipSentence(flip, told)).toContain(language === 'de' ? 'ab 50\u00a0% (statt 30)' : 'at 50% or more (instead of 30)');
    const { low, high } = facts.assumptions.hostRepairHours;
    const other = { ...base, subject: { kind: 'assumption', key: 'hostRepairHours' }, from: 2, at: 30, isWithinSpan: false } as const;
    expect(low).not.toBe(high);
    expect(flipSentence(other, told)).toMatch(language === 'de' ? /außerhalb der Spanne 0,25 bis 10\.$/ : /beyond the span 0\.25 to 10\.$/);
  });

  it('says what happens where nothing is recommended any more', () => {
    const { noAnswer } = readingWords[language].flip;
    for (const to of ['undecided', 'impossible', 'none'] as const) {
      expect(flipSentence({ ...base, to, subject: { kind: 'input', key: 'tenants' }, from: 12, at: 400 }, told)).toContain(noAnswer[to]);
    }
  });

  it('has a sentence for every choice and a unit for every assumption', () => {
    const choices = [
      ['profile', 'start', 'growth'],
      ['jurisdiction', 'AT', 'DE'],
      ['queue', 'per-worker', 'shared'],
      ['databases', 'shared', 'per-practice'],
      ['prices', 'current', 'quoted'],
    ] as const;
    const said = choices.flatMap(([key, a, b]) =>
      [[a, b] as const, [b, a] as const].map(([from, at]) => flipSentence({ ...base, subject: { kind: 'choice', key }, from, at }, told)),
    );
    expect(new Set(said).size).toBe(10);
    for (const { unit } of Object.values(facts.assumptions)) expect(readingWords[language].flip.unit[unit]).toBeDefined();
  });

  it('owners read inputs only, and how many assumptions count as well', () => {
    const flips = [
      { ...base, subject: { kind: 'input', key: 'tenants' }, from: 12, at: 91 },
      { ...base, subject: { kind: 'assumption', key: 'hostRepairHours' }, from: 2, at: 3 },
    ] as const;
    const blocks = flipBlocks(flips, { ...told, onlyInputs: true });
    expect(listAfter(blocks, readingWords[language].flip.heading)).toHaveLength(1);
    expect(markdown(blocks)).toContain(readingWords[language].flip.left(1));
  });
});

describe.each(languages)('the roadmap in %s', (language) => {
  it('shows every change with its days, or says that there is none', () => {
    const comparison = compare({ tenants: 20, tenantsIn12Months: 60 }, facts);
    const road = roadmap(comparison.quotes, recommendedQuote(comparison)!.id, { scenario: comparison.scenario, facts });
    const blocks = roadmapBlocks(road, { comparison, language });
    const tables = blocks.filter((block) => block.kind === 'table');
    expect(tables[0]!.rows).toHaveLength(road.paths.length);
    const changed = road.paths.filter(({ changes }) => changes.length > 0);
    expect(tables.slice(1).map(({ rows }) => rows.length)).toEqual(changed.map(({ changes }) => changes.length));
  });

  it('without a recommendation says so', () => {
    const comparison: Comparison = compare({ tenants: 1000, profile: 'production' }, facts);
    const road = roadmap(comparison.quotes, undefined, { scenario: comparison.scenario, facts });
    expect(markdown(roadmapBlocks(road, { comparison, language }))).toContain(readingWords[language].roadmap.none);
  });
});

function listAfter(blocks: readonly Block[], heading: string): readonly string[] {
  const at = blocks.findIndex((block) => block.kind === 'heading' && block.text === heading);
  const next = at === -1 ? undefined : blocks[at + 1];
  return next?.kind === 'list' ? next.items : [];
}
