/** What the set-up page works out by itself: help for a step, times of the route, the sides of a difference. */
import { describe, expect, it } from 'vitest';
import { compare, recommendedQuote, setUp, setUpDocuments } from '@ordiplan/planner';
import { plansInOrder, sidesOf, type Others } from '../../packages/web/src/lib/set-up-difference.ts';
import { clock, hostIn, troublesOf } from '../../packages/web/src/routes/[[language=language]]/setup/trouble.ts';
import { facts } from '../planner/answers.ts';

const comparison = compare({ tenants: 20, tenantsIn12Months: 60 }, facts);
const id = recommendedQuote(comparison)!.id;
const { steps } = setUpDocuments(comparison, id, facts, 'en').guide;

describe('help for a step', () => {
  const helpOf = (title: string) => troublesOf(steps.find((step) => step.title === title)!);

  it('depends on where its commands run', () => {
    expect(helpOf('Accounts and contracts')).toEqual([]);
    expect(helpOf('Programs on your own machine')).toEqual(['here']);
    expect(helpOf('Order')).toEqual(['again', 'tofu']);
    expect(helpOf('Bring the files to the servers')).toEqual(['again', 'server']);
    expect(helpOf('Get the certificate')).toEqual(['again', 'server', 'name']);
    // Asked on the server itself: the name plays no part.
    expect(helpOf('Deliver the software')).toEqual(['server']);
  });

  it('names a server of the plan', () => {
    expect(hostIn(steps)).toBe('app-1');
    expect(hostIn([])).toBeUndefined();
  });
});

it.each([
  [0, '0:00'],
  [5, '0:05'],
  [60, '1:00'],
  [145, '2:25'],
])('%i minutes are %s on the route', (minutes, text) => {
  expect(clock(minutes)).toBe(text);
});

describe('the sides of a difference', () => {
  const files = setUp(comparison, id, facts);
  const shown = { comparison, id };
  const others: Others = { plan: 'pair', beside: undefined, before: undefined };

  it('are the shown files and the other ones; before a change the other way round', () => {
    expect(sidesOf('none', files, shown, others, facts)).toBeUndefined();
    expect(sidesOf('plan', files, shown, others, facts)).toEqual({ before: files, after: setUp(comparison, 'pair', facts) });
    const old = compare({ tenants: 20, domain: 'praxis.example' }, facts);
    const before = { comparison: old, id };
    expect(sidesOf('before', files, shown, { ...others, before }, facts)).toEqual({ before: setUp(old, id, facts), after: files });
  });

  it('are missing where no machine carries so many', () => {
    const growing = compare({ tenants: 20, tenantsIn12Months: 1000 }, facts);
    const now = { comparison: growing, id: 'solo' } as const;
    expect(sidesOf('later', setUp(growing, 'solo', facts), now, others, facts)).toBeUndefined();
  });

  it('take the recommended plan where the held scenario does not have the same', () => {
    const large = compare({ tenants: 300 }, facts);
    const plans = plansInOrder(large, facts);
    const [first] = plans;
    expect(first).toBe(recommendedQuote(large)!.id);
    const missing = plansInOrder(comparison, facts).find((one) => !plans.includes(one))!;
    const sides = sidesOf('beside', files, { comparison, id: missing }, { ...others, beside: large }, facts);
    expect(sides?.after).toEqual(setUp(large, first!, facts));
  });
});
