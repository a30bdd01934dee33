/** The lower envelope: which design has the smallest bill at each number of practices. */
import type { PlanId } from '../options/plan.ts';
import { middle, type Spread } from '../prices/bill.ts';
import type { CostStep } from './upgrade-points.ts';

/** A curve of one design. */
export interface Curve {
  readonly id: PlanId;
  readonly steps: readonly CostStep[];
}

/** A range of practice counts with the same cheapest design and the same bill. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** Undefined where none of the designs carries so many, or none has a known price. */
  readonly cheapest: { readonly id: PlanId; readonly machines: string; readonly net: Spread } | undefined;
}

/**
 * The cheapest of several curves over all practice counts, exact: it can change only where one of them does. Of equal
 * bills the first curve counts. A design with an unknown price is not compared.
 */
export function envelope(curves: readonly Curve[]): Segment[] {
  const euros = curves.map(({ steps }) => steps.map(({ net }) => net && middle(net).euro.toNumber()));
  const last = Math.max(0, ...curves.map(({ steps }) => steps.at(-1)?.to ?? 0));
  // A curve also changes where it ends.
  const changes = new Set(curves.flatMap(({ steps }) => steps.flatMap(({ from, to }) => [from, to + 1])));
  const starts = [...changes].filter((tenants) => tenants <= last).sort((a, b) => a - b);
  const places = curves.map(() => 0);
  const segments: Segment[] = [];
  for (const [i, from] of starts.entries()) {
    const cheapest = cheapestAt(from);
    const to = (starts[i + 1] ?? last + 1) - 1;
    const before = segments.at(-1);
    if (before && isSame(before.cheapest, cheapest)) segments[segments.length - 1] = { ...before, to };
    else segments.push({ from, to, cheapest });
  }
  return segments;

  function cheapestAt(tenants: number): Segment['cheapest'] {
    let best: Segment['cheapest'];
    let least = Infinity;
    for (const [c, { id, steps }] of curves.entries()) {
      while (steps[places[c]!] && steps[places[c]!]!.to < tenants) places[c]!++;
      const { from, machines, net } = steps[places[c]!] ?? {};
      const euro = euros[c]![places[c]!];
      if (from === undefined || from > tenants || machines === undefined || !net || euro === undefined || euro >= least) continue;
      best = { id, machines, net };
      least = euro;
    }
    return best;
  }
}

function isSame(a: Segment['cheapest'], b: Segment['cheapest']): boolean {
  if (!a || !b) return a === b;
  return a.id === b.id && a.machines === b.machines && middle(a.net).euro.equals(middle(b.net).euro);
}
