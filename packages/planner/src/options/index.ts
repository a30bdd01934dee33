/** All options, in the order in which people read them. */
import { cluster } from './cluster.ts';
import { managedDb, managedDbAsQuoted, managedDbBalanced } from './managed-db.ts';
import { pair, pairAsQuoted, pairCells, pairTwoSites } from './pair.ts';
import type { Option, PlanId } from './plan.ts';
import { single, singleCells, threeMongods } from './single.ts';
import { solo } from './solo.ts';
import { split } from './split.ts';

export const options: readonly Option[] = [
  solo,
  single,
  threeMongods,
  split,
  singleCells,
  managedDb,
  managedDbAsQuoted,
  managedDbBalanced,
  pair,
  pairAsQuoted,
  pairTwoSites,
  cluster,
  pairCells,
];

export function optionOf(id: PlanId): Option {
  return options.find((option) => option.id === id)!;
}
