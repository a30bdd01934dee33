import type { LayoutLoad } from './$types';
import { loadWords } from '#lib/words.ts';

export const prerender = true;
export const trailingSlash = 'always';

/** The bare address speaks German, as /de/ does. Only the words of one language are fetched. */
export const load: LayoutLoad = async ({ params }) => {
  const language = params.language === 'en' ? ('en' as const) : ('de' as const);
  return { language, words: await loadWords(language) };
};
