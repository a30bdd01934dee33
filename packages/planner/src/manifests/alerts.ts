/** The alerts of a cell: one list, from which the rules of Prometheus, their tests and the run book are printed. */
import type { Alert } from './alert.ts';
import { backupAlerts } from './alerts-backup.ts';
import { databaseAlerts } from './alerts-database.ts';
import { hostAlerts } from './alerts-host.ts';
import { monitoringAlerts } from './alerts-monitoring.ts';
import { serviceAlerts } from './alerts-service.ts';
import type { Cell, Site } from './site.ts';

/** The alerts that a cell can have: none is there whose figures nobody takes. */
export function alertsOf(cell: Cell, site: Site): Alert[] {
  return [...serviceAlerts(cell), ...hostAlerts(cell), ...databaseAlerts(cell), ...backupAlerts(cell, site), ...monitoringAlerts(cell)];
}
