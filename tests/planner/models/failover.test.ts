/** Failover: the two pair formulas against a Markov chain that is solved state by state. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availabilityOfRate, downtimeHours, pairWithoutThirdVote, pairWithThirdVote, series, type NodePair } from '@ordiplan/planner';

/** The likely host: 0.4 failures a year of 2 h. */
const likelyHost: NodePair = { failuresPerHour: 0.4 / 8760, repairsPerHour: 1 / 2, crews: 2 };

const nodes: fc.Arbitrary<NodePair> = fc.record({
  failuresPerHour: fc.double({ min: 1e-5, max: 0.05, noNaN: true }),
  repairsPerHour: fc.double({ min: 0.05, max: 4, noNaN: true }),
  crews: fc.constantFrom(1, 2),
});
const hours = fc.double({ min: 0.001, max: 12, noNaN: true });

describe.each([
  ['with a third vote', pairWithThirdVote, chainWithThirdVote],
  ['without a third vote', pairWithoutThirdVote, chainWithoutThirdVote],
] as const)('a pair %s', (_name, formula, chain) => {
  it('is up as often as its Markov chain', () => {
    fc.assert(
      fc.property(nodes, hours, (pair, t) => {
        expect(formula(pair, t)).toBeCloseTo(chain(pair, t), 11);
      }),
    );
  });

  it('is up less if the switch takes longer', () => {
    fc.assert(fc.property(nodes, hours, hours, (pair, t, more) => formula(pair, t + more) <= formula(pair, t) + 1e-12));
  });

  it('is up less with one crew than with two', () => {
    fc.assert(fc.property(nodes, hours, (pair, t) => formula({ ...pair, crews: 1 }, t) <= formula({ ...pair, crews: 2 }, t) + 1e-12));
  });
});

it('the same people act faster with a third vote: the pair is never up less', () => {
  fc.assert(
    fc.property(nodes, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (pair, share) => {
      const manual = 1 / pair.repairsPerHour;
      expect(pairWithThirdVote(pair, share * manual)).toBeGreaterThanOrEqual(pairWithoutThirdVote(pair, manual) - 1e-12);
    }),
  );
});

describe('a pair without a third vote', () => {
  it('is worse than one node if nobody acts: both must be up', () => {
    const nobodyActs = pairWithoutThirdVote(likelyHost, 1e9);
    const one = availabilityOfRate(0.4, 2);
    expect(nobodyActs).toBeCloseTo(series(one, one), 7);
    expect(nobodyActs).toBeLessThan(one);
  });

  it('is worse than one node as long as people need longer than a repair', () => {
    fc.assert(
      fc.property(nodes, (pair) => {
        // With x = λ/μ, two crews and an operator after four repair times, the two are equal at x = 3/4 exactly.
        fc.pre(pair.failuresPerHour / pair.repairsPerHour < 0.7);
        const one = pair.repairsPerHour / (pair.failuresPerHour + pair.repairsPerHour);
        expect(pairWithoutThirdVote(pair, 4 / pair.repairsPerHour)).toBeLessThan(one);
      }),
    );
  });
});

it.each([
  // pair                                                                          minutes a year without writing, published
  ['one node', availabilityOfRate(0.4, 2), 48, 0],
  ['two nodes, nobody acts', pairWithoutThirdVote(likelyHost, 1e9), 96, 0],
  ['two nodes, somebody acts after 1.5 h', pairWithoutThirdVote(likelyHost, 1.5), 41, 0],
  ['two nodes, somebody acts after 10 min', pairWithoutThirdVote(likelyHost, 1 / 6), 7.4, 1],
  ['a third vote, 40 s, and 5 % of switches need a human', pairWithThirdVote(likelyHost, 0.95 * (40 / 3600) + 0.05 * 1.5), 2.1, 1],
])('%s', (_pair, up, minutes, digits) => {
  expect(downtimeHours(up) * 60).toBeCloseTo(minutes, digits);
});

/** Both up · the primary is lost, the switch is under way · one up · none up. The loss of the secondary needs no switch. */
function chainWithThirdVote({ failuresPerHour: f, repairsPerHour: r, crews }: NodePair, switchHours: number): number {
  const [both, , one] = stationary([
    [0, f, f, 0],
    [0, 0, 1 / switchHours, f],
    [r, 0, 0, f],
    [0, 0, crews * r, 0],
  ]);
  return both! + one!;
}

/** Both up · one lost, the other waits for a majority · forced to go on alone · none up. Who waits may fail as well. */
function chainWithoutThirdVote({ failuresPerHour: f, repairsPerHour: r, crews }: NodePair, manualHours: number): number {
  const [both, , alone] = stationary([
    [0, 2 * f, 0, 0],
    [r, 0, 1 / manualHours, f],
    [r, 0, 0, f],
    [0, 0, crews * r, 0],
  ]);
  return both! + alone!;
}

/** Shares of time in each state from the rates between them: the balance of every state, solved by elimination. */
function stationary(rates: readonly (readonly number[])[]): number[] {
  const n = rates.length;
  // Row j: what flows into state j less what flows out of it is 0; the last row says that the shares add up to 1.
  const rows = rates.map((_, j) => [
    ...rates.map((from, i) => (j === n - 1 ? 1 : i === j ? -from.reduce((all, rate) => all + rate, 0) : from[j]!)),
    j === n - 1 ? 1 : 0,
  ]);
  for (let column = 0; column < n; column++) {
    const pivot = rows.slice(column).reduce((best, row) => (Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[column]! / pivot[column]!;
      for (let k = 0; k <= n; k++) row[k] = row[k]! - factor * pivot[k]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}
