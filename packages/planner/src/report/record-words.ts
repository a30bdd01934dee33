/** The words of the record that somebody signs and of the plain text that somebody passes on, as a shape that both languages fill. */
import type { Severity } from '../advice/findings.ts';
import type { Language } from '../units/text.ts';
import { recordDe } from './record.de.ts';
import { recordEn } from './record.en.ts';

export interface RecordWords {
  readonly heading: Readonly<
    Record<
      | 'inputs'
      | 'parts'
      | 'priceEvidence'
      | 'processors'
      | 'agreements'
      | 'targets'
      | 'safety'
      | 'assumptions'
      | 'findings'
      | 'link'
      | 'curve'
      | 'options',
      string
    >
  >;
  readonly inputColumn: Readonly<Record<'input' | 'value', string>>;
  readonly partColumn: Readonly<Record<'part' | 'quantity' | 'unit' | 'cost' | 'seen', string>>;
  readonly net: string;
  readonly gross: (percent: string) => string;
  readonly perTenant: string;
  readonly seen: (day: string, days: number) => string;
  readonly priceRecord: (label: string, amount: string, evidence: string, day: string, days: number, url: string | undefined) => string;
  readonly doubtful: string;
  readonly processorColumn: Readonly<Record<'vendor' | 'contract' | 'source' | 'attestation' | 'attestationSource', string>>;
  readonly shown: Readonly<Record<'yes' | 'no' | 'unknown', string>>;
  readonly sourceOn: (source: string, day: string) => string;
  readonly agreementColumn: Readonly<Record<'agreement' | 'promise' | 'remedy' | 'exclusions' | 'source', string>>;
  readonly perMonth: (share: string, per: 'server' | 'cluster') => string;
  readonly noDay: string;
  readonly noAgreement: (parts: readonly string[]) => string;
  readonly targetColumn: Readonly<Record<'target' | 'wanted' | 'reached' | 'status', string>>;
  readonly targetStatus: Readonly<Record<'reached' | 'missed' | 'none', string>>;
  readonly noTarget: string;
  readonly atLeast: string;
  readonly atMost: string;
  readonly over: Readonly<Record<'year' | 'opening-hours', string>>;
  readonly safetyColumn: Readonly<Record<'figure' | 'value', string>>;
  readonly assumptionColumn: Readonly<Record<'assumption' | 'changed' | 'shipped' | 'source', string>>;
  readonly noAssumption: string;
  readonly findingColumn: Readonly<Record<'severity' | 'fact' | 'consequence' | 'remedy', string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly noFinding: string;
  readonly vat: Readonly<Record<'AT' | 'DE' | 'none', string>>;
  readonly prices: Readonly<Record<'current' | 'quoted', string>>;
  /** What a key of a scenario with few answers is called, where it is not a name of its own. */
  readonly choice: Readonly<Record<'per-worker' | 'shared' | 'per-practice', string>>;
  /** Of the plain text. */
  readonly summary: {
    readonly title: (day: string) => string;
    readonly question: string;
    readonly answer: string;
    readonly figures: string;
    readonly reasons: string;
    readonly assumptions: string;
    readonly sources: string;
    readonly link: string;
    readonly inEightOfTen: (range: string) => string;
    readonly net: string;
    readonly down: string;
    readonly afterLoss: string;
    readonly availability: string;
    readonly reach: string;
    readonly nextStep: string;
    readonly changed: (meaning: string, now: string, shipped: string) => string;
    readonly estimate: string;
  };
}

export const recordWords: Readonly<Record<Language, RecordWords>> = { de: recordDe, en: recordEn };
