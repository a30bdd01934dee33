/** Which texts in an address are what. */
import { defineParams } from '@sveltejs/kit/params';

export const params = defineParams({
  /** The bare address speaks German; each language also has an address of its own. */
  language: (param) => (param === 'en' || param === 'de' ? param : undefined),
});
