/** Addresses in the words of a language lead to one route each: /de/vergleich/ and /en/comparison/ to the comparison. */
import type { Reroute } from '@sveltejs/kit/hooks';
import { slugs } from '#lib/pages.ts';

export const reroute: Reroute = ({ url }) => {
  for (const [route, { de, en }] of Object.entries(slugs)) {
    for (const [language, slug] of Object.entries({ de, en })) {
      const path = new RegExp(`/${language}/${slug}/?$`);
      if (path.test(url.pathname)) return url.pathname.replace(path, `/${language}/${route}`);
    }
  }
};
