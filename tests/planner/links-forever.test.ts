/** Links that somebody may have kept: each of them must say for ever what it said on its day. New ones are added, none is changed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkOf, compare, pairsOf, parseScenario, readLink, scenarioKeys, toQuery, type ScenarioInput } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { today } from './answers.ts';

export interface KeptLink {
  /** With the path that it had on the site. */
  readonly link: string;
  readonly madeOn: string;
  readonly note: string;
  readonly states: ScenarioInput;
  /** The whole scenario on the day the link was made, for some: the defaults too must stay. */
  readonly means?: Readonly<Record<string, unknown>>;
  readonly beside?: ScenarioInput;
  readonly stamp?: { readonly on: string; readonly model: string; readonly plan?: string; readonly net?: readonly [string, string] };
}

const { links } = JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/links.json'), 'utf8')) as { links: readonly KeptLink[] };
const queryOf = ({ link }: KeptLink) => link.slice(link.indexOf('?') + 1);

describe.each(links.map((kept) => [kept.link, kept] as const))('%s', (_link, kept) => {
  // A link is opened on the day it was made, today, and when nobody remembers it.
  it.each([kept.madeOn, today, '2041-01-01'])('says what it said, opened on %s', (day) => {
    const read = readLink(pairsOf(queryOf(kept)), day);
    expect(read.problems).toEqual([]);
    expect(read.stated).toEqual(kept.states);
    expect(read.beside).toEqual(kept.beside);
    expect(read.stamp).toEqual(kept.stamp);
  });

  it('comes back from the link that is made of it', () => {
    const scenario = parseScenario(kept.states, kept.madeOn);
    const again = readLink(pairsOf(toQuery(scenario, kept.madeOn)), kept.madeOn);
    expect(again.problems).toEqual([]);
    expect(parseScenario(again.stated, kept.madeOn)).toEqual(scenario);
  });

  it('means the same after years: what it states is still what its new link states', () => {
    const later = '2041-01-01';
    const scenario = parseScenario(kept.states, later);
    expect(parseScenario(readLink(pairsOf(toQuery(scenario, later)), later).stated, later)).toEqual(scenario);
  });
});

it.each(links.filter(({ means }) => means).map((kept) => [kept.link, kept] as const))(
  '%s means the whole of what it meant',
  (_link, kept) => {
    const stated = readLink(pairsOf(queryOf(kept)), kept.madeOn).stated;
    // Nothing else: an input that is new must be undefined in old links, or change nothing by its default.
    expect(parseScenario(stated, kept.madeOn)).toEqual(kept.means);
  },
);

it('the site still writes the links it wrote: with everything in its place', () => {
  const facts = factsOn('2026-11-24');
  const written = links.filter(({ madeOn, stamp }) => madeOn === '2026-11-24' && stamp);
  expect(written.length).toBeGreaterThanOrEqual(3);
  for (const kept of written) {
    const first = compare(kept.states, facts);
    const link = kept.beside ? linkOf(first, compare(kept.beside, facts)) : linkOf(first);
    // Prices and model may change what the stamp says, never how it says it.
    expect(withoutStamp(link)).toBe(withoutStamp(queryOf(kept)));
  }
});

function withoutStamp(query: string): string {
  return query.replace(/&at=\d{4}-\d\d-\d\d~\d+\.\d+\.\d+~[a-z-]+(~\d+\.\d\d){0,2}$/, '&at');
}

it('every input stands in some link, and every kind of link is kept', () => {
  expect(links.length).toBeGreaterThanOrEqual(25);
  expect(new Set(links.map(({ link }) => link)).size).toBe(links.length);
  const stated = new Set(links.flatMap(({ states }) => Object.keys(states)));
  expect([...stated].toSorted()).toEqual([...scenarioKeys].toSorted());
  for (const path of ['/?', '/en/?', '/de/?', '/en/comparison/?']) expect(links.some(({ link }) => link.startsWith(path))).toBe(true);
});
