/** The one Svelte and SvelteKit configuration. packages/web/vite.config.ts hands it to the SvelteKit plugin. */
import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit/vite').Config} */
export default {
  adapter: adapter(),
  compilerOptions: { runes: true },
  // Scripts only from the site itself, by hash; style attributes carry the positions of bars and marks.
  csp: {
    mode: 'hash',
    directives: {
      'default-src': ['none'],
      'script-src': ['self'],
      'style-src': ['self', 'unsafe-inline'],
      'font-src': ['self'],
      'img-src': ['self', 'data:'],
      'connect-src': ['self'],
      'worker-src': ['self'],
      'manifest-src': ['self'],
      'base-uri': ['none'],
      'form-action': ['self'],
    },
  },
};
