import { printed } from '#lib/printed.ts';
import { loadWords } from '#lib/words.ts';
import type { PageLoad } from './$types';

/**
 * The calculator as it is printed while the site is built. It comes with the page as plain HTML and is woken when somebody
 * reaches for it (Island.svelte), so that a first visit fetches little more than what it reads.
 */
export const load: PageLoad = async ({ params }) => {
  const language = params.language === 'en' ? ('en' as const) : ('de' as const);
  return { printed: await printed(() => import('#lib/components/Calculator.svelte'), { language, words: await loadWords(language) }) };
};
