/** Load: what one practice brings, by hand, and that practices add up. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { load, type Load } from '@ordiplan/planner';
import { likely } from '../reference.ts';

describe('one practice brings', () => {
  // The likely values: 3.5 users, 80 % logged in, 60 % of them active, 0.2 requests/s each, burst 2, 0.0333 polls/s;
  // 30 contacts on 225 days; 15 kB of database, 0.35 documents of 250 kB and 0.01 images of 2 MB a contact;
  // 2 years of its own data, 3 years (database) and half a year (files) of imported data.
  it.each([
    ['sessions', 2.8], // 3.5 · 0.8
    ['activeUsers', 1.68], // 2.8 · 0.6
    ['peakRps', 0.76524], // 1.68 · 0.2 · 2 = 0.672, and 2.8 · 0.0333 = 0.09324
    ['contactsPerYear', 6750], // 30 · 225
    ['databaseGb', 0.50625], // 6750 · 15 kB = 0.10125 GB a year, 5 years
    ['filesGb', 1.8140625], // 6750 · (87.5 + 20) kB = 0.725625 GB a year, 2.5 years
  ] as const)('%s: %f', (figure, expected) => {
    expect(load(1, likely)[figure]).toBeCloseTo(expected, 10);
  });
});

it('has 40 active users in 24 practices, and 50 in 30', () => {
  expect(Math.round(load(24, likely).activeUsers)).toBe(40);
  expect(Math.round(load(30, likely).activeUsers)).toBe(50);
});

it('of two groups of practices is the sum of their loads', () => {
  const practices = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(practices, practices, (n, m) => {
      const [a, b, both] = [load(n, likely), load(m, likely), load(n + m, likely)];
      for (const figure of Object.keys(both) as (keyof Load)[]) expect(both[figure]).toBeCloseTo(a[figure] + b[figure], 6);
    }),
  );
});
