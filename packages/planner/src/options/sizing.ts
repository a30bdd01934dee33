/** Sizing: what the sizes of an option carry and cost, the cheapest that is enough, and the plan that is built from it. */
import {
  databaseLimits,
  planLimits,
  reachWithin,
  serverLimits,
  sizingLoad,
  storedGb,
  uses,
  type Host,
  type Limit,
  type Stack,
  type Use,
} from '../models/capacity.ts';
import { load, type Load } from '../models/load.ts';
import { machineOf, shortName, type Machines } from '../models/machines.ts';
import { steps } from '../units/search.ts';
import { offSiteBackup } from './off-site.ts';
import type { Component, Offer, Option, Plan, PricedSize, Size, Supply } from './plan.ts';
import { provisionOf } from './provision.ts';

const centsPerEuro = 100;

/** More copies than this and one would build something else. */
export const mostCells = 64;

/** A machine of the supply with its speed. */
export function hostOf(sku: string, supply: Supply): Host {
  return { machine: machineOf(supply.machines, sku), cores: supply.coresOf(sku) };
}

/** A step of an option: a size and the practices that it carries. */
export interface Rung {
  readonly size: Size;
  readonly reach: number;
}

/**
 * The steps of an option, cheapest first, each for more practices than the one before. What the backup costs depends
 * on the practices only, so no size that is left out is ever cheaper: the steps are the exact lower envelope.
 */
export function ladder(option: Option, supply: Supply): readonly Rung[] {
  return recall(supply, ladderKey(option), () =>
    option.inCells ? inCells(option, supply) : climb(pricedSizes(option, supply), option, supply),
  );
}

const ladderKey = ({ id }: Option) => `ladder ${id}`;

/** The cheapest size of an option that carries `tenants` practices, undefined if none does. */
export function sizeFor(option: Option, tenants: number, supply: Supply): Size | undefined {
  // Whoever has the steps finds the size among them; for one number of practices they are not worth working out.
  if (option.inCells || supply.found.has(ladderKey(option))) return ladder(option, supply).find(({ reach }) => reach >= tenants)?.size;
  return pricedSizes(option, supply).find(({ size }) => reachOf(option, size, supply) >= tenants)?.size;
}

/** The practices that one size of an option carries. */
export function reachOf(option: Option, size: Size, supply: Supply, { above = 0 }: { above?: number } = {}): number {
  const { cells = 1 } = size;
  let least = Infinity;
  for (const stack of option.stacks(size, supply)) {
    for (const reach of reachesOf(stack, supply)) {
      least = Math.min(least, reach);
      if (cells * least <= above) return cells * least;
    }
  }
  return Math.min(cells * least, supply.maxTenants);
}

/** For whom a plan is made, and from what. */
export interface Order {
  readonly tenants: number;
  readonly domain: string;
  readonly supply: Supply;
}

/** The plan of an option for `tenants` practices, or undefined if no machine of the catalogue carries them. */
export function design(option: Option, order: Order): Plan | undefined {
  const size = sizeFor(option, order.tenants, order.supply);
  return size && planOf(option, size, order);
}

/** The plan of an option with given machines, or undefined if no box is large enough for its backup. */
export function planOf(option: Option, size: Size, { tenants, domain, supply }: Order): Plan | undefined {
  const demand = load(tenants, supply.values);
  const stored = storageOf(option, size, tenants, supply);
  if (stored === 'too much') return undefined;
  const { cells } = size;
  const share = load(Math.ceil(tenants / (size.cells ?? 1)), supply.values);
  const components = [...option.parts(size, supply), ...stored]
    .map((part) => withThirdCopy(option, part, share, supply))
    .map((part) => (isEncrypted(option, part) ? { ...part, isEncrypted: true } : part))
    .map((part) => (part.privateIp === undefined ? part : { ...part, provision: provisionOf(part, supply) }));
  return {
    id: option.id,
    tenants,
    domain,
    size,
    components: cells === undefined ? components : copiesOf(components, cells),
    load: demand,
    backupIntervalHours: supply.values.backupIntervalHours,
  };
}

/**
 * A third vote also keeps a third copy of the database if its disk holds one: then the loss of a server loses no
 * write that was acknowledged by the majority, and writes go on. Otherwise it only votes.
 */
function withThirdCopy({ isAsQuoted }: Option, part: Component, share: Load, { machines, values }: Supply): Component {
  if (isAsQuoted || part.role !== 'vote') return part;
  const room = values.maxDisk * machineOf(machines, part.sku).diskGb - values.osDiskGb;
  return storedGb(share, values) <= room ? { ...part, runs: [...part.runs, 'database'] } : part;
}

