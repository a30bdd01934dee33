/** Versions: no file is written for a program whose support ends within half a year, and what has no known end is listed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseVersions, PlannerError, systemIds } from '@ordiplan/planner';
import { atLeast } from '../../../packages/planner/src/units/version.ts';
import { facts, today } from '../answers.ts';
import { changed } from '../changed.ts';

const json: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../../data/versions.json'), 'utf8'));
const { systems, programs, asOf } = facts.versions;
const dated = [...Object.entries(systems), ...Object.entries(programs)].map(([id, { endsOn }]) => ({ id, endsOn }));

it('the shipped facts are the file', () => {
  expect(parseVersions(json)).toEqual(facts.versions);
});

it.each(dated.filter(({ endsOn }) => endsOn !== null))('$id is maintained for another half a year, until $endsOn', ({ endsOn }) => {
  expect(endsOn! > '2027-05-24').toBe(true); // six months after the day of the tests, 2026-11-24
  expect(today).toBe('2026-11-24');
});

it('those without a known end of support are these, and each says why', () => {
  const open = dated.filter(({ endsOn }) => endsOn === null).map(({ id }) => id);
  expect(open).toEqual(['mongosh', 'pm2', 'tofu', 'hcloudProvider', 'atlasProvider', 'minioProvider', 'awsProvider', 'azureProvider']);
  for (const { source } of Object.values(programs)) expect(source.length).toBeGreaterThan(20);
});

it('every release of the operating system that can be asked for is there, with one that its database starts on', () => {
  expect(Object.keys(systems)).toEqual([...systemIds]);
  // MongoDB 8 stops at start-up on Linux 6.19 to 7.0.13.
  const starts = systemIds.filter((id) => !atLeast(systems[id].kernel, '6.19') || atLeast(systems[id].kernel, '7.0.14'));
  expect(starts).toEqual(['ubuntu-24.04']);
});

it('is of no later day than today', () => {
  expect(asOf <= today).toBe(true);
});

it.each([
  // version, least, newer or equal
  ['1.24.0', '1.25.1', false],
  ['1.25.1', '1.25.1', true],
  ['1.28.3', '1.25.1', true],
  ['0.16.4', '0.17', false],
  ['0.18.1', '0.17', true],
  ['10.2', '9.9', true], // not letter by letter
  ['8', '8.0.0', true],
  ['8.0', '8.0.1', false],
  ['7.0.14', '7.0.9', true],
] as const)('%s is at least %s: %s', (version, least, expected) => {
  expect(atLeast(version, least)).toBe(expected);
});

describe('a wrong file is refused with its place', () => {
  it.each([
    [['systems', 'ubuntu-24.04', 'endsOn'], '2029-02-30'],
    [['systems', 'ubuntu-24.04', 'ships', 'nginx'], '1.24.0-2ubuntu7'],
    [['systems', 'ubuntu-24.04', 'ships', 'nginx'], undefined],
    [['systems', 'ubuntu-24.04', 'codename'], 'noble; rm -rf /'],
    [['systems', 'ubuntu-26.04'], undefined],
    [['systems', 'ubuntu-24.04', 'kernel'], 6.8],
    [['programs', 'mongodb', 'version'], '8.0\n'],
    [['programs', 'node', 'endsOn'], 'unknown'],
    [['programs', 'node', 'source'], ''],
    [['programs', 'perl'], {}],
    [['asOf'], '23.11.2026'],
    [['schemaVersion'], 2],
  ] as const)('%j: %j', (path, value) => {
    const refusal = refusalOf(changed(json, path, value));
    expect(refusal.code).toBe('versions.invalid');
    expect(refusal.message).toContain(path.at(-1) === 'perl' ? '"programs"' : `"${path.join('.')}"`);
    expect(refusal.message).toContain('data/versions.json');
  });
});

function refusalOf(file: unknown): PlannerError {
  try {
    parseVersions(file);
  } catch (error) {
    if (error instanceof PlannerError) return error;
    throw error;
  }
  return new PlannerError('accepted', 'It was accepted.');
}
