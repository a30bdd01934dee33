/** Which texts in an address are what. */
import { defineParams } from '@sveltejs/kit/params';

export const params = defineParams({
  /** German is the language of the bare address; English has one of its own. */
  language: (param) => (param === 'en' ? param : undefined),
});
