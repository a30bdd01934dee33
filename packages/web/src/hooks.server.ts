/** Prerendering only: writes the language of the page into its html element. */
import type { Handle } from '@sveltejs/kit/hooks';

export const handle: Handle = ({ event, resolve }) =>
  resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', event.params.language ?? 'de') });
