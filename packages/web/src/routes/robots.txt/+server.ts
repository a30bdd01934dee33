/** Everybody may read everything. */
import { robotsText } from '#lib/site-text.ts';
import type { RequestHandler } from './$types';

export const prerender = true;

export const GET: RequestHandler = ({ url }) =>
  new Response(robotsText(url.origin), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
