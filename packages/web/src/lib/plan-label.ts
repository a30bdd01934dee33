/** A plan as a list names it: "Option A, Server + Sicherung". */
import { quoteOf, words as plannerWords, type Comparison, type Language, type PlanId } from '@ordiplan/planner';

export function planLabel(comparison: Comparison, id: PlanId, language: Language): string {
  const words = plannerWords[language];
  const { option, isAsQuoted } = quoteOf(comparison, id);
  return `${words.optionTitle[option]}, ${words.planName[id]}${isAsQuoted ? ` (${words.asQuoted})` : ''}`;
}
