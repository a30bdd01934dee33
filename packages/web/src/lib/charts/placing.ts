/** Where labels may stand so that none lies on another one: plain rectangles, no canvas. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The first of `wanted` that lies within `area` and on none of `taken`; undefined if there is none. */
export function freeBox(wanted: readonly Box[], { area, taken }: { area: Box; taken: readonly Box[] }): Box | undefined {
  return wanted.find((box) => isWithin(box, area) && !taken.some((other) => overlap(box, other)));
}

function isWithin(box: Box, area: Box): boolean {
  return box.x >= area.x && box.y >= area.y && box.x + box.width <= area.x + area.width && box.y + box.height <= area.y + area.height;
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Heights pushed apart so that neighbours are at least `gap` from each other and none lies below `bottom`, in the order given. */
export function apart(heights: readonly number[], gap: number, bottom: number): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
  const placed = [...heights];
  let free = -Infinity;
  for (const i of order) {
    placed[i] = Math.max(heights[i]!, free);
    free = placed[i] + gap;
  }
  let floor = bottom;
  for (const i of [...order].reverse()) {
    placed[i] = Math.min(placed[i]!, floor);
    floor = placed[i] - gap;
  }
  return placed;
}
