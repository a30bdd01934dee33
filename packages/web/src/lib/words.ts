/** The words of the interface by language. */
import type { Language } from '@ordiplan/planner';
import { de, type UiWords } from './words.de.ts';
import { en } from './words.en.ts';

export type { UiWords } from './words.de.ts';
export const ui: Readonly<Record<Language, UiWords>> = { de, en };
