/** In the browser: what is read has been painted, so the page may be made live a task later. */
import type { ClientInit } from '@sveltejs/kit/hooks';

/** Evaluating the program and making the page live are two tasks: a finger is heard between them. */
export const init: ClientInit = () => new Promise((resolve) => setTimeout(resolve));
