/** The third copy: the third vote of a pair keeps one where its disk holds it, and only votes where it does not. */
import { describe, expect, it } from 'vitest';
import type { PlanId, Slot } from '@ordiplan/planner';
import { facts, quoteFor } from '../answers.ts';

/*
 * Of the 40 GB of a CX23, 80 % may be used and 12 are the system's: 20 are left. A practice stores
 * 0.50625 · 1.12 · 0.5 = 0.2835 GB of database: 70 practices are 19.85 GB, 71 are 20.13.
 */
it.each([
  ['pair', 1, ['vote', 'database']],
  ['pair', 70, ['vote', 'database']],
  ['pair', 71, ['vote']],
  ['pair-two-sites', 70, ['vote', 'database']],
  ['pair-two-sites', 71, ['vote']],
  // Each cell holds half of the practices, the larger half where they are odd.
  ['pair-cells', 60, ['vote', 'database']],
] as const)('of %s for %i practices runs %j', (id, tenants, runs) => {
  const votes = votesOf(id, tenants);
  expect(votes.length).toBeGreaterThan(0);
  for (const vote of votes) expect(vote.runs).toEqual(runs);
});

it('of a pair in cells is decided by the practices of one cell', () => {
  // Four cells of CX53 for 400 practices are 100 each: too many for 20 GB.
  for (const vote of votesOf('pair-cells', 400)) expect(vote.runs).toEqual(['vote']);
  // Three cells of CX43 for 150 practices are 50 each, although 150 in one would be too many.
  const ofCells = votesOf('pair-cells', 150);
  expect(ofCells).toHaveLength(3);
  for (const vote of ofCells) expect(vote.runs).toEqual(['vote', 'database']);
});

it.each([
  [70, true],
  [71, undefined],
] as const)('of %i practices is encrypted as every copy is, and a bare vote has nothing to encrypt: %s', (tenants, isEncrypted) => {
  expect(votesOf('pair', tenants)[0]!.isEncrypted).toBe(isEncrypted);
});

describe('costs nothing', () => {
  it.each([70, 71])('the machines of %i practices are the same with and without it', (tenants) => {
    const { bill } = quoteFor('pair', { tenants });
    // Two CX53, one CX23, three addresses, one movable address, one box.
    expect(bill!.items.map(({ sku, quantity }) => `${sku} ${quantity}`)).toEqual([
      'hetzner.cloud.cx53 2',
      'hetzner.cloud.primary-ipv4 3',
      'hetzner.cloud.floating-ipv4 1',
      'hetzner.cloud.cx23 1',
      'hetzner.storage-box.bx11 1',
    ]);
  });
});

it('is no part of what the analysis priced', () => {
  expect(votesOf('pair-as-quoted', 20)).toEqual([]);
});

function votesOf(id: PlanId, tenants: number): readonly { readonly runs: readonly Slot[]; readonly isEncrypted?: boolean }[] {
  return quoteFor(id, { tenants }, facts).plan!.components.filter(({ role }) => role === 'vote');
}
