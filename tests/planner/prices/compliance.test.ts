/** What is known of vendors and laws: the file is complete, every fact has source and day, and a wrong file is refused with its place. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backupTargets, compare } from '@ordiplan/planner';
import { describe, expect, it } from 'vitest';
import { gateIds, jurisdictions, parseCompliance, vendorOf } from '../../../packages/planner/src/prices/compliance.ts';
import { facts } from '../answers.ts';
import { changed } from '../changed.ts';

const json: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../../data/compliance.json'), 'utf8'));
const { compliance } = facts;

it('the shipped facts are the file', () => {
  expect(parseCompliance(json)).toEqual(compliance);
});

it.each(jurisdictions)('in %s every gate stands once, apart from the German attestation', (where) => {
  const ids = compliance.gates.filter((gate) => gate.jurisdictions.includes(where)).map(({ id }) => id);
  const expected = gateIds.filter((id) => id !== 'c5-attestation' || where === 'DE');
  expect([...ids].sort()).toEqual([...expected].sort());
});

it('the law demands all but what is engineering or supply', () => {
  const ofEngineering = compliance.gates.filter(({ isLegal }) => !isLegal).map(({ id }) => id);
  expect(ofEngineering).toEqual(['capacity', 'orderable']);
});

it('no fact is of a later day than today', () => {
  const days = [
    ...compliance.vendors.flatMap(({ processorContract, c5Type2 }) => [processorContract.on, c5Type2.on]),
    ...compliance.gates.map(({ on }) => on),
    ...compliance.duties.map(({ on }) => on),
  ];
  expect(days.length).toBeGreaterThan(0);
  // The real day: the other tests stand still on one of the past.
  expect(days.filter((day) => day > new Date().toISOString().slice(0, 10))).toEqual([]);
});

it.each(['current', 'quoted'] as const)('every part of every plan has exactly one vendor, in the list "%s"', (prices) => {
  const skus = [1, 20, 150, 400, 1000].flatMap((tenants) =>
    backupTargets.flatMap((backupTo) =>
      compare({ tenants, prices, backupTo }, facts).quotes.flatMap(({ plan }) => plan?.components.map(({ sku }) => sku) ?? []),
    ),
  );
  for (const sku of new Set(skus)) {
    const covering = compliance.vendors.filter(({ covers }) => covers.some((start) => sku.startsWith(start)));
    expect(covering.map(({ id }) => id)).toEqual([sku.split('.')[0]]);
    expect(vendorOf(compliance, sku)).toBe(covering[0]);
  }
  expect(new Set(skus.map((sku) => sku.split('.')[0]))).toEqual(new Set(['hetzner', 'mongodb', 'aws', 'azure']));
});

it('a SKU of a vendor that nobody has noted has none', () => {
  expect(vendorOf(compliance, 'ovh.vps.1')).toBeUndefined();
});

it('whether the C5 attestation of Atlas exists is not known', () => {
  // When somebody shows one, option B becomes green in Germany: that is a headline, so this line must change with it.
  expect(vendorOf(compliance, 'mongodb.atlas.m10')!.c5Type2.status).toBe('unknown');
});

describe('a file is refused, with the place of the fault,', () => {
  it.each([
    ['an unknown version', ['schemaVersion'], 2, 'schemaVersion'],
    ['no vendor', ['vendors'], [], 'vendors'],
    ['no gate', ['gates'], [], 'gates'],
    ['a status between yes and no', ['vendors', 0, 'c5Type2', 'status'], 'maybe', 'vendors.0.c5Type2.status'],
    ['a missing status', ['vendors', 1, 'processorContract', 'status'], undefined, 'vendors.1.processorContract.status'],
    ['a fact without a source', ['vendors', 0, 'c5Type2', 'source'], '', 'vendors.0.c5Type2.source'],
    ['a day that is none', ['gates', 0, 'on'], '2026-02-30', 'gates.0.on'],
    ['a gate that nobody judges', ['gates', 0, 'id'], 'iso-27001', 'gates.0.id'],
    ['a basis in one language', ['gates', 0, 'basis', 'en'], undefined, 'gates.0.basis.en'],
    ['a gate of no country', ['gates', 0, 'jurisdictions'], [], 'gates.0.jurisdictions'],
    ['a law of a third country', ['duties', 0, 'jurisdictions'], ['CH'], 'duties.0.jurisdictions.0'],
    ['a field too much', ['gates', 0, 'note'], 'x', 'gates.0'],
  ] as const)('for %s', (_what, path, value, place) => {
    const wrong = changed(json, path, value);
    expect(() => parseCompliance(wrong)).toThrow(`not valid at "${place}"`);
    expect(() => parseCompliance(wrong)).toThrow(expect.objectContaining({ code: 'compliance.invalid' }) as Error);
  });

  it('if it is no object at all', () => {
    for (const wrong of [undefined, null, 7, 'x', []]) expect(() => parseCompliance(wrong)).toThrow('data/compliance.json');
  });
});
