/** Every finding has a page, every page a finding, and both languages say what is so, what follows and what cures it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { areas, findingCodes, remedy, sentence, severities, words, type Finding, type FindingArgs } from '@ordiplan/planner';
import { findingKinds, found } from '../../packages/planner/src/advice/findings.ts';
import { net } from '../../packages/planner/src/units/money.ts';

const folder = new URL('../../docs/findings/', import.meta.url);
const pages = readdirSync(folder);

/** Figures for each code: a missing one does not compile. */
const examples: { readonly [C in keyof FindingArgs]: FindingArgs[C] } = {
  'server.single': { inCells: false },
  'app.single-before-managed': { availability: 0.9994, ofDatabase: 0.99995 },
  'standby.too-small': { tenants: 9 },
  'backup.none': {},
  'backup.files-missing': {},
  'replica.no-backup': { chance: 0.69 },
  'replication.none': { hoursLost: 24.1 },
  'replicas.same-host': { copies: 3 },
  'vote.missing': { minutes: 314, minutesOfOneServer: 263 },
  'security.unhardened': { missing: ['login-guard', 'automatic-updates', 'audit-log', 'encryption'] },
  'cpu.shared': { tenants: 20 },
  'headroom.small': { place: 'server', resource: 'disk', share: 0.84 },
  'growth.outgrown': { expected: 60, tenants: 24 },
  'maintenance.manual': { hoursPerMonth: 2 },
  'price.unknown': { machines: ['CX52'] },
  'price.estimate': { labels: ['MongoDB Atlas M20'] },
  'price.stale': { asOf: '2026-10-08', days: 61 },
  'stock.sold-out': { label: 'Hetzner CX33', observedOn: '2026-10-05', isFresh: false },
  'type.deprecated': { label: 'Hetzner CX22', notOrderableFrom: '2026-01-01' },
  'seed.not-reproducible': { label: 'Hetzner Storage Box', quoted: net('2.99', 'month'), nearest: net('3.20', 'month') },
};
const exampleOf = (code: Finding['code']): Finding => found(code, examples[code]);

it('each code has a page and each page a code', () => {
  expect([...pages].sort()).toEqual(findingCodes.map((code) => `${code}.md`).sort());
});

describe.each(findingCodes)('%s', (code) => {
  it('has a page that says what it means, how it is computed, what cures it and who says so', () => {
    const page = readFileSync(new URL(`${code}.md`, folder), 'utf8');
    expect(page.startsWith(`# \`${code}\`: `)).toBe(true);
    for (const head of ['What it means.', 'How it is computed.', 'What cures it.', 'Source.']) expect(page).toContain(`**${head}** `);
  });

  it('has the area and the severity of its page', () => {
    const [area, severity] = findingKinds[code];
    expect(areas).toContain(area);
    expect(severities).toContain(severity);
    expect(readFileSync(new URL(`${code}.md`, folder), 'utf8')).toContain(`| ${area} | ${severity}`);
  });

  it('is told in whole sentences in both languages, and differently', () => {
    const finding = exampleOf(code);
    for (const language of [words.de, words.en]) {
      for (const text of [sentence(language, finding), remedy(language, finding)]) {
        expect(text).toMatch(/^[A-ZÄÖÜ0-9].*\.$/u);
        expect(text).not.toMatch(/undefined|NaN|\[object|\$\{| {2}|\.\./u);
      }
    }
    expect(sentence(words.de, finding)).not.toBe(sentence(words.en, finding));
    expect(remedy(words.de, finding)).not.toBe(remedy(words.en, finding));
  });
});

it('a finding seen sold out just now says so, and one without backup that everything is lost', () => {
  const fresh = found('stock.sold-out', { label: 'Hetzner CX33', observedOn: '2026-10-05', isFresh: true }, 'critical');
  expect(sentence(words.de, fresh)).toContain('ist ausverkauft');
  expect(sentence(words.en, fresh)).toContain('is sold out');
  const everything = found('replication.none', { hoursLost: 'everything' });
  expect(sentence(words.de, everything)).toContain('alles verloren');
  expect(sentence(words.en, everything)).toContain('everything is lost');
});

it('the sentence is the fact and its consequence', () => {
  const finding = exampleOf('standby.too-small');
  expect(sentence(words.de, finding)).toBe(
    'Der Ersatzserver allein trägt nur 9 Ordinationen. Muss er übernehmen, wird es für alle zu langsam, oder es steht.',
  );
  expect(remedy(words.de, finding)).toBe('Ein Ersatzserver so groß wie der erste.');
});
