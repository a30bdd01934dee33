/** All pages, for search engines. */
import { siteMap } from '#lib/site-text.ts';
import type { RequestHandler } from './$types';

export const prerender = true;

export const GET: RequestHandler = ({ url }) =>
  new Response(siteMap(url.origin, __BUILD_DAY__), { headers: { 'content-type': 'application/xml; charset=utf-8' } });
