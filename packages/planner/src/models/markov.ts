/** Markov chains in continuous time: the share of time in each state, from the rates between the states. */
import { PlannerError } from '../errors.ts';
import { requireCount, requireNotNegative } from './arguments.ts';

/** Larger chains are refused: our questions need a few dozen states, and elimination grows with the third power. */
export const maxStates = 64;

/** Row i: the rates from state i to every other state, and on the diagonal what makes the row add up to 0. */
export type Generator = readonly (readonly number[])[];

/** The generator of a chain from its moves, each a state, the next state and the rate. Several moves add up. */
export function generatorOf(states: number, moves: readonly (readonly [from: number, to: number, rate: number])[]): number[][] {
  requireCount('states', states, { from: 1, to: maxStates });
  const rows = Array.from({ length: states }, () => new Array<number>(states).fill(0));
  for (const [from, to, rate] of moves) {
    requireCount('from', from, { from: 0, to: states - 1 });
    requireCount('to', to, { from: 0, to: states - 1 });
    requireNotNegative('rate', rate);
    rows[from]![to]! += rate;
    rows[from]![from]! -= rate;
  }
  return rows;
}

/**
 * The share of time in each state in the long run: π Q = 0, Σ π = 1, by elimination with pivoting.
 *
 * States that are left for good have the share 0. Throws `models.not-a-generator` if Q is not square, has a negative
 * rate or a row that does not add up to 0, `models.too-many-states` beyond 64, and `models.no-single-answer` if the
 * long run depends on the first state.
 */
export function stationary(generator: Generator): number[] {
  refuseOthers(generator);
  const n = generator.length;
  // Row j: what flows into state j less what flows out of it is 0. The balance of the last state follows from the
  // others, so that its row says instead that the shares add up to 1.
  const rows = generator.map((_, j) => (j === n - 1 ? new Array<number>(n + 1).fill(1) : [...generator.map((from) => from[j]!), 0]));
  eliminate(rows);
  const shares = rows.map((row, i) => Math.max(0, row[n]! / row[i]!));
  const all = shares.reduce((sum, share) => sum + share, 0);
  if (!(all > 0 && all < Infinity)) {
    throw new PlannerError(
      'models.too-far-apart',
      `"generator" has rates so far apart that no digit is left. State rates that are closer.`,
    );
  }
  return shares.map((share) => share / all);
}

/** Gauss and Jordan: leaves the coefficients on the diagonal and the right side in the last column. */
function eliminate(rows: number[][]): void {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    const row = rows[pivot]!;
    rows[pivot] = rows[column]!;
    rows[column] = row;
    for (const [i, other] of rows.entries()) {
      if (i === column || other[column] === 0) continue;
      const factor = other[column]! / row[column]!;
      for (let k = column; k <= n; k++) other[k]! -= factor * row[k]!;
    }
  }
}

function refuseOthers(generator: Generator): void {
  const n = generator.length;
  if (n > maxStates) {
    throw new PlannerError('models.too-many-states', `"generator" has ${n} states. Join states until ${maxStates} are left.`, {
      states: n,
    });
  }
  if (n === 0) refuse(0, 'has no state. Give one row for each state');
  for (const [i, row] of generator.entries()) {
    if (row.length !== n) refuse(i, `has ${row.length} columns in row ${i} and ${n} rows. Give one rate for each pair of states`);
    const wrong = row.findIndex((rate, j) => !Number.isFinite(rate) || (i !== j && rate < 0));
    if (wrong !== -1) refuse(i, `has the rate ${row[wrong]} in row ${i}, column ${wrong}. Rates are finite and at least 0`);
    const sum = row.reduce((all, rate) => all + rate, 0);
    if (Math.abs(sum) > n * Math.sqrt(Number.EPSILON) * Math.abs(row[i]!)) {
      refuse(i, `has a row ${i} that adds up to ${sum}. Put less the sum of its rates on the diagonal`);
    }
  }
  if (!hasOneEnd(generator)) {
    throw new PlannerError(
      'models.no-single-answer',
      `"generator" has ${n} states and more than one set that is never left, so the long run depends on the first state. Connect the sets.`,
      { states: n },
    );
  }
}

/** Whether some state can be reached from all: then the long run does not depend on where the chain starts. */
function hasOneEnd(generator: Generator): boolean {
  const reached = generator.map((_, start) => reachedFrom(generator, start));
  return generator.some((_, end) => reached.every((states) => states.has(end)));
}

function reachedFrom(generator: Generator, start: number): ReadonlySet<number> {
  const states = new Set([start]);
  // A set that grows while it is walked through is walked through to its new end.
  for (const state of states) for (const [to, rate] of generator[state]!.entries()) if (rate > 0) states.add(to);
  return states;
}

function refuse(row: number, fault: string): never {
  throw new PlannerError('models.not-a-generator', `"generator" ${fault}.`, { row });
}
