/** Findings: facts about a plan that are worth telling, as codes and figures. The sentences stand in report/words.*. */
import { shortName, type Machines } from '../models/machines.ts';
import type { Bill } from '../prices/bill.ts';
import type { Kept, Option, Plan, Supply } from '../options/plan.ts';
import { reachOf } from '../options/sizing.ts';

/** `stop`: the plan must not be run like this. `warn`: weigh it. `note`: know it. */
export type Severity = 'stop' | 'warn' | 'note';

/** Each code with the figures its sentence needs. */
export interface FindingArgs {
  'backup.none': Record<string, never>;
  'backup.files-missing': Record<string, never>;
  'vote.missing': Record<string, never>;
  'standby.too-small': { readonly tenants: number };
  'server.single': { readonly inCells: boolean };
  'price.unknown': { readonly machines: readonly string[] };
  'price.estimate': { readonly labels: readonly string[] };
  'stock.sold-out': { readonly label: string; readonly observedOn: string; readonly isFresh: boolean };
}
export type FindingCode = keyof FindingArgs;

export type Finding = {
  readonly [C in FindingCode]: { readonly code: C; readonly severity: Severity; readonly args: FindingArgs[C] };
}[FindingCode];

/** Everything worth telling about a plan; each finding goes away exactly when the plan cures it. */
export function findings(plan: Plan, bill: Bill, { option, supply }: { option: Option; supply: Supply }): Finding[] {
  return [...backupFindings(plan), ...redundancyFindings(plan, option, supply), ...priceFindings(bill, supply.machines)];
}

function backupFindings(plan: Plan): Finding[] {
  const servers = plan.components.filter((c) => c.runs.includes('app'));
  const elsewhere = plan.components.filter((c) => servers.every((server) => server.site !== c.site));
  const kept = new Set<Kept>(elsewhere.flatMap((c) => c.keeps ?? []));
  if (kept.size === 0) return [{ code: 'backup.none', severity: 'stop', args: {} }];
  if (!kept.has('files')) return [{ code: 'backup.files-missing', severity: 'stop', args: {} }];
  return [];
}

function redundancyFindings(plan: Plan, option: Option, supply: Supply): Finding[] {
  // Cells are alike, and each stands for itself.
  const parts = plan.components.filter(({ cell = 1 }) => cell === 1);
  const ownDatabases = parts.filter((c) => c.runs.includes('database') && c.role !== 'managed-database');
  const votes = parts.filter((c) => c.runs.includes('vote'));
  const apps = parts.filter((c) => c.runs.includes('app'));
  const found: Finding[] = [];
  if (apps.length === 1) found.push({ code: 'server.single', severity: 'warn', args: { inCells: plan.size.cells !== undefined } });
  if (ownDatabases.length === 2 && votes.length === 0) found.push({ code: 'vote.missing', severity: 'warn', args: {} });
  const { standby } = plan.size;
  if (standby !== undefined) {
    const alone = reachOf(option, { ...plan.size, server: standby }, supply);
    if (alone < plan.tenants) found.push({ code: 'standby.too-small', severity: 'warn', args: { tenants: alone } });
  }
  return found;
}

function priceFindings(bill: Bill, machines: Machines): Finding[] {
  const found: Finding[] = [];
  if (bill.unknownSkus.length > 0) {
    found.push({ code: 'price.unknown', severity: 'warn', args: { machines: bill.unknownSkus.map((sku) => shortName(machines, sku)) } });
  }
  const estimated = bill.items.filter((item) => item.unitPrice && !item.isFact).map((item) => item.label);
  if (estimated.length > 0) found.push({ code: 'price.estimate', severity: 'note', args: { labels: estimated } });
  for (const { label, stock } of bill.items) {
    if (stock.seen === 'no' && stock.observedOn !== undefined) {
      found.push({
        code: 'stock.sold-out',
        // Seen just now, nobody can order it; seen long ago, somebody must look.
        severity: stock.orderable === 'no' ? 'stop' : 'warn',
        args: { label, observedOn: stock.observedOn, isFresh: stock.orderable === 'no' },
      });
    }
  }
  return found;
}
