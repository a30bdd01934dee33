import type { PageLoad } from './$types';

/** The words of one language only. */
export const load: PageLoad = async ({ params }) => ({
  say: params.language === 'en' ? (await import('./words.en.ts')).en : (await import('./words.de.ts')).de,
});
