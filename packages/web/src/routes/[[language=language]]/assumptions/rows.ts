/** What a row of the page says of a parameter, and which rows a search finds. */
import { boundsOf, type Assumption, type AssumptionKey, type Language, type Span } from '@ordiplan/planner';
import { evidenceWords } from '#lib/evidence-words.ts';
import { fieldText } from '#lib/number-field.ts';
import { ends } from './span-draft.ts';
import type { AssumptionWords } from './words.de.ts';

const noSourceInFile = 'No source found';

/** A measured or a stated number once, a span as its three numbers. */
export function spanText(span: Span, language: Language): string {
  return [...new Set(ends.map((end) => fieldText(span[end], language)))].length === 1
    ? fieldText(span.likely, language)
    : ends.map((end) => fieldText(span[end], language)).join(' · ');
}

export function unitText(key: AssumptionKey, { unit }: Assumption, say: AssumptionWords): string {
  const shown = unit === '1' && boundsOf(key).most === 1 ? 'share' : unit;
  return say.unit[shown] ?? shown;
}

/** Sources are quoted as they stand in the data, in English. */
export function sourceOf({ source }: Assumption, say: AssumptionWords): { readonly text: string; readonly isQuoted: boolean } {
  return source === noSourceInFile ? { text: say.noSource, isQuoted: false } : { text: source, isQuoted: true };
}

/** Whether every word of the search occurs in what the row says. */
export function isFound(search: string, texts: readonly string[], language: Language): boolean {
  const row = texts.join(' ').toLocaleLowerCase(language);
  return search
    .toLocaleLowerCase(language)
    .split(/\s+/)
    .every((word) => row.includes(word));
}

export function textsOf(
  key: AssumptionKey,
  assumption: Assumption,
  { say, language }: { say: AssumptionWords; language: Language },
): string[] {
  const { meaning, kind, source } = assumption;
  return [
    key,
    meaning[language],
    unitText(key, assumption, say),
    evidenceWords[language].kinds[kind],
    source,
    sourceOf(assumption, say).text,
  ];
}
