/** A change of the price book: what may happen to what is already written, and what may not. */
import { describe, expect, it } from 'vitest';
import { checkPrices } from '@ordiplan/planner';
import { facts } from '../answers.ts';
import { book, current, cx33, edited, recordOf, rowOf, type Edit } from './check-cases.ts';

/** A day after everything in the book. */
const later = '2026-12-01';
const june = rowOf(cx33, 2);
const sighting = book.lists.current.skus[cx33]!.stock![3]!;
const asOf: Edit = [[...current, 'asOf'], later];
const append = (entry: unknown) => (list: unknown) => [...(list as unknown[]), entry];

describe('allowed is', () => {
  it.each<[string, Edit[]]>([
    ['nothing', []],
    [
      'to renew evidence by a reading newer than the whole book',
      [
        asOf,
        [[...june, 'evidence'], { kind: 'vendor-api', title: 'Hetzner Cloud API, GET /v1/pricing', observedOn: later, confirmations: 3 }],
      ],
    ],
    ['to append a sighting', [asOf, [[...recordOf(cx33), 'stock'], append(sightingOf(later))]]],
    ['to append a rate', [asOf, [['exchangeRates'], append({ on: later, usdPerEur: '1.1200', evidence: rateEvidence })]]],
    ['to correct a row and say so', [[[...june, 'note'], 'Corrected: this row had no note.']]],
    [
      'to correct a record and name the key in the note of its newest row',
      [
        [[...recordOf('hetzner.cloud.ccx63'), 'includedTrafficTb'], 70],
        [[...rowOf('hetzner.cloud.ccx63', 2), 'note'], 'Corrected: includedTrafficTb was 60.'],
      ],
    ],
    [
      'to announce the end of a type',
      [
        asOf,
        [
          [...recordOf(cx33), 'deprecated'],
          {
            announcedOn: '2026-11-20',
            notOrderableFrom: '2027-03-01',
            evidence: { kind: 'vendor-api', title: 'Hetzner Cloud API, GET /v1/server_types', observedOn: later, confirmations: 1 },
          },
        ],
      ],
    ],
    ['to follow a page that moved', [[[...recordOf(cx33), 'checkAt'], 'https://www.hetzner.com/cloud/']]],
  ])('%s', (_what, edits) => {
    expect(errors(edits)).toEqual([]);
  });
});

describe('not allowed is', () => {
  it.each<[string, string, Edit[]]>([
    ['append.rows', 'to edit a price', [[[...june, 'net'], '8.99']]],
    [
      'append.rows',
      'to edit a price with a note that says nothing',
      [
        [[...june, 'net'], '8.99'],
        [[...june, 'note'], 'Better.'],
      ],
    ],
    ['append.rows', 'to renew evidence by a day that the book already knew', [[[...june, 'evidence', 'observedOn'], '2026-10-01']]],
    [
      'append.rows',
      'to renew evidence and edit the price',
      [asOf, [[...june, 'evidence', 'observedOn'], later], [[...june, 'net'], '8.99']],
    ],
    ['append.rows', 'to drop a row', [[[...recordOf(cx33), 'prices'], (rows: unknown) => (rows as unknown[]).slice(1)]]],
    ['append.skus', 'to drop a SKU', [[recordOf('hetzner.cloud.cx22'), undefined]]],
    ['append.records', 'to change what a record is', [[[...recordOf(cx33), 'detail'], '4 vCPU, 8 GB, 81 GB']]],
    [
      'append.records',
      'to correct another key than the note names',
      [
        [[...recordOf(cx33), 'label'], 'Hetzner Cloud CX33'],
        [[...june, 'note'], 'Corrected: includedTrafficTb was 10.'],
      ],
    ],
    ['append.observations', 'to edit a sighting', [[[...recordOf(cx33), 'stock', 3, 'orderable', 'hel1'], 'yes']]],
    ['append.observations', 'to drop a sighting', [[[...recordOf(cx33), 'stock'], (list: unknown) => (list as unknown[]).slice(0, 3)]]],
    ['append.observations', 'to edit a rate', [[['exchangeRates', 0, 'usdPerEur'], '1.1762']]],
    ['append.observations', 'to edit a change', [[[...current, 'changes', 0, 'title'], 'Increase']]],
    ['append.vat', 'to touch VAT evidence without a new look', [[['vat', 'AT', 'evidence', 'confirmations'], 3]]],
  ])('%s: %s', (rule, _what, edits) => {
    expect(errors(edits)).toContain(rule);
  });

  it('the same edit is found again once the note of a correction is old', () => {
    const corrected = edited([[[...june, 'note'], 'Corrected: this row had no note.']]);
    const again = edited([
      [[...june, 'note'], 'Corrected: this row had no note.'],
      [[...june, 'hourly'], '0.0135'],
    ]);
    const found = checkPrices(again, { today: later, machines: facts.machines, base: corrected });
    expect(found.map(({ rule }) => rule)).toContain('append.rows');
  });
});

const rateEvidence = { kind: 'report', title: 'Reference rate of the European Central Bank', confirmations: 1 };

function sightingOf(day: string) {
  return { ...sighting, observedOn: day, evidence: { ...sighting.evidence, observedOn: day } };
}

function errors(edits: readonly Edit[]): string[] {
  const found = checkPrices(edited(edits), { today: later, machines: facts.machines, base: book });
  return found.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}
