/** Where the parts of a plan stand in its drawing: servers above, what lies elsewhere below. Knows geometry, no colours. */
import type { Component, Plan, Site, Slot } from '@ordiplan/planner';

export const width = 244;
export const height = 185;

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** One server, or several equal ones that stand as one box with their number. */
export interface ServerDrawing extends Rectangle {
  readonly part: Component;
  readonly count: number;
  readonly slots: readonly (Rectangle & { readonly slot: Slot })[];
}

/** A data centre with servers. */
export interface SiteDrawing extends Rectangle {
  readonly site: Site;
}

export interface PlaceDrawing extends Rectangle {
  readonly site: Site;
  readonly part: Component;
  /** The middle of the part, to which its line leads. */
  readonly cx: number;
}

export interface Link {
  readonly kind: 'backup' | 'live' | 'vote';
  readonly path: string;
  readonly label?: { readonly x: number; readonly y: number };
}

export interface Drawing {
  readonly sites: readonly SiteDrawing[];
  readonly loadBalancer: Rectangle | undefined;
  readonly servers: readonly ServerDrawing[];
  readonly places: readonly PlaceDrawing[];
  readonly links: readonly Link[];
  /** Copies of what is drawn; 1 if there are none. */
  readonly cells: number;
}

const top = { x: 8, y: 8, h: 56 };
const siteHeight = 87;
const below = { y: 112.5, h: 71 };
const gap = 9;
const balancerWidth = 30;
const between = 22;

const machineRoles: readonly Component['role'][] = ['server', 'standby', 'database-server'];

export function draw(plan: Plan): Drawing {
  // Cells are alike: one stands for all.
  const parts = plan.components.filter((part) => (part.cell ?? 1) === 1 && hasPlace(part));
  const loadBalancer = parts.some(({ role }) => role === 'load-balancer') ? { x: top.x, y: top.y, w: balancerWidth, h: top.h } : undefined;
  const servers = row(groupsOf(parts), loadBalancer ? loadBalancer.x + loadBalancer.w + between : top.x);
  const elsewhere = parts.filter(({ role }) => !machineRoles.includes(role) && role !== 'address' && role !== 'load-balancer');
  const places = spread(elsewhere.sort(byRole));
  return {
    sites: sitesOf(servers),
    loadBalancer,
    servers,
    places,
    links: [...along(loadBalancer ? [loadBalancer, ...servers] : servers), ...places.map((place) => toPlace(place, servers)).flat()],
    cells: plan.size.cells ?? 1,
  };
}

/** What is sold by the GB lies with the part that it belongs to; a backup in a bucket of another vendor stands for itself. */
function hasPlace({ quantity, role, keeps = [] }: Component): boolean {
  return quantity === undefined || (role === 'off-site-backup' && keeps.includes('files'));
}

/** The database or the vote first, the backup last: lines to the servers then never cross. */
function byRole(a: Component, b: Component): number {
  return Number(a.role === 'off-site-backup') - Number(b.role === 'off-site-backup');
}

interface Group {
  readonly part: Component;
  readonly count: number;
}

/** Equal servers with the same work in one group; a standby stands for itself. */
function groupsOf(parts: readonly Component[]): Group[] {
  const machines = parts.filter(({ role }) => machineRoles.includes(role));
  const keyOf = ({ role, sku }: Component) => `${role} ${sku}`;
  return [...new Set(machines.map(keyOf))].map((key) => {
    const same = machines.filter((part) => keyOf(part) === key);
    return { part: same[0]!, count: same.length };
  });
}

function row(groups: readonly Group[], left: number): ServerDrawing[] {
  const w = (width - left - top.x - between * (groups.length - 1)) / groups.length;
  const isNarrow = groups.length > 1;
  return groups.map(({ part, count }, i) => {
    const x = left + i * (w + between);
    const shown = isNarrow && part.runs.length > 2 ? part.runs.filter((slot) => slot !== 'files') : part.runs;
    const slotWidth = (w - 15 - 5 * (shown.length - 1)) / shown.length;
    const slots = shown.map((slot, k) => ({ slot, x: x + 7.5 + k * (slotWidth + 5), y: top.y + 22.5, w: slotWidth, h: 26 }));
    return { part, count, x, y: top.y, w, h: top.h, slots };
  });
}

/** One frame for each site; servers at one site stand side by side. */
function sitesOf(servers: readonly ServerDrawing[]): SiteDrawing[] {
  const sites = [...new Set(servers.map(({ part }) => part.site))];
  if (sites.length === 1) return [{ site: sites[0]!, x: 0.5, y: 0.5, w: width - 1, h: siteHeight }];
  const margin = top.x - 0.5;
  return sites.map((site) => {
    const here = servers.filter(({ part }) => part.site === site);
    const x = here[0]!.x - margin;
    const last = here.at(-1)!;
    return { site, x, y: 0.5, w: last.x + last.w + margin - x, h: siteHeight };
  });
}

function spread(parts: readonly Component[]): PlaceDrawing[] {
  const weights = parts.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const free = width - 1 - gap * (parts.length - 1);
  let x = 0.5;
  return parts.map((part, i) => {
    const w = (free * weights[i]!) / total;
    const place = { site: part.site, part, x, y: below.y, w, h: below.h, cx: x + w / 2 };
    x += w + gap;
    return place;
  });
}

/** Room for what is written on a place: the names of other vendors' sites are longer. */
function weightOf({ role, quantity }: Component): number {
  if (role === 'vote') return 0.85;
  return role === 'managed-database' || quantity !== undefined ? 1.35 : 1;
}

/** A line from each box to the next. */
function along(boxes: readonly Rectangle[]): Link[] {
  return boxes.slice(1).map((right, i) => {
    const left = boxes[i]!;
    return { kind: 'live', path: `M${left.x + left.w + 1} 36H${right.x - 1}` };
  });
}

function toPlace(place: PlaceDrawing, servers: readonly ServerDrawing[]): Link[] {
  const foot = top.y + top.h + 1;
  const { cx } = place;
  const { role } = place.part;
  const label = { x: cx + 8, y: 104 };
  if (role === 'managed-database') return [{ kind: 'live', path: `M${cx} ${foot}V122`, label }];
  if (role === 'file-store') return [{ kind: 'live', path: `M${cx} ${foot}V117`, label }];
  if (role === 'off-site-backup') return [{ kind: 'backup', path: `M${cx} ${foot}V117`, label }];
  // The vote reaches both data servers: one line straight up, one around.
  const [left, right] = servers;
  const farther = right ? [`M${cx + 10} 119V100H${right.x + 14}V${foot}`] : [];
  return [`M${cx} 119V${foot}`, ...(left ? farther : [])].map((path) => ({ kind: 'vote', path }));
}
