/** The figures that can be explained, what an explanation says of one, and what it is made from. Types and names only. */
import type { Quote } from '../advice/quote.ts';
import type { Comparison } from '../compare.ts';
import type { Facts } from '../options/facts.ts';
import type { Option, PlanId, Size, Supply } from '../options/plan.ts';
import type { LineItem } from '../prices/bill.ts';
import type { Assumption, AssumptionKey } from '../scenario/assumptions.ts';
import type { ScenarioKey } from '../scenario/scenario.ts';
import type { Language } from '../units/text.ts';
import type { ExplainWords } from './explain.de.ts';
import type { Words } from './words.ts';

/** Every figure of the screens that can say where it comes from. `use.<limit>` speaks of the place where that limit is fullest. */
export const figureIds = [
  // money
  'net',
  'gross',
  'perTenant',
  'totalCost',
  'operatorHours',
  'operatorCost',
  'outageCost',
  // outages
  'openingHoursDown',
  'availability',
  'promised',
  'longestOutage',
  'overFourHours',
  'afterServerLoss',
  // losses
  'hostLoss',
  'errorLoss',
  'dataLossDatabase',
  'dataLossFiles',
  'allDataLost',
  // growth
  'reach',
  'nextStep',
  'activeUsers',
  'backupSize',
  // limits
  'use.cpu',
  'use.latency',
  'use.ram',
  'use.disk',
  'use.iops',
  'use.connections',
  'use.namespaces',
  'use.backupWindow',
  'use.restore',
] as const;
/** A figure that can be explained. */
export type FigureId = (typeof figureIds)[number];

/** Sections of the method page. */
export type MethodAnchor =
  | 'money'
  | 'availability'
  | 'contracts'
  | 'long-outage'
  | 'recovery'
  | 'losses'
  | 'durability'
  | 'growth'
  | 'load'
  | 'capacity'
  | 'queueing';

/** One line of a computation with the present numbers. */
export interface ExplanationStep {
  readonly text: string;
  readonly value: string;
}

/** "stated": an input of the scenario. "changed": an assumption that the user replaced. The others as in the data. */
export type InputKind = Assumption['kind'] | 'stated' | 'changed';

/** One number that a calculation begins with, as text. */
export interface ExplanationInput {
  readonly name: string;
  /** Absent for what is no input of anybody: an exchange rate, a machine, the size of the plan. */
  readonly key?: AssumptionKey | ScenarioKey;
  readonly value: string;
  /** From low to high; absent for a single number. */
  readonly range?: string;
  /** A dash for a choice and a day. */
  readonly unit: string;
  readonly kind: InputKind;
  readonly source: string;
}

/** A row of the price book behind a figure. */
export interface ExplanationPrice {
  readonly label: string;
  /** In the currency and the period of the vendor. */
  readonly amount: string;
  /** ISO day. */
  readonly observedOn: string;
  readonly ageDays: number;
  readonly evidence: string;
  /** Where it is checked again. */
  readonly url?: string;
  /** True for an estimate, a named span, and what only one source other than the vendor says. */
  readonly isDoubtful?: boolean;
}

/** Where a figure of a plan comes from. */
export interface Explanation {
  readonly figure: FigureId;
  readonly plan: PlanId;
  readonly title: string;
  /** As the screens print it. */
  readonly value: string;
  /** What the figure means; of an unknown one also why it is unknown. */
  readonly sentence: string;
  /** In words, and on a second line with the present numbers where they fit on one. */
  readonly formula: string;
  readonly steps: readonly ExplanationStep[];
  readonly inputs: readonly ExplanationInput[];
  readonly prices: readonly ExplanationPrice[];
  /** False for a list price and for a contract. */
  readonly isEstimate: boolean;
  readonly method: MethodAnchor;
}

/** What an explanation is made from: one quote, and what it was computed from. */
export interface Ground {
  readonly comparison: Comparison;
  readonly quote: Quote;
  readonly option: Option;
  readonly supply: Supply;
  readonly facts: Facts;
  readonly language: Language;
  /** The words of every report, and those of explanations. */
  readonly words: Words;
  readonly say: ExplainWords;
}

/** For what a figure is asked again with other numbers. */
export interface Asked {
  readonly size: Size;
  readonly tenants: number;
}

/** Numbers that move with the figure, also where the figure itself only moves in steps. */
export type Probe = (supply: Supply, asked: Asked) => readonly (number | undefined)[];

/** One figure, worked out: everything of its explanation that depends on the figure. */
export interface Worked {
  readonly title?: string;
  readonly value: string;
  /** Why the value is unknown or not a number. */
  readonly reason?: string;
  readonly formula: string;
  readonly steps: readonly ExplanationStep[];
  readonly probe: Probe;
  /** True if the probe is that of the size of the plan, which several figures share. */
  readonly isSizing?: boolean;
  /** Inputs of the scenario that count beside the number of practices. */
  readonly stated: readonly ScenarioKey[];
  /** Prices that it contains. */
  readonly priced: readonly LineItem[];
  readonly isEstimate: boolean;
}
