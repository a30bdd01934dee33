/** Days of the calendar as text. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, daysBetween, isIsoDate } from '@ordiplan/planner';

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2089-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));

it.each(['2026-11-24', '2024-02-29', '2000-02-29', '2026-12-31', '2026-01-01'])('%s is a day', (text) => {
  expect(isIsoDate(text)).toBe(true);
});

it.each([
  '2026-02-30', // February has 28 days in 2026
  '2026-02-29', // no leap year
  '1900-02-29', // nor was 1900
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-1-1',
  '26-01-01',
  '24.11.2026',
  '2026-11-24T00:00:00Z',
  ' 2026-11-24',
  '2026-11-24\n',
  '',
])('%j is not a day', (text) => {
  expect(isIsoDate(text)).toBe(false);
});

it.each([
  ['2026-10-08', '2026-11-24', 47], // 23 days left in October, 24 in November
  ['2024-02-28', '2024-03-01', 2], // leap year
  ['2026-02-28', '2026-03-01', 1],
  ['2026-03-28', '2026-03-30', 2], // summer time begins in between
  ['2026-11-24', '2026-11-24', 0],
  ['2026-11-24', '2026-11-23', -1],
])('from %s to %s it is %i days', (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
  expect(addDays(from, days)).toBe(to);
});

it('cuts off the fraction of a day', () => {
  // 91.25 days after 24 November 2026
  expect(addDays('2026-11-24', 91.25)).toBe('2027-02-23');
});

it('counts the days it has added', () => {
  fc.assert(fc.property(day, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => daysBetween(from, addDays(from, days)) === days));
});

it('comes back to the day it counts to', () => {
  fc.assert(fc.property(day, day, (from, to) => addDays(from, daysBetween(from, to)) === to));
});

it('takes every day it makes for a day', () => {
  fc.assert(fc.property(day, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => isIsoDate(addDays(from, days))));
});
