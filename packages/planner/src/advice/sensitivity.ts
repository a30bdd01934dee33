/**
 * Sensitivity: which assumption moves a figure most (tornado), and between which bounds it stays whatever the
 * assumptions turn out to be within their spans (corners).
 */
import { machineOf } from '../models/machines.ts';
import { assumptionsOf, likelySupply, offer, supplyOf, type Facts } from '../options/facts.ts';
import { optionOf } from '../options/index.ts';
import type { Option, Plan, Supply } from '../options/plan.ts';
import { reachOf, usesOf } from '../options/sizing.ts';
import { assumptionKeys, type AssumptionKey, type Assumptions, type Span, type Values } from '../scenario/assumptions.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { outagesOf } from './outages.ts';
import type { Quote } from './quote.ts';

/** One assumption at either end of its span, all others likely. */
export interface Bar {
  /** A parameter, or the speed of a machine. */
  readonly subject: { readonly kind: 'assumption'; readonly key: AssumptionKey } | { readonly kind: 'speed'; readonly sku: string };
  readonly span: Span;
  /** The figure at either end. */
  readonly atLow: number;
  readonly atHigh: number;
}

/** What moves one figure of a plan, and how far. */
export interface FigureSensitivity {
  /** The figure when everything is likely. */
  readonly base: number;
  /** The assumptions that move it, the strongest first. */
  readonly bars: readonly Bar[];
  /** Bounds that hold for every combination of assumptions within their spans: everything bad at once, everything good at once. */
  readonly guaranteed: { readonly worst: number; readonly best: number };
}

/** What moves the two figures that assumptions decide. */
export interface Sensitivity {
  /** Practices that the machines of the plan carry. */
  readonly reach: FigureSensitivity;
  /** Hours a year in which practices are open. */
  readonly openingHoursDown: FigureSensitivity;
}

/** How the figures of a quote depend on each assumption; undefined without a plan. */
export function sensitivity(quote: Quote, { scenario, facts }: { scenario: Scenario; facts: Facts }): Sensitivity | undefined {
  const { plan } = quote;
  if (!plan) return undefined;
  const option = optionOf(quote.id);
  const { size } = plan;
  const study = studyOf(scenario, facts, plan);
  return {
    // What fills a limit takes practices away: its shares say the direction even where another limit binds, and the reach
    // where a limit is so full that its share no longer grows.
    reach: study(reach, (supply) => usesOf(option, plan, supply).reduce((sum, { share }) => sum + share, -reach(supply))),
    openingHoursDown: study(downtime(option, plan), downtime(option, plan)),
  };

  function reach(supply: Supply): number {
    return reachOf(option, size, supply);
  }
}

function downtime(option: Option, { size, tenants }: Plan): Figure {
  return ({ values }) => outagesOf({ option, size, tenants }, values).availability.openingHoursDown;
}

/** One knob: what it is, its span, and the supply when it is turned. */
interface Knob {
  readonly subject: Bar['subject'];
  readonly span: Span;
}

type Setting = readonly [Knob, number];

/** A number that follows from a supply. */
type Figure = (supply: Supply) => number;

/** `burden` is larger where `figure` is worse, and also moves where the figure does not move yet. */
type Study = (figure: Figure, burden: Figure) => FigureSensitivity;

function studyOf(scenario: Scenario, facts: Facts, plan: Plan): Study {
  const assumptions = assumptionsOf(scenario, facts);
  const offered = offer(scenario, facts);
  const likely = likelySupply(scenario, facts);
  const knobs = [...parameterKnobs(assumptions), ...speedKnobs(plan, facts)].filter(({ span }) => span.low !== span.high);

  return (figure, burden) => {
    const bars = knobs
      .map((knob) => ({ ...knob, atLow: figure(turned([[knob, knob.span.low]])), atHigh: figure(turned([[knob, knob.span.high]])) }))
      .filter(({ atLow, atHigh }) => atLow !== atHigh)
      .sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow));
    const [worst, best] = [true, false].map((isBad) => figure(turned(corner(burden, isBad)))) as [number, number];
    return { base: figure(likely), bars, guaranteed: { worst, best } };
  };

  /**
   * Every knob at its worse (or better) end. Judged with the others likely, and again with the others at their ends: the
   * size of images counts only where there are some, and a failover that succeeds helps only while it is the faster one.
   */
  function corner(burden: Figure, isBad: boolean): readonly Setting[] {
    const ends = (others: readonly Setting[]) =>
      knobs.map((knob, i): Setting => {
        const { low, likely: middle, high } = knob.span;
        const [atLow, atHigh] = [low, high].map((end) => burden(turned([...others, [knob, end]]))) as [number, number];
        if (atLow === atHigh) return others[i] ?? [knob, middle];
        return [knob, atHigh > atLow === isBad ? high : low];
      });
    return ends(ends([]));
  }

  function turned(settings: readonly Setting[]): Supply {
    const values: Record<AssumptionKey, number> = { ...likely.values };
    const speeds = new Map<string, number>();
    for (const [{ subject }, value] of settings) {
      if (subject.kind === 'assumption') values[subject.key] = value;
      else speeds.set(subject.sku, value);
    }
    return supplyOf(scenario, offered, { values: values as Values, coresOf: (sku) => speeds.get(sku) ?? likely.coresOf(sku) });
  }
}

function parameterKnobs(assumptions: Assumptions): Knob[] {
  return assumptionKeys.map((key) => {
    const { low, likely, high } = assumptions[key];
    return { subject: { kind: 'assumption', key }, span: { low, likely, high } };
  });
}

function speedKnobs({ size }: Plan, { machines }: Facts): Knob[] {
  const skus = [...new Set([size.server, size.standby, size.database].flatMap((sku) => sku ?? []))];
  return skus.map((sku) => ({ subject: { kind: 'speed', sku }, span: machineOf(machines, sku).referenceCores }));
}
