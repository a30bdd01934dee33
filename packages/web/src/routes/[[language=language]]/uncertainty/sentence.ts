/** How sure a decision is, in plain words: only what was drawn and searched for. */
import {
  dayText,
  numberText,
  percentText,
  recommendedQuote,
  words as plannerWords,
  type Comparison,
  type Facts,
  type Flip,
  type Language,
  type Quote,
  type Ranges,
} from '@ordiplan/planner';
import type { UncertaintyWords } from './words.de.ts';

/** A share of draws in percent; what is not quite all or none is never told as such. */
export function chanceText(chance: number, language: Language): string {
  const text = percentText(chance, language);
  if (chance < 1 && text === percentText(1, language)) return `> ${percentText(almostAll, language)}`;
  if (chance > 0 && text === percentText(0, language)) return `< ${percentText(1 - almostAll, language)}`;
  return text;
}
const almostAll = 0.99;

const ten = 10;

/** In how many of ten draws. */
export function oftenText(chance: number, { often }: UncertaintyWords): string {
  if (chance === 1) return often.always;
  if (chance === 0) return often.never;
  const tenths = Math.round(chance * ten);
  if (tenths === ten) return often.mostly;
  return tenths === 0 ? often.rarely : often.about(tenths);
}

/** "A (Server + Sicherung)". */
export function nameOf({ mark, id }: Pick<Quote, 'mark' | 'id'>, language: Language): string {
  return `${mark} (${plannerWords[language].planName[id]})`;
}

interface Said {
  readonly language: Language;
  readonly say: UncertaintyWords;
}

/** How often the recommended plan carries today's practices. */
export function carriesText(comparison: Comparison, by: Ranges, { language, say }: Said): string {
  const best = recommendedQuote(comparison);
  const chance = best && by[best.id]?.chances.carriesTenants;
  if (!best || chance === undefined) return say.noRecommendation;
  const tenants = numberText(comparison.scenario.tenants, language);
  return say.carries(nameOf(best, language), tenants, oftenText(chance, say), chanceText(chance, language));
}

/** So many assumptions are named; the others are counted. */
const namedAssumptions = 3;

/** The assumptions that alone change the decision within their span. */
export function changesText(flips: readonly Flip[], facts: Facts, { language, say }: Said): string {
  const names = changing(flips).map((key) => facts.assumptions[key].meaning[language]);
  // One that is left over is named too: that is no longer than counting it.
  const named = names.length === namedAssumptions + 1 ? names.length : namedAssumptions;
  return names.length === 0 ? say.noChange : say.changes(names.slice(0, named), Math.max(0, names.length - named));
}

export function changing(flips: readonly Flip[]) {
  return flips.flatMap(({ subject, isWithinSpan }) => (subject.kind === 'assumption' && isWithinSpan ? [subject.key] : []));
}

/** What draws are of: "12 practices today, 30 in 12 months, as of 24 Nov 2026". */
export function scenarioText({ scenario, today }: Comparison, { language, say }: Said): string {
  return say.scenarioOf(numberText(scenario.tenants, language), numberText(scenario.tenantsIn12Months, language), dayText(today, language));
}
