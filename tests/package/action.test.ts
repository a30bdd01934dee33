/** The action that comments on pull requests: its script in a repository of a stranger, from the commit to the comment. */
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { changes, compare } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { today } from '../cli/run.ts';
import { commit, lab, program, removeLabs, type Comment } from './action-sandbox.ts';

afterAll(removeLabs);

const small = 'tenants: 20\n';
const large = 'tenants: 40\nprofile: production\n';
const mark = '<!-- ordiplan:plan.yaml -->';
const list = 'repos/owner/plans/issues/12/comments';

/** What the library says, in the letters of the report. */
function priceStep(): string {
  const facts = factsOn(today);
  const [before, after] = [compare({ tenants: 20 }, facts), compare({ tenants: 40, profile: 'production' }, facts)];
  const { netStep } = changes(before, after, facts);
  return `+€${netStep!.euro.toFixed(2)}`;
}

it('the first run makes the comment, the second renews it', () => {
  const { act, calls, comments, summary, noted } = lab({ 'plan.yaml': small }, { 'plan.yaml': large });
  expect(act()).toMatchObject({ code: 0, stderr: '' });
  expect(calls().map(({ method, path }) => [method, path])).toEqual([
    ['GET', `${list}?per_page=100`],
    ['POST', list],
  ]);
  const [comment] = comments();
  expect(comment!.body.split('\n').slice(0, 2)).toEqual([mark, '## Plan: plan.yaml']);
  expect(comment!.body.replace(/\u00a0/g, ' ')).toContain(`| Price a month, net | €12.19 | about €428 | ${priceStep()} |`);
  expect(comment!.body).toContain(summary().trim());
  expect(noted('output')).toMatch(/^report=.+\/report\.md\n$/);

  expect(act({ REPORT_LANGUAGE: 'de' })).toMatchObject({ code: 0 });
  expect(calls().at(-1)).toMatchObject({ method: 'PATCH', path: `repos/owner/plans/issues/comments/${comment!.id}` });
  expect(comments().map(({ body }) => [body.split('\n')[0], body.includes('Preis im Monat, netto')])).toEqual([[mark, true]]);
});

it('the published package of the stated version computes, away from the repository and without the token', () => {
  const { act, repository, noted } = lab({ 'plan.yaml': small }, { 'plan.yaml': large, '.npmrc': 'registry=https://evil.example\n' });
  expect(act({ VERSION: '0.2.0-rc.1' }).code).toBe(0);
  expect(noted('npx-arguments').split('\n').slice(0, 4)).toEqual(['--yes', '--package=@ordiplan/planner@0.2.0-rc.1', '--', 'ordiplan']);
  expect(noted('npx-folder').startsWith(repository)).toBe(false);
  expect(noted('npx-environment')).not.toMatch(/token-of-the-job/);
});

it('a comment of a stranger that begins like ours stays as it is', () => {
  const { act, calls, comments } = lab({ 'plan.yaml': small }, { 'plan.yaml': large });
  const stranger: Comment = { id: 1, body: `${mark}\nhello`, user: { type: 'User' }, author_association: 'NONE' };
  const other: Comment = { id: 2, body: '<!-- ordiplan:other.yaml -->\n', user: { type: 'Bot' }, author_association: 'NONE' };
  comments([stranger, other]);
  expect(act().code).toBe(0);
  expect(calls().at(-1)).toMatchObject({ method: 'POST' });
  expect(comments().slice(0, 2)).toEqual([stranger, other]);
});

