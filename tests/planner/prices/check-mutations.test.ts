/**
 * The mutation run: every single-field corruption of the shipped price book is reported, or survives for a stated reason.
 *
 * A fifth of the mutations of each kind runs here (five shares no factor with the number of wrong values of most slips); `npm run mutations` runs all of them.
 */
import { describe, expect, it } from 'vitest';
import { checkPrices, type Problem } from '@ordiplan/planner';
import pricing from '../../../data/pricing.json' with { type: 'json' };
import { mutationsOf, type Mutation } from '../../mutation/mutations.ts';
import { facts, today } from '../answers.ts';

/** The shipped book may have been looked at again after the day of the tests. */
const day = [today, pricing.lists.current.asOf].sort().at(-1)!;
const isWhole = process.env.ORDIPLAN_MUTATIONS === 'all';
const all = mutationsOf(pricing);
const tried = isWhole ? all : everyFifthOfEachKind(all);

/** What no rule can find in the file alone, and why. `where` is matched with kind and place. */
const survivors: readonly { readonly where: RegExp; readonly because: string }[] = [
  { where: /^stock flipped: .*\/stock\/\d+\/orderable/, because: 'only somebody who looked that day can know' },
  { where: /^dropped row: .*(stock|exchangeRates) =/, because: 'a history with one look less is poorer, not wrong' },
  { where: /^confirmations miscounted: /, because: 'only who counted the sources can know; one or several is checked' },
  { where: /^date .*: .*(observedOn|exchangeRates\/\d+\/on) =/, because: 'another plausible day of a source that is cited once' },
  { where: /^(last digit off by one|digits transposed): exchangeRates/, because: 'within what a currency moves between two known days' },
  {
    where: /: lists\/current\/.*(floating-ipv4|volume|lb11|object-storage\.(base|overage))\/prices\/0\/net =/,
    because: 'one source saw it, and nothing else tells the last digit; of the floating address, not even VAT',
  },
  {
    where: /: lists\/current\/.*(aws\.|azure\.|mongodb\.atlas\.backup-storage).*\/prices\/0\/(net|low|likely|high) =/,
    because: 'one price of one source: nothing to compare it with',
  },
  { where: /: lists\/quoted\/.*\/prices\/0\/(net|low|high) =/, because: 'the list repeats one document; only that can know' },
  {
    where: /: lists\/current\/.*cx[2345]2\/prices\/0\/hourly =/,
    because: 'the cap of the retired types is only known to be 590 to 640 hours',
  },
  { where: /^traffic changed: /, because: 'plausible beside the other sizes; no second source' },
  { where: /^dropped key: .*\/secondReading = gone/, because: 'a derived price may have lost the figure it came from' },
  { where: /^dropped key: .*\/(note|detail) = gone/, because: 'words that nothing depends on' },
  { where: /^detail of another size: /, because: 'words, still of the same vendor and kind' },
  { where: /^dropped key: .*bx11\/prices\/0\/hourly = gone/, because: 'the other boxes have no hourly price either' },
  {
    where: /^dropped key: lists\/quoted\/skus\/(hetzner\.cloud\.cx32|mongodb\.atlas\.m20) = gone/,
    because: 'that list has sizes without a price',
  },
  { where: /^dropped key: \$schema = gone/, because: 'only editors read it; tests/contracts/schema.test.ts asks for it' },
  { where: /^wrong kind of evidence: .*object-storage\.overage/, because: 'a source that is cited once, and read by whom?' },
];

/** Survivors even beside the book before the change, as the check runs on pull requests. */
const survivorsOfPullRequests = [/^dropped key: \$schema = gone/];

describe(`${tried.length} of ${all.length} single-field corruptions`, () => {
  const found = tried.map((mutation) => ({ mutation, problems: problemsOf(mutation) }));
  const unseen = found.filter(({ problems }) => problems.length === 0).map(({ mutation }) => mutation);
  const passing = found.filter(({ problems }) => problems.every(({ severity }) => severity === 'warning')).map(({ mutation }) => mutation);

  it('are many, of many kinds', () => {
    expect(tried.length).toBeGreaterThan(3000);
    expect(new Set(tried.map(({ kind }) => kind)).size).toBe(new Set(all.map(({ kind }) => kind)).size);
  });

  it('are reported: less than 3 % survive unseen, each for a stated reason', () => {
    expect(unseen.map(nameOf).filter((name) => !survivors.some(({ where }) => where.test(name)))).toEqual([]);
    expect(unseen.length / tried.length).toBeLessThan(0.03);
    // A fifth need not meet every reason; the whole set must.
    const unused = survivors.filter(({ where }) => !unseen.some((mutation) => where.test(nameOf(mutation))));
    expect(isWhole ? unused : []).toEqual([]);
  });

  it('are refused: less than 6 % get through with a warning or unseen', () => {
    expect(passing.length / tried.length).toBeLessThan(0.06);
  });

  it('are refused beside the book before the change: less than 1 % get through, each stated', () => {
    const through = passing.filter((mutation) => problemsOf(mutation, pricing).every(({ severity }) => severity === 'warning'));
    expect(through.map(nameOf).filter((name) => !survivorsOfPullRequests.some((where) => where.test(name)))).toEqual([]);
    expect(through.length / tried.length).toBeLessThan(0.01);
  });

  it('are reported in sentences that begin with their subject', () => {
    const messages = found.flatMap(({ problems }) => problems.map(({ message }) => message));
    expect(messages.filter((message) => !/^"[^"]*" .+[.?]$/s.test(message)).slice(0, 5)).toEqual([]);
  });
});

function problemsOf({ json }: Mutation, base?: unknown): readonly Problem[] {
  return checkPrices(json(), { today: day, machines: facts.machines, ...(base !== undefined && { base }) });
}

function nameOf({ kind, place }: Mutation): string {
  return `${kind}: ${place}`;
}

function everyFifthOfEachKind(mutations: readonly Mutation[]): readonly Mutation[] {
  const seen = new Map<string, number>();
  return mutations.filter(({ kind }) => {
    const count = seen.get(kind) ?? 0;
    seen.set(kind, count + 1);
    return count % 5 === 0;
  });
}
