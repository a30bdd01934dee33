/** What contracts promise for the parts of a plan (SLA): a third figure beside what the model expects and the user measured. */
import type { Component, Option, Plan } from '../options/plan.ts';
import { agreementOf, type Agreement, type Contracts } from '../prices/contracts.ts';

/** The parts without which no request is answered. */
const needed: readonly Component['role'][] = ['server', 'standby', 'database-server', 'managed-database', 'load-balancer', 'file-store'];

/** What vendors promise by contract for the parts of a plan: a claim for credit, no measurement. */
export interface Promises {
  /** Each agreement that covers needed parts, with their SKUs. */
  readonly agreements: readonly { readonly agreement: Agreement; readonly skus: readonly string[] }[];
  /** Needed parts for which no contract promises anything. */
  readonly uncovered: readonly string[];
  /**
   * The share of a month that the contracts add up to; undefined if a needed part has no promise. Each server is
   * promised by itself, so equal servers that replace each other are promised no more than one of them.
   */
  readonly together: number | undefined;
}

export function promisesOf(option: Option, plan: Plan, contracts: Contracts): Promises {
  // A practice lives in one cell: the others promise it nothing.
  const parts = plan.components.filter(({ role, cell = 1 }) => needed.includes(role) && cell === 1);
  const skus = [...new Set(parts.map(({ sku }) => sku))];
  const found = skus.flatMap((sku) => {
    const agreement = agreementOf(contracts, sku);
    return agreement ? [{ sku, agreement }] : [];
  });
  const uncovered = skus.filter((sku) => !found.some((one) => one.sku === sku));
  const agreements = [...new Set(found.map(({ agreement }) => agreement))].map((agreement) => ({
    agreement,
    skus: found.filter((one) => one.agreement === agreement).map(({ sku }) => sku),
  }));
  return { agreements, uncovered, together: uncovered.length > 0 ? undefined : stages(option, parts).reduce(inSeries, 1) };

  function inSeries(product: number, { sku }: Component): number {
    return product * agreementOf(contracts, sku)!.share;
  }
}

/** One part of each stage that a request passes; without automatic failover every server is a stage of its own. */
function stages({ isHighlyAvailable }: Option, parts: readonly Component[]): readonly Component[] {
  if (!isHighlyAvailable) return parts;
  const stageOf = ({ role }: Component) => (role === 'standby' ? 'server' : role);
  return parts.filter((part, i) => parts.findIndex((other) => stageOf(other) === stageOf(part)) === i);
}