describe('a file', () => {
  it('that is new shows its plan', () => {
    const { act, comments } = lab({}, { 'plan.yaml': small });
    expect(act()).toMatchObject({ code: 0, stderr: '' });
    expect(comments()[0]!.body).toMatch(/The file is new.*\n\nFor 20 practices/);
  });

  it('that is deleted is told; nothing that could be checked is no passed check', () => {
    const { act, comments } = lab({ 'plan.yaml': small }, { 'plan.yaml': undefined });
    expect(act()).toMatchObject({ code: 0, stderr: '' });
    expect(comments()[0]!.body).toContain('The file is deleted.');
    expect(act({ CHECK: 'true' }).code).toBe(3);
    expect(comments()[0]!.body).toContain('Nothing to check: the file is missing.');
  });

  it('that is in neither commit is wrong input', () => {
    const { act, calls } = lab({}, {});
    expect(act()).toMatchObject({ code: 2, stderr: expect.stringContaining('plan.yaml is neither in') as string });
    expect(calls()).toEqual([]);
  });

  it('that is unchanged makes no comment, but brings an old one up to date', () => {
    const { act, calls, comments, summary } = lab({ 'plan.yaml': small }, { 'other.txt': 'x' });
    expect(act().code).toBe(0);
    expect(calls().map(({ method }) => method)).toEqual(['GET']);
    expect(summary()).toContain('The same inputs: nothing changes.');
    comments([{ id: 5, body: `${mark}\nold`, user: { type: 'Bot' }, author_association: 'NONE' }]);
    expect(act().code).toBe(0);
    expect(comments()[0]!.body).toContain('nothing changes');
  });

  it('that is no YAML ends with 2 and says why, in the comment as text without markup', () => {
    const { act, comments } = lab({ 'plan.yaml': small }, { 'plan.yaml': 'tenants: [\n@everyone </td>\n' });
    const { code, stderr } = act();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^::stop-commands::(\w{32})\nordiplan: "head\/plan\.yaml" is neither JSON nor YAML, line \d[^\n]*\n::\1::\n$/);
    expect(comments()[0]!.body).toMatch(/Nothing can be computed from it:\n\n {4}ordiplan: "head\/plan\.yaml" is neither JSON nor YAML/);
  });

  it('that states a wrong value ends with 2 and names the value', () => {
    const { act, comments } = lab({ 'plan.yaml': small }, { 'plan.yaml': 'tenants: 0\n' });
    expect(act()).toMatchObject({ code: 2 });
    expect(comments()[0]!.body).toContain('    ordiplan: head/plan.yaml: tenants is 0');
  });

  it('that was broken before is mended without a fault', () => {
    const { act, comments } = lab({ 'plan.yaml': 'tenants: [\n' }, { 'plan.yaml': small });
    expect(act()).toMatchObject({ code: 0, stderr: '' });
    expect(comments()[0]!.body).toMatch(/from what was before:\n\n {4}ordiplan: "base\/plan\.yaml" is neither[\s\S]+For 20 practices/);
  });

  it('that is a link is refused: it may lead out of the repository', () => {
    const { act, repository, calls } = lab({ 'plan.yaml': small }, { 'plan.yaml': undefined });
    symlinkSync('/etc/passwd', join(repository, 'plan.yaml'));
    commit(repository, {});
    expect(act()).toMatchObject({ code: 2, stderr: expect.stringContaining('plan.yaml is no plain file') as string });
    expect(calls()).toEqual([]);
  });
});

describe('refused with 2, without a call:', () => {
  it.each([
    '$(touch pwned).yaml',
    '`touch pwned`',
    "plan'.yaml",
    'plan".yaml',
    'plan.yaml\ntouch pwned',
    'plan.yaml -->',
    '-plan.yaml',
    '--output=pwned',
    '../plan.yaml',
    'a/../plan.yaml',
    './plan.yaml',
    '/etc/passwd',
    'folder/',
    ':(top)plan.yaml',
    '',
  ])('the path %j', (path) => {
    const { act, calls, repository, noted } = lab({ 'plan.yaml': small }, { 'plan.yaml': large });
    const { code, stderr } = act({ SCENARIO: path });
    expect({ code, lines: stderr.split('\n').length }).toEqual({ code: 2, lines: 2 });
    expect(stderr).toMatch(/^plan-difference: The path .+ "scenario"/);
    expect([calls(), noted('npx-arguments'), existsSync(join(repository, 'pwned'))]).toEqual([[], '', false]);
  });

  it.each([
    ['REPORT_LANGUAGE', 'fr', /„language“ ist fr/],
    ['CHECK', 'yes', /"check" is yes/],
    ['VERSION', '$(touch pwned)', /"version" is/],
    ['VERSION', '--help', /"version" is/],
    ['PULL_REQUEST', '12/../1', /number of the pull request/],
    ['BASE', '', /state "base"/],
    ['BASE', '--all', /is not here/],
    ['BASE', '0000000000000000000000000000000000000000', /fetch-depth: 0/],
  ])('%s %j', (name, value, message) => {
    const { act, calls } = lab({ 'plan.yaml': small }, { 'plan.yaml': large });
    const { code, stderr } = act({ [name]: value });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(calls()).toEqual([]);
  });

  it.each(['v20.18.3', 'v18.20.0'])('Node %s', (version) => {
    const { act, bin } = lab({ 'plan.yaml': small }, { 'plan.yaml': large });
    program(bin, 'node', `#!/bin/sh\necho ${version}\n`);
    expect(act()).toMatchObject({ code: 2, stderr: expect.stringContaining(`Node is ${version}, needed is 20.19`) as string });
  });
});

