import type { PageLoad } from './$types';

/** Only the words of one language are fetched. */
export const load: PageLoad = async ({ params }) => ({
  say: params.language === 'en' ? (await import('./words.en.ts')).en : (await import('./words.de.ts')).de,
});
