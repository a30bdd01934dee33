import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import config from '../../svelte.config.js';

export default defineConfig({
  plugins: [sveltekit(config)],
  // The day of the build: what a reader without JavaScript sees is dated by it.
  define: { __BUILD_DAY__: JSON.stringify(new Date().toISOString().slice(0, 10)) },
});