describe('without the right to comment the summary holds the difference:', () => {
  it.each([
    ['no token', { GH_TOKEN: '' }, 'No token, so no comment'],
    ['a token of a fork', { GH_ANSWER: 'Resource not accessible by integration (HTTP 403)' }, 'The token may not comment'],
    ['no pull request', { PULL_REQUEST: '' }, undefined],
  ])('%s', (_, inputs, notice) => {
    const { act, comments, summary } = lab({ 'plan.yaml': small }, { 'plan.yaml': large });
    const { code, stdout } = act(inputs as Record<string, string>);
    expect(code).toBe(0);
    expect(stdout.startsWith('::notice::')).toBe(notice !== undefined);
    if (notice !== undefined) expect(stdout).toContain(notice);
    expect(comments()).toEqual([]);
    expect(summary()).toContain(priceStep());
  });

  it('but a fault of GitHub is a fault', () => {
    const { act } = lab({ 'plan.yaml': small }, { 'plan.yaml': large });
    expect(act({ GH_ANSWER: 'Bad Gateway (HTTP 502)' })).toMatchObject({ code: 1, stderr: expect.stringContaining('HTTP 502') as string });
  });
});

describe('with a check', () => {
  it.each([
    ['kept', 40, 0, /## Targets\n\n✓ Everything demanded is kept/],
    ['missed', 15, 3, /## Targets\n\n✗ Not kept[\s\S]+at most €15\.00/],
  ])('a target that is %s ends so, and the comment says it', (_, euro, code, text) => {
    const { act, comments } = lab({ 'plan.yaml': small }, { 'plan.yaml': `tenants: 25\ntargetEuroPerMonth: ${euro}\n` });
    expect(act({ CHECK: 'true' })).toMatchObject({ code, stderr: '' });
    expect(comments()[0]!.body).toMatch(text);
  });

  it('a missed target is not hidden by a token that may not comment', () => {
    const { act } = lab({ 'plan.yaml': small }, { 'plan.yaml': 'tenants: 25\ntargetEuroPerMonth: 15\n' });
    expect(act({ CHECK: 'true', GH_TOKEN: '' }).code).toBe(3);
  });
});

it('what GitHub would refuse as too long is cut, and the summary holds all of it', () => {
  const { act, folder, comments, summary } = lab({ 'plan.yaml': small }, { 'plan.yaml': large });
  const long = join(folder, 'long');
  writeFileSync(long, `#!/bin/sh\nyes 'Ä row of the table that is €12 long.' | head -n 2000\n`, { mode: 0o755 });
  expect(act({ COMMAND: `sh ${long}` })).toMatchObject({ code: 0, stderr: '' });
  const { body } = comments()[0]!;
  expect(body.length).toBeLessThan(65_536);
  expect(body.length).toBeGreaterThan(50_000);
  expect(body).not.toContain('\ufffd');
  expect(body.trim().split('\n').at(-1)).toBe(
    'Cut: GitHub takes at most 65,536 letters. [The whole difference stands in the summary of the run](https://github.com/owner/plans/actions/runs/77).',
  );
  expect(summary().match(/Ä row/g)).toHaveLength(2000);
});
