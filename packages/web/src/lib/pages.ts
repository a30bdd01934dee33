/** The pages of the site and their addresses: each language has words of its own in them. */
import { resolve } from '$app/paths';
import type { Language } from '@ordiplan/planner';

/** In the order of the menu. Each is also the name of its route. */
export const pageIds = [
  'calculator',
  'comparison',
  'growth',
  'uncertainty',
  'setup',
  'prices',
  'method',
  'compliance',
  'assumptions',
] as const;
export type PageId = (typeof pageIds)[number];

/** The page of a route. */
export function pageOf(route: string | null): PageId {
  return pageIds.find((id) => route?.endsWith(`/${id}`)) ?? 'calculator';
}

/** What stands in the address; the calculator is the start page. */
export const slugs: Readonly<Record<Exclude<PageId, 'calculator'>, Readonly<Record<Language, string>>>> = {
  comparison: { de: 'vergleich', en: 'comparison' },
  growth: { de: 'wachstum', en: 'growth' },
  uncertainty: { de: 'unsicherheit', en: 'uncertainty' },
  setup: { de: 'aufbau', en: 'set-up' },
  prices: { de: 'preise', en: 'prices' },
  method: { de: 'methode', en: 'method' },
  compliance: { de: 'nachweise', en: 'compliance' },
  assumptions: { de: 'annahmen', en: 'assumptions' },
};

/** The path of a page below the folder of the site, with a slash at the end, as static hosts store it: "de/vergleich/". */
export function pathOf(page: PageId, language: Language): string {
  return page === 'calculator' ? `${language}/` : `${language}/${slugs[page][language]}/`;
}

/** The address of a page, with the scenario that it is to show. */
export function hrefOf(page: PageId, language: Language, query = ''): string {
  return `${resolve(pathOf(page, language) as 'de/')}${query === '' ? '' : `?${query}`}`;
}
