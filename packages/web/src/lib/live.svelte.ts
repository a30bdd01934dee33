/** What every page does with the world outside: it reads its address, keeps it up to date and has the ranges drawn. */
import { onMount } from 'svelte';
import { afterNavigate, replaceState } from '$app/navigation';
import { pairsOf } from '@ordiplan/planner';
import { address } from './address.svelte.ts';
import { isoToday } from './today.ts';
import { currentQuery, drawRanges, open, planner, redo, settle, undo } from './state.svelte.ts';

/** Drawing fills a processor for some tenths of a second: while somebody types it would take the time that the answer needs. */
const patienceMs = 150;

/** Call it while a component is made. `isReady` turns true when the address has been read. */
export function live(): { readonly isReady: boolean } {
  let isReady = $state(false);
  let worker: Worker | undefined;
  let isDrawnOnce = false;

  /** The address that was read last, or that is being replaced, and what by: SvelteKit takes a moment to do so. */
  let known: readonly string[] = [];
  const place = () => `${location.pathname}${location.search}`;

  function read(): void {
    open(pairsOf(location.search.slice(1)), isoToday());
    known = [place()];
  }

  onMount(() => {
    read();
    isReady = true;
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
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
    if (!isReady) return;
    // Whatever the address says: the answer, and what an opened link said until somebody lets go of it.
    void [planner.settled, planner.sinceThen];
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
    if (!isReady || planner.ranges !== undefined) return;
    // Asked anew for each other scenario. The first ranges come at once, further ones after a pause.
    void planner.scenario;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- written as Vite finds it; nothing changes
    worker ??= new Worker(new URL('./ranges.worker.ts', import.meta.url), { type: 'module' });
    const timer = setTimeout(drawRanges, isDrawnOnce ? patienceMs : 0, worker);
    isDrawnOnce = true;
    return () => clearTimeout(timer);
  });

  return {
    get isReady() {
      return isReady;
    },
  };
}

/** Does something once the next frame has been shown: the answer comes first. Gives back how to call it off. */
function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (timer = setTimeout(work)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
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
