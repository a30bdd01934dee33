/**
 * Components that stand in a page as plain HTML, printed by ourselves while the site is built, and come alive on their own: what is
 * read needs no program, and no finger waits for all of a page at once.
 */
import { hydrate, mount, type Component } from 'svelte';

/** The HTML. In the browser it only has to be there: hydration of the page keeps what was printed. */
export async function printed<Props extends Record<string, unknown>>(
  fetched: () => Promise<{ default: Component<Props> }>,
  props: Props,
): Promise<string> {
  if (!import.meta.env.SSR) return ' ';
  const [{ render }, { default: Printed }] = await Promise.all([import('svelte/server'), fetched()]);
  // An element of its own, or hydration of the page would take marks inside for the end of what is printed.
  return `<div>${render(Printed, { props }).body}</div>`;
}

/** Brings to life what was printed in `target`; makes it if nothing was, as on a page that somebody came to from another one. */
export function awaken<Props extends Record<string, unknown>>(Printed: Component<Props>, target: HTMLElement, props: Props) {
  const body = target.querySelector<HTMLElement>(':scope > div');
  return body ? hydrate(Printed, { target: body, props }) : mount(Printed, { target, props });
}
