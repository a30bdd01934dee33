/** The use of capacity today and in 12 months, as its chart and its table tell it. */
import { capacityTwin, numberText, percentText, type Language, type Quote, type Twin, type Use } from '@ordiplan/planner';
import { chartWords } from './words.ts';

export interface Later {
  readonly tenants: number;
  /** What is used then, and the machines that it is used on. */
  readonly uses: readonly Use[];
  readonly machines: string | undefined;
}

export interface CapacityFigures {
  readonly quote: Quote;
  /** Undefined if nothing is known of later, or no machine is large enough. */
  readonly later: Later | undefined;
}

/** The same design for another number of practices, with the machines that it needs then. */
export function laterOf(quote: Quote | undefined): Later | undefined {
  return quote?.plan && quote.capacity && { tenants: quote.plan.tenants, uses: quote.capacity.uses, machines: quote.machines };
}

/** The tightest first, as in the table. */
export function sortedUses({ capacity }: Quote): readonly Use[] {
  return [...(capacity?.uses ?? [])].sort((a, b) => b.share - a.share);
}

/** What is used later of the limit of `use`. */
export function laterShare(later: Later | undefined, use: Use): number | undefined {
  return later?.uses.find(({ place, resource }) => place === use.place && resource === use.resource)?.share;
}

/** Whether other machines are needed by then. */
const isOther = ({ quote, later }: CapacityFigures) => later?.machines !== undefined && later.machines !== quote.machines;

/** What the two bars are. */
export function laterWords({ quote, later }: CapacityFigures, language: Language): { today: string; later: string | undefined } {
  const words = chartWords[language];
  const count = later && numberText(later.tenants, language);
  return {
    today: words.today(numberText(quote.plan?.tenants ?? 0, language)),
    later: count === undefined ? undefined : isOther({ quote, later }) ? words.inAYear(count, later!.machines!) : words.inAYearSame(count),
  };
}

/** The twin of the planner with one more column for later. */
export function capacityTable(figures: CapacityFigures, language: Language): Twin {
  const { quote, later } = figures;
  const twin = capacityTwin(quote, language);
  if (!later) return twin;
  const words = chartWords[language];
  const share = (use: Use) => laterShare(later, use);
  const title = isOther(figures) ? words.usedInAYear(later.machines!) : words.usedInAYearSame;
  return {
    ...twin,
    head: [...twin.head, title],
    rows: sortedUses(quote).map((use, i) => {
      const value = share(use);
      return [...twin.rows[i]!, value === undefined ? words.unknown : percentText(value, language)];
    }),
  };
}