/** Our set-up encrypts every disk and every backup; of the designs of the analysis only the vendor of the database does. */
function isEncrypted({ isAsQuoted }: Option, { role, runs, keeps = [] }: Component): boolean {
  if (role === 'managed-database' || (role === 'off-site-backup' && runs.length === 0 && keeps.length === 1 && keeps[0] === 'database'))
    return true;
  return !isAsQuoted && (keeps.length > 0 || runs.includes('database') || runs.includes('files'));
}

/** The parts of one cell that hold data: its share of the practices decides how large they are. */
export function storageOf(
  option: Option,
  { cells = 1, ...size }: Size,
  tenants: number,
  supply: Supply,
): readonly Component[] | 'too much' {
  const demand = load(Math.ceil(tenants / cells), supply.values);
  const backup = offSiteBackup(option, size, demand, supply);
  return backup === 'too much' ? backup : [...option.storage(demand, supply), ...backup];
}

/** What is stored in, as one text: as long as it stays the same, nothing needs to be ordered. */
export function storageLabel(stored: ReturnType<typeof storageOf>): string {
  return stored === 'too much' ? stored : stored.map(({ sku, quantity }) => `${sku} ${quantity ?? ''}`).join(' ');
}

/** How much of each limit a plan uses; of the stacks that must carry it, the worst counts. */
export function usesOf(option: Option, { size: { cells = 1, ...size }, tenants }: Pick<Plan, 'size' | 'tenants'>, supply: Supply): Use[] {
  const demand = sizingLoad(Math.ceil(tenants / cells), supply.values, supply.rules);
  const [first = [], ...others] = option.stacks(size, supply).map((stack) => uses(stack, demand, supply.values));
  return first.map((use, i) => ({ ...use, share: Math.max(use.share, ...others.map((other) => other[i]!.share)) }));
}

/** A server and its public address: the vendor sells them apart. */
export function serverWithAddress(
  server: Omit<Component, 'role'> & { role: 'server' | 'standby' | 'vote' | 'database-server' },
  address: string,
): Component[] {
  return [server, { id: `${server.id}-ipv4`, sku: address, role: 'address', site: server.site, runs: [] }];
}

/** What is bought, as one text: two plans with the same label have the same bill. */
export function partsLabel(plan: Plan): string {
  return plan.components.map(({ sku, quantity = 1 }) => (quantity === 1 ? sku : `${sku}*${quantity}`)).join(' ');
}

/** The parts that are ordered one by one, as one text: what is sold by the GB grows by itself. */
export function fixedParts({ components }: Plan): string {
  return components.flatMap(({ sku, quantity }) => (quantity === undefined ? [sku] : [])).join(' ');
}

/** The machines of a size as people say it: "CX33", "CX33 + M10", "2 × CX33", "3 × CX33 + CX43", "2 × (CX33 + CX23)". */
export function sizeName({ server, servers = 1, standby, database, cells = 1 }: Size, machines: Machines): string {
  const name = (sku: string) => shortName(machines, sku);
  const same = standby === server ? servers + 1 : servers;
  const parts = [
    times(same, name(server)),
    ...[standby === server ? undefined : standby, database].flatMap((sku) => (sku ? [name(sku)] : [])),
  ];
  const one = parts.join(' + ');
  if (cells === 1) return one;
  return parts.length > 1 || same > 1 ? `${cells} × (${one})` : `${cells} × ${one}`;
}

function times(count: number, name: string): string {
  return count === 1 ? name : `${count} × ${name}`;
}

/** Every size with its price, cheapest first. One without a known price stands where it would if it cost the least it can: then nobody can say that another is cheaper. */
function pricedSizes(option: Option, offer: Offer): readonly PricedSize[] {
  const known = offer.priced.get(option.id);
  if (known) return known;
  const sizes = option.sizes(offer).map((size) => ({ size, ...centsOf(option.parts(size, offer), offer) }));
  const ranked = sizes.sort((a, b) => a.cents - b.cents || Number(b.isKnown) - Number(a.isKnown));
  offer.priced.set(option.id, ranked);
  return ranked;
}

/** Each kind of part is one line of the bill, rounded to the cent. */
function centsOf(parts: readonly Component[], offer: Offer): Pick<PricedSize, 'cents' | 'isKnown'> {
  const quantities = new Map<string, number>();
  for (const { sku, quantity = 1 } of parts) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  let cents = 0;
  let isKnown = true;
  for (const [sku, quantity] of quantities) {
    isKnown &&= offer.euroOf(sku) !== undefined;
    cents += Math.round(offer.euroAtLeast(sku) * quantity * centsPerEuro);
  }
  return { cents, isKnown };
}

