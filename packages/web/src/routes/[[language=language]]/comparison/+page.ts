import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => ({
  say: params.language === 'en' ? (await import('./words.en.ts')).en : (await import('./words.de.ts')).de,
});
