/** Findings on what one failure takes with it: single parts, databases without a copy or a majority, and backups. */
import { oneServerCauses } from '../../options/causes.ts';
import type { Plan } from '../../options/plan.ts';
import { reachOf } from '../../options/sizing.ts';
import { downtimeHours, series } from '../../models/reliability.ts';
import { keptElsewhere } from '../gates.ts';
import { restoreHoursOf } from '../outages.ts';
import { ownDatabases, partsOfOneCell, type Circumstances } from './circumstances.ts';
import { found, type Finding } from './finding.ts';

const minutesPerHour = 60;

/** What stops with a single server. */
export function singlePointFindings(plan: Plan, { option, supply, availability }: Circumstances): Finding[] {
  const parts = partsOfOneCell(plan);
  const isSingle = parts.filter(({ runs }) => runs.includes('app')).length === 1;
  const isManaged = parts.some(({ role }) => role === 'managed-database');
  const { standby } = plan.size;
  const alone = standby === undefined ? undefined : reachOf(option, { ...plan.size, server: standby }, supply);
  return [
    ...(isSingle ? [found('server.single', { inCells: plan.size.cells !== undefined })] : []),
    ...(isSingle && isManaged
      ? [
          found('app.single-before-managed', {
            availability: availability.total,
            ofDatabase: 1 - supply.values.atlasUnavailability,
          }),
        ]
      : []),
    ...(alone !== undefined && alone < plan.tenants ? [found('standby.too-small', { tenants: alone })] : []),
  ];
}

/** What the site of the servers would take with it. Copies that follow every mistake are no backup. */
export function backupFindings(plan: Plan, { totalLoss }: Circumstances): Finding[] {
  const kept = keptElsewhere(plan);
  const hasReplica = ownDatabases(plan).length > 1;
  return [
    ...(kept.size === 0 ? [found('backup.none', {})] : kept.has('files') ? [] : [found('backup.files-missing', {})]),
    ...(hasReplica && !kept.has('database') ? [found('replica.no-backup', { chance: totalLoss.inTenYears })] : []),
  ];
}

/** Whether another machine goes on with the database. A rented one is replicated by its vendor. */
export function replicationFindings(plan: Plan, circumstances: Circumstances): Finding[] {
  const { option, supply, lostWork, availability } = circumstances;
  const databases = ownDatabases(plan);
  const hasThirdVote = databases.length > 2 || plan.components.some(({ runs }) => runs.includes('vote') && !runs.includes('database'));
  if (databases.length === 1) {
    const copies = copiesOnOneHost(plan, circumstances);
    if (copies > 1) return [found('replicas.same-host', { copies })];
    const { hostLoss } = lostWork.database;
    return [found('replication.none', { hoursLost: hostLoss === 'everything' ? hostLoss : hostLoss.worst })];
  }
  if (databases.length !== 2 || hasThirdVote) return [];
  const oneServer = oneServerCauses(supply.values, restoreHoursOf({ option, ...plan }, supply.values));
  const upOfOneServer = series(...Object.values(oneServer).map((cause) => cause.availability));
  return [
    found('vote.missing', {
      minutes: availability.hoursDown * minutesPerHour,
      minutesOfOneServer: downtimeHours(upOfOneServer) * minutesPerHour,
    }),
  ];
}

function copiesOnOneHost(plan: Plan, { option, supply }: Circumstances): number {
  const [stack] = option.stacks(plan.size, supply);
  return stack?.database.on === 'server' ? stack.database.copies : 1;
}
