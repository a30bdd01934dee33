/**
 * Gates: conditions that a plan meets, misses, or of which nobody has shown either. Unknown is never counted as met.
 * They come before any price. Pointers with their source, not legal advice.
 */
import type { Component, Plan } from '../options/plan.ts';
import type { Bill } from '../prices/bill.ts';
import { vendorOf, type Compliance, type Duty, type Gate, type GateId, type Jurisdiction } from '../prices/compliance.ts';

/** Whether a gate lets a plan through; "unknown" if nobody has shown either. */
export type GateStatus = 'admissible' | 'inadmissible' | 'unknown';

/** Why a gate has its status, as codes and figures; the sentences stand in report/words.*. */
export interface GateReasonArgs {
  'backup.elsewhere': Record<string, never>;
  'backup.missing': { readonly missing: readonly ('database' | 'files')[] };
  'capacity.enough': { readonly percent: number };
  'capacity.none': Record<string, never>;
  'encryption.set-up': Record<string, never>;
  'encryption.unstated': Record<string, never>;
  'location.eu': { readonly sites: readonly string[] };
  'contract.offered': { readonly vendors: readonly string[] };
  'contract.open': { readonly vendors: readonly string[] };
  'c5.shown': { readonly vendors: readonly string[] };
  'c5.open': { readonly vendors: readonly string[] };
  'orderable.seen': Record<string, never>;
  'orderable.sold-out': { readonly labels: readonly string[] };
  'orderable.unseen': { readonly labels: readonly string[] };
}
/** Why a gate has its status: a code with its figures. */
export type GateReason = {
  readonly [C in keyof GateReasonArgs]: { readonly code: C; readonly args: GateReasonArgs[C] };
}[keyof GateReasonArgs];

/** What one gate says of one plan. */
export interface GateResult {
  readonly id: GateId;
  readonly status: GateStatus;
  readonly reason: GateReason;
  /** What demands it, who says so, and when that was last looked at. */
  readonly rule: Gate;
}

/** What all gates say of one plan. */
export interface Gates {
  readonly results: readonly GateResult[];
  /** The worst of all gates. */
  readonly status: GateStatus;
  /** The worst of those that a law demands: the legal traffic light. */
  readonly legal: GateStatus;
  /** What is to be done beside, whatever the plan. */
  readonly duties: readonly Duty[];
}

/** The gates of a jurisdiction for a plan with its bill; without a plan only the capacity can be judged. */
export function gatesOf(
  plan: Plan | undefined,
  bill: Bill | undefined,
  { jurisdiction, compliance, share }: { jurisdiction: Jurisdiction; compliance: Compliance; share: number | undefined },
): Gates {
  const rules = compliance.gates.filter(({ jurisdictions }) => jurisdictions.includes(jurisdiction));
  const results = rules.flatMap((rule): GateResult[] => {
    if (!plan || !bill) return rule.id === 'capacity' ? [{ id: rule.id, rule, ...judged('inadmissible', 'capacity.none', {}) }] : [];
    return [{ id: rule.id, rule, ...judge(rule.id, plan, bill, { compliance, share }) }];
  });
  const usesThirdCountry = plan?.components.some(({ sku }) => vendorOf(compliance, sku)?.thirdCountryAccess) ?? false;
  return {
    results,
    status: worst(results),
    legal: worst(results.filter(({ rule }) => rule.isLegal)),
    duties: compliance.duties.filter(
      ({ id, jurisdictions }) => jurisdictions.includes(jurisdiction) && (id !== 'third-country' || usesThirdCountry),
    ),
  };
}

type Judgement = Pick<GateResult, 'status' | 'reason'>;

