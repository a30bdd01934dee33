/** The designs by money and outage, as their table has them: who is beaten, and the line of those that nobody undercuts in both. */
import { costAgainstOutageTwin, dominated, recommendedQuote, type Comparison, type Quote } from '@ordiplan/planner';

export interface FrontPoint {
  readonly quote: Quote;
  /** Euro a month of bill and operation. */
  readonly paid: number;
  /** Hours a year in opening hours. */
  readonly down: number;
  readonly isBeaten: boolean;
  readonly isRecommended: boolean;
}

/** Every admissible design with a price, the cheapest first. */
export function frontPoints(comparison: Comparison): FrontPoint[] {
  const known = comparison.quotes.filter(({ isAdmissible, totalCost }) => isAdmissible && totalCost);
  const beaten = dominated(known).map(({ id }) => id);
  const best = recommendedQuote(comparison);
  return known
    .map((quote) => ({
      quote,
      paid: quote.totalCost!.bill.euro.plus(quote.totalCost!.operator.euro).toNumber(),
      down: quote.availability.openingHoursDown,
      isBeaten: beaten.includes(quote.id),
      isRecommended: quote === best,
    }))
    .sort((a, b) => a.paid - b.paid);
}

/** For each budget the least outage that it buys: the designs with less outage than every cheaper one. Beaten ones never count. */
export function front(points: readonly FrontPoint[]): FrontPoint[] {
  return points
    .filter(({ isBeaten }) => !isBeaten)
    .reduce<FrontPoint[]>((line, point) => (point.down < (line.at(-1)?.down ?? Infinity) ? [...line, point] : line), []);
}

/** The corners of the front: from above down to the cheapest, and on to the right, where more money buys no less outage. */
export function frontEdge(points: readonly FrontPoint[]): { x: number; y: number }[] {
  const line = front(points);
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return [];
  const [peak, dearest] = [Math.max(...points.map(({ down }) => down)), Math.max(...points.map(({ paid }) => paid))];
  const corners = line.map(({ paid, down }) => ({ x: paid, y: down }));
  return [{ x: first.paid, y: peak * headroom }, ...corners, { x: dearest * headroom, y: last.down }];
}

/** So far beyond the outermost design the front is drawn. */
const headroom = 1.08;

/** The names of both axes: the heads of the table. */
export function axisNames(comparison: Comparison, language: 'de' | 'en'): { paid: string; down: string } {
  const { head } = costAgainstOutageTwin(comparison, language);
  return { paid: head[1]!, down: head[2]! };
}
