/** All files of a plan. They are printed from its parts; nothing is computed here. */
import type { Plan } from '../options/plan.ts';
import type { Files, Stamp } from './files.ts';
import { nginx } from './nginx.ts';

/** The set-up of a plan: path to text. */
export function manifests(plan: Plan, stamp: Stamp): Files {
  return { ...nginx(plan, stamp) };
}
