/** The one Svelte and SvelteKit configuration. packages/web/vite.config.ts hands it to the SvelteKit plugin. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';

/** The one script that stands in app.html itself: allowed by what it says, so that no other can take its place. */
const [, script = ''] = /<script>([^]*?)<\/script>/.exec(readFileSync(new URL('packages/web/src/app.html', import.meta.url), 'utf8')) ?? [];
const themeHash = /** @type {const} */ (`sha256-${createHash('sha256').update(script).digest('base64')}`);

/** @type {import('@sveltejs/kit/vite').Config} */
export default {
  adapter: adapter(),
  compilerOptions: { runes: true },
  // Small sheets stand in the page: each of them would be a way to the server of its own before anything is shown.
  inlineStyleThreshold: 10_000,
  // Where the site will stand: canonical addresses and those of the other language are absolute. Default: where "npm start" shows it.
  paths: { origin: process.env.ORDIPLAN_ORIGIN ?? 'http://127.0.0.1:4173' },
  prerender: { entries: ['/', '/de/', '/en/', '/llms.txt', '/robots.txt', '/sitemap.xml'] },
  // Scripts only from the site itself, by hash; style attributes carry the positions of bars and marks.
  csp: {
    mode: 'hash',
    directives: {
      'default-src': ['none'],
      'script-src': ['self', themeHash],
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
