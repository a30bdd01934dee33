/** The storage of the ticks: it can be blocked, full, or hold something else, and nothing fails for that. */

export const noTicks: ReadonlySet<string> = new Set();

/** What could not be stored, by name: it holds while the page is open. */
export const unstored = new Map<string, ReadonlySet<string>>();

export function withTick(ids: ReadonlySet<string>, id: string, isTicked: boolean): ReadonlySet<string> {
  return new Set(isTicked ? [...ids, id] : [...ids].filter((one) => one !== id));
}

/** Undefined if the storage is blocked or holds something else. */
export function readTicks(name: string): ReadonlySet<string> | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(found) && found.every((one) => typeof one === 'string') ? new Set(found) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it worked: a storage can be blocked or full. */
export function writeTicks(name: string, ids: ReadonlySet<string>): boolean {
  try {
    if (ids.size === 0) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify([...ids]));
    return true;
  } catch {
    return false;
  }
}
