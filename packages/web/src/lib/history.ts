/** Undo and redo as data: what was, what is, what was undone. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** More steps than anybody takes back. */
const most = 200;

export function start<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** A new present. `isSameStep`: it belongs to the step before, as further digits of one number do. */
export function step<T>({ past, present }: History<T>, next: T, isSameStep = false): History<T> {
  return { past: isSameStep ? past : [...past, present].slice(-most), present: next, future: [] };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}
