/** Findings on how a plan is run: how full it is, what shared cores do to it, how it grows, how it is guarded and kept up. */
import { assumptionsOf } from '../../options/facts.ts';
import type { Plan } from '../../options/plan.ts';
import { machineOf } from '../../models/machines.ts';
import { binding } from '../../models/capacity.ts';
import { reachOf, recall } from '../../options/sizing.ts';
import { holdsData } from '../gates.ts';
import type { Circumstances } from './circumstances.ts';
import { found, type Finding, type Safeguard } from './finding.ts';

/** Of a limit: above it the next practices already need the next size. */
const fullFrom = 0.8;

export function scalingFindings(plan: Plan, circumstances: Circumstances): Finding[] {
  const { option, supply, scenario, uses } = circumstances;
  const whenSlow = carriedWhenSlow(plan, circumstances);
  const { place, resource, share } = binding(uses);
  const expected = scenario.tenantsIn12Months;
  const tenants = reachOf(option, plan.size, supply);
  return [
    ...(whenSlow < plan.tenants ? [found('cpu.shared', { tenants: whenSlow })] : []),
    ...(share > fullFrom ? [found('headroom.small', { place, resource, share })] : []),
    ...(tenants < expected ? [found('growth.outgrown', { expected, tenants })] : []),
  ];
}

/** The analysis says itself what its designs lack; a design of ours includes the work of setting it up. */
export function securityFindings(plan: Plan, { option }: Circumstances): Finding[] {
  if (!option.isAsQuoted) return [];
  const isEncrypted = plan.components.filter(holdsData).every((part) => part.isEncrypted);
  const missing: Safeguard[] = ['login-guard', 'automatic-updates', 'audit-log', ...(isEncrypted ? [] : (['encryption'] as const))];
  return [found('security.unhardened', { missing })];
}

export function maintenanceFindings(_plan: Plan, { option, operatorHours }: Circumstances): Finding[] {
  return option.isAsQuoted ? [found('maintenance.manual', { hoursPerMonth: operatorHours })] : [];
}

/** The practices that the machines carry while neighbours take what is shared; those that share nothing lose nothing. */
function carriedWhenSlow(plan: Plan, { option, supply, scenario, facts }: Circumstances): number {
  const skus = plan.components.map(({ sku }) => sku).filter((sku) => sku in supply.machines.machines);
  if (skus.every((sku) => machineOf(supply.machines, sku).dedicated)) return Infinity;
  const slow = recall(supply, 'slow shared cores', () => {
    const { low } = assumptionsOf(scenario, facts).speedFactorShared;
    // Never faster than what the plan was sized with.
    const speedFactorShared = Math.min(low, supply.values.speedFactorShared);
    return { ...supply, values: { ...supply.values, speedFactorShared }, found: new Map<string, unknown>() };
  });
  return reachOf(option, plan.size, slow);
}
