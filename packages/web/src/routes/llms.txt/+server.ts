/** What an assistant should know of the site. */
import { llmsText } from '#lib/site-text.ts';
import type { RequestHandler } from './$types';

export const prerender = true;

export const GET: RequestHandler = ({ url }) =>
  new Response(llmsText(url.origin, __BUILD_DAY__), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
