/** Findings: facts about a plan that are worth telling, as codes and figures. What stops a plan are the gates. */
import type { Plan } from '../options/plan.ts';
import type { Bill } from '../prices/bill.ts';
import type { Circumstances } from './findings/circumstances.ts';
import type { Finding } from './findings/finding.ts';
import { maintenanceFindings, scalingFindings, securityFindings } from './findings/operation.ts';
import { backupFindings, replicationFindings, singlePointFindings } from './findings/redundancy.ts';
import { supplyFindings } from './findings/supply.ts';

export type { Circumstances } from './findings/circumstances.ts';
export {
  areas,
  bySeverity,
  findingCodes,
  findingKinds,
  found,
  severities,
  type Area,
  type Finding,
  type FindingArgs,
  type FindingCode,
  type Safeguard,
  type Severity,
} from './findings/finding.ts';

/** Everything worth telling about a plan, by area; each finding goes away exactly when the plan cures it. */
export function findings(plan: Plan, bill: Bill, circumstances: Circumstances): Finding[] {
  return [
    ...singlePointFindings(plan, circumstances),
    ...backupFindings(plan, circumstances),
    ...replicationFindings(plan, circumstances),
    ...securityFindings(plan, circumstances),
    ...scalingFindings(plan, circumstances),
    ...maintenanceFindings(plan, circumstances),
    ...supplyFindings(bill, circumstances),
  ];
}
