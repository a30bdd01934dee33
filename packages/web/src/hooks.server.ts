/** Prerendering only: writes the language of the page into its html element. */
import type { Handle } from '@sveltejs/kit/hooks';

export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', event.params.language ?? 'de'),
    // The text font is on every first screen; the other one only where code is.
    preload: ({ type, path }) => type === 'css' || type === 'js' || (type === 'font' && path.includes('source-sans-3')),
  });
