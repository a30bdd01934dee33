/** Contracts: what a vendor promises is found by the beginning of a SKU; no promise is unknown, and a wrong file is refused. */
import { describe, expect, it } from 'vitest';
import { agreementOf, parseContracts, PlannerError } from '@ordiplan/planner';
import json from '../../../data/contracts.json' with { type: 'json' };
import { facts } from '../answers.ts';
import { changed } from '../changed.ts';

const contracts = parseContracts(json);
const first = ['agreements', 0] as const;

describe('wrong contracts are refused', () => {
  it.each([
    // what is wrong                   place                                  value                        named in the message
    ['an unknown version', ['schemaVersion'], 2, 'schemaVersion'],
    ['no agreements', ['agreements'], undefined, 'agreements'],
    ['an agreement that covers nothing', [...first, 'covers'], [], 'agreements.0.covers'],
    ['a beginning that every SKU has', [...first, 'covers', 0], '', 'agreements.0.covers.0'],
    ['a share in per cent', [...first, 'share'], 99.9, 'agreements.0.share'],
    ['a share of nothing', [...first, 'share'], 0, 'agreements.0.share'],
    ['a share as text', [...first, 'share'], '0.999', 'agreements.0.share'],
    ['an unknown period', [...first, 'period'], 'year', 'agreements.0.period'],
    ['something else that is counted', [...first, 'per'], 'account', 'agreements.0.per'],
    ['no remedy in German', [...first, 'remedy', 'de'], undefined, 'agreements.0.remedy.de'],
    ['an exclusion in one language only', [...first, 'exclusions', 'en'], ['maintenance'], 'agreements.0.exclusions'],
    ['an address that is none', [...first, 'source', 'url'], 'hetzner.com', 'agreements.0.source.url'],
    ['a day that is none', [...first, 'source', 'checkedOn'], '2026-02-30', 'agreements.0.source.checkedOn'],
    ['a promise from memory', [...first, 'kind'], 'estimate', 'agreements.0.kind'],
    ['a misspelt key', [...first, 'remedies'], {}, 'agreements.0'],
    ['two agreements for one SKU', [...first, 'covers', 0], 'mongodb.atlas.m10', 'agreements'],
    ['an agreement within another', ['agreements', 1, 'covers', 0], 'hetzner.', 'agreements'],
  ])('for %s', (_what, path: readonly (string | number)[], value, place) => {
    const ask = () => parseContracts(changed(json, path, value));
    expect(ask).toThrow(PlannerError);
    expect(ask).toThrow(`at "${place}":`);
    expect(ask).toThrow(/Correct data\/contracts\.json\.$/);
    expect(ask).toThrow(expect.objectContaining({ code: 'contracts.invalid' }));
  });
});

it('a day on which the text was read is welcome', () => {
  const read = parseContracts(changed(json, [...first, 'source', 'checkedOn'], '2026-10-08'));
  expect(read.agreements[0]?.source.checkedOn).toBe('2026-10-08');
});

it.each([
  // SKU                    promised a month, of each, by
  ['hetzner.cloud.cx33', 0.999, 'server', 'Hetzner'],
  ['hetzner.cloud.cpx32', 0.999, 'server', 'Hetzner'],
  ['hetzner.cloud.cax21', 0.999, 'server', 'Hetzner'],
  ['hetzner.cloud.ccx23', 0.999, 'server', 'Hetzner'],
  ['mongodb.atlas.m10', 0.99995, 'cluster', 'MongoDB'],
  ['mongodb.atlas.m50', 0.99995, 'cluster', 'MongoDB'],
])('%s is promised %d of a month for each %s by %s', (sku, share, per, vendor) => {
  expect(agreementOf(contracts, sku)).toMatchObject({ share, period: 'month', per, vendor });
});

it.each([
  'hetzner.cloud.lb11',
  'hetzner.cloud.volume',
  'hetzner.cloud.primary-ipv4',
  'hetzner.object-storage.base',
  'hetzner.storage-box.bx11',
  'mongodb.atlas.flex',
  'aws.s3.standard',
  'nobody.sells.this',
])('no promise is known for %s', (sku) => {
  expect(agreementOf(contracts, sku)).toBeUndefined();
});

describe('the shipped contracts', () => {
  it('are among the facts', () => {
    expect(facts.contracts).toEqual(contracts);
  });

  it('cover every server of Hetzner that the machines know, and each beginning is in use', () => {
    const skus = Object.keys(facts.machines.machines);
    const servers = skus.filter((sku) => sku.startsWith('hetzner.cloud.'));
    expect(servers.filter((sku) => !agreementOf(contracts, sku))).toEqual([]);
    const starts = contracts.agreements.flatMap(({ covers }) => covers);
    expect(starts.filter((start) => !skus.some((sku) => sku.startsWith(start)))).toEqual([]);
  });

  it('say that the remedy of Hetzner is unknown, and what Atlas credits', () => {
    expect(agreementOf(contracts, 'hetzner.cloud.cx33')?.remedy.en).toMatch(/^Unknown:/);
    expect(agreementOf(contracts, 'mongodb.atlas.m10')?.remedy.en).toContain('10 % below 99.995 %');
  });
});
