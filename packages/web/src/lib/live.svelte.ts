/** What every page does with the world outside: it reads its address, keeps it up to date and has the ranges drawn. */
import { onMount } from 'svelte';
import { afterNavigate, replaceState } from '$app/navigation';
import { pairsOf } from '@ordiplan/planner';
import { address } from './address.svelte.ts';
import { isoToday } from './today.ts';
import { currentQuery, drawRanges, open, planner, redo, rest, settle, undo } from './state.svelte.ts';

/** Somebody who types presses the next key within this time, also on a slow phone; what is not looked at meanwhile would only take the time that the answers need. */
const patienceMs = 500;

/** Signs that somebody is about to use what waits: the address, a link that carries it, the page on paper. */
const signs = ['pointerdown', 'focusin', 'blur', 'beforeprint', 'pagehide'] as const;

/** Call it while a component is made. `isReady` turns true when the address has been read. */
export function live(): { readonly isReady: boolean } {
  let isReady = $state(false);
  let worker: Worker | undefined;

  /** The address that was read last, or that is being replaced, and what by: SvelteKit takes a moment to do so. */
  let known: readonly string[] = [];
  const place = () => `${location.pathname}${location.search}`;

  function read(): void {
    open(pairsOf(location.search.slice(1)), isoToday());
    known = [place()];
  }

  onMount(() => {
    read();
    rest();
    isReady = true;
    addEventListener('keydown', onKey);
    for (const sign of signs) addEventListener(sign, hasten, { capture: true });
    return () => {
      removeEventListener('keydown', onKey);
      for (const sign of signs) removeEventListener(sign, hasten, { capture: true });
      worker?.terminate();
    };
  });
  afterNavigate(({ type }) => {
    if (type !== 'enter') read();
  });

  $effect(() => {
    void planner.comparison;
    return afterPaint(settle);
  });
  $effect(() => {
    if (planner.rested === planner.comparison) return;
    const timer = setTimeout(rest, patienceMs);
    return () => clearTimeout(timer);
  });
  $effect(() => {
    if (!isReady) return;
    // Whatever the address says: the answer, and what an opened link said until somebody lets go of it.
    void [planner.rested, planner.sinceThen];
    return afterPaint(() => {
      const text = currentQuery();
      address.query = text;
      // Somebody who goes back or forward quickly is at another address already: that one is to be read, not written over.
      const before = place();
      if (!known.includes(before)) return;
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- only to write it as the browser will; nothing changes
      const { pathname, search } = new URL(text === '' ? location.pathname : `?${text}`, location.href);
      const to = pathname + search;
      known = [before, to];
      if (to !== before) void replaceState(`${to}${location.hash}`, {});
    });
  });
  // The worker is fetched when it is first needed: the ranges of the example stand in the page.
  $effect(() => {
    if (!isReady || planner.ranges !== undefined || planner.rested !== planner.comparison) return;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- written as Vite finds it; nothing changes
    worker ??= new Worker(new URL('./ranges.worker.ts', import.meta.url), { type: 'module' });
    drawRanges(worker);
  });

  return {
    get isReady() {
      return isReady;
    },
  };
}

/** Does something once the next frame has been shown: the answer comes first. Gives back how to call it off. */
function afterPaint(work: () => void): () => void {
  const calledOff = new AbortController();
  const { signal } = calledOff;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    // A timer may come before the frame has been handed over; a task of the lowest priority does not.
    if ('scheduler' in globalThis) scheduler.postTask(work, { priority: 'background', signal }).catch(unlessCalledOff);
    else timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    calledOff.abort();
  };

  function unlessCalledOff(error: unknown): void {
    if (!signal.aborted) reportError(error);
  }
}

/** What waits for a pause follows at once, the links of the menu before they are pressed. */
function hasten(): void {
  // A field that is taken away loses the focus in the middle of an update, in which nothing may change.
  queueMicrotask(() => {
    if (planner.rested === planner.comparison) return;
    rest();
    address.query = currentQuery();
  });
}

/** Undo and redo as everywhere, except inside a text field, which has its own. */
function onKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return;
  const key = event.key.toLowerCase();
  const act = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : undefined;
  if (!act) return;
  event.preventDefault();
  act();
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['radio', 'checkbox', 'range'].includes(target.type))
  );
}
