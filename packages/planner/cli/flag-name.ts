/** How the inputs of a scenario are written on the command line. */
import type { ScenarioKey } from '@ordiplan/planner';

/** `tenantsIn12Months` is `tenants-in-12-months`. */
export function flagOf(key: ScenarioKey): string {
  return key.replace(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`);
}
