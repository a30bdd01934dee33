/** Least squares for the universal scalability law (Gauss and Newton), to see whether published coefficients follow from the published measurements. */

/** [α, β, γ] from measurements [workers, throughput]. */
export function fittedUsl(points: readonly (readonly [number, number])[]): number[] {
  // Multiplied out, n/X is a line in n−1 and n(n−1): a first guess by linear least squares.
  const lines = points.map(([n, x]) => ({ terms: [1, n - 1, n * (n - 1)], value: n / x }));
  const [one, contended, coherent] = leastSquares(lines);
  let fit = [contended! / one!, coherent! / one!, 1 / one!];
  for (let round = 0; round < 50; round++) {
    const steps = points.map(([n, x]) => {
      const [alpha, beta, gamma] = fit as [number, number, number];
      const divisor = 1 + alpha * (n - 1) + beta * n * (n - 1);
      const slope = (-gamma * n) / divisor ** 2;
      return { terms: [slope * (n - 1), slope * n * (n - 1), n / divisor], value: x - (gamma * n) / divisor };
    });
    const step = leastSquares(steps);
    fit = fit.map((value, i) => value + step[i]!);
  }
  return fit;
}

/** The coefficients whose sum of squared errors is least, from the normal equations and Cramer's rule. */
function leastSquares(rows: readonly { terms: readonly number[]; value: number }[]): number[] {
  const normal = [0, 1, 2].map((i) => [0, 1, 2].map((j) => rows.reduce((sum, { terms }) => sum + terms[i]! * terms[j]!, 0)));
  const right = [0, 1, 2].map((i) => rows.reduce((sum, { terms, value }) => sum + terms[i]! * value, 0));
  const whole = determinant(normal);
  return [0, 1, 2].map((column) => determinant(normal.map((row, i) => row.map((term, j) => (j === column ? right[i]! : term)))) / whole);
}

function determinant(m: readonly (readonly number[])[]): number {
  const [a, b, c] = m as readonly [readonly number[], readonly number[], readonly number[]];
  return a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) - a[1]! * (b[0]! * c[2]! - b[2]! * c[0]!) + a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!);
}
