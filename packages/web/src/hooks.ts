/** Addresses in the words of a language lead to one route each: /de/vergleich/ and /en/comparison/ to the comparison. */
import type { Reroute } from '@sveltejs/kit/hooks';
import { slugs } from '#lib/pages.ts';

export const reroute: Reroute = ({ url }) => {
  const folders = url.pathname.replace(/\/$/, '').split('/');
  const [language, slug] = folders.slice(-2);
  if (language !== 'de' && language !== 'en') return;
  const route = Object.entries(slugs).find(([, names]) => names[language] === slug)?.[0];
  return route && [...folders.slice(0, -1), route].join('/');
};
