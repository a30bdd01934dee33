/** All options, in the order in which people read them. */
import { managedDb, managedDbAsQuoted } from './managed-db.ts';
import { pair, pairAsQuoted } from './pair.ts';
import type { Option } from './plan.ts';
import { single } from './single.ts';
import { solo } from './solo.ts';

export const options: readonly Option[] = [solo, single, managedDb, managedDbAsQuoted, pair, pairAsQuoted];
