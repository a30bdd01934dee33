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

export interface ServerDrawing extends Rectangle {
  readonly part: Component;
  readonly slots: readonly (Rectangle & { readonly slot: Slot })[];
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
  readonly servers: readonly ServerDrawing[];
  readonly places: readonly PlaceDrawing[];
  readonly links: readonly Link[];
}

const top = { x: 8, y: 8, h: 56 };
const below = { y: 112.5, h: 71 };
const gap = 9;

export function draw(plan: Plan): Drawing {
  const machines = plan.components.filter((part) => part.runs.includes('app'));
  const elsewhere = plan.components.filter((part) => !part.runs.includes('app') && part.role !== 'address');
  const servers = machines.map((part, i) => server(part, i, machines.length));
  const places = spread(elsewhere.sort(byRole));
  return { servers, places, links: [...between(servers), ...places.map((place) => toPlace(place, servers)).flat()] };
}

/** The database or the vote first, the backup last: lines to the servers then never cross. */
function byRole(a: Component, b: Component): number {
  return Number(a.role === 'off-site-backup') - Number(b.role === 'off-site-backup');
}

function server(part: Component, i: number, of: number): ServerDrawing {
  const w = of === 1 ? width - 2 * top.x : 102;
  const x = top.x + i * (width - 2 * top.x - w);
  const shown = of === 1 ? part.runs : part.runs.filter((slot) => slot !== 'files');
  const slotWidth = (w - 15 - 5 * (shown.length - 1)) / shown.length;
  const slots = shown.map((slot, k) => ({ slot, x: x + 7.5 + k * (slotWidth + 5), y: top.y + 22.5, w: slotWidth, h: 26 }));
  return { part, x, y: top.y, w, h: top.h, slots };
}

function spread(parts: readonly Component[]): PlaceDrawing[] {
  const weights = parts.map((part) => (part.role === 'managed-database' ? 1.35 : part.role === 'vote' ? 0.85 : 1));
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

function between(servers: readonly ServerDrawing[]): Link[] {
  const [left, right] = servers;
  if (!left || !right) return [];
  return [{ kind: 'live', path: `M${left.x + left.w + 1} 36H${right.x - 1}` }];
}

function toPlace(place: PlaceDrawing, servers: readonly ServerDrawing[]): Link[] {
  const foot = top.y + top.h + 1;
  const { cx } = place;
  if (place.part.role === 'managed-database') return [{ kind: 'live', path: `M${cx} ${foot}V122`, label: { x: cx + 8, y: 104 } }];
  if (place.part.role === 'off-site-backup') return [{ kind: 'backup', path: `M${cx} ${foot}V117`, label: { x: cx + 8, y: 104 } }];
  // The vote reaches both data servers: one line straight up, one around.
  const [left, right] = servers;
  const farther = right ? [`M${cx + 10} 119V100H${right.x + 14}V${foot}`] : [];
  return [`M${cx} 119V${foot}`, ...(left ? farther : [])].map((path) => ({ kind: 'vote', path }));
}
