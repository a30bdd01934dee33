import type { LayoutLoad } from './$types';
import { pageOf } from '#lib/pages.ts';
import { printed } from '#lib/printed.ts';
import { loadWords } from '#lib/words.ts';

export const prerender = true;
export const trailingSlash = 'always';

/** The bare address speaks German, as /de/ does. Only the words of one language are fetched. */
export const load: LayoutLoad = async ({ params, route }) => {
  const language = params.language === 'en' ? ('en' as const) : ('de' as const);
  const words = await loadWords(language);
  const header = await printed(() => import('#lib/components/Header.svelte'), { language, words, current: pageOf(route.id) });
  return { language, words, header };
};
