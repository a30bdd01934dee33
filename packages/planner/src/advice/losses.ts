/** Losses: how many hours of work a loss costs (RPO), and how likely it is that all data is lost for good. */
import { totalLoss } from '../models/durability.ts';
import { load } from '../models/load.ts';
import { backupHours, rpo, type LostHours } from '../models/recovery.ts';
import type { Kept } from '../options/plan.ts';
import type { Values } from '../scenario/assumptions.ts';
import type { Subject } from './outages.ts';

/** Hours of work that are lost, on average and at worst; "everything" without a copy that survives. */
export type Lost = LostHours | 'everything';

/** After the loss of a host, and after a logical error: something was deleted or encrypted, and replicas followed. */
export interface LostWork {
  readonly hostLoss: Lost;
  readonly logicalError: Lost;
}

/** What can be lost with a design, and how likely everything is. */
export interface Losses {
  readonly lostWork: Readonly<Record<Kept, LostWork>>;
  /** P(all current data is lost for good), within one year and within ten. */
  readonly totalLoss: { readonly inOneYear: number; readonly inTenYears: number };
}

const tenYears = 10;

export function lossesOf({ option, size: { cells = 1 }, tenants }: Subject, values: Values): Losses {
  const demand = load(Math.ceil(tenants / cells), values);
  const databaseGb = option.backsUp.includes('database') ? demand.databaseGb : 0;
  const copies = option.copies(values, backupHours(databaseGb, databaseGb + demand.filesGb, values));
  const protection = option.protection(values);
  const workOf = (kept: Kept): LostWork => {
    const { hostLoss, logicalError } = rpo(copies[kept]);
    return { hostLoss: asLost(hostLoss), logicalError: asLost(logicalError) };
  };
  return {
    lostWork: { database: workOf('database'), files: workOf('files') },
    totalLoss: { inOneYear: totalLoss(protection, 1), inTenYears: totalLoss(protection, tenYears) },
  };
}

function asLost(hours: LostHours): Lost {
  return Number.isFinite(hours.worst) ? hours : 'everything';
}
