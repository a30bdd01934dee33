import type { EntryGenerator, PageLoad } from './$types';

export const prerender = true;
export const trailingSlash = 'always';

/** German at the bare address, English at /en/. */
export const entries: EntryGenerator = () => [{}, { language: 'en' }];

export const load: PageLoad = ({ params }) => ({
  language: params.language === 'en' ? ('en' as const) : ('de' as const),
});