function judge(
  id: GateId,
  plan: Plan,
  bill: Bill,
  { compliance, share }: { compliance: Compliance; share: number | undefined },
): Judgement {
  switch (id) {
    case 'off-site-backup':
      return offSiteBackup(plan);
    case 'capacity':
      return share === undefined || share > 1
        ? judged('inadmissible', 'capacity.none', {})
        : judged('admissible', 'capacity.enough', { percent: Math.round(share * hundred) });
    case 'encryption-at-rest':
      return plan.components.filter(holdsData).every(({ isEncrypted }) => isEncrypted)
        ? judged('admissible', 'encryption.set-up', {})
        : judged('unknown', 'encryption.unstated', {});
    case 'data-location':
      // Every site that a plan can name lies in Germany or Finland.
      return judged('admissible', 'location.eu', { sites: [...new Set(plan.components.map(({ site }) => site))] });
    case 'processor-contract':
      return byVendor(plan, compliance, 'processorContract', ['contract.offered', 'contract.open']);
    case 'c5-attestation':
      return byVendor(plan, compliance, 'c5Type2', ['c5.shown', 'c5.open']);
    case 'orderable':
      return orderable(bill);
  }
}

const hundred = 100;

/** The parts whose loss or theft would be one of health data. */
export function holdsData({ runs, keeps = [], role }: Component): boolean {
  return (
    keeps.length > 0 || role === 'managed-database' || runs.includes('database') || runs.includes('files') || runs.includes('local-backup')
  );
}

/** What the plan keeps at a site where no server of it stands. */
export function keptElsewhere({ components }: Plan): ReadonlySet<'database' | 'files'> {
  const servers = components.filter((c) => c.runs.includes('app'));
  const elsewhere = components.filter((c) => servers.every((server) => server.site !== c.site));
  return new Set(elsewhere.flatMap((c) => c.keeps ?? []));
}

function offSiteBackup(plan: Plan): Judgement {
  const kept = keptElsewhere(plan);
  const missing = (['database', 'files'] as const).filter((one) => !kept.has(one));
  return missing.length === 0 ? judged('admissible', 'backup.elsewhere', {}) : judged('inadmissible', 'backup.missing', { missing });
}

/** Every vendor that holds health data must be shown to fulfil `what`. */
function byVendor<Shown extends 'contract.offered' | 'c5.shown', Open extends 'contract.open' | 'c5.open'>(
  plan: Plan,
  compliance: Compliance,
  what: 'processorContract' | 'c5Type2',
  [shown, open]: readonly [Shown, Open],
): Judgement {
  const skus = plan.components.filter(({ role }) => role !== 'address').map(({ sku }) => sku);
  const vendors = [...new Set(skus.map((sku) => vendorOf(compliance, sku)))];
  const without = vendors.filter((vendor) => vendor?.[what].status !== 'yes');
  const names = (all: typeof vendors) => all.map((vendor) => vendor?.name ?? '?');
  if (without.length === 0) return judged('admissible', shown, { vendors: names(vendors) });
  const isRefused = without.some((vendor) => vendor?.[what].status === 'no');
  return judged(isRefused ? 'inadmissible' : 'unknown', open, { vendors: names(without) });
}

function orderable({ items }: Bill): Judgement {
  // A part that nobody ever looked for is as unknown as one that was seen too long ago.
  const labels = (of: 'no' | 'unknown') => items.filter(({ stock }) => stock.orderable === of).map(({ label }) => label);
  const soldOut = labels('no');
  if (soldOut.length > 0) return judged('inadmissible', 'orderable.sold-out', { labels: soldOut });
  const unseen = labels('unknown');
  return unseen.length > 0 ? judged('unknown', 'orderable.unseen', { labels: unseen }) : judged('admissible', 'orderable.seen', {});
}

function judged<C extends keyof GateReasonArgs>(status: GateStatus, code: C, args: GateReasonArgs[C]): Judgement {
  // The code and its figures belong together, which the compiler cannot see through the union.
  return { status, reason: { code, args } as GateReason };
}

/** The worst of the results; unknown where nothing was judged, since nothing was shown. */
function worst(results: readonly GateResult[]): GateStatus {
  const order: readonly GateStatus[] = ['inadmissible', 'unknown', 'admissible'];
  return order.find((status) => results.some((result) => result.status === status)) ?? 'unknown';
}
