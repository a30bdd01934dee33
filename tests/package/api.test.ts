/** docs/api is what the sources say today: whoever changes the public interface sees it in the difference. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readInterface, referenceFolder, undocumented, writeReference, type Interface } from '../../packages/planner/package/api.ts';

const folder = mkdtempSync(join(tmpdir(), 'ordiplan-api-'));
let sources: Interface;

beforeAll(async () => {
  sources = await readInterface();
  await writeReference(sources, folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has a page for each entry', () => {
  expect(readdirSync(referenceFolder).sort()).toEqual(['README.md', 'facts.md', 'index.md', 'schema.md']);
});

it.each(readdirSync(referenceFolder))('%s is up to date: else run "npm run api", read the difference and commit it', (page) => {
  expect(differences(readFileSync(join(folder, page), 'utf8'), readFileSync(join(referenceFolder, page), 'utf8'))).toEqual([]);
});

it('names no machine, no day and no commit', () => {
  const text = readdirSync(folder)
    .map((page) => readFileSync(join(folder, page), 'utf8'))
    .join('');
  expect(text.match(/\/(?:home|work|tmp|root|Users)\/|\b[0-9a-f]{40}\b|file:\/\//g)).toBeNull();
});

it('everything public is explained', () => {
  expect(undocumented(sources)).toEqual([]);
});

/** The lines of one text that the other does not have, a few of them: a page has thousands. */
function differences(made: string, committed: string): string[] {
  const [ours, theirs] = [made.split('\n'), committed.split('\n')];
  const [have, had] = [new Set(ours), new Set(theirs)];
  const lines = [
    ...ours.filter((line) => !had.has(line)).map((line) => `+ ${line}`),
    ...theirs.filter((line) => !have.has(line)).map((line) => `- ${line}`),
  ];
  return made === committed ? [] : ['The pages differ:', ...lines.slice(0, 10)];
}
