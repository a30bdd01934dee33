/** What a finding is: a code with its figures, the area of risk that it belongs to, and how grave it is. The words stand in report/findings.*. */
import type { Place, Resource } from '../../models/capacity.ts';
import type { Money, NetMonth } from '../../units/money.ts';

/** As the analysis grades its risks. */
export const severities = ['critical', 'important', 'medium'] as const;
/** How grave a finding is. */
export type Severity = (typeof severities)[number];

/** The six areas of risk of the analysis, and what can be bought at which price. */
export const areas = ['single-point', 'backup', 'replication', 'security', 'scaling', 'maintenance', 'supply'] as const;
/** One area of risk. */
export type Area = (typeof areas)[number];

/** What guards a server. */
export type Safeguard = 'login-guard' | 'automatic-updates' | 'audit-log' | 'encryption';

/** Each code with the figures that its sentences need. */
export interface FindingArgs {
  'server.single': { readonly inCells: boolean };
  'backup.none': Record<string, never>;
  'backup.files-missing': Record<string, never>;
  /** Hours of work that are lost with the host, at worst. */
  'replication.none': { readonly hoursLost: number | 'everything' };
  /** Minutes of outage a year, all causes together. */
  'vote.missing': { readonly minutes: number; readonly minutesOfOneServer: number };
  /** P(all data is lost for good within ten years). */
  'replica.no-backup': { readonly chance: number };
  'replicas.same-host': { readonly copies: number };
  /** Practices that the standby carries alone. */
  'standby.too-small': { readonly tenants: number };
  /** Shares of the year. */
  'app.single-before-managed': { readonly availability: number; readonly ofDatabase: number };
  /** Practices that are carried when shared cores are slow. */
  'cpu.shared': { readonly tenants: number };
  'security.unhardened': { readonly missing: readonly Safeguard[] };
  'maintenance.manual': { readonly hoursPerMonth: number };
  'headroom.small': { readonly place: Place; readonly resource: Resource; readonly share: number };
  'growth.outgrown': { readonly expected: number; readonly tenants: number };
  'price.unknown': { readonly machines: readonly string[] };
  'price.estimate': { readonly labels: readonly string[] };
  'price.stale': { readonly asOf: string; readonly days: number };
  'stock.sold-out': { readonly label: string; readonly observedOn: string; readonly isFresh: boolean };
  'type.deprecated': { readonly label: string; readonly notOrderableFrom: string };
  /** `nearest` is a list price, with or without VAT. */
  'seed.not-reproducible': { readonly label: string; readonly quoted: NetMonth; readonly nearest: Money<'net' | 'gross', 'month'> };
}
/** The codes of all findings; `docs/findings` has a page for each. */
export type FindingCode = keyof FindingArgs;

/** One fact worth telling about a plan: a code with the figures of its sentence, and how grave it is. */
export type Finding = {
  readonly [C in FindingCode]: {
    readonly code: C;
    readonly area: Area;
    readonly severity: Severity;
    readonly args: FindingArgs[C];
  };
}[FindingCode];

/** Every code with its area and how grave it is, by area. */
export const findingKinds: Readonly<Record<FindingCode, readonly [Area, Severity]>> = {
  'server.single': ['single-point', 'critical'],
  'app.single-before-managed': ['single-point', 'important'],
  'standby.too-small': ['single-point', 'important'],
  'backup.none': ['backup', 'critical'],
  'backup.files-missing': ['backup', 'critical'],
  'replica.no-backup': ['backup', 'important'],
  'replication.none': ['replication', 'important'],
  'replicas.same-host': ['replication', 'important'],
  'vote.missing': ['replication', 'important'],
  'security.unhardened': ['security', 'important'],
  'cpu.shared': ['scaling', 'medium'],
  'headroom.small': ['scaling', 'medium'],
  'growth.outgrown': ['scaling', 'medium'],
  'maintenance.manual': ['maintenance', 'medium'],
  'price.unknown': ['supply', 'important'],
  'price.estimate': ['supply', 'medium'],
  'price.stale': ['supply', 'medium'],
  // Seen sold out just now it is critical: nobody can order the plan.
  'stock.sold-out': ['supply', 'important'],
  'type.deprecated': ['supply', 'important'],
  'seed.not-reproducible': ['supply', 'medium'],
};
/** Every code, by area. */
export const findingCodes = Object.keys(findingKinds) as readonly FindingCode[];

/** A finding with the area and the severity of its code, or a graver one. */
export function found<C extends FindingCode>(code: C, args: FindingArgs[C], graver?: Severity): Finding {
  const [area, severity] = findingKinds[code];
  // The code and its figures belong together, which the compiler cannot see through the union.
  return { code, area, severity: graver ?? severity, args } as Finding;
}

/** The gravest first; those of one severity stay in their order. */
export function bySeverity(all: readonly Finding[]): readonly Finding[] {
  return [...all].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
