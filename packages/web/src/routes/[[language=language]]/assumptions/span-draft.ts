/** Three fields of a span as typed: what they mean, or what is wrong with them. */
import { boundsOf, wrongAssumption, type AssumptionKey, type Language, type PlannerError, type Span } from '@ordiplan/planner';
import { readNumber } from '#lib/number-field.ts';

export const ends = ['low', 'likely', 'high'] as const;
export type End = (typeof ends)[number];
export type SpanTexts = Readonly<Record<End, string>>;

export type SpanReading =
  | { readonly span: Span }
  | { readonly ambiguous: string; readonly wrong: readonly End[] }
  | { readonly problem: PlannerError; readonly wrong: readonly End[] };

export function readSpan(key: AssumptionKey, texts: SpanTexts, language: Language): SpanReading {
  const read = { low: readNumber(texts.low, language), likely: readNumber(texts.likely, language), high: readNumber(texts.high, language) };
  for (const end of ends) {
    const one = read[end];
    if (!('fault' in one)) continue;
    if (one.fault === 'ambiguous') return { ambiguous: texts[end], wrong: [end] };
    return { problem: wrongAssumption(key, texts[end]), wrong: [end] };
  }
  const { least, most } = boundsOf(key);
  const [low, likely, high] = ends.map((end) => ('value' in read[end] ? read[end].value : Number.NaN)) as [number, number, number];
  const span = { low, likely, high };
  const outside = ends.filter((end) => !(least <= span[end] && span[end] <= most));
  if (outside.length > 0) return { problem: wrongAssumption(key, span[outside[0]!]), wrong: outside };
  if (!(low <= likely && likely <= high)) return { problem: wrongAssumption(key, span), wrong: ends };
  return { span };
}

export function isSame(a: Span, b: Span): boolean {
  return ends.every((end) => a[end] === b[end]);
}
