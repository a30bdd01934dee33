/** Prerendering only: writes the language of the page into its html element, and what is fetched before it is shown. */
import type { Handle } from '@sveltejs/kit/hooks';

export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', event.params.language ?? 'de'),
    // What is read stands in the page: its looks and letters come first, and no program is fetched beside them.
    // The text font is on every first screen; the other one only where code is.
    preload: ({ type, path }) => type === 'css' || (type === 'font' && path.includes('source-sans-3')),
  });
