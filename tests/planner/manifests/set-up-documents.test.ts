/** What the page shows of the documents stands in the files of the bundle, in both languages, for every layout. */
import { describe, expect, it } from 'vitest';
import { compare, plansToSetUp, setUp, setUpDocuments, type Language } from '@ordiplan/planner';
import { layouts } from '../../manifests/bundles.ts';
import { facts } from '../answers.ts';

const languages: readonly Language[] = ['de', 'en'];
const cases = layouts.flatMap((layout) => languages.map((language) => ({ ...layout, language })));

describe.each(cases)('$name, $language', ({ id, input, language }) => {
  const comparison = compare(input, facts);
  const documents = setUpDocuments(comparison, id, facts, language);
  const files = setUp(comparison, id, facts);
  const file = (name: string) => files[`docs/${language}/${name}.md`]!;
  /** The lines of a file without the room that lists put before them. */
  const linesOf = (name: string) =>
    new Set(
      file(name)
        .split('\n')
        .map((line) => line.trim()),
    );

  it('has every step of the guide, in the order and with the commands and checks of the file', () => {
    const { intro, steps } = documents.guide;
    const lines = linesOf('guide');
    expect(steps.length).toBeGreaterThan(8);
    expect(lines).toContain(intro);
    steps.forEach(({ title, text, commands, check, minutes }, i) => {
      expect(lines).toContain(`${i + 1}. **${title}** (${minutes} min)`);
      if (text !== undefined) expect(lines).toContain(text);
      for (const command of commands) expect(lines).toContain(command);
      if (check) expect([...lines].filter((line) => line.endsWith(`\`${check.command}\` → ${check.expect}`)).length).toBeGreaterThan(0);
    });
    // Nothing of the file is missing on the page: as many numbered steps and as many lines of commands.
    expect(file('guide').match(/^\d+\. \*\*/gm)).toHaveLength(steps.length);
    const fenced = [...file('guide').matchAll(/```sh\n([^]*?)```/g)].flatMap(([, code]) => code!.trim().split('\n'));
    expect(fenced.map((line) => line.trim()).filter((line) => line !== '')).toEqual(steps.flatMap(({ commands }) => commands));
  });

  it('has the tasks of the checklist, group by group', () => {
    const { intro, groups } = documents.checklist;
    expect(linesOf('checklist')).toContain(intro);
    const said = groups.flatMap(({ title, items }) => [`## ${title}`, ...items.map(({ text }) => `- [ ] ${text}`)]);
    expect(
      file('checklist')
        .split('\n')
        .filter((line) => /^(## |- \[ \])/.test(line)),
    ).toEqual(said);
  });

  it('has the recovery plan with its times', () => {
    const { cases: mishaps } = documents.recovery;
    const lines = linesOf('recovery');
    mishaps.forEach(({ title, sign, time, lost, steps, check }, i) => {
      expect(lines).toContain(`| ${i + 1}. ${title} | ${time} | ${lost} |`);
      expect([...lines].some((line) => line.endsWith(sign))).toBe(true);
      expect([...lines].some((line) => line.includes(`\`${check}\``))).toBe(true);
      for (const { commands } of steps) for (const command of commands) expect(lines).toContain(command);
    });
    expect(file('recovery').match(/^## \d+\. /gm)).toHaveLength(mishaps.length);
  });

  it('has the names of the secrets and where they are kept, and no value', () => {
    const { tables } = documents.secrets;
    const lines = linesOf('secrets');
    expect(tables).toHaveLength(2);
    for (const { title, head, rows } of tables) {
      expect(lines).toContain(`## ${title}`);
      for (const row of [head, ...rows]) expect(lines).toContain(`| ${row.join(' | ')} |`);
      for (const row of rows) expect(row).toHaveLength(head.length);
    }
    expect(JSON.stringify(tables)).not.toMatch(/[0-9a-f]{32}|BEGIN .*KEY/);
  });

  it('names each thing to tick once, the same in both languages', () => {
    const ids = (of: typeof documents) => [
      ...of.guide.steps.map((step) => step.id),
      ...of.checklist.groups.flatMap(({ items }) => items.map((item) => item.id)),
    ];
    expect(new Set(ids(documents)).size).toBe(ids(documents).length);
    expect(ids(setUpDocuments(comparison, id, facts, language === 'de' ? 'en' : 'de'))).toEqual(ids(documents));
    // A name says nothing of what the text says.
    for (const one of ids(documents)) expect(one).toMatch(/^[0-9a-z]{1,7}$/);
  });
});

describe('the plans that can be set up', () => {
  it('are those of which files can be made', () => {
    for (const tenants of [1, 20, 60, 300]) {
      const comparison = compare({ tenants }, facts);
      const offered = plansToSetUp(comparison, facts);
      const made = comparison.quotes.map(({ id }) => id).filter((id) => filesOrNothing(id));
      expect(offered).toEqual(made);
      expect(offered).not.toContain('three-mongods');

      function filesOrNothing(id: (typeof offered)[number]): boolean {
        try {
          return Object.keys(setUp(comparison, id, facts)).length > 0;
        } catch {
          return false;
        }
      }
    }
  });

  it('leave out those that no machine carries', () => {
    const comparison = compare({ tenants: 1000 }, facts);
    const tooSmall = comparison.quotes.filter(({ plan }) => !plan).map(({ id }) => id);
    expect(tooSmall.length).toBeGreaterThan(0);
    for (const id of tooSmall) expect(plansToSetUp(comparison, facts)).not.toContain(id);
  });
});
