/** The off-site backup: a box that is large enough, or space in a bucket of another vendor that is sold by the GB. */
import type { Load } from '../models/load.ts';
import { boxCapacityGb } from '../models/machines.ts';
import { backupGb } from '../models/recovery.ts';
import type { Component, Option, Size, Supply } from './plan.ts';

/** We reckon in steps of this, so that a plan does not change with every practice. */
const gbPerStep = 100;

/** Its part of the plan; none if the option has no backup, "too much" if no box is large enough. */
export function offSiteBackup(option: Option, size: Size, demand: Load, supply: Supply): Component[] | 'too much' {
  const { backsUp: keeps, backupSite } = option;
  if (keeps.length === 0) return [];
  const isOffLoaded = option.stacks(size, supply).some((stack) => stack.filesOn === 'elsewhere');
  const dumpedGb = keeps.includes('database') ? demand.databaseGb : 0;
  // Files in a bucket have no disk that a restore could fill at once: the backup keeps one whole set beside the versions.
  const neededGb = backupGb(dumpedGb, demand.filesGb, supply.values) + (isOffLoaded ? demand.filesGb : 0);
  const place = placeFor(neededGb, backupSite, supply);
  return place ? [{ id: 'backup-1', role: 'off-site-backup', runs: [], keeps, ...place }] : 'too much';
}

/**
 * Of the classes of a bucket the one for data that is seldom read: half the price. Its two drawbacks cost nothing here.
 * It charges at least 30 days, but what is deleted is kept for 30 days anyway, against a stolen key; and at 0.01 dollars
 * a GB for reading (AWS), a whole restore every month would still be cheaper than the usual class.
 */
function placeFor(
  neededGb: number,
  boxSite: Component['site'],
  { backupTo, catalogue, machines }: Supply,
): Pick<Component, 'sku' | 'site' | 'quantity'> | undefined {
  const quantity = Math.max(1, Math.ceil(neededGb / gbPerStep)) * gbPerStep;
  if (backupTo === 's3') return { sku: catalogue.s3Backup, site: 'eu-central-1', quantity };
  if (backupTo === 'azure') return { sku: catalogue.azureBackup, site: 'germanywestcentral', quantity };
  const sku = catalogue.boxes.find((box) => boxCapacityGb(machines, box) >= neededGb);
  return sku === undefined ? undefined : { sku, site: boxSite };
}
