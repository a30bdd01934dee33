/** The bundles that every check of the emitted files looks at: each layout, and each choice that changes files. */
import { compare, type Files, type PlanId, type ScenarioInput } from '@ordiplan/planner';
import { manifests } from '../../packages/planner/src/manifests/index.ts';
import { siteOf, type Brief, type Site } from '../../packages/planner/src/manifests/site.ts';
import { briefOf } from '../../packages/planner/src/set-up.ts';
import { facts } from '../planner/answers.ts';

export interface Layout {
  readonly name: string;
  readonly id: PlanId;
  readonly input: ScenarioInput;
}

export const domain = 'ordination.example';

/** Networks that nobody uses as an example in a set-up that is to be applied. */
const stated = { adminNetworks: '198.51.100.7/32,2001:db8:1::/48', alertEmail: 'alerts@ordination.example' };

export const layouts: readonly Layout[] = [
  { name: 'solo', id: 'solo', input: { tenants: 20 } },
  { name: 'single', id: 'single', input: { tenants: 20 } },
  { name: 'single, borg', id: 'single', input: { tenants: 20, backupTo: 'storage-box-borg' } },
  { name: 'single, S3', id: 'single', input: { tenants: 20, backupTo: 's3' } },
  { name: 'single, Azure', id: 'single', input: { tenants: 20, backupTo: 'azure' } },
  { name: 'single, every 6 hours', id: 'single', input: { tenants: 20, assumptions: { backupIntervalHours: 6 } } },
  { name: 'split', id: 'split', input: { tenants: 60 } },
  { name: 'single cells', id: 'single-cells', input: { tenants: 40 } },
  { name: 'managed database', id: 'managed-db', input: { tenants: 20 } },
  { name: 'managed database, Ubuntu 26.04', id: 'managed-db', input: { tenants: 20, os: 'ubuntu-26.04' } },
  { name: 'managed database as quoted', id: 'managed-db-as-quoted', input: { tenants: 20 } },
  { name: 'managed database, balanced', id: 'managed-db-balanced', input: { tenants: 60 } },
  { name: 'pair', id: 'pair', input: { tenants: 20 } },
  { name: 'pair with an arbiter', id: 'pair', input: { tenants: 116 } },
  { name: 'pair, borg', id: 'pair', input: { tenants: 20, backupTo: 'storage-box-borg' } },
  { name: 'pair on two sites', id: 'pair-two-sites', input: { tenants: 20 } },
  { name: 'pair as quoted', id: 'pair-as-quoted', input: { tenants: 20 } },
  { name: 'pair cells', id: 'pair-cells', input: { tenants: 40 } },
  { name: 'cluster', id: 'cluster', input: { tenants: 120 } },
];

export function briefFor({ id, input }: Pick<Layout, 'id' | 'input'>): Brief {
  return briefOf(compare({ ...stated, ...input }, facts), id, facts);
}

export function siteFor(layout: Pick<Layout, 'id' | 'input'>): Site {
  return siteOf(briefFor(layout));
}

export function filesFor(layout: Pick<Layout, 'id' | 'input'>): Files {
  return manifests(briefFor(layout));
}

/** The layout of that name. */
export function layoutOf(name: string): Layout {
  const layout = layouts.find((one) => one.name === name);
  if (!layout) throw new Error(`"${name}" is not one of the layouts: ${layouts.map((one) => one.name).join(', ')}.`);
  return layout;
}

/** The same brief, written for programs of other versions: those that are installed here. */
export function writtenFor(brief: Brief, ships: Partial<Site['hosts'][number]['system']['ships']>): Brief {
  const { systems } = brief.versions;
  const system = (id: keyof typeof systems) => ({ ...systems[id], ships: { ...systems[id].ships, ...ships } });
  return {
    ...brief,
    versions: { ...brief.versions, systems: { 'ubuntu-24.04': system('ubuntu-24.04'), 'ubuntu-26.04': system('ubuntu-26.04') } },
  };
}
