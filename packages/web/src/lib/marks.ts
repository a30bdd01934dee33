/** The class that carries an option's colour: the same in cards, charts and diagrams. */
import type { OptionId, Quote } from '@ordiplan/planner';

export const colourClass: Readonly<Record<OptionId, string>> = { solo: 'o-solo', single: 'o-a', 'managed-db': 'o-b', pair: 'o-c' };

/** The token of that colour, by the mark. */
export const colourToken: Readonly<Record<Quote['mark'], 'solo' | 'a' | 'b' | 'c'>> = { Solo: 'solo', A: 'a', B: 'b', C: 'c' };
