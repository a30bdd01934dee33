/** What somebody has ticked, kept in this browser under one name per plan and project, and nothing else. Without storage it holds while the page is open. */
import { noTicks, readTicks, unstored, withTick, writeTicks } from './kept-ticks.ts';

export interface Ticks {
  readonly ids: ReadonlySet<string>;
  /** Whether they will still be there tomorrow. */
  readonly isKept: boolean;
  /** Whether all were cleared just now and can be brought back. */
  readonly canUndo: boolean;
  readonly set: (id: string, isTicked: boolean) => void;
  readonly clear: () => void;
  readonly undo: () => void;
}

/** Call it while a component is made. The name may change: it is asked for when it does. */
export function ticksOf(nameOf: () => string): Ticks {
  let ids = $state.raw(noTicks);
  let isKept = $state(true);
  let cleared = $state.raw<ReadonlySet<string>>();
  const name = $derived(nameOf());

  $effect(() => {
    follow(name);
    const onStorage = ({ key }: StorageEvent) => (key === name || key === null) && follow(name);
    addEventListener('storage', onStorage);
    return () => removeEventListener('storage', onStorage);
  });

  function follow(from: string): void {
    const stored = readTicks(from);
    ids = unstored.get(from) ?? stored ?? noTicks;
    isKept = stored !== undefined && !unstored.has(from);
    cleared = undefined;
  }

  function take(next: ReadonlySet<string>): void {
    ids = next;
    isKept = writeTicks(name, next);
    if (isKept) unstored.delete(name);
    else unstored.set(name, next);
  }

  return {
    get ids() {
      return ids;
    },
    get isKept() {
      return isKept;
    },
    get canUndo() {
      return cleared !== undefined;
    },
    set(id, isTicked) {
      cleared = undefined;
      take(withTick(ids, id, isTicked));
    },
    clear() {
      const all = ids;
      take(noTicks);
      cleared = all;
    },
    undo() {
      if (cleared) take(cleared);
      cleared = undefined;
    },
  };
}
