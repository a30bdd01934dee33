/** The words of the three reading levels, of flips and of the roadmap, as a shape that both languages fill. */
import type { ChoiceKey } from '../advice/flips.ts';
import type { DatedUpgradePoint } from '../advice/quote.ts';
import type { PathId } from '../advice/roadmap.ts';
import type { PlanId } from '../options/plan.ts';
import type { Language } from '../units/text.ts';
import { readingDe } from './reading.de.ts';
import { readingEn } from './reading.en.ts';

/** The readers that a result can be told to. */
export const readingIds = ['owner', 'developer', 'compliance'] as const;
/** For whom a result is told: who pays for it, who builds it, who answers for it. */
export type ReadingId = (typeof readingIds)[number];

/** For owners: no word that needs explaining. */
export interface OwnerWords {
  /** What a design is, as it follows the name of the option in the decision. */
  readonly design: Readonly<Record<PlanId, string>>;
  /** A design in two or three words, for the designs that the analysis does not name. */
  readonly short: Readonly<Partial<Record<PlanId, string>>>;
  readonly decision: (tenants: number, title: string, design: string) => string;
  readonly decisionUnproven: (tenants: number, title: string, design: string) => string;
  readonly costs: (net: string, gross: string, perTenant: string) => string;
  readonly outages: (hoursPerYear: string, longest: string) => string;
  readonly nextChange: (point: DatedUpgradePoint) => string;
  readonly why: string;
  readonly todo: string;
  readonly compared: string;
  readonly column: Readonly<Record<'design' | 'price' | 'down' | 'verdict', string>>;
  readonly verdict: Readonly<Record<'recommended' | 'tooSmall' | 'excluded' | 'unproven' | 'possible', string>>;
  readonly misses: (count: number) => string;
  readonly order: (parts: readonly string[]) => string;
  readonly checkStock: (labels: readonly string[]) => string;
  readonly confirmPrices: (labels: readonly string[]) => string;
  readonly askPrices: (machines: readonly string[]) => string;
  readonly concludeContracts: (vendors: readonly string[]) => string;
  readonly requestAttestation: (vendors: readonly string[]) => string;
  readonly rehearse: (hours: string | undefined) => string;
  readonly decideBy: (day: string) => string;
  readonly relax: (targets: readonly string[]) => string;
  readonly askForHelp: string;
}

/** For those who answer for it: what is demanded, who says so, where data lies and what comes back after a loss. */
export interface ComplianceWords {
  readonly subject: (design: string, jurisdiction: string, profile: string) => string;
  readonly noSubject: string;
  readonly legal: (status: string) => string;
  readonly jurisdiction: Readonly<Record<'AT' | 'DE', string>>;
  readonly heading: Readonly<Record<'gates' | 'others' | 'duties' | 'places' | 'recovery' | 'backup' | 'retention' | 'versions', string>>;
  readonly gateColumn: Readonly<Record<'gate' | 'status' | 'reason' | 'basis' | 'source' | 'day', string>>;
  readonly otherColumn: Readonly<Record<'design' | 'legal' | 'all' | 'open', string>>;
  readonly placeColumn: Readonly<Record<'part' | 'holds' | 'site' | 'vendor' | 'encrypted' | 'abroad', string>>;
  readonly recoveryColumn: Readonly<Record<'figure' | 'reached' | 'wanted', string>>;
  readonly figure: Readonly<
    Record<'hostLossDatabase' | 'hostLossFiles' | 'errorDatabase' | 'errorFiles' | 'restore' | 'availability', string>
  >;
  readonly pointInTime: string;
  readonly any: string;
  readonly yes: string;
  readonly no: string;
  readonly notStated: string;
  readonly country: Readonly<Record<string, string>>;
  readonly kept: Readonly<Record<'database' | 'files', string>>;
  readonly backup: (kept: string, site: string, everyHours: string) => string;
  readonly noBackup: string;
  readonly pointInTimeBackup: Readonly<Record<'yes' | 'no', string>>;
  readonly keepingStates: (factor: string) => string;
  readonly rehearsal: string;
  readonly retentionUnknown: string;
  readonly sourced: (text: string, source: string, day: string) => string;
  readonly version: (planner: string, schema: number, today: string) => string;
  readonly complianceDays: (first: string, last: string) => string;
  readonly targets: (os: string, nginx: string) => string;
  readonly noAdvice: string;
}

export interface FlipWords {
  readonly heading: string;
  readonly none: string;
  /** "From 91 practices on (instead of 12)"; `isMore` says on which side of the present value the other one lies. */
  readonly tenants: (at: number, from: number, isMore: boolean) => string;
  readonly outage: (at: string, from: string, isMore: boolean) => string;
  /** "In the phase production (instead of start)", by the value that is chosen instead. */
  readonly choice: (key: ChoiceKey, at: string, from: string) => string;
  readonly assumption: (meaning: string, at: string, from: string, isMore: boolean) => string;
  /** What follows, after the condition: another design is the better choice, or the only one, or there is no answer. */
  readonly better: (name: string) => string;
  readonly only: (name: string) => string;
  readonly noAnswer: Readonly<Record<'undecided' | 'impossible' | 'none', string>>;
  readonly sentence: (condition: string, consequence: string) => string;
  readonly within: (low: string, high: string) => string;
  readonly beyond: (low: string, high: string) => string;
  /** Of a choice of ours, which has no span. */
  readonly fixed: string;
  /** Units of data/assumptions.json as people write them after a number; of shares nothing. */
  readonly unit: Readonly<Record<string, string>>;
  readonly left: (count: number) => string;
  readonly progress: (percent: string) => string;
}

export interface RoadmapWords {
  readonly heading: string;
  readonly none: string;
  readonly path: Readonly<Record<PathId, string>>;
  readonly growth: (from: number, to: number, months: number) => string;
  readonly production: (month: number) => string;
  readonly column: Readonly<Record<'path' | 'end' | 'paid' | 'shocked' | 'carries', string>>;
  readonly changeColumn: Readonly<Record<'month' | 'due' | 'decideBy' | 'tenants' | 'to' | 'step' | 'work' | 'once', string>>;
  readonly always: string;
  readonly endsIn: (month: number) => string;
  readonly noChange: (paths: readonly string[]) => string;
  readonly changes: (path: string) => string;
  readonly late: string;
  readonly shock: (fromMonth: number, newOrders: string, dollar: string) => string;
  readonly note: string;
}

/** The sentences of every reading in one language. */
export interface ReadingWords {
  readonly owner: OwnerWords;
  readonly compliance: ComplianceWords;
  readonly flip: FlipWords;
  readonly roadmap: RoadmapWords;
}

/** The sentences of every reading, by language. */
export const readingWords: Readonly<Record<Language, ReadingWords>> = { de: readingDe, en: readingEn };
