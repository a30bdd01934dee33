/** Sizing: the smallest machines of a catalogue that carry a load, and the plan that is built from them. */
import { uses, type Host, type Stack, type Use } from '../models/capacity.ts';
import { load } from '../models/load.ts';
import { boxCapacityGb, machineOf, shortName, type Machines } from '../models/machines.ts';
import { backupGb } from '../models/recovery.ts';
import type { Component, Kept, Option, Plan, Size, Supply, Targets } from './plan.ts';

/** The release that the files are written for: Ubuntu 24.04 LTS (maintained until 2029-05-31) ships nginx 1.24.0. */
const targets: Targets = { os: 'Ubuntu 24.04', nginx: '1.24.0' };

/** A machine of the supply with its speed. */
export function hostOf(sku: string, supply: Supply): Host {
  return { machine: machineOf(supply.machines, sku), cores: supply.coresOf(sku) };
}

/**
 * The first SKU, smallest first, whose stack carries the practices. `counts` narrows the question to some limits,
 * e.g. to those of the database while the server is already chosen.
 */
export function smallest(
  skus: readonly string[],
  {
    tenants,
    supply,
    stackOf,
    counts = () => true,
  }: { tenants: number; supply: Supply; stackOf: (sku: string) => Stack; counts?: (use: Use) => boolean },
): string | undefined {
  const demand = load(tenants, supply.values);
  return skus.find((sku) => uses(stackOf(sku), demand, supply.values).every((use) => !counts(use) || use.share <= 1));
}

/** For whom a plan is made, and from what. */
export interface Order {
  readonly tenants: number;
  readonly domain: string;
  readonly supply: Supply;
}

/** The plan of an option for `tenants` practices, or undefined if no machine of the catalogue carries them. */
export function design(option: Option, order: Order): Plan | undefined {
  const size = option.sizeFor(order.tenants, order.supply);
  return size && planOf(option, size, order);
}

/** The plan of an option with given machines, or undefined if no box is large enough for its backup. */
export function planOf(option: Option, size: Size, { tenants, domain, supply }: Order): Plan | undefined {
  const demand = load(tenants, supply.values);
  const backup = offSiteBackup(option.backsUp, demand, supply);
  if (backup === 'too small') return undefined;
  return { id: option.id, tenants, domain, size, components: [...option.parts(size, supply), ...backup], load: demand, targets };
}

/** A server and its public address: the vendor sells them apart. */
export function serverWithAddress(server: Omit<Component, 'role'> & { role: 'server' | 'standby' | 'vote' }, address: string): Component[] {
  return [server, { id: `${server.id}-ipv4`, sku: address, role: 'address', site: server.site, runs: [] }];
}

function offSiteBackup(keeps: readonly Kept[], demand: Plan['load'], supply: Supply): Component[] | 'too small' {
  if (keeps.length === 0) return [];
  const needed = backupGb(keeps.includes('database') ? demand.databaseGb : 0, demand.filesGb, supply.values);
  const sku = supply.catalogue.boxes.find((box) => boxCapacityGb(supply.machines, box) >= needed);
  return sku ? [{ id: 'backup-1', sku, role: 'off-site-backup', site: 'fsn1', runs: [], keeps }] : 'too small';
}

/** What is bought, as one text: two plans with the same label have the same bill. */
export function partsLabel(plan: Plan): string {
  return plan.components.map(({ sku }) => sku).join(' ');
}

/** The machines of a size as people say it: "CX33", "CX33 + M10", "2 × CX33", "CX33 + CX23". */
export function sizeName({ server, standby, database }: Size, machines: Machines): string {
  const name = (sku: string) => shortName(machines, sku);
  if (standby === server) return `2 × ${name(server)}`;
  return [server, standby, database].flatMap((sku) => (sku === undefined ? [] : [name(sku)])).join(' + ');
}
