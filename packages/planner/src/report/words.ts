/** The words of a report, as a shape that both languages fill: a missing sentence does not compile. */
import type { Fallback } from '../advice/fallbacks.ts';
import type { DatedUpgradePoint, Quote } from '../advice/quote.ts';
import type { GateResult } from '../advice/gates.ts';
import type { Reason } from '../advice/recommend.ts';
import type { Comparison } from '../compare.ts';
import type { PlannerError } from '../errors.ts';
import type { Place, Resource } from '../models/capacity.ts';
import type { OptionId, PlanId, Slot, Site } from '../options/plan.ts';
import type { ScenarioKey } from '../scenario/scenario.ts';
import type { Language } from '../units/text.ts';
import type { FindingWords } from './findings.ts';
import type { JudgementWords } from './judgement.ts';
import type { ReliabilityColumn } from './reliability.ts';
import { wordsDe } from './words.de.ts';
import { wordsEn } from './words.en.ts';

/** A sentence with one part to be marked. */
export interface MarkedSentence {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** Every sentence about a result in one language; those with figures are functions. */
export interface Words {
  readonly language: Language;
  /** "Option A"; "Solo" stands alone. */
  readonly optionTitle: Readonly<Record<OptionId, string>>;
  /** What a design is, in two or three words, and what is beside it. */
  readonly planName: Readonly<Record<PlanId, string>>;
  readonly planLine: Readonly<Record<PlanId, string>>;
  readonly asQuoted: string;
  readonly decision: (id: PlanId, tenants: number) => MarkedSentence;
  /** The cheapest plan that does what is wanted, but is not shown to be lawful. */
  readonly decisionUnproven: (id: PlanId, tenants: number) => MarkedSentence;
  readonly undecided: (tenants: number, marks: readonly string[], machines: readonly string[]) => string;
  readonly undecidedNext: string;
  readonly nothingFits: (tenants: number, largestReach: number) => string;
  readonly nothingAllowed: (tenants: number, stoppedBy: readonly GateResult[]) => string;
  readonly nothingFitsNext: string;
  readonly nextChange: (point: DatedUpgradePoint) => string;
  readonly noNextChange: string;
  readonly reason: (reason: Reason, mark: (id: Quote['id']) => string) => string;
  readonly runnerUp: (mark: string, costsMore: Quote['totalCost'], thanCost: Quote['totalCost']) => string;
  readonly finding: FindingWords;
  /** What to order instead, e.g. "CAX21 +2,00 € (ARM)". */
  readonly fallback: (fallback: Fallback) => string;
  readonly fallbacks: (list: readonly string[]) => string;
  /** The head of a limit, e.g. "disk of the server". */
  readonly limit: (place: Place, resource: Resource) => string;
  readonly slot: Readonly<Record<Slot, string>>;
  readonly site: Readonly<Record<Site, string>>;
  readonly field: Readonly<Record<ScenarioKey, string>>;
  readonly fieldLimit: Readonly<Record<ScenarioKey, string>>;
  /** `nameOf` says how to call an input: by its label (the default), or e.g. by its flag. */
  readonly error: (error: PlannerError, nameOf?: (key: ScenarioKey) => string) => string;
  readonly tenants: (count: number) => string;
  readonly unknown: string;
  readonly never: string;
  readonly about: (amount: string) => string;
  readonly atLeast: (amount: string) => string;
  readonly orMore: (amount: string) => string;
  /** A part that is needed has no agreement. */
  readonly noContract: string;
  /** All work is lost. */
  readonly everything: string;
  readonly reliability: Readonly<Record<'design' | ReliabilityColumn, string>>;
  readonly reliabilityNote: string;
  /** Gates, targets, and what follows from them. */
  readonly judgement: JudgementWords;
  readonly measured: (availability: number, hoursDown: number) => string;
  readonly beyondCatalogue: string;
  readonly terminal: TerminalWords;
}

/** Heads and notes of the command line. */
export interface TerminalWords {
  readonly machines: string;
  readonly net: string;
  readonly gross: string;
  readonly perTenant: string;
  readonly range: string;
  readonly down: string;
  readonly reach: string;
  readonly binding: string;
  readonly next: string;
  readonly findings: string;
  /** How many findings of medium weight are not printed. */
  readonly more: (count: number) => string;
  readonly excluded: string;
  readonly prices: (list: Comparison['priceList']) => string;
  readonly rate: (usdPerEur: string, on: string) => string;
  readonly vatUnstated: string;
  readonly disclaimer: string;
}

/** Every sentence about a result, by language. */
export const words: Readonly<Record<Language, Words>> = { de: wordsDe, en: wordsEn };
