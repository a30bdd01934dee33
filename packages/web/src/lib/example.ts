/** What the site shows before anybody states anything: a worked example. */
import type { ScenarioInput } from '@ordiplan/planner';

export const example: ScenarioInput = { tenants: 12, tenantsIn12Months: 30 };

/** Scenarios to begin with, named in words.*.ts. The first one is the example. */
export const presets = {
  example,
  start: { tenants: 5, tenantsIn12Months: 20 },
  production: { tenants: 30, tenantsIn12Months: 50, profile: 'production' },
  growing: { tenants: 60, tenantsIn12Months: 120, profile: 'production' },
  germany: { tenants: 30, tenantsIn12Months: 60, vat: 'DE' },
  analysis: { tenants: 20, prices: 'quoted' },
} as const satisfies Record<string, ScenarioInput>;
export type PresetId = keyof typeof presets;
