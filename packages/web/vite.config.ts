import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import config from '../../svelte.config.js';
import { examplePlugin } from './example-plugin.ts';

// What a reader without JavaScript sees is dated by the day of the build.
const day = new Date().toISOString().slice(0, 10);

export default defineConfig({
  plugins: [examplePlugin(day), sveltekit(config)],
  worker: { plugins: () => [examplePlugin(day)] },
  define: { __BUILD_DAY__: JSON.stringify(day) },
});
