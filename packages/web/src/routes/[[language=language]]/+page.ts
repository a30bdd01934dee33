import { loadWords } from '#lib/words.ts';
import type { PageLoad } from './$types';

/**
 * The calculator as it is printed while the site is built. It comes with the page as plain HTML and is woken when somebody
 * reaches for it (Island.svelte), so that a first visit fetches little more than what it reads.
 */
export const load: PageLoad = async ({ params }) => {
  // In the browser it only has to be there: hydration keeps what was printed.
  if (!import.meta.env.SSR) return { printed: ' ' };
  const language = params.language === 'en' ? ('en' as const) : ('de' as const);
  const words = await loadWords(language);
  const [{ render }, { default: Calculator }] = await Promise.all([import('svelte/server'), import('#lib/components/Calculator.svelte')]);
  const { body } = await render(Calculator, { props: { language, words } });
  // An element of its own, or hydration of the page would take marks inside for the end of what is printed.
  return { printed: `<div>${body}</div>` };
};
