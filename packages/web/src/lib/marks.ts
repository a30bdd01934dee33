/** The class that carries an option's colour: the same in cards, charts and diagrams. */
import type { OptionId } from '@ordiplan/planner';

export const colourClass: Readonly<Record<OptionId, string>> = { solo: 'o-solo', single: 'o-a', 'managed-db': 'o-b', pair: 'o-c' };
