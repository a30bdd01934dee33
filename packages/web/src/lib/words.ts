/** The words of the interface by language, fetched one language at a time. */
import type { Language } from '@ordiplan/planner';
import type { UiWords } from './words.de.ts';

export type { UiWords } from './words.de.ts';

export async function loadWords(language: Language): Promise<UiWords> {
  return language === 'en' ? (await import('./words.en.ts')).en : (await import('./words.de.ts')).de;
}
