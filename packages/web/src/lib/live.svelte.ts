/** What every page does with the world outside: it reads its address, keeps it up to date and has the ranges drawn. */
import { onMount } from 'svelte';
import { afterNavigate, replaceState } from '$app/navigation';
import { pairsOf } from '@ordiplan/planner';
import { address } from './address.svelte.ts';
import { isoToday } from './today.ts';
import { currentQuery, drawRanges, open, planner, redo, undo } from './state.svelte.ts';

/** Call it while a component is made. `isReady` turns true when the address has been read. */
export function live(): { readonly isReady: boolean } {
  let isReady = $state(false);
  let worker: Worker | undefined;

  const read = () => open(pairsOf(location.search.slice(1)), isoToday());

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
    if (!isReady) return;
    const text = currentQuery();
    return afterPaint(() => {
      address.query = text;
      const to = `${location.pathname}${text === '' ? '' : `?${text}`}${location.hash}`;
      if (to !== `${location.pathname}${location.search}${location.hash}`) replaceState(to, {});
    });
  });
  // The worker is fetched when it is first needed: the ranges of the example stand in the page.
  $effect(() => {
    if (!isReady || planner.ranges !== undefined) return;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- the build looks for these words to find the worker; nothing changes
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