function climb(sizes: readonly PricedSize[], option: Option, supply: Supply): Rung[] {
  const rungs: (Rung & Omit<PricedSize, 'size'>)[] = [];
  for (const { size, cents, isKnown } of sizes) {
    const last = rungs.at(-1);
    if (last && last.reach >= supply.maxTenants) break;
    const above = last?.reach ?? 0;
    const reach = reachOf(option, size, supply, { above });
    if (reach <= above) continue;
    // For the same money rather the larger one.
    if (last?.isKnown && isKnown && last.cents === cents) rungs.pop();
    rungs.push({ size, reach, cents, isKnown });
  }
  return rungs;
}

/**
 * Two or more copies of one size: for each number of practices the cheapest number of the cheapest size. How large the
 * backup of a cell is depends on how full the cell is, so a size counts once for each filling that needs another box.
 */
function inCells(option: Option, supply: Supply): Rung[] {
  const { maxTenants } = supply;
  const candidates = pricedSizes(option, supply).flatMap(({ size, cents, isKnown }) =>
    fillings(option, size, supply).flatMap(({ reach: one, cents: storedCents }) => {
      const perCell = cents + storedCents;
      const most = Math.min(mostCells, Math.max(2, Math.ceil(maxTenants / one)));
      return Array.from({ length: most - 1 }, (_, i) => {
        const cells = i + 2;
        return { size: { ...size, cells }, reach: Math.min(cells * one, maxTenants), cents: cells * perCell, isKnown };
      });
    }),
  );
  const rungs: Rung[] = [];
  // For the same money one with known prices first, then the larger one, then few cells.
  const inOrder = candidates.sort(
    (a, b) => a.cents - b.cents || Number(b.isKnown) - Number(a.isKnown) || b.reach - a.reach || a.size.cells - b.size.cells,
  );
  for (const { size, reach } of inOrder) {
    if (reach > (rungs.at(-1)?.reach ?? 0)) rungs.push({ size, reach });
  }
  return rungs;
}

/** The numbers of practices of one cell up to which its storage stays the same, with what that storage costs; none that no box holds. */
function fillings(option: Option, size: Size, supply: Supply): { readonly reach: number; readonly cents: number }[] {
  const most = reachOf(option, size, supply);
  if (most === 0) return [];
  const storedAt = (tenants: number) => storageOf(option, size, tenants, supply);
  const ends = [...steps((tenants) => storageLabel(storedAt(tenants)), most).map((start) => start - 1), most];
  return ends.flatMap((reach) => {
    const stored = storedAt(reach);
    return stored === 'too much' ? [] : [{ reach, cents: centsOf(stored, supply).cents }];
  });
}

/** The practices within each group of limits. Many sizes share a server or a database: each group is searched once. */
function* reachesOf(stack: Stack, supply: Supply): Generator<number> {
  const { server, servers, database, filesOn, restorePath } = stack;
  const isOwn = database.on === 'server';
  const inside = isOwn ? database.copies : 0;
  const kind = isOwn ? '' : database.on;
  yield search(`server ${server.machine.label} ${servers} ${inside} ${kind} ${filesOn}`, () => serverLimits(stack, supply.values));
  if (!isOwn) {
    const connections = servers * server.machine.vCpu;
    yield search(`database ${database.host.machine.label} ${kind} ${connections}`, () => databaseLimits(stack, supply.values));
  }
  const path = restorePath ? `${restorePath.databaseMbPerS} ${restorePath.filesMbPerS}` : '';
  yield search(`plan ${kind} ${path}`, () => planLimits(stack, supply.values));

  function search(key: string, limits: () => Limit[]): number {
    const { values, rules, maxTenants } = supply;
    return recall(supply, key, () => reachWithin(limits(), (tenants) => sizingLoad(tenants, values, rules), maxTenants));
  }
}

/** The answer that was found before with this supply, or the one that `find` gives. `key` must name all that it depends on beside the supply. */
export function recall<Answer extends NonNullable<unknown>>({ found }: Supply, key: string, find: () => Answer): Answer {
  const known = found.get(key) as Answer | undefined;
  if (known !== undefined) return known;
  const answer = find();
  found.set(key, answer);
  return answer;
}

/** Whole copies: each cell has a network of its own, so only the names differ. */
function copiesOf(components: readonly Component[], cells: number): Component[] {
  return Array.from({ length: cells }, (_, i) =>
    components.map((part) => ({ ...part, id: `cell-${i + 1}-${part.id}`, cell: i + 1 })),
  ).flat();
}
